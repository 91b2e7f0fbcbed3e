"""What the browser looks at before a story leaves the device, by the same table as the desk."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from plugins.rules import portable, table
from tests.editor.running import asked

WHOLE = {
    "title": "Kantor buka layanan",
    "date": "2026-11-22 09:00",
    "status": "published",
    "body": "Kantor membuka layanan paspor.",
}
NIK = "3174051203900001"
PHOTO = {
    "file": "a.webp",
    "alt": "Dua pemohon di loket",
    "caption": "Pemohon di loket",
    "credit": "Humas",
    "consent": "lisan",
}
CASES: dict[str, tuple[dict[str, Any], list[str]]] = {
    "a clean story": (WHOLE, []),
    "a number in the body": ({**WHOLE, "body": f"Pemohon dengan NIK {NIK} dilayani."}, ["R-NIK"]),
    "a number in the summary": ({**WHOLE, "summary": f"NIK {NIK}"}, ["R-NIK"]),
    "a number in a caption": ({**WHOLE, "image": {**PHOTO, "caption": f"NIK {NIK}"}}, ["R-NIK"]),
    "a number in an entry of a running story": (
        {**WHOLE, "updates": [{"date": "2026-11-22", "note": f"NIK {NIK}"}]},
        ["R-NIK"],
    ),
    "a number in a draft": ({**WHOLE, "status": "draft", "body": f"NIK {NIK}"}, ["R-NIK"]),
    "the name of a file is no text": ({**WHOLE, "image": {**PHOTO, "file": f"{NIK}.webp"}}, []),
    "a withdrawal is never held back": (
        {
            **WHOLE,
            "body": f"NIK {NIK}",
            "withdrawn": {"date": "2026-11-22", "kind": "privasi", "reason": "Data pribadi."},
        },
        [],
    ),
    "an empty withdrawal is none": (
        {**WHOLE, "body": f"NIK {NIK}", "withdrawn": {"date": "", "reason": ""}},
        ["R-NIK"],
    ),
    "a blank that was left": ({**WHOLE, "body": "Kantor membuka ‹layanan›."}, ["R-ISIAN"]),
    "a blank in a draft": ({**WHOLE, "status": "draft", "body": "Kantor membuka ‹layanan›."}, []),
    "a photo with all that it needs": ({**WHOLE, "image": PHOTO}, []),
    "a photo without a text": ({**WHOLE, "image": {**PHOTO, "alt": ""}}, ["FOTO"]),
    "a further photo without consent": ({**WHOLE, "images": [PHOTO, {**PHOTO, "consent": None}]}, ["FOTO"]),
}


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[dict[str, str]]]:
    rules = json.loads(json.dumps(portable.portable(table.rules())))
    calls = [[data, rules] for data, _ in CASES.values()]
    return dict(zip(CASES, asked(tmp_path_factory.mktemp("checking"), "checking.js", "verdicts", calls), strict=True))


@pytest.mark.parametrize("case", CASES)
def test_what_stands_against_saving(case: str, found: dict[str, list[dict[str, str]]]) -> None:
    assert [finding["code"] for finding in found[case] if finding["severity"] == "error"] == CASES[case][1]


def test_a_finding_says_what_why_and_what_to_do_without_repeating_the_number(
    found: dict[str, list[dict[str, str]]],
) -> None:
    (finding,) = found["a number in the body"]
    assert finding["what"]
    assert finding["why"]
    assert finding["action"]
    assert NIK not in json.dumps(finding)


def test_fields_are_called_as_people_call_them(tmp_path: Path) -> None:
    calls: list[list[Any]] = [["body"], ["images.1.caption"], ["image.alt"]]
    assert asked(tmp_path, "checking.js", "fieldName", calls) == ["Isi berita", "Foto lain ke-2", "Foto utama"]
