// Words of a query: other forms of the same root, and what a mistyped word should have been. No page, no network.

// Roots whose k or t melts into meng-, peng-, men- and pen-: the index stems mengunjungi to unjung, and dikunjungi to
// kunjung. A list and no rule: pengawasan is of awas and not of kawasan, pengawal is not of awal.
const ROOTS = new Set(
  `kaji kalah kampanye kandung karantina kejar kemas kembang kenal kenang kepung keras kerja kesan ketik kibar kirim
   kolaborasi komunikasi konfirmasi kontrol koordinasi koreksi kosong kuasa kuat kubur kucur kukuh kumandang kumpul kunci
   kunjung kurang kurung kutip tagih tahan taat tambah tampil tampung tanam tangguh tanggulang tanggap tanggung tangkap
   tangkal tarik tata tawar tebus tegak tegas tekan telaah telusur temu tentu terap terbit terjang tertib tetap tilang timba
   tindak tingkat tinjau tiru titip tolak tolong tonton topang tuduh tugas tuju tukar tulis tumbuh tumpas tunda tunggu
   tunjuk tuntas tuntun tuntut turun tutup`.split(/\s+/),
);
// Roots that the index takes for others with affixes, each with words that lead to all of its stems.
const TAKEN_APART = {
  awas: ["awas", "awasi"], balas: ["balas", "balasi"], batas: ["batas", "batasi"],
  keluar: ["keluar", "dikeluarkan", "mengeluarkan"], kelola: ["kelola", "dikelola", "mengelola"],
  kembali: ["kembali", "dikembalikan", "mengembalikan"], kendali: ["kendali", "dikendalikan", "mengendalikan"],
  ketahui: ["diketahui", "mengetahui"], lestari: ["lestari", "dilestarikan"], mandiri: ["mandiri", "kemandirian"],
  mulai: ["mulai", "memulai"], musnah: ["musnah", "pemusnahan"], pakai: ["pakai", "dipakai"], pelajar: ["pelajar", "dipelajari"],
  pelihara: ["pelihara", "dipelihara"], pelopor: ["pelopor", "dipelopori"], perbaiki: ["perbaiki", "diperbaiki"],
  periksa: ["periksa", "diperiksa"], selesai: ["selesai", "diselesaikan"],
  tandatangan: ["tandatangan", "ditandatangani", "menandatangani"], teliti: ["teliti", "diteliti", "meneliti"], temu: ["temu", "emu", "bertemu"],
  terima: ["terima", "diterima", "menerima"], terjemah: ["terjemah", "diterjemahkan", "menerjemahkan"],
  tindaklanjut: ["tindaklanjut", "menindaklanjuti"], tunai: ["tunai", "ditunaikan", "menunaikan"],
};
// Roots in r, of which the index takes the r for the end of a prefix: peresmian is of resmi, and not of esmi.
for (const root of `rambah rampas rancang rawat raya rebut rekam rekrut remaja rencana resmi retas rintis rombak rumus
   runding rusak`.split(/\s+/)) TAKEN_APART[root] = [root, `pe${root}an`];
// Spellings of one root that are both in use: each is searched as the other too.
const SPELLINGS = [["antri", "antre"], ["ijin", "izin"], ["praktek", "praktik"], ["resiko", "risiko"], ["jadual", "jadwal"], ["karir", "karier"]];
// Words of a question, not of a story: they count where nothing else was typed.
const ASKING = new Set(
  `adalah apa apakah atau bagaimana berapa cara dan dari dengan di dimana gimana ini itu kapan ke kenapa mana mengapa oleh
   pada saya siapa untuk yang`.split(/\s+/),
);
const PARTICLE = /(?:lah|kah|pun)$/;
const POSSESSIVE = /(?:nya|ku|mu)$/;
const SUFFIX = /(?:kan|an|i)$/;
const PLAIN = /^(?:di|ter|ber|per|ke|se|memper|diper)/;
const MELTED = [[/^[mp]eng(?=[aeiou])/, "k"], [/^[mp]en(?=[aeiou])/, "t"], [/^[mp]em(?=[aeiou])/, "p"]];
const NASAL = /^[mp]e(?:ng?|m)?(?=[^aeiou])/;

/** A text as words are compared: small letters, no accents, one blank between words. */
export const plain = (text) => text.toLowerCase().normalize("NFD").replace(/\p{M}/gu, "").replace(/\s+/g, " ").trim();

