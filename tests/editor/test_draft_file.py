"""Files that come and go beside the editor: a draft to send, short forms to read."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest

from plugins.stories.frontmatter import read_front
from plugins.stories.slips import slug_of
from tests.editor.running import SITE, asked, node

TITLES = [
    "Kanim Teluk Biru buka layanan",
    'Kepala: "Kami siap" \\ selalu',
    "Jum’at berkah — ke-3: #layanan",
    "- bukan daftar",
    "Ya",
    "kata " * 40,
    "",
    "Café Müller",
]


def test_a_draft_that_was_saved_as_a_file_is_read_again(tmp_path: Path) -> None:
    fields = [
        {"title": title, "location": title, "author": "Sari, Budi", "body": "---\nIsi “ini”.\n\nDua: #1."}
        for title in TITLES
    ]
    made = asked(tmp_path, "draft-file.js", "asFile", [[each, "2026-11-22"] for each in fields])
    texts = [each["text"] for each in made]
    windows = ["\ufeff" + text.replace("\n", "\r\n") for text in texts]
    read = asked(tmp_path, "draft-file.js", "fromFile", [[text] for text in texts + windows])
    for before, after in zip(fields + fields, read, strict=True):
        words = " ".join(before["title"].split())
        assert (after["title"], after.get("location", "")) == (words, words)
        assert (after["author"], after["body"]) == (["Sari", "Budi"], before["body"])


def test_another_text_is_no_draft_of_a_file(tmp_path: Path) -> None:
    others = ["", "Teluk Biru - Loket dibuka.", "---\ntitle: [a\n---\nIsi", "---\nLoket\n---\nIsi", "---\n---\n"]
    assert asked(tmp_path, "draft-file.js", "fromFile", [[text] for text in others]) == [None] * len(others)


def test_a_draft_is_a_file_that_reads_as_it_was_written(tmp_path: Path) -> None:
    fields = [
        {"title": title, "location": title, "author": "Sari, Budi", "body": "Isi.\r\n\r\nDua."} for title in TITLES
    ]
    for title, made in zip(
        TITLES, asked(tmp_path, "draft-file.js", "asFile", [[each, "2026-11-22"] for each in fields]), strict=True
    ):
        front, problems = read_front(made["text"].encode(), made["name"])
        assert problems == []
        assert front is not None
        assert front.values["title"] == " ".join(title.split())
        assert front.values["author"] == ["Sari", "Budi"]
        assert front.values["status"] == "draft"
        assert made["text"].endswith("---\n\nIsi.\n\nDua.\n")
        assert len(made["name"]) <= 63


def test_a_file_is_named_as_the_newsroom_names_it(tmp_path: Path) -> None:
    short = [title for title in TITLES if title.isascii() and 0 < len(title) <= 60]
    assert asked(tmp_path, "draft-file.js", "slug", [[title] for title in short]) == [slug_of(title) for title in short]


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ({"author": "Sari, S.H."}, {"author": ["Sari, S.H."]}),
        ({"tags": "paspor, layanan"}, {"tags": ["paspor", "layanan"]}),
        ({"image": "a.jpg"}, {"image": {"file": "a.jpg"}}),
        ({"images": "a.jpg, b.jpg"}, {"images": [{"file": "a.jpg"}, {"file": "b.jpg"}]}),
        (
            {"images": ["a.jpg", {"file": "b.jpg", "alt": "B"}]},
            {"images": [{"file": "a.jpg"}, {"file": "b.jpg", "alt": "B"}]},
        ),
        ({"updates": {"date": "2026-11-22", "note": "Baru"}}, {"updates": [{"date": "2026-11-22", "note": "Baru"}]}),
        ({"title": 2024}, {"title": "2024"}),
        ({"claim": {"text": "x"}, "unknown": [1]}, {"claim": {"text": "x"}, "unknown": [1]}),
        ({"author": ""}, {"author": ""}),
        ({"kind": "pengumuman", "status": "draft"}, {"kind": "pengumuman", "status": "draft"}),
    ],
)
def test_short_forms_of_the_schema_reach_the_form(written: dict[str, Any], read: dict[str, Any]) -> None:
    script = (SITE / "before.js").read_text("utf-8")
    program = f"globalThis.window = globalThis; {script}; console.log(JSON.stringify(asForm({json.dumps(written)})));"
    done = subprocess.run([node(), "-e", program], capture_output=True, text=True, timeout=60, check=True)
    assert json.loads(done.stdout) == {"kind": "berita", "status": "published"} | read  # always chosen in the form
