from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from plugins.search.bundles import MOST, PARTS, Bundle, cut, holds, part_of, periods

DAYS = [date(2024, 1, 1) + timedelta(days=number) for number in range(366)]
COUNTS = st.dictionaries(st.sampled_from(DAYS), st.integers(1, 3 * MOST), max_size=12)


def counted(days: dict[date, int]) -> dict[str, int]:
    """What the library counts: months, and days where these have too many."""
    months: dict[str, int] = {}
    for day, stories in days.items():
        months[f"{day:%Y-%m}"] = months.get(f"{day:%Y-%m}", 0) + stories
    return months | {day.isoformat(): n for day, n in days.items() if months[f"{day:%Y-%m}"] > MOST}


def names(counts: dict[str, int]) -> list[str]:
    return [bundle.name for bundle in cut(counts, "2024")]


def test_a_year_with_few_stories_is_one_bundle() -> None:
    assert cut({"2024-01": 4_000, "2024-12": 1_000}, "2024") == [Bundle("2024", 5_000)]


def test_a_year_without_stories_has_none() -> None:
    assert cut({}, "2024") == []


def test_a_year_with_more_is_cut_in_halves_newest_first() -> None:
    assert names({"2024-01": 4_000, "2024-12": 1_001}) == ["2024-h2", "2024-h1"]


def test_a_half_with_more_is_cut_in_quarters_and_these_in_months() -> None:
    counts = {"2024-01": 3_000, "2024-03": 3_000, "2024-04": 1, "2024-09": 1}
    assert names(counts) == ["2024-h2", "2024-q2", "2024-03", "2024-01"]


def test_a_month_with_more_is_cut_in_days_and_a_day_in_parts() -> None:
    counts = {"2024-02": 5_003, "2024-02-01": 1, "2024-02-29": 5_002}
    parts = [f"2024-02-29-{part}" for part in range(PARTS, 0, -1)]
    assert names(counts) == [*parts, "2024-02-01"]


@given(COUNTS)
def test_every_story_has_one_bundle_and_none_is_too_large(days: dict[date, int]) -> None:
    found = cut(counted(days), "2024")
    for day in days:
        for reference in ("kanim-a/2024/x", "kanim-b/2024/y"):
            assert len([bundle for bundle in found if holds(bundle.name, day.isoformat(), reference)]) == 1
    whole = [bundle for bundle in found if len(bundle.name) <= 10]
    assert all(0 < bundle.stories <= MOST for bundle in whole)
    assert sum(bundle.stories for bundle in whole) == sum(n for n in days.values() if n <= MOST)


@given(COUNTS, st.sampled_from(DAYS))
def test_one_more_story_changes_no_bundle_of_another_stretch_but_those_of_one_that_is_cut(
    days: dict[date, int], day: date
) -> None:
    before, after = names(counted(days)), names(counted({**days, day: days.get(day, 0) + 1}))
    gone, come = set(before) - set(after), set(after) - set(before)
    assert len(gone) <= 1
    if gone:
        (wider,) = gone
        assert all(set(periods(name)) <= set(periods(wider)) or name.startswith(periods(wider)[0]) for name in come)


@given(st.text("abc/-0123456789", min_size=1))
def test_the_part_of_a_day_is_the_story_s_own(reference: str) -> None:
    part = part_of(reference)
    assert 1 <= part <= PARTS
    assert [n for n in range(1, PARTS + 1) if holds(f"2024-02-29-{n}", "2024-02-29", reference)] == [part]
