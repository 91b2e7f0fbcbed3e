from dataclasses import replace

import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st

from plugins.feeds import item
from plugins.feeds.view import ItemView
from plugins.stories.story import INTERNAL, MEDIA, Attachment, Story
from plugins.units import PressContact, Profile
from tests import factory

STANDING = {"berita/kanim-teluk-biru/2023/lain/", "unit/kanwil-biru/"}
PROFILES = {"lapas-bukit-hijau": Profile(press_contact=PressContact("Sari", "(021) 555-0100", "sari@bukit.example"))}
STYLE = item.Style(factory.SITE, "id", {"wbk": "WBK"}, lambda target: target if target in STANDING else None, PROFILES)
HOME = "https://berita.samudra.example/"
PAGE = f"{HOME}berita/kanim-teluk-biru/2024/antrean/"


def make(story: Story, full: bool = True) -> ItemView:
    return item.make(factory.placed(story), STYLE, full=full)


def names(view: ItemView) -> list[str]:
    return [author["name"] for author in view["authors"]]


def content(body: str, **fields: object) -> BeautifulSoup:
    return BeautifulSoup(make(factory.story(body=body, **fields))["content"], "html.parser")


def test_an_item_is_known_by_an_id_that_does_not_change_with_its_address() -> None:
    moved = factory.story("kanim-teluk-biru/2024/baru", identity="kanim-teluk-biru/2024/antrean")
    assert make(moved)["id"] == make(factory.story())["id"] == "tag:samudra.example,2024:kanim-teluk-biru/2024/antrean"
    assert make(moved)["link"] == f"{HOME}berita/kanim-teluk-biru/2024/baru/"


def test_the_date_is_that_of_the_offices_own_zone() -> None:
    assert make(factory.story())["date"] == "2024-06-01T09:30:00+09:00"
    assert make(factory.story("lapas-bukit-hijau/2024/a"))["date"] == "2024-06-01T09:30:00+08:00"


def test_links_within_the_site_become_absolute() -> None:
    found = content(f'<p><a href="{INTERNAL}berita/kanim-teluk-biru/2023/lain/#isi-a">lain</a></p>')
    assert found.a["href"] == f"{HOME}berita/kanim-teluk-biru/2023/lain/#isi-a"


def test_a_link_that_leads_nowhere_is_shown_as_its_text() -> None:
    found = content(f'<p><a href="{INTERNAL}berita/kanim-teluk-biru/2023/hilang/">hilang</a></p>')
    assert found.a is None
    assert found.p.text == "hilang"


def test_files_beside_the_story_become_absolute() -> None:
    found = content(f'<p><img src="{MEDIA}loket.jpg" alt=""><a href="{MEDIA}data.pdf">data</a></p>')
    assert found.img["src"] == f"{PAGE}loket.jpg"
    assert found.a["href"] == f"{PAGE}data.pdf"


def test_a_link_to_a_footnote_leads_to_the_page() -> None:
    found = content('<p><sup id="isi-fnref1"><a class="footnote-ref" href="#isi-fn1">1</a></sup> &lt;a href="#x"</p>')
    assert found.a["href"] == f"{PAGE}#isi-fn1"
    assert '<a href="#x"' in found.p.text  # text that only looks like a tag is left alone


def test_characters_that_break_a_feed_do_not_reach_it() -> None:
    assert content("<p>a\ufffd\x0b\ud800b]]></p>").p.text == "ab]]>"


@pytest.mark.parametrize(("credit", "told"), [("Humas", "Foto: Humas"), ("Ilustrasi: Humas", "Ilustrasi: Humas")])
def test_the_photo_stands_first_with_its_caption_and_credit(credit: str, told: str) -> None:
    image, file = factory.picture(caption="Loket & antrean", credit=credit)
    found = content("<p>Isi.</p>", image=image, media=(file,))
    figure = found.find()
    assert figure.name == "figure"
    assert figure.img.attrs == {"src": f"{PAGE}loket.jpg", "alt": "Loket baru", "width": "640", "height": "480"}
    assert figure.figcaption.text == f"Loket & antrean {told}"


def test_corrections_stand_on_top_of_everything() -> None:
    image, file = factory.picture()
    note = factory.correction(note="Jam <b>buka</b> 08.00.")
    found = content("<p>Isi.</p>", image=image, media=(file,), corrections=(note,))
    assert found.find().text == "Ralat (Minggu, 2 Juni 2024 | 10.00 WIT): Jam <b>buka</b> 08.00."


