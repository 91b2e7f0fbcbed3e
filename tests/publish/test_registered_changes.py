"""Rule 1 where registers, profiles, settings or the clock change: what follows is what a clean build makes."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from tests.publish.small import AS_OF, Small

UNITS, EVENTS, REGIONS = "register/units.csv", "register/unit_events.csv", "register/regions.csv"
_UNITS = """\
id,name,short_name,kind,type,parent,province_code,timezone
kementerian-samudra,Kementerian Samudra,Kemensamudra,instansi,,,,Asia/Jakarta
kanwil-biru,Kantor Wilayah Biru,Kanwil Biru,kanwil,,kementerian-samudra,91,
kanim-teluk-biru,Kantor Imigrasi Teluk Biru,Kanim Teluk Biru,upt,Kanim,kanwil-biru,91,
lapas-bukit-biru,Lapas Bukit Biru,,upt,Lapas,kanwil-biru,91,
kanwil-jingga,Kantor Wilayah Jingga,Kanwil Jingga,kanwil,,kementerian-samudra,92,
kanim-karang-jingga,Kantor Imigrasi Karang Jingga,Kanim Karang Jingga,upt,Kanim,kanwil-jingga,92,
kanim-sepi,Kantor Imigrasi Sepi,,upt,Kanim,kanwil-jingga,92,
balai-arus,Balai Arus,,utama,Balai,kementerian-samudra,92,
balai-utara,Balai Utara,,utama,Balai,kementerian-samudra,91,
balai-selatan,Balai Selatan,,utama,Balai,kementerian-samudra,92,
induk-sepi,Kantor Induk Sepi,,kanwil,,kementerian-samudra,92,
pos-sepi,Pos Sepi,,upt,Pos,induk-sepi,92,
"""
_EVENTS = """\
date,unit,event,name,parent,unit_class,successors,basis,source
2024-03-01,balai-arus,split,,,,balai-utara;balai-selatan,Keputusan contoh 1/2024,
"""
_REGIONS = """\
code,name,level,parent,timezone
91,Provinsi Biru,provinsi,,Asia/Jakarta
92,Provinsi Jingga,provinsi,,Asia/Makassar
93,Provinsi Fajar,provinsi,,Asia/Jayapura
"""
_PROFILE = 'accepts = ["kanim-karang-jingga"]\nphone = "(0999) 555-0100"\n'
_LATER, _MUCH_LATER = "2025-01-25 12:00", "2025-03-01 12:00"

Edit = Callable[[Small], object]


def put(path: str, text: str) -> Edit:
    return lambda site: site.write(path, text)


def replaced(path: str, old: str, new: str) -> Edit:
    def edit(site: Small) -> None:
        text = (site.content / path).read_text(encoding="utf-8")
        assert text.count(old) == 1, (path, old)
        site.write(path, text.replace(old, new))

    return edit


def added(path: str, line: str) -> Edit:
    return lambda site: site.write(path, (site.content / path).read_text(encoding="utf-8") + line + "\n")


def without(path: str, beginning: str) -> Edit:
    def edit(site: Small) -> None:
        lines = (site.content / path).read_text(encoding="utf-8").splitlines(keepends=True)
        kept = [line for line in lines if not line.startswith(beginning)]
        assert len(kept) == len(lines) - 1, (path, beginning)
        site.write(path, "".join(kept))

    return edit


def story(reference: str, date: str = "2024-11-05 09:00", body: str = "Loket dibuka.", **keys: str) -> Edit:
    return lambda site: site.story(reference, date, body, **keys)


@dataclass(frozen=True)
class Scenario:
    """An edit of the site below; `first` is what stands in it besides, `at` and `settings` are of the build after.

    `gone` and `stays` are output paths from before.
    """

    edit: Edit = lambda site: None
    first: Edit = lambda site: None
    at: str = AS_OF
    settings: dict[str, Any] = field(default_factory=dict)
    gone: tuple[str, ...] = ()
    stays: tuple[str, ...] = ()


@pytest.fixture(scope="module")
def master(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Offices with stories on several days, and some without any: built once."""
    folder = tmp_path_factory.mktemp("kantor")
    made = Small(folder / "situs")
    for path, text in ((UNITS, _UNITS), (EVENTS, _EVENTS), (REGIONS, _REGIONS)):
        made.write(path, text)
    made.write("unit/kanim-teluk-biru/profil.toml", _PROFILE)
    zone = "Seluruh pegawai menandatangani pakta integritas."
    for edit in (
        story("kementerian-samudra/2024/apel", "2024-02-01 08:00"),
        story("kanim-teluk-biru/2024/antrean", "2024-06-03 09:00"),
        story("kanwil-jingga/2024/rapat", "2024-07-02 08:00"),
        story(
            "kanim-karang-jingga/2024/zona", "2024-07-02 09:00", zone, zones="[wbk, area-6]", units="[kanim-teluk-biru]"
        ),
        story("kanim-karang-jingga/2024/siaran", "2024-08-31 09:00", kind="siaran-pers", units="[kanim-teluk-biru]"),
        story("kanim-karang-jingga/2024/ralatan", corrections="[{date: 2024-11-06, kind: ralat, note: Salah ketik}]"),
        story("lapas-bukit-biru/2024/banjir", "2024-12-01 09:00", kip="serta-merta", expires="2025-02-01"),
        story("balai-arus/2024/arus", "2024-02-10 08:00"),
        story(
            "balai-utara/2024/taut",
            body="Lihat [umpan](/unit/kanim-karang-jingga/zona/wbk/feed.xml) dan [unit](/unit/kanwil-jingga/semua/).",
        ),
    ):
        edit(made)
    made.build()
    made.folder.rename(folder / "salinan")
    return folder


