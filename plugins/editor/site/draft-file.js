// A draft as a file of ours, for those who send files. Pure.

const quoted = (text) => `"${text.replace(/\\/g, "\\\\").replace(/"/g, '\\"').replace(/\s+/g, " ").trim()}"`;

// The file's name is its address: the same signs as the newsroom allows, at most 60 of them, cut at a word.
export function slug(title) {
  const plain = title.normalize("NFKD").replace(/[\u0300-\u036f]/g, "").toLowerCase().replace(/[^a-z0-9]+/g, "-").replace(/^-+|-+$/g, "");
  if (plain.length <= 60) return plain || "berita";
  return plain.slice(0, 60).replace(/-[^-]*$/, "") || plain.slice(0, 60);
}

// `fields` as the form has them; `today` is yyyy-mm-dd. Gives {name, text}.
export function asFile(fields, today) {
  const { title = "", kind = "berita", event_date: day = "", location = "", summary = "", author = "", editor = "", source = "", body = "" } = fields;
  const authors = author.split(",").map((name) => name.trim()).filter(Boolean);
  const rows = [
    ["title", quoted(title)], ["date", today], ["event_date", day], ["summary", summary && quoted(summary)],
    ["location", location && quoted(location)], ["kind", kind], ["author", authors.length ? `[${authors.map(quoted).join(", ")}]` : ""],
    ["editor", editor && quoted(editor)], ["source", source && quoted(source)], ["status", "draft"],
  ];
  const head = rows.filter(([, value]) => value).map(([key, value]) => `${key}: ${value}`).join("\n");
  return { name: `${slug(title)}.md`, text: `---\n${head}\n---\n\n${body.replace(/\r\n?/g, "\n").trim()}\n` };
}

// The fields of a text that `asFile` made, as the form has them; null for any other text. Pure.
export function fromFile(text) {
  const found = /^\uFEFF?---\n([^]*?)\n---\n\s*([^]*)$/.exec(text.replace(/\r\n?/g, "\n"));
  if (!found) return null;
  const fields = { body: found[2].trim() };
  for (const row of found[1].split("\n")) {
    const pair = /^([a-z_]+): (.*)$/.exec(row);
    if (!pair) return null;
    const [, key, value] = pair;
    try {
      fields[key] = /^["[]/.test(value) ? JSON.parse(value) : value;
    } catch {
      return null;
    }
  }
  return fields;
}
