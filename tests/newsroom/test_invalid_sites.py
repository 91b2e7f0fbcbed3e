"""Each folder of tests/sites_invalid is laid over tests/site: its codes are reported, and the rest is published.

A file whose name ends with `.append` is added to the end of the file of that name, any other takes its place.
`expected.txt` holds the codes, one a line, in the order in which they are reported.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from plugins.problems import show
from plugins.publish.job import Report
from tests.building import SITE, build, copy_site, snapshot
from tests.conftest import Built

INVALID = SITE.with_name("sites_invalid")
REASONS = sorted(path.name for path in INVALID.iterdir() if path.is_dir())


@pytest.fixture(scope="module")
def build_over(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[Path], tuple[Report, dict[str, bytes]]]]:
    """Builds tests/site with a folder laid over it. One tree serves all: each build begins by taking back the last."""
    folder = tmp_path_factory.mktemp("invalid")
    content, output = copy_site(folder), folder / "output"

    def over(overlay: Path) -> tuple[Report, dict[str, bytes]]:
        shutil.rmtree(content)
        copy_site(folder)
        for file in sorted(path for path in overlay.rglob("*") if path.is_file() and path.name != "expected.txt"):
            place = content / file.relative_to(overlay)
            place.parent.mkdir(parents=True, exist_ok=True)
            if file.suffix == ".append":
                with place.with_suffix("").open("ab") as register:
                    register.write(file.read_bytes())
            else:
                shutil.copyfile(file, place)
        return build(content, output), snapshot(output)

    yield over


@pytest.mark.parametrize("reason", REASONS)
def test_what_is_wrong_is_reported_and_the_rest_is_published(
    site: Built, build_over: Callable[[Path], tuple[Report, dict[str, bytes]]], reason: str
) -> None:
    report, files = build_over(INVALID / reason)
    expected = (INVALID / reason / "expected.txt").read_text().split()
    assert expected, "an invalid site without an expectation proves nothing"
    added = [problem for problem in report.problems if problem not in site.report.problems]
    assert [problem.code for problem in added] == expected, "\n".join(map(show, added))
    assert sorted(path for path in site.files.keys() - files.keys() if not path.startswith("cari/")) == []
    pages = [path for path in site.files if path.startswith("berita/kanim-teluk-biru/") and path.endswith(".html")]
    assert [path for path in pages if files[path] != site.files[path]] == []
