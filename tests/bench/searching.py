"""`make bench-search`: search at the size of a ministry, in Chromium on a phone.

The stories of `tests/search/queries.py` stand among so many of the corpus, in its newest, a middle and its oldest year.
Each query is put twice, each time with an empty cache: narrowed to their offices and through all bundles, where what is
found is compared with what is meant; and among all stories, where bytes and milliseconds count. Then a story is added.

Ends with 1 where an answer is wrong, a first search is too heavy, or one story more makes anew more than one bundle.
"""

from __future__ import annotations

import argparse
import json
import re
import shutil
import sys
import tempfile
from collections.abc import Iterator, Sequence, Set
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median
from urllib.parse import urlencode, urlsplit

from playwright.sync_api import Browser, Request, sync_playwright

from tests.bench import corpus, newsroom, table
from tests.bench.__main__ import machine
from tests.bench.corpus import Facts
from tests.bench.measuring import CommandFailed, Measurement, digests, measure
from tests.bench.offices import MINISTRY, Office, code, zone
from tests.bench.repository import Repository
from tests.browser.chromium import FLAGS, executable, variables
from tests.browser.conftest import serving, visiting
from tests.browser.test_weight import PHONE, sent
from tests.search.queries import QUERIES, STORIES, Query

_PAGE = newsroom.ROOT / "docs" / "performance.md"
# What a search asks for, where the rest is not built: cards of 20,000 stories alone take minutes.
_FAMILIES = ("asset", "search-page", "search-list", "search-units", "search-bundle", "search-engine", "urgent-notice")
_HEAVY = 400_000  # bytes of a first search
# What is taken for another word where queries.py asks for no correction, at any size.
_TAKEN = {
    "pelayananan": "pelayanan",  # is mistyped
    "pengawas": "pegawai",  # 2024 has no word of that root, and says so before 2021 is searched, which has one
}
_PATIENCE = 60_000  # milliseconds
# The offices of the tests of search, one above them, and days in a new, a middle and the oldest bundle.
_ABOVE = "kanwil-pencarian"
_OFFICES = {
    _ABOVE: ("Kantor Wilayah Pencarian", "kanwil", "Kanwil", MINISTRY),
    "rupbasan-pencarian": ("Rupbasan Pulau Fajar", "upt", "Rupbasan", _ABOVE),
    "kanim-pencarian": ("Kantor Imigrasi Teluk Biru", "upt", "Kanim", _ABOVE),
}
_MONTHS = ("2026-10", "2024-06", "2021-11")
# When the first result stands, and when the page has told what it found; milliseconds since the navigation began.
_OBSERVED = """
window.first = window.told_at = null;
new MutationObserver(() => {
  const found = document.getElementById("hasil");
  if (!found) return;
  const said = found.querySelector("[role=status]")?.textContent;
  if (first === null && found.querySelector(".results li")) first = performance.now();
  if (told_at === null && said && said !== found.dataset.searching) told_at = performance.now();
}).observe(document, { childList: true, subtree: true });
"""
_SETTLED = """() => {
  const found = document.getElementById("hasil");
  const said = found.querySelector("[role=status]").textContent;
  return said && said !== found.dataset.searching && !found.querySelector("button").disabled;
}"""
_SEEN = """() => {
  const found = document.getElementById("hasil"), meant = found.querySelector(".meant");
  return {
    first, told_at, began: performance.timeOrigin, failed: found.querySelector("[role=status]").textContent === found.dataset.failed,
    shown: [...found.querySelectorAll(".results h3 a")].map((link) => link.href), pattern: found.dataset.meant,
    meant: meant.hidden ? "" : meant.firstChild.textContent,
  };
}"""  # noqa: E501


class Wrong(AssertionError):
    """What the bench promises is not so."""


@dataclass(frozen=True, slots=True)
class Search:
    """What a query showed (slugs, in order), what was searched for instead, and its cost: milliseconds and bytes until
    the first result, or until it was said that there is none, and requests and bytes of all of it.
    """

    query: str
    shown: tuple[str, ...]
    meant: str
    milliseconds: float
    bytes_before: int
    requests: int
    bytes: int


def wrong(query: Query, shown: Set[str], meant: str) -> Iterator[str]:
    """What is wrong with an answer: slugs that are missing or ought not to be there, another correction."""
    if missing := query.found - shown:
        yield f"{query.text!r} does not find {', '.join(sorted(missing))}"
    if extra := shown & query.not_found if query.found else shown:
        yield f"{query.text!r} finds {', '.join(sorted(extra))}"
    if meant != (expected := query.meant or _TAKEN.get(query.text, "")):
        yield f"{query.text!r} is taken for {meant!r}, not for {expected!r}"


