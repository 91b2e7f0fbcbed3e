"""Stories for newsroom systems: IPTC ninjs 3.1 (https://iptc.org/std/ninjs/), one JSON file beside each story."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from urllib.parse import quote

from plugins import addresses, dates
from plugins.library import Library, Placed
from plugins.library.lists import URGENT
from plugins.press import release
from plugins.press.release import Office, Photo
from plugins.press.text import fold, plain
from plugins.publish.family import Output, View
from plugins.stories.body import resolve_links
from plugins.stories.story import Story
from plugins.units import PressContact

_STANDARD = {
    "name": "ninjs",
    "version": "3.1",
    "schema": "http://www.iptc.org/std/ninjs/ninjs-schema_3.1.json#",
}
_MOST_URGENT = 1  # of 1 to 9
# What a file beside a story is (`newsObjectType` of the schema), by the first part of its media type.
_TYPES = {"image": "picture", "audio": "audio", "video": "video"}
_RETRACT = "Media yang mengutip berita ini diharap ikut mencabut kutipannya."


class NinjsFamily(release.ReleaseFamily):
    """Keys are references. A view is the document itself. An expired story keeps it, with the moment it expired at."""

    name = "ninjs"
    states = frozenset({"live", "expired", "withdrawn"})

    def __init__(self, site: addresses.Site, zone_names: Mapping[str, str]) -> None:
        self._site = site
        self._zone_names = zone_names

    def concerned(self, units: frozenset[str], library: Library) -> Iterable[str]:
        """Also the stories on which these units worked: they are named there."""
        yield from super().concerned(units, library)
        yield from library.naming(units)

    def view(self, library: Library, key: str) -> View | None:
        """The file's path, and the document."""
        placed = self.placed(library, key)
        if placed is None:
            return None
        said = self._withdrawn(placed) if placed.story.withdrawn else self._whole(placed, library)
        document = {**self._common(placed, library), **said}
        return {
            "path": addresses.ninjs(placed.path),
            "document": {name: part for name, part in document.items() if part},
        }

    def render(self, key: str, view: View) -> Iterable[Output]:
        """The document as JSON, a line for each value."""
        text = json.dumps(view["document"], ensure_ascii=False, indent=1)
        yield Output(str(view["path"]), f"{text}\n".encode())

    def _common(self, placed: Placed, library: Library) -> dict[str, object]:
        """What newsrooms are told even of a withdrawn story. What is empty is left out."""
        story, url = placed.story, self._site.absolute(placed.path)
        office = release.office(story, library)
        return {
            "uri": placed.card["id"],
            "standard": _STANDARD,
            "type": "text",
            "firstCreated": release.iso(story.instant, story),
            "versionCreated": release.iso(story.updated, story),
            "language": story.lang,
            "slugline": story.reference.rpartition("/")[2],
            "headlines": [_text(release.title(story), "main")],
            "by": office.then.name,
            "organisations": [self._organisation(story, office), *self._further(story, library)],
            "infoSources": _sources(story, office),
            "genres": [
                {
                    "name": release.label(story.kind),
                    "uri": self._site.absolute(addresses.kind(story.kind)),
                    "literal": story.kind,
                }
            ],
            "altIds": [{"role": "web", "value": url}],
        }

    def _withdrawn(self, placed: Placed) -> dict[str, object]:
        gone = placed.story.withdrawn
        if gone is None:
            raise ValueError(f"{placed.story.reference} is not withdrawn")
        moment = dates.show_instant(gone.instant, gone.has_time, placed.story.timezone)
        return {
            "representationType": "partial",
            "pubStatus": "canceled",
            "edNote": f"Berita ini dicabut pada {moment}.\nAlasan: {fold(gone.reason)}\n{_RETRACT}",
        }

    def _whole(self, placed: Placed, library: Library) -> dict[str, object]:
        story, site = placed.story, self._site
        url = site.absolute(placed.path)
        photos = release.photos(story)

        def link(target: str) -> str | None:
            found = library.resolve(target)
            return None if found is None else site.absolute(found)

        body = resolve_links(story.body, link, lambda name: url + quote(name))
        notes = release.corrections(story)
        kit = [_rendition("press-kit", site.absolute(addresses.press_kit(placed.path)), "application/zip")]
        return {
            "representationType": "full",
            "profile": "text-photo" if photos else "text-only",
            **({"by": ", ".join(map(fold, story.authors))} if story.authors else {}),
            "pubStatus": "usable",
            "urgency": _MOST_URGENT if URGENT in placed.lists else 0,
            "expires": release.iso(story.expires, story) if story.expires else "",
            "edNote": "\n".join(text for _, text in notes),
            "located": fold(story.location),
            "descriptions": [
                *([_text(fold(story.summary), "summary")] if story.summary else []),
                *(_text(text, kind) for kind, text in notes),
                *(_text(text, "perkembangan") for text in release.updates(story)),
            ],
            "bodies": [
                {"role": "main", "contentType": "text/html", "value": body},
                {"role": "main", "contentType": "text/plain", "value": plain(body)},
            ]
            if body
            else [],
            "people": [{"name": fold(name), "rel": "author"} for name in story.authors],
            "subjects": list(self._subjects(placed)),
            "renditions": [_rendition("web", url, "text/html"), *(kit if placed.state == "live" else [])],
            "associations": [
                *(_picture(photo, placed.card["id"], url) for photo in photos),
                *(
                    {
                        "name": name,
                        "rel": "attachment",
                        "uri": _part(placed.card["id"], file.name),
                        "type": _TYPES.get(file.type.partition("/")[0], "component"),
                        "renditions": [_rendition("full", url + quote(file.name), file.type, sizeInBytes=file.length)],
                    }
                    for file, name in release.documents(story)
                ),
            ],
        }

    def _organisation(self, story: Story, office: Office) -> dict[str, object]:
        found = self._named(office.then.name, story.unit, "source")
        contact = list(_office_contact(office))
        return {**found, "contactInfo": contact} if contact else found

    def _further(self, story: Story, library: Library) -> Iterator[dict[str, object]]:
        registry = library.places.registry
        for unit in story.units:
            if unit in registry.units and not story.withdrawn:
                yield self._named(registry.at(unit, release.day(story)).name, unit, "contributor")

    def _named(self, name: str, unit: str, relation: str) -> dict[str, object]:
        return {"name": name, "rel": relation, "uri": self._site.absolute(addresses.unit(unit)), "literal": unit}

    def _subjects(self, placed: Placed) -> Iterator[dict[str, object]]:
        for theme in placed.card["zones"]:
            name, path = self._zone_names.get(theme, theme), addresses.zone(theme)
            yield {"name": name, "rel": "about", "uri": self._site.absolute(path), "literal": theme}
        for tag in placed.card["tags"]:
            yield {"name": tag, "rel": "about", "uri": self._site.absolute(addresses.tag(tag)), "literal": tag}