def test_what_was_added_to_a_running_story_stands_before_its_text_the_latest_first() -> None:
    told = factory.update("2024-06-01 12:00", "Listrik <b>padam</b>."), factory.update("2024-06-01 14:00", "Menyala.")
    found = content("<p>Isi.</p>", updates=told, corrections=(factory.correction(),))
    assert [paragraph.text for paragraph in found.find_all("p")[1:4]] == [
        "Perkembangan (Sabtu, 1 Juni 2024 | 14.00 WIT): Menyala.",
        "Perkembangan (Sabtu, 1 Juni 2024 | 12.00 WIT): Listrik <b>padam</b>.",
        "Isi.",
    ]


def test_documents_are_offered_at_the_end() -> None:
    paper = Attachment("edaran 1.pdf", "Surat edaran", "application/pdf", 1000)
    found = content("<p>Isi.</p>", attachments=(paper,))
    assert found.find_all("a")[-1].attrs == {"href": f"{PAGE}edaran%201.pdf"}
    assert found.find_all("p")[-1].text == "Lampiran: Surat edaran"


def test_beyond_the_fiftieth_only_the_summary_is_given() -> None:
    assert make(factory.story(), full=False)["content"] == ""
    assert make(factory.story(), full=False)["description"] == "Loket tambahan dibuka setiap pagi."


def test_a_description_is_html_so_the_summarys_signs_are_escaped() -> None:
    assert make(factory.story(summary="<b>5 & 6</b>"))["description"] == "&lt;b&gt;5 &amp; 6&lt;/b&gt;"


def test_an_item_always_has_a_title_and_a_description() -> None:
    bare = make(factory.story(title="<b></b>", summary="", body=""))
    assert (bare["title"], bare["description"]) == ("Berita tanpa judul", "Berita tanpa judul")


def test_people_are_named_and_last_the_office_as_it_was_called_then() -> None:
    assert names(make(factory.story(authors=("Sari", "\x00")))) == ["Sari", "Kanim Teluk Biru"]
    before = factory.story("lapas-bukit-hijau/2024/a", "2024-04-30 10:00")
    after = factory.story("lapas-bukit-hijau/2024/b", "2024-05-01 10:00")
    assert names(make(before)) == ["Lapas Bukit Hijau"]
    assert names(make(after)) == ["Lapas Kelas I Bukit Hijau"]


def test_an_office_is_given_with_its_page_and_the_mail_of_its_press_officer() -> None:
    (person, office) = make(factory.story("lapas-bukit-hijau/2024/a", authors=("Rina",)))["authors"]
    assert person == {"name": "Rina", "url": "", "email": ""}
    assert (office["url"], office["email"]) == (f"{HOME}unit/lapas-bukit-hijau/", "sari@bukit.example")
    assert make(factory.story())["authors"][0]["email"] == ""


def test_the_text_ends_with_whom_to_reach_where_that_is_known() -> None:
    known = BeautifulSoup(make(factory.story("lapas-bukit-hijau/2024/a"))["content"], "html.parser")
    assert known.find_all("p")[-1].text == (
        "Narahubung: Lapas Kelas I Bukit Hijau, Sari, (021) 555-0100, sari@bukit.example"
    )
    assert [link["href"] for link in known.find_all("a")] == ["tel:0215550100", "mailto:sari@bukit.example"]
    assert "Narahubung" not in make(factory.story())["content"]


def test_nobody_is_named_for_a_story_that_was_withdrawn() -> None:
    gone = make(factory.withdrawn(factory.story("lapas-bukit-hijau/2024/a")))
    assert "sari" not in str(gone).lower()


def test_categories_are_ids_that_neither_names_nor_the_address_of_the_site_change() -> None:
    tagged = factory.story(zones=factory.zones("wbk"), kind="siaran-pers", tags=("paspor",))
    assert make(tagged)["categories"] == [
        {"scheme": "tag:samudra.example,2024:unit", "term": "kanim-teluk-biru", "label": "Kanim Teluk Biru"},
        {"scheme": "tag:samudra.example,2024:zona", "term": "wbk", "label": "WBK"},
        {"scheme": "tag:samudra.example,2024:jenis", "term": "siaran-pers", "label": "Siaran pers"},
        {"scheme": "tag:samudra.example,2024:tag", "term": "paspor", "label": "paspor"},
    ]


def test_a_correction_moves_the_moment_of_change_and_nothing_else() -> None:
    corrected = factory.story(corrections=(factory.correction(),), updated=factory.correction().instant)
    assert make(factory.story())["updated"] == "2024-06-01T09:30:00+09:00"
    assert make(corrected)["updated"] == "2024-06-02T10:00:00+09:00"
    assert (make(corrected)["id"], make(corrected)["date"]) == (
        make(factory.story())["id"],
        make(factory.story())["date"],
    )


