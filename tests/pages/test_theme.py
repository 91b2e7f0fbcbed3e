from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import jinja2
import pytest
from babel.messages.pofile import read_po
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st

import pelicanconf
from plugins.addresses import Site
from plugins.dates import parse_moment
from plugins.pages.house import CORRECTION_NAMES, KIND_NAMES, LEVEL_NAMES, WITHDRAWAL_NAMES
from plugins.pages.theme import environment
from plugins.pages.units import EVENT_TEXTS
from tests.pages import views

ROOT = Path(__file__).parents[2]
THEME = ROOT / "theme"
SITE = Site("https://contoh.test", "contoh.test")
NAME = "Kabar Contoh"
SOURCES = {path.name: path.read_text() for path in sorted((THEME / "templates").glob("*.html"))}
CHROME = {
    "menu": [{"label": "Beranda", "path": ""}, {"label": "Direktori unit", "path": "unit/"}],
    "footer": [{"label": "Tentang", "path": "halaman/tentang/"}],
    "preview": False,
    "about": "Ditulis oleh humas.",
}
TEMPLATES = sorted(views.FULL)
ALONE = {"lembar.html", "redirect.html", "sematan-bingkai.html"}  # without the site's head and foot
PAGES = [name for name in TEMPLATES if name not in ALONE]
SCRIPTS = {f"/theme/{path.name}" for path in (THEME / "static").glob("*.js")}


def make(language: str = "id", site: Site = SITE, **options: object) -> jinja2.Environment:
    made = environment(THEME, site, NAME, "Asia/Jakarta", language, **options)
    made.globals["chrome"] = CHROME
    return made


ENVIRONMENT = make()


def render(template: str, env: jinja2.Environment = ENVIRONMENT, **changes: object) -> str:
    return env.get_template(template).render({**views.full(template), **changes})


def soup(template: str, env: jinja2.Environment = ENVIRONMENT, **changes: object) -> BeautifulSoup:
    return BeautifulSoup(render(template, env, **changes), "html.parser")


def filtered(name: str, *arguments: object, env: jinja2.Environment = ENVIRONMENT) -> object:
    return env.filters[name](*arguments)


# Structure


def test_every_template_but_the_shared_ones_has_a_view_here() -> None:
    parts = ("base", "calendar", "cards", "chart", "chip", "foot", "map", "masthead", "notice", "picture")
    assert set(SOURCES) - {f"{part}.html" for part in parts} == set(views.FULL)


@pytest.mark.parametrize("make_view", [views.full, views.bare])
@pytest.mark.parametrize("template", PAGES)
def test_a_page_has_its_landmarks_one_h1_and_headings_in_order(template: str, make_view: object) -> None:
    page = BeautifulSoup(ENVIRONMENT.get_template(template).render(make_view(template)), "html.parser")  # type: ignore[operator]
    assert page.html["lang"] == "id"
    assert [len(page.select(landmark)) for landmark in ("body > header", "main#isi", "body > footer")] == [1, 1, 1]
    assert page.select_one("a.skip")["href"] == "#isi"
    levels = [int(heading.name[1]) for heading in page.find_all(re.compile("^h[1-6]$"))]
    assert levels.count(1) == 1
    body = [level for level in levels if level != 1]
    assert all(later - earlier <= 1 for earlier, later in zip([1, *body], body, strict=False)), levels
    assert all(heading.get_text(strip=True) for heading in page.find_all(re.compile("^h[1-6]$")))


@pytest.mark.parametrize("template", PAGES)
def test_ids_are_unique_and_every_label_points_at_one(template: str) -> None:
    page = soup(template)
    ids = [tag["id"] for tag in page.select("[id]")]
    assert len(ids) == len(set(ids))
    assert {tag["aria-labelledby"] for tag in page.select("[aria-labelledby]")} <= set(ids)


def test_a_missing_key_is_an_error_and_not_an_empty_space() -> None:
    with pytest.raises(jinja2.UndefinedError):
        ENVIRONMENT.get_template("list.html").render(page=views.page())


def test_a_key_of_a_view_comes_before_a_method_of_the_same_name() -> None:
    assert ENVIRONMENT.from_string("{{ view.items }}").render(view={"items": "tiga"}) == "tiga"


# Safety


@pytest.mark.parametrize("template", TEMPLATES)
def test_markup_in_any_text_stays_text(template: str) -> None:
    text = ENVIRONMENT.get_template(template).render(views.hostile(template))
    page = BeautifulSoup(text, "html.parser")
    assert {script.get("src") for script in page.find_all("script")} <= SCRIPTS
    assert not [tag for tag in page.find_all() if any(name.startswith("on") for name in tag.attrs)]
    assert template in ("404.html", "redirect.html") or "&lt;script&gt;" in text


