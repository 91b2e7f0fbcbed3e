"""One file into one row: what it takes from front matter, body and the files beside it, and what it leaves out."""

import pickle
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image as Picture

from plugins.problems import ERROR
from plugins.stories.page import Page
from plugins.stories.reader import Context, PagePlace, Place, Reader, Reading, read_page, read_story
from plugins.stories.roots import Roots
from plugins.stories.story import Story
from plugins.stories.summary import LONGEST, excerpt
from plugins.units import Registry
from plugins.zones import default

Read = Callable[[str], Reading]

HEAD = "---\ntitle: Kantor buka layanan pagi\ndate: 2024-06-01 09.30\n"
FOLDER = "berita/kanim-teluk-biru/2024"
BODY = "Petugas menerima pemohon sejak pagi di ruang layanan yang baru selesai dirapikan pekan lalu.\n"


def story(reading: Reading) -> Story:
    assert reading.story is not None, reading.problems
    return reading.story


def put(content: Path, name: str, size: tuple[int, int] = (40, 20)) -> None:
    file = content / FOLDER / name
    file.parent.mkdir(parents=True, exist_ok=True)
    Picture.new("RGB", size, "navy").save(file)


def test_a_plain_story_is_typed_placed_and_made_safe(read: Read) -> None:
    front = "tags: Layanan Publik\nunits: [kanim-teluk-biru, kanwil-lautan]\n"
    reading = read(HEAD + front + "---\n" + BODY + "<script>x</script>")
    row = story(reading)
    assert (row.reference, row.identity, row.unit) == ("kanim-teluk-biru/2024/layanan",) * 2 + ("kanim-teluk-biru",)
    assert (row.instant, row.updated, row.has_time, row.timezone) == (1717205400, 1717205400, True, "Asia/Makassar")
    assert (row.tags, row.units, row.kind, row.lang) == (("layanan-publik",), ("kanwil-lautan",), "berita", "id")
    assert "script" not in row.body and "<p>Petugas" in row.body
    assert row.summary == BODY.strip()
    assert row.extra == {} and row.media == () and reading.needs == ()


def test_the_zone_of_the_hour_is_the_units_own(context: Context) -> None:
    place = Place("berita/lapas-karang-jauh/2024/a.md", "lapas-karang-jauh", "2024", "a")
    row = story(read_story((HEAD + "---\n" + BODY).encode(), place, context))
    assert (row.timezone, row.instant) == ("Asia/Jayapura", 1717205400 - 3600)


def test_a_story_appears_at_the_later_of_date_and_embargo(read: Read) -> None:
    later = story(read(HEAD + "embargo_until: 2024-06-02\n---\n"))
    assert (later.instant, later.has_time) == (1717257600, False)
    earlier = story(read(HEAD + "embargo_until: 2024-05-02\n---\n"))
    assert (earlier.instant, earlier.has_time) == (1717205400, True)


def test_updated_is_the_latest_of_what_was_said_about_it(read: Read) -> None:
    row = story(
        read(
            HEAD
            + "corrections: [{date: 2024-06-05, kind: ralat, note: b}, {date: 2024-06-03, kind: koreksi, note: a}]\n"
            + "updates: [{date: 2024-06-04, note: c}]\nupdated: 2030-01-01\n---\n"
        )
    )
    assert [correction.note for correction in row.corrections] == ["a", "b"]
    assert row.updated == row.corrections[1].instant > row.instant


def test_updates_come_in_the_order_of_their_moments_those_of_one_as_written(read: Read) -> None:
    written = "{date: 2024-06-03 14.00, note: c}, {date: 2024-06-02, note: b}, {date: 2024-06-02, note: a}"
    row = story(read(HEAD + f"updates: [{written}]\n---\n"))
    assert [(update.note, update.has_time) for update in row.updates] == [("b", False), ("a", False), ("c", True)]
    assert "updates" not in row.extra


@pytest.mark.parametrize("kind", ["pencabutan", "privasi"])
def test_of_a_withdrawn_story_the_moments_of_its_updates_stay_and_no_word(read: Read, kind: str) -> None:
    withdrawn = f"withdrawn: {{date: 2024-06-03, kind: {kind}, reason: Keliru}}\n"
    further = "translation_of: kanim-teluk-biru/2024/asli\nvideo: https://contoh.go.id/v\n"
    row = story(read(HEAD + "updates: {date: 2024-06-02, note: Rahasia}\n" + further + withdrawn + "---\n"))
    assert [update.note for update in row.updates] == [""]
    assert (row.translation_of, row.video) == ("", "")


