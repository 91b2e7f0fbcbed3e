from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins import dates
from plugins.library import Placed, place
from plugins.library.placing import Places
from plugins.library.rows import row_of
from plugins.stories.story import Story, Update
from plugins.units import Profile
from tests import factory

AT = factory.instant(factory.AS_OF)
LATER, EARLIER = AT + 60, AT - 60
STORY = factory.story()


def lists_of(story: Story, at: Places | None = None) -> set[str]:
    return set(factory.placed(story, at).lists)


# Over time


@pytest.mark.parametrize(
    ("fields", "state", "due"),
    [
        ({}, "live", None),
        ({"instant": AT}, "live", None),
        ({"instant": LATER}, "hidden", LATER),
        ({"status": "draft"}, "hidden", None),
        ({"status": "draft", "instant": LATER}, "hidden", None),
        ({"expires": LATER}, "live", LATER),
        ({"expires": AT}, "expired", None),
        ({"expires": EARLIER}, "expired", None),
        ({"instant": LATER, "expires": LATER + 60}, "hidden", LATER),
    ],
)
def test_the_clock_decides_what_shows_and_when_that_changes(
    fields: dict[str, object], state: str, due: int | None
) -> None:
    placed = factory.placed(replace(STORY, **fields))  # type: ignore[arg-type]
    assert (placed.state, placed.due) == (state, due)


@pytest.mark.parametrize("kind", ["pencabutan", "privasi"])
def test_a_withdrawn_story_is_neither_live_nor_gone(kind: str) -> None:
    placed = factory.placed(factory.withdrawn(STORY, kind))
    assert (placed.state, placed.due) == ("withdrawn", None)
    assert (placed.visible, placed.listed, placed.archived, placed.fed) == (True, False, False, True)


def test_a_withdrawn_story_whose_time_has_not_come_stays_hidden() -> None:
    assert factory.placed(replace(factory.withdrawn(STORY), instant=LATER)).state == "hidden"


def test_an_expired_story_leaves_lists_and_feeds_but_not_archives() -> None:
    placed = factory.placed(replace(STORY, expires=EARLIER))
    assert (placed.visible, placed.listed, placed.archived, placed.fed) == (True, False, True, False)


def test_a_hidden_story_is_in_no_list_and_leaves_no_redirect() -> None:
    placed = factory.placed(replace(STORY, instant=LATER, moved_from=("kanim-teluk-biru/2024/lama",)))
    assert (placed.visible, placed.lists, placed.redirects) == (False, (), ())


@pytest.mark.parametrize("fields", [{"status": "draft"}, {"instant": LATER}, {"expires": EARLIER}])
def test_a_preview_shows_everything_as_live(fields: dict[str, object]) -> None:
    placed = factory.placed(replace(STORY, **fields), factory.places(preview=True))  # type: ignore[arg-type]
    assert (placed.state, placed.due) == ("live", None)


def test_a_preview_still_tells_what_is_withdrawn() -> None:
    assert factory.placed(factory.withdrawn(STORY), factory.places(preview=True)).state == "withdrawn"


@given(
    instant=st.integers(0, 2_000_000_000),
    expires=st.none() | st.integers(1, 1_000_000),
    status=st.sampled_from(("published", "draft")),
    as_of=st.integers(0, 2_000_000_000),
    later=st.integers(0, 1_000_000_000),
)
def test_until_it_is_due_a_story_stays_as_it_is(
    instant: int, expires: int | None, status: str, as_of: int, later: int
) -> None:
    story = replace(STORY, instant=instant, status=status, expires=None if expires is None else instant + expires)

    def at(moment: int) -> Placed:
        return place(story, replace(factory.places(), as_of=moment))

    now = at(as_of)
    assert now.due is None or now.due > as_of
    if now.due is None or as_of + later < now.due:
        assert at(as_of + later) == now
    else:
        assert at(now.due).state != now.state


# Lists


