"""What is measured, of whom, in which order."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path

from tests.bench import corpus, hugo, newsroom, stock
from tests.bench.corpus import Facts
from tests.bench.measuring import Measurement, differing, measure, read_once
from tests.bench.repository import Repository

OURS, OURS_WHOLE, HUGO, STOCK = "newsroom", "newsroom, every family", "Hugo", "stock Pelican"
OURS_LISTING, HUGO_LISTING = "newsroom, every story listed (by calendar)", "Hugo, every story listed (20 a page)"
OURS_FEEDS, OURS_READING = "newsroom, feeds alone", "newsroom, next to nothing (one outline)"
CLEAN, UNCHANGED, SCANNED = "clean build", "without changes", "without changes, uncommitted files looked for"
FINISHED, FINISHED_ADDED = "afterwards: what is deferred", "afterwards: what is deferred, of one story added"
ADDED, RETITLED, RENAMED = "one story added", "one title edited", "one unit renamed"

HUGO_TO, STOCK_TO = 100_000, 20_000  # stories; beyond them these take too long, or more memory than there is


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table."""

    stories: int
    generator: str
    scenario: str
    cost: Measurement


class NotAsClean(AssertionError):
    """What was built step by step is not what a clean build gives."""


def run(number: int, folder: Path, repeat: int, verify: bool, only_ours: bool = False) -> Iterator[Row]:
    """Measure everything for so many stories, in turn. `folder` keeps the corpus, and may hold it from before."""
    facts = prepare(number, folder)
    program = None if only_ours else hugo.program()
    yield from _newsroom(folder, facts, OURS, newsroom.COMPARED_FAMILIES, repeat, verify)
    if program and number <= HUGO_TO:
        for name, everything_listed in ((HUGO, False), (HUGO_LISTING, True)):
            built_in = hugo.environment(everything_listed=everything_listed)
            yield _clean(number, name, folder / "hugo", partial(hugo.command, program), built_in)
    yield _listing(folder, facts)
    if not only_ours and number <= STOCK_TO:
        yield _clean(number, STOCK, folder / "stock", stock.command)
    yield from _newsroom(folder, facts, OURS_WHOLE, newsroom.EVERY_FAMILY, repeat, verify)
    for name, families in ((OURS_READING, newsroom.READING_FAMILIES), (OURS_FEEDS, newsroom.FEED_FAMILIES)):
        rows = _newsroom(folder, facts, name, families, repeat, verify)
        yield from (row for row in rows if row.scenario in (CLEAN, ADDED))


def prepare(number: int, folder: Path) -> Facts:
    """Write the corpus of so many stories, unless the folder holds it already, and commit the newsroom's part."""
    note = folder / "corpus.json"
    if note.is_file():
        return Facts(**json.loads(note.read_text(encoding="utf-8")))
    layouts: list[corpus.Layout] = [newsroom.Newsroom(folder / "newsroom" / "content")]
    if number <= HUGO_TO and hugo.program():
        layouts.append(hugo.Hugo(folder / "hugo"))
    if number <= STOCK_TO:
        layouts.append(stock.Stock(folder / "stock"))
    facts = corpus.write(number, layouts)
    Repository(folder / "newsroom").create()
    note.write_text(json.dumps(asdict(facts)), encoding="utf-8")
    return facts


def _clean(
    number: int,
    generator: str,
    source: Path,
    command: Callable[[Path, Path], Sequence[str | Path]],
    environment: Mapping[str, str] | None = None,
) -> Row:
    output = source.with_name("output")
    shutil.rmtree(output, ignore_errors=True)
    read_once(source)
    row = Row(number, generator, CLEAN, measure(command(source, output), output, environment))
    shutil.rmtree(output)
    return row


def _listing(folder: Path, facts: Facts) -> Row:
    """A clean build that lists every story, as Hugo's pages of lists do."""
    content, made = folder / "newsroom" / "content", folder / "made"
    shutil.rmtree(made, ignore_errors=True)
    newsroom.Editing(content, facts.unit, facts.month, facts.oldest).reset()
    site = newsroom.Site(content, made / "site", newsroom.LISTING_FAMILIES, newsroom.COMPARED_FORMS)
    read_once(content)
    row = Row(facts.stories, OURS_LISTING, CLEAN, measure(site.publish(), site.output, newsroom.environment()))
    shutil.rmtree(made)
    return row


def _newsroom(
    folder: Path, facts: Facts, generator: str, families: Sequence[str], repeat: int, verify: bool
) -> Iterator[Row]:
    content, made = folder / "newsroom" / "content", folder / "made"
    shutil.rmtree(made, ignore_errors=True)
    editing = newsroom.Editing(content, facts.unit, facts.month, facts.oldest)
    editing.reset()
    forms = newsroom.COMPARED_FORMS if generator == OURS else newsroom.EVERY_FORM
    site = newsroom.Site(content, made / "site", families, forms)
    edits: dict[str, Callable[[int], object]] = {
        UNCHANGED: lambda number: None,
        ADDED: editing.add,
        RETITLED: editing.retitle,
        RENAMED: editing.rename,
    }
    read_once(content)

    def publish() -> Measurement:
        return measure(site.publish(defer=True), site.output, newsroom.environment())

    def finish() -> Measurement:
        return measure(site.finish(), site.output, newsroom.environment())

    deferring = generator == OURS_WHOLE
    yield Row(facts.stories, generator, CLEAN, publish())
    if deferring:
        yield Row(facts.stories, generator, FINISHED, finish())
    for scenario, edit in edits.items():
        costs, afterwards = [], []
        for number in range(repeat):
            edit(number)
            costs.append(publish())
            if deferring:
                afterwards.append(finish())
        yield Row(facts.stories, generator, scenario, middle(costs))
        if deferring and scenario == ADDED:
            yield Row(facts.stories, generator, FINISHED_ADDED, middle(afterwards))
    costs = [measure((*site.build(), "--defer"), site.output, newsroom.environment()) for _ in range(repeat)]
    yield Row(facts.stories, generator, SCANNED, middle(costs))
    if verify:
        if deferring:
            finish()
        again = newsroom.Site(content, made / "again", families)
        measure(again.publish(), again.output, newsroom.environment())
        if found := differing(site.output, again.output):
            raise NotAsClean(f"{len(found)} files differ from a clean build, for instance {found[:5]}")
    shutil.rmtree(made)


def middle(costs: Sequence[Measurement]) -> Measurement:
    """Of several the one whose wall time is in the middle."""
    return sorted(costs, key=lambda cost: cost.wall)[(len(costs) - 1) // 2]
