"""A story's page: the story whole, resolved against what stands today."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import urlsplit

from markupsafe import Markup

from plugins import addresses, dates
from plugins.addresses import made
from plugins.library import Library, Placed
from plugins.library.changes import Change, StoryChange
from plugins.pages import dateline, evidence, photos, related, running, share, together, translated
from plugins.pages.house import CORRECTION_NAMES, WITHDRAWAL_NAMES, House, Link, PageFamily
from plugins.publish.family import View
from plugins.stories.body import resolve_links
from plugins.stories.story import RELEASES, Image, Story
from plugins.units import UnitState

# How wide photos in the text are shown, as the attribute `sizes` says it.
_TEXT_WIDTH = "(min-width: 48rem) 44rem, (min-resolution: 2.5dppx) 60vw, 94vw"


class Stories(PageFamily):
    """Keys are story references."""

    name = "story"
    template = "story.html"

    def __init__(self, house: House, english: House | None = None) -> None:
        """`english` is the house of the English edition: stories in English stand in it."""
        super().__init__(house)
        self._english = english or house

    def house_of(self, lang: str) -> House:
        """Whose interface frames a story in that language."""
        return self._english if lang == made.ENGLISH.strip("/") else self.house

    def keys(self, library: Library) -> Iterable[str]:
        """Every story that has a page."""
        return library.references()

    def concerned(self, units: frozenset[str], library: Library) -> Iterable[str]:
        """Their own stories, and those on which they worked: both name them."""
        for unit in sorted(units):
            yield from library.references(unit)
        yield from library.naming(units)

    def touched(self, change: Change, library: Library) -> Iterable[str]:
        """The story, those that offer it, its translations and copies; one whose photos have sizes."""
        if pictured := photos.story_of(change):
            yield pictured
        if not isinstance(change, StoryChange):
            return
        for side in change.sides:
            yield side.story.reference
            yield from related.offered_by(side, library)
        yield from translated.named_by(change, library)
        yield from together.named_by(change, library)

    def view(self, library: Library, key: str) -> View | None:
        """The story and its unit, as the unit was called on that day."""
        placed = library.story(key)
        if placed is None:
            return None
        story, registry, house = placed.story, library.places.registry, self.house_of(placed.story.lang)
        day = dates.in_zone(story.instant, story.timezone).date()
        then, now = registry.at(story.unit, day), registry.at(story.unit, library.places.today)
        ancestors = [
            Link(label=state.short_name or state.name, path=addresses.unit(state.id))
            for state in (registry.at(unit_id, day) for unit_id in placed.ancestors)
        ]
        own = Link(label=then.short_name or then.name, path=addresses.unit(story.unit))
        withdrawn = placed.state == "withdrawn"
        original, (copies, further) = together.original_of(placed, library), together.others(placed, library)
        return {
            "page": house.frame(
                story.title or house.say("Berita dicabut"),
                placed.path,
                description=story.summary,
                crumbs=[*reversed(ancestors), own],
                feed=addresses.unit_feed(story.unit),
                noindex=withdrawn,
                card="" if withdrawn else made.card(placed.path),
                canonical=original["path"] if original else "",
            ),
            "story": {**placed.card, **_details(placed, then, library, house)},
            "original": original,
            "copies": copies,
            "further_copies": further,
            "unit": {
                "id": story.unit,
                "name": then.name,
                "short_name": own["label"],
                "path": own["path"],
                "current_name": now.name if now.name != then.name else "",
                "ancestors": [{"name": link["label"], "path": link["path"]} for link in ancestors],
            },
            "older": related.related(placed, library),
        }


def _details(placed: Placed, unit: UnitState, library: Library, house: House) -> dict[str, object]:
    """What the page shows beyond the story's card."""
    story, site = placed.story, house.site

    def link(target: str) -> str | None:
        found = library.resolve(target)
        return None if found is None else site.link(found)

    opening, rest = dateline.opening(story)
    shown = photos.in_body(
        rest if opening else story.body, lambda name: _sources(placed, name, library), site.link, _TEXT_WIDTH
    )
    body = resolve_links(shown, link, lambda name: site.link(placed.path + name))
    editions, alternates = translated.others(placed, library)
    return {
        "dateline": opening,
        "body": Markup(body),  # noqa: S704 - made safe by stories.body
        "standfirst": dateline.standfirst(story),
        "place": "" if opening or dateline.names_place(story.body, story.location) else placed.card["location"],
        "signed": bool(story.source) or dateline.is_signed(story.body),
        "event_date": story.event_date,
        "authors": list(story.authors),
        "editor": story.editor,
        "image": _photo(placed, story.image, library) if story.image else None,
        "images": [_photo(placed, image, library) for image in story.images],
        "video": _video(placed),
        "updates": [] if story.withdrawn else running.entries(story),
        "corrections": [
            {
                "kind": correction.kind,
                "kind_name": house.say(CORRECTION_NAMES.get(correction.kind, correction.kind)),
                "note": correction.note,
                "instant": correction.instant,
                "has_time": correction.has_time,
                "timezone": story.timezone,
            }
            for correction in story.corrections
        ],
        "zone_tags": [evidence.reasons(tag, house) for tag in story.zones] if placed.state != "withdrawn" else [],
        "stage_name": house.stage_name(story.stage),
        "tag_links": [{"label": tag, "path": addresses.tag(tag)} for tag in placed.card["tags"]],
        "kind_link": {"label": house.kind_name(placed.card["kind"]), "path": addresses.kind(placed.card["kind"])},
        "further_units": _further_units(story, library),
        "source": story.source,
        "expires": {"instant": story.expires, "timezone": story.timezone} if story.expires else None,
        "withdrawn": _withdrawal(story, house),
        "attachments": [
            {"label": item.title or item.name, "path": placed.path + item.name, "type": item.type, "size": item.size}
            for item in story.attachments
        ],
        "translations": editions,
        "alternates": alternates,
        "share": _share(placed, unit, library, site),
        **_releases(placed),
        "updated": _updated(story),
    }


