// The page to begin from: the office, ten skeletons, a pasted manuscript, and what became of the newest stories.
import { AFTER } from "./after.js";
import { asFile, fromFile } from "./draft-file.js";
import { manuscript } from "./manuscript.js";
import { fromMarkup } from "./markup.js";
import { alike, keep, office } from "./office.js";

const $ = (id) => document.getElementById(id);
const PASTED = "newsroom.pasted";
const READ = "newsroom.read"; // what was read of it, and mended since
const fresh = () => `#/collections/${unit}/new`;
const STATES = {
  tayang: "Tayang", terjadwal: "Terjadwal", draf: "Draf", ditahan: "Ditahan", ditarik: "Dicabut", kedaluwarsa: "Kedaluwarsa",
  pindah: "Pindah", "tidak-ada": "Tidak ada", menunggu: "Menunggu",
};
let unit = office();
let looked = null; // the words for which an office was looked last
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
const remember = (name, text) => {
  try {
    text ? localStorage.setItem(name, text) : localStorage.removeItem(name);
  } catch {
    // a device that keeps nothing
  }
};
const remembered = (name) => {
  try {
    return localStorage.getItem(name) ?? "";
  } catch {
    return "";
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
  if (asked === looked) return;
  looked = asked;
  const found = alike(asked, names);
  take(found.length === 1 ? found[0] : "");
  if (unit || !asked.trim()) return;
  said(found.length ? "Kantor yang mana? Pilih di bawah ini." : `Kantor “${asked.trim()}” tidak ditemukan. Tulis jenis dan kotanya, misalnya: imigrasi padang.`);
  $("near").replaceChildren(...found.map((id) => near(id)));
}

function near(id) {
  const item = document.createElement("li");
  const button = Object.assign(document.createElement("button"), { className: "button", textContent: names[id] });
  button.addEventListener("click", () => {
    take(id);
    $("new").focus();
  });
  item.append(button);
  return item;
}

function take(id) {
  unit = id;
  $("near").replaceChildren();
  if (unit) {
    $("office").value = looked = names[unit];
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
  if (touched && !$("draft").hidden) {
    $("reading").textContent = "Isian di bawah sudah Anda ubah. Tekan Baca naskah sekali lagi untuk menggantinya.";
    touched = false;
    return;
  }
  touched = false;
  const kept = fromFile($("pasted").value); // a draft that was saved as a file
  const draft = kept ? { doubts: [], unused: [], ...kept } : manuscript($("pasted").value, today());
  fill(draft);
  $("draft").elements.namedItem("title").focus();
}

const mended = () => JSON.stringify({ ...JSON.parse(remembered(READ) || "{}"), ...Object.fromEntries(new FormData($("draft"))) });

function fill(draft) {
  const form = $("draft");
  form.reset();
  for (const [name, value] of Object.entries(draft)) {
    const input = form.elements.namedItem(name);
    if (input) input.value = Array.isArray(value) ? value.join(", ") : value;
  }
  remember(READ, JSON.stringify(draft));
  $("doubts").replaceChildren(...draft.doubts.map((doubt) => Object.assign(document.createElement("li"), { textContent: doubt })));
  $("unused").textContent = draft.unused.join("\n");
  $("left").hidden = !draft.unused.length;
  form.hidden = false;
}

let touched = false; // whether what was read was mended by hand
let emptied = null; // what "Kosongkan" took away, until something else is written

function changed() {
  emptied = null;
  $("empty").textContent = "Kosongkan";
  remember(PASTED, $("pasted").value);
}

// One slip of the finger beside "Baca naskah" loses nothing: the same button brings it back.
function empty() {
  const back = emptied;
  const had = { text: $("pasted").value, draft: remembered(READ) };
  $("pasted").value = back?.text ?? "";
  changed();
  if (back?.draft) fill(JSON.parse(back.draft));
  if (back) return;
  $("draft").hidden = true;
  remember(READ, "");
  if (!had.text && !had.draft) return;
  emptied = had;
  $("empty").textContent = "Kembalikan";
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
  changed();
});
$("pasted").addEventListener("input", changed);
$("draft").addEventListener("input", () => {
  touched = true;
  remember(READ, mended());
});
$("read").addEventListener("click", read);
$("empty").addEventListener("click", empty);
$("save").addEventListener("click", download);
// Whoever comes back to this page asks what became of a story meanwhile.
document.addEventListener("visibilitychange", () => document.hidden || states());
$("office").addEventListener("change", choose);
// Whoever goes on by keyboard comes to what is offered, not past it.
$("office").addEventListener("keydown", (event) => {
  if (event.key !== "Enter" && (event.key !== "Tab" || event.shiftKey)) return;
  choose();
  const [first] = $("near").querySelectorAll("button");
  if (!first) return;
  event.preventDefault();
  first.focus();
});
$("draft").addEventListener("submit", (event) => {
  event.preventDefault();
  if (!unit) {
    said("Pilih kantor Anda dahulu.");
    $("office").focus();
    return;
  }
  location.href = address(Object.fromEntries(new FormData($("draft"))));
});

$("pasted").value = remembered(PASTED);
if (remembered(READ)) fill({ doubts: [], unused: [], ...JSON.parse(remembered(READ)) });
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
