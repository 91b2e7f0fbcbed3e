// Shows what the check found, and waits for the answer.
import { fieldName } from "./checking.js";

function element(name, text = "", ...inside) {
  const made = document.createElement(name);
  made.textContent = text;
  made.append(...inside);
  return made;
}

function item({ code, field, found, what, why, action }) {
  const said = element("li");
  said.append(element("strong", `${fieldName(field)}: `), what, found && !what.includes(found) ? ` (“${found}”)` : "");
  if (why) said.append(element("br"), why);
  said.append(element("br"), element("em", action), ` [${code}]`);
  return said;
}

// Resolves to whether the story may be saved: never with an error among the findings, else as the writer says.
export function ask(found) {
  if (!found.length) return Promise.resolve(true);
  const stopped = found.some(({ severity }) => severity === "error");
  const dialog = element("dialog");
  dialog.className = "findings";
  dialog.setAttribute("aria-labelledby", "findings");
  const title = element("h2", stopped ? "Belum disimpan: perbaiki dahulu" : "Periksa sekali lagi");
  title.id = "findings";
  const back = element("button", "Perbaiki");
  const on = element("button", "Simpan juga");
  const errors = element("ul", "", ...found.filter(({ severity }) => severity === "error").map(item));
  const warnings = element("ul", "", ...found.filter(({ severity }) => severity !== "error").map(item));
  dialog.append(title);
  if (stopped) dialog.append(element("p", "Yang berikut tidak boleh terbit. Naskah masih di perangkat ini; belum ada yang terkirim."), errors);
  if (warnings.children.length) dialog.append(element("p", stopped ? "Sebaiknya diperiksa juga:" : "Sebaiknya diperbaiki:"), warnings);
  dialog.append(back);
  if (!stopped) dialog.append(on);
  const before = document.activeElement; // where whoever writes goes on, by keyboard too
  document.body.append(dialog);
  return new Promise((answered) => {
    const answer = (value) => {
      dialog.remove();
      answered(value);
      setTimeout(() => before?.focus(), 100); // once its button can be used again
    };
    back.addEventListener("click", () => answer(false));
    on.addEventListener("click", () => answer(true));
    dialog.addEventListener("cancel", () => answer(false));
    dialog.showModal();
    back.focus();
  });
}