def test_a_story_enters_the_lists_of_its_unit_and_of_those_above_it() -> None:
    story = replace(STORY, zones=factory.zones("wbk", "area-6"), tags=("paspor",), kind="pengumuman")
    assert lists_of(story) == {
        "all:",
        "unit:kanim-teluk-biru",
        "semua:kanwil-biru",
        "semua:kementerian-samudra",
        "zona:wbk",
        "zona:area-6",
        "unit-zona:kanim-teluk-biru/wbk",
        "unit-zona:kanim-teluk-biru/area-6",
        "tag:paspor",
        "jenis:pengumuman",
        "wilayah:91",
    }


def test_a_unit_without_units_beneath_it_has_no_roll_up() -> None:
    assert "semua:kanim-teluk-biru" not in lists_of(STORY)
    assert "semua:kanwil-biru" in lists_of(factory.story("kanwil-biru/2024/x"))


@pytest.mark.parametrize(
    ("date", "above"),
    [("2024-06-30", "semua:kanwil-jingga"), ("2024-07-01", "semua:kanwil-biru")],
)
def test_roll_ups_are_those_of_the_units_above_on_the_story_s_own_day(date: str, above: str) -> None:
    found = lists_of(factory.story("rupbasan-pulau-fajar/2024/x", date))
    assert {name for name in found if name.startswith("semua:")} == {above, "semua:kementerian-samudra"}


def test_the_day_that_decides_is_that_of_the_unit_s_zone() -> None:
    # 00:30 on 1 July in Makassar is still 30 June in Jakarta: the unit has moved, the archive is June's.
    placed = factory.placed(factory.story("rupbasan-pulau-fajar/2024/x", "2024-07-01 00:30"))
    assert "semua:kanwil-biru" in placed.lists
    assert placed.day == "2024-06-30"


def test_a_former_parent_keeps_its_roll_up_though_no_unit_is_beneath_it_today() -> None:
    assert "semua:kanwil-jingga" in lists_of(factory.story("kanwil-jingga/2024/x", "2024-12-01"))


@pytest.mark.parametrize(
    ("accepts", "enters"),
    [((), False), (("kanim-teluk-biru",), True), ((STORY.reference,), True), (("lapas-bukit-hijau",), False)],
)
def test_a_further_unit_s_list_opens_only_by_its_own_word(accepts: tuple[str, ...], enters: bool) -> None:
    story = replace(STORY, units=("dewan-angin",))
    at = factory.places(profiles={"dewan-angin": Profile(accepts=accepts)})
    assert ("unit:dewan-angin" in lists_of(story, at)) is enters
    assert ("semua:dewan-angin" in lists_of(story, at)) is enters
    themed = lists_of(replace(story, zones=factory.zones("wbk")), at)
    assert ("unit-zona:dewan-angin/wbk" in themed) is enters


def test_a_unit_above_need_not_accept() -> None:
    assert "unit:kanwil-biru" in lists_of(replace(STORY, units=("kanwil-biru",)))
    assert "unit:kanwil-biru" not in lists_of(STORY)


def test_a_unit_that_accepts_but_was_not_named_gets_nothing() -> None:
    at = factory.places(profiles={"dewan-angin": Profile(accepts=("kanim-teluk-biru",))})
    assert "unit:dewan-angin" not in lists_of(STORY, at)


def test_a_unit_without_a_province_is_in_no_region() -> None:
    assert not [name for name in lists_of(factory.story("dewan-angin/2024/x")) if name.startswith("wilayah:")]


@pytest.mark.parametrize(
    ("extra", "urgent"),
    [
        ({}, False),
        ({"kip": "serta-merta"}, True),
        ({"kip": "berkala"}, False),
        ({"urgent": True}, True),
        ({"urgent": {"until": "2024-06-02T12:00:00+09:00"}}, True),
        ({"urgent": None}, False),
    ],
)
def test_what_must_be_told_at_once_has_a_list_of_its_own(extra: dict[str, object], urgent: bool) -> None:
    assert ("darurat:" in lists_of(replace(STORY, extra=extra))) is urgent


URGENT = replace(STORY, extra={"urgent": True})
_DAY = 86_400


def _placed_at(story: Story, moment: int, **others: object) -> Placed:
    return place(story, replace(factory.places(), as_of=moment, **others))  # type: ignore[arg-type]