@given(st.text(st.characters(exclude_categories=("Cc", "Cs")), min_size=1))
def test_a_reader_sees_a_title_just_as_it_was_written(title: str) -> None:
    text = render("story.html", story=views.story(title=title))
    assert unescape(text[text.index("<h1>") + 4 : text.index("</h1>")]) == title


@pytest.mark.parametrize("name", sorted(SOURCES))
def test_templates_hold_nothing_that_a_strict_policy_refuses(name: str) -> None:
    source = SOURCES[name]
    assert not re.search(r"<style|\sstyle=|\son\w+=|javascript:|\|\s*safe|autoescape", source)
    scripts = re.findall(r"<script[^>]*>", source)
    assert all("src=" in script or 'type="application/ld+json"' in script for script in scripts)
    assert not re.search(r"(src|href)=\"(https?:)?//", source)


@pytest.mark.parametrize("address", ["javascript:alert(1)", "data:text/html,x", "//contoh.test", "", "https:///x"])
def test_an_address_that_is_no_web_address_is_shown_and_not_linked(address: str) -> None:
    profile = {**views.PROFILE, "website": address, "complaint": address, "social": [{"network": "X", "url": address}]}
    links = soup("unit.html", profile=profile).select(".facts a")
    assert {link["href"].split(":")[0] for link in links} == {"tel", "https", "mailto"}
    assert not any(address and address in link["href"] for link in links)
    assert filtered("web", address) == ""


# Language


def spoken_by_views() -> Iterator[str]:
    """What views put into words: `say("…")`, the tables whose values they say, and what the menus are called."""
    for table in (KIND_NAMES, CORRECTION_NAMES, WITHDRAWAL_NAMES, LEVEL_NAMES, EVENT_TEXTS):
        yield from table.values()
    yield from (label for label, _ in (*pelicanconf.MENU, *pelicanconf.FOOTER))
    for file in (THEME.parent / "plugins" / "pages").glob("*.py"):
        for call in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(call, ast.Call) and ast.unparse(call.func).rpartition(".")[2] == "say":
                yield from (part.value for part in call.args if isinstance(part, ast.Constant))


def catalogue_strings() -> Iterator[tuple[str, ...]]:
    yield from ((text,) for text in spoken_by_views())
    for source in SOURCES.values():
        for _, _, message in ENVIRONMENT.extract_translations(source):  # type: ignore[attr-defined]
            parts = message if isinstance(message, tuple) else (message,)
            yield tuple(part for part in parts if part is not None)


def test_the_english_catalogue_translates_every_string_and_no_other() -> None:
    with (THEME / "locale/en/LC_MESSAGES/newsroom.po").open("rb") as text:
        entries = {message.id: message.string for message in read_po(text, locale="en") if message.id}
    wanted = {parts if len(parts) > 1 else parts[0] for parts in catalogue_strings()}
    assert wanted == set(entries)
    for source, translation in entries.items():
        sources = source if isinstance(source, tuple) else (source,)
        translations = translation if isinstance(translation, tuple) else (translation,)
        placeholders = re.compile(r"%\(\w+\)s|\{\w+\}")
        for text in translations:
            assert text
            assert sorted(placeholders.findall(text)) == sorted(placeholders.findall(sources[0]))


def test_no_text_is_written_past_the_catalogue() -> None:
    tags = re.compile(r"{% (trans|set \w+ %).*?end(trans|set) %}|{%.*?%}|{{.*?}}|{#.*?#}|<[^>]*>", re.DOTALL)
    words = {name: set(re.findall(r"[A-Za-z]{2,}", tags.sub(" ", source))) for name, source in SOURCES.items()}
    named = {"unit.html": {"WhatsApp"}, "feeds.html": {"OPML"}}
    assert {name: found for name, found in words.items() if found} == named
    spoken = re.compile(r"(?:aria-label|title|placeholder|data-found|data-left|data-none|data-some)=\"(?!{{)")
    assert [name for name, source in SOURCES.items() if spoken.search(source)] == []


def test_another_language_has_its_words_dates_numbers_and_plurals() -> None:
    english = make("en")
    page = soup("front.html", english, page=views.page(lang="en"), units_total=1)
    assert page.html["lang"] == "en"
    assert page.select_one("a.skip").text == "Skip to content"
    assert "1 office, with a page" in page.text
    assert "1,064 offices, each with a page" in soup("front.html", english).text
    assert filtered("moment", 1717209000, True, "Asia/Jakarta", env=english) == "Saturday, 1 June 2024 | 09.30 WIB"


