"""A story written in Chromium, on a phone and on a desktop, becomes a file that the newsroom takes as it is."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Browser, Locator, Page, expect

from tests import building
from tests.editor.conftest import Desk, at_desk

UNIT = "kanim-teluk-biru"
FOLDER = f"content/berita/{UNIT}"
MANUSCRIPT = """*Kanim Teluk Biru buka layanan paspor akhir pekan*

TELUK BIRU – Kantor Imigrasi Teluk Biru membuka layanan paspor akhir pekan untuk pekerja, Sabtu (11/01/2025). {more}

“Kami buka pukul 08.00 sampai 12.00,” kata Kepala Kantor Imigrasi Teluk Biru. (Sari, Budi)"""
NIK = "3174051203900001"
ADMIN = Callable[[str], Path]


@pytest.fixture(params=[360, 1280], ids=["phone", "desktop"])
def desk(request: pytest.FixtureRequest, browser: Browser, admin: ADMIN) -> Iterator[Desk]:
    with at_desk(browser, admin("test"), request.param) as made:
        yield made
        assert made.elsewhere == []
        assert made.complaints == []


def begin(desk: Desk, path: str) -> Page:
    """Open a page of the editor, and train."""
    page = desk.open(path)
    page.get_by_role("button", name="Berlatih").click()
    return page


def save(page: Page) -> None:
    page.get_by_role("button", name="Simpan", exact=True).click()


_FURTHER = """() => {
  for (const one of document.querySelectorAll("*")) {
    const tall = one.clientHeight > 300 && one.scrollHeight > one.clientHeight;
    if (tall && getComputedStyle(one).overflowY !== "visible") one.scrollBy(0, 60);
  }
}"""


def reach(page: Page, wanted: Locator) -> Locator:
    """Go down from the photo's box to a field of it, as a hand does: fields are made when one comes to them."""
    if not wanted.count():
        page.get_by_role("checkbox", name="Tambah").first.scroll_into_view_if_needed()
    for _ in range(40):
        page.wait_for_timeout(250)
        if wanted.count():
            break
        page.evaluate(_FURTHER)
    return wanted.first


def write(page: Page, label: str, text: str) -> None:
    reach(page, page.get_by_role("textbox", name=label)).fill(text)


def pasted(desk: Desk, more: str = "") -> Page:
    page = desk.open(f"mulai.html?unit={UNIT}")
    page.locator("#pasted").fill(MANUSCRIPT.format(more=more))
    page.locator("#read").click()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.get_by_role("button", name="Lanjutkan").click()
    page.get_by_role("button", name="Berlatih").click()
    expect(page.get_by_role("textbox", name="Judul").first).to_have_value(
        "Kanim Teluk Biru buka layanan paspor akhir pekan"
    )
    return page


def test_a_pasted_manuscript_with_a_photo_passes_the_check_and_builds(
    desk: Desk, offices: Path, tmp_path: Path
) -> None:
    page = pasted(desk)
    page.locator("input[type=datetime-local]").first.fill("2025-01-11T09:00")
    page.get_by_role("checkbox", name="Tambah").first.click()
    # The field's own: the page has another for all files.
    reach(page, page.get_by_role("button", name="Tempel gambar")).scroll_into_view_if_needed()
    page.locator("input[type=file][accept*='image/jpeg']").first.set_input_files(photo(tmp_path))
    for label, text in (
        ("Teks pengganti", "Dua pemohon menunggu di depan loket"),
        ("Keterangan foto", "Pemohon menunggu di loket Kantor Imigrasi Teluk Biru, Sabtu (11/01/2025)."),
        ("Kredit", "Humas Kanim Teluk Biru"),
        ("Izin yang difoto", "lisan"),
    ):
        write(page, label, text)
    expect(page.get_by_text(".webp").first).to_be_visible()  # the photo is reduced
    save(page)
    warned = page.get_by_role("button", name="Simpan juga")
    done = page.get_by_text("berita disimpan")
    expect(warned.or_(done).first).to_be_visible()
    if warned.is_visible():
        warned.click()
    expect(done.first).to_be_visible()
    expect(page.locator(".saved")).to_contain_text("Ini latihan")  # what comes next
    address = f"mulai.html?unit={UNIT}#state-heading"
    expect(page.locator(".saved").get_by_role("link", name="Keadaan berita")).to_have_attribute("href", address)
    page.locator(".saved").get_by_role("button", name="Tutup").click()
    expect(page.locator(".saved")).to_have_count(0)

    files = desk.files()
    (story,) = [path for path in files if path.endswith(".md")]
    assert story == f"{FOLDER}/2025/kanim-teluk-biru-buka-layanan-paspor-akhir-pekan.md"
    (picture,) = [path for path in files if path.endswith(".webp")]
    with Image.open(io.BytesIO(files[picture])) as kept:
        assert kept.size == (1600, 1200)
        assert not kept.getexif()
    assert b"RAHASIA" not in files[picture]

    content = shutil.copytree(offices, tmp_path / "content")
    for path, written in files.items():
        place = tmp_path / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(written)
    command = [sys.executable, "-m", "plugins.desk", "check", str(content), "-s", building.configuration(tmp_path)]
    checked = subprocess.run(command, cwd=building.ROOT, capture_output=True, text=True, timeout=120, check=False)
    assert checked.returncode == 0, checked.stdout + checked.stderr
    report = building.build(content, tmp_path / "output")
    assert [problem for problem in report.problems if problem.severity == "error"] == []
    shown = (tmp_path / "output/berita" / UNIT / "2025" / Path(story).stem / "index.html").read_text()
    assert "Kanim Teluk Biru buka layanan paspor akhir pekan" in shown
    assert "Dua pemohon menunggu" in shown