def _urgent_lists(placed: Placed) -> set[str]:
    return {name for name in placed.lists if name.startswith("genting")}


def test_what_is_urgent_now_is_told_by_its_unit_and_those_above_it_on_its_day() -> None:
    named = replace(URGENT, units=("kanwil-biru", "dewan-angin"))
    assert _urgent_lists(_placed_at(named, STORY.instant)) == {
        "genting:",
        "genting-unit:kanim-teluk-biru",
        "genting-unit:kanwil-biru",
        "genting-unit:kementerian-samudra",
    }


@pytest.mark.parametrize(
    ("extra", "days", "end"),
    [
        ({"urgent": True}, 3, STORY.instant + 3 * _DAY),
        ({"kip": "serta-merta"}, 1, STORY.instant + _DAY),
        ({"urgent": {"until": "2024-06-02T12:00:00+09:00"}}, 3, factory.instant("2024-06-02 10:00")),
        ({"urgent": {"until": "2024-06-02"}}, 3, factory.instant("2024-06-02 22:00")),  # all of that day at the office
        ({"urgent": {"until": "2024-06-14T00:00:00+07:00"}}, 3, factory.instant("2024-06-14 00:00")),
        ({"urgent": {"until": "2024-07-01T09:31:00+07:00"}}, 3, STORY.instant + 30 * _DAY),
        ({"urgent": {"until": "2099-01-01"}}, 0, STORY.instant + 30 * _DAY),
        ({"urgent": True}, 0, None),
    ],
)
def test_what_is_urgent_ends_by_itself_at_its_moment(extra: dict[str, object], days: int, end: int | None) -> None:
    story = replace(STORY, extra=extra, timezone="Asia/Jayapura")
    begun = _placed_at(story, STORY.instant, urgent_days=days)
    assert _urgent_lists(begun)
    assert begun.due == end
    if end is None:
        assert _urgent_lists(_placed_at(story, STORY.instant + 3_000 * _DAY, urgent_days=0))
    else:
        assert _placed_at(story, end - 1, urgent_days=days) == begun
        ended = _placed_at(story, end, urgent_days=days)
        assert (_urgent_lists(ended), ended.due) == (set(), None)
        assert "darurat:" in ended.lists  # it was told as urgent, and its feed remembers


def test_what_is_no_longer_shown_is_not_urgent() -> None:
    expired = replace(URGENT, expires=STORY.instant + 60)
    assert (_placed_at(expired, STORY.instant).due, _placed_at(URGENT, STORY.instant - 1).lists) == (
        STORY.instant + 60,
        (),
    )
    assert _urgent_lists(_placed_at(expired, STORY.instant + 60)) == set()
    gone = replace(factory.withdrawn(STORY, date="2024-06-01 10:00"), extra={"urgent": True})
    assert _urgent_lists(_placed_at(gone, STORY.instant + 7_200)) == set()


@given(
    until=st.none() | st.integers(-100, 400).map(lambda hours: STORY.instant + hours * 3_600),
    expires=st.none() | st.integers(1, 300).map(lambda hours: STORY.instant + hours * 3_600),
    days=st.integers(0, 5),
    hours=st.integers(-2, 500),
)
def test_urgent_or_not_a_story_stays_as_it_is_until_it_is_due(
    until: int | None, expires: int | None, days: int, hours: int
) -> None:
    said = True if until is None else {"until": dates.in_zone(until, STORY.timezone).isoformat()}
    story, moment = replace(STORY, extra={"urgent": said}, expires=expires), STORY.instant
    for _ in range(4):
        now = _placed_at(story, moment, urgent_days=days)
        asked = moment + max(0, hours) * 3_600
        if now.due is None or asked < now.due:
            assert _placed_at(story, asked, urgent_days=days) == now
            return
        assert now.due > moment
        moment = now.due
        assert _placed_at(story, moment, urgent_days=days) != now


def test_what_is_urgent_for_a_while_is_shown_and_leaves_no_archive_and_no_feed() -> None:
    entries = {entry.list: entry for entry in row_of(_placed_at(URGENT, STORY.instant)).entries}
    assert (entries["genting:"].listed, entries["genting:"].archived, entries["genting:"].fed) == (True, False, False)
    assert (entries["darurat:"].listed, entries["darurat:"].archived, entries["darurat:"].fed) == (True, True, True)


