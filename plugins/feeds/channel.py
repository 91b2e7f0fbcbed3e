"""What the feed of a list says of itself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from plugins import addresses, dates
from plugins.feeds.characters import plain
from plugins.feeds.item import Style
from plugins.feeds.view import AuthorView, FeedView, ItemView
from plugins.feeds.wording import label
from plugins.library import Library, ListName
from plugins.units import Profile, Registry


@dataclass(frozen=True, slots=True)
class Publisher:
    """What all feeds have in common. `zone_names` are the taxonomy's names by id, `hubs` addresses (WebSub)."""

    site: addresses.Site
    name: str
    language: str
    zone_names: Mapping[str, str]
    hubs: Sequence[str] = ()

    def style(self, library: Library, profiles: Mapping[str, Profile]) -> Style:
        """What items are made with; `profiles` as `Style` has them."""
        return Style(self.site, self.language, self.zone_names, library.resolve, profiles)


# By sort of list: the title of its feed, and what it holds. `name` is what the list is of.
_SAID = {
    "all": ("{site}", "Berita terbaru dari semua unit di {site}."),
    "unit": ("{name} – {site}", "Berita terbaru dari {name}."),
    "semua": ("{name} dan semua unit di bawahnya – {site}", "Berita terbaru dari {name} dan semua unit di bawahnya."),
    "zona": ("{name} – {site}", "Berita terbaru bertema {name} dari semua unit di {site}."),
    "unit-zona": ("{name}: {theme} – {site}", "Berita terbaru bertema {theme} dari {name}."),
    "jenis": ("{name} – {site}", "Berita terbaru berjenis {name} dari semua unit di {site}."),
    "wilayah": ("{name} – {site}", "Berita terbaru dari semua unit di {name}."),
    "tag": ("#{name} – {site}", "Berita terbaru bertagar #{name} dari semua unit di {site}."),
    "darurat": ("Darurat – {site}", "Informasi serta-merta dan berita mendesak dari semua unit di {site}."),
    "ralat": ("Ralat dan pencabutan – {site}", "Berita {site} yang diralat, dikoreksi, dimutakhirkan, atau dicabut."),
}


def describe(registry: Registry, name: ListName, day: date, of: Publisher) -> tuple[str, str]:
    """The title of the feed of a list, and what it holds, with names as they were on a day (of the site's zone)."""
    subject, _, theme = name.of.partition("/")
    if name.sort in ("unit", "semua", "unit-zona"):
        called = registry.at(subject, day).name if subject in registry.units else subject
    elif name.sort == "zona":
        called = of.zone_names.get(subject, subject)
    elif name.sort == "wilayah":
        called = registry.regions[subject].name if subject in registry.regions else subject
    else:
        called = label(subject) if name.sort == "jenis" else subject
    facts = {"site": of.name, "name": called, "theme": of.zone_names.get(theme, theme)}
    title, held = (said.format(**facts) for said in _SAID[name.sort])
    return title, held


def document(name: ListName, items: list[ItemView], said: tuple[str, str], of: Publisher, timezone: str) -> FeedView:
    """The feed of a list with these items and this title and description; what only some feeds have is left empty."""
    changed = max((datetime.fromisoformat(item["updated"]) for item in items), default=None)
    title, description = said
    return FeedView(
        path=name.feed,
        forms=list(of.site.forms_of(name.feed)),
        id=of.site.feed_id(str(name)),
        link=of.site.absolute(page(name)),
        site=of.site.absolute(""),
        title=plain(title),
        description=plain(description),
        language=of.language,
        updated=changed.astimezone(dates.zone(timezone)).isoformat() if changed else "",
        previous="",
        current="",
        hubs=[],
        ended=False,
        editor=None,
        items=items,
    )


def editor(unit_id: str, name: str, profiles: Mapping[str, Profile]) -> AuthorView | None:
    """Who answers for the feed of an office: its press officer, where that is known with an address of mail."""
    profile = profiles.get(unit_id)
    officer = profile.contact if profile else None
    if officer is None or not officer.email:
        return None
    return AuthorView(name=plain(officer.name) or plain(name) or unit_id, url="", email=officer.email)


def page(name: ListName) -> str:
    """The site path of the page that shows the same as the feed of a list; all news are on the front page."""
    return "" if name.sort == "all" else name.path()