def test_what_a_story_translates_and_where_its_video_is_are_told(read: Read) -> None:
    row = story(read(HEAD + "translation_of: kanim-teluk-biru/2024/asli\nvideo: https://contoh.go.id/v\n---\n"))
    assert (row.translation_of, row.video, row.extra) == ("kanim-teluk-biru/2024/asli", "https://contoh.go.id/v", {})


def test_identity_is_the_first_address(read: Read) -> None:
    row = story(read(HEAD + "moved_from: [lapas-karang-jauh/2023/lama, kanim-teluk-biru/2023/lama]\n---\n"))
    assert row.identity == "lapas-karang-jauh/2023/lama"
    assert row.moved_from == ("lapas-karang-jauh/2023/lama", "kanim-teluk-biru/2023/lama")


def test_keys_without_a_meaning_yet_are_carried_along_as_json(read: Read) -> None:
    row = story(
        read(
            HEAD + "kip: berkala\nurgent: {until: 2024-06-02 10:00}\nupdated: 2024-06-03\n"
            "claim: {teks: x}\nservices: [a, b]\nwaive: {rule: f-dup, reason: Serentak}\n"
            "source: Rapat\nsample: ya\n---\n"
        )
    )
    assert row.extra == {
        "kip": "berkala",
        "urgent": {"until": "2024-06-02T10:00:00+08:00"},
        "updated": "2024-06-03",
        "claim": {"teks": "x"},
        "services": ["a", "b"],
        "waive": [{"rule": "f-dup", "reason": "Serentak"}],
    }
    assert (row.source, row.sample) == ("Rapat", True)
    assert story(read(HEAD + "urgent: true\n---\n")).extra == {"urgent": True}


def test_pictures_and_documents_beside_it_are_looked_for_and_measured(read: Read, context: Context) -> None:
    put(context.roots.content, "antrean.png")
    (context.roots.content / FOLDER / "data.csv").write_text("a,b\n1,2\n")
    reading = read(
        HEAD + "image: {file: antrean.png, alt: Antrean}\n"
        "attachments: [{file: data.csv, title: Data}, hilang.pdf]\n---\n"
        "![Antrean](antrean.png) ![x](lain.png)\n"
    )
    row = story(reading)
    assert row.image is not None
    assert (row.image.name, row.image.alt, row.image.width, row.image.height) == ("antrean.png", "Antrean", 40, 20)
    assert [(a.name, a.title, a.type) for a in row.attachments] == [("data.csv", "Data", "text/csv")]
    assert [media.source for media in row.media] == [f"{FOLDER}/antrean.png", f"{FOLDER}/data.csv"]
    assert reading.needs == tuple(f"{FOLDER}/{n}" for n in ("antrean.png", "data.csv", "hilang.pdf", "lain.png"))
    assert [(p.line, p.value, p.severity) for p in reading.problems if p.field == "attachments"] == [
        (5, "hilang.pdf", "warning")
    ]


def test_further_pictures_are_found_like_the_photo(read: Read, context: Context) -> None:
    put(context.roots.content, "a.png")
    put(context.roots.content, "b.png")
    (context.roots.content / FOLDER / "data.csv").write_text("a,b\n1,2\n")
    reading = read(
        HEAD + "images:\n  - {file: b.png, alt: Loket, caption: Loket baru, credit: Humas}\n  - a.png\n"
        "  - hilang.png\n  - data.csv\n---\n"
    )
    row = story(reading)
    assert row.image is None
    assert [(image.name, image.alt, image.credit, image.width, image.height) for image in row.images] == [
        ("b.png", "Loket", "Humas", 40, 20),
        ("a.png", "", "", 40, 20),
    ]
    assert "images" not in row.extra
    assert {media.name for media in row.media} >= {"a.png", "b.png"}
    assert f"{FOLDER}/hilang.png" in reading.needs
    assert {(p.code, p.field, p.line, p.severity) for p in reading.problems} == {
        ("image-no-alt", "images", 6, "warning"),
        ("missing-file", "images", 7, "warning"),
        ("image-no-picture", "images", 8, "warning"),
    }


def test_a_withdrawn_story_keeps_no_further_picture(read: Read, context: Context) -> None:
    put(context.roots.content, "a.png")
    reading = read(HEAD + "images: a.png\nwithdrawn: {date: 2024-06-02, kind: pencabutan, reason: Keliru}\n---\n")
    assert (story(reading).images, story(reading).media, reading.needs) == ((), (), ())


