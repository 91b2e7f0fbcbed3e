// Searching: one bundle of the index after the other, the newest first. No page: cari.js shows what is found.
import { begins, correct, entries, forms, plain, telling, words } from "./cari-kata.js";

const MOST_WAYS = 12; // searches of one query in one bundle

const json = async (address, cache) => {
  const answer = await fetch(address, { cache });
  if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
  return answer.json();
};

/** All ways to take one of each. */
const product = (lists) =>
  lists.reduce((ways, list) => ways.flatMap((way) => list.map((one) => [...way, one])).slice(0, MOST_WAYS), [[]]);

/** The words that no bundle has, of those that `before` (null at first) and another bundle miss. */
export const missed = (before, missing) => (before ? before.filter((word) => missing.includes(word)) : missing);

/** `at` is the address of the page of search; `load` imports a module. */
export class Searcher {
  constructor(at, load = (address) => import(address)) {
    this.at = new URL(at);
    this.load = load;
    this.list = null;
    this.open = new Map(); // by bundle: what searches it
    this.vocabularies = new Map();
  }

  /** The bundles, newest first; of one year, if it is given. */
  async bundles(year = "") {
    this.list = this.list || (await json(new URL("bundel.json", this.at), "no-cache"));
    return this.list.bundles.filter((bundle) => bundle.name.startsWith(year));
  }

  /** Whether bundles were made anew since the list was read: then what is open is of the past. */
  async renewed() {
    const before = JSON.stringify(this.list);
    const list = await json(new URL("bundel.json", this.at), "no-cache");
    if (JSON.stringify(list) === before) return false;
    await Promise.all([...this.open.values()].map(async (engine) => (await engine).destroy()));
    this.list = list;
    this.open.clear();
    this.vocabularies.clear();
    return true;
  }

  engine(bundle) {
    if (!this.open.has(bundle.name)) this.open.set(bundle.name, this.start(bundle));
    return this.open.get(bundle.name);
  }

  async start(bundle) {
    const base = new URL(this.list.engine, this.at);
    const pagefind = await this.load(`${base.href}pagefind.js`);
    const engine = pagefind.createInstance({ basePath: base.href, metaCacheTag: "0" });
    await engine.init();
    await engine.mergeIndex(new URL(`${bundle.name}/`, this.at).href, { language: "id", metaCacheTag: bundle.version, baseUrl: "/" });
    return engine;
  }

  async vocabulary(bundle) {
    if (!this.vocabularies.has(bundle.name)) {
      const address = new URL(`${bundle.name}/${bundle.words}`, this.at);
      this.vocabularies.set(bundle.name, json(address, "default").then(entries));
    }
    return this.vocabularies.get(bundle.name);
  }

  /**
   * What a bundle has: {results, query, missing, several}. `results` are Pagefind's, best first; `query` is as it was put, or
   * what was searched for instead, where a word was taken for a mistyped one; `missing` are words that no story has;
   * `several` tells whether a story has to have more than one word.
   */
  async search(bundle, query, filters, literally = false) {
    const engine = await this.engine(bundle);
    const phrase = /^\s*".+"\s*$/.test(query);
    const typed = literally ? words(query) : telling(words(query));
    const several = typed.length > 1;
    if (!typed.length) return { results: (await engine.search(null, { filters })).results, query, missing: [], several: false };
    if (phrase) return { results: (await engine.search(plain(query), { filters })).results, query, missing: [], several: false };
    const taken = await Promise.all(typed.map((word) => this.take(engine, bundle, word, literally)));
    const missing = typed.filter((_, at) => !taken[at]);
    if (missing.length) return { results: [], query, missing, several };
    const ways = product(taken.map((one) => one.forms));
    const found = await Promise.all(ways.map((way) => engine.search(way.join(" "), { filters })));
    const best = new Map();
    for (const result of found.flatMap((answer) => answer.results)) {
      if (!best.has(result.id) || best.get(result.id).score < result.score) best.set(result.id, result);
    }
    const results = [...best.values()].sort((one, other) => other.score - one.score || (one.id < other.id ? -1 : 1));
    const same = taken.every((one, at) => one.word === typed[at]);
    return { results, query: same ? query : taken.map((one) => one.word).join(" "), missing: [], several };
  }

  /** A word as the bundle has it: {word, forms}; null where it has none. */
  async take(engine, bundle, word, literally) {
    const known = await this.known(engine, word);
    if (known.length) return { word, forms: known };
    if (literally) return null;
    const vocabulary = await this.vocabulary(bundle);
    if (begins(word, vocabulary)) return { word, forms: [word] };
    const meant = correct(word, vocabulary);
    if (!meant) return null;
    const others = await this.known(engine, meant);
    return others.length ? { word: meant, forms: others } : null;
  }

  /** Those forms of a word that the bundle has, one for each stem. */
  async known(engine, word) {
    const asked = forms(word);
    // In quotes a word is found as its stem, and not as what begins like it: so it tells whether the index has it.
    const found = await Promise.all(asked.map((form) => engine.search(`"${form}"`)));
    const seen = new Set();
    return asked.filter((_, at) => {
      const { results } = found[at];
      const trace = `${results.length} ${results.slice(0, 5).map((one) => one.id)}`;
      return results.length > 0 && !seen.has(trace) && seen.add(trace);
    });
  }
}
