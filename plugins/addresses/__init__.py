"""Every address and id of the newsroom, in one place: functions of file paths, never of titles, dates or names.

A *site path* is relative to the site's root and has no leading slash: `berita/kanim-padang/2024/x/`. It ends with a
slash where it is a page (its file is `index.html`), else it names a file.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from functools import cache
from urllib.parse import quote, urlsplit

UNIT_ID = re.compile(r"[a-z][a-z0-9-]{0,49}")
SLUG = re.compile(r"[a-z0-9][a-z0-9-]{0,99}")
YEAR = re.compile(r"[0-9]{4}")
STORY_REFERENCE = re.compile(rf"(?P<unit>{UNIT_ID.pattern})/(?P<year>{YEAR.pattern})/(?P<slug>{SLUG.pattern})")

# A tag URI names a day on which the authority was ours (RFC 4151, section 2.1). Feeds are not of a day, as stories are:
# this one is written here for good, so that neither an address nor a name nor the clock has a say in their ids.
_YEAR_OF_FEEDS = "2024"

_PLAIN = re.compile(r"[A-Za-z0-9_.~/-]*")  # what `quote` leaves alone

# Names that Windows keeps for devices: a file of that name cannot be checked out on an office PC.
DEVICE_NAMES = frozenset({"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(10))})


def is_slug(text: str) -> bool:
    """Whether a file may be called so: `[a-z0-9][a-z0-9-]{0,99}`, and no Windows device name."""
    return bool(SLUG.fullmatch(text)) and text not in DEVICE_NAMES


def is_unit_id(text: str) -> bool:
    """Whether a unit may have this id: starts with a letter, at most 50 characters of `a-z0-9-`, no device name."""
    return bool(UNIT_ID.fullmatch(text)) and text not in DEVICE_NAMES


FEED = "feed.xml"
FEED_FORMS = {"rss": FEED, "atom": "atom.xml", "json": "feed.json"}  # the name of a feed's file in each of its forms
_RSS_ONLY = re.compile(r"(?:tag|jenis|wilayah|darurat)/|unit/[^/]+/zona/")


@dataclass(frozen=True, slots=True)
class Site:
    """Where the site stands. `url` has no trailing slash; `authority` is the fixed part of every id (RFC 4151).

    `feed_forms` are those keys of `FEED_FORMS` in which the site writes feeds at all.
    """

    url: str
    authority: str
    feed_forms: tuple[str, ...] = tuple(FEED_FORMS)

    @property
    def base(self) -> str:
        """The path of the site's root on its host, with slashes at both ends: `/` or `/berita/`."""
        return _base(self.url)

    def link(self, path: str) -> str:
        """The address of a site path as pages write it: without scheme and host, so that a mirror works too."""
        return _base(self.url) + _quoted(path)

    def absolute(self, path: str) -> str:
        """The address of a site path as feeds, data and canonical links write it."""
        return f"{self.url}/{_quoted(path)}"

    def tag_id(self, reference: str) -> str:
        """The id of a story known by its first `unit/year/slug`: a tag URI (RFC 4151) that never changes."""
        year = reference.split("/")[1]
        return f"tag:{self.authority},{year}:{reference}"

    def scheme_id(self, sort: str) -> str:
        """What tells apart the categories of items: `unit`, `zona`, `jenis`, `tag` (a tag URI, RFC 4151)."""
        return f"tag:{self.authority},{_YEAR_OF_FEEDS}:{sort}"

    def forms_of(self, path: str) -> tuple[str, ...]:
        """The forms in which the feed at a site path is written."""
        return tuple(form for form in forms_of(path) if form in self.feed_forms)

    def feed_id(self, list_name: str) -> str:
        """The id of the feed of a list such as `all:` or `unit:kanim-padang`: a tag URI (RFC 4151)."""
        sort, _, of = list_name.partition(":")
        return f"tag:{self.authority},{_YEAR_OF_FEEDS}:umpan/{sort}" + (f"/{of}" if of else "")

    def ending_id(self, unit_id: str, year: int) -> str:
        """The id of the item that says in its feeds that a unit ended, in the `year` of its end (RFC 4151)."""
        return f"tag:{self.authority},{year:04}:{unit_id}/akhir"


@cache
def _base(url: str) -> str:
    return urlsplit(url).path.rstrip("/") + "/"


def _quoted(path: str) -> str:
    return path if _PLAIN.fullmatch(path) else quote(path)  # nearly all are plain, and `quote` is slow to see it


def story(reference: str) -> str:
    """The page of the story `unit/year/slug`."""
    return f"berita/{reference}/"


def reference_of(path: str) -> str:
    """The reference of the story in whose folder a path lies; empty where it lies in none."""
    found = _IN_A_STORY.match(path)
    return found.group(1) if found else ""


_IN_A_STORY = re.compile(r"berita/([^/]+/\d{4}/[^/]+)/")
WITHDRAWN_SLUG = re.compile(r"dicabut-[0-9a-f]{12}")  # no story may be called so of its own


def withdrawn_story(reference: str) -> str:
    """The page that remains of a story withdrawn for privacy: its slug may name a person, and is not repeated."""
    unit, year, _ = reference.split("/")
    mark = hashlib.sha256(reference.encode()).hexdigest()[:12]
    return story(f"{unit}/{year}/dicabut-{mark}")


def archive(period: str = "") -> str:
    """The archive of all units: of everything, or of a `period` such as `2024`, `2024-06`, `2024-06-01`."""
    return _dated("berita/", period)


