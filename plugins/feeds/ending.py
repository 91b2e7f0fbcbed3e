"""The last item in the feeds of a unit that has ended: that it did, when and why, and whose feeds go on."""

from __future__ import annotations

from datetime import date, datetime

from plugins import addresses, dates
from plugins.feeds import history
from plugins.feeds.characters import fit, plain
from plugins.feeds.item import category
from plugins.feeds.view import AuthorView, ItemView
from plugins.feeds.wording import text
from plugins.units import EVENT_KINDS, Registry, UnitEvent


def make(registry: Registry, unit_id: str, day: date, site: addresses.Site) -> ItemView | None:
    """The item, or None where the unit has not ended by `day` (of the site's zone)."""
    ends = [event for event in registry.events(unit_id) if EVENT_KINDS[event.event].ends and event.date <= day]
    if not ends:
        return None
    end = ends[-1]
    name = registry.at(unit_id, end.date).name
    said = text(history.sentence(registry, end))
    at = datetime.combine(end.date, datetime.min.time(), dates.zone(registry.timezone(unit_id))).isoformat()
    page = addresses.unit(unit_id)
    return ItemView(
        id=site.ending_id(unit_id, end.date.year),
        title=f"{plain(name) or unit_id} berakhir",
        link=site.absolute(page),
        date=at,
        updated=at,
        description=said,
        content=fit(_content(registry, end, said, site)),
        authors=[AuthorView(name=plain(name) or unit_id, url=site.absolute(page), email="")],
        categories=[category(site, page, name)],
        language="",
        photos=[],
        withdrawn="",
        about="",
    )


def _content(registry: Registry, end: UnitEvent, said: str, site: addresses.Site) -> str:
    parts = [f"<p>{said}</p>"]
    if end.basis:
        parts.append(f"<p>Dasar: {text(end.basis)}.</p>")
    if end.successors:
        parts += ["<p>Berita selanjutnya:</p>", "<ul>"]
        parts += [_successor(registry, successor, end.date, site) for successor in end.successors]
        parts.append("</ul>")
    parts.append("<p>Berita yang sudah terbit tetap di alamatnya.</p>")
    return "\n".join(parts)


def _successor(registry: Registry, unit_id: str, day: date, site: addresses.Site) -> str:
    """Its page and its feeds; the texts of the links tell apart the two that an office with others beneath it has."""
    feeds = [("umpan", addresses.unit_feed(unit_id))]
    if registry.had_children(unit_id):
        feeds.append(("umpan beserta unit di bawahnya", addresses.rollup_feed(unit_id)))
    links = ", ".join(f'<a href="{site.absolute(path)}">{said}</a>' for said, path in feeds)
    name = text(registry.at(unit_id, day).name)
    return f'<li><a href="{site.absolute(addresses.unit(unit_id))}">{name}</a> ({links})</li>'


def goes_on(registry: Registry, unit_id: str, day: date) -> bool:
    """Whether a unit, or any that stands beneath it on `day`, has not ended: its roll-up may still get stories."""
    waiting = [unit_id]
    while waiting:
        unit = waiting.pop()
        if not registry.at(unit, day).ended:
            return True
        waiting += registry.children(unit, day)
    return False
