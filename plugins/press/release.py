"""A story as newsrooms get it, before it takes a form: its words, its office, its files, and whom to ask."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from plugins import dates
from plugins.library import Library, Placed
from plugins.library.changes import Change, StoryChange
from plugins.press.text import fold, pictures
from plugins.stories.story import MEDIA, RELEASES, Image, Media, Story
from plugins.units import Profile, UnitState


class ReleaseFamily:
    """A family whose keys are references of stories that an office hands to newsrooms."""

    kind: Literal["core", "deferred"] = "core"
    version = 1
    themed = ""
    states: frozenset[str]  # in which a story has a view

    def keys(self, library: Library) -> Iterable[str]:
        """Every such story."""
        for kind in sorted(RELEASES):
            for year in library.feed_periods(f"jenis:{kind}", "year"):
                for card, _ in library.published(f"jenis:{kind}", year):
                    if card["state"] in self.states:
                        yield card["reference"]

    def concerned(self, units: frozenset[str], library: Library) -> Iterable[str]:
        """The units' own stories, for these tell whom to ask; those of other kinds have no view."""
        for unit in sorted(units):
            yield from library.references(unit)

    def touched(self, change: Change, library: Library) -> Iterable[str]:
        """The story, where it is or was one of these."""
        if isinstance(change, StoryChange):
            yield from sorted({side.story.reference for side in change.sides if side.card["kind"] in RELEASES})

    def placed(self, library: Library, key: str) -> Placed | None:
        """The story of a key that has a view."""
        found = library.story(key)
        return found if found and found.card["kind"] in RELEASES and found.state in self.states else None


@dataclass(frozen=True, slots=True)
class Office:
    """An office on the day of a story (`then`) and of today (`now`), and how it is reached."""

    then: UnitState
    now: UnitState
    profile: Profile


@dataclass(frozen=True, slots=True)
class Photo:
    """A picture that is published with a story; no text of `image` has line ends."""

    file: Media
    image: Image


def office(story: Story, library: Library) -> Office:
    """The office that answers for a story."""
    places = library.places
    return Office(
        then=places.registry.at(story.unit, day(story)),
        now=places.registry.at(story.unit, places.today),
        profile=places.profiles.get(story.unit) or Profile(),
    )


def day(story: Story) -> date:
    """The day of the story, in its own zone."""
    return dates.in_zone(story.instant, story.timezone).date()


def title(story: Story) -> str:
    """The headline. The mark of a sample travels with it: other systems show no badge."""
    return f"[Contoh] {fold(story.title)}" if story.sample else fold(story.title)


def label(value: str) -> str:
    """`Hak jawab` of `hak-jawab`: values are hyphenated Indonesian words."""
    return value.replace("-", " ").capitalize()


def iso(instant: int, story: Story) -> str:
    """A moment with the offset of the story's own zone (RFC 3339)."""
    return dates.in_zone(instant, story.timezone).isoformat()


def corrections(story: Story) -> list[tuple[str, str]]:
    """(kind, `Ralat (Minggu, 2 Juni 2024): …`) of each correction, the earliest first."""
    return [
        (part.kind, f"{label(part.kind)} ({when}): {fold(part.note)}")
        for part in story.corrections
        for when in (dates.show_instant(part.instant, part.has_time, story.timezone),)
    ]


def updates(story: Story) -> list[str]:
    """`Perkembangan (Minggu, 2 Juni 2024): …` of each entry of a running story, the latest first, as on its page."""
    return [
        f"Perkembangan ({dates.show_instant(part.instant, part.has_time, story.timezone)}): {fold(part.note)}"
        for part in reversed(story.updates)
    ]


def named(story: Story, key: str) -> str:
    """What the story's file gives under a key that only newsrooms are told: `contact`, `responsible`."""
    value = story.extra.get(key)
    return fold(value) if isinstance(value, str) else ""


def photos(story: Story) -> list[Photo]:
    """The story's pictures, each once: its photo, the further ones, then those of its body."""
    files = {media.name: media for media in story.media if media.type.startswith("image/")}
    found: dict[str, Photo] = {}
    for image in _images(story, files):
        if image.name in files and image.name not in found:
            found[image.name] = Photo(files[image.name], image)
    return list(found.values())


def documents(story: Story) -> list[tuple[Media, str]]:
    """All other files of the story, by name, each with its title."""
    titles = {part.name: fold(part.title) for part in story.attachments}
    return [(file, titles.get(file.name) or file.name) for file in story.media if not file.type.startswith("image/")]


def _images(story: Story, files: Mapping[str, Media]) -> Iterator[Image]:
    for image in (story.image, *story.images):
        if image:
            yield Image(image.name, fold(image.alt), fold(image.caption), fold(image.credit))
    for address, alt, caption in pictures(story.body):
        yield Image(address.removeprefix(MEDIA), alt, caption)
    yield from (Image(name) for name in sorted(files))  # what the text only links to
