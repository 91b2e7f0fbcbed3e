"""Affixes are understood; words that only look alike are left alone."""

from __future__ import annotations

import pytest

from plugins.zones.affixes import Roots, without_clitics


@pytest.mark.parametrize(
    ("root", "forms"),
    [
        ("canang", ["mencanangkan", "dicanangkan", "pencanangan", "canangkan", "dicanangkannya", "pencanangannya"]),
        ("awas", ["mengawasi", "pengawasan", "diawasi", "pengawas"]),
        ("pantau", ["memantau", "pemantauan", "terpantau", "dipantau"]),
        ("susun", ["menyusun", "penyusunan", "disusun", "tersusun"]),
        ("tata", ["menata", "penataan", "ditata"]),
        ("kelola", ["mengelola", "pengelolaan", "dikelola", "pengelola"]),
        ("latih", ["melatih", "pelatihan", "dilatih", "berlatih", "pelatih"]),
        ("lantik", ["melantik", "dilantik", "pelantikan"]),
        ("rencana", ["berencana", "merencanakan", "perencanaan", "direncanakan"]),
        ("ajar", ["belajar", "mengajar", "pelajaran", "diajarkan"]),
        ("tandatangan", ["menandatangani", "penandatanganan", "ditandatangani"]),
        ("lanjut", ["keberlanjutan", "melanjutkan", "dilanjutkan"]),
        ("cat", ["mengecat", "pengecatan"]),
    ],
)
def test_forms_of_a_root_are_known(root: str, forms: list[str]) -> None:
    assert [form for form in forms if Roots([root]).of(form) != [root]] == []


@pytest.mark.parametrize(
    ("root", "other"),
    [("uji", "memuji"), ("awas", "kawasan"), ("nilai", "nila"), ("raih", "merah"), ("usul", "susul"), ("tata", "pata")],
)
def test_other_words_are_no_forms(root: str, other: str) -> None:
    assert Roots([root]).of(other) == []


def test_clitics_come_off_and_leave_a_word() -> None:
    assert list(without_clitics("zonanya")) == ["zonanya", "zona"]
    assert list(without_clitics("anya")) == ["anya"]


def test_several_roots_may_fit() -> None:
    assert Roots(["ajar", "ajaran", "lain"]).of("ajarannya") == ["ajar", "ajaran"]
