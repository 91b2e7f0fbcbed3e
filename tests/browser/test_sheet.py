"""The sheet for the notice board: however long its texts are, all of it is on one page of A4."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from plugins.pages.sheet import Sheets
from tests import factory
from tests.pages.facts import library, view
from tests.pages.test_digest import house, rendered

LONG = "Kantor Wilayah membuka layanan paspor pada Sabtu dan Minggu untuk mengurai antrean panjang musim liburan "
FITS = """() => {
  const sheet = document.querySelector(".sheet"), foot = document.querySelector("footer").getBoundingClientRect();
  const last = document.querySelector("footer").previousElementSibling;
  return [sheet.scrollHeight <= sheet.clientHeight, last.getBoundingClientRect().bottom <= foot.top];
}"""


@pytest.mark.parametrize("stories", [1, 2, 3, 12])
@pytest.mark.parametrize("times", [1, 5])
def test_the_longest_of_everything_fits_on_one_page(
    visitor: Any, address: str, tmp_path: Path, stories: int, times: int
) -> None:
    rows = [replace(row, title=LONG * times, summary=LONG * 2 * times, sample=True) for row in factory.stories(stories)]
    of, key = Sheets(house()), "2024-06-01|wilayah:91"
    with library(tmp_path, *rows) as shelf:
        shown = view(of, shelf, key)
    shown["of"]["name"] = LONG * times
    sheet = next(text for path, text in rendered(of, shown, key).items() if path.endswith("lembar/index.html"))
    page = visitor.page
    page.route("**/lembar-uji/", lambda route: route.fulfill(body=sheet, content_type="text/html"))
    page.goto(f"{address}/lembar-uji/")
    page.emulate_media(media="print")
    try:
        assert page.evaluate(FITS) == [True, True]
    finally:
        page.emulate_media(media="screen")
        page.unroute("**/lembar-uji/")