# Corrections and withdrawals


FIRST, SECOND = factory.correction("2024-06-02 10:00"), factory.correction("2024-07-01 00:30")
WITHDRAWN = factory.withdrawn(STORY, date="2024-08-01 12:00")


def test_each_moment_of_a_correction_or_withdrawal_is_a_notice() -> None:
    again = replace(FIRST, kind="hak-jawab")
    placed = factory.placed(replace(WITHDRAWN, corrections=(FIRST, again, SECOND)))
    assert WITHDRAWN.withdrawn is not None
    assert placed.notices == (FIRST.instant, SECOND.instant, WITHDRAWN.withdrawn.instant)
    assert placed.notice_days == ("2024-06-02", "2024-06-30", "2024-08-01")  # of the site's calendar: two hours behind
    assert "ralat:" in placed.lists


def test_a_story_without_correction_has_no_notice_and_a_hidden_one_tells_none() -> None:
    for story in (STORY, replace(STORY, corrections=(FIRST,), status="draft"), replace(WITHDRAWN, instant=LATER)):
        placed = factory.placed(story)
        assert (placed.notices, placed.notice_days, "ralat:" in placed.lists) == ((), (), False)


def test_an_expired_story_s_corrections_stay() -> None:
    placed = factory.placed(replace(STORY, corrections=(FIRST,), expires=EARLIER))
    assert (placed.state, placed.notices) == ("expired", (FIRST.instant,))


def test_a_withdrawal_for_privacy_is_the_one_notice() -> None:
    placed = factory.placed(factory.withdrawn(STORY, "privasi"))
    assert len(placed.notices) == 1


def test_a_withdrawal_dated_ahead_is_told_at_once_and_moves_to_its_day() -> None:
    ahead = replace(factory.withdrawn(STORY, date="2025-03-01"), corrections=(FIRST,))
    assert ahead.withdrawn is not None
    now = factory.placed(ahead)
    assert now.notices == (now.story.updated,) == (FIRST.instant,)
    assert now.due == ahead.withdrawn.instant
    later = factory.placed(ahead, factory.places("2025-03-02"))
    assert later.notices == (FIRST.instant, ahead.withdrawn.instant)


@given(
    corrected=st.lists(st.integers(-5, 5), max_size=4),
    taken_back=st.none() | st.integers(-5, 5),
    instant=st.integers(-5, 5),
    preview=st.booleans(),
)
def test_notices_are_distinct_ascending_and_never_ahead_of_the_clock(
    corrected: list[int], taken_back: int | None, instant: int, preview: bool
) -> None:
    story = replace(STORY, instant=AT + instant, updated=AT + instant)
    if taken_back is not None:
        assert WITHDRAWN.withdrawn is not None
        story = replace(story, withdrawn=replace(WITHDRAWN.withdrawn, instant=AT + taken_back))
    story = replace(story, corrections=tuple(replace(FIRST, instant=AT + moment) for moment in corrected))
    placed = factory.placed(story, factory.places(preview=preview))
    assert list(placed.notices) == sorted(set(placed.notices))
    assert len(placed.notice_days) == len(placed.notices)
    if not preview:
        assert all(notice <= AT for notice in placed.notices)
        told = any(moment <= 0 for moment in corrected) or taken_back is not None
        assert bool(placed.notices) is (told and placed.visible)


# Addresses and names


def test_address_and_id_depend_on_the_file_alone() -> None:
    changed = replace(STORY, title="Lain sama sekali", instant=STORY.instant + 86_400, summary="Lain.")
    before, after = factory.placed(STORY), factory.placed(changed)
    assert (before.path, before.card["id"]) == (after.path, after.card["id"])
    assert before.path == "berita/kanim-teluk-biru/2024/antrean/"


