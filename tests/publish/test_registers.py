from pathlib import Path

import pytest

from plugins.publish.registers import Registers, load
from tests import factory
from tests.building import ROOT
from tests.publish.small import EVENTS, Small, small


@pytest.fixture
def site(tmp_path: Path) -> Small:
    return small(tmp_path)


def registers(site: Small, as_of: str = "2025-01-15 12:00", *, preview: bool = False, **settings: object) -> Registers:
    return load(
        site.content,
        ROOT / "theme",
        site=factory.SITE,
        timezone="Asia/Jakarta",
        as_of=factory.instant(as_of),
        preview=preview,
        settings=settings,
    )


def test_a_tree_needs_its_units_alone(tmp_path: Path) -> None:
    bare = Small(tmp_path)
    bare.write("register/units.csv", "id,name,kind,parent\ndewan-angin,Dewan Angin,instansi,\n")
    found = registers(bare)
    assert list(found.context.registry.units) == ["dewan-angin"]
    assert found.taxonomy.ids
    assert found.problems == []


def test_problems_of_all_registers_are_told_in_order_of_place(site: Small) -> None:
    site.write("register/moves.csv", "from,to\na,b\n")
    site.write("unit/kanim-teluk/profil.toml", "address = Jalan\n")
    paths = [problem.path for problem in registers(site).problems]
    assert {"register/moves.csv", "unit/kanim-teluk/profil.toml"} <= set(paths)
    assert paths == sorted(paths)


def test_the_hour_of_a_build_is_not_part_of_what_outputs_depend_on(site: Small) -> None:
    assert registers(site, "2025-01-15 12:00").environment == registers(site, "2026-03-01 00:00").environment


def test_the_day_of_an_event_is(site: Small) -> None:
    site.write("register/unit_events.csv", EVENTS + "2024-06-01,kanim-teluk,renamed,Kanim Baru,,,,Keputusan,\n")
    before, on, after = (registers(site, f"2024-0{month}-01 00:00").environment for month in (5, 6, 7))
    assert before.registers != on.registers
    assert on == after


def test_settings_site_and_preview_are(site: Small) -> None:
    plain = registers(site).environment
    assert registers(site, SITENAME="Lain").environment != plain
    assert registers(site, preview=True).environment != plain
