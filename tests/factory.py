"""Fabricated offices, stories and libraries for tests. No office here exists."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import cache
from pathlib import Path

from plugins import addresses, copies, dates
from plugins.library import Library, Placed, Places, place, store
from plugins.library.changes import Change, Reading
from plugins.library.intake import Intake
from plugins.stories.page import Page
from plugins.stories.story import Correction, Image, Media, Story, Update, Withdrawal, ZoneTag
from plugins.units import Profile, Registry, read_registry

SITE = addresses.Site(url="https://berita.samudra.example", authority="samudra.example")
SITE_NAME = "Ruang Berita Samudra"
TIMEZONE = "Asia/Jakarta"
AS_OF = "2024-12-31 23:00"
UNIT = "kanim-teluk-biru"

UNITS_CSV = """\
id,name,short_name,kind,type,parent,province_code,timezone,aliases
kementerian-samudra,Kementerian Samudra,Kemensamudra,instansi,Kementerian,,,Asia/Jakarta,
kanwil-biru,Kantor Wilayah Biru,Kanwil Biru,kanwil,Kantor Wilayah,kementerian-samudra,91,,
kanim-teluk-biru,Kantor Imigrasi Teluk Biru,Kanim Teluk Biru,upt,Kanim,kanwil-biru,91,,Imigrasi Teluk Biru
lapas-bukit-hijau,Lapas Bukit Hijau,,upt,Lapas,kanwil-biru,91,Asia/Makassar,
kanwil-jingga,Kantor Wilayah Jingga,Kanwil Jingga,kanwil,Kantor Wilayah,kementerian-samudra,92,,
rupbasan-pulau-fajar,Rupbasan Pulau Fajar,,upt,Rupbasan,kanwil-jingga,92,,
badan-lama,Badan Arsip Laut,,utama,Badan,kementerian-samudra,,,
badan-baru,Badan Arsip & Data Laut,,utama,Badan,kementerian-samudra,,,
dewan-angin,Dewan Angin,,instansi,Dewan,,,Asia/Jakarta,
balai-angin,Balai Angin,,upt,Balai,dewan-angin,,,
"""

EVENTS_CSV = """\
date,unit,event,name,parent,successors,basis
2024-03-01,badan-baru,created,,,,Keputusan contoh 1
2024-03-01,badan-lama,replaced,,,badan-baru,Keputusan contoh 1
2024-05-01,lapas-bukit-hijau,renamed,Lapas Kelas I Bukit Hijau,,,Keputusan contoh 2
2024-07-01,rupbasan-pulau-fajar,moved,,kanwil-biru,,Keputusan contoh 3
2024-09-01,rupbasan-pulau-fajar,closed,,,,Keputusan contoh 4
2024-10-01,dewan-angin,closed,,,,Keputusan contoh 5
"""

REGIONS_CSV = """\
code,name,level,parent,timezone
91,Provinsi Biru,provinsi,,Asia/Jayapura
92,Provinsi Jingga,provinsi,,Asia/Makassar
"""


@cache
def registry() -> Registry:
    """Ten offices in three zones, one renamed, one moved and closed, one replaced, one that ended above another."""
    made, problems = read_registry(UNITS_CSV, EVENTS_CSV, REGIONS_CSV, TIMEZONE)
    assert not [problem for problem in problems if problem.severity == "error"], problems
    return made


def instant(text: str, timezone: str = TIMEZONE) -> int:
    """Seconds since 1970 of a moment as people write it."""
    return dates.parse_moment(text, timezone).instant


def places(as_of: str = AS_OF, *, preview: bool = False, profiles: dict[str, Profile] | None = None) -> Places:
    """The places of a build at `as_of` (in the site's zone)."""
    return Places(SITE, TIMEZONE, registry(), profiles or {}, instant(as_of), preview)


def story(reference: str = f"{UNIT}/2024/antrean", date: str = "2024-06-01 09:30", **fields: object) -> Story:
    """A published story; `fields` are those of `Story`."""
    unit = reference.split("/")[0]
    timezone = registry().timezone(unit)
    moment = dates.parse_moment(date, timezone)
    made = Story(
        path=f"berita/{reference}.md",
        reference=reference,
        identity=reference,
        unit=unit,
        title="Antrean paspor kini lebih singkat",
        instant=moment.instant,
        has_time=moment.has_time,
        timezone=timezone,
        updated=moment.instant,
        summary="Loket tambahan dibuka setiap pagi.",
        body="<p>Loket tambahan dibuka setiap pagi.</p>",
    )
    return replace(made, **fields)  # type: ignore[arg-type]


def stories(count: int, unit: str = UNIT, first_day: int = 1, month: str = "2024-06") -> list[Story]:
    """`count` stories of a unit, a minute apart, the first on `first_day` of `month` at 08:00."""
    begin = instant(f"{month}-{first_day:02} 08:00")
    return [
        replace(story(f"{unit}/2024/berita-{number:04}"), instant=begin + 60 * number, updated=begin + 60 * number)
        for number in range(count)
    ]


def zones(*themes: str) -> tuple[ZoneTag, ...]:
    """Tags as the tagger gives them."""
    return tuple(ZoneTag(theme, "tagger") for theme in themes)


def picture(name: str = "loket.jpg", **fields: object) -> tuple[Image, Media]:
    """A photo, and the file that it is."""
    image = Image(name=name, alt="Loket baru", width=640, height=480)
    media = Media(f"berita/{UNIT}/2024/{name}", name, "0" * 64, "image/jpeg", 51_200, 640, 480)
    return replace(image, **fields), media  # type: ignore[arg-type]


def correction(date: str = "2024-06-02 10:00", kind: str = "ralat", note: str = "Jam buka diperbaiki.") -> Correction:
    """A correction of a story of `UNIT`."""
    return Correction(instant(date, registry().timezone(UNIT)), True, kind, note)


def update(date: str, note: str) -> Update:
    """An entry of a running story of `UNIT`."""
    return Update(instant(date, registry().timezone(UNIT)), True, note)


def withdrawn(of: Story, kind: str = "pencabutan", reason: str = "Data keliru.", date: str = "2024-06-03") -> Story:
    """A story's row after it was withdrawn, as the reader makes it."""
    moment = dates.parse_moment(date, of.timezone)
    kept = {"title": of.title} if kind == "pencabutan" else {"title": ""}
    return replace(
        story(of.reference, **kept),
        instant=of.instant,
        updated=moment.instant,
        withdrawn=Withdrawal(moment.instant, moment.has_time, kind, reason),
        summary="",
        body="",
    )


def page(slug: str = "tentang-kami", unit: str = "", **fields: object) -> Page:
    """A standing page."""
    path = f"unit/{unit}/{slug}.md" if unit else f"halaman/{slug}.md"
    return replace(Page(path=path, slug=slug, unit=unit, title="Tentang kami"), **fields)  # type: ignore[arg-type]


def placed(of: Story, at: Places | None = None) -> Placed:
    """A story with its place."""
    return place(of, at or places())


class Shelf:
    """A library in a file, for tests that take stories in and look at it."""

    def __init__(self, path: Path, at: Places | None = None) -> None:
        self.places = at or places()
        self._path = path
        self._db = store.connect(path)

    def take(self, *rows: Story | Page, gone: Iterable[str] = ()) -> list[Change]:
        """Take in rows, new or edited, and forget the files `gone` (content paths); the changes that followed."""
        intake = Intake(self._db, self.places)
        changes = [*intake.take([reading(row) for row in rows], gone), *intake.finish()]
        self._db.commit()
        return changes

    def library(self) -> Library:
        """The library as it is now."""
        return Library(self._db, self.places)

    def close(self) -> None:
        """Close the file."""
        self._db.close()


@contextmanager
def shelf(folder: Path, *rows: Story | Page, at: Places | None = None) -> Iterator[Shelf]:
    """A library with these rows, closed at the end."""
    made = Shelf(folder / "library.sqlite", at)
    try:
        made.take(*rows)
        yield made
    finally:
        made.close()


def reading(row: Story | Page) -> Reading:
    """What reading a sound file gives."""
    if isinstance(row, Page):
        return Reading(row.path, row.site_path, page=store.PAGE.encode(row))
    return Reading(
        path=row.path,
        key=row.reference,
        story=store.STORY.encode(replace(row, body="")),
        body=row.body,
        signature=copies.signature(row.body),
        claims=row.moved_from,
        instant=row.instant,
    )
