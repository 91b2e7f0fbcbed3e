"""A pasted manuscript is understood as offices write it, and nothing is invented."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from tests.building import ROOT
from tests.editor.running import asked

TODAY = "2026-11-22"  # a Sunday
SEEDS = ROOT.parent / "shared" / "seeds"  # the first manuscripts, where one has them


@dataclass(frozen=True)
class Form:
    """A manuscript, what must be read from it, and the words with which its text must begin and end."""

    name: str
    text: str
    read: dict[str, Any] = field(default_factory=dict)
    begins: str = ""
    ends: str = ""


FORMS = (
    Form(
        "a plain release with a title",
        "Kanim Teluk Biru buka layanan paspor akhir pekan\n\nTELUK BIRU – Kantor Imigrasi Teluk Biru membuka layanan, "
        "Sabtu (21/11/2026).\n\nLoket buka pagi. (Sari, Budi)",
        {
            "title": "Kanim Teluk Biru buka layanan paspor akhir pekan",
            "location": "Teluk Biru",
            "event_date": "2026-11-21",
            "author": ["Sari", "Budi"],
            "doubts": [],
            "unused": [],
        },
        "Kantor Imigrasi",
        "Loket buka pagi.",
    ),
    Form(
        "no title: none is made up",
        "Teluk Biru - Petugas membuka loket, Jumat (20/11/2026).",
        {"title": "", "summary": "", "location": "Teluk Biru", "event_date": "2026-11-20", "author": []},
        "Petugas membuka",
    ),
    Form(
        "the title in a messenger's bold, marks of messengers inside",
        "[21/11/26 14.03] Humas Teluk Biru: *Lapas Bukit Hijau gelar panen raya*\n\nBUKIT HIJAU - Panen *perdana* "
        "digelar Sabtu (21/11).\n• padi\n• jagung",
        {"title": "Lapas Bukit Hijau gelar panen raya", "location": "Bukit Hijau", "event_date": "2026-11-21"},
        "Panen **perdana** digelar",
        "- padi\n- jagung",
    ),
    Form(
        "a year that is left out is the latest that fits the weekday",
        "Teluk Biru - Upacara digelar Kamis (30/05).",
        {"event_date": "2024-05-30"},
    ),
    Form("a year of two digits", "Teluk Biru - Upacara digelar Jumat (20/11/26).", {"event_date": "2026-11-20"}),
    Form(
        "a month in words", "Teluk Biru - Upacara digelar pada Selasa, 17 Nov 2026 pagi.", {"event_date": "2026-11-17"}
    ),
    Form("an English May", "Teluk Biru - Upacara digelar 18 May 2026.", {"event_date": "2026-05-18"}),
    Form("a day that no calendar holds is not read", "Teluk Biru - Upacara digelar (31/02/2026).", {"event_date": ""}),
    Form("Jum'at with its mark", "Teluk Biru - Upacara digelar Jum’at (20/11/2026).", {"event_date": "2026-11-20"}),
    Form(
        "agency, and the medium as its source",
        "SAMUDRA.CO.ID, TELUK BIRU — Loket dibuka Minggu (22/11/2026). [iib]",
        {"source": "SAMUDRA.CO.ID", "location": "Teluk Biru", "author": ["iib"]},
        "Loket dibuka",
    ),
    Form(
        "an agency in brackets, the text on the next line",
        "Teluk Biru (SAMUDRA) -\nLoket dibuka Minggu (22/11/2026).\nTerima kasih.",
        {"source": "SAMUDRA", "location": "Teluk Biru"},
        "Loket dibuka",
        "Terima kasih.",
    ),
    Form(
        "initials and the office in one byline",
        "Teluk Biru - Loket dibuka Minggu (22/11/2026). (ags/HUMAS KANWIL BIRU)",
        {"author": ["ags"]},
        "Loket",
        "(22/11/2026).",
    ),
    Form(
        "the office alone",
        "Teluk Biru - Loket dibuka Minggu (22/11/2026). (HUMAS KANWIL BIRU)",
        {"author": ["HUMAS KANWIL BIRU"]},
    ),
    Form(
        "a date at the end is no byline", "Teluk Biru - Loket dibuka\nAkhir acara, Minggu (22/11/2026)", {"author": []}
    ),
    Form(
        "a release with its kind and notice",
        "SIARAN PERS\nUNTUK DISIARKAN SEGERA\nKanwil Biru resmikan ruang layanan\n"
        "TELUK BIRU – Kanwil meresmikan ruang, Senin (16/11/2026).",
        {"kind": "siaran-pers", "title": "Kanwil Biru resmikan ruang layanan"},
    ),
    Form(
        "a site's header, and its noise at the end",
        "Sabtu 18 May 2019 16:30 WIB\n\nSinergi jadi kunci\n\nHumas memiliki peran.\n\nRed: E Contoh\nFoto: Humas\n\n"
        "TELUK BIRU – "
        "Kepala menjelaskan (17/05).\n\nSelesai.\nBACA JUGA: Lainnya\nAdvertisement",
        {
            "title": "Sinergi jadi kunci",
            "summary": "Humas memiliki peran.",
            "editor": "E Contoh",
            "event_date": "2019-05-17",
            "unused": ["Sabtu 18 May 2019 16:30 WIB", "Foto: Humas", "BACA JUGA: Lainnya", "Advertisement"],
        },
        "Kepala menjelaskan",
        "Selesai.",
    ),
    Form(
        "who, in the header of an information office",
        "Loket dibuka\nOleh Sari Contoh, Selasa, 17 November 2026 | 16:16 WIB\nTELUK BIRU - Loket dibuka hari ini.",
        {"author": ["Sari Contoh"], "title": "Loket dibuka"},
    ),
    Form(
        "no dateline: the city stays empty",
        "Loket dibuka di Teluk Biru\n\nKantor membuka loket pada Minggu (22/11/2026).",
        {"title": "Loket dibuka di Teluk Biru", "location": "", "event_date": "2026-11-22"},
        "Kantor membuka",
    ),
    Form(
        "hard blanks and line ends of Windows",
        "Teluk Biru\u00a0–\u00a0Loket\u200b dibuka (22/11/2026).\r\nYa.",
        {"location": "Teluk Biru"},
        "Loket dibuka",
        "Ya.",
    ),
    Form(
        "a sign that Markdown would take", "Teluk Biru - Loket dibuka.\n#LayananPrima", {}, "Loket", "\\#LayananPrima"
    ),
    Form(
        "messages as a computer copies them, with what a messenger leaves out",
        "[14.03, 21/11/2026] +62 811-0000-000: *Lapas Bukit Hijau gelar panen raya* 🌾🌾\n[14.04, 21/11/2026] Sari: "
        "Bukit Hijau – Panen digelar Sabtu (21/11/2026).\n21/11/26 14.05 - Sari: <Media tidak disertakan>\n"
        "[21/11/26 pukul 14.06.10] Budi: Pesan ini telah dihapus\n[21/11/26 14.07] Budi:\n* padi\n* jagung",
        {
            "title": "Lapas Bukit Hijau gelar panen raya",
            "location": "Bukit Hijau",
            "event_date": "2026-11-21",
            "unused": [],
        },
        "Panen digelar Sabtu (21/11/2026).",
        "- padi\n- jagung",
    ),
    Form(
        "a letter's head and its signature are no part of a story",
        "SIARAN PERS\nNomor: W.3-UM.01.01-123\nPerihal: Layanan\n\nLoket paspor dibuka\n\nTeluk Biru, 20 "
        "November 2026 – Loket dibuka.\n\nTerima kasih.\n\nTeluk Biru, 20 November 2026\nKepala Kantor,\n\n"
        "Sari Contoh\nNIP 000",
        {
            "kind": "siaran-pers",
            "title": "Loket paspor dibuka",
            "location": "Teluk Biru",
            "event_date": "2026-11-20",
            "unused": [
                "Nomor: W.3-UM.01.01-123",
                "Perihal: Layanan",
                "20 November 2026",
                "Teluk Biru, 20 November 2026",
                "Kepala Kantor,",
                "Sari Contoh",
                "NIP 000",
            ],
        },
        "Loket dibuka.",
        "Terima kasih.",
    ),
    Form(
        "the city before the medium",
        "Loket dibuka\n\nTELUK BIRU, SAMUDRA.com – Loket dibuka.",
        {"source": "SAMUDRA.com", "location": "Teluk Biru"},
        "Loket dibuka.",
    ),
    Form(
        "a regency, and its date in brackets",
        "Loket dibuka\n\nKab. Lima Puluh Biru (20/11) - Loket dibuka.",
        {"location": "Kab. Lima Puluh Biru", "event_date": "2026-11-20", "unused": ["(20/11)"]},
        "Loket dibuka.",
    ),
    Form("a date without brackets", "Teluk Biru - Loket dibuka 5/6/2026.", {"event_date": "2026-06-05"}),
    Form("nothing", "", {"title": "", "body": "", "author": []}),
)


@pytest.fixture(scope="module")
def drafts(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    folder = tmp_path_factory.mktemp("manuscript")
    found = asked(folder, "manuscript.js", "manuscript", [[form.text, TODAY] for form in FORMS])
    return {form.name: draft for form, draft in zip(FORMS, found, strict=True)}


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.name)
def test_a_manuscript_is_read(form: Form, drafts: dict[str, Any]) -> None:
    draft = drafts[form.name]
    expected = {name: value for name, value in form.read.items() if name in draft}
    assert {name: draft[name] for name in expected} == expected
    assert draft["body"].startswith(form.begins)
    assert draft["body"].endswith(form.ends)


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.name)
def test_every_word_of_a_draft_stood_in_the_manuscript(form: Form, drafts: dict[str, Any]) -> None:
    draft = drafts[form.name]
    source = form.text.casefold().replace("\u00a0", " ").replace("\u200b", "")
    for name in ("title", "summary", "location", "editor", "source"):
        assert draft[name].casefold() in source
    for author in draft["author"]:
        assert author.casefold() in source
    words = draft["body"].replace("**", "").replace("\\#", "#").replace("- ", "").casefold().split()
    assert [word for word in words if word not in source] == []


def test_a_day_that_does_not_fit_its_weekday_is_doubted(tmp_path: Path) -> None:
    text = "Teluk Biru - Loket dibuka Senin (22/11/2026)."
    (draft,) = asked(tmp_path, "manuscript.js", "manuscript", [[text, TODAY]])
    assert draft["event_date"] == "2026-11-22"
    assert any("hari Minggu" in doubt and "Senin: betulkan" in doubt for doubt in draft["doubts"])


def test_a_year_that_is_left_out_is_told(tmp_path: Path) -> None:
    (draft,) = asked(tmp_path, "manuscript.js", "manuscript", [["Teluk Biru - Loket dibuka Kamis (30/05).", TODAY]])
    assert any("dianggap 2024" in doubt for doubt in draft["doubts"])


@pytest.mark.skipif(not SEEDS.is_dir(), reason="the five first manuscripts are not here")
def test_the_five_first_manuscripts(tmp_path: Path) -> None:
    texts = [path.read_text("utf-8") for path in sorted(SEEDS.glob("*.txt"))]
    found = asked(tmp_path, "manuscript.js", "manuscript", [[text, TODAY] for text in texts])
    read = [(draft["location"], draft["event_date"], draft["author"]) for draft in found]
    assert read == [
        ("Padang", "2020-09-21", ["Tedy", "Widi"]),
        ("Padang", "2024-05-30", []),
        ("Denpasar", "2026-06-04", ["ags"]),
        ("", "2026-05-07", ["iib"]),
        ("Jakarta", "", []),
    ]
    assert [draft["source"] for draft in found] == ["", "ANTARA", "", "", "REPUBLIKA.CO.ID"]
    assert [bool(draft["title"]) for draft in found] == [False, False, False, True, True]
