"""A story's page: the story whole, resolved against what stands today."""

from __future__ import annotations

from collections.abc import Iterable

from markupsafe import Markup

from plugins import addresses, dates
from plugins.library import Library, Placed
from plugins.library.changes import Change, StoryChange
from plugins.pages.house import CORRECTION_NAMES, WITHDRAWAL_NAMES, House, Link, PageFamily, kind_name
from plugins.publish.family import View
from plugins.stories.body import resolve_links
from plugins.stories.story import RELEASES, Image, Story, ZoneTag

_OLDER = 3  # earlier stories of the same unit that a story's page offers


class Stories(PageFamily):
    """Keys are story references."""

    name = "story"
    template = "story.html"

    def keys(self, library: Library) -> Iterable[str]:
        """Every story that has a page."""
        return library.references()

    def concerned(self, units: frozenset[str], library: Library) -> Iterable[str]:
        """Their own stories, and those on which they worked: both name them."""
        for unit in sorted(units):
            yield from library.references(unit)
        yield from library.naming(units)

    def touched(self, change: Change, library: Library) -> Iterable[str]:
        """The story, and those newer ones whose pages offer it."""
        if not isinstance(change, StoryChange):
            return
        for side in change.sides:
            yield side.story.reference
            for name in side.lists:  # a unit that accepts the story offers it beside its own
                if name.startswith("unit:"):
                    yield from library.newer(name, side, _OLDER)

    def view(self, library: Library, key: str) -> View | None:
        """The story and its unit, as the unit was called on that day."""
        placed = library.story(key)
        if placed is None:
            return None
        story, registry = placed.story, library.places.registry
        day = dates.in_zone(story.instant, story.timezone).date()
        then, now = registry.at(story.unit, day), registry.at(story.unit, library.places.today)
        ancestors = [
            Link(label=state.short_name or state.name, path=addresses.unit(state.id))
            for state in (registry.at(unit_id, day) for unit_id in placed.ancestors)
        ]
        own = Link(label=then.short_name or then.name, path=addresses.unit(story.unit))
        return {
            "page": self.house.frame(
                story.title or "Berita dicabut",
                placed.path,
                description=story.summary,
                crumbs=[*reversed(ancestors), own],
                feed=addresses.unit_feed(story.unit),
                noindex=placed.state == "withdrawn",
            ),
            "story": {**placed.card, **_details(placed, library, self.house)},
            "unit": {
                "id": story.unit,
                "name": then.name,
                "path": own["path"],
                "current_name": now.name if now.name != then.name else "",
                "ancestors": [{"name": link["label"], "path": link["path"]} for link in ancestors],
            },
            "older": library.older(f"unit:{story.unit}", placed, _OLDER),
        }


def _details(placed: Placed, library: Library, house: House) -> dict[str, object]:
    """What the page shows beyond the story's card."""
    story, site = placed.story, house.site

    def link(target: str) -> str | None:
        found = library.resolve(target)
        return None if found is None else site.link(found)

    body = resolve_links(story.body, link, lambda name: site.link(placed.path + name))
    return {
        "body": Markup(body),  # noqa: S704 - made safe by stories.body
        "event_date": story.event_date,
        "authors": list(story.authors),
        "editor": story.editor,
        "image": _photo(placed, story.image) if story.image else None,
        "images": [_photo(placed, image) for image in story.images],
        "corrections": [
            {
                "kind": correction.kind,
                "kind_name": CORRECTION_NAMES.get(correction.kind, correction.kind),
                "note": correction.note,
                "instant": correction.instant,
                "has_time": correction.has_time,
                "timezone": story.timezone,
            }
            for correction in story.corrections
        ],
        "zone_tags": [_zone(tag, house) for tag in story.zones] if placed.state != "withdrawn" else [],
        "stage_name": house.stage_name(story.stage),
        "tag_links": [{"label": tag, "path": addresses.tag(tag)} for tag in placed.card["tags"]],
        "kind_link": {"label": kind_name(placed.card["kind"]), "path": addresses.kind(placed.card["kind"])},
        "further_units": _further_units(story, library),
        "source": story.source,
        "expires": {"instant": story.expires, "timezone": story.timezone} if story.expires else None,
        "withdrawn": _withdrawal(story),
        "attachments": [
            {"label": item.title or item.name, "path": placed.path + item.name, "type": item.type, "size": item.size}
            for item in story.attachments
        ],
        **_releases(placed),
        "updated": {"instant": story.updated, "timezone": story.timezone} if story.updated > story.instant else None,
    }


def _releases(placed: Placed) -> dict[str, str]:
    """Where newsrooms find the story in forms of their own; empty where it has none."""
    handed = placed.story.kind in RELEASES
    return {
        "kit": addresses.press_kit(placed.path) if handed and placed.state == "live" else "",
        "ninjs": addresses.ninjs(placed.path) if handed else "",
    }


def _photo(placed: Placed, image: Image) -> dict[str, object]:
    return {
        "path": placed.path + image.name,
        "alt": image.alt,
        "caption": image.caption,
        "credit": image.credit,
        "width": image.width,
        "height": image.height,
    }


def _zone(tag: ZoneTag, house: House) -> dict[str, object]:
    return {
        "theme": tag.theme,
        "name": house.zone_name(tag.theme),
        "path": addresses.zone(tag.theme),
        "by": tag.by,
        "matches": [{"phrase": match.phrase, "text": match.text, "where": match.where} for match in tag.matches],
    }


def _withdrawal(story: Story) -> dict[str, object] | None:
    taken_back = story.withdrawn
    if taken_back is None:
        return None
    return {
        "kind": taken_back.kind,
        "kind_name": WITHDRAWAL_NAMES.get(taken_back.kind, taken_back.kind),
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
