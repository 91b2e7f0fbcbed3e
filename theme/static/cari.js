// The page of search: what is asked stands in the address, what is found on the page. The search runs here, and no third
// party learns of it.
import { Searcher, missed } from "./cari-mesin.js";

const form = document.getElementById("cari");
const found = document.getElementById("hasil");
const [status, meant] = found.querySelectorAll("p");
const results = found.querySelector(".results");
const more = found.querySelector("button");
const unit = document.getElementById("cari-unit");
const texts = found.dataset;
const at = new URL(form.getAttribute("action"), location.href);
const root = new URL("..", at);
const language = document.documentElement.lang;
const name = document.title;

const PAGE = 10; // results at a time
const ENOUGH = 10; // with fewer, older bundles are searched by themselves:
const UNASKED = 1; // as many, for a line may be bad
const FILTERS = ["unit", "wilayah", "zona", "jenis"];

const searcher = new Searcher(at.href);
const number = (value) => value.toLocaleString(language);
const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, key) => values[key]);
const make = (tag, attributes = {}, ...children) => {
  const element = document.createElement(tag);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.append(...children);
  return element;
};

// What is asked

const asked = () => {
  const values = new URLSearchParams(location.search);
  const filters = {};
  for (const key of FILTERS) if (values.get(key)) filters[key] = values.get(key);
  const year = /^\d{4}$/.test(values.get("tahun") || "") ? values.get("tahun") : "";
  return { query: (values.get("q") || "").slice(0, 200).trim(), filters, year, literally: values.has("persis") };
};

const address = (values) => {
  const target = new URL(at);
  for (const [key, value] of Object.entries(values)) if (value) target.searchParams.set(key, value);
  return target;
};

const show = async ({ query, filters, year }) => {
  form.q.value = query;
  for (const key of ["wilayah", "zona", "jenis"]) if (form[key]) form[key].value = filters[key] || "";
  form.tahun.value = year;
  if (filters.wilayah || filters.zona || filters.jenis || filters.unit || year) form.querySelector("details").open = true;
  unit.value = filters.unit ? ((await units()).find(([id]) => id === filters.unit) || [])[1] || filters.unit : "";
};

let fetching;
const units = () => {
  fetching = fetching || fetch(new URL("unit.json", at)).then((answer) => answer.json()).then((told) => {
    unit.list.append(...told.units.map(([, label]) => make("option", { value: label })));
    return told.units;
  }).catch(() => { fetching = null; return []; });
  return fetching;
};
unit.addEventListener("focus", units, { once: true });

const chosenUnit = async () => {
  const typed = unit.value.trim().toLowerCase();
  const chosen = typed ? (await units()).find(([id, label]) => label.toLowerCase() === typed || id === typed) : null;
  const wrong = Boolean(typed && !chosen);
  document.getElementById("unit-salah").hidden = !wrong;
  unit.setAttribute("aria-invalid", wrong);
  if (wrong) unit.focus();
  return wrong ? null : chosen ? chosen[0] : "";
};

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  const of = await chosenUnit();
  if (of === null) return;
  const values = { q: form.q.value.trim(), unit: of, tahun: form.tahun.value };
  for (const key of ["wilayah", "zona", "jenis"]) values[key] = form[key] ? form[key].value : "";
  go(address(values));
});
form.addEventListener("change", (event) => {
  if (event.target !== form.q && event.target !== unit && form.q.value.trim()) form.requestSubmit();
});
addEventListener("popstate", () => search());

const go = (target) => {
  if (target.href !== location.href) history.pushState(null, "", target);
  search();
};

// What is found

let run = 0; // a search that was overtaken by another shows nothing
let state;

const when = (bundle) => {
  const month = (text, year) => new Date(`${text.slice(0, 7)}-01T00:00Z`).toLocaleDateString(language, { timeZone: "UTC", month: "long", ...(year && { year: "numeric" }) });
  if (/^\d{4}$/.test(bundle.name)) return bundle.name;
  if (bundle.to.length === 10) return new Date(`${bundle.to}T00:00Z`).toLocaleDateString(language, { timeZone: "UTC", dateStyle: "long" });
  return bundle.from === bundle.to ? month(bundle.to, true) : `${month(bundle.from)}–${month(bundle.to, true)}`;
};

const search = async (again = false) => {
  const mine = (run += 1);
  const question = asked();
  document.title = question.query ? `${question.query} – ${name}` : name;
  results.replaceChildren();
  meant.hidden = more.hidden = true;
  found.hidden = false;
  await show(question);
  if (!question.query && !Object.keys(question.filters).length) {
    status.textContent = texts.ask;
    return;
  }
  status.textContent = texts.searching;
  try {
    const bundles = await searcher.bundles(question.year);
    if (mine !== run) return;
    state = { question, bundles, next: 0, waiting: [], total: 0, shown: 0, missing: null, several: false, covered: [] };
    for (let unasked = 0; unasked <= UNASKED && state.next < bundles.length && state.total < ENOUGH; unasked += 1) {
      await older(mine);
      if (mine !== run) return;
    }
    if (!again && !state.total && (await searcher.renewed())) return search(true);
    tell();
  } catch (error) {
    if (mine !== run) return;
    if (!again && (await searcher.renewed().catch(() => false))) return search(true);
    status.textContent = texts.failed;
    throw error;
  }
};

