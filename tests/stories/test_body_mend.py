"""Mending: whatever authors write as HTML, each element stands where HTML lets it stand, and no text is lost."""

from __future__ import annotations

import re

import nh3
import pytest
from bs4 import BeautifulSoup
from bs4.element import Tag
from hypothesis import example, given, settings
from hypothesis import strategies as st

from plugins.stories import body_mend
from plugins.stories.body import ALLOWED, DROPPED_WITH_CONTENT
from plugins.stories.body_mend import mended
from plugins.stories.story import MEDIA

PICTURE = f'<img src="{MEDIA}a.jpg" alt="">'


def clean(soup: str) -> str:
    """What reaches the mending: HTML as nh3 leaves it."""
    return nh3.clean(
        soup,
        tags=set(ALLOWED),
        attributes={tag: set(names) for tag, names in ALLOWED.items()},
        clean_content_tags=set(DROPPED_WITH_CONTENT),
        url_schemes={"https", "newsroom-media"},
        link_rel=None,
    )


def mend(soup: str) -> str:
    return mended(clean(soup))


@pytest.mark.parametrize(
    ("written", "mended_to"),
    [
        ("<div><li>a</li>\n<li>b</li><p>c</p></div>", "<div><ul><li>a</li>\n<li>b</li></ul><p>c</p></div>"),
        ("<ul><p>a</p><li>b</li>c</ul>", "<ul><li><p>a</p></li><li>b</li><li>c</li></ul>"),
        ("<ul><li>a</li>\n<ul><li>b</li></ul></ul>", "<ul><li>a\n<ul><li>b</li></ul></li></ul>"),
        ("<ul><ul><li>b</li></ul></ul>", "<ul><li><ul><li>b</li></ul></li></ul>"),
        ("<ul><b><li>a</li><li>b</li></b></ul>", "<ul><li>a</li><li>b</li></ul>"),
        ("<ol>&nbsp;<li>a</li></ol>", "<ol> <li>a</li></ol>"),
        ("<ul><li></li><li>a</li></ul>", "<ul><li></li><li>a</li></ul>"),
        ("<dt>a</dt><dd>b</dd>c", "<dl><dt>a</dt><dd>b</dd></dl>c"),
        ("<dl><p>a</p><dt>b</dt></dl>", "<dl><dd><p>a</p></dd><dt>b</dt></dl>"),
        ("<dl><dt><h3>a</h3></dt><dd>b</dd></dl>", "<dl><dt><p>a</p></dt><dd>b</dd></dl>"),
        ("a<h2> <b>&nbsp;</b><br></h2>b", "a\nb"),
        ("<h2><p>a</p><p>b</p></h2>", "<h2>\na\n\nb\n</h2>"),
        ("<h2>a<ul><li>b</li></ul></h2>", "<h2>a</h2><ul><li>b</li></ul>"),
        ("<b>a<p>b</p></b>", "<b>a</b><p>b</p>"),
        ("<pre>a<hr>b</pre>", "<pre>a</pre><hr>b"),
        ("a<a href='https://a.example/'> <br></a>b", "a <br>b"),
        ("a<em> </em>b", "a b"),
        ("<a href='https://a.example/'><p>a</p></a>", '<a href="https://a.example/"><p>a</p></a>'),
        (f"<a href='https://a.example/'>{PICTURE}</a>", PICTURE),
        (f"<h2>{PICTURE}</h2>", PICTURE),
        ("<h2><img src='a.jpg'></h2>", '<h2><img src="a.jpg"></h2>'),  # the walk has yet to say what this becomes
        ("<figcaption>a</figcaption>", "<div>a</div>"),
        (
            f"<figure>{PICTURE}<figcaption>a</figcaption>b</figure>",
            f"<figure>{PICTURE}<figcaption>a</figcaption></figure>b",
        ),
        ("<details><summary>a</summary>b</details>", "<details><summary>a</summary>b</details>"),
        ("<details>b<summary>a</summary></details>", "<div>b<div>a</div></div>"),
        ("<details><summary> </summary>b</details>", "<div>\nb</div>"),
        (
            "<table><tbody><tr><td>a</td></tr></tbody><thead><tr><th>b</th></tr></thead></table>",
            '<table><tbody><tr><td>a</td></tr></tbody><tbody><tr><th scope="col">b</th></tr></tbody></table>',
        ),
        (
            "<table><tfoot><tr><td>a</td></tr></tfoot><caption>b</caption></table>",
            "<table><tbody><tr><td>a</td></tr></tbody><tbody><tr><td><div>b</div></td></tr></tbody></table>",
        ),
        ("a<table><tr><td></td></tr></table>", "a"),
        (
            "<table><tr><th></th><th>a</th></tr><tr><th>b</th><td>1</td></tr><tr><th scope=row>c</th></tr></table>",
            '<table><tbody><tr><th scope="col"></th><th scope="col">a</th></tr>'
            '<tr><th scope="row">b</th><td>1</td></tr><tr><th scope="row">c</th></tr></tbody></table>',
        ),
        ("<th>a</th>", "a"),
    ],
)
def test_what_stands_where_it_may_not_is_mended(written: str, mended_to: str) -> None:
    assert mend(written) == mended_to


MARKS = {
    *("a", "abbr", "b", "cite", "code", "del", "em", "i", "ins", "kbd", "mark", "q", "s", "samp", "small", "strong"),
    *("sub", "sup", "u", "var", "br", "img"),
}
HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
BLOCKS = HEADINGS | {"blockquote", "details", "div", "dl", "figure", "hr", "ol", "p", "pre", "table", "ul"}
ONLY = {
    "ul": {"li"},
    "ol": {"li"},
    "dl": {"dt", "dd"},
    "table": {"caption", "thead", "tbody"},
    "thead": {"tr"},
    "tbody": {"tr"},
    "tr": {"td", "th"},
}
WORDS_ONLY = (MARKS - {"a", "ins", "del"}) | HEADINGS | {"p", "pre", "summary", "caption"}
EMPTY = {"li", "dt", "dd", "td", "th", "tr", "thead", "tbody", "br", "hr", "img"}