def test_a_photo_without_alternative_text_appears_with_a_warning(read: Read, context: Context) -> None:
    put(context.roots.content, "x.png")
    reading = read(HEAD + "image: x.png\n---\n")
    assert story(reading).image is not None
    assert [(p.code, p.line, p.severity) for p in reading.problems] == [("image-no-alt", 4, "warning")]


def test_a_photo_that_is_no_picture_is_left_out_and_reported(read: Read, context: Context) -> None:
    put(context.roots.content, "x.png")
    (context.roots.content / FOLDER / "data.csv").write_text("a,b\n1,2\n")
    reading = read(HEAD + "image: data.csv\n---\n")
    assert story(reading).image is None
    assert [(p.code, p.line) for p in reading.problems] == [("image-no-picture", 4)]


def test_an_unsafe_file_holds_the_story_back(read: Read, context: Context) -> None:
    put(context.roots.content, "x.png")
    (context.roots.content / FOLDER / "foto.jpg").write_text("<html><script>alert(1)</script></html>")
    (context.roots.content / FOLDER / "pintas.jpg").symlink_to("x.png")
    for name in ("foto.jpg", "pintas.jpg"):
        reading = read(HEAD + f"image: {name}\n---\n")
        assert reading.story is None
        assert [(p.field, p.line, p.severity) for p in reading.problems] == [("image", 4, ERROR)]
        assert reading.needs == (f"{FOLDER}/{name}",)


def test_zones_are_tagged_with_their_evidence_and_the_editor_has_the_last_word(read: Read) -> None:
    head = HEAD.replace("Kantor buka layanan pagi", "Kantor Imigrasi canangkan pembangunan Zona Integritas menuju WBK")
    tagged = story(read(head + "---\n" + BODY))
    assert {"zi", "wbk"} <= {zone.theme for zone in tagged.zones}
    assert all(zone.by == "tagger" and zone.matches for zone in tagged.zones if zone.theme in ("zi", "wbk"))
    assert [(z.theme, z.by) for z in story(read(head + "zones: area-6\n---\n")).zones] == [("area-6", "editor")]
    refused = story(read(head + "zones: [-zi, -wbk]\n---\n" + BODY))
    assert not {"zi", "wbk"} & {zone.theme for zone in refused.zones}


def test_a_withdrawn_story_keeps_title_dates_and_reason_and_nothing_else_shown(read: Read, context: Context) -> None:
    put(context.roots.content, "a.png")
    reading = read(
        HEAD + "summary: Ringkas\nimage: a.png\nzones: wbk\nkip: berkala\nattachments: a.png\n"
        "withdrawn: {date: 2024-06-03, kind: pencabutan, reason: Keliru.}\n---\n![x](a.png)\n" + "[" * 600
    )
    row = story(reading)
    assert row.withdrawn is not None
    assert (row.title, row.withdrawn.reason) == ("Kantor buka layanan pagi", "Keliru.")
    assert row.updated == row.withdrawn.instant
    assert (row.body, row.summary, row.media, row.links, row.image, row.attachments, row.extra) == (
        "", "", (), (), None, (), {},
    )  # fmt: skip
    assert [(zone.theme, zone.matches) for zone in row.zones] == [("zi", ()), ("wbk", ())]  # for their feeds
    assert reading.needs == () and reading.problems == ()


def test_a_story_withdrawn_for_privacy_keeps_nothing_that_was_said_of_anyone(read: Read) -> None:
    secret = "Sari-Rahasia"
    row = story(
        read(
            f"---\ntitle: {secret}\ndate: 2024-06-01\nauthor: {secret}\neditor: {secret}\nlocation: {secret}\n"
            f"tags: {secret}\nsource: {secret}\ncorrections: [{{date: 2024-06-02, kind: ralat, note: {secret}}}]\n"
            f"summary: {secret}\nkind: pengumuman\n"
            f"withdrawn: {{date: 2024-06-03, kind: privasi, reason: Data pribadi}}\n---\n{secret}\n"
        )
    )
    assert secret.lower() not in repr(row).lower()
    assert row.withdrawn is not None and row.withdrawn.kind == "privasi"
    assert row.reference == "kanim-teluk-biru/2024/layanan"


@pytest.mark.parametrize("kind", ["pencabutan", "privasi"])
@pytest.mark.parametrize(
    ("front", "kept"),
    [
        ("", {}),
        ("kip: berkala\n", {}),
        ("kip: serta-merta\n", {"kip": "serta-merta"}),
        ("urgent: {until: 2024-06-02 12:00}\n", {"urgent": True}),
        ("urgent: false\n", {}),
    ],
)
def test_a_withdrawn_story_keeps_that_it_was_urgent(read: Read, kind: str, front: str, kept: dict[str, object]) -> None:
    withdrawn = f"withdrawn: {{date: 2024-06-03, kind: {kind}, reason: Keliru}}\n"
    assert story(read(f"{HEAD}{front}{withdrawn}---\n{BODY}")).extra == kept


