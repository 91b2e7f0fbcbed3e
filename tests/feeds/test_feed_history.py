from datetime import date

import pytest

from plugins.feeds.history import join, tell
from tests import factory

END_OF_2024 = date(2024, 12, 31)


@pytest.mark.parametrize(
    ("unit", "told"),
    [
        ("kanim-teluk-biru", ""),
        (
            "lapas-bukit-hijau",
            "Sejak 1 Mei 2024 unit ini bernama Lapas Kelas I Bukit Hijau; sebelumnya Lapas Bukit Hijau.",
        ),
        ("badan-lama", "Unit ini berakhir pada 1 Maret 2024 dan digantikan oleh Badan Arsip & Data Laut."),
        (
            "badan-baru",
            "Unit ini dibentuk pada 1 Maret 2024. Unit ini meneruskan Badan Arsip Laut sejak 1 Maret 2024.",
        ),
        (
            "rupbasan-pulau-fajar",
            "Sejak 1 Juli 2024 unit ini berada di bawah Kantor Wilayah Biru."
            " Unit ini berakhir pada 1 September 2024; penerus belum tercatat.",
        ),
        ("balai-angin", "Induknya, Dewan Angin, berakhir pada 1 Oktober 2024; penerus unit ini belum tercatat."),
    ],
)
def test_what_happened_to_a_unit_is_told_by_date(unit: str, told: str) -> None:
    assert tell(factory.registry(), unit, END_OF_2024) == told


def test_nothing_is_told_before_its_day() -> None:
    assert tell(factory.registry(), "lapas-bukit-hijau", date(2024, 4, 30)) == ""
    assert tell(factory.registry(), "balai-angin", date(2024, 9, 30)) == ""
    assert tell(factory.registry(), "lapas-bukit-hijau", date(2024, 5, 1)) != ""


@pytest.mark.parametrize(
    ("names", "joined"), [([], ""), (["A"], "A"), (["A", "B"], "A dan B"), (["A", "B", "C"], "A, B, dan C")]
)
def test_names_are_joined_as_in_a_sentence(names: list[str], joined: str) -> None:
    assert join(names) == joined
