"""A small fictional ministry: a root, two regional offices, three offices beneath them."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from plugins.problems import Problem
from plugins.units import Registry, read_registry

UNITS = """\
id,name,short_name,kind,parent,unit_class,province_code,timezone
kementerian-laut,Kementerian Laut,Kemenlaut,instansi,,,,
kanwil-teluk,Kantor Wilayah Teluk,Kanwil Teluk,kanwil,kementerian-laut,,91,
kanwil-tanjung,Kantor Wilayah Tanjung,Kanwil Tanjung,kanwil,kementerian-laut,,,Asia/Makassar
kanim-teluk-biru,Kantor Imigrasi Kelas II Teluk Biru,Kanim Teluk Biru,upt,kanwil-teluk,II,91,
kanim-teluk-abu,Kantor Imigrasi Teluk Abu,,upt,kanwil-teluk,,,
lapas-tanjung-merah,Lapas Kelas IIA Tanjung Merah,,upt,kanwil-tanjung,IIA,,
"""
EVENTS = "date,unit,event,name,parent,unit_class,successors,basis,source\n"
REGIONS = """\
code,name,level,parent,timezone
91,Papua,provinsi,ID,Asia/Jayapura
91.71,Kota Jayapura,kota,91,Asia/Jayapura
"""

Read = Callable[..., tuple[Registry, list[Problem]]]


@pytest.fixture
def read() -> Read:
    def read_ministry(*events: str, units: str = UNITS, regions: str = REGIONS) -> tuple[Registry, list[Problem]]:
        return read_registry(units, EVENTS + "\n".join(events), regions, "Asia/Jakarta")

    return read_ministry


@pytest.fixture
def registry_after(read: Read) -> Callable[..., Registry]:
    def after(*events: str) -> Registry:
        registry, problems = read(*events)
        assert problems == []
        return registry

    return after
