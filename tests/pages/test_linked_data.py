from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.pages import House, linked_data
from plugins.pages.landing import Front
from plugins.pages.story import Stories
from plugins.pages.theme import environment
from plugins.pages.units import Units
from plugins.units import PressContact, Profile
from tests import factory
from tests.pages import facts, views
from tests.pages.facts import library, view

STORIES, UNITS = Stories(facts.house()), Units(facts.house())

# What schema.org (version 29) takes for the properties that we write, by type: a type of value, or types of things.
_URL, _TEXT, _MOMENT, _NUMBER = "url", "text", "moment", "number"
_THING = {"name": _TEXT, "url": _URL}
SHAPES: dict[str, dict[str, object]] = {
    "WebSite": {"@id": _URL, "name": _TEXT, "url": _URL, "inLanguage": _TEXT, "publisher": {"NewsMediaOrganization"}},
    "NewsArticle": {
        "@id": _URL,
        "mainEntityOfPage": _URL,
        "url": _URL,
        "headline": _TEXT,
        "description": _TEXT,
        "datePublished": _MOMENT,
        "dateModified": _MOMENT,
        "expires": _MOMENT,
        "dateline": _TEXT,
        "inLanguage": _TEXT,
        "articleSection": _TEXT,
        "keywords": _TEXT,
        "locationCreated": {"Place"},
        "author": {"GovernmentOrganization", "Organization", "Person"},
        "editor": {"Organization", "Person"},
        "publisher": {"NewsMediaOrganization"},
        "creditText": _TEXT,
        "creativeWorkStatus": _TEXT,
        "isPartOf": {"WebSite"},
        "image": {"ImageObject"},
        "about": {"Thing"},
        "correction": {"CorrectionComment"},
        "workTranslation": {"NewsArticle"},
        "translationOfWork": {"NewsArticle"},
    },
    "GovernmentOrganization": {
        **_THING,
        "@id": _URL,
        "mainEntityOfPage": _URL,
        "alternateName": _TEXT,
        "address": {"PostalAddress"},
        "telephone": _TEXT,
        "email": _TEXT,
        "openingHours": _TEXT,
        "contactPoint": {"ContactPoint"},
        "sameAs": _URL,
        "parentOrganization": {"GovernmentOrganization"},
        "foundingDate": _MOMENT,
        "dissolutionDate": _MOMENT,
    },
    "NewsMediaOrganization": {**_THING, "logo": {"ImageObject"}},
    "Organization": _THING,
    "Person": {"name": _TEXT},
    "Place": {"name": _TEXT},
    "Thing": _THING,
    "ImageObject": {"url": _URL, "width": _NUMBER, "height": _NUMBER, "caption": _TEXT, "creditText": _TEXT},
    "CorrectionComment": {"text": _TEXT, "datePublished": _MOMENT},
    "PostalAddress": {"streetAddress": _TEXT, "addressLocality": _TEXT, "addressRegion": _TEXT},
    "ContactPoint": {"contactType": _TEXT, "telephone": _TEXT, "email": _TEXT, "url": _URL},
    "BreadcrumbList": {"itemListElement": {"ListItem"}},
    "ListItem": {"position": _NUMBER, "name": _TEXT, "item": _URL},
}
# What Google asks of each before it shows anything of it.
REQUIRED = {
    "NewsArticle": {"headline", "datePublished", "dateModified", "author", "publisher", "mainEntityOfPage"},
    "GovernmentOrganization": {"name", "url"},
    "BreadcrumbList": {"itemListElement"},
    "ListItem": {"position", "name", "item"},
    "CorrectionComment": {"text", "datePublished"},
}


def is_moment(text: str) -> bool:
    at = datetime.fromisoformat(text) if "T" in text else date.fromisoformat(text)
    return not isinstance(at, datetime) or at.tzinfo is not None


VALUES = {
    _URL: lambda value: isinstance(value, str) and urlsplit(value).scheme in ("http", "https"),
    _TEXT: lambda value: isinstance(value, str) and value != "",
    _MOMENT: lambda value: isinstance(value, str) and is_moment(value),
    _NUMBER: lambda value: type(value) is int and value > 0,
}


def wrong(thing: dict[str, Any], *, reference: bool = False) -> Iterator[str]:
    """Everything in which a thing is not what schema.org says of its type."""
    of = thing["@type"]
    shape = SHAPES[of]
    if not reference and "@id" not in thing:
        yield from (f"{of} without {name}" for name in sorted(REQUIRED.get(of, set()) - thing.keys()))
    for name, values in thing.items():
        if name == "@type":
            continue
        for value in values if isinstance(values, list) else [values]:
            takes = shape.get(name)
            if isinstance(takes, set):
                if not isinstance(value, dict) or value["@type"] not in takes:
                    yield f"{of}.{name}: {value}"
                else:
                    yield from wrong(value, reference=True)
            elif takes is None or not VALUES[str(takes)](value):
                yield f"{of}.{name}: {value}"


