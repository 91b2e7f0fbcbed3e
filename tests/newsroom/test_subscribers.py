"""People who follow feeds for a year: what they see of each story, whatever is done to it meanwhile."""

from __future__ import annotations

import json
import os
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit
from xml.etree import ElementTree

import pytest

from plugins import addresses
from plugins.feeds import window
from tests.building import SITE_URL, build
from tests.publish.editing import Tree
from tests.publish.small import small

_EDITS = int(os.environ.get("EDITS", "24"))  # of each seed; more on demand
_HISTORY, _ATOM, _DC_TERMS, _THREAD = (
    "{http://purl.org/syndication/history/1.0}",
    "{http://www.w3.org/2005/Atom}",
    "{http://purl.org/dc/terms/}",
    "{http://purl.org/syndication/thread/1.0}",
)
# What offices do to stories that are out, but for taking them away without a word.
_WEIGHTS = {
    "add": 12, "correct": 12, "withdraw": 5, "retitle": 6, "re-date": 6, "rewrite": 6, "move": 8, "retag": 4,
    "share": 4, "illustrate": 3, "rename-unit": 2, "accept": 1, "expire": 2, "wait": 3, "restore": 3, "move-house": 1,
}  # fmt: skip


class Newsroom(Tree):
    """A tree whose offices correct, withdraw, move and rename, and whose site itself moves to another address."""

    def __init__(self, root: Path, seed: int) -> None:
        self.site_url = SITE_URL
        self.notes: dict[str, list[str]] = {}  # by reference, every correction that the story bears
        self._clock = 0
        super().__init__(root, seed)

    def change(self) -> str:
        """Make one edit; returns what it was."""
        (name,) = self.random.choices(list(_WEIGHTS), list(_WEIGHTS.values()))
        own = {"correct": self._correct_again, "move-house": self._move_house}
        own[name]() if name in own else self.make(name)
        return name

    def _date(self) -> str:
        """A day that has been: a date ahead would take a story away."""
        month, day, hour = self.random.randint(3, 5), self.random.randint(1, 28), self.random.randint(0, 23)
        return f"2024-{month:02}-{day:02} {hour:02}:15"

    def _correct_again(self) -> None:
        path = self._pick()
        if path is None or "withdrawn" in self.stories[path][0]:
            return
        self._clock += 1
        front = self.stories[path][0]
        note = f"Perbaikan ke-{self._clock}"
        at = f"2024-05-{29 - self._clock % 3} {self._clock // 60 % 24:02}:{self._clock % 60:02}"
        earlier = front.get("corrections", "[]").strip("[]")
        told = f'{{date: {at}, kind: ralat, note: "{note}"}}'
        front["corrections"] = f"[{', '.join(filter(None, (told, earlier)))}]"  # the newest first, as many write
        self._save(path)

    def _move_house(self) -> None:
        self.site_url = f"https://berita-{self.random.randint(1, 99)}.laut.example"


@dataclass
class Item:
    """What a subscriber knows of an item."""

    title: str
    link: str
    updated: str
    about: str


@dataclass
class Subscriber:
    """One who polls a feed, and reads of its archive the documents whose bytes are new."""

    feed: str  # site path
    items: dict[str, Item] = field(default_factory=dict)
    _bytes: dict[str, bytes] = field(default_factory=dict)

    def poll(self, output: Path) -> None:
        """Read what is new; an id may stand in a document once."""
        path: str | None = self.feed
        while path:
            data = (output / path).read_bytes()
            document = ElementTree.fromstring(data)
            if self._bytes.get(path) != data:
                self._bytes[path] = data
                self._read(document, path)
            path = _previous(document)

    def _read(self, document: ElementTree.Element, path: str) -> None:
        found = [_item(element) for element in document.iter("item")]
        assert [id for id, number in Counter(id for id, _ in found).items() if number > 1] == [], path
        for id, item in found:
            known = self.items.get(id)
            if known is None or item.updated >= known.updated:
                self.items[id] = item


def _previous(document: ElementTree.Element) -> str | None:
    links = document.iterfind(f"channel/{_ATOM}link")
    address = next((link.get("href", "") for link in links if link.get("rel") == "prev-archive"), "")
    return urlsplit(address).path.removeprefix("/") or None


def _item(element: ElementTree.Element) -> tuple[str, Item]:
    def text(name: str) -> str:
        return element.findtext(name) or ""

    reply = element.find(f"{_THREAD}in-reply-to")
    about = reply.get("ref", "") if reply is not None else ""
    return text("guid"), Item(text("title"), urlsplit(text("link")).path, text(f"{_DC_TERMS}modified"), about)


def on_the_site(output: Path) -> dict[str, dict[str, object]]:
    """Every story that the site has, withdrawn and expired ones too, by its id."""
    files = sorted(output.glob("data/berita/*.json"))
    return {row["id"]: row for file in files for row in json.loads(file.read_text(encoding="utf-8"))["stories"]}


