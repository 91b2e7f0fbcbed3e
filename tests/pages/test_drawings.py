"""Calendar, chart and map as the theme draws them: what a screen reader and a keyboard have of them."""

from __future__ import annotations

from bs4 import BeautifulSoup, Tag

from plugins.pages.province_map import GRID
from tests.pages import views
from tests.pages.test_theme import make, soup


def text(tag: Tag) -> str:
    return " ".join(tag.get_text(" ", strip=True).split())


def calendar() -> Tag:
    return soup("archive.html").select_one("table.calendar")


# The calendar


def test_a_calendar_is_a_table_with_a_caption_and_the_names_of_the_days() -> None:
    table = calendar()
    assert text(table.caption) == "Juni 2024"
    heads = table.select("thead th[scope=col]")
    assert [head.select_one(".visually-hidden").text for head in heads][::6] == ["Senin", "Minggu"]
    assert {head.select_one("[aria-hidden=true]").text for head in heads} >= {"Sen", "Min"}
    assert {len(row.select("td")) for row in table.select("tbody tr")} == {7}


def test_a_day_with_stories_is_a_link_that_says_its_date_and_number_and_another_day_is_plain() -> None:
    links = calendar().select("a")
    spoken = [BeautifulSoup(str(link), "html.parser") for link in links]
    for link in spoken:
        for hidden in link.select("[aria-hidden=true]"):
            hidden.decompose()
    assert [text(link) for link in spoken] == [
        "1 Juni 2024: 1 berita", "9 Juni 2024: 9 berita", "30 Juni 2024: 30 berita",
    ]  # fmt: skip
    assert len([cell for cell in calendar().select("td") if cell.text and not cell.a]) == 27


def test_the_calendar_speaks_the_language_of_the_interface() -> None:
    table = soup("archive.html", make("en")).select_one("table.calendar")
    assert (text(table.caption), table.select_one("th .visually-hidden").text) == ("June 2024", "Monday")
    assert "1 June 2024: 1 story" in text(table.a)


# The chart


def test_a_year_has_a_chart_with_a_name_and_its_numbers_in_a_table_of_links() -> None:
    page = soup("archive.html", level="year", period="2024", periods=views.PERIODS[:12])
    drawing = page.select_one("figure.chart svg")
    assert (drawing["role"], drawing["aria-label"]) == ("img", "Bagan: terbanyak Januari 2024, 1.075 berita")
    rows = [(row.a.text, row.td.text) for row in page.select("table.figures tbody tr")]
    assert len(rows) == len(drawing.select("rect")) == 12
    assert {number for _, number in rows} == {label.text for label in drawing.select("text:not(.axis)")}


def test_a_single_year_is_told_without_a_chart() -> None:
    page = soup("archive.html", level="root", period="", periods=[{**views.LABEL, "period": "2024", "count": 7}])
    assert not page.select(".chart")
    assert [text(row) for row in page.select("table.figures tbody tr")] == ["Juni 2024 7"]


# The map


def test_every_province_is_a_link_that_says_its_name_and_numbers_and_one_without_units_is_none() -> None:
    page = soup("regions.html")
    tiles = page.select("figure.map .tile")
    assert len(tiles) == len(GRID)
    links = [tile for tile in tiles if tile.name == "a"]
    assert {tile["aria-label"] for tile in links} >= {"Sumatera Contoh, Sumbar: 5 berita, 1 unit"}
    assert len({tile["href"] for tile in links}) == len(GRID) - 1
    (other,) = (tile for tile in tiles if tile.name != "a")
    assert (other["role"], other["aria-label"]) == ("img", "Sumatera Contoh, Papua Peg.: belum ada unit")


def test_what_a_tile_shows_is_part_of_what_it_is_called() -> None:
    """WCAG 2.2, 2.5.3: whoever speaks what they see hits the link."""
    for template in ("regions.html", "directory.html"):
        for tile in soup(template).select("a.tile"):
            *label, number = (part.text for part in tile.select("text"))
            assert f"{' '.join(label)}: {number} " in tile["aria-label"] + " "


def test_the_table_holds_what_the_map_holds() -> None:
    page = soup("regions.html")
    assert {link["href"] for link in page.select(".islands a")} == {link["href"] for link in page.select(".map a")}
    assert [text(caption) for caption in page.select(".islands caption")] == [
        "Sumatera", "Jawa", "Bali dan Nusa Tenggara", "Kalimantan", "Sulawesi", "Maluku", "Papua",
    ]  # fmt: skip
    assert len(page.select(".islands tbody tr")) == len(GRID)


def test_the_directory_s_map_counts_units_and_the_list_below_it_leads_as_far() -> None:
    page = soup("directory.html")
    assert {text(number) for number in page.select(".tile .number")} == {"1"}
    listed = {link["href"] for link in page.select("[aria-labelledby=wilayah] a")}
    assert listed == {link["href"] for link in page.select(".map a")}


def test_a_register_of_other_regions_has_the_table_alone() -> None:
    page = soup("regions.html", provinces=views.PROVINCES[:3])
    assert not page.select(".map")
    assert [text(caption) for caption in page.select("caption")] == ["Provinsi"]
    assert len(page.select("tbody tr")) == 3
