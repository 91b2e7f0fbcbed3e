// Puts queries to the scripts of the site, as a browser would, but for the page. Arguments: the folder of the site, and
// how often each query is put. Queries come as a JSON list on standard input; the answers leave as one.
import fs from "node:fs";
import http from "node:http";
import path from "node:path";
import { pathToFileURL } from "node:url";

const [site] = process.argv.slice(2);
const fetched = [];
const server = http.createServer((request, response) => {
  const name = path.join(site, decodeURIComponent(new URL(request.url, "http://localhost").pathname));
  if (!fs.existsSync(name) || !fs.statSync(name).isFile()) return response.writeHead(404).end();
  fetched.push([path.relative(site, name), fs.statSync(name).size]);
  response.end(fs.readFileSync(name));
});
await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
const root = `http://127.0.0.1:${server.address().port}/`;
const { Searcher, missed } = await import(pathToFileURL(path.join(site, "theme/cari-mesin.js")));
const load = (address) => import(pathToFileURL(path.join(site, new URL(address).pathname)));
const searcher = new Searcher(`${root}cari/`, load);
const answers = [];
for (const { query, filters = {}, literally = false, year = "" } of JSON.parse(fs.readFileSync(0, "utf8"))) {
  const before = fetched.length;
  const found = [];
  let told = { query, several: false };
  let missing = null;
  for (const bundle of await searcher.bundles(year)) {
    told = await searcher.search(bundle, query, filters, literally);
    missing = missed(missing, told.missing);
    const facts = await Promise.all(told.results.slice(0, 10).map((result) => result.data()));
    found.push({ bundle: bundle.name, total: told.results.length, results: facts.map(({ raw_url, meta, excerpt }) => ({ path: raw_url, meta, excerpt })) });
  }
  answers.push({ meant: told.query, missing: missing || [], several: told.several, found, fetched: fetched.slice(before) });
}
console.log(JSON.stringify(answers));
server.closeAllConnections();
server.close();
