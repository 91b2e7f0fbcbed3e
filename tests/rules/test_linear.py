"""Twice the text is twice the work, whatever is written: counted, never timed."""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import FrameType
from typing import Any

import pytest

from plugins.rules import checking, patterns, prose, table, unwrapping
from plugins.rules.draft import BODY, Draft, Passage
from plugins.rules.verifying import Facts

SHORT = 3_000  # characters
MOST = 2.6  # times the work, for twice the text
HOSTILE = (
    "pelaku ", "anak binaan bernama Budi Santoso dan *b* ", "<b>pelaku</b> ditangkap. ", "anak bernama Budi. ",
    "slot gacor ", "s l o t ", "gacor <b></b>", "327501 4501900001 ", "1 ", "12, 34, ", "0812-", "a [at] ", "a@b.",
    "Ab Cd (12 tahun) korban ", "yang yang ", "**1", "_1", "](", "[a](b) ", "<a ", "<", "{", "&#51;", "Ab'", "“a” ",
    "10 persen, sisanya ", "12 laki-laki dan 8 perempuan, ", "Senin 1/1/2020 ", "Kantor Imgrasi Teluk Biru ",
    "Rudi Hartono, Rudi Hartona, ", "A. ", "https://a.example/ ", "|a|1|\n", "dua puluh ", "aktifitas ", "x",
)  # fmt: skip


def body(unit: str, length: int) -> Draft:
    text = "Padang – " + unit * (length // len(unit))
    return Draft("berita/a/2024/b.md", "a/2024/b", passages=(Passage(BODY, text, 1),))


def steps(work: Callable[[], object]) -> int:
    """How many functions are called or taken up again."""
    count = 0

    def one_more(frame: FrameType, event: str, argument: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(one_more)
    try:
        work()
    finally:
        sys.setprofile(before)
    return count


def forget() -> None:
    for cached in (patterns._prepared, prose.read, unwrapping.unwrapped):
        cached.cache_clear()


@pytest.mark.parametrize("unit", HOSTILE)
def test_the_steps_of_judging_grow_with_the_text(unit: str) -> None:
    rules = [rule for rule in table.rules() if not rule.archive]
    checking.judge(body(unit, 100), rules)  # what is compiled and imported is no work on the text
    forget()
    once = steps(lambda: checking.judge(body(unit, SHORT), rules))
    forget()
    assert steps(lambda: checking.judge(body(unit, 2 * SHORT), rules)) < MOST * once


def test_what_is_found_in_both_readings_of_a_text_is_put_together_in_one_walk() -> None:
    rule = next(rule for rule in table.rules() if rule.code == "R-NIK")
    once, twice = (patterns.prepare("NIK 3273014507900003 *b* " * many) for many in (400, 800))

    def work(text: patterns.Text) -> Callable[[], object]:
        return lambda: list(patterns.matches([text], rule.patterns, Facts()))

    work(once)()
    assert steps(work(twice)) < MOST * steps(work(once))


class Searched:
    """An expression that tells how many characters it was asked to look through."""

    def __init__(self, find: Any, told: list[int]) -> None:
        self._find, self._told = find, told

    def search(self, text: str) -> Any:
        self._told.append(len(text))
        return self._find.search(text)

    def finditer(self, text: str) -> Any:
        self._told.append(len(text))
        return self._find.finditer(text)


@pytest.mark.parametrize("unit", ["pelaku ", "pencuri ", "anak bernama Budi. ", "Budi Santoso (12 tahun) "])
def test_what_stands_near_is_looked_for_once_however_many_ask(monkeypatch: pytest.MonkeyPatch, unit: str) -> None:
    told: list[int] = []
    compiled = patterns._expression
    monkeypatch.setattr(patterns, "_expression", lambda find, any_case: Searched(compiled(find, any_case), told))
    text = unit * (SHORT // len(unit)) + "ditangkap polisi, korban."
    for rule in table.rules():
        told.clear()
        list(patterns.matches([patterns.prepare(text)], rule.patterns, Facts(frozenset(), table.words())))
        most = 0
        for pattern in rule.patterns:
            most += 2 * len(text)
            for condition in (*pattern.near, *pattern.unless):
                anchored = patterns._is_anchored(condition.find)
                most += len(text) // len(unit) * condition.within if anchored else len(text)
        assert sum(told) <= most, rule.code
