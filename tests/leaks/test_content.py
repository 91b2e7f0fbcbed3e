"""What reading a content folder finds to be hidden, and what it takes for public."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from plugins.leaks import content
from plugins.leaks.marks import Marks
from plugins.stories.roots import Root, Roots
from tests import building
from tests.factory import instant
from tests.publish.small import Small, small

AS_OF = instant("2025-01-15 12:00")
LATER = "2025-02-01 10:00"
SECRET = "Menteri melantik sebelas pejabat baru pada upacara tertutup"


@pytest.fixture
def site(tmp_path: Path) -> Small:
    return small(tmp_path)


def marks(site: Small, **mounted: Path) -> Marks:
    registers = building.job(site.content, site.output, None, AS_OF, {})[1]
    roots = Roots(site.content, {f"berita/{unit}": Root(folder, "0" * 40) for unit, folder in mounted.items()})
    registers = replace(registers, context=replace(registers.context, roots=roots))
    return content.load(registers, building.ROOT / "theme", AS_OF, 1)


def stories(found: Marks) -> list[tuple[str, str]]:
    return [(hidden.story, hidden.why) for hidden in found.hidden]


def test_stories_of_units_own_repositories_are_looked_for_too(site: Small, tmp_path: Path) -> None:
    other = Small(tmp_path / "other")
    other.story("lapas/2025/rahasia", LATER, SECRET)
    (other.content / "berita/lapas").rename(other.content / "berita/lapas-bukit")
    found = marks(site, **{"lapas-bukit": other.content})
    assert stories(found) == [("lapas-bukit/2025/rahasia", "scheduled")]
    assert any(b"sebelas pejabat baru" in phrase for phrase in found.phrases)


def test_a_file_that_has_no_place_is_hidden_under_its_path(site: Small) -> None:
    site.story("kantor-hantu/2025/rahasia", "2025-01-01", SECRET)
    assert stories(marks(site)) == [("berita/kantor-hantu/2025/rahasia.md", "broken")]


def test_what_the_last_good_version_says_is_public_and_what_the_broken_file_adds_is_not(site: Small) -> None:
    site.story("kanim-teluk/2025/loket", "2025-01-02", "Loket paspor dibuka setiap pagi untuk warga lanjut usia.")
    site.commit()
    site.story(
        "kanim-teluk/2025/loket", "2025-13-40", f"Loket paspor dibuka setiap pagi untuk warga lanjut usia.\n\n{SECRET}"
    )
    found = marks(site)
    assert stories(found) == [("kanim-teluk/2025/loket", "broken")]
    assert any(b"sebelas pejabat baru" in phrase for phrase in found.phrases)
    assert not [phrase for phrase in found.phrases if b"warga lanjut usia" in phrase]
    assert not found.exact


@pytest.mark.parametrize(
    "path", ["halaman/pelantikan.md", "unit/kanim-teluk/pelantikan.md", "berita/kanim-teluk/2025/terbuka.md"]
)
def test_what_the_public_reads_elsewhere_is_no_secret(site: Small, path: str) -> None:
    site.story("kanim-teluk/2025/rahasia", LATER, SECRET)
    assert marks(site).phrases
    site.write(
        path, f"---\ntitle: Terbuka\ndate: 2025-01-02\n---\n\nBahwa {SECRET.lower()}, semua tahu. Berita rahasia.\n"
    )
    assert not marks(site).phrases


@pytest.mark.parametrize("link", ["https://redaksi.example/berita/{}/", "[lihat](/berita/{}/)", "(berita/{})"])
def test_the_address_of_a_public_story_in_a_hidden_text_is_no_secret(site: Small, link: str) -> None:
    """A follow-up under embargo names the first report, whose long address stands on many public pages."""
    first = "kanim-teluk/2025/petugas-membersihkan-sumur-bor-bersama-rombongan-tamu"
    former = "kanim-teluk/2024/petugas-menguji-sumur-bor-bersama-rombongan-tamu"
    site.story(first, "2025-01-02", "Singkat.", moved_from=f"[{former}]")
    for address in (first, former):
        site.story("kanim-teluk/2025/lanjutan", LATER, f"{SECRET}.\n\n{link.format(address)}")
        phrases = marks(site).phrases
        assert any(b"sebelas pejabat baru" in phrase for phrase in phrases)
        assert not [phrase for phrase in phrases if b"sumur bor bersama rombongan" in phrase]


def test_the_address_of_another_hidden_story_is_a_secret(site: Small) -> None:
    other = "kanim-teluk/2025/petugas-membersihkan-sumur-bor-bersama-rombongan-tamu"
    site.story(other, LATER, "Singkat.")
    site.story("kanim-teluk/2025/lanjutan", LATER, f"{SECRET}.\n\n(berita/{other})")
    assert [phrase for phrase in marks(site).phrases if b"sumur bor bersama rombongan" in phrase]


def test_an_unreadable_story_ends_the_search_rather_than_being_passed_over(
    site: Small, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(path: Path) -> bytes:
        raise PermissionError(path)

    monkeypatch.setattr(Path, "read_bytes", fail)
    with pytest.raises(PermissionError):
        marks(site)