def test_photos_are_given_once_each_with_their_published_length_the_storys_own_first() -> None:
    own, file = factory.picture(caption="Loket &  antrean", credit="Humas")
    other, file_of_other = factory.picture("pintu 1.jpg", alt="<Pintu>")
    missing, _ = factory.picture("hilang.jpg")
    files = (replace(file, length=50_000), replace(file_of_other, length=40_000))
    photos = make(factory.story(image=own, images=(other, replace(own, caption="Lain"), missing), media=files))[
        "photos"
    ]
    assert [photo["url"] for photo in photos] == [f"{PAGE}loket.jpg", f"{PAGE}pintu%201.jpg"]
    assert photos[0] == {
        "url": f"{PAGE}loket.jpg",
        "type": "image/jpeg",
        "length": 50_000,
        "width": 640,
        "height": 480,
        "alt": "Loket baru",
        "caption": "Loket & antrean",
        "credit": "Humas",
    }
    assert (photos[1]["alt"], photos[1]["length"]) == ("<Pintu>", 40_000)


def test_further_photos_follow_the_text() -> None:
    own, file = factory.picture()
    other, file_of_other = factory.picture("pintu.jpg")
    found = content("<p>Isi.</p>", image=own, images=(other,), media=(file, file_of_other))
    assert [tag.name for tag in found.find_all(recursive=False)] == ["figure", "p", "figure"]


def test_another_language_than_the_feeds_is_named() -> None:
    assert make(factory.story())["language"] == ""
    assert make(factory.story(lang="en"))["language"] == "en"


def test_a_sample_says_so_in_its_title() -> None:
    assert make(factory.story(sample=True))["title"] == "[Contoh] Antrean paspor kini lebih singkat"


def test_a_withdrawn_story_stays_as_a_notice_without_its_text() -> None:
    gone = make(replace(factory.withdrawn(factory.story()), authors=("Sari",), body="<p>Isi.</p>"))
    assert gone["title"] == "Dicabut: Antrean paspor kini lebih singkat"
    assert gone["description"] == "Berita ini dicabut pada Senin, 3 Juni 2024. Alasan: Data keliru."
    assert gone["content"] == ""
    assert names(gone) == ["Kanim Teluk Biru"]
    assert gone["id"] == make(factory.story())["id"]
    assert gone["withdrawn"] == gone["updated"] == "2024-06-03T00:00:00+09:00"
    assert gone["date"] == make(factory.story())["date"]


def test_a_withdrawal_counts_at_once_though_it_bears_a_day_to_come() -> None:
    gone = make(factory.withdrawn(factory.story(), date="2025-03-01"))
    assert gone["withdrawn"] == gone["updated"] == gone["date"]


def test_what_has_expired_says_since_when() -> None:
    over = make(factory.story(expires=factory.instant("2024-07-01", "Asia/Jayapura")))
    assert over["description"].startswith("Sudah lewat masa berlaku sejak Senin, 1 Juli 2024. Loket")
    assert "Sudah lewat masa berlaku sejak Senin, 1 Juli 2024." in over["content"]
    assert "masa berlaku" not in str(make(factory.story(expires=factory.instant("2025-07-01"))))


def test_a_withdrawn_story_shows_no_photo() -> None:
    own, file = factory.picture()
    assert make(replace(factory.withdrawn(factory.story()), image=own, media=(file,)))["photos"] == []


def test_of_a_story_withdrawn_for_privacy_only_office_date_and_reason_remain() -> None:
    private = factory.withdrawn(factory.story(), "privasi", "Permintaan warga.")
    private = replace(private, title="Nama Warga", authors=("Sari",), tags=("nama-warga",), zones=factory.zones("wbk"))
    gone = make(private)
    assert gone["title"] == "Berita dicabut"
    assert gone["description"].endswith("Alasan: Permintaan warga.")
    assert [category["label"] for category in gone["categories"]] == ["Kanim Teluk Biru"]
    assert names(gone) == ["Kanim Teluk Biru"]
    assert "antrean" not in gone["link"]
    assert "Nama Warga" not in str(gone)


@pytest.mark.parametrize("kind", ["pencabutan", "privasi"])
def test_a_reason_cannot_bring_markup(kind: str) -> None:
    gone = factory.withdrawn(factory.story(), kind, "<script>x</script>")
    assert "<script>" not in make(gone)["description"]


@given(st.text(max_size=30), st.text(max_size=30), st.text(max_size=30))
def test_what_people_write_in_fields_is_never_markup(caption: str, note: str, alt: str) -> None:
    image, file = factory.picture(caption=caption, alt=alt)
    found = content("", image=image, media=(file,), corrections=(factory.correction(note=note),))
    assert {tag.name for tag in found.find_all()} <= {"p", "strong", "figure", "img", "figcaption"}
    assert set(found.img.attrs) == {"src", "alt", "width", "height"}