def graph(family: Any, made: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """What a page tells, by type; it holds to the shapes."""
    house = facts.house()
    told = json.loads(linked_data.script(family.name, made, house.site, house.name))
    assert told["@context"] == "https://schema.org"
    assert [slip for thing in told["@graph"] for slip in wrong(thing)] == []
    for thing in told["@graph"]:
        assert REQUIRED.get(thing["@type"], set()) <= thing.keys()
    return {thing["@type"]: thing for thing in told["@graph"]}


def test_a_story_is_told_with_all_that_its_page_shows(tmp_path: Path) -> None:
    photo, file = factory.picture(caption="Loket", credit="Humas Teluk Biru")
    told = factory.correction()
    story = factory.story(
        image=photo,
        media=(file,),
        corrections=(told,),
        updated=told.instant,
        zones=factory.zones("wbk"),
        tags=("paspor",),
        authors=("Rani Putri", "Humas Kanim Teluk Biru"),
        editor="Tim Redaksi",
        location="Teluk Biru",
        source="Antara",
        sample=True,
        expires=factory.instant("2025-06-01"),
    )
    translation = factory.story(f"{factory.UNIT}/2024/queue", lang="en", translation_of=story.reference)
    with library(tmp_path, story, translation) as shelf:
        article = graph(STORIES, view(STORIES, shelf, story.reference))["NewsArticle"]
        other = graph(STORIES, view(STORIES, shelf, translation.reference))["NewsArticle"]
    assert article["datePublished"] == "2024-06-01T09:30:00+09:00"
    assert article["dateModified"] == "2024-06-02T10:00:00+09:00"
    assert [(author["@type"], author["name"]) for author in article["author"]] == [
        ("GovernmentOrganization", "Kantor Imigrasi Teluk Biru"),
        ("Person", "Rani Putri"),
        ("Organization", "Humas Kanim Teluk Biru"),
    ]
    assert article["correction"] == [
        {
            "@type": "CorrectionComment",
            "text": "Ralat: Jam buka diperbaiki.",
            "datePublished": "2024-06-02T10:00:00+09:00",
        }
    ]
    assert article["image"][0]["creditText"] == "Humas Teluk Biru"
    assert (article["creativeWorkStatus"], article["dateline"]) == ("Contoh", "TELUK BIRU, 1 Juni 2024")
    assert article["workTranslation"]["@id"] == other["@id"] == other["url"]
    assert other["translationOfWork"]["inLanguage"] == "id"
    assert set(SHAPES["NewsArticle"]) == article.keys() - {"@type"} | {"translationOfWork"}


def test_a_story_of_a_day_is_dated_without_an_hour(tmp_path: Path) -> None:
    story = factory.story(date="2024-06-01")
    with library(tmp_path, story) as shelf:
        assert graph(STORIES, view(STORIES, shelf, story.reference))["NewsArticle"]["datePublished"] == "2024-06-01"


@pytest.mark.parametrize("kind", ["pencabutan", "privasi"])
def test_a_withdrawn_story_is_only_a_place_on_the_site(tmp_path: Path, kind: str) -> None:
    story = factory.withdrawn(factory.story(), kind)
    with library(tmp_path, story) as shelf:
        assert graph(STORIES, view(STORIES, shelf, story.reference)).keys() == {"BreadcrumbList"}


def test_a_long_headline_is_cut_at_a_word() -> None:
    story = {**views.story(title="Kata " * 40), "instant": 1717209000}
    article = linked_data.news_article(
        {"story": story, "unit": views.STORY_UNIT, "page": views.page()}, factory.SITE, "X"
    )[0]
    assert len(article["headline"]) <= 110 and article["headline"].endswith("Kata…")


def test_a_unit_is_told_with_its_contacts_its_parent_and_its_life(tmp_path: Path) -> None:
    profile = Profile(
        address="Jalan Dermaga 1\nTeluk Biru",
        hours="Senin–Jumat 08.00–16.00",
        phone="(0999) 555-0100",
        email="humas@teluk-biru.example",
        website="https://teluk-biru.example/",
        complaint="https://www.lapor.go.id/",
        press_contact=PressContact("Piket", "0999 555 0101", ""),
        social=(("instagram", "https://social.example/telukbiru"),),
    )
    with library(tmp_path, at=factory.places(profiles={factory.UNIT: profile})) as shelf:
        office = graph(UNITS, view(UNITS, shelf, factory.UNIT))["GovernmentOrganization"]
        old = graph(UNITS, view(UNITS, shelf, "badan-lama"))["GovernmentOrganization"]
        new = graph(UNITS, view(UNITS, shelf, "badan-baru"))["GovernmentOrganization"]
    assert office["address"]["streetAddress"] == "Jalan Dermaga 1 Teluk Biru"
    assert office["openingHours"] == ["Mo-Fr 08:00-16:00"]
    assert [point["contactType"] for point in office["contactPoint"]] == ["customer service", "complaints", "press"]
    assert office["parentOrganization"]["name"] == "Kanwil Biru"
    assert office["sameAs"] == ["https://teluk-biru.example/", "https://social.example/telukbiru"]
    assert (old["dissolutionDate"], new["foundingDate"]) == ("2024-03-01", "2024-03-01")
    assert not {"address", "telephone", "openingHours", "contactPoint", "sameAs"} & old.keys()


def test_the_front_page_tells_of_the_site_and_every_other_page_of_its_way(tmp_path: Path) -> None:
    front = Front(facts.house())
    with library(tmp_path, factory.story()) as shelf:
        assert graph(front, view(front, shelf, next(iter(front.keys(shelf))))).keys() == {"WebSite"}
        trail = graph(STORIES, view(STORIES, shelf, factory.story().reference))["BreadcrumbList"]["itemListElement"]
    assert [step["position"] for step in trail] == [1, 2, 3, 4]
    assert trail[-1]["name"] == factory.story().title
    house = facts.house()
    assert linked_data.script("not-found", {"page": house.frame("Tidak ditemukan", "404.html")}, house.site, "X") == ""


NASTY = st.text(st.sampled_from("<>&\"'/!-\\\u2028\u2029scriptSCRIPT]] \n"), min_size=1, max_size=60)


@given(NASTY, NASTY)
def test_no_text_gets_out_of_the_data(title: str, note: str) -> None:
    correction = {**views.story()["corrections"][0], "note": note}
    made = {
        "story": views.story(title=title, corrections=[correction]),
        "unit": views.STORY_UNIT,
        "page": views.page(title=title),
    }
    text = str(linked_data.script("story", made, factory.SITE, title))
    assert not set(text) & set("<>&\u2028\u2029\n")
    article = json.loads(text)["@graph"][0]
    assert (article["headline"], article["publisher"]["name"]) == (title, title)
    assert article["correction"][0]["text"] == f"Ralat: {note}"


@cache
def rendering() -> House:
    """A house with the theme's own templates."""
    house = facts.house()
    fields = {name: getattr(house, name) for name in House.__slots__}
    return House(**{**fields, "environment": environment(house.theme, house.site, house.name, house.timezone)})


def test_a_page_holds_one_element_of_data_that_reads_back(tmp_path: Path) -> None:
    story = factory.story(title="</script><script>x</script>")
    with library(tmp_path, story) as shelf:
        made = view(STORIES, shelf, story.reference)
    (output,) = Stories(rendering()).render(story.reference, made)
    page = output.content.decode()
    (data,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page)
    assert json.loads(data)["@graph"][0]["headline"] == story.title
    assert "<script>x" not in page


def test_networks_are_told_of_a_story_and_its_card(tmp_path: Path) -> None:
    story = factory.story(lang="id")
    with library(tmp_path, story) as shelf:
        made = view(STORIES, shelf, story.reference)
    (output,) = Stories(rendering()).render(story.reference, made)
    page = output.content.decode()
    told = dict(re.findall(r'<meta (?:property|name)="((?:og|twitter|article):[^"]+)" content="([^"]*)">', page))
    home = f"{factory.SITE.url}/berita/{story.reference}/"
    assert told == {
        "og:site_name": factory.SITE_NAME,
        "og:title": story.title,
        "og:url": home,
        "og:description": story.summary,
        "og:locale": "id_ID",
        "og:image": f"{home}kartu.png",
        "og:image:type": "image/png",
        "og:image:width": "1200",
        "og:image:height": "630",
        "og:image:alt": story.title,
        "twitter:card": "summary_large_image",
        "og:type": "article",
        "article:published_time": "2024-06-01T09:30+09:00",
    }


def test_a_withdrawn_story_has_no_card(tmp_path: Path) -> None:
    story = factory.withdrawn(factory.story())
    with library(tmp_path, story) as shelf:
        assert view(STORIES, shelf, story.reference)["page"]["card"] == ""
