from __future__ import annotations

import gc
import shutil
from pathlib import Path

import jinja2
import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup, escape

from plugins.addresses import Site
from plugins.pages.templates import Environment, escaped
from plugins.pages.theme import environment
from tests.pages import views

THEME = Path(__file__).parents[2] / "theme"
SITE = Site("https://contoh.test", "contoh.test")
TEMPLATES = sorted(set(views.FULL) - {"redirect.html"})


def make(theme: Path = THEME, site: Site = SITE, bytecode: Path | None = None) -> jinja2.Environment:
    return environment(theme, site, "Kabar & Contoh", "Asia/Jakarta", bytecode=bytecode)


def apart() -> jinja2.Environment:
    """An environment that leaves it to Jinja to bring a template and the one that it extends together."""
    made = make()
    made.folder = None  # type: ignore[attr-defined]
    return made


JOINED, APART = make(), apart()


@given(st.one_of(st.text(), st.text("&<>'\"a"), st.text().map(Markup), st.integers(), st.none(), st.floats()))
def test_what_is_put_out_is_what_jinja_would_put_out(value: object) -> None:
    assert escaped(value) == str(escape(value))


@pytest.mark.parametrize("make_view", [views.full, views.bare, views.hostile])
@pytest.mark.parametrize("template", TEMPLATES)
def test_a_template_that_is_joined_with_its_base_says_the_same(template: str, make_view: object) -> None:
    view = make_view(template)  # type: ignore[operator]
    assert JOINED.get_template(template).render(view) == APART.get_template(template).render(view)


def test_a_template_that_asks_for_its_parents_text_is_left_to_jinja(tmp_path: Path) -> None:
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates" / "base.html").write_text("<{% block main %}dasar{% endblock %}>")
    (tmp_path / "templates" / "own.html").write_text(
        '{% extends "base.html" %}{% block main %}{{ super() }} dan isi{% endblock %}'
    )
    assert make(tmp_path).get_template("own.html").render() == "<dasar dan isi>"


def test_objects_have_their_attributes_and_dicts_their_keys() -> None:
    assert JOINED.from_string("{{ row.name }}").render(row={"name": "a"}) == "a"
    assert JOINED.from_string("{{ path.name }}").render(path=Path("x/b")) == "b"
    with pytest.raises(jinja2.UndefinedError):
        JOINED.from_string("{{ row.name }}").render(row={})


def test_a_kept_template_is_not_used_once_its_base_or_the_site_is_another(tmp_path: Path) -> None:
    theme, kept = tmp_path / "theme", tmp_path / "kept"
    shutil.copytree(THEME / "templates", theme / "templates")
    kept.mkdir()

    def shown(site: Site = SITE) -> str:
        return make(theme, site, kept).get_template("404.html").render(views.full("404.html"))

    before = shown()
    assert shown() == before
    base = theme / "templates" / "base.html"
    base.write_text(base.read_text().replace("</body>", "<!-- lain --></body>"))
    assert "<!-- lain -->" in shown()
    assert 'href="/kabar/theme/style.css"' in shown(Site("https://contoh.test/kabar", "contoh.test"))


def test_what_every_page_begins_and_ends_with_is_rendered_once_for_each_way_the_menu_marks_it() -> None:
    made = make()
    made.globals["chrome"] = {
        "menu": [{"label": "Unit", "path": "unit/"}],
        "footer": [],
        "preview": False,
        "about": "",
    }
    head = made.filters["masthead"]
    assert head("unit/a/", Markup()) is head("unit/b/", Markup())
    assert 'aria-current="true"' in head("unit/a/", Markup())
    assert 'aria-current="page"' in head("unit/", Markup())
    assert "aria-current" not in head("zona/", Markup())
    assert ' lang="id"' in head("zona/", Markup(' lang="id"'))


def test_a_page_leaves_nothing_to_a_collector_of_cycles(tmp_path: Path) -> None:
    """None runs during a publish, and ten thousand pages would be kept with all that stands in them."""
    macros = "{% macro say(word) %}{{ word }}{% endmacro %}{% macro shout(word) %}{{ say(word) }}!{% endmacro %}"
    (tmp_path / "page.html").write_text(macros + "{{ shout(name) }}")
    template = Environment(loader=jinja2.FileSystemLoader(tmp_path), autoescape=True).get_template("page.html")
    assert template.render(name="a") == "a!"
    gc.collect()
    gc.disable()
    try:
        assert {template.render({"name": "b"}) for _ in range(20)} == {"b!"}
        assert gc.collect() == 0
    finally:
        gc.enable()
