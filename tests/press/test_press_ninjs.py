from __future__ import annotations

import json
from dataclasses import replace
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from referencing import Registry, Resource

from plugins.press.ninjs import NinjsFamily
from plugins.stories.story import RELEASES, Story
from plugins.units import Profile
from tests import factory
from tests.pages.facts import touched
from tests.press.releases import HOME, REFERENCE, ZONE_NAMES, Room, library, places

SCHEMA = Path(__file__).with_name("ninjs-schema_3.1.json")
FAMILY = NinjsFamily(factory.SITE, ZONE_NAMES)
PAGE = f"{HOME}berita/{REFERENCE}/"
IDENTITY = f"tag:samudra.example,2024:{REFERENCE}"


@cache
def validator() -> Draft202012Validator:
    """The published schema; the one of places on maps, to which it refers, is elsewhere and not needed."""
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    maps = Resource.from_contents({"$schema": "https://json-schema.org/draft/2020-12/schema"})
    registry: Registry[Any] = Registry().with_resource("https://geojson.org/schema/GeoJSON.json", maps)
    return Draft202012Validator(schema, registry=registry)


def document(folder: Path, story: Story, **profiles: Profile) -> dict[str, Any]:
    """The file that is published of a story, valid against the schema."""
    with library(folder, story, at=places(**profiles)) as shelf:
        (key,) = FAMILY.keys(shelf)
        view = FAMILY.view(shelf, key)
    assert view is not None
    (output,) = FAMILY.render(key, view)
    assert output.path == str(view["path"])
    made: dict[str, Any] = json.loads(output.content)
    check(made)
    return made


def check(made: dict[str, Any]) -> None:
    """The schema, and what its formats ask for: times with offsets, absolute addresses."""
    assert [f"{error.json_path}: {error.message}" for error in validator().iter_errors(made)] == []
    for name, value in leaves(made):
        if name in ("firstCreated", "versionCreated", "expires"):
            assert datetime.fromisoformat(value).tzinfo is not None
        if name in ("uri", "href", "schema"):
            assert urlsplit(value).scheme in ("http", "https", "tag")
            assert value.isascii()
            assert " " not in value


def leaves(value: Any, name: str = "") -> list[tuple[str, Any]]:
    if isinstance(value, dict):
        return [leaf for key, part in value.items() for leaf in leaves(part, key)]
    if isinstance(value, list):
        return [leaf for part in value for leaf in leaves(part, name)]
    return [(name, value)]


def test_the_schema_tells_what_is_wrong() -> None:
    assert list(validator().iter_errors({"type": "text"}))
    assert list(validator().iter_errors({"uri": "tag:a", "headline": "x"}))
    assert list(validator().iter_errors({"uri": "tag:a", "associations": [{"name": "x"}]}))


def test_a_release_is_told_whole(tmp_path: Path) -> None:
    made = document(tmp_path, Room(tmp_path / "content").full())
    assert {name: made[name] for name in ("uri", "type", "representationType", "pubStatus", "language", "by")} == {
        "uri": IDENTITY,
        "type": "text",
        "representationType": "full",
        "pubStatus": "usable",
        "language": "id",
        "by": "Sari, S.H.",
    }
    assert made["standard"]["schema"] == json.loads(SCHEMA.read_text(encoding="utf-8"))["$id"]
    assert (made["firstCreated"], made["versionCreated"]) == ("2024-06-01T09:30:00+09:00", "2024-06-02T10:00:00+09:00")
    assert made["located"] == "Teluk Biru"
    assert [headline["value"] for headline in made["headlines"]] == ["Antrean paspor kini lebih singkat"]
    assert made["altIds"] == [{"role": "web", "value": PAGE}]
    assert [(part["name"], part["href"]) for part in made["renditions"]] == [
        ("web", PAGE),
        ("press-kit", f"{PAGE}siaran.zip"),
    ]
    assert [(subject["uri"], subject["literal"]) for subject in made["subjects"]] == [
        (f"{HOME}zona/area-6/", "area-6"),
        (f"{HOME}tag/paspor/", "paspor"),
    ]
    assert made["genres"] == [{"name": "Siaran pers", "uri": f"{HOME}jenis/siaran-pers/", "literal": "siaran-pers"}]
    assert [(unit["literal"], unit["rel"]) for unit in made["organisations"]] == [
        (factory.UNIT, "source"),
        ("kanwil-biru", "contributor"),
    ]


