// A pasted manuscript as a draft: title, dateline, day, byline, body. Pure functions; nothing is invented: what is not
// found stays empty, what is doubtful is said, what fits nowhere is handed back as it came.
//
// manuscript(text, today): `today` is yyyy-mm-dd. Gives {title, summary, location, event_date, author, editor, source,
// kind, body, unused, doubts}: texts, but author, unused and doubts, which are lists of texts.

const WORD = "[A-Z][A-Za-z.'’]+";
const BYLINE =
  /(?:^|\s)[([]\s*(?<who>[A-Za-z][\w .,&-]{1,60}?)(?:\s*[/–-]\s*(?<org>(?:HUMAS|Humas)[^)\]]{2,60}))?\s*[)\]]\s*$/;
const DAYS = ["minggu", "senin", "selasa", "rabu", "kamis", "jumat", "sabtu"];
const DAY = "Senin|Selasa|Rabu|Kamis|Jum['’]?at|Sabtu|Minggu|Ahad";
const MONTHS = {
  januari: 1, jan: 1, februari: 2, feb: 2, maret: 3, mar: 3, april: 4, apr: 4, mei: 5, may: 5, juni: 6, jun: 6, juli: 7, jul: 7,
  agustus: 8, agu: 8, agt: 8, ags: 8, september: 9, sept: 9, sep: 9, oktober: 10, okt: 10, november: 11, nov: 11,
  desember: 12, des: 12,
};
const MONTH = Object.keys(MONTHS).sort((one, other) => other.length - one.length).join("|");
const DATE_NUM = new RegExp(`(?:(?<day>${DAY}),?\\s*)?\\((?<d>\\d{1,2})/(?<m>\\d{1,2})(?:/(?<y>\\d{4}|\\d{2}))?\\)`, "i");
const DATE_WORD = new RegExp(`\\b(?:(?<day>${DAY}),?\\s+)?\\(?(?<d>\\d{1,2})[\\s-]+(?<month>${MONTH})[\\s-]+(?<y>\\d{4})\\b`, "i");
const PLAIN_DATE = new RegExp(`\\b(?:(?<day>${DAY}),?\\s+)?(?<d>\\d{1,2})(?<mark>[/.-])(?<m>\\d{1,2})\\k<mark>(?<y>\\d{4})\\b`, "i");
const REGENCY = `(?:Kab\\.|Kabupaten|Kota|Pulau|Kepulauan)\\s${WORD}(?:\\s${WORD}){0,3}`;
const DATED = "(?:[A-Z][a-z'’]{3,5},?\\s+)?\\(?\\d{1,2}(?:[/.-]\\d{1,2}(?:[/.-]\\d{2,4})?|\\s+[A-Za-z]{3,9}\\s+\\d{4})\\)?";
// PADANG (14/11/2026) –, Padang, 14 November 2026 –, PADANG, MEDIA.com –, MEDIA.CO.ID, PADANG –, Padang (ANTARA) -
const DATELINE = new RegExp(
  `^(?:(?<media>[A-Z][A-Z.]+),\\s+(?!\\S+\\.(?:com|net|org|id)\\b))?(?<city>${REGENCY}|${WORD}(?:\\s${WORD}){0,2})(?:,\\s+(?<outlet>[A-Za-z][\\w-]*(?:\\.[a-z]{2,4}){1,2}))?` +
    `\\s*(?:\\((?<agency>[A-Z]{3,12})\\))?(?<when>,?\\s*${DATED})?` +
    `\\s*[-–—]{1,2}(?=\\s|$)`,
);
const HEADER_DATE = new RegExp(`^(?:(?:${DAY}),?\\s+)?\\d{1,2}\\s+(?:${MONTH})\\s+\\d{4}\\b.{0,30}$`, "i");
const EDITOR = /^(?:Red(?:aktur)?|Editor|Penyunting)\s*:\s*(?<who>.{2,80})$/i;
const AUTHOR = /^(?:Oleh|Penulis|Pewarta|Reporter)\s*:?\s+(?<who>[^,|]{2,80})/i;
const PHOTO = /^(?:Foto|Dok(?:umentasi)?)\s*:/i;
const RELEASE = /^(?:untuk\s+(?:segera\s+)?disiarkan|untuk\s+diberitakan)\b/i;
const KINDS = [
  [/^siaran\s+pers\b/i, "siaran-pers"],
  [/^pengumuman\b/i, "pengumuman"],
  [/^(?:klarifikasi|hak\s+jawab)\b/i, "klarifikasi"],
  [/^sambutan\b/i, "sambutan"],
];
const NOISE = /^(?:advertisement|terpopuler|berita\s+(?:lainnya|terkait)|baca\s+juga\b.*|tags?\s*:.*|lihat\s+juga\b.*|loading\W*)$/i;
const CLOCK = "\\d{1,2}[.:]\\d{2}(?:[.:]\\d{2})?(?:\\s?[AP]M)?";
const CALENDAR = "\\d{1,2}[/.-]\\d{1,2}[/.-]\\d{2,4}";
// What messengers put before each message, by telephone and by computer: [14/11/26 09.12] Sari:, [09.12, 14/11/2026] Sari:
const MESSENGER = new RegExp(`^\\[?(?:${CALENDAR},?\\s+(?:pukul\\s+)?${CLOCK}|${CLOCK},\\s+${CALENDAR})\\]?\\s*(?:-\\s*)?[^:]{1,40}:\\s*`, "i");
const LEFT_OUT = /^(?:<?(?:media|gambar|video|stiker|dokumen|audio|gif)\s+tidak\s+(?:di)?sertakan>?|(?:pesan|anda)\s+.{0,20}(?:telah\s+)?(?:di|meng)hapus(?:\s+pesan)?(?:\s+ini)?\.?)$/i;
const LETTER = /^(?:nomor|no\.?|lampiran|perihal|hal|sifat|kepada(?:\s+yth\.?)?|dari)\s*:/i;
const SIGNED = /^[A-Z][A-Za-z .'’-]{2,40},\s+\d{1,2}\s+[A-Za-z]{3,9}\s+\d{4}$/;
const SIGNATURE_LINES = 8;
const HEADER_LINES = 10;
const LAST_LINES = 3;
const TITLE_LENGTH = 200;
const YEARS_BACK = 12; // every weekday comes by within them

// Whether a line begins with what a messenger puts before a message.
export const stamped = (line) => MESSENGER.test(line);

// Lines as they were meant: no invisible characters, no marks of messengers around a whole line.
export function lines(text) {
  return text
    .replace(/\r\n?/g, "\n")
    .replace(/[\u00a0\u2007\u202f\t]/g, " ")
    .replace(/[\u00ad\u200b-\u200f\u2060\ufeff]/g, "")
    .split("\n")
    .map((line) => line.replace(MESSENGER, "").replace(/ {2,}/g, " ").trim())
    .filter((line) => !LEFT_OUT.test(line))
    .map((line) => line.replace(/^([*_~]{1,2})(?=\S)([^*_~]+)(?<=\S)\1$/, "$2").trim());
}

const pad = (value) => String(value).padStart(2, "0");

function isDay(year, month, day) {
  const date = new Date(Date.UTC(year, month - 1, day));
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
}

function weekday(iso) {
  return DAYS[new Date(`${iso}T00:00:00Z`).getUTCDay()];
}

const named = (day) => day.toLowerCase().replace(/['’]/g, "").replace("ahad", "minggu");

// The first day that a text names, as {iso, doubt}; null where there is none. A year that is left out is the latest one
// in which the day is not after `today` and falls on the weekday that is named.
export function dayIn(text, today) {
  const found = [DATE_NUM, DATE_WORD, PLAIN_DATE].map((form) => form.exec(text)).filter(Boolean).sort((one, other) => one.index - other.index)[0];
  if (!found) return null;
  const { day, d, m, month, y } = found.groups;
  const number = month ? MONTHS[month.toLowerCase()] : Number(m);
  const iso = (year) => `${year}-${pad(number)}-${pad(d)}`;
  if (y) {
    const year = y.length === 2 ? 2000 + Number(y) : Number(y);
    if (!isDay(year, number, Number(d))) return null;
    const other = day && weekday(iso(year)) !== named(day);
    const written = found[0].trim().replace(/^\S+\s+/, "").replace(/[()]/g, "");
    return { iso: iso(year), doubt: other ? `${written} jatuh pada hari ${titled(weekday(iso(year)).toUpperCase())}, tetapi tertulis ${day}: betulkan salah satunya.` : "" };
  }
  const last = Number(today.slice(0, 4));
  const years = Array.from({ length: YEARS_BACK }, (_, back) => last - back);
  const possible = years.filter((year) => isDay(year, number, Number(d)) && iso(year) <= today);
  const fitting = day ? possible.filter((year) => weekday(iso(year)) === named(day)) : possible;
  const year = fitting[0] ?? possible[0];
  if (year === undefined) return null;
  const doubt = fitting.length
    ? `Tahun tidak tertulis pada “${found[0].trim()}”; dianggap ${year}. Betulkan bila keliru.`
    : `Tahun tidak tertulis pada “${found[0].trim()}”, dan harinya tidak cocok dengan tahun mana pun. Periksa hari dan tanggalnya.`;
  return { iso: iso(year), doubt };
}

const titled = (city) => (city === city.toUpperCase() ? city.toLowerCase().replace(/(^|[\s'’-])\p{L}/gu, (sign) => sign.toUpperCase()) : city);

function people(who) {
  const months = new Set(Object.keys(MONTHS).filter((name) => name.length > 4 || name === "mei"));
  return who.split(",").map((part) => part.trim()).filter((part) => part && !months.has(part.toLowerCase()));
}

// Marks of messengers as Markdown; signs that Markdown would take for its own at the beginning of a line made plain.
function marked(line) {
  return line
    .replace(/(?<![\w*])\*(?=\S)([^*\n]+?)(?<=\S)\*(?![\w*])/g, "**$1**")
    .replace(/(?<!\w)~(?=\S)([^~\n]+?)(?<=\S)~(?!\w)/g, "$1")
    .replace(/^[•●▪◦·‣*–-]\s+/, "- ")
    .replace(/^#/, "\\#");
}

export function manuscript(text, today) {
  const draft = {
    title: "", summary: "", location: "", event_date: "", author: [], editor: "", source: "", kind: "berita", body: "",
    unused: [], doubts: [],
  };
  const all = lines(text).filter(Boolean);
  const at = all.slice(0, HEADER_LINES).findIndex((line) => DATELINE.test(line) && !HEADER_DATE.test(line));
  const first = at >= 0 ? at : beginning(all);
  const published = readHeader(all.slice(0, first), draft, at >= 0);
  let rest = all.slice(first);
  const dated = at >= 0 ? (DATELINE.exec(rest[0]).groups.when ?? "") : "";
  rest = withoutDateline(rest, at >= 0, draft);
  const noise = rest.findIndex((line, index) => index > 0 && NOISE.test(line));
  if (noise > 0) {
    draft.unused.push(...rest.slice(noise));
    rest = rest.slice(0, noise);
  }
  rest = withoutByline(withoutSignature(rest, draft), draft);
  const day = dayIn(rest.join("\n"), published || today) ?? dayIn(dated, published || today);
  if (day) {
    draft.event_date = day.iso;
    if (day.doubt) draft.doubts.push(day.doubt);
  } else {
    draft.doubts.push("Tanggal kegiatan tidak ditemukan: isi sendiri.");
  }
  if (!draft.title) draft.doubts.push("Judul tidak ditemukan: tulis sendiri.");
  if (!draft.location) draft.doubts.push("Kota tidak ditemukan di awal naskah: isi sendiri.");
  draft.body = rest.map(marked).join("\n\n").replace(/(^|\n)(- [^\n]*)\n\n(?=- )/g, "$1$2\n").replace(/(\n- [^\n]*)\n\n(?=- )/g, "$1\n");
  return draft;
}

// Where the text begins if no dateline says so: at the first line that is a sentence, or long as a paragraph.
function beginning(all) {
  const found = all.slice(0, HEADER_LINES).findIndex((line) => line.length > TITLE_LENGTH || /[.!?]["”’']?$/.test(line));
  return found > 0 ? found : 0;
}

// What stands above the text. Returns the day on which the source published it, or nothing.
function readHeader(header, draft, withDateline) {
  let published = "";
  const seen = new Set();
  for (const line of header) {
    const kind = KINDS.find(([pattern]) => pattern.test(line));
    const editor = EDITOR.exec(line);
    const author = AUTHOR.exec(line);
    if (LETTER.test(line)) {
      draft.unused.push(line);
    } else if (HEADER_DATE.test(line)) {
      published = dayIn(line, "9999-12-31")?.iso ?? "";
      draft.unused.push(line);
    } else if (editor) {
      draft.editor = editor.groups.who.trim();
    } else if (author) {
      draft.author = people(author.groups.who);
      published = published || (dayIn(line, "9999-12-31")?.iso ?? "");
    } else if (kind && line.length < 60 && !draft.title) {
      draft.kind = kind[1];
      if (line.split(/\s+/).length > 3) draft.title = line;
    } else if (!draft.title && line.length <= TITLE_LENGTH && !RELEASE.test(line) && !PHOTO.test(line)) {
      draft.title = titleOf(line);
    } else if (withDateline && draft.title && !draft.summary && !seen.size && /[.!?]$/.test(line)) {
      draft.summary = line; // the teaser between title and dateline
    } else {
      seen.add(line);
      draft.unused.push(line);
    }
  }
  return published;
}

// A line of marks and pictures as a title: what messengers and chats put around it goes, its words stay.
function titleOf(line) {
  const plain = line.replace(/(?<!\w)([*_~])(?=\S)([^*_~]+?)(?<=\S)\1(?!\w)/g, "$2");
  return plain.replace(/^[\p{Extended_Pictographic}\ufe0f\u200d\s]+|[\p{Extended_Pictographic}\ufe0f\u200d\s]+$/gu, "").replace(/\.$/, "");
}

function withoutDateline(rest, present, draft) {
  if (!present) return rest;
  const { media, city, outlet, agency, when } = DATELINE.exec(rest[0]).groups;
  draft.location = titled(city);
  draft.source = media ?? outlet ?? agency ?? "";
  if (when) draft.unused.push(when.replace(/^[,\s]+/, ""));
  if (draft.source) {
    draft.doubts.push(`Naskah ini dari ${draft.source}: ceritakan dengan kata sendiri, dan sebutkan sumbernya.`);
  }
  const lead = rest[0].replace(DATELINE, "").trim();
  return lead ? [lead, ...rest.slice(1)] : rest.slice(1);
}

// A letter's end, from “Padang, 14 November 2026” to the number of the official: it is no part of a story.
function withoutSignature(rest, draft) {
  const number = rest.findLastIndex((line) => /^NIP\b/i.test(line));
  const place = rest.findLastIndex((line) => SIGNED.test(line));
  if (number < 0 || place < 1 || number < place || number - place > SIGNATURE_LINES) return rest;
  draft.unused.push(...rest.slice(place, number + 1));
  return [...rest.slice(0, place), ...rest.slice(number + 1)];
}

function withoutByline(rest, draft) {
  const from = Math.max(0, rest.length - LAST_LINES);
  for (let index = rest.length - 1; index >= from; index -= 1) {
    const found = BYLINE.exec(rest[index]);
    if (!found || dayIn(found[0], "9999-12-31")) continue;
    draft.author = people(found.groups.who);
    if (found.groups.org) draft.doubts.push(`Penulis “${found.groups.who}” dari ${found.groups.org.trim()}: tulis nama lengkapnya.`);
    const left = rest[index].slice(0, found.index).trim();
    return [...rest.slice(0, index), ...(left ? [left] : []), ...rest.slice(index + 1)];
  }
  return rest;
}