def _text(value: str, role: str) -> dict[str, object]:
    return {"role": role, "contentType": "text/plain", "value": value}


def _part(identity: str, name: str) -> str:
    """The id of a file of the story of that id: like this, it outlives every change of address."""
    return f"{identity}/{quote(name)}"


def _rendition(name: str, href: str, kind: str, **numbers: int) -> dict[str, object]:
    known = {key: number for key, number in numbers.items() if number}
    return {"name": name, "href": href, "contentType": kind, **known}


def _picture(photo: Photo, identity: str, url: str) -> dict[str, object]:
    file, image = photo.file, photo.image
    found: dict[str, object] = {
        "name": file.name,
        "rel": "photo",
        "uri": _part(identity, file.name),
        "type": "picture",
        "by": image.credit,
        "descriptions": [_text(text, role) for role, text in (("caption", image.caption), ("alt", image.alt)) if text],
        "renditions": [
            _rendition(
                "full",
                url + quote(file.name),
                file.type,
                width=file.width,
                height=file.height,
                sizeInBytes=file.length,
            )
        ],
    }
    return {name: part for name, part in found.items() if part}


def _sources(story: Story, office: Office) -> list[dict[str, object]]:
    """Whom to ask, who answers for it, and where it comes from."""
    press = office.profile.contact or PressContact()
    ways = [*_way("phone", press.phone), *_way("email", press.email)]
    found: list[dict[str, object]] = []
    if ways:
        found.append({"name": press.name or office.now.name, "role": "contact", "contactInfo": ways})
    if not story.withdrawn:
        told = [(role, release.named(story, role)) for role in ("contact", "responsible")]
        told.append(("source", fold(story.source)))
        found += [{"name": name, "role": role} for role, name in told if name]
    return found


def _office_contact(office: Office) -> Iterator[dict[str, object]]:
    profile = office.profile
    for kind, value in (("phone", profile.phone), ("email", profile.email), ("web", profile.website)):
        yield from _way(kind, value)
    lines = [line for text in profile.address.splitlines() if (line := fold(text))]
    place = {"lines": lines, "locality": fold(profile.city)}
    if given := {name: part for name, part in place.items() if part}:
        yield {"type": "address", "role": "office", "address": given}


def _way(kind: str, value: str) -> list[dict[str, object]]:
    return [{"type": kind, "role": "office", "value": value}] if value else []
