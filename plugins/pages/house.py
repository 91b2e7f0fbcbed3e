"""What every page needs beside its stories: the site's names, the words for kinds and stages, the theme; and how a page
family is made of a view function and a template."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Literal, TypedDict

import jinja2

from plugins import addresses, dates
from plugins.addresses import made
from plugins.library import Library
from plugins.library.changes import Change
from plugins.pages import linked_data, templates
from plugins.publish.family import Output, View
from plugins.zones import Taxonomy

KIND_NAMES: Mapping[str, str] = {
    "berita": "Berita",
    "siaran-pers": "Siaran pers",
    "pengumuman": "Pengumuman",
    "sambutan": "Sambutan",
    "klarifikasi": "Klarifikasi",
}
CORRECTION_NAMES: Mapping[str, str] = {
    "ralat": "Ralat",
    "koreksi": "Koreksi",
    "hak-jawab": "Hak jawab",
    "pemutakhiran": "Pemutakhiran",
}
WITHDRAWAL_NAMES: Mapping[str, str] = {"pencabutan": "Berita dicabut", "privasi": "Dicabut demi privasi"}
LEVEL_NAMES: Mapping[str, str] = {
    "instansi": "Instansi",
    "utama": "Unit utama",
    "kanwil": "Kantor wilayah",
    "upt": "Unit pelaksana teknis",
}


class Link(TypedDict):
    """A label and the site path it leads to."""

    label: str
    path: str


@dataclass(frozen=True, slots=True)
class House:
    """The newsroom's own facts. Plain data but for the theme's environment, which each process makes for itself."""

    site: addresses.Site
    name: str
    timezone: str
    language: str
    about: str
    theme: Path
    taxonomy: Taxonomy
    menus: Mapping[str, str]  # label of every site path to which each page leads
    environment: jinja2.Environment = field(repr=False)

    def say(self, text: str) -> str:
        """Interface text in the house's language; as it is written here, Indonesian, where there is no translation."""
        return self.environment.translate(text) if isinstance(self.environment, templates.Environment) else text

    def kind_name(self, kind: str) -> str:
        """What people call a kind of story."""
        return self.say(KIND_NAMES.get(kind, kind))

    def zone_name(self, theme_id: str) -> str:
        """A theme's or area's name; its id where the taxonomy no longer has it."""
        return self.taxonomy.theme(theme_id).name if theme_id in self.taxonomy.ids else theme_id

    def stage_name(self, stage_id: str) -> str:
        """A stage's name, empty where the story is at none that the taxonomy knows."""
        return next((stage.name for stage in self.taxonomy.stages if stage.id == stage_id), "")

    def frame(
        self,
        title: str,
        path: str,
        *,
        description: str = "",
        crumbs: Iterable[Link] = (),
        feed: str = "",
        lang: str = "",
        noindex: bool = False,
        card: str = made.card(""),
        canonical: str = "",
    ) -> dict[str, object]:
        """What `base.html` needs of a page. `card` is the picture that other sites show with a link to it, if any,
        `canonical` the site path of the page of which it is a copy.
        """
        return {
            "title": title,
            "description": description,
            "path": path,
            "lang": lang or self.language,
            "feed": feed,
            "crumbs": list(crumbs),
            "noindex": noindex,
            "card": card,
            "canonical": canonical,
        }


class PageFamily:
    """A family whose every view is one page: subclasses say which keys there are and what a view holds."""

    name = ""
    template = ""
    kind: Literal["core", "deferred"] = "core"
    version = 1
    themed = "templates"

    def __init__(self, house: House) -> None:
        self.house = house

    def keys(self, library: Library) -> Iterable[str]:
        """None."""
        return ()

    def concerned(self, units: frozenset[str], library: Library) -> Iterable[str]:
        """Nothing."""
        return ()

    def touched(self, change: Change, library: Library) -> Iterable[str]:
        """Nothing."""
        return ()

    def house_of(self, lang: str) -> House:
        """Whose interface frames a page in that language."""
        return self.house

    def render(self, key: str, view: View) -> Iterable[Output]:
        """The page, at the path its frame names."""
        page = view["page"]
        if not isinstance(page, dict):
            raise TypeError(f"the view of {self.name} {key} has no frame")
        told = linked_data.script(self.name, view, self.house.site, self.house.name)
        text = self.house_of(page["lang"]).environment.get_template(self.template).render({**view, "linked_data": told})
        yield Output(addresses.file(page["path"]), text.encode())


@lru_cache(8192)
def period_label(period: str, locale: str) -> str:
    """`2024`, `Juni 2024`, or `Sabtu, 1 Juni 2024`."""
    if len(period) == 4:
        return period
    if len(period) == 7:
        return dates.show_month(int(period[:4]), int(period[5:]), locale)
    return dates.show_day(date.fromisoformat(period), locale)