def test_front_matter_and_body_are_told_together_in_order(read: Read) -> None:
    reading = read("---\ntitle: a\ndate: x\n---\n" + "> " * 60 + "dalam\n")
    assert reading.story is None
    assert [problem.line for problem in reading.problems] == sorted(problem.line for problem in reading.problems)
    assert {problem.line for problem in reading.problems} >= {3, 5}


@pytest.mark.parametrize(
    ("until", "told"),
    [
        ("2024-07-01 09:30", []),
        ("2024-06-30", []),
        ("2024-07-01 09:31", [(4, "urgent.until", "2024-07-01 09:31")]),
        ("2024-07-01", [(4, "urgent.until", "2024-07-01")]),  # it is meant to its end
        ("2099-01-01", [(4, "urgent.until", "2099-01-01")]),
    ],
)
def test_an_end_of_urgency_that_is_too_late_is_told(read: Read, until: str, told: list[tuple[int, str, str]]) -> None:
    reading = read(HEAD + f"urgent: {{until: {until}}}\n---\n")
    assert story(reading).extra["urgent"]
    found = [problem for problem in reading.problems if problem.code == "until-too-late"]
    assert [(problem.line, problem.field, problem.value) for problem in found] == told
    assert all(problem.severity == "warning" and "2024-07-01 09:30" in problem.action for problem in found)


def test_a_warning_does_not_hold_a_story_back(read: Read) -> None:
    reading = read(HEAD + "location: Teluk #1\n---\n")
    assert story(reading).location == "Teluk"
    assert [problem.severity for problem in reading.problems] == ["warning"]


def test_a_file_beyond_all_limits_is_not_even_decoded(context: Context, place: Place) -> None:
    reading = read_story(b"\xff" * 5_000_000, place, context)
    assert [problem.code for problem in reading.problems] == ["file-too-long"]


def test_the_keys_of_another_system_cannot_move_a_story(read: Read) -> None:
    reading = read(
        HEAD + "save_as: index.html\nurl: javascript:alert(1)\ntemplate: base\nunit: kanwil-daratan\n"
        "category: '\"><script>'\nmoved_from: [kanwil-daratan/2024/a]\nunits: [kanwil-antah]\n---\n"
    )
    assert reading.story is None
    assert [p.line for p in reading.problems] == [4, 5, 6, 7, 8, 9, 10]


def test_a_standing_page_belongs_to_its_folder(context: Context) -> None:
    data = b"---\ntitle: Maklumat\nlang: id\norder: 10\ndate: 2024-06-01\n---\n## Janji\n\nKami melayani.\n"
    unit_page = read_page(data, PagePlace("unit/kanim-teluk-biru/maklumat.md", "kanim-teluk-biru", "maklumat"), context)
    assert isinstance(unit_page.page, Page)
    assert (unit_page.page.title, unit_page.page.order, unit_page.page.updated) == ("Maklumat", 10, "2024-06-01")
    assert unit_page.page.site_path == "unit/kanim-teluk-biru/maklumat/"
    assert "Kami melayani." in unit_page.page.body
    plain = read_page(b"---\ntitle: Tentang\n---\n", PagePlace("halaman/tentang.md", "", "tentang"), context).page
    assert plain is not None and (plain.site_path, plain.updated) == ("halaman/tentang/", "")


def test_a_standing_page_knows_no_keys_of_stories(context: Context) -> None:
    reading = read_page(b"---\norder: satu\nzones: zi\n---\n", PagePlace("halaman/a.md", "", "a"), context)
    assert reading.page is None
    assert [(p.code, p.line) for p in reading.problems] == [("key-missing", 1), ("bad-number", 2), ("key-unknown", 3)]