def test_a_moved_story_keeps_its_id_and_redirects_its_old_addresses() -> None:
    old = ("kanim-teluk-biru/2023/awal", "kanim-teluk-biru/2024/tengah")
    placed = factory.placed(replace(STORY, moved_from=old, identity=old[0]))
    assert placed.card["id"] == "tag:samudra.example,2023:kanim-teluk-biru/2023/awal"
    assert placed.redirects == ("berita/kanim-teluk-biru/2023/awal/", "berita/kanim-teluk-biru/2024/tengah/")


def test_privacy_takes_the_slug_out_of_the_address_and_redirects_the_old_one() -> None:
    placed = factory.placed(factory.withdrawn(factory.story("kanim-teluk-biru/2024/kasus-si-fulan"), "privasi"))
    assert placed.path.startswith("berita/kanim-teluk-biru/2024/dicabut-")
    assert "fulan" not in placed.path
    assert placed.redirects == ("berita/kanim-teluk-biru/2024/kasus-si-fulan/",)


def test_privacy_leaves_no_word_of_the_story_on_its_card() -> None:
    story = replace(
        factory.withdrawn(STORY, "privasi"),
        zones=factory.zones("zi"),
        stage="pencanangan",
        tags=("saksi",),
        location="Rumah si Fulan",
    )
    card = factory.placed(story).card
    assert (card["title"], card["summary"], card["location"], card["zones"], card["tags"], card["stage"]) == (
        "", "", "", [], [], "",
    )  # fmt: skip


def test_two_private_stories_of_a_unit_have_two_addresses() -> None:
    paths = {
        factory.placed(factory.withdrawn(factory.story(f"kanim-teluk-biru/2024/{slug}"), "privasi")).path
        for slug in ("satu", "dua")
    }
    assert len(paths) == 2


@pytest.mark.parametrize(
    ("date", "name"), [("2024-04-30", "Lapas Bukit Hijau"), ("2024-05-01", "Lapas Kelas I Bukit Hijau")]
)
def test_a_card_carries_the_unit_s_name_of_its_own_day(date: str, name: str) -> None:
    assert factory.placed(factory.story("lapas-bukit-hijau/2024/x", date)).card["unit_name"] == name


def test_a_picture_stands_in_the_story_s_own_folder() -> None:
    image, file = factory.picture()
    card = factory.placed(replace(STORY, image=image, media=(file,))).card
    assert card["image"] == {"path": "berita/kanim-teluk-biru/2024/antrean/loket.jpg", "alt": "Loket baru",
                             "width": 640, "height": 480, "digest": "0" * 12}  # fmt: skip


def test_today_is_the_day_of_the_site_s_own_zone() -> None:
    assert factory.places("2024-06-01 00:30").today.isoformat() == "2024-06-01"


def test_a_correction_dated_ahead_waits_for_its_day_and_a_withdrawal_does_not() -> None:
    past, ahead = factory.correction("2024-06-02 10:00"), factory.correction("2099-01-01")
    corrected = factory.story(corrections=(past, ahead), updated=ahead.instant)
    placed = place(corrected, factory.places("2024-12-31 23:00"))
    assert (placed.story.corrections, placed.card["updated"], placed.due) == ((past,), past.instant, ahead.instant)
    later = place(corrected, factory.places("2099-02-01"))
    assert (later.story.corrections, later.card["updated"], later.due) == ((past, ahead), ahead.instant, None)
    withdrawn = place(factory.withdrawn(corrected, "pencabutan", "Keliru", "2099-01-01"), factory.places("2024-12-31"))
    assert (withdrawn.state, withdrawn.card["updated"]) == ("withdrawn", corrected.instant)


def test_an_update_dated_ahead_waits_for_its_minute() -> None:
    past, ahead = (Update(factory.instant(day), True, "Lagi.") for day in ("2024-06-02 10:00", "2024-06-03 10:00"))
    running = factory.story(updates=(past, ahead), updated=ahead.instant)
    before, then = (place(running, factory.places(f"2024-06-03 {hour}")) for hour in ("09:59", "10:00"))
    assert (before.story.updates, before.card["updated"], before.due) == ((past,), past.instant, ahead.instant)
    assert (then.story.updates, then.card["updated"], then.due) == ((past, ahead), ahead.instant, None)