/** Search the next bundle, and show the first of what it has. */
const older = async (mine) => {
  const { question, bundles } = state;
  const bundle = bundles[state.next];
  const answer = await searcher.search(bundle, question.query, question.filters, question.literally);
  if (mine !== run) return;
  state.next += 1;
  state.covered.push(bundle);
  state.total += answer.results.length;
  state.missing = missed(state.missing, answer.missing);
  state.several = answer.several;
  if (answer.results.length) {
    correction(question.query, answer.query);
    results.append(make("h2", {}, fill(texts.of, { when: when(bundle) })), make("ol"));
    state.waiting = answer.results;
    await page(mine);
  }
};

/** Show the next results of the bundle that was searched last. */
const page = async (mine) => {
  const facts = await Promise.all(state.waiting.slice(0, PAGE).map((result) => result.data()));
  if (mine !== run) return;
  state.waiting = state.waiting.slice(PAGE);
  results.lastElementChild.append(...facts.map(item));
};

const item = ({ raw_url: path, meta, excerpt, plain_excerpt: part, raw_content: whole }) => {
  const day = meta.tanggal ? new Date(`${meta.tanggal}T00:00Z`).toLocaleDateString(language, { timeZone: "UTC", dateStyle: "long" }) : "";
  const kind = meta.jenis && form.jenis.querySelector(`option[value="${CSS.escape(meta.jenis)}"]`);
  return make(
    "li", {},
    make("h3", {}, make("a", { href: new URL(path.replace(/^\//, ""), root).href }, meta.title)),
    make("p", {}, whole.startsWith(part) ? "" : "… ", ...marked(excerpt), whole.endsWith(part) ? "" : " …"),
    make("p", { class: "meta" }, make("time", { datetime: meta.tanggal }, day), ` · ${meta.unit}`, kind ? ` · ${kind.textContent}` : ""),
  );
};

/** An excerpt as nodes: text, and what was found in it. It is text with two references and one tag, and nothing else. */
const marked = (excerpt) =>
  excerpt.split(/(<mark>.*?<\/mark>)/).map((part) => {
    const text = part.replace(/^<mark>|<\/mark>$/g, "").replace(/&lt;/g, "<").replace(/&gt;/g, ">");
    return part.startsWith("<mark>") ? make("mark", {}, text) : text;
  });

const correction = (typed, searched) => {
  if (typed === searched || !meant.hidden) return;
  const { question } = state;
  const exactly = make("a", { href: address({ q: typed, ...question.filters, tahun: question.year, persis: "1" }).href }, fill(texts.literally, { typed }));
  exactly.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    go(new URL(exactly.href));
  });
  meant.replaceChildren(fill(texts.meant, { meant: searched }), " ", exactly);
  meant.hidden = false;
};

const tell = () => {
  const { bundles, covered, total, waiting, missing, several, next, question } = state;
  const years = covered.length ? [when(covered[0]), when(covered[covered.length - 1])] : [];
  const span = years[0] === years[1] ? years[0] : `${years[1]}–${years[0]}`;
  const line = !bundles.length ? texts.empty : fill(total ? texts.some : texts.none, { n: number(total), when: span });
  const absent = missing && missing.length ? ` ${fill(texts.missing, { words: missing.map((word) => `“${word}”`).join(", ") })}` : "";
  // With a filter the words may stand together in what was left out.
  const apart = covered.length && !total && !absent && several && !Object.keys(question.filters).length ? ` ${texts.apart}` : "";
  status.replaceChildren(line + absent + apart);
  // Told with what was found: a text that was hidden until now is not announced.
  if (!meant.hidden) status.append(make("span", { class: "visually-hidden" }, ` ${meant.firstChild.textContent}`));
  more.hidden = !waiting.length && next >= bundles.length;
  if (!more.hidden) {
    more.textContent = waiting.length
      ? fill(texts.next, { n: number(Math.min(PAGE, waiting.length)) })
      : fill(texts.older, { when: when(bundles[next]) });
  }
};

more.addEventListener("click", async () => {
  const mine = run;
  const before = results.querySelectorAll("li").length;
  more.disabled = true;
  try {
    if (state.waiting.length) await page(mine);
    else await older(mine);
    if (mine !== run) return;
    tell();
    const first = results.querySelectorAll("li")[before];
    if (first) first.querySelector("a").focus();
  } catch (error) {
    status.textContent = texts.failed;
    throw error;
  } finally {
    more.disabled = false;
  }
});

// Years come with the bundles; the form stands as soon as there is something to search with.
form.hidden = false;
searcher.bundles().then((bundles) => {
  const years = [...new Set(bundles.map((bundle) => bundle.name.slice(0, 4)))];
  form.tahun.append(...years.map((year) => make("option", { value: year }, year)));
}).catch(() => {}).finally(() => search());
