"""Which stories are copies of which, kept as rows come and go: only what a change can reach is judged again.

What a copy is, `plugins.copies` says, of dates and texts alone; so whatever the way here, a clean build says the same.
"""

from __future__ import annotations

import heapq
import sqlite3
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace

from plugins import copies
from plugins.copies.declared import STEPS
from plugins.copies.grouping import Member, Order, are_alike, offices, shown_once
from plugins.library.kin import Kin, KinTable, kin_of
from plugins.library.kinship import ALONE, Kinship
from plugins.library.placing import Placed

_BATCH = 5_000  # releases whose bands are written together


@dataclass(slots=True)
class _Noted:
    """What a changed story says now, if it is out, and every reference by which others may name or have named it."""

    now: Kin | None = None
    names: set[str] = field(default_factory=set)


class Gathering:
    """Groups of copies, for the length of one run."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._table = KinTable(connection)
        self._noted: dict[str, _Noted] = {}
        self._first: list[Kin] = []  # rows of a blank library that are not put in yet
        self._before: dict[str, Kinship] = {}  # of every story whose row was taken in hand

    def kinship(self, reference: str) -> Kinship:
        """What is known of a story so far."""
        row = self._table.row(reference)
        return row.kinship if row else ALONE

    def note(self, old: Placed | None, new: Placed | None, signature: bytes) -> None:
        """Take note of a changed row; `signature` is that of the new one's body."""
        self._insert_first()
        sides = [side for side in (old, new) if side is not None]
        names = {name for side in sides for name in (side.story.reference, *side.story.moved_from)}
        now = kin_of(new, signature) if new is not None else None
        reference = sides[0].story.reference if sides else ""
        if sides and (reference in self._noted or self._differs(reference, now, names)):
            noted = self._noted.setdefault(reference, _Noted())
            noted.now = now
            noted.names |= names

    def note_first(self, placed: Placed, signature: bytes) -> None:
        """Take note of a row of a blank library."""
        if row := kin_of(placed, signature):
            self._first.append(_leading(row))
            if len(self._first) == _BATCH:
                self._insert_first()

    def settle(self, *, blank: bool) -> list[str]:
        """Judge what the noted changes can reach, or all of a blank library.

        Returns the references of the stories whose kinship is another now, sorted.
        """
        if blank:
            self._judge_all()
        elif self._noted:
            self._judge_again(dict(sorted(self._noted.items())))
        self._noted.clear()
        before, self._before = self._before, {}
        return sorted(reference for reference, kinship in before.items() if self.kinship(reference) != kinship)

    # All at once

    def _insert_first(self) -> None:
        if self._first:
            self._table.insert(self._first)
            self._first.clear()

    def _judge_all(self) -> None:
        table, originals = self._table, dict[str, str]()
        self._insert_first()
        for reference, noted in sorted(self._noted.items()):  # rows that changed after they were put in
            if row := table.row(reference):
                table.drop(row)
            if noted.now:
                table.insert([_leading(noted.now)])
        retelling = {name: end for name in sorted(table.naming()) if (end := self._end(name))}
        for reference, end in retelling.items():
            table.retell(reference, end)
        banded: list[tuple[copies.Release, bool]] = []
        for release, standing in copies.groups(table.releases()):
            banded.append((release, not standing.original))
            if standing.original:
                originals[release.reference] = standing.original
            if standing != copies.Standing("", release.reference):
                table.stand(release.reference, standing)
            if len(banded) == _BATCH:
                table.insert_bands(banded)
                banded.clear()
        table.insert_bands(banded)
        originals |= {reference: originals.get(end, end) for reference, end in retelling.items()}
        for reference, original in sorted(originals.items()):
            table.join(reference, Kinship(original))
            self._before[reference] = ALONE
        self._regroup(originals.values())

    # What a change can reach

    def _differs(self, reference: str, now: Kin | None, names: Collection[str]) -> bool:
        old = self._table.row(reference)
        if old is None or now is None:
            return old is not now
        facts = (old.release, old.source, old.wide) != (now.release, now.source, now.wide)
        return facts or len(names) > 1  # who names an old address of it may be answered otherwise now

    def _judge_again(self, noted: Mapping[str, _Noted]) -> None:
        table = self._table
        waiting: list[Order] = []
        for reference in noted:
            if old := self._take(reference):
                waiting += table.later(old.release) if old.line else ()
                table.drop(old)
        for told in noted.values():
            if told.now:
                table.insert([told.now])
                waiting.append(told.now.release.order)
        judged = self._follow_again(noted, waiting)
        judged |= self._judge(waiting)
        judged |= self._retell(judged | noted.keys())
        changed = judged | noted.keys()
        groups = {self._before[reference].original or reference for reference in changed}
        groups |= {self.kinship(reference).original or reference for reference in changed}
        self._regroup(groups)

    def _take(self, reference: str) -> Kin | None:
        """The row of a story that may become another: what it was is remembered."""
        row = self._table.row(reference)
        self._before.setdefault(reference, row.kinship if row else ALONE)
        return row

    def _numbered(self, number: int) -> Kin | None:
        row = self._table.numbered(number)
        if row:
            self._before.setdefault(row.release.reference, row.kinship)
        return row

    def _follow_again(self, noted: Mapping[str, _Noted], waiting: list[Order]) -> set[str]:
        """Follow again what stories say of their sources, where that leads through a changed one."""
        table = self._table
        names = {name for told in noted.values() for name in told.names}
        through = {reference for reference, told in noted.items() if told.now and told.now.source}
        for _ in range(STEPS):
            more = table.naming(names) - through
            through |= more
            names = {name for reference in more for name in table.names(reference)}
        others = set()
        for reference in sorted(through):
            row = self._take(reference)
            if row and (end := self._end(reference)) != row.ends:
                others.add(reference)
                waiting += [*(table.later(row.release) if row.line else ()), row.release.order]
                table.drop_bands(row)
                table.retell(reference, end)
                if not end:  # it retold a story, and had none
                    table.insert_bands([(row.release, False)])
        return others

    def _judge(self, waiting: list[Order]) -> set[str]:
        """Judge what waits, in order, and what follows of it; returns those that are something else now."""
        table, judged, last = self._table, set[str](), None
        heapq.heapify(waiting)
        while waiting:
            order = heapq.heappop(waiting)
            if order == last:
                continue
            last, row = order, self._numbered(order.number)
            if row is None or row.release.order != order or row.ends:
                continue
            standing = copies.judge(row.release, table.leading(row.release))
            line = "" if standing.original else standing.line
            if (line, standing.original) == (row.line, row.kinship.original):
                continue
            judged.add(row.release.reference)
            table.drop_bands(row)
            table.stand(row.release.reference, standing)
            table.insert_bands([(row.release, bool(line))])
            if line != row.line:
                for later in table.later(row.release):
                    heapq.heappush(waiting, later)
        return judged

    def _retell(self, changed: Collection[str]) -> set[str]:
        """Give those that retell a story, by their own word, the original that it has now."""
        asked = {name for reference in changed for name in (reference, *self._table.retelling(reference))}
        others = set()
        for reference in sorted(asked):
            row = self._take(reference)
            if row and row.ends:
                original = self.kinship(row.ends).original or row.ends
                if original != row.kinship.original:
                    self._table.join(reference, Kinship(original))
                    others.add(reference)
        return others

    def _end(self, reference: str) -> str:
        return copies.follow(reference, self._table.source)

    # Groups

    def _regroup(self, originals: Iterable[str]) -> None:
        """Note afresh what the stories of these groups leave to each other."""
        for original in sorted(set(originals)):
            head = self._take(original)
            if head is None or head.kinship.original:
                continue
            found = {copy.release.reference: copy for copy in self._table.copies(original)}
            left = shown_once(_member(head), [_member(copy) for copy in found.values()])
            alike = {name for name, copy in found.items() if are_alike(head.release, copy.release)}
            self._join(head, Kinship(also=offices(original, alike)))
            for reference, copy in sorted(found.items()):
                self._before.setdefault(reference, copy.kinship)
                self._join(copy, Kinship(original, left[reference], alike=reference in alike))

    def _join(self, row: Kin, kinship: Kinship) -> None:
        if row.kinship != kinship:
            self._table.join(row.release.reference, kinship)


def _leading(row: Kin) -> Kin:
    return replace(row, line=row.release.reference)


def _member(row: Kin) -> Member:
    return Member(row.release, row.wide)
