from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from plugins.pages.chart import HEIGHT, WIDTH, chart

COUNTS = st.dictionaries(st.integers(1990, 2100).map(str), st.integers(1, 10**6), min_size=2, max_size=20)


def rows(**counts: int) -> list[dict[str, object]]:
    return [{"period": period.lstrip("p").replace("_", "-"), "count": count} for period, count in counts.items()]


@given(COUNTS)
def test_columns_are_as_high_as_their_numbers_are_great(counts: dict[str, int]) -> None:
    drawn = chart([{"period": year, "count": count} for year, count in counts.items()])
    if drawn is None:
        return
    assert drawn.most.height == HEIGHT
    for one in drawn.columns:
        assert (one.height > 0) == (one.count > 0)
        assert one.top + one.height == HEIGHT
        assert all(one.height <= other.height for other in drawn.columns if one.count <= other.count)


@given(COUNTS)
def test_columns_stand_side_by_side_from_the_oldest_to_the_newest_without_a_gap_in_time(counts: dict[str, int]) -> None:
    drawn = chart([{"period": year, "count": count} for year, count in counts.items()])
    if drawn is None:
        return
    years = [int(column.label) for column in drawn.columns]
    assert years == list(range(max(map(int, counts)) - len(years) + 1, max(map(int, counts)) + 1))
    assert len(years) <= 12
    assert {column.label: column.count for column in drawn.columns if column.count} == {
        year: count for year, count in counts.items() if int(year) in years
    }
    assert [column.x // WIDTH for column in drawn.columns] == list(range(len(years)))
    assert drawn.width == len(years) * WIDTH


def test_months_go_on_over_the_turn_of_the_year() -> None:
    drawn = chart(rows(p2025_01=1, p2024_11=4))
    assert drawn is not None
    assert [(column.label, column.short, column.count) for column in drawn.columns] == [
        ("November 2024", "Nov", 4), ("Desember 2024", "Des", 0), ("Januari 2025", "Jan", 1),
    ]  # fmt: skip
    assert (drawn.most.label, drawn.most.count) == ("November 2024", 4)


def test_a_year_shows_all_its_months() -> None:
    drawn = chart(rows(p2024_06=2, p2024_05=1), "2024")
    assert drawn is not None
    assert "".join(column.short for column in drawn.columns) == "JanFebMarAprMeiJunJulAguSepOktNovDes"
    assert sum(column.count for column in drawn.columns) == 3


def test_the_newest_are_shown_where_there_is_no_room_for_all() -> None:
    drawn = chart(rows(p2020=1, p2021=1, p2022=1, p2023=1), "", 3)
    assert drawn is not None
    assert [column.label for column in drawn.columns] == ["2021", "2022", "2023"]


def test_what_cannot_be_compared_is_not_drawn() -> None:
    assert chart([]) is None
    assert chart(rows(p2024=7)) is None
    assert chart(rows(p2000=7, p2024=7)) is None
    assert chart(rows(p2024_06=7), "2024") is None


def test_of_periods_with_as_many_stories_the_newest_is_the_most() -> None:
    drawn = chart(rows(p2023=5, p2024=5))
    assert drawn is not None
    assert drawn.most.label == "2024"