@pytest.fixture
def site(master: Path) -> Iterator[Small]:
    """The site as it was built, at the place where it was."""
    shutil.copytree(master / "salinan", master / "situs", symlinks=True)
    yield Small(master / "situs")
    shutil.rmtree(master / "situs")


_ROOT_BY_ROW = replaced(UNITS, "kanwil,,kementerian-samudra,92,\nkanim-karang", "kanwil,,,92,\nkanim-karang")
_ROOT_AT_ONCE = "2024-07-20,kanwil-jingga,moved,,-,,,Keputusan contoh 2/2024,"
_RENAMED = "2024-12-01,kanim-teluk-biru,renamed,Kantor Imigrasi Kelas I Teluk Biru,,,,Keputusan contoh 3/2024,"
_RENAMED_LATER = "2025-01-20,kanim-teluk-biru,renamed,Kantor Imigrasi Kelas I Teluk Biru,,,,Keputusan contoh 3/2025,"
_CONTACT = '[press_contact]\nname = "Piket Humas"\nphone = "0999 555 0101"\n'
_FURTHER = "berita/kanim-karang-jingga/2024/siaran.md"

SCENARIOS = {
    # Parents, and roots: their roll-ups are cut by day
    "a parent with stories of its own and beneath is removed": Scenario(
        without(UNITS, "kanwil-jingga,"), gone=("unit/kanwil-jingga/feed.xml", "unit/kanwil-jingga/semua/feed.xml")
    ),
    "a parent with stories beneath alone is removed": Scenario(
        without(UNITS, "kanwil-biru,"), gone=("unit/kanwil-biru/feed.xml", "unit/kanwil-biru/semua/feed.xml")
    ),
    "a root is removed": Scenario(without(UNITS, "kementerian-samudra,"), gone=("unit/kementerian-samudra/feed.xml",)),
    "a unit becomes a root by its row": Scenario(_ROOT_BY_ROW),
    "it stops being one": Scenario(put(UNITS, _UNITS), first=_ROOT_BY_ROW),
    "a unit becomes a root by an event": Scenario(added(EVENTS, _ROOT_AT_ONCE)),
    "the event is taken back": Scenario(put(EVENTS, _EVENTS), first=added(EVENTS, _ROOT_AT_ONCE)),
    "a unit becomes a root on a day": Scenario(
        first=added(EVENTS, "2025-01-20,kanwil-jingga,moved,,-,,,Keputusan contoh 2/2025,"), at=_LATER
    ),
    "a unit gets another parent": Scenario(
        added(EVENTS, "2024-08-01,kanim-karang-jingga,moved,,kanwil-biru,,,Keputusan contoh 4/2024,")
    ),
    "a unit gets its first child": Scenario(added(UNITS, "pos-baru,Pos Baru,,upt,Pos,balai-utara,91,")),
    # Names
    "a unit in whose lists accepted stories of others stand is renamed by its row": Scenario(
        replaced(UNITS, "Kantor Imigrasi Teluk Biru", "Kantor Imigrasi Teluk Biru Raya"),
        stays=("unit/kanim-teluk-biru/zona/wbk/feed.xml",),
    ),
    "it is renamed by an event": Scenario(added(EVENTS, _RENAMED), stays=("unit/kanim-teluk-biru/zona/wbk/feed.xml",)),
    "it is renamed on a day": Scenario(first=added(EVENTS, _RENAMED_LATER), at=_LATER),
    "a predecessor is renamed": Scenario(replaced(UNITS, ",Balai Arus,", ",Balai Arus Dalam,")),
    "a successor is renamed": Scenario(replaced(UNITS, ",Balai Utara,", ",Balai Arus Utara,")),
    "a root is renamed": Scenario(replaced(UNITS, ",Kementerian Samudra,", ",Kementerian Samudra Raya,")),
    # Successors
    "a successor is corrected": Scenario(replaced(EVENTS, "balai-utara;balai-selatan", "balai-utara;kanwil-jingga")),
    "successors are removed": Scenario(replaced(EVENTS, "split,,,,balai-utara;balai-selatan", "closed,,,,")),
    "the day of an end is corrected": Scenario(replaced(EVENTS, "2024-03-01", "2024-04-01")),
    "an end is taken back": Scenario(without(EVENTS, "2024-03-01,balai-arus")),
    "a unit ends on a day": Scenario(
        first=added(EVENTS, "2025-01-20,kanwil-biru,merged,,,,kanwil-jingga,Keputusan contoh 5/2025,"), at=_LATER
    ),
    # Units without stories
    "a unit without stories is removed": Scenario(without(UNITS, "kanim-sepi,"), gone=("unit/kanim-sepi/feed.xml",)),
    "a unit without stories is added": Scenario(added(UNITS, "pos-baru,Pos Baru,,upt,Pos,kanwil-biru,91,")),
    "an only child without stories is removed": Scenario(
        without(UNITS, "pos-sepi,"),
        gone=("unit/pos-sepi/feed.xml", "unit/induk-sepi/semua/feed.xml"),
        stays=("unit/induk-sepi/feed.xml",),
    ),
    "an only child without stories moves": Scenario(
        replaced(UNITS, "Pos,induk-sepi", "Pos,kanwil-biru"), gone=("unit/induk-sepi/semua/feed.xml",)
    ),
    # Profiles
    "a press contact changes": Scenario(
        put("unit/kanim-karang-jingga/profil.toml", _CONTACT.replace("Piket", "Kepala")),
        first=put("unit/kanim-karang-jingga/profil.toml", _CONTACT),
    ),
    "a root gets a press contact": Scenario(put("unit/kementerian-samudra/profil.toml", _CONTACT)),
    "a profile is removed": Scenario(lambda site: (site.content / "unit/kanim-teluk-biru/profil.toml").unlink()),
    "a unit accepts another unit's stories": Scenario(
        put("unit/kanim-teluk-biru/profil.toml", 'accepts = ["kanim-karang-jingga", "lapas-bukit-biru"]\n')
    ),
    "it accepts none any more": Scenario(
        put("unit/kanim-teluk-biru/profil.toml", 'phone = "(0999) 555-0100"\n'),
        gone=("unit/kanim-teluk-biru/zona/wbk/feed.xml",),
    ),
    # Regions
    "a region is renamed": Scenario(replaced(REGIONS, "Provinsi Jingga", "Provinsi Jingga Raya")),
    "a unit moves to another province": Scenario(
        replaced(UNITS, "Kanim,kanwil-jingga,92,\nkanim-sepi", "Kanim,kanwil-jingga,93,\nkanim-sepi")
    ),
    "the only unit with stories of a province leaves it": Scenario(
        put(UNITS, _UNITS),
        first=replaced(UNITS, "Lapas,kanwil-biru,91", "Lapas,kanwil-biru,93"),
        gone=("wilayah/93/feed.xml", "wilayah/93/feeds.opml"),
    ),
    "a region's zone changes": Scenario(replaced(REGIONS, "Asia/Makassar", "Asia/Jayapura")),
    # Themes
    "a theme is renamed": Scenario(
        put("register/zones.toml", 'extends = "default"\n[[theme]]\nid = "wbk"\nname = "Bebas Korupsi"\n')
    ),
    # The clock
    "an urgent story expires": Scenario(at=_MUCH_LATER, stays=("darurat/feed.xml",)),
    "a correction falls due": Scenario(
        first=replaced(_FURTHER, "kind:", "corrections: [{date: 2025-01-20, kind: ralat, note: A}]\nkind:"), at=_LATER
    ),
    # Settings
    "the forms of feeds become fewer": Scenario(settings={"FEED_FORMS": ("rss",)}, gone=("atom.xml", "feed.json")),
    "a hub is named": Scenario(settings={"HUBS": ("https://hub.example/",)}),
    "the site gets another name": Scenario(settings={"SITENAME": "Berita & <b>Samudra</b>"}),
    "the site gets another address": Scenario(settings={"SITEURL": "https://lain.example/sub"}),
    "the site gets another zone": Scenario(settings={"TIMEZONE": "Asia/Jayapura"}),
    "fewer families are made": Scenario(
        settings={"FAMILIES": ("feed:unit", "opml")}, gone=("index.html",), stays=("unit/kanim-sepi/feed.xml",)
    ),
    "a preview follows a build": Scenario(settings={"PREVIEW": True}),
}


@pytest.mark.parametrize("scenario", SCENARIOS.values(), ids=SCENARIOS)
def test_what_follows_is_what_a_clean_build_makes(site: Small, scenario: Scenario) -> None:
    scenario.first(site)
    site.build()
    before = site.files
    scenario.edit(site)
    site.build(scenario.at, **scenario.settings)
    after, clean = site.files, site.clean(scenario.at, **scenario.settings)

    assert before != clean, "the scenario changes nothing"
    assert set(scenario.gone) | set(scenario.stays) <= before.keys()
    assert not set(scenario.gone) & clean.keys()
    assert set(scenario.stays) <= clean.keys()
    assert (sorted(after.keys() - clean.keys()), sorted(clean.keys() - after.keys())) == ([], [])
    assert [path for path in clean if after[path] != clean[path]] == []
