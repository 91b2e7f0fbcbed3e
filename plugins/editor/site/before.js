// What stands ready before Sveltia starts.

// Sveltia waits for editor.js, which knows the office.
window.CMS_MANUAL_INIT = true;

// The schema allows short forms that the form has no fields for: one author as text, a photo as its file name alone.
{
  const commas = (text) => text.split(",").map((part) => part.trim()).filter(Boolean);
  const one = (value) => [value];
  const file = (value) => (typeof value === "string" ? { file: value } : value);
  const files = (value) => (typeof value === "string" ? commas(value).map(file) : one(value));
  const LISTS = {
    author: one, tags: commas, zones: commas, units: commas, images: files, attachments: files,
    corrections: one, updates: one, waive: one,
  };
  const USUAL = { kind: "berita", status: "published" }; // what it means where they are not written
  const TEXTS = ["title", "summary", "location", "editor", "source", "contact", "responsible"];
  window.asForm = (written) => {
    const read = { ...USUAL, ...written };
    for (const [key, listed] of Object.entries(LISTS)) {
      const value = read[key];
      if (value === undefined || value === null || value === "") continue;
      if (!Array.isArray(value)) read[key] = listed(typeof value === "object" ? value : String(value));
      if (key === "images" || key === "attachments") read[key] = read[key].map(file);
    }
    if (typeof read.image === "string") read.image = file(read.image);
    for (const key of TEXTS) if (["number", "boolean"].includes(typeof read[key])) read[key] = String(read[key]);
    return read;
  };
}
