"""The results as Markdown: what each scenario cost, and the ratios that the newsroom is held to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.bench.scenarios import (
    ADDED,
    CLEAN,
    FINISHED,
    FINISHED_ADDED,
    HUGO,
    HUGO_LISTING,
    OURS,
    OURS_FEEDS,
    OURS_LISTING,
    OURS_READING,
    OURS_WHOLE,
    SCANNED,
    STOCK,
    UNCHANGED,
    Row,
)


@dataclass(frozen=True, slots=True)
class Ratio:
    """A quotient, and the most that it should be; `goal` is 0 where there is no bound."""

    what: str
    stories: str
    value: float
    goal: float


def costs(rows: Sequence[Row]) -> str:
    """The table of costs."""
    lines = [
        "| stories | generator | scenario | wall s | CPU s | peak MB | files | MB written |",
        "| ---: | --- | --- | ---: | ---: | ---: | ---: | ---: |",
    ]
    for row in rows:
        cost = row.cost
        lines.append(
            f"| {row.stories:,} | {row.generator} | {row.scenario} | {cost.wall:.2f} | {cost.cpu:.2f} "
            f"| {cost.peak / 1e6:.0f} | {cost.files:,} | {cost.written / 1e6:.1f} |"
        )
    return "\n".join(lines)


def ratios(rows: Sequence[Row]) -> str:
    """The table of ratios, empty where none can be told."""
    found = list(_ratios(rows))
    lines = ["| ratio | stories | value | goal |", "| --- | ---: | ---: | ---: |"]
    for ratio in found:
        goal = f"≤ {_fraction(ratio.goal)}" if ratio.goal else ""
        lines.append(f"| {ratio.what} | {ratio.stories} | {_fraction(ratio.value)} | {goal} |")
    return "\n".join(lines) if found else ""


def write(page: Path, sizes: Sequence[int], text: str, of: str = "bench") -> None:
    """Put the results of a bench between their marks in a page; what is written around them by hand stays.

    Results of other sizes stay too: each choice of sizes has marks of its own, the first time at the end of the page.
    """
    name = "-".join(map(str, sizes))
    begin, end = f"<!-- {of} {name} -->", f"<!-- end of {of} {name} -->"
    before = page.read_text(encoding="utf-8") if page.is_file() else "# Performance\n"
    block = f"{begin}\n\n{text}\n\n{end}"
    if begin in before and end in before:
        head, rest = before.split(begin, 1)
        after = head + block + rest.split(end, 1)[1]
    else:
        after = f"{before.rstrip()}\n\n{block}\n"
    page.write_text(after, encoding="utf-8")


# What is divided by what: (name, over, under, by what, the goal of each size; _ANY is that of all others).
_ANY = 0
_PAIRS: tuple[tuple[str, tuple[str, str], tuple[str, str], str, Mapping[int, float]], ...] = (
    ("clean build / Hugo's", (OURS, CLEAN), (HUGO, CLEAN), "wall", {20_000: 1, 100_000: 1}),
    ("clean build with every story listed / Hugo's", (OURS_LISTING, CLEAN), (HUGO_LISTING, CLEAN), "wall", {}),
    ("CPU of a clean build / Hugo's", (OURS, CLEAN), (HUGO, CLEAN), "cpu", {}),
    ("peak memory of a clean build / Hugo's", (OURS, CLEAN), (HUGO, CLEAN), "peak", {20_000: 1 / 4, 100_000: 1 / 4}),
    ("one story added / Hugo's build", (OURS, ADDED), (HUGO, CLEAN), "wall", {20_000: 1 / 20, 100_000: 1 / 100}),
    ("clean build / stock Pelican's", (OURS, CLEAN), (STOCK, CLEAN), "wall", {}),
    ("without changes / one story added", (OURS, UNCHANGED), (OURS, ADDED), "wall", {100_000: 1}),
    ("uncommitted files looked for / not looked for", (OURS, SCANNED), (OURS, UNCHANGED), "wall", {}),
    ("clean build, feeds alone / reading alone", (OURS_FEEDS, CLEAN), (OURS_READING, CLEAN), "wall", {}),
    ("one story added, feeds alone / reading alone", (OURS_FEEDS, ADDED), (OURS_READING, ADDED), "wall", {}),
    ("one story added, every family / those compared", (OURS_WHOLE, ADDED), (OURS, ADDED), "wall", {_ANY: 1.5}),
    ("what is deferred / clean build, every family", (OURS_WHOLE, FINISHED), (OURS_WHOLE, CLEAN), "wall", {}),
    ("what is deferred / one story added", (OURS_WHOLE, FINISHED_ADDED), (OURS_WHOLE, ADDED), "wall", {}),
)


def _ratios(rows: Sequence[Row]) -> Iterator[Ratio]:
    known = {(row.stories, row.generator, row.scenario): row.cost for row in rows}
    sizes = sorted({row.stories for row in rows})
    for what, over, under, of, goals in _PAIRS:
        for size in sizes:
            one, other = known.get((size, *over)), known.get((size, *under))
            if one and other:
                value = getattr(one, of) / getattr(other, of)
                yield Ratio(what, f"{size:,}", value, goals.get(size, goals.get(_ANY, 0)))
    for size in sizes:
        one, two = known.get((size, OURS, CLEAN)), known.get((2 * size, OURS, CLEAN))
        if one and two:
            yield Ratio("clean build, twice as many stories", f"{2 * size:,} / {size:,}", two.wall / one.wall, 2.1)
    small, large = (known.get((size, OURS, ADDED)) for size in (sizes[0], sizes[-1]))
    if small and large and sizes[0] < sizes[-1]:
        yield Ratio("one story added, more stories", f"{sizes[-1]:,} / {sizes[0]:,}", large.wall / small.wall, 1.5)


def _fraction(value: float) -> str:
    """`0.85`, `2.1`, and small ones as parts: `1/37`."""
    return f"{value:.2f}" if value >= 0.2 else f"1/{1 / value:.0f}" if value else "0"
