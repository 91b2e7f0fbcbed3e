"""A small newsroom to judge drafts in."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from plugins import copies, dates, zones
from plugins.problems import Problem
from plugins.rules import checking, table
from plugins.rules.draft import Archive, Draft, Earlier
from plugins.rules.drafting import Desk, draft_of
from plugins.rules.examples import as_file, examples
from plugins.rules.known import known
from plugins.rules.rule import Rule
from plugins.stories.reader import Context, open_story, read_story
from plugins.stories.roots import Roots
from plugins.stories.story import Story
from plugins.stories.tree import Place
from plugins.units import Profile, read_officials, read_registry
from tests import factory

REGIONS_CSV = "code,name,level,parent\n13,Sumatera Barat,provinsi,\n13.71,Kota Padang,kota,13\n"
UNITS_CSV = f"""{factory.UNITS_CSV}\
kanim-karang-jingga,Kantor Imigrasi Kelas I Karang Jingga,,upt,Kanim,kanwil-jingga,,,
rutan-pasir-putih,Rumah Tahanan Negara Kelas IIB Pasir Putih,,upt,Rutan,kanwil-jingga,,,
"""
REGISTRY, _ = read_registry(UNITS_CSV, "", REGIONS_CSV, factory.TIMEZONE)
PROFILES = {
    "kanim-teluk-biru": Profile(phone="(0751) 555-0100", email="kanimtelukbiru@gmail.com", whatsapp="+62 812 5550 1000")
}
PLACE = Place("berita/kanim-teluk-biru/2024/contoh.md", "kanim-teluk-biru", "2024", "contoh")
CONTEXT = Context(REGISTRY, zones.load(Path("/nonexistent"))[0], "", factory.TIMEZONE, Roots(Path("/nonexistent")))
OFFICIALS_CSV = """\
unit,name,title,from,until
kanim-teluk-biru,"Drs. H. Hantor Situmorang, M.H.",Kepala Kantor,,2024-05-31
kanim-teluk-biru,Ratna Wulandari,Kepala Kantor,2024-06-01,
kanwil-biru,Bambang Prakoso,Kepala Kanwil,,
kanwil-jingga,Gunawan Setiadi,Kepala Kanwil,,
"""
OFFICIALS, _ = read_officials(OFFICIALS_CSV.encode(), REGISTRY.units)
DESK = Desk(REGISTRY, known(REGISTRY, PROFILES, "https://redaksi.example", OFFICIALS))


def draft(data: bytes | str, place: Place = PLACE, desk: Desk = DESK) -> Draft:
    """The draft of a story's file."""
    raw = data.encode() if isinstance(data, str) else data
    return draft_of(raw, place, open_story(raw, place, CONTEXT), desk)


def archive(data: bytes, code: str) -> Archive:
    """The one earlier story of a rule's examples, and how much a file is like it."""
    of = examples()[code]
    place = Place(f"berita/{of.office}/2024/lebih-dulu.md", of.office, "2024", "lebih-dulu")
    story, body = _read(as_file(of.earlier), place), _read(data, PLACE).body
    day = dates.in_zone(story.instant, story.timezone).date().isoformat()
    other = Earlier(story.reference, story.path, story.title, REGISTRY.units[of.office].name, day, (of.office,))
    share = copies.similarity(copies.signature(body), copies.signature(story.body))
    return Archive(((other, share),), {f"berita/kanim-teluk-biru/2024/{name}": (other,) for name in of.photos})


def _read(data: bytes, place: Place) -> Story:
    """The story in a file, whatever lies beside it."""
    plain = data.replace(b"![", b"[").replace(b"image:", b"tags: [] #")
    found = read_story(plain, place, CONTEXT).story
    assert found is not None
    return found


def judged(data: bytes | str, rules: tuple[Rule, ...] | None = None) -> checking.Verdict:
    """What the rules say of a file; all of them, unless some are named."""
    return checking.judge(draft(data), table.rules() if rules is None else rules)


def told(data: bytes | str, code: str) -> list[Problem]:
    """What one rule tells of a file, also where it counts only if no other file has the same."""
    changed = {code: dict(limits)} if (limits := examples()[code].thresholds) else {}
    rules = tuple(rule for rule in table.chosen(changed) if rule.code == code)
    raw = data.encode() if isinstance(data, str) else data
    verdict = checking.judge(replace(draft(raw), archive=archive(raw, code)) if rules[0].archive else draft(raw), rules)
    return [*verdict.problems, *(one.problem for one in verdict.shared)]