def photo(folder: Path) -> Path:
    """A large photo that says where and with what it was taken."""
    path = folder / "Foto Loket.JPG"
    image = Image.radial_gradient("L").resize((4000, 3000)).convert("RGB")
    exif = image.getexif()
    exif[0x010F] = "RAHASIA"
    exif.get_ifd(0x8825)[1] = "S"
    image.save(path, "JPEG", exif=exif)
    return path


def test_photos_of_one_name_and_keywords_in_one_box_stay_apart(browser: Browser, admin: ADMIN, tmp_path: Path) -> None:
    """A telephone calls each of its photos image.jpg."""
    with at_desk(browser, admin("test"), 1280, 4_000) as desk:  # so high that all of the form is there at once
        page = begin(desk, f"index.html?unit={UNIT}#/collections/{UNIT}/new?title=Loket%20dibuka&status=draft")
        page.get_by_role("checkbox", name="Tambah").first.click()
        page.get_by_role("button", name="Tempel gambar").first.wait_for()
        page.locator("input[type=file][accept*='image/jpeg']").first.set_input_files(small_photo(tmp_path / "a", 400))
        expect(page.get_by_text(".webp").first).to_be_visible()
        page.get_by_role("button", name=re.compile(r"Tambah .?foto.?$")).click()
        page.get_by_role("button", name="Pilih", exact=True).click()
        page.locator("[role=dialog] input[type=file]").set_input_files(small_photo(tmp_path / "b", 300))
        page.get_by_role("dialog").get_by_role("button", name="Sisipkan").click()
        keywords = page.get_by_role("button", name=re.compile(r"Kata kunci.?$"))
        page.locator("section", has=keywords).last.locator("input").last.fill("paspor, layanan publik")
        save(page)
        page.locator("dialog.findings").get_by_role("button", name="Simpan juga").click()
        expect(page.get_by_text("berita disimpan").first).to_be_visible()
        files = desk.files()
    pictures = {path: content for path, content in files.items() if path.endswith(".webp")}
    assert sorted(Image.open(io.BytesIO(content)).width for content in pictures.values()) == [300, 400]
    (story,) = [content.decode() for path, content in files.items() if path.endswith(".md")]
    assert [Path(path).name in story for path in pictures] == [True, True]
    assert "tags:\n  - paspor\n  - layanan publik\n" in story


def small_photo(folder: Path, width: int) -> Path:
    folder.mkdir()
    Image.new("RGB", (width, 200), (width % 256, 90, 30)).save(folder / "image.jpg")
    return folder / "image.jpg"


