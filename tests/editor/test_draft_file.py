"""Files that come and go beside the editor: a draft to send, short forms to read, states to show."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest

from plugins.editor import statuses
from plugins.stories.frontmatter import read_front
from plugins.stories.slips import slug_of
from plugins.watch.receipts import Receipt, Story
from plugins.watch.shelf import STATUS, Shelf
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
    ],
)
def test_short_forms_of_the_schema_reach_the_form(written: dict[str, Any], read: dict[str, Any]) -> None:
    script = (SITE / "before.js").read_text("utf-8")
    program = f"globalThis.window = globalThis; {script}; console.log(JSON.stringify(asForm({json.dumps(written)})));"
    done = subprocess.run([node(), "-e", program], capture_output=True, text=True, timeout=60, check=True)
    assert json.loads(done.stdout) == read


def receipt(commit: str, arrived: str, *stories: Story) -> Receipt:
    return Receipt(
        commit * 40,
        arrived,
        "tayang",
        "Asia/Jakarta",
        live=arrived,
        stories=stories,
        stories_total=len(stories),
        units=("kanim-teluk-biru",),
    )


def story(slug: str, state: Any, **more: Any) -> Story:
    reference = f"kanim-teluk-biru/2026/{slug}"
    return Story(f"berita/{reference}.md", reference, state, **more)


def test_states_come_from_the_newest_receipt_of_each_story(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path / STATUS)
    held = story("loket", "ditahan", problems=("berkas:2: KESALAHAN [yaml-quote] Baris ini tidak dapat dibaca.",))
    shelf.put(
        receipt("a", "2026-11-20T01:00:00.000Z", held, story("lama", "tayang", address="https://berita.example/lama/"))
    )
    shelf.put(
        receipt("b", "2026-11-21T01:00:00.000Z", story("loket", "tayang", address="https://berita.example/loket/"))
    )
    ((office, rows),) = statuses.of_offices(tmp_path)
    assert office == "kanim-teluk-biru"
    assert [(row["story"], row["state"]) for row in rows] == [
        ("kanim-teluk-biru/2026/loket", "tayang"),
        ("kanim-teluk-biru/2026/lama", "tayang"),
    ]
    assert rows[0]["address"] == "https://berita.example/loket/"


def test_why_a_story_is_held_is_told(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path / STATUS)
    shelf.put(
        receipt(
            "a", "2026-11-20T01:00:00.000Z", story("loket", "ditahan", problems=("berkas:2: KESALAHAN [yaml-quote] …",))
        )
    )
    ((_, (row,)),) = statuses.of_offices(tmp_path)
    assert row["state"] == "ditahan"
    assert not row["out"]
    assert "yaml-quote" in row["said"]


def test_no_receipts_no_states(tmp_path: Path) -> None:
    assert list(statuses.of_offices(tmp_path)) == []