def faults(html: str) -> list[str]:
    """What the HTML standard has against a body, told as `parent > child`."""
    found = []
    for element in BeautifulSoup(html, "html.parser").find_all(True):
        parent = element.parent
        assert parent is not None
        around = [one.name for one in element.parents]
        allowed = MARKS | BLOCKS if parent.name not in ONLY else ONLY[parent.name]
        allowed = allowed | {"figure": {"figcaption"}, "details": {"summary"}}.get(parent.name, set())
        if any(name in WORDS_ONLY for name in around):
            allowed = allowed & MARKS
        if {"dt", "th"} & set(around):
            allowed = allowed - HEADINGS - {"blockquote"}
        if "a" in around:
            allowed = allowed - {"a", "details"}
        if parent.name in ONLY and any(isinstance(child, str) and child.strip() for child in parent.children):
            found.append(f"{parent.name} > text")
        if element.name not in allowed:
            found.append(f"{parent.name} > {element.name}")
        if element.name not in EMPTY and not element.get_text(strip=True) and not element.find("img"):
            found.append(f"{element.name} is empty")
        if element.name in {"a", "h2", "summary"} and not named(element):
            found.append(f"{element.name} has no name")
        found += out_of_order(element)
    return found


def named(element: Tag) -> bool:
    pictures = element.find_all("img")
    return bool(element.get_text(strip=True)) or any(
        picture.get("alt") or not str(picture.get("src", "")).startswith(MEDIA) for picture in pictures
    )


def out_of_order(element: Tag) -> list[str]:
    children = [
        child.name if isinstance(child, Tag) else "text"
        for child in element.children
        if isinstance(child, Tag) or child.get_text(strip=True)
    ]
    order = "".join(
        {"figcaption": "c", "summary": "c", "caption": "c", "thead": "h"}.get(name, ".") for name in children
    )
    forms = {"figure": r"c?\.*|\.*c", "details": r"c\.*", "table": r"c?h?\.*"}
    return [] if re.fullmatch(forms.get(element.name, ".*"), order) else [f"{element.name} holds {children}"]


def words(html: str) -> list[str]:
    return BeautifulSoup(html, "html.parser").get_text().replace("\xa0", " ").split()


TAGS = st.sampled_from([*sorted(ALLOWED), *("ul", "li", "p", "h2", "a", "table", "tr", "td", "dl", "form", "button")])
PIECES = st.one_of(
    st.builds("<{}>".format, TAGS),
    st.builds("</{}>".format, TAGS),
    st.sampled_from(
        [" a ", " b ", "\n", " ", "&nbsp;", PICTURE, "<img src='b.jpg' alt='c'>", "<a href='https://d.example/'>"]
    ),
)
SOUP = st.lists(PIECES, max_size=30).map("".join)


@settings(max_examples=400)
@given(SOUP)
@example("<table><tr><td><ul><a><li> a <table><caption><table> b ")
@example("<figure> a <figcaption> b </figcaption><em>&nbsp;</em><br><summary>")
def test_any_soup_becomes_html_without_a_fault_and_keeps_its_words(soup: str) -> None:
    html = clean(soup)
    result = mended(html)
    assert faults(result) == []
    assert words(result) == words(html)
    assert html.count("<img") == result.count("<img")
    assert mended(result) == result


@settings(max_examples=200)
@given(SOUP)
def test_a_browser_reads_the_result_as_it_is_written(soup: str) -> None:
    result = mend(soup)
    assert re.findall(r"</?[a-z0-9]+", clean(result)) == re.findall(r"</?[a-z0-9]+", result)


BLOCKS_OF_WORDS = ("<p>a</p>", "<li>a <b>b</b></li>", "<h3>a</h3>", "<ol>\n<li>a</li>\n</ol>", "<p>a<br>b</p>")
LOOSE = ("<p>", "</p>", "<ul>", "</ul>", "<li>", "</li>", "<b>", "</b>", "<br>", "\n", "a", "&nbsp;", "<blockquote>")
WELL_MADE = st.lists(st.sampled_from(BLOCKS_OF_WORDS + LOOSE), max_size=12).map("".join)


@settings(max_examples=300)
@given(WELL_MADE)
@example("<p>a</p>\n<ul>\n<li>a</li>\n</ul>")
def test_what_is_taken_for_sound_without_reading_is_what_reading_leaves_alone(soup: str) -> None:
    html = clean(soup).strip()
    if body_mend._SOUND.fullmatch(html):
        assert body_mend._Mending().run(html) == html


def test_a_simple_body_is_taken_for_sound() -> None:
    html = '<h2 id="a">A</h2>\n<p>b <strong>c</strong><br>\n<a href="d">e</a></p>\n<ul>\n<li>f</li>\n</ul>'
    assert body_mend._SOUND.fullmatch(html)
    assert not body_mend._SOUND.fullmatch(html + "<h2> </h2>")


@pytest.mark.parametrize("tag", ["li", "ul", "b", "h2", "a", "td", "summary", "em><p"])
def test_the_result_grows_no_faster_than_what_is_read(tag: str) -> None:
    once, twice = (mended(clean(f"<{tag}> a " * count)) for count in (20, 40))
    assert len(twice) < 3 * len(once) + 200