def test_a_second_window_is_warned_of_the_first(browser: Browser, admin: ADMIN) -> None:
    with at_desk(browser, admin("test"), 1280) as desk:
        desk.open(f"index.html?unit={UNIT}").get_by_role("button", name="Berlatih").wait_for()
        expect(desk.page.locator(".saved")).to_have_count(0)
        second = desk.page.context.new_page()
        second.goto(desk.page.url)
        expect(second.locator(".saved")).to_contain_text("juga terbuka di tab atau jendela lain")
        second.locator(".saved").get_by_role("button", name="Tutup").click()
        expect(second.locator(".saved")).to_have_count(0)


def test_personal_data_do_not_leave_the_device(desk: Desk) -> None:
    page = pasted(desk, f"Pemohon dengan NIK {NIK} dilayani.")
    save(page)
    dialog = page.locator("dialog.findings")
    expect(dialog).to_contain_text("R-NIK")
    expect(dialog).not_to_contain_text(NIK)
    expect(dialog.get_by_role("button", name="Simpan juga")).to_have_count(0)
    dialog.get_by_role("button", name="Perbaiki").click()
    expect(page.get_by_text("Berita belum disimpan").first).to_be_visible()
    assert [path for path in desk.files() if path.endswith(".md")] == []


def test_a_skeleton_is_not_saved_with_blanks(browser: Browser, admin: ADMIN) -> None:
    with at_desk(browser, admin("test"), 360) as desk:
        page = desk.open(f"mulai.html?unit={UNIT}")
        page.get_by_role("link", name="Apel").click()
        page.get_by_role("button", name="Berlatih").click()
        expect(page.get_by_role("textbox", name="Judul").first).to_have_value(re.compile("‹"))
        save(page)
        expect(page.locator("dialog.findings")).to_contain_text("Masih ada isian kosong")
        assert (desk.elsewhere, desk.complaints) == ([], [])


OLD = """---
title: "Lama: judul"
date: 2024-06-01 09.30 WIB
urgent: {until: 2026-11-16 12.00}
moved_from: [kanim-teluk-biru/2024/nama-lama]
author: Sari, S.H.
tags: paspor, layanan
zones: [wbk, -zi]
embargo_until: 2024-06-02T10:00:00+07:00
image: antrean.jpg
---

Teras.

- satu
- dua
"""


def test_what_the_form_does_not_show_stays_in_the_file(browser: Browser, admin: ADMIN) -> None:
    with at_desk(browser, admin("test"), 1280) as desk:
        desk.open("office.js")
        desk.put(f"sveltia-cms-test/{FOLDER}/2024/lama.md", OLD)
        page = begin(desk, f"index.html?unit={UNIT}")
        page.get_by_text("Lama: judul").first.click()
        page.get_by_role("textbox", name="Kota").first.fill("Teluk Biru")
        save(page)
        dialog = page.locator("dialog.findings")
        expect(dialog).to_contain_text("Foto belum memiliki")
        dialog.get_by_role("button", name="Perbaiki").click()
        for label in ("Teks pengganti", "Keterangan foto", "Kredit", "Izin yang difoto"):
            write(page, label, "Antrean di loket")
        save(page)
        expect(page.get_by_text("berita disimpan").first).to_be_visible()
        written = desk.files()[f"{FOLDER}/2024/lama.md"].decode()
    for kept in (
        "title: 'Lama: judul'",
        "date: 2024-06-01 09.30 WIB",
        "urgent:\n  until: 2026-11-16 12.00",
        "moved_from:\n  - kanim-teluk-biru/2024/nama-lama",
        "author:\n  - Sari, S.H.",
        "tags:\n  - paspor\n  - layanan",
        "zones:\n  - wbk\n  - -zi",
        "embargo_until: 2024-06-02T10:00:00+07:00",
        "file: antrean.jpg",
        "location: Teluk Biru",
        "Teras.\n\n- satu\n- dua\n",
    ):
        assert kept in written


# In a local clone: the picker is answered with a folder of the browser's own file system.
_PICKED = """window.showDirectoryPicker = async () => {
  const folder = await (await navigator.storage.getDirectory()).getDirectoryHandle("klon", { create: true });
  await (await folder.getDirectoryHandle(".git", { create: true })).getFileHandle("config", { create: true });
  return folder;
};"""


