// What is looked at before a story leaves this device. Pure: given the story's data and the table of rules.
import { findings } from "./rules.js";
import { slips } from "./slips.js";

const NO_TEXT = new Set([
  "file", "kind", "date", "event_date", "updated", "embargo_until", "expires", "status", "zones", "tags", "units", "waive",
  "moved_from", "source_story", "translation_of", "lang", "video", "until", "services", "agreements", "campaign", "event",
]);
const PHOTO = { alt: "teks pengganti", caption: "keterangan foto", credit: "kredit", consent: "izin yang difoto" };
const NAMES = {
  title: "Judul", summary: "Ringkasan", body: "Isi berita", location: "Kota", image: "Foto utama", images: "Foto lain",
  author: "Penulis", editor: "Penyunting", contact: "Narahubung", responsible: "Penanggung jawab", source: "Sumber",
  updates: "Perkembangan", corrections: "Ralat", attachments: "Lampiran", claim: "Klaim", tags: "Kata kunci", expires: "Berlaku sampai", event_date: "Tanggal kegiatan",
};

// Every text of a story as [{field, text}]; `field` is the path of its key.
export function texts(data, before = "") {
  return Object.entries(data ?? {}).flatMap(([key, value]) => {
    if (NO_TEXT.has(key)) return [];
    if (typeof value === "string") return value ? [{ field: before + key, text: value }] : [];
    return value && typeof value === "object" ? texts(value, `${before}${key}.`) : [];
  });
}

// What speaks against saving, as [{code, severity, field, found, what, why, action}]; `error` keeps the story here. A
// withdrawal is never held back. What rule and reason of `waive` excuse is passed over where the rule allows it.
export function verdicts(data, table) {
  if (data.withdrawn && Object.values(data.withdrawn).some(Boolean)) return [];
  const read = texts(data);
  const rules = new Map(table.rules.map((rule) => [rule.code, rule]));
  const waived = new Set(
    (data.waive ?? []).filter((waiver) => waiver.reason).map((waiver) => String(waiver.rule).toUpperCase()),
  );
  const told = findings(read, table)
    .filter(({ code }) => rules.get(code).drafts || data.status !== "draft")
    .filter(({ code }) => !(rules.get(code).waivable && waived.has(code.toUpperCase())))
    .map(({ code, field, index, start, end }) => {
      const rule = rules.get(code);
      const value = read[index].text.slice(start, end);
      const found = rule.masked ? `${value.slice(0, 2)}${"•".repeat(Math.max(1, Math.min(value.length - 2, 8)))}` : value;
      const said = (text) => text.replaceAll("{value}", found);
      return { code, severity: rule.severity, field, found, what: said(rule.what), why: said(rule.why), action: said(rule.action) };
    });
  return [...told, ...photos(data), ...slips(data)];
}

function photos(data) {
  const shown = [["image", data.image], ...(data.images ?? []).map((image, index) => [`images.${index}`, image])];
  return shown.flatMap(([field, image]) => {
    const missing = image?.file ? Object.keys(PHOTO).filter((key) => !image[key]) : [];
    return missing.length
      ? [{
          code: "FOTO", severity: data.status === "draft" ? "warning" : "error", field, found: image.file,
          what: `Foto belum memiliki ${missing.map((key) => PHOTO[key]).join(", ")}.`, why: "",
          action: "Lengkapi di bawah fotonya.",
        }]
      : [];
  });
}

// A field as people of the office call it.
export function fieldName(field) {
  const [key, number] = field.split(".");
  return `${NAMES[key] ?? key}${/^\d+$/.test(number ?? "") ? ` ke-${Number(number) + 1}` : ""}`;
}