def test_a_story_in_another_language_is_marked_and_the_interface_keeps_its_own() -> None:
    page = soup("story.html", story=views.story(lang="en"))
    assert (page.html["lang"], page.h1["lang"], page.select_one(".prose")["lang"]) == ("id", "en", "en")
    page = soup("story.html", page=views.page(lang="en"), story=views.story(lang="en"))
    assert (page.html["lang"], page.body.header["lang"], page.h1.get("lang")) == ("en", "id", None)


def test_links_out_of_the_english_edition_say_in_which_language_they_lead_on() -> None:
    english = make("en", editions=("id", "en"))
    english.globals["chrome"] = {
        **CHROME,
        "menu": [{"label": "Arsip", "path": "berita/"}, {"label": "Awal", "path": ""}],
    }
    page = soup("front.html", english, page=views.page(lang="en", path="en/"))
    assert [link.get("hreflang") for link in page.select(".menu a")] == ["id", None]
    assert {link.get("hreflang") for link in page.select("#wilayah, #wilayah + .periods")[1].select("a")} == {"id"}
    assert page.select_one(".urgent p a")["hreflang"] == "id"
    assert {link["lang"] for link in page.select(".strong h3 a")} == {"id"}
    assert not soup("front.html").select("main a[hreflang], .strong [lang=id]")


def test_the_moment_of_an_alarm_from_the_notice_file_is_marked_as_the_sites_own_language() -> None:
    english = make("en", editions=("id", "en"))
    page = soup("directory.html", english, page=views.page(lang="en", path="en/unit/"))
    assert page.find("template").find(class_="meta")["lang"] == "id"
    page = soup("directory.html", page=views.page(path="unit/"))
    assert page.find("template").find(class_="meta").get("lang") is None


def test_what_is_urgent_comes_first_and_the_way_to_the_other_edition_stands_by_the_crumbs() -> None:
    page = soup("unit.html", make(editions=("id", "en")), page=views.page(path="unit/lapas-a/"))
    kinds = [tag["class"][0] for tag in page.select("body > :is(.urgent, .language, .crumbs)")]
    assert kinds == ["urgent", "language", "crumbs"]


@pytest.mark.parametrize(
    ("written", "shown"), [("tiktok", "TikTok"), ("X", "X"), ("YOUTUBE", "YouTube"), ("Baru", "Baru")]
)
def test_social_networks_bear_their_own_spelling(written: str, shown: str) -> None:
    profile = {**views.PROFILE, "social": [{"network": written, "url": "https://contoh.test/akun"}]}
    assert soup("unit.html", profile=profile).select_one(".facts .places").text == shown


def test_compiled_templates_are_kept_apart_by_language(tmp_path: Path) -> None:
    first = [render("404.html", make(language, bytecode=tmp_path)) for language in ("id", "en")]
    again = [render("404.html", make(language, bytecode=tmp_path)) for language in ("id", "en")]
    assert first == again
    assert "Halaman tidak ditemukan" in first[0]
    assert "Page not found" in first[1]


# Dates, numbers, addresses


@pytest.mark.parametrize(
    ("arguments", "shown", "machine"),
    [
        ((1717209000, True, "Asia/Jakarta"), "Sabtu, 1 Juni 2024 | 09.30 WIB", "2024-06-01T09:30+07:00"),
        ((1717209000, True, "Asia/Jayapura"), "Sabtu, 1 Juni 2024 | 11.30 WIT", "2024-06-01T11:30+09:00"),
        ((1717174800, False, "Asia/Jakarta"), "Sabtu, 1 Juni 2024", "2024-06-01"),
        ((1717209000, True, ""), "Sabtu, 1 Juni 2024 | 09.30 WIB", "2024-06-01T09:30+07:00"),
    ],
)
def test_moments_are_shown_in_their_zone(arguments: tuple[object, ...], shown: str, machine: str) -> None:
    assert (filtered("moment", *arguments), filtered("iso", *arguments)) == (shown, machine)


