"""Whose a file is, by the names of its folders."""

from __future__ import annotations

import pytest

from plugins.units import locate


@pytest.mark.parametrize(
    ("parts", "unit"),
    [
        (["kanim-teluk-biru"], "kanim-teluk-biru"),
        (["kanwil-teluk", "kanim-teluk-biru"], "kanim-teluk-biru"),
        (["kementerian-laut", "kanim-teluk-biru"], "kanim-teluk-biru"),
        (["kementerian-laut", "kanwil-teluk", "kanim-teluk-biru"], "kanim-teluk-biru"),
    ],
)
def test_the_deepest_folder_is_the_unit(registry_after, parts, unit):
    assert locate(parts, registry_after()) == (unit, None)


def test_a_former_or_later_parent_may_hold_the_folder_too(registry_after):
    registry = registry_after("2024-06-01,kanim-teluk-abu,moved,,kanwil-tanjung,,,SK 1,")
    assert locate(["kanwil-teluk", "kanim-teluk-abu"], registry)[0] == "kanim-teluk-abu"
    assert locate(["kanwil-tanjung", "kanim-teluk-abu"], registry)[0] == "kanim-teluk-abu"


@pytest.mark.parametrize(
    ("parts", "code", "nearest"),
    [
        ([], "no-unit-folder", ""),
        (["kanim-teluk-birru"], "unknown-unit-folder", "kanim-teluk-biru"),
        (["Kanim-Teluk-Biru"], "unknown-unit-folder", "kanim-teluk-biru"),
        (["kanwil-teluk", "arsip"], "unknown-unit-folder", ""),
        (["x" * 255], "unknown-unit-folder", ""),
        (["kanim-teluk-biru", "kanwil-teluk"], "unit-folder-not-beneath", ""),
        (["kanwil-tanjung", "kanim-teluk-biru"], "unit-folder-not-beneath", ""),
        (["kanwil-teluk", "kanwil-teluk"], "unit-folder-not-beneath", ""),
    ],
)
def test_any_other_folder_is_a_problem(registry_after, parts, code, nearest):
    unit, problem = locate(parts, registry_after(), "berita/x.md")
    assert unit == ""
    assert (problem.path, problem.code, problem.nearest) == ("berita/x.md", code, nearest)
