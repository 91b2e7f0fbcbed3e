"""A phrase changed in the taxonomy re-tags exactly the stories concerned."""

from __future__ import annotations

from pathlib import Path

from tests.publish.small import small

PHRASES = 'extends = "default"\n\n[[theme]]\nid = "area-6"\nstrong = ["loket terapung"]\n'


def test_a_new_phrase_writes_only_the_pages_that_tell_of_the_stories_with_it(tmp_path: Path) -> None:
    site = small(tmp_path)
    lead = "Petugas membuka loket terapung di dermaga. Loket terapung itu singgah setiap pekan."
    site.story("kanim-teluk/2024/dermaga", "2024-05-02 09:00", body=lead)
    site.story("lapas-bukit/2024/apel", "2024-05-03 09:00", body="Pegawai mengikuti apel pagi di halaman kantor.")
    site.build()
    assert "Mengapa tag ini?" not in site.page("berita/kanim-teluk/2024/dermaga/")
    site.write("register/zones.toml", PHRASES)
    report = site.build()
    assert not [problem for problem in report.problems if problem.severity == "error"]
    page = site.page("berita/kanim-teluk/2024/dermaga/")
    assert "Mengapa tag ini?" in page and "loket terapung" in page
    assert "zona/area-6/feed.xml" in site.files
    assert not [path for path in report.written if "lapas-bukit" in path]
    assert "berita/kanim-teluk/2024/lama/index.html" not in report.written
    assert site.files == site.clean()