def lines(stories: int, everywhere: Sequence[Search], narrowed: Sequence[Search]) -> Iterator[str]:
    """The lines of the table for a size: searches among all stories, and those through all bundles."""
    some, none = ([one for one in everywhere if bool(one.shown) == found] for found in (True, False))
    for searches, what, field, unit in (
        (some, "until the first result", "bytes_before", "KB"),
        (some, "until the first result", "milliseconds", "ms"),
        (none, "until it is said that there is none", "bytes_before", "KB"),
        (none, "until it is said that there is none", "milliseconds", "ms"),
        (everywhere, "all of a first search", "bytes", "KB"),
        (everywhere, "all of a first search", "requests", "requests"),
        (narrowed, "through all bundles, narrowed", "bytes", "KB"),
        (narrowed, "through all bundles, narrowed", "requests", "requests"),
    ):
        if not searches:
            continue
        by = 1_000 if unit == "KB" else 1
        costs = [(getattr(one, field) / by, one.query) for one in searches]
        worst, query = max(costs)
        middle = median(cost for cost, _ in costs)
        yield f"| {stories:,} | {what} ({len(searches)} queries), {unit} | {middle:,.0f} | {worst:,.0f} | `{query}` |"


def main() -> int:
    """Search, print, and write if asked; returns the exit status."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--stories", type=int, nargs="+", default=[20_000], help="how many, one or several sizes")
    parser.add_argument("--folder", type=Path, help="where the corpus is put; a temporary folder if not given")
    parser.add_argument("--keep", action="store_true", help="leave the corpus in --folder for the next run")
    parser.add_argument("--only-search", action="store_true", help="build nothing but what a search asks for")
    parser.add_argument("--write", action="store_true", help="put the results into docs/performance.md")
    chosen = parser.parse_args()
    if chosen.keep and not chosen.folder:
        parser.error("--keep needs --folder")
    program = executable()
    if program is None:
        print("Chromium is missing: apt-get install chromium", file=sys.stderr)
        return 2
    rows = ["| stories | what | median | worst | of |", "| ---: | --- | ---: | ---: | --- |"]
    told: list[str] = []
    problems: list[str] = []
    with tempfile.TemporaryDirectory(prefix="bench-search-", ignore_cleanup_errors=True) as temporary:
        home = Path(temporary)
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=program, args=[*FLAGS], env={**variables(home)})
            on = f"{machine()} Chromium {browser.version}."
            for number in chosen.stories:
                folder = (chosen.folder or home).absolute() / str(number)
                try:
                    trial = _Trial(number, folder, browser, _FAMILIES if chosen.only_search else newsroom.EVERY_FAMILY)
                    rows += trial.search()
                    told.append(trial.add_one())
                except (CommandFailed, Wrong) as error:
                    print(error, file=sys.stderr)
                    return 1
                problems += trial.problems
                shutil.rmtree(folder / "made" if chosen.keep else folder)
            browser.close()
    text = "\n\n".join((on, "\n".join(rows), *told))
    print(f"\n{text}")
    if problems:
        print("", *problems, sep="\n", file=sys.stderr)
        return 1
    if chosen.write:
        table.write(_PAGE, chosen.stories, text, "bench-search")
    return 0


class _Trial:
    """A site of so many stories, built with these families."""

    def __init__(self, number: int, folder: Path, browser: Browser, families: Sequence[str]) -> None:
        self._number, self._browser = number, browser
        self._families = "every family" if families == newsroom.EVERY_FAMILY else "nothing but what a search asks for"
        self._content = folder / "searching" / "content"
        self._facts = _prepare(number, folder, self._content)
        shutil.rmtree(folder / "made", ignore_errors=True)
        self._site = newsroom.Site(self._content, folder / "made" / "site", families)
        self._right = 0
        self.problems: list[str] = []
        publish, finish = self._publish()
        print(f"{number:,} stories: published in {publish.wall:.1f} s, finished in {finish.wall:.1f} s", flush=True)

    def search(self) -> list[str]:
        """Put every query, narrowed and not."""
        with serving(self._site.output) as address:
            narrowed = [self._ask(address, query.text, unit=_ABOVE) for query in QUERIES]
            everywhere = [self._ask(address, query.text) for query in QUERIES]
        pairs = zip(QUERIES, narrowed, strict=True)
        found = [list(wrong(query, {*answer.shown}, answer.meant)) for query, answer in pairs]
        self._right = found.count([])
        self.problems += (problem for problems in found for problem in problems)
        for answer in everywhere:
            if answer.bytes >= _HEAVY:
                self.problems.append(f"{answer.query!r} costs {answer.bytes:,} bytes, {_HEAVY:,} or more")
        return list(lines(self._number, everywhere, narrowed))

    def add_one(self) -> str:
        """Add a story, and tell which bundles were made anew. Raises Wrong where it is not one."""
        place = self._site.output / "cari"
        bundles, before = self._bundles(), digests(place)
        editing = newsroom.Editing(self._content, self._facts.unit, self._facts.month, self._facts.oldest)
        editing.add(1)
        publish, finish = self._publish()
        after = digests(place)
        changed = sorted(path for path in before.keys() | after.keys() if before.get(path) != after.get(path))
        touched = sorted({path.partition("/")[0] for path in changed if "/" in path})
        if len(touched) != 1:
            raise Wrong(f"one story more made anew {', '.join(touched) or 'no bundle'}")
        new = [path for path in changed if path in after and path.startswith(f"{touched[0]}/")]
        size = sum((place / path).stat().st_size for path in new) / 1e6
        return (
            f"{self._number:,} stories in {len(bundles)} bundles ({', '.join(bundles)}):"
            f" {self._right} of {len(QUERIES)} queries are answered as they were meant."
            f" One story more made {touched[0]} again and no other bundle: {len(new)} new files of {size:.1f} MB."
            f" `publish` took {publish.wall:.1f} s, `finish` after it {finish.wall:.1f} s, with {self._families}."
        )

    def _publish(self) -> tuple[Measurement, Measurement]:
        commands = (self._site.publish(defer=True), self._site.finish())
        publish, finish = (measure(command, self._site.output, newsroom.environment()) for command in commands)
        return publish, finish

    def _bundles(self) -> list[str]:
        listed = json.loads((self._site.output / "cari" / "bundel.json").read_text(encoding="utf-8"))
        return [bundle["name"] for bundle in listed["bundles"]]

    def _ask(self, address: str, query: str, unit: str = "") -> Search:
        """Put a query in a window that knows nothing yet; of a unit, through all bundles."""
        with visiting(self._browser, address) as visitor:
            requests: list[Request] = []
            page = visitor.page
            page.on("request", lambda request: requests.append(request))
            page.add_init_script(_OBSERVED)
            asked = {"q": query, **({"unit": unit} if unit else {})}
            visitor.open(f"cari/?{urlencode(asked)}", *PHONE)
            page.wait_for_function(_SETTLED, timeout=_PATIENCE)
            more = page.locator("#hasil button")
            while unit and more.is_visible():
                more.click()
                page.wait_for_function(_SETTLED, timeout=_PATIENCE)
            seen = page.evaluate(_SEEN)
            if seen["failed"] or page.evaluate("told"):
                raise Wrong(f"{query!r} fails: {page.evaluate('told')} {visitor.said}")
            until = seen["first"] or seen["told_at"]
            sizes = {request.url: sent(self._site.output, request.url)[1] for request in requests}
            started = [request.url for request in requests if request.timing["startTime"] < seen["began"] + until]
            return Search(
                query,
                tuple(urlsplit(link).path.split("/")[-2] for link in seen["shown"]),
                _taken_for(seen["pattern"], seen["meant"]),
                until,
                sum(sizes[url] for url in set(started)),
                len(sizes),
                sum(sizes.values()),
            )


def _taken_for(pattern: str, said: str) -> str:
    """What the page says that it searched for instead."""
    before, _, after = pattern.partition("{meant}")
    found = re.fullmatch(f"{re.escape(before)}(.*){re.escape(after)}", said)
    return found[1] if found else ""


def _prepare(number: int, folder: Path, content: Path) -> Facts:
    """The corpus with the stories of the queries, committed; as it was, if the folder holds it already."""
    note = folder / "searching.json"
    if note.is_file():
        facts = Facts(**json.loads(note.read_text(encoding="utf-8")))
        newsroom.Editing(content, facts.unit, facts.month, facts.oldest).reset()
        return facts
    facts = corpus.write(number, [newsroom.Newsroom(content)])
    with (content / "register" / "units.csv").open("a", encoding="utf-8") as file:
        for id, (name, kind, type, parent) in _OFFICES.items():
            office = Office(id, name, "", kind, type, parent, "", code(0), "", zone(0))
            file.write(",".join(getattr(office, field) for field in Office.__slots__) + "\n")
    for at, (slug, (title, summary, body)) in enumerate(STORIES.items()):
        office_id, month = list(_OFFICES)[1 + at % 2], _MONTHS[at % len(_MONTHS)]
        path = content / "berita" / office_id / month[:4] / f"{slug}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        text = re.sub("</?p>", "", body)
        path.write_text(
            f"---\ntitle: {title}\ndate: {month}-{at + 10} 09:30\nsummary: {summary}\n---\n\n{text}\n", encoding="utf-8"
        )
    Repository(content.parent).create()
    note.write_text(json.dumps(asdict(facts)), encoding="utf-8")
    return facts


if __name__ == "__main__":
    sys.exit(main())