@given(st.integers(0, 2_000_000_000 // 60), st.sampled_from(["Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura"]))
def test_the_machine_readable_moment_is_the_same_instant(minute: int, zone: str) -> None:
    assert parse_moment(str(filtered("iso", minute * 60, True, zone)), "UTC").instant == minute * 60


@pytest.mark.parametrize(
    ("name", "value", "shown"),
    [
        ("number", 1064, "1.064"),
        ("day", "2024-06-01", "Sabtu, 1 Juni 2024"),
        ("file_size", 10, "1 KB"),
        ("file_size", 780_400, "780 KB"),
        ("file_size", 1_245_000, "1,2 MB"),
        ("file_type", "application/pdf", "PDF"),
        ("telephone", "(0751) 12-34 56", "0751123456"),
        ("telephone", "lihat situs", ""),
        ("whatsapp", "0812-3456-7890", "https://wa.me/6281234567890"),
        ("whatsapp", "+62 812 3456 7890", "https://wa.me/6281234567890"),
        ("whatsapp", "x", ""),
    ],
)
def test_values_are_shown_as_people_write_them(name: str, value: object, shown: str) -> None:
    assert filtered(name, value) == shown


@pytest.mark.parametrize(
    ("feed", "forms"),
    [
        ("unit/x/semua/feed.xml", {"rss": "feed.xml", "atom": "atom.xml", "feed": "feed.json"}),
        ("tag/paspor/feed.xml", {"rss": "feed.xml"}),
        ("", {}),
    ],
)
def test_a_page_names_its_feed_in_every_form_that_it_has(feed: str, forms: dict[str, str]) -> None:
    page = soup("list.html", page=views.page(feed=feed))
    found = {link["type"]: link["href"] for link in page.select("link[rel=alternate]")}
    folder = feed.removesuffix("feed.xml")
    types = {"rss": "application/rss+xml", "atom": "application/atom+xml", "feed": "application/feed+json"}
    assert found == {types[form]: f"/{folder}{name}" for form, name in forms.items()}


def test_a_site_below_a_folder_links_within_it() -> None:
    page = soup("story.html", make(site=Site("https://contoh.test/kabar", "contoh.test")))
    own = [tag.get("href") or tag.get("src") for tag in page.select("a[href^='/'], link[href^='/'], img")]
    assert own
    assert all(address.startswith("/kabar/") for address in own)
    assert page.select_one("link[rel=canonical]")["href"] == "https://contoh.test/kabar/halaman/tentang/"


def test_a_redirect_names_its_target_three_ways() -> None:
    page, target = soup("redirect.html"), "/berita/kanim-teluk-biru/2024/layanan/"
    assert page.select_one("meta[http-equiv=refresh]")["content"] == f"0; url={target}"
    assert page.select_one("link[rel=canonical]")["href"] == f"https://contoh.test{target}"
    assert page.select_one("main a")["href"] == target


# What readers are told


def test_a_withdrawn_story_says_why_and_shows_nothing_else_of_itself() -> None:
    text = render("story.html", story=views.story(state="withdrawn", title="", withdrawn=views.withdrawal()))
    page = BeautifulSoup(text, "html.parser")
    assert page.h1.text == "Berita dicabut"
    assert "Korban anak." in page.select_one(".tombstone").text
    for hidden in ("<em>berita</em>", "foto.jpg", "Rani Putri", "m.pdf", "Kuota tambahan", "maklumat pelayanan"):
        assert hidden not in text.replace(str(page.select_one(".related")), "")


def test_corrections_sample_and_expiry_come_before_the_body() -> None:
    page = soup("story.html", story=views.story(state="expired"))
    order = [tag.get("id") or "prose" for tag in page.select("#contoh, #kedaluwarsa, #koreksi, .prose")]
    assert order == ["contoh", "kedaluwarsa", "koreksi", "prose"]


def test_a_tag_tells_its_reason() -> None:
    reasons = soup("story.html").select_one("details").get_text(" ", strip=True)
    assert "Ditetapkan penyunting." in reasons
    assert "maklumat pelayanan (judul, isi)" in reasons
    assert "melemahkan: pelayanan gereja (isi)" in reasons


def test_the_filter_box_is_hidden_until_its_script_runs() -> None:
    page = soup("directory.html")
    assert page.select_one("[data-filter]").has_attr("hidden")
    assert page.select_one(page.select_one("[data-filter]")["data-filter"]).select("[data-item] a")


@pytest.mark.parametrize(("path", "marked"), [("", ["Beranda"]), ("unit/x/", ["Direktori unit"]), ("tag/x/", [])])
def test_the_menu_marks_where_the_reader_is(path: str, marked: list[str]) -> None:
    page = soup("list.html", page=views.page(path=path))
    assert [tag.text for tag in page.select(".menu [aria-current]")] == marked


def test_a_preview_says_so_and_keeps_search_engines_out() -> None:
    env = make()
    env.globals["chrome"] = {**CHROME, "preview": True}
    page = soup("front.html", env)
    assert "PRATINJAU" in page.select_one(".preview").text
    assert page.select_one("meta[name=robots]")["content"] == "noindex"
    assert soup("front.html").select_one(".preview, meta[name=robots]") is None


def test_what_pelican_brings_is_there_but_never_in_place_of_ours() -> None:
    base = jinja2.Environment(loader=jinja2.DictLoader({"own.html": "{{ 'x'|shout }}", "404.html": "theirs"}))
    base.filters.update(shout=str.upper, link=lambda path: "theirs")
    env = make(base=base)
    assert env.get_template("own.html").render() == "X"
    assert "Halaman tidak ditemukan" in render("404.html", env)
    assert env.filters["link"]("unit/") == "/unit/"
    assert base.filters["link"]("unit/") == "theirs"
