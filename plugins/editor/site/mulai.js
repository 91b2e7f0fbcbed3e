// The page to begin from: the office, ten skeletons, a pasted manuscript, and what became of the newest stories.
import { AFTER } from "./after.js";
import { asFile, fromFile } from "./draft-file.js";
import { manuscript } from "./manuscript.js";
import { fromMarkup } from "./markup.js";
import { alike, keep, office } from "./office.js";

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
// Null where it is not there, or there is no line.
const json = async (address) => {
  try {
    const answer = await fetch(address);
    return answer.ok ? await answer.json() : null;
  } catch {
    return null;
  }
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
  said(unit ? names[unit] ?? unit : "Pilih kantor Anda dahulu.");
  await states();
}

async function states() {
  const asked = unit;
  const found = asked ? await json(`status/${asked}.json`) : null;
  if (asked !== unit) return;
  const none = line("", unit ? "Belum ada keterangan tentang berita kantor ini." : "Pilih kantor Anda dahulu.", "");
  const rows = (found ?? []).map(({ story, state, said: words, address: place }) => line(`${STATES[state] ?? state}: ${story}`, words, place));
  $("states").replaceChildren(...(rows.length ? rows : [none]));
}

function line(heading, words, place) {
  const item = document.createElement("li");
  item.append(Object.assign(document.createElement("strong"), { textContent: heading }));
  item.append(Object.assign(document.createElement("p"), { textContent: words }));
  if (/^https?:/.test(place)) item.append(Object.assign(document.createElement("a"), { href: place, textContent: "Buka di situs" }));
  return item;
}

// While no office is certain none is chosen: nothing is written for one that was not meant.
function choose() {
  const asked = $("office").value;
  const found = alike(asked, names);
  take(found.length === 1 ? found[0] : "");
  if (unit || !asked.trim()) return;
  said(found.length ? "Kantor yang mana? Pilih di bawah ini." : `Kantor “${asked.trim()}” tidak ditemukan. Tulis jenis dan kotanya, misalnya: imigrasi padang.`);
  $("near").replaceChildren(...found.map((id) => near(id)));
}

function near(id) {
  const item = document.createElement("li");
  const button = Object.assign(document.createElement("button"), { className: "button", textContent: names[id] });
  button.addEventListener("click", () => take(id));
  item.append(button);
  return item;
}

function take(id) {
  unit = id;
  $("near").replaceChildren();
  if (unit) {
    $("office").value = names[unit];
    keep(unit);
  }
  history.replaceState(null, "", unit ? `?unit=${unit}` : location.pathname);
  show();
}

function read() {
  const nothing = !$("pasted").value.trim();
  $("reading").textContent = nothing ? "Tempelkan naskah dahulu di kotak di atas." : "";
  if (nothing) {
    $("pasted").focus();
    return;
  }
  const kept = fromFile($("pasted").value); // a draft that was saved as a file
  const draft = kept ? { doubts: [], unused: [], ...kept } : manuscript($("pasted").value, today());
  const form = $("draft");
  form.reset();
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
$("empty").addEventListener("click", () => {
  $("pasted").value = "";
  $("draft").hidden = true;
  remember("");
});
$("save").addEventListener("click", download);
// Whoever comes back to this page asks what became of a story meanwhile.
document.addEventListener("visibilitychange", () => document.hidden || states());
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
const [units, starts, store] = await Promise.all([json("units.json"), json("starts.json"), json("store.json")]);
names = units ?? {};
$("after").textContent = AFTER[store?.after] ?? "";
const strange = units && unit && !names[unit] ? unit : "";
if (strange) unit = "";
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
$(location.hash.slice(1))?.scrollIntoView();
if (!units) said("Daftar kantor tidak dapat dimuat. Periksa sambungan, lalu muat ulang halaman; naskah yang sudah ditempel tetap ada.");
if (strange) said(`Kantor “${strange}” tidak dikenal. Pilih kantor Anda.`);
