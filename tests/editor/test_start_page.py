"""The page to begin from, in Chromium at 360 pixels: what Word copies, a file to send, what all can use."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from plugins.stories.frontmatter import read_front
from tests.browser import axe
from tests.editor.conftest import Desk, at_desk

WORD = """<html xmlns:o="urn:o"><head><style>p { color: red }</style></head><body>
<h1>Kanim Teluk Biru buka loket</h1>
<p class=MsoNormal><b>TELUK BIRU</b> – Loket <i>dibuka</i> Sabtu (21/11/2026),
lihat <a href="https://contoh.go.id/a">situs</a>.<o:p>&nbsp;</o:p></p>
<ul><li>satu</li><li>dua</li></ul>
<table><tr><td><p>Layanan</p></td><td><p>Jumlah</p></td></tr><tr><td><p>Paspor</p></td><td><p>12</p></td></tr></table>
<script>alert(1)</script><img src="x" onerror="alert(2)"><a href="javascript:alert(3)">jangan</a></body></html>"""
_PASTE = """(markup) => {
  const data = new DataTransfer();
  data.setData("text/html", markup);
  document.querySelector("#pasted").dispatchEvent(
    new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
}"""


@pytest.fixture
def desk(browser: Browser, admin: Callable[[str], Path]) -> Iterator[Desk]:
    with at_desk(browser, admin("test"), 360) as made:
        yield made
        assert made.elsewhere == []
        assert made.complaints == []


def test_what_word_copies_becomes_a_draft_and_a_file(desk: Desk) -> None:
    page = desk.open("mulai.html?unit=kanim-teluk-biru")
    expect(page.locator("#telling")).to_have_text("Kantor Imigrasi Teluk Biru")
    page.evaluate(_PASTE, WORD)
    page.locator("#read").click()
    expect(page.locator("#d-title")).to_have_value("Kanim Teluk Biru buka loket")
    expect(page.locator("#d-location")).to_have_value("Teluk Biru")
    expect(page.locator("#d-event_date")).to_have_value("2026-11-21")
    body = page.locator("#d-body").input_value()
    desk.complaints.clear()  # the policy says that it would not let the picture's script run
    lead = "Loket dibuka Sabtu (21/11/2026), lihat [situs](https://contoh.go.id/a)."
    assert body == f"{lead}\n\n- satu\n- dua\n\nLayanan; Jumlah\n\nPaspor; 12\n\njangan"
    with page.expect_download() as download:
        page.locator("#save").click()
    assert download.value.suggested_filename == "kanim-teluk-biru-buka-loket.md"
    front, problems = read_front(Path(download.value.path()).read_bytes(), "a.md")
    assert problems == []
    assert front is not None
    assert front.values["event_date"] == "2026-11-21"


def test_a_pasted_manuscript_is_still_there_after_a_reload(desk: Desk) -> None:
    page = desk.open("mulai.html?unit=kanim-teluk-biru")
    page.locator("#pasted").fill("Loket dibuka.")
    page.reload()
    expect(page.locator("#pasted")).to_have_value("Loket dibuka.")


def test_what_was_read_and_mended_is_lost_by_no_slip(desk: Desk) -> None:
    """Neither by a reload, nor by reading again, nor by the button beside it."""
    page = desk.open("mulai.html?unit=kanim-teluk-biru")
    page.locator("#pasted").fill("Loket dibuka\n\nTeluk Biru – Loket dibuka Sabtu (21/11/2026).")
    page.locator("#read").click()
    page.locator("#d-title").fill("Loket Teluk Biru dibuka")
    page.locator("#read").click()
    expect(page.locator("#reading")).to_contain_text("sudah Anda ubah")
    page.locator("#empty").click()
    expect(page.locator("#draft")).to_be_hidden()
    expect(page.locator("#pasted")).to_have_value("")
    page.get_by_role("button", name="Kembalikan").click()
    page.reload()
    expect(page.locator("#d-title")).to_have_value("Loket Teluk Biru dibuka")
    expect(page.locator("#pasted")).to_have_value("Loket dibuka\n\nTeluk Biru – Loket dibuka Sabtu (21/11/2026).")
    page.locator("#read").click()  # nothing was changed since: read anew at once
    expect(page.locator("#d-title")).to_have_value("Loket dibuka")


def test_the_office_is_chosen_by_its_name_and_remembered(desk: Desk) -> None:
    page = desk.open("mulai.html")
    expect(page.locator("#new")).to_have_attribute("aria-disabled", "true")
    page.locator("#office").fill("Kantor Imigrasi Teluk Biru")
    page.locator("#office").press("Tab")
    expect(page.locator("#new")).to_have_attribute(
        "href", "index.html?unit=kanim-teluk-biru#/collections/kanim-teluk-biru/new"
    )
    desk.open("mulai.html")
    expect(page.locator("#telling")).to_have_text("Kantor Imigrasi Teluk Biru")


def test_half_a_name_offers_offices_and_chooses_none(desk: Desk) -> None:
    page = desk.open("mulai.html?unit=kanwil-biru")
    page.locator("#office").fill("biru")
    page.locator("#office").press("Tab")
    expect(page.locator("#telling")).to_have_text("Kantor yang mana? Pilih di bawah ini.")
    expect(page.locator("#new")).to_have_attribute("aria-disabled", "true")  # not for the office of before
    assert axe.violations(page) == []
    expect(page.locator("#near button").first).to_be_focused()
    page.locator("#near").get_by_role("button", name="Kantor Imigrasi Teluk Biru", exact=True).press("Enter")
    expect(page.locator("#telling")).to_have_text("Kantor Imigrasi Teluk Biru")
    expect(page.locator("#new")).to_be_focused()
    expect(page.locator("#near button")).to_have_count(0)
    expect(page.locator("#list")).to_have_attribute("href", "index.html?unit=kanim-teluk-biru")


def test_an_office_that_is_not_known_is_told_so(desk: Desk) -> None:
    page = desk.open("mulai.html?unit=kanim-teluk-bir")
    expect(page.locator("#telling")).to_have_text("Kantor “kanim-teluk-bir” tidak dikenal. Pilih kantor Anda.")
    expect(page.locator("#new")).to_have_attribute("aria-disabled", "true")
    page.locator("#office").fill("atlantis")
    page.locator("#office").press("Tab")
    expect(page.locator("#telling")).to_contain_text("Kantor “atlantis” tidak ditemukan.")


def test_without_a_line_it_says_so_and_still_reads(desk: Desk) -> None:
    desk.page.route("**/*.json", lambda route: route.abort())
    page = desk.open("mulai.html?unit=kanim-teluk-biru")
    expect(page.locator("#telling")).to_contain_text("Daftar kantor tidak dapat dimuat.")
    page.locator("#read").click()
    expect(page.locator("#reading")).to_have_text("Tempelkan naskah dahulu di kotak di atas.")
    page.locator("#pasted").fill("TELUK BIRU – Loket dibuka.")
    page.locator("#read").click()
    expect(page.locator("#d-location")).to_have_value("Teluk Biru")
    page.locator("#empty").click()
    expect(page.locator("#draft")).to_be_hidden()
    page.reload()
    expect(page.locator("#pasted")).to_have_value("")


def test_it_tells_what_happens_to_a_story_that_is_saved(desk: Desk) -> None:
    page = desk.open("mulai.html")
    expect(page.locator("#after")).to_contain_text("Ini latihan")


def test_it_tells_what_became_of_stories(desk: Desk) -> None:
    told = "Belum: ditahan. Versi sebelumnya tetap tayang.\nBaris 2 tidak dapat dibaca <b>."
    story = "kanim-teluk-biru/2026/loket"
    rows: list[dict[str, Any]] = [{"story": story, "state": "ditahan", "out": False, "said": told, "address": ""}]
    desk.page.route("**/status/kanim-teluk-biru.json", lambda route: route.fulfill(json=rows))
    page = desk.open("mulai.html?unit=kanim-teluk-biru")
    expect(page.locator("#states li")).to_have_count(1)
    expect(page.locator("#states strong")).to_have_text("Ditahan: kanim-teluk-biru/2026/loket")
    expect(page.locator("#states p")).to_contain_text("Baris 2 tidak dapat dibaca <b>.")
    expect(page.locator("#states a")).to_have_count(0)
    rows[0] |= {"state": "tayang", "out": True, "address": "https://berita.example/berita/loket/"}
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")  # the writer comes back to the page
    expect(page.locator("#states a")).to_have_attribute("href", "https://berita.example/berita/loket/")


def test_an_address_that_is_no_unit_starts_nothing(desk: Desk) -> None:
    page = desk.open("index.html?unit=../../etc")
    page.wait_for_url("**/mulai.html")


def test_an_editor_of_no_office_leads_back_to_the_start(desk: Desk) -> None:
    page = desk.open("index.html?unit=kanim-tiada")
    expect(page.get_by_role("alert")).to_contain_text("Kantor “kanim-tiada” tidak dikenal.")
    page.get_by_role("link", name="Halaman mulai").click()
    expect(page.locator("#telling")).to_have_text("Kantor “kanim-tiada” tidak dikenal. Pilih kantor Anda.")


def test_all_can_use_it(desk: Desk) -> None:
    page = desk.open("mulai.html?unit=kanim-teluk-biru")
    page.locator("#pasted").fill("Loket dibuka.")
    page.locator("#read").click()
    expect(page.locator("#draft")).to_be_visible()
    assert axe.violations(page) == []
    page.emulate_media(color_scheme="dark")
    assert axe.violations(page, colours_only=True) == []
