// Slips of the hand in a form, beside the table of rules: what a build refuses, and what it would take but nobody means.
// Pure.
import { stamped } from "./manuscript.js";

// As verdicts are told (checking.js).
export function slips(data) {
  return [...keywords(data), ...moments(data), ...days(data), ...titles(data), ...bodies(data)];
}

const warned = (field, found, what, action) => ({ code: "PERIKSA", severity: "warning", field, found, what, why: "", action });

const LONGEST_TITLE = 100; // signs: longer ones are cut off by telephones and search engines

function titles({ title = "" }) {
  const told = [];
  const letters = title.replace(/[^\p{L}]/gu, "");
  if (title.length > LONGEST_TITLE) told.push(`panjangnya ${title.length} huruf, paling banyak ${LONGEST_TITLE}`);
  if (letters.length > 8 && letters === letters.toUpperCase()) told.push("ditulis dengan huruf besar semua");
  if (/[!?]{2,}/.test(title)) told.push("tanda bacanya berlebihan");
  return told.length ? [warned("title", "", `Judul ${told.join("; ")}.`, "Tulis satu kalimat yang tenang, dengan huruf besar-kecil biasa.")] : [];
}

function bodies({ body = "", status }) {
  const lines = body.split("\n").map((line) => line.replace(/\\(?=[[\]])/g, "").trim());
  const message = lines.find(stamped);
  const bullet = lines.find((line) => /^[•●▪◦‣]/.test(line));
  return [
    ...(body.trim() || status === "draft" ? [] : [warned("body", "", "Isi berita masih kosong.", "Tulis isinya, atau simpan dahulu sebagai Draf (belum tayang).")]),
    ...(message ? [warned("body", message.slice(0, 40), "Jam dan nama pengirim pesan WhatsApp terbawa.", "Hapus, atau tempel ulang lewat Tempel naskah di halaman mulai.")] : []),
    ...(bullet ? [warned("body", bullet.slice(0, 40), "Daftar dari Word belum menjadi daftar.", "Hapus tandanya, sorot baris-barisnya, lalu pilih Daftar butir pada menu ¶ di atas isi.")] : []),
  ];
}

// Keywords that stand in one box as several, as people type them, each on its own.
export function parted(tags) {
  return (tags ?? []).flatMap((tag) => String(tag).split(/[,;|]/)).map((tag) => tag.trim()).filter(Boolean);
}

const dashed = (tag) => tag.normalize("NFKD").replace(/[^\0-\x7f]/g, "").toLowerCase().trim().replace(/^#+/, "").replace(/[\s_-]+/g, "-").replace(/^-+|-+$/g, "");

// What the build takes as a keyword: letters, digits and hyphens, at most 50, no device of Windows.
export function isKeyword(tag) {
  return /^[a-z0-9-]{1,50}$/.test(dashed(tag)) && !/^(?:con|prn|aux|nul|(?:com|lpt)[0-9])$/.test(dashed(tag));
}

function keywords(data) {
  return parted(data.tags).filter((tag) => !isKeyword(tag)).map((tag) => ({
    code: "KATA-KUNCI", severity: "error", field: "tags", found: tag, what: `“${tag}” tidak dapat menjadi kata kunci.`, why: "",
    action: "Pakai huruf dan angka tanpa tanda baca, paling banyak 50 huruf, misalnya layanan publik.",
  }));
}

// Moments as the form writes them compare as texts; those that files have in other forms are left to the desk.
function moments({ date, embargo_until: embargo, expires }) {
  const [end, ...begins] = [expires, date, embargo].map((moment) => (/^\d{4}-\d\d-\d\d \d\d:\d\d$/.test(moment ?? "") ? moment : ""));
  const appears = begins.sort().at(-1);
  if (!end || end > appears) return [];
  return [{
    code: "WAKTU", severity: "error", field: "expires", found: end, what: "Berlaku sampai tidak sesudah waktu tayang.", why: "",
    action: `Pilih waktu sesudah ${appears}, atau kosongkan.`,
  }];
}

const OLD = 31; // days between an event and its story: rarely more

// A day that lies far off: where a browser asks for the month first, people write the day first.
function days({ kind, date, event_date: event }) {
  const [of, on] = [event, date].map((moment) => Date.parse(`${String(moment ?? "").slice(0, 10)}T00:00:00Z`));
  const between = Math.round((on - of) / 86_400_000);
  if (!(between > OLD || (between < 0 && kind !== "pengumuman"))) return [];
  const shown = new Date(of).toLocaleDateString("id", { weekday: "long", day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });
  return [{
    code: "WAKTU", severity: "warning", field: "event_date", found: event, why: "",
    what: `Kegiatan pada ${shown}, ${Math.abs(between)} hari ${between < 0 ? "sesudah" : "sebelum"} waktu tayang.`,
    action: "Bila tanggal dan bulannya tertukar, betulkan.",
  }];
}
