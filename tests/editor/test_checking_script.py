"""What the browser looks at before a story leaves the device, by the same table as the desk."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from plugins.rules import portable, table
from plugins.stories import fields
from plugins.stories.record import Slip
from plugins.stories.terms import Terms
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
    "keywords as people type them": ({**WHOLE, "tags": ["paspor, layanan publik", "#Antrean"]}, []),
    "a keyword that the build refuses": ({**WHOLE, "tags": ["paspor", "Tanya & Jawab"]}, ["KATA-KUNCI"]),
    "an end before the beginning": ({**WHOLE, "expires": "2026-11-22 08:00"}, ["WAKTU"]),
    "an end before the embargo": (
        {**WHOLE, "embargo_until": "2026-11-24 08:00", "expires": "2026-11-23 08:00"},
        ["WAKTU"],
    ),
    "an end after both": ({**WHOLE, "embargo_until": "2026-11-22 10:00", "expires": "2026-11-23 08:00"}, []),
    "moments of another form are left to the desk": (
        {**WHOLE, "date": "2026-11-22T09:00:00+07:00", "expires": "2026-11-22 08:00"},
        [],
    ),
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


DAYS: tuple[tuple[dict[str, str], str], ...] = (
    ({"event_date": "2026-11-15"}, ""),
    ({"date": "2026-06-05 10:00", "event_date": "2026-05-04"}, "Kegiatan pada Senin, 4 Mei 2026, 32 hari sebelum"),
    ({"event_date": "2026-11-23"}, "Kegiatan pada Senin, 23 November 2026, 1 hari sesudah waktu tayang."),
    ({"event_date": "2026-12-23", "kind": "pengumuman"}, ""),
    ({"event_date": ""}, ""),
)


def test_a_day_far_off_is_told_in_words(tmp_path: Path) -> None:
    """Where a browser asks for the month first, people write the day first."""
    rules = json.loads(json.dumps(portable.portable(table.rules())))
    judged = asked(tmp_path, "checking.js", "verdicts", [[{**WHOLE, **day}, rules] for day, _ in DAYS])
    told = [" ".join(finding["what"] for finding in found if finding["field"] == "event_date") for found in judged]
    assert [words[: len(begin)] if begin else words for words, (_, begin) in zip(told, DAYS, strict=True)] == [
        begin for _, begin in DAYS
    ]


SLIPS: tuple[tuple[dict[str, str], str], ...] = (
    ({"title": "KANTOR BUKA LAYANAN PASPOR!!"}, "huruf besar semua; tanda bacanya berlebihan."),
    ({"title": "Kantor buka layanan " * 6}, "panjangnya 120 huruf, paling banyak 100."),
    ({"title": "SIM"}, ""),
    ({"body": ""}, "Isi berita masih kosong."),
    ({"body": "", "status": "draft"}, ""),
    ({"body": "Loket dibuka.\n\n\\[14.03, 21/11/2026\\] Sari: Baik."}, "WhatsApp terbawa."),
    ({"body": "Syarat:\n\n• KTP\n• KK"}, "Daftar dari Word belum menjadi daftar."),
    ({"body": "Pukul 14.03, 21 orang datang: ramai.\n\n- KTP"}, ""),
)


@pytest.mark.parametrize(("change", "told"), SLIPS)
def test_a_slip_in_the_form_is_warned_of(change: dict[str, str], told: str, tmp_path: Path) -> None:
    (found,) = asked(tmp_path, "slips.js", "slips", [[{**WHOLE, **change}]])
    assert [finding["severity"] for finding in found] == ["warning"] * bool(told)
    assert " ".join(finding["what"] for finding in found).endswith(told)


def test_fields_are_called_as_people_call_them(tmp_path: Path) -> None:
    calls: list[list[Any]] = [["body"], ["images.1.caption"], ["image.alt"]]
    assert asked(tmp_path, "checking.js", "fieldName", calls) == ["Isi berita", "Foto lain ke-2", "Foto utama"]


TERMS = Terms("Asia/Jakarta", "kanim-teluk-biru/2026/a", frozenset(), ())
WORDS = (
    "paspor",
    "Layanan Publik",
    "#antrean",
    "Tanya & Jawab",
    "con",
    "a" * 51,
    "Café",
    "–",
    "a_b",
    " x ",
    "1.000",
    "Jum'at",
)


def test_a_keyword_is_taken_where_the_build_takes_it(tmp_path: Path) -> None:
    told = asked(tmp_path, "slips.js", "isKeyword", [[word] for word in WORDS])
    assert dict(zip(WORDS, told, strict=True)) == {word: _is_tag(word) for word in WORDS}


def test_several_keywords_in_one_box_are_parted(tmp_path: Path) -> None:
    (parted,) = asked(tmp_path, "slips.js", "parted", [[["paspor, layanan publik", "antrean;", ""]]])
    assert parted == ["paspor", "layanan publik", "antrean"]


def _is_tag(word: str) -> bool:
    try:
        fields.tag(word, TERMS)
    except Slip:
        return False
    return True
