// The portable rules in the browser: the same verdicts as plugins/rules/patterns.py, by the same table.
//
// findings(texts, table): texts are [{field, text}], table what plugins/rules/portable.py makes. Gives
// [{code, field, index, start, end}] in the order of the table, then of the texts; start and end count UTF-16 units,
// as String.slice does. Nothing leaves the device.

const WOMEN = 40; // added to the day of birth
const MAJORITY = 18;
const PUBLIC_HOSTS = /(?:^|\.)(?:(?:go|mil|desa)\.id|gov|mil|int|(?:gov|gob|gouv|go)\.[a-z]{2})$/;
const PROVINCES = /^(?:1[1-9]|21|3[1-6]|5[1-3]|6[1-5]|7[1-6]|8[12]|9[1-6])/;

const digits = (text) => text.replace(/[^0-9]/g, "");
// As verifying.py has them: the two signs of a mail address spelled out, and a sign within an address, such as %20.
const AT = / ?[[({<] ?(?:at|et|a|@) ?[\])}>] ?| at | ?@ ?/;
const DOT = / ?[[({] ?(?:dot|titik|\.) ?[\])}] ?| (?:dot|titik|\.) /g;
const ESCAPED = /%[0-9A-Fa-f]{2}/g;
const ANCHOR = /(?<!\\)(?:\$|(?<!\[)\^)/;
const mail = (text) => text.trim().toLowerCase().replace(AT, "@").replace(DOT, ".");
const host = (address) => address.slice(address.lastIndexOf("@") + 1);

export function number(text) {
  const found = digits(text.toLowerCase().split("ext")[0].replace(ESCAPED, "")).replace(/^00/, "");
  if (found.startsWith("8") && found.length > 8) return "62" + found;
  if (found.startsWith("0")) return "62" + found.slice(1);
  return found.startsWith("620") ? "62" + found.slice(3) : found;
}

function nik(text) {
  const found = digits(text);
  if (found.length !== 16 || !PROVINCES.test(found)) return false;
  if (found.slice(2, 4) === "00" || found.slice(4, 6) === "00" || found.slice(12) === "0000") return false;
  const day = Number(found.slice(6, 8));
  const month = Number(found.slice(8, 10));
  const born = day > WOMEN ? day - WOMEN : day;
  return born >= 1 && born <= 31 && month >= 1 && month <= 12;
}

function telephone(text, facts) {
  const found = number(text);
  const length = found.length - 2;
  return found.startsWith("62") && length >= 8 && length <= 12 && !facts.contacts.has(found);
}

const privateMail = (text, facts) => !facts.contacts.has(mail(text)) && !PUBLIC_HOSTS.test(host(mail(text)));

const freeMail = (text, facts) => privateMail(text, facts) && facts.words.free_mail.has(host(mail(text)));

function otherMail(text, facts) {
  const address = mail(text);
  const local = address.slice(0, address.lastIndexOf("@"));
  return privateMail(text, facts) && !facts.words.free_mail.has(host(address)) && !facts.words.office_mail.has(local);
}

function nameWords(text, facts) {
  const words = text.match(/[A-Za-z][A-Za-z'.-]*/g) ?? [];
  const capital = words.filter((word) => /^[A-Z]/.test(word)).map((word) => word.replace(/\.+$/, "").toLowerCase());
  while (capital.length && facts.words.openers.has(capital[0])) capital.shift();
  if (capital.some((word) => facts.words.no_names.has(word))) return [];
  return capital.filter((word) => word.length > 2);
}

const name = (text, facts) => nameWords(text, facts).length > 0;

function fullName(text, facts) {
  const words = nameWords(text, facts);
  return words.length > 1 && !words.some((word) => facts.words.places.has(word));
}

function minor(text, facts) {
  const age = Number(digits(text) || "0");
  return age > 0 && age < MAJORITY && nameWords(text, facts).some((word) => !facts.words.places.has(word));
}

export const VERIFIERS = {
  nik, telephone, free_mail: freeMail, other_mail: otherMail, name, full_name: fullName, minor,
};

const expressions = new Map();

function expression(find, anyCase) {
  const flags = anyCase ? "giu" : "gu";
  const key = flags + find;
  if (!expressions.has(key)) expressions.set(key, new RegExp(find, flags));
  const made = expressions.get(key);
  made.lastIndex = 0;
  return made;
}

// A text out of Markdown's and HTML's wrapping, as unwrapping.py takes it out; null where it has none.
function unwrapped(text, table) {
  const made = { text: "", starts: [], ends: [] };
  const unseen = new RegExp(`^[${table.unseen}]$`, "u");
  const add = (sign, start, end) => {
    if (!sign || unseen.test(sign)) return;
    const form = folded(sign);
    made.text += form;
    for (let unit = 0; unit < form.length; unit += 1) {
      made.starts.push(start);
      made.ends.push(end);
    }
  };
  const keep = (start, end) => {
    let at = start;
    for (const sign of text.slice(start, end)) {
      add(sign, at, at + sign.length);
      at += sign.length;
    }
  };
  const token = new RegExp(table.wrapping, "gu");
  let at = 0;
  let closes = true;
  for (let match = token.exec(text); match; match = token.exec(text)) {
    keep(at, match.index);
    at = token.lastIndex;
    if (match[0] === "<!--") {
      const end = closes ? text.indexOf("-->", at) : -1;
      closes = end >= 0;
      if (closes) at = end + 3;
      else keep(match.index, at);
      token.lastIndex = at;
    } else {
      add(standsFor(match, table), match.index, at);
    }
  }
  keep(at, text.length);
  return made.text === text ? null : made;
}

function standsFor(match, table) {
  const [whole, decimal, hexadecimal, name, escaped, tag] = match;
  if (decimal || hexadecimal) {
    const number = decimal ? parseInt(decimal, 10) : parseInt(hexadecimal, 16);
    return number > 0 && number <= 0x10ffff && !(number >= 0xd800 && number <= 0xdfff) ? String.fromCodePoint(number) : "";
  }
  if (name) return Object.hasOwn(table.entities, name) ? table.entities[name] : whole;
  if (escaped) return escaped;
  return tag && table.apart.includes(tag.toLowerCase()) ? " " : "";
}

const DECIMAL = /^\p{Nd}$/u;

function folded(sign) {
  if (sign <= "\x7f" || sign.length > 2) return sign;
  const form = sign.normalize("NFKC");
  if (/^[0-9A-Za-z]+$/.test(form)) return form;
  if (!DECIMAL.test(sign)) return sign;
  let zero = sign.codePointAt(0); // digits stand in tens, from nought to nine
  while (DECIMAL.test(String.fromCodePoint(zero - 1))) zero -= 1;
  return String((sign.codePointAt(0) - zero) % 10);
}

function prepare(text, table) {
  const read = unwrapped(text, table);
  return { ...prepareOne(text, table), within: read ? { text: prepareOne(read.text, table), ...places(read) } : null };
}

const places = ({ starts, ends }) => ({ starts, ends });

function prepareOne(text, table) {
  const same = Array.from(text, (sign) => table.plain[sign] ?? sign).join("");
  const plain = same.replace(expression(table.alike_digits, false), (match) =>
    Array.from(match, (sign) => table.digits_alike[sign] ?? sign).join(""),
  );
  const unlinked = plain.replace(expression(table.links.join("|"), true), (match) => " ".repeat(match.length));
  const bounds = [0];
  for (const end of plain.matchAll(expression(table.sentence_end, false))) bounds.push(end.index + end[0].length);
  bounds.push(plain.length);
  return { plain, unlinked, bounds, places: new Map() };
}

// How many of the numbers, which are in order, come before the first that `holds`.
function before(numbers, holds) {
  let [low, high] = [0, numbers.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (holds(numbers[middle])) high = middle;
    else low = middle + 1;
  }
  return low;
}

const lastUpTo = (bounds, at) => bounds[before(bounds, (bound) => bound > at) - 1];
const firstFrom = (bounds, at) => bounds[before(bounds, (bound) => bound >= at)];

// Where the expression of a condition is found in a text, looked for once however many matches ask for it.
function placesOf(condition, text) {
  const key = `${condition.any_case} ${condition.find}`;
  if (!text.places.has(key)) {
    const [starts, ends] = [[], []];
    for (const match of text.unlinked.matchAll(expression(condition.find, condition.any_case))) {
      starts.push(match.index);
      ends.push(match.index + match[0].length);
    }
    text.places.set(key, { starts, ends });
  }
  return text.places.get(key);
}

function holds(condition, text, start, end, table) {
  let first = 0;
  let last = text.unlinked.length;
  if (condition.scope === "sentence") {
    first = lastUpTo(text.bounds, start);
    last = firstFrom(text.bounds, end);
  }
  const width = condition.within || table.widest;
  first = Math.max(first, start - width);
  last = Math.min(last, end + width);
  if (condition.side === "before") last = start;
  if (condition.side === "after") first = end;
  if (ANCHOR.test(condition.find)) {
    return expression(condition.find, condition.any_case).test(text.unlinked.slice(first, last));
  }
  const { starts, ends } = placesOf(condition, text);
  const at = before(starts, (start) => start >= first);
  return at < starts.length && ends[at] <= last;
}

function* inText(text, pattern, facts, table) {
  const subject = pattern.raw ? text.plain : text.unlinked;
  const spans = new RegExp(pattern.find, pattern.any_case ? "dgiu" : "dgu");
  for (const match of subject.matchAll(spans)) {
    const span = match.indices[pattern.group];
    if (!span || span[0] === span[1]) continue;
    const [start, end] = span;
    if (pattern.verify && !VERIFIERS[pattern.verify](subject.slice(start, end), facts)) continue;
    if (!pattern.near.every((condition) => holds(condition, text, start, end, table))) continue;
    if (pattern.unless.some((condition) => holds(condition, text, start, end, table))) continue;
    yield [start, end];
  }
}

const inOrder = (one, other) => one[0] - other[0] || one[1] - other[1];

// The spans in order, of what overlaps only the first.
function apart(spans) {
  const kept = [];
  for (const [start, end] of spans.sort(inOrder)) {
    if (!kept.length || start >= kept[kept.length - 1][1]) kept.push([start, end]);
  }
  return kept;
}

// Whether a span has a character in common with one of others, which are in order and have none themselves.
function overlaps([start, end], others) {
  const at = before(others, ([from]) => from >= end);
  return at > 0 && others[at - 1][1] > start;
}

export function findings(texts, table) {
  const words = Object.fromEntries(Object.entries(table.words).map(([list, of]) => [list, new Set(of)]));
  const facts = { contacts: new Set(table.contacts), words };
  const ready = texts.map(({ text }) => prepare(text, table));
  const told = [];
  for (const rule of table.rules) {
    ready.forEach((text, index) => {
      const spansOf = (form) => rule.patterns.flatMap((pattern) => [...inText(form, pattern, facts, table)]);
      const found = apart(spansOf(text));
      if (text.within) {
        const { starts, ends } = text.within;
        const inner = apart(spansOf(text.within.text).map(([start, end]) => [starts[start], ends[end - 1]]));
        const more = inner.filter((span) => !overlaps(span, found));
        found.push(...more);
        found.sort(inOrder);
      }
      for (const [start, end] of found) told.push({ code: rule.code, field: texts[index].field, index, start, end });
    });
  }
  return told;
}
