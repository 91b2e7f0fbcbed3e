from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.pages import dateline
from tests import factory

OPEN = "Kantor membuka loket tambahan sejak Sabtu pagi."


def opened(body: str = f"<p>{OPEN}</p>", **fields: object) -> str:
    told, rest = dateline.opening(factory.story(body=body, **{"location": "Teluk Biru", **fields}))
    assert (told == "") == (rest == "")
    return told


def test_a_story_begins_with_its_place_and_the_day_in_its_units_zone() -> None:
    assert opened() == "TELUK BIRU, 1 Juni 2024 –"
    assert opened(lang="en") == "TELUK BIRU, 1 June 2024 –"
    assert (
        dateline.opening(factory.story(body=f"<p>{OPEN}</p><p>Lagi.</p>", location="X"))[1] == f"{OPEN}</p><p>Lagi.</p>"
    )


@pytest.mark.parametrize(
    "begin",
    [
        "Padang - ",
        "Padang (ANTARA) - ",
        "DENPASAR – ",
        "REPUBLIKA.CO.ID, JAKARTA – ",
        "Padang\xa0– ",
        "Banda Aceh – ",
        "TELUK BIRU, 1 Juni 2024 – ",
        "Padang, Kamis (30/05) – ",
        "Padang (Humas) -- ",
        "<strong>Padang</strong> – ",
    ],
)
def test_a_dateline_in_the_text_is_not_said_twice(begin: str) -> None:
    assert opened(f"<p>{begin}{OPEN}</p>") == ""
    assert opened(f"<p>Foto: Humas</p><p>{begin}{OPEN}</p>") == ""


@pytest.mark.parametrize(
    ("fields", "body"),
    [
        ({"location": ""}, f"<p>{OPEN}</p>"),
        ({"kind": "pengumuman"}, f"<p>{OPEN}</p>"),
        ({"kind": "sambutan"}, f"<p>{OPEN}</p>"),
        ({}, "<h2>Jam buka</h2><p>Lagi.</p>"),
        ({}, ""),
    ],
)
def test_what_reports_from_nowhere_has_no_dateline(fields: dict[str, object], body: str) -> None:
    assert opened(body, **fields) == ""


@pytest.mark.parametrize("lead", ["Kantor Imigrasi mulai buka.", "Antrean 08.00-12.00 dibagi."])
def test_a_dash_further_on_makes_no_dateline(lead: str) -> None:
    assert not dateline.has_dateline(f"<p>{lead}</p>")


def test_the_byline_leaves_out_a_place_with_which_the_text_begins() -> None:
    assert dateline.names_place("<p><b>PADANG</b> – Kantor</p>", "Padang")
    assert not dateline.names_place("<p>Jakarta – Kantor</p>", "Padang")
    assert not dateline.names_place("<p>Jakarta – Kantor</p>", "")


@pytest.mark.parametrize(
    ("end", "signed"),
    [
        ("(Humas DJHAM)", True),
        ("(ags/HUMAS MENPANRB)", True),
        ("[iib]", True),
        ("<em>(Tedy, Widi)</em>", True),
        ("buka sampai sore (pukul 16.00).", False),
        ("buka sampai sore.", False),
    ],
)
def test_a_text_that_names_its_writer_is_signed(end: str, signed: bool) -> None:
    assert dateline.is_signed(f"<p>{OPEN} {end}</p>") is signed


def test_a_summary_that_only_repeats_the_text_is_no_standfirst() -> None:
    body = f"<p>Padang – {OPEN} Lagi.</p>"
    assert dateline.standfirst(factory.story(body=body, summary=OPEN)) == ""
    assert dateline.standfirst(factory.story(body=f"<p>{OPEN}</p>", summary="Kantor membuka loket…")) == ""
    assert dateline.standfirst(factory.story(body=body, summary="Warga tak perlu antre.")) == "Warga tak perlu antre."
    assert dateline.standfirst(factory.story(body=body, summary="")) == ""


@given(st.text(st.sampled_from("<p>/ aA(–-.,&#;x1\n\xa0"), max_size=900))
def test_no_text_is_too_odd_to_be_looked_at(html: str) -> None:
    story = factory.story(body=f"<p>{html}</p>", location="Teluk Biru", summary=html[:200])
    assert isinstance(dateline.opening(story), tuple)
    assert dateline.standfirst(story) in ("", story.summary)
    dateline.is_signed(story.body)
