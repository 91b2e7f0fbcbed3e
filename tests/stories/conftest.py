"""A fictional registry: one regional office and the offices beneath it, in two time zones."""

from collections.abc import Callable
from pathlib import Path

import pytest

from plugins.stories.reader import Context, Place, Reading, read_story
from plugins.stories.roots import Roots
from plugins.units import Registry, read_registry
from plugins.zones import default

UNITS = """id,name,kind,parent,timezone
kanwil-lautan,Kantor Wilayah Lautan,kanwil,,Asia/Makassar
kanim-teluk-biru,Kantor Imigrasi Teluk Biru,upt,kanwil-lautan,
lapas-karang-jauh,Lapas Karang Jauh,upt,kanwil-lautan,Asia/Jayapura
kanwil-daratan,Kantor Wilayah Daratan,kanwil,,Asia/Jakarta
"""


@pytest.fixture(scope="session")
def registry() -> Registry:
    registry, problems = read_registry(UNITS, "", "", "Asia/Jakarta")
    assert problems == []
    return registry


@pytest.fixture
def context(registry: Registry, tmp_path: Path) -> Context:
    return Context(
        registry=registry,
        taxonomy=default(),
        site_url="https://berita.contoh.go.id",
        timezone="Asia/Jakarta",
        roots=Roots(tmp_path),
        moves=frozenset({("lapas-karang-jauh/2023/lama", "kanim-teluk-biru/2024/layanan")}),
    )


@pytest.fixture
def place() -> Place:
    return Place("berita/kanim-teluk-biru/2024/layanan.md", "kanim-teluk-biru", "2024", "layanan")


@pytest.fixture
def read(context: Context, place: Place) -> Callable[[str], Reading]:
    """Reads a story of the fictional office from text."""
    return lambda text: read_story(text.encode(), place, context)