def test_unsent_text_survives_a_dropped_line(browser: Browser, admin: ADMIN) -> None:
    with at_desk(browser, admin("local"), 360) as desk:
        page = desk.page
        page.add_init_script(_PICKED)
        desk.open(f"index.html?unit={UNIT}")
        page.get_by_role("button", name="Bekerja dengan salinan").click()
        expect(page.get_by_text("Berita Kantor Imigrasi Teluk Biru").first).to_be_visible()
        page.goto(f"{desk.address}/index.html#/collections/{UNIT}/new")
        page.get_by_role("textbox", name="Judul").first.press_sequentially("Loket dibuka")
        page.context.set_offline(True)
        page.get_by_role("textbox", name="Kota").first.press_sequentially("Teluk Biru")
        page.wait_for_timeout(1_500)  # what is typed is kept half a second later
        page.context.set_offline(False)
        page.reload()
        page.get_by_role("button", name="Pulihkan", exact=True).click()
        expect(page.get_by_role("textbox", name="Judul").first).to_have_value("Loket dibuka")
        expect(page.get_by_role("textbox", name="Kota").first).to_have_value("Teluk Biru")
        assert desk.elsewhere == []


def test_the_preview_is_the_story_in_our_theme(browser: Browser, admin: ADMIN) -> None:
    with at_desk(browser, admin("test"), 1280) as desk:
        begin(
            desk,
            f"index.html?unit={UNIT}#/collections/{UNIT}/new?title=Loket%20dibuka&location=Teluk%20Biru&body=Isi.%0A%0ADua.",
        )
        frame = desk.page.frame_locator("iframe")
        expect(frame.locator("article.story h1")).to_have_text("Loket dibuka")
        expect(frame.locator(".byline")).to_contain_text("Kantor Imigrasi Teluk Biru")
        face = frame.locator("article.story h1").evaluate("(heading) => getComputedStyle(heading).fontFamily")
        assert "serif" in face  # of style.css
        second = frame.locator("[data-rich-text-preview] p").nth(1)
        assert second.evaluate("(paragraph) => parseFloat(getComputedStyle(paragraph).marginTop)") > 10


# Words of English that its own strings are full of, and ours are not.
_ENGLISH = re.compile(
    r"\b(?:the|and|new|save|delete|cancel|entry|entries|assets?|search|sign|settings|close|files?|add|edit)\b",
    re.IGNORECASE,
)
_SEEN = """() => [...document.querySelectorAll("body *")].filter((one) => one.checkVisibility()).flatMap((one) => [
  ...["aria-label", "title", "placeholder", "alt"].map((name) => one.getAttribute(name)),
  one.closest(".icon, .material-symbols-outlined")
    ? "" : [...one.childNodes].filter((node) => node.nodeType === 3).map((node) => node.nodeValue).join(" "),
]).filter((text) => text?.trim())"""


def test_everything_seen_is_indonesian(desk: Desk) -> None:
    page = desk.open(f"index.html?unit={UNIT}")
    expect(page.get_by_role("button", name="Berlatih")).to_be_visible()
    seen: list[str] = page.evaluate(_SEEN)
    page.get_by_role("button", name="Berlatih").click()
    expect(page.get_by_text("Berita Kantor Imigrasi Teluk Biru").first).to_be_visible()
    for path in (f"#/collections/{UNIT}", f"#/collections/{UNIT}/new", "#/assets", "#/settings", "#/menu"):
        page.goto(f"{desk.address}/index.html{path}")
        page.wait_for_timeout(500)
        seen += page.evaluate(_SEEN)
    assert len(seen) > 100
    assert sorted({text for text in seen if _ENGLISH.search(text)}) == []


@pytest.mark.parametrize("backend", ["github", "gitlab", "gitea", "local", "test"])
def test_every_backend_is_understood(browser: Browser, admin: ADMIN, backend: str) -> None:
    with at_desk(browser, admin(backend), 360) as desk:
        said: list[str] = []
        desk.page.on("console", lambda each: said.append(each.text) if each.type in ("warning", "error") else None)
        page = desk.open(f"index.html?unit={UNIT}")
        way = "Berlatih" if backend == "test" else "Masuk dengan token akses"
        expect(page.get_by_role("button", name=way)).to_be_visible()
        assert [text for text in said if "option" in text or "Pengaturan" in text] == []
        assert [text for text in page.evaluate(_SEEN) if _ENGLISH.search(text)] == []
        assert desk.elsewhere == []  # before anyone signs in nobody is asked