/** The words of a query. Of "e-lapor" it is "lapor" alone: the index has no words of one letter. */
export const words = (query) =>
  (plain(query).match(/[\p{L}\p{N}]+(?:[-\u2010\u2011][\p{L}\p{N}]+)*/gu) || []).flatMap((joined) => {
    const parts = joined.split(/[-\u2010\u2011]/);
    const longer = parts.filter((part) => !/^\p{L}$/u.test(part));
    return longer.some((part) => part.length > 1) ? longer : parts;
  });

/** Those of the words that a story is searched by. */
export const telling = (typed) => {
  const found = typed.filter((word) => !ASKING.has(word));
  return found.length ? found : typed;
};

/** What a word may be without its affixes; the word itself is the first. */
export const roots = (word) => {
  const ends = new Set([word]);
  for (const ending of [PARTICLE, POSSESSIVE, SUFFIX]) {
    for (const one of [...ends]) if (one.replace(ending, "").length >= 3) ends.add(one.replace(ending, ""));
  }
  const found = new Set(ends);
  for (const one of ends) {
    if (PLAIN.test(one)) found.add(one.replace(PLAIN, ""));
    for (const [prefix, first] of MELTED) if (prefix.test(one)) found.add(first + one.replace(prefix, "")).add(one.replace(prefix, ""));
    if (NASAL.test(one)) found.add(one.replace(NASAL, ""));
    if (/^[mp]eny(?=[aeiou])/.test(one)) found.add(`s${one.slice(4)}`);
  }
  return [...found].filter((one) => one.length >= 3);
};

/** The word, its other spelling and, where its root is one that the index takes apart, words that lead to the other stems of it. */
export const forms = (word) => {
  const found = new Set([word]);
  const melted = new Set(MELTED.filter(([prefix]) => prefix.test(word)).map(([, first]) => first));
  for (const root of roots(word)) {
    if (TAKEN_APART[root]) for (const other of TAKEN_APART[root]) found.add(other);
    else if (ROOTS.has(root)) found.add(melted.has(root[0]) ? root : root.slice(1));
    for (const pair of SPELLINGS) if (pair.includes(root)) found.add(word.replace(root, pair.find((one) => one !== root)));
  }
  return [...found];
};

/** How many letters are wrong, missing, too many or exchanged (Damerau-Levenshtein); `most + 1` where it is more. */
export const distance = (one, other, most) => {
  if (Math.abs(one.length - other.length) > most) return most + 1;
  let before = [], row = Array.from({ length: other.length + 1 }, (_, at) => at);
  for (let i = 1; i <= one.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= other.length; j += 1) {
      const same = one[i - 1] === other[j - 1];
      next[j] = Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + (same ? 0 : 1));
      if (i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1]) next[j] = Math.min(next[j], before[j - 2] + 1);
    }
    if (Math.min(...next) > most) return most + 1;
    [before, row] = [row, next];
  }
  return row[other.length];
};

/** A vocabulary as it is published (strings of words, rarer ones first): [word, how often, as a class] of each. */
export const entries = (vocabulary) => vocabulary.kata.flatMap((line, rank) => line.split(" ").filter(Boolean).map((word) => [word, rank]));

/** Whether a word of the vocabulary begins so: somebody who is not done with typing is not corrected. */
export const begins = (word, known) => word.length >= 4 && known.some(([one]) => one.startsWith(word));

/** The word that was meant, or an empty text: the nearest one, then one with the same beginning, then the most frequent. */
export const correct = (word, known) => {
  if (word.length < 4 || /\d/.test(word)) return "";
  const most = word.length >= 8 ? 2 : 1;
  let best = null;
  for (const [candidate, rank] of known) {
    const far = distance(word, candidate, most);
    if (far > most) continue;
    const elsewhere = candidate[0] === word[0] ? 0 : 1;
    if (elsewhere && word.length < 6) continue;
    const one = { candidate, far, elsewhere, rank };
    const order = best ? one.far - best.far || one.elsewhere - best.elsewhere || best.rank - one.rank : -1;
    if (order < 0 || (order === 0 && candidate < best.candidate)) best = one;
  }
  if (best) return best.candidate;
  return byRoot(word, known);
};

// Mistyped in a form that no story has: compared without affixes, if enough is left of it.
const byRoot = (word, known) => {
  const mine = roots(word).filter((root) => root !== word && root.length >= 6);
  const near = known.filter(([one]) => mine.some((root) => one[0] === root[0] && distance(root, one, 1) <= 1));
  near.sort((one, other) => other[1] - one[1] || (one[0] < other[0] ? -1 : 1));
  return near.length ? near[0][0] : "";
};