@pytest.mark.parametrize("seed", [11, 12])
def test_whoever_follows_sees_each_story_once_and_hears_of_everything(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    monkeypatch.setattr(window, "FULL", 4)  # so that a small site has archives
    monkeypatch.setattr(window, "MOST", 6)
    tree = Newsroom(tmp_path / "content", seed)
    everything, corrections = Subscriber("feed.xml"), Subscriber("ralat/feed.xml")
    units = [Subscriber(f"unit/{unit}/feed.xml") for unit in ("kanwil-barat", "kanim-teluk")]
    rollup = Subscriber("unit/kementerian-laut/semua/feed.xml")
    edits: list[str] = []
    for _ in range(_EDITS):
        build(tree.root, tmp_path / "output", as_of=tree.as_of, defer=True, SITEURL=tree.site_url)
        for subscriber in (everything, corrections, rollup, *units):
            subscriber.poll(tmp_path / "output")
        site = on_the_site(tmp_path / "output")
        assert everything.items.keys() == site.keys(), edits
        assert rollup.items.keys() == site.keys(), edits  # every office of this small site is beneath the one ministry
        for subscriber in units:
            unit = subscriber.feed.split("/")[1]
            assert {id for id, row in site.items() if row["unit"] == unit} <= subscriber.items.keys(), edits
        for id, row in site.items():
            assert row["status"] != "withdrawn" or "icabut" in everything.items[id].title, edits
        _hears_of_everything(tree, site, corrections)
        _one_id_each(everything, edits)
        edits.append(tree.change())


def _one_id_each(subscriber: Subscriber, edits: list[str]) -> None:
    """Ids name the story's first place: no story has two, and none of another's."""
    places = Counter(item.link for item in subscriber.items.values())
    assert [link for link, number in places.items() if number > 1] == [], edits


def _hears_of_everything(tree: Newsroom, site: dict[str, dict[str, object]], corrections: Subscriber) -> None:
    by_story: dict[str, list[str]] = {}
    for id, item in corrections.items.items():
        assert id != item.about and id.startswith(item.about)
        by_story.setdefault(item.about, []).append(id)
    for path, (front, _) in tree.stories.items():
        reference = front.get("moved_from", f"[{tree._reference(path)}]").strip("[]").split(", ")[0]
        id = next(id for id in site if id.endswith(f":{reference}"))
        notices = by_story.get(id, [])
        if "withdrawn" in front:
            assert f"{id}/pencabutan" in notices
        else:
            assert len([notice for notice in notices if "/ralat/" in notice]) >= front.get("corrections", "").count(
                "note"
            )


def carriers(files: dict[str, bytes], reference: str) -> set[str]:
    """The feeds and the documents of their archives that have an item of the story itself, or about it."""
    return {path for path, data in files.items() if _is_followed(path) and f":{reference}".encode() in data}


def _is_followed(path: str) -> bool:
    return path.rpartition("/")[2] in (*addresses.FEED_FORMS.values(), "arsip.xml")


@pytest.mark.parametrize(
    "edit",
    [
        {"title": "Judul lain"},
        {"withdrawn": "{date: 2024-06-20, kind: pencabutan, reason: Keliru.}"},
        {"withdrawn": "{date: 2024-06-20, kind: privasi, reason: Permintaan warga.}"},
        {"corrections": "[{date: 2024-06-20, kind: ralat, note: Jam buka diperbaiki.}]"},
        {"date": "2024-06-02 18:00"},
        None,
    ],
    ids=["another title", "withdrawn", "withdrawn for privacy", "corrected", "another day", "a new story"],
)
def test_exactly_the_feeds_that_carry_a_story_have_new_bytes(tmp_path: Path, edit: dict[str, str] | None) -> None:
    site = small(tmp_path)
    for number in range(6):
        site.story(f"{'kanim-teluk' if number % 2 else 'lapas-bukit'}/2024/b-{number}", f"2024-06-0{number + 1} 08:00")
    site.story("lapas-bukit/2024/sehari", "2024-06-05 06:00")  # so that no day begins or ends with the edit
    story = "kanim-teluk/2024/satu"
    more = {"zones": "[wbk]", "tags": "[paspor]", "kind": "siaran-pers"}
    if edit is not None:
        site.story(story, "2024-06-05 12:00", **more)
    site.build()
    before = site.files
    site.story(story, **{"date": "2024-06-05 12:00", **more, **(edit or {})})
    site.build()
    after = site.files
    changed = {path for path in before.keys() | after.keys() if before.get(path) != after.get(path)}
    assert {path for path in changed if _is_followed(path)} == carriers(before, story) | carriers(after, story)
    assert carriers(after, story)