def _updated(story: Story) -> dict[str, object] | None:
    """When it was changed last, by the hour if the latest change bears one; None where it never was."""
    if story.updated <= story.instant:
        return None
    changes = [(part.instant, part.has_time) for part in story.corrections]
    changes += [(part.instant, part.has_time) for part in story.updates]
    changes += [(story.withdrawn.instant, story.withdrawn.has_time)] if story.withdrawn else []
    has_time = any(timed for instant, timed in changes if instant == story.updated)
    return {"instant": story.updated, "has_time": has_time, "timezone": story.timezone}


def _share(placed: Placed, unit: UnitState, library: Library, site: addresses.Site) -> dict[str, object] | None:
    """Ways to pass the story on; none before it is out, and none once it holds no more."""
    if placed.state != "live" or library.places.preview:
        return None
    story = placed.story
    told = share.Told(
        title=story.title,
        summary=story.summary,
        link=site.absolute(placed.path),
        unit=unit.short_name or unit.name,
        day=dates.show_day(dates.in_zone(story.instant, story.timezone).date(), story.lang),
        tags=story.tags,
        lang=story.lang,
        sample=story.sample,
    )
    return {"targets": share.targets(told), "copies": share.copies(told)}


def _releases(placed: Placed) -> dict[str, str]:
    """Where newsrooms find the story in forms of their own; empty where it has none."""
    handed = placed.story.kind in RELEASES
    return {
        "kit": addresses.press_kit(placed.path) if handed and placed.state == "live" else "",
        "ninjs": addresses.ninjs(placed.path) if handed else "",
    }


def _photo(placed: Placed, image: Image, library: Library) -> dict[str, object]:
    return {
        "path": placed.path + image.name,
        "alt": image.alt,
        "caption": image.caption,
        "credit": image.credit,
        "width": image.width,
        "height": image.height,
        "sources": _sources(placed, image.name, library),
    }


def _sources(placed: Placed, name: str, library: Library) -> list[photos.Source]:
    digest = next((file.digest for file in placed.story.media if file.name == name), "")
    return photos.sources(library, placed.story.reference, name, digest)


def _video(placed: Placed) -> dict[str, object] | None:
    """Where a video is to be seen: at an address (`host` says whose), or as a file beside the story, in bytes."""
    story = placed.story
    if story.video:
        return {"url": story.video, "host": urlsplit(story.video).hostname or "", "path": "", "type": "", "size": 0}
    for item in story.attachments:
        if item.type.startswith("video/"):
            return {"url": "", "host": "", "path": placed.path + item.name, "type": item.type, "size": item.size}
    return None


def _withdrawal(story: Story, house: House) -> dict[str, object] | None:
    taken_back = story.withdrawn
    if taken_back is None:
        return None
    return {
        "kind": taken_back.kind,
        "kind_name": house.say(WITHDRAWAL_NAMES.get(taken_back.kind, taken_back.kind)),
        "reason": taken_back.reason,
        "instant": taken_back.instant,
        "has_time": taken_back.has_time,
        "timezone": story.timezone,
    }


def _further_units(story: Story, library: Library) -> list[dict[str, str]]:
    registry = library.places.registry
    day = dates.in_zone(story.instant, story.timezone).date()
    return [
        {"name": state.short_name or state.name, "path": addresses.unit(state.id)}
        for state in (registry.at(unit_id, day) for unit_id in story.units if unit_id in registry.units)
    ]