def test_a_reader_works_alike_in_another_process(context: Context, place: Place) -> None:
    data = (HEAD + "zones: wbk\n---\n" + BODY).encode()
    copy = pickle.loads(pickle.dumps(Reader(context)))
    assert copy.read(data, place) == Reader(context).read(data, place)
    page = PagePlace("halaman/a.md", "", "a")
    assert copy.read(b"---\ntitle: a\n---\n", page).page is not None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ""),
        ("TELUK BIRU – Petugas menerima pemohon sejak pagi di ruang layanan yang baru.", "Petugas menerima"),
        ("Teluk Biru (ANTARA) - Petugas menerima pemohon sejak pagi di ruang layanan baru.", "Petugas menerima"),
        ("KANAL.CO.ID, TELUK BIRU -- “Kami siap,” kata petugas di ruang layanan yang baru.", "“Kami siap"),
        ("Kepala Kantor Imigrasi - yang baru dilantik - menerima pemohon sejak pagi hari tadi.", "Kepala Kantor"),
        ("Latar\n\nPetugas menerima pemohon sejak pagi di ruang layanan yang baru selesai dirapikan.", "Petugas"),
        ("Pendek.", "Pendek."),
    ],
)
def test_a_summary_begins_with_the_first_sentence_of_the_report(text: str, expected: str) -> None:
    assert excerpt(text).startswith(expected)


def test_a_summary_ends_with_a_sentence_or_else_a_word() -> None:
    sentence = "Petugas bernama H. Sari, S.H. menerima pemohon sejak pagi di ruang layanan yang baru dirapikan. "
    assert excerpt(sentence * 5) == (sentence * 2).strip()
    assert excerpt("kata " * 100) == ("kata " * 44).strip() + "…"
    assert excerpt("x" * 500) == "x" * (LONGEST - 1) + "…"


@given(st.text(alphabet="aB .!?”\n—-–()", max_size=600))
def test_a_summary_is_never_longer_than_allowed(text: str) -> None:
    assert len(excerpt(text)) <= LONGEST
    assert "\n" not in excerpt(text)


PIECES = st.sampled_from(
    (
        *("title: a\n", "date: 2024-06-01\n", "withdrawn:", " {date: 2024-06-01, kind: privasi, reason: x}\n"),
        *("image: a.jpg\n", "---\n", "zones: -zi\n", "tags: [", "]\n", "\n\n", "![a](b.png)", "[x](../../../etc)"),
        *("<b", "> ", "\0", "\r", "{", "*" * 9),
    )
)


@given(st.lists(PIECES, max_size=15).map(lambda parts: ("---\n" + "".join(parts)).encode()) | st.binary(max_size=100))
def test_no_file_raises_and_a_story_stands_exactly_where_nothing_is_wrong(data: bytes) -> None:
    context = Context(REGISTRY[0], TAXONOMY, "https://berita.contoh.go.id", "Asia/Jakarta", Roots(Path("/nowhere")))
    place = Place(f"{FOLDER}/layanan.md", "kanim-teluk-biru", "2024", "layanan")
    reading = read_story(data, place, context)
    lines = len(data.replace(b"\r\n", b"\n").replace(b"\r", b"\n").split(b"\n"))
    assert all(1 <= problem.line <= lines for problem in reading.problems)
    assert (reading.story is None) == any(problem.severity == ERROR for problem in reading.problems)
    assert reading == read_story(data, place, context)


TAXONOMY = default()
REGISTRY: list[Registry] = []


@pytest.fixture(autouse=True)
def _registry(registry: Registry) -> None:
    REGISTRY[:] = [registry]


@pytest.mark.parametrize("said", ["corrections", "withdrawn"])
def test_a_note_of_the_same_day_without_an_hour_is_told_after_the_story(read: Read, said: str) -> None:
    note = {
        "corrections": "corrections: [{date: 2024-06-01, kind: ralat, note: Jam buka diperbaiki.}]",
        "withdrawn": "withdrawn: {date: 2024-06-01, kind: pencabutan, reason: Keliru.}",
    }[said]
    row = story(read(f"---\ntitle: Kantor buka\ndate: 2024-06-01 10:00\n{note}\n---\n\nIsi.\n"))
    told = row.withdrawn or row.corrections[0]
    assert told.instant == row.updated == row.instant + 1
    assert not told.has_time


def test_a_withdrawal_of_the_same_day_is_told_after_the_corrections_of_that_day(read: Read) -> None:
    corrections = "[{date: 2024-06-01 15:00, kind: ralat, note: Jam.}, {date: 2024-06-01, kind: koreksi, note: Nama.}]"
    withdrawn = "{date: 2024-06-01, kind: pencabutan, reason: Keliru.}"
    front = f"title: Kantor buka\ndate: 2024-06-01 10:00\ncorrections: {corrections}\nwithdrawn: {withdrawn}\n"
    row = story(read(f"---\n{front}---\n\nIsi.\n"))
    assert row.withdrawn is not None
    assert row.withdrawn.instant == row.updated == row.instant + 5 * 3600 + 1
    assert [part.has_time for part in row.corrections] == [False, True]
