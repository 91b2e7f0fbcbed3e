"""A manuscript that lies where nobody looks is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from plugins.desk.checking import check, judges
from plugins.publish import registers
from tests import factory
from tests.building import ROOT

FOLDER = "berita/kanim-teluk-biru/2024"
STORY = "---\ntitle: Antrean\ndate: 2024-05-01 09:00\nattachments: [{file: edaran.docx, title: Edaran}]\n---\n\nIsi.\n"


@pytest.fixture
def content(tmp_path: Path) -> Path:
    for path, text in (("register/units.csv", factory.UNITS_CSV), (f"{FOLDER}/antrean.md", STORY)):
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text)
    return tmp_path


@pytest.mark.parametrize(
    ("path", "code"),
    [
        (f"{FOLDER}/loket.docx", "unread-document"),
        (f"{FOLDER}/Loket.ODT", "unread-document"),
        (f"{FOLDER}/edaran.docx", ""),  # an attachment
        (f"{FOLDER}/foto.jpg", ""),
        ("loket.md", "unread-place"),
        ("loket.txt", "unread-place"),
        ("kanim-teluk-biru/2024/loket.md", "unread-place"),
        ("catatan.pdf", ""),
        (".obsidian/loket.md", ""),
        ("register/catatan.md", ""),
    ],
)
def test_a_manuscript_that_nobody_reads_is_told(path: str, code: str, content: Path) -> None:
    (content / path).parent.mkdir(parents=True, exist_ok=True)
    (content / path).write_bytes(b"")
    where = {"site": factory.SITE, "timezone": factory.TIMEZONE, "as_of": factory.instant(factory.AS_OF)}
    loaded = registers.load(content, ROOT / "theme", settings={}, **where)
    told = check(content, loaded, judges(loaded, (), "id"), 1).problems
    assert [(one.path, one.code) for one in told if one.code.startswith("unread-")] == ([(path, code)] if code else [])