def test_bodies_have_absolute_addresses_and_a_plain_form(tmp_path: Path) -> None:
    html, text = (body["value"] for body in document(tmp_path, Room(tmp_path / "content").full())["bodies"])
    assert f'href="{HOME}unit/kanwil-biru/"' in html
    assert f'href="{PAGE}jadwal.csv"' in html
    assert f'src="{PAGE}denah.jpg"' in html
    assert "newsroom" not in html
    assert text.startswith(f"Loket baru dibuka. Lihat Kanwil Biru ({HOME}unit/kanwil-biru/) dan jadwal")


def test_each_picture_comes_once_with_its_words_and_its_true_length(tmp_path: Path) -> None:
    room = Room(tmp_path / "content")
    made = document(tmp_path, room.full())
    assert [part["name"] for part in made["associations"]] == ["loket.jpg", "antrean.jpg", "denah.jpg", "Jadwal"]
    photo, drawing, table = made["associations"][0], made["associations"][2], made["associations"][3]
    assert (photo["uri"], photo["type"], photo["by"]) == (f"{IDENTITY}/loket.jpg", "picture", "Humas")
    assert {part["role"]: part["value"] for part in photo["descriptions"]} == {
        "caption": "Loket yang dibuka Senin",
        "alt": "Loket baru",
    }
    length = room.photo().length
    assert photo["renditions"] == [
        {"name": "full", "href": f"{PAGE}loket.jpg", "contentType": "image/jpeg", "width": 16, "height": 8}
        | {"sizeInBytes": length}
    ]
    assert 0 < length < room.photo().size
    assert [part["value"] for part in drawing["descriptions"]] == ["Letak loket", "Denah loket"]
    assert (table["type"], table["renditions"][0]["contentType"]) == ("component", "text/csv")


def test_newsrooms_are_told_whom_to_ask(tmp_path: Path) -> None:
    made = document(tmp_path, Room(tmp_path / "content").full())
    asked = made["infoSources"][0]
    assert (asked["name"], asked["role"]) == ("Rani Putri", "contact")
    assert [way["value"] for way in asked["contactInfo"]] == ["0812 5550 101", "humas@teluk-biru.example"]
    assert [(source["role"], source["name"]) for source in made["infoSources"][1:]] == [
        ("contact", "Rani"),
        ("responsible", "Kepala Kantor"),
        ("source", "Catatan rapat"),
    ]
    address = made["organisations"][0]["contactInfo"][-1]["address"]
    assert address == {"lines": ["Jalan Dermaga 12", "Gedung B"], "locality": "Teluk Biru"}


def test_an_office_without_a_profile_names_no_contact(tmp_path: Path) -> None:
    made = document(tmp_path, factory.story(REFERENCE, kind="sambutan"), **{factory.UNIT: Profile()})
    assert "infoSources" not in made
    assert "contactInfo" not in made["organisations"][0]
    assert (made["by"], made["profile"]) == ("Kantor Imigrasi Teluk Biru", "text-only")


def test_a_correction_moves_the_version_and_is_told(tmp_path: Path) -> None:
    made = document(tmp_path, Room(tmp_path / "content").full())
    assert made["edNote"] == "Ralat (Minggu, 2 Juni 2024 | 10.00 WIT): Jam buka diperbaiki."
    assert {"role": "ralat", "contentType": "text/plain", "value": made["edNote"]} in made["descriptions"]


def test_updates_of_a_running_story_are_told_the_latest_first(tmp_path: Path) -> None:
    told = tuple(factory.update(f"2024-06-01 {hour}:00", f"Pukul {hour}.") for hour in (12, 14))
    made = document(tmp_path, replace(Room(tmp_path / "content").full(), updates=told))
    found = [part["value"] for part in made["descriptions"] if part["role"] == "perkembangan"]
    assert [text.rpartition(": ")[2] for text in found] == ["Pukul 14.", "Pukul 12."]


