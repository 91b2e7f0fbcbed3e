from hypothesis import given
from hypothesis import strategies as st

from plugins.feeds import window

DAY = 86_400
NEWEST = 1_700_000_000

instants = st.lists(st.integers(0, NEWEST), max_size=700).map(lambda found: sorted(found, reverse=True))


def test_an_empty_list_gives_an_empty_feed() -> None:
    assert window.size([]) == 0


def test_a_quiet_list_keeps_its_newest_fifty_however_old() -> None:
    assert window.size([NEWEST - 30 * DAY * n for n in range(80)]) == 50


def test_a_busy_week_is_kept_beyond_the_fiftieth() -> None:
    busy = [NEWEST - n * 60 for n in range(120)]
    assert window.size([*busy, *(NEWEST - 8 * DAY - n for n in range(30))]) == 120


def test_seven_days_are_the_first_instant_outside() -> None:
    fifty = [NEWEST] * 50
    assert window.size([*fifty, NEWEST - 7 * DAY + 1]) == 51
    assert window.size([*fifty, NEWEST - 7 * DAY]) == 50


def test_no_feed_is_longer_than_five_hundred() -> None:
    assert window.size([NEWEST] * 501) == 500


@given(instants)
def test_the_newest_fifty_tell_whether_to_look_further(found: list[int]) -> None:
    newest = found[: window.FULL]
    assert window.size(found if window.goes_on(newest) else newest) == window.size(found)


@given(instants)
def test_the_rule_of_the_contract(found: list[int]) -> None:
    expected = [i for n, i in enumerate(found) if n < 50 or found[0] - i < 7 * DAY][:500]
    assert found[: window.size(found)] == expected
