"""One key is written, every other byte stays: comments, order, quoting, line ends, byte order mark."""

from __future__ import annotations

import difflib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.stories import editing
from plugins.stories.editing import Uneditable
from plugins.stories.frontmatter import Value, read_front

NOTE = {"date": "2026-11-14 11.20", "kind": "ralat", "note": 'Semula "13.00": yang benar 12.00.'}
FIRST = {"date": "2026-11-13", "kind": "koreksi", "note": "Nama"}
OLD = "kanim-teluk/2026/nama-lama"


def values(data: bytes) -> dict[str, Value]:
    front, problems = read_front(data, "x.md")
    assert front is not None
    assert problems == []
    return front.values


def file(front: str) -> bytes:
    return f"---\n{front}---\n\nIsi berita.\n".encode()


START = 'title: "Loket: dibuka"   # judul\ndate: 2026-11-14 07.30\n'
CORRECTIONS = {
    "missing": "",
    "empty": "corrections:   # belum ada\nkind: berita\n",
    "empty list": "corrections: []\n",
    "block": "corrections:\n  - date: 2026-11-13\n    kind: koreksi\n    note: Nama\nkind: berita\n",
    "block without indent": "corrections:\n- {date: 2026-11-13, kind: koreksi, note: Nama}   # pertama\nkind: berita\n",
    "last note over lines": "corrections:\n  - date: 2026-11-13\n    kind: koreksi\n    note: |\n      Nama\n",
    "flow": "corrections: [{date: 2026-11-13, kind: koreksi, note: Nama}]  # satu\n",
    "flow over lines": "corrections: [\n  {date: 2026-11-13, kind: koreksi,\n   note: Nama},\n]\nkind: berita\n",
    "one record": "corrections:\n  date: 2026-11-13\n# nanti\n  kind: koreksi\n  note: Nama\nkind: berita\n",
    "one record in flow": "corrections: {date: 2026-11-13, kind: koreksi, note: Nama}\n",
}


@pytest.mark.parametrize("front", CORRECTIONS.values(), ids=CORRECTIONS)
@pytest.mark.parametrize("form", ["lf", "crlf", "bom"])
def test_an_item_is_added_to_a_list_however_it_is_written(front: str, form: str) -> None:
    before = file(START + front)
    if form != "lf":
        before = before.replace(b"\n", b"\r\n")
    if form == "bom":
        before = b"\xef\xbb\xbf" + before
    after = editing.append(before, "corrections", NOTE)
    had = values(before).get("corrections")
    known = [] if had in (None, "", []) else [{**FIRST, "note": "Nama\n"} if "|" in front else FIRST]
    assert values(after)["corrections"] == [*known, NOTE]
    assert after.count(b"\n") == after.count(b"\r\n") or form == "lf"
    assert is_within(before, after)


MOVES = {
    "": [OLD],
    "moved_from:\n": [OLD],
    "moved_from: kanim-a/2025/x\n": ["kanim-a/2025/x", OLD],
    'moved_from: "kanim-a/2025/x, kanim-a/2025/y"\n': ["kanim-a/2025/x", "kanim-a/2025/y", OLD],
    "moved_from: [kanim-a/2025/x]\n": ["kanim-a/2025/x", OLD],
    "moved_from:\n  - kanim-a/2025/x\n": ["kanim-a/2025/x", OLD],
}


@pytest.mark.parametrize("front", MOVES)
def test_a_former_address_comes_last(front: str) -> None:
    assert values(editing.append(file(START + front), "moved_from", OLD))["moved_from"] == MOVES[front]


WITHDRAWN = {"date": "2026-11-15", "kind": "privasi", "reason": "Demi masa depan anak."}


@pytest.mark.parametrize(
    "front",
    [
        "",
        "withdrawn:\n",
        "withdrawn: {date: 2026-11-14, kind: pencabutan, reason: Keliru}\n",
        "withdrawn:\n  date: 2026-11-14\n  kind: pencabutan\n  reason: >\n    Keliru\n    sekali\n",
    ],
)
def test_a_record_takes_the_place_of_what_was_there(front: str) -> None:
    after = editing.put(file(f"{START}{front}kind: berita  # tetap\n"), "withdrawn", WITHDRAWN)
    assert values(after)["withdrawn"] == WITHDRAWN
    assert after.decode().startswith("---\n" + START)
    assert "kind: berita  # tetap\n" in after.decode()
    assert "Keliru" not in after.decode()


def test_keys_that_stand_further_right_are_joined_by_one_that_does() -> None:
    after = editing.append(file("  title: A\n  date: 2026-11-14\n"), "corrections", NOTE)
    assert values(after)["corrections"] == [NOTE]


@pytest.mark.parametrize(
    "data",
    [
        b"tanpa bagian depan\n",
        b"---\ntitle: A\n",
        b"---\n{title: A, date: 2026-11-14}\n---\n",
        b"---\ntitle: A\ntitle: B\n---\n",
        b"---\ntitle: \xff\n---\n",
        b"---\ntitle: A\ncorrections: sudah\n---\n",
        b"---\ntitle: &a A\nsummary: *a\n---\n",
    ],
)
def test_what_only_a_person_can_mend_is_left_alone(data: bytes) -> None:
    with pytest.raises(Uneditable):
        editing.append(data, "corrections", NOTE)


@pytest.mark.parametrize(
    "value", ["a: b", "# c", "- d", '"e"', "f \\ g", "[h", "{i}", "&j", "yes", "Ya.", "“k”", "l  m"]
)
def test_any_text_is_written_so_that_it_is_read_again(value: str) -> None:
    after = editing.append(file(START), "corrections", {**NOTE, "note": value})
    assert values(after)["corrections"] == [{**NOTE, "note": " ".join(value.split())}]


LINES = st.sampled_from(
    [
        "# catatan", "", "kind: berita", "tags: [a, b]", "summary: >\n  dua\n  baris", "author: 'Sari, S.H.'",
        "corrections:\n- {date: 2026-11-13, kind: koreksi, note: Nama}", "image:\n  file: a.jpg\n  alt: 'Loket'",
    ]
)  # fmt: skip


@given(st.lists(LINES, unique=True), st.sampled_from(["\n", "\r\n", "\r"]), st.text("ab :#\"'\\[]{}-é", min_size=1))
def test_nothing_else_changes(lines: list[str], end: str, note: str) -> None:
    note = " ".join(note.split()) or "-"
    text = "\n".join(["---", "title: A", *lines, "---", "", "Isi: ---", ""])
    before = text.replace("\n", end).encode()
    after = editing.append(before, "corrections", {**NOTE, "note": note})
    front, _ = read_front(after, "x.md")
    assert front is not None
    assert front.values["corrections"][-1]["note"] == note  # type: ignore[index, call-overload]
    assert is_within(before, after)


def is_within(before: bytes, after: bytes) -> bool:
    """Whether nothing was taken away or turned around: what is new lies between what was there."""
    steps = difflib.SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
    return all(step[0] in ("equal", "insert") for step in steps)