def test_a_withdrawn_release_says_so_and_nothing_that_it_said(tmp_path: Path) -> None:
    full = Room(tmp_path / "content").full()
    gone = factory.withdrawn(full)
    made = document(tmp_path, Story(**{name: getattr(gone, name) for name in gone.__slots__} | {"kind": full.kind}))
    assert (made["uri"], made["pubStatus"], made["representationType"]) == (IDENTITY, "canceled", "partial")
    assert made["versionCreated"] == "2024-06-03T00:00:00+09:00"
    assert "Senin, 3 Juni 2024" in made["edNote"]
    assert "Data keliru." in made["edNote"]
    assert not made.keys() & {"bodies", "associations", "descriptions", "subjects", "people", "renditions", "located"}


def test_an_expired_release_stays_with_its_moment_and_without_a_kit(tmp_path: Path) -> None:
    made = document(tmp_path, factory.story(REFERENCE, kind="pengumuman", expires=factory.instant("2024-07-01")))
    assert (made["pubStatus"], made["expires"]) == ("usable", "2024-07-01T02:00:00+09:00")
    assert [part["name"] for part in made["renditions"]] == ["web"]


def test_urgent_releases_have_the_highest_urgency(tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    urgent = document(tmp_path, factory.story(REFERENCE, kind="pengumuman", extra={"kip": "serta-merta"}))
    plain = document(tmp_path / "other", factory.story(REFERENCE, kind="pengumuman"))
    assert (urgent["urgency"], plain.get("urgency")) == (1, None)


def test_a_sample_is_marked_in_its_headline(tmp_path: Path) -> None:
    made = document(tmp_path, factory.story(REFERENCE, kind="sambutan", sample=True))
    assert made["headlines"][0]["value"].startswith("[Contoh] ")


@pytest.mark.parametrize(
    ("story", "exists"),
    [
        *((factory.story(REFERENCE, kind=kind), True) for kind in sorted(RELEASES)),
        (factory.story(REFERENCE), False),
        (factory.story(REFERENCE, kind="klarifikasi"), False),
        (factory.story(REFERENCE, kind="siaran-pers", status="draft"), False),
        (factory.withdrawn(factory.story(REFERENCE), "privasi"), False),
    ],
)
def test_only_what_offices_hand_to_newsrooms_has_one(tmp_path: Path, story: Story, exists: bool) -> None:
    with library(tmp_path, story) as shelf:
        assert (FAMILY.view(shelf, REFERENCE) is not None) is exists
        assert list(FAMILY.keys(shelf)) == [REFERENCE] * exists


def test_a_story_touches_its_own_key_while_it_is_a_release_or_was(tmp_path: Path) -> None:
    with factory.shelf(tmp_path, *factory.stories(3)) as shelf:
        assert touched(FAMILY, shelf, factory.story(REFERENCE)) == set()
        assert touched(FAMILY, shelf, factory.story(REFERENCE, kind="sambutan")) == {REFERENCE}
        assert touched(FAMILY, shelf, factory.story(REFERENCE)) == {REFERENCE}
        assert touched(FAMILY, shelf, factory.story(f"{factory.UNIT}/2024/lain", kind="sambutan")) == {
            f"{factory.UNIT}/2024/lain"
        }


def test_what_a_unit_says_of_itself_concerns_its_releases_and_those_that_name_it(tmp_path: Path) -> None:
    of_another = factory.story("lapas-bukit-hijau/2024/x", kind="siaran-pers", units=(factory.UNIT,))
    with library(tmp_path, factory.story(REFERENCE, kind="sambutan"), of_another) as shelf:
        assert set(FAMILY.concerned(frozenset({factory.UNIT}), shelf)) == {REFERENCE, of_another.reference}
        before = FAMILY.view(shelf, REFERENCE)
        shelf.places = places(**{factory.UNIT: Profile(phone="110")})
        assert FAMILY.view(shelf, REFERENCE) != before


HOSTILE = st.text(st.characters(blacklist_categories=("Cs",)), max_size=20)


@settings(max_examples=15)
@given(HOSTILE, HOSTILE, HOSTILE)
def test_any_words_are_valid(tmp_path_factory: pytest.TempPathFactory, title: str, note: str, place: str) -> None:
    story = factory.story(
        REFERENCE,
        kind="siaran-pers",
        title=title,
        summary=note,
        location=place,
        authors=(title,),
        extra={"contact": note, "responsible": [place]},
        corrections=(factory.correction(note=note),),
    )
    document(tmp_path_factory.mktemp("ninjs"), story)
