// The page to begin from: the office, ten skeletons, a pasted manuscript, and what became of the newest stories.
import { asFile } from "./draft-file.js";
import { manuscript } from "./manuscript.js";
import { fromMarkup } from "./markup.js";
import { keep, office } from "./office.js";

const $ = (id) => document.getElementById(id);
const KEPT = "newsroom.pasted";
const fresh = () => `#/collections/${unit}/new`;
const STATES = {
  tayang: "Tayang", terjadwal: "Terjadwal", draf: "Draf", ditahan: "Ditahan", ditarik: "Dicabut", kedaluwarsa: "Kedaluwarsa",
  "tidak-ada": "Tidak ada", menunggu: "Menunggu",
};
let unit = office();
let names = {};

const said = (text) => { $("telling").textContent = text; };
const json = async (address) => {
  const answer = await fetch(address);
  return answer.ok ? answer.json() : null;
};
const remember = (text) => {
  try {
    text ? localStorage.setItem(KEPT, text) : localStorage.removeItem(KEPT);
  } catch {
    // a device that keeps nothing
  }
};
const address = (fields) => `index.html?unit=${unit}${fresh()}?${new URLSearchParams(Object.entries(fields).filter(([, value]) => value))}`;

function today() {
  const now = new Date();
  return new Date(now.getTime() - now.getTimezoneOffset() * 60_000).toISOString().slice(0, 10);
}

function link(element, target) {
  if (unit) element.href = target;
  else element.removeAttribute("href");
  element.setAttribute("aria-disabled", String(!unit));
}

async function show() {
  link($("new"), `index.html?unit=${unit}${fresh()}`);
  link($("list"), `index.html?unit=${unit}`);
  for (const item of document.querySelectorAll("#starts a")) link(item, address(JSON.parse(item.dataset.fields)));
  said(unit ? names[unit] ?? "" : "Pilih kantor Anda dahulu.");
  await states();
}

async function states() {
  const found = unit ? (await json(`status/${unit}.json`).catch(() => null)) : null;
  const rows = (found ?? []).map(({ story, state, said: words }) => line(`${STATES[state] ?? state}: ${story}`, words));
  const none = line("", "Belum ada keterangan tentang berita kantor ini. Yang menunggu penyunting tampak di papan Alur penyuntingan.");
  $("states").replaceChildren(...(rows.length ? rows : [none]));
}

function line(heading, words) {
  const item = document.createElement("li");
  item.append(Object.assign(document.createElement("strong"), { textContent: heading }));
  item.append(Object.assign(document.createElement("p"), { textContent: words }));
  return item;
}

function choose() {
  const asked = $("office").value.trim().toLowerCase();
  const found = Object.entries(names).find(([id, name]) => id === asked || name.toLowerCase() === asked);
  if (!found) return;
  [unit] = found;
  keep(unit);
  history.replaceState(null, "", `?unit=${unit}`);
  show();
}

function read() {
  const draft = manuscript($("pasted").value, today());
  const form = $("draft");
  for (const [name, value] of Object.entries(draft)) {
    const input = form.elements.namedItem(name);
    if (input) input.value = Array.isArray(value) ? value.join(", ") : value;
  }
  $("doubts").replaceChildren(...draft.doubts.map((doubt) => Object.assign(document.createElement("li"), { textContent: doubt })));
  $("unused").textContent = draft.unused.join("\n");
  $("left").hidden = !draft.unused.length;
  form.hidden = false;
  form.elements.namedItem("title").focus();
}

function download() {
  const { name, text } = asFile(Object.fromEntries(new FormData($("draft"))), today());
  const made = document.createElement("a");
  made.href = URL.createObjectURL(new Blob([text], { type: "text/markdown" }));
  made.download = name;
  made.click();
  URL.revokeObjectURL(made.href);
}

$("pasted").addEventListener("paste", (event) => {
  const markup = event.clipboardData.getData("text/html");
  if (!markup) return;
  event.preventDefault();
  const { selectionStart: start, selectionEnd: end } = event.target;
  event.target.setRangeText(fromMarkup(new DOMParser().parseFromString(markup, "text/html")), start, end, "end");
  remember(event.target.value);
});
$("pasted").addEventListener("input", () => remember($("pasted").value));
$("read").addEventListener("click", read);
$("save").addEventListener("click", download);
$("office").addEventListener("change", choose);
$("draft").addEventListener("submit", (event) => {
  event.preventDefault();
  if (!unit) {
    said("Pilih kantor Anda dahulu.");
    $("office").focus();
    return;
  }
  location.href = address(Object.fromEntries(new FormData($("draft"))));
});

try {
  $("pasted").value = localStorage.getItem(KEPT) ?? "";
} catch {
  // a device that keeps nothing
}
const [units, starts] = await Promise.all([json("units.json"), json("starts.json")]);
names = units ?? {};
$("offices").replaceChildren(...Object.values(names).map((name) => Object.assign(document.createElement("option"), { value: name })));
$("office").value = names[unit] ?? "";
$("starts").replaceChildren(
  ...(starts ?? []).map(({ name, fields }) => {
    const item = document.createElement("li");
    const made = Object.assign(document.createElement("a"), { className: "button", textContent: name });
    made.dataset.fields = JSON.stringify(fields);
    item.append(made);
    return item;
  }),
);
await show();