def unit(unit_id: str) -> str:
    """A unit's page."""
    return f"unit/{unit_id}/"


def unit_archive(unit_id: str, period: str) -> str:
    """The archive of a unit's own stories, by month."""
    return _dated(unit(unit_id), period)


def rollup_archive(unit_id: str, period: str) -> str:
    """The archive of a unit and all under it: by month, for roots by day too."""
    return _dated(f"unit/{unit_id}/semua/", period)


def unit_page(unit_id: str, slug: str) -> str:
    """A unit's own standing page."""
    return f"unit/{unit_id}/{slug}/"


def page(slug: str) -> str:
    """A standing page of the newsroom."""
    return f"halaman/{slug}/"


def zone(theme: str, period: str = "") -> str:
    """The page of a theme or area, or its archive of a year, month or day."""
    return _dated(f"zona/{theme}/", period)


def tag(name: str, period: str = "") -> str:
    """The page of a tag, or its archive of a month."""
    return _dated(f"tag/{name}/", period)


def kind(name: str, period: str = "") -> str:
    """The page of a kind of story, or its archive of a month."""
    return _dated(f"jenis/{name}/", period)


def region(code: str, period: str = "") -> str:
    """The page of a region, or its archive of a month."""
    return _dated(f"wilayah/{code}/", period)


DIRECTORY = "unit/"
ZONES = "zona/"
REGIONS = "wilayah/"
FEED_PAGE = "feed/"
CORRECTIONS = "ralat/"
URGENT = "darurat/"
OPML = "feeds.opml"

_ARCHIVED_FEED = "arsip.xml"

SITEMAP = "sitemap.xml"
SITEMAP_OF_PAGES = "sitemap-halaman.xml"
SITEMAP_OF_ARCHIVES = "sitemap-arsip.xml"
SITEMAP_OF_NEWS = "sitemap-berita.xml"
ROBOTS = "robots.txt"


def sitemap_shard(days: str, number: int) -> str:
    """A file, counted from 0, of the sitemap of stories: of a month, of days of it (`2024-06-01-16`), of one day."""
    return f"sitemap-{days}.{number + 1}.xml" if number else f"sitemap-{days}.xml"


def data(name: str, ending: str) -> str:
    """A data file: of `units`, or of a month's stories (`berita/2024-06`), as `json` or `csv`."""
    return f"data/{name}.{ending}"


def unit_feed(unit_id: str) -> str:
    """The feed of a unit's own stories."""
    return f"{unit(unit_id)}{FEED}"


def rollup_feed(unit_id: str) -> str:
    """The feed of a unit and all under it."""
    return f"unit/{unit_id}/semua/{FEED}"


def unit_zone_feed(unit_id: str, theme: str) -> str:
    """The feed of a unit's own stories of a theme or area."""
    return f"unit/{unit_id}/zona/{theme}/{FEED}"


def zone_feed(theme: str) -> str:
    """The feed of a theme or area."""
    return f"{zone(theme)}{FEED}"


def tag_feed(name: str) -> str:
    """The feed of a tag."""
    return f"{tag(name)}{FEED}"


def kind_feed(name: str) -> str:
    """The feed of a kind of story."""
    return f"{kind(name)}{FEED}"


def region_feed(code: str) -> str:
    """The feed of a region."""
    return f"{region(code)}{FEED}"


CORRECTIONS_FEED = f"{CORRECTIONS}{FEED}"
URGENT_FEED = f"{URGENT}{FEED}"


def corrections(period: str = "") -> str:
    """What was corrected and withdrawn: of late, or in a month."""
    return _dated(CORRECTIONS, period)


def forms_of(path: str) -> tuple[str, ...]:
    """The forms in which the feed at a site path may be written: keys of `FEED_FORMS`."""
    return ("rss",) if _RSS_ONLY.match(path) else tuple(FEED_FORMS)


def feed_in(form: str, path: str) -> str:
    """The feed at `path` in another form: a key of `FEED_FORMS`."""
    return f"{path.removesuffix(FEED)}{FEED_FORMS[form]}"


def is_feed(path: str) -> bool:
    """Whether a site path is that of a feed, in any form; archives of feeds and outlines are none."""
    return path.rpartition("/")[2] in FEED_FORMS.values()


def archived_feed(archive_path: str) -> str:
    """The feed document (RFC 5005, section 4) of the period whose archive stands, or would stand, at a path."""
    return f"{archive_path}{_ARCHIVED_FEED}"


def unit_opml(unit_id: str) -> str:
    """The outline to follow a unit and all under it."""
    return f"{unit(unit_id)}{OPML}"


def region_opml(code: str) -> str:
    """The outline to follow a region."""
    return f"{region(code)}{OPML}"


def ninjs(story_path: str) -> str:
    """The story at a path for newsroom systems (IPTC ninjs)."""
    return f"{story_path}ninjs.json"


def press_kit(story_path: str) -> str:
    """Text, photos and contact of the story at a path, in one file."""
    return f"{story_path}siaran.zip"


def asset(name: str) -> str:
    """A file of the theme."""
    return f"theme/{name}"


def file(path: str) -> str:
    """The file under output/ that holds a site path."""
    return f"{path}index.html" if path == "" or path.endswith("/") else path


# A unit's page lives beside these names, so no standing page of a unit may be called so.
RESERVED_UNIT_PAGES = frozenset({"semua", "zona", "feed", "ringkasan", "sematan"})


def _dated(base: str, period: str) -> str:
    return f"{base}{period.replace('-', '/')}/" if period else base
