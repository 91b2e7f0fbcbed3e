import jinja2
import pytest

from plugins.pages.house import (
    CORRECTION_NAMES,
    KIND_NAMES,
    WITHDRAWAL_NAMES,
    PageFamily,
    period_label,
)
from plugins.stories import fields
from tests.pages import facts


@pytest.mark.parametrize(
    ("period", "label"), [("2024", "2024"), ("2024-06", "Juni 2024"), ("2024-06-01", "Sabtu, 1 Juni 2024")]
)
def test_periods_are_called_as_people_call_them(period: str, label: str) -> None:
    assert period_label(period, "id") == label


def test_every_kind_that_may_be_written_has_a_name() -> None:
    assert tuple(KIND_NAMES) == fields.KINDS
    assert tuple(CORRECTION_NAMES) == fields.CORRECTION_KINDS
    assert tuple(WITHDRAWAL_NAMES) == fields.WITHDRAWAL_KINDS


def test_an_unknown_kind_is_called_by_its_value() -> None:
    assert (facts.house().kind_name("siaran-pers"), facts.house().kind_name("lainnya")) == ("Siaran pers", "lainnya")


def test_a_theme_the_taxonomy_no_longer_has_is_called_by_its_id() -> None:
    assert facts.house().zone_name("tema-lama") == "tema-lama"
    assert facts.house().zone_name("wbk") != "wbk"
    assert facts.house().stage_name("tahap-lama") == ""


def test_a_frame_says_the_language_of_the_site_unless_the_page_has_its_own() -> None:
    assert facts.house().frame("Judul", "x/")["lang"] == "id"
    assert facts.house().frame("Judul", "x/", lang="en")["lang"] == "en"


def test_a_page_family_without_a_word_of_its_own_touches_nothing() -> None:
    class Quiet(PageFamily):
        name = "quiet"
        template = "quiet.html"

    assert list(Quiet(facts.house()).keys(None)) == []  # type: ignore[arg-type]
    assert list(Quiet(facts.house()).touched(None, None)) == []  # type: ignore[arg-type]


def test_a_page_is_written_where_its_frame_says_and_escaped() -> None:
    from dataclasses import replace

    class Plain(PageFamily):
        name = "plain"
        template = "plain.html"

    loader = jinja2.DictLoader({"plain.html": "<h1>{{ page.title }}</h1>"})
    house = replace(facts.house(), environment=jinja2.Environment(loader=loader, autoescape=True))
    (output,) = Plain(house).render("x", {"page": house.frame("a < b", "halaman/x/")})
    assert (output.path, output.content) == ("halaman/x/index.html", b"<h1>a &lt; b</h1>")
    with pytest.raises(TypeError):
        list(Plain(house).render("x", {"page": None}))
