"""Bodies: what authors may write, what becomes of it, and what a hostile body cannot do."""

from __future__ import annotations

import re
from html import unescape

import pytest
from bs4 import BeautifulSoup
from hypothesis import given, settings
from hypothesis import strategies as st

from plugins.problems import ERROR, WARNING
from plugins.stories.body import ALLOWED, Body, render_body, resolve_links
from plugins.stories.body_limits import BODY_BYTES, LIMITS, NESTING
from plugins.stories.body_links import page_of
from plugins.stories.media_kinds import BROKEN, Refusal
from plugins.stories.story import Media

FOLDER = "berita/kanim-teluk-biru/2024"
SITE = "https://humas.example.go.id/kantor"
FILES = {
    "foto.jpg": Media(f"{FOLDER}/foto.jpg", "foto.jpg", "0" * 64, "image/jpeg", 10, 40, 30),
    "foto satu.jpg": Media(f"{FOLDER}/foto satu.jpg", "foto-satu-123456.jpg", "1" * 64, "image/jpeg", 10, 40, 30),
    "sub/denah.png": Media(f"{FOLDER}/sub/denah.png", "sub-denah-123456.png", "2" * 64, "image/png", 10, 4, 3),
    "100%25.pdf": Media(f"{FOLDER}/100%25.pdf", "100-25-123456.pdf", "3" * 64, "application/pdf", 10),
    "laporan.pdf": Media(f"{FOLDER}/laporan.pdf", "laporan.pdf", "4" * 64, "application/pdf", 10),
}


def find_media(name: str) -> Media | Refusal | None:
    return Refusal(BROKEN, {"kind": "jpeg"}) if name == "rusak.jpg" else FILES.get(name)


def render(text: str, first_line: int = 1, lang: str = "id") -> Body:
    return render_body(
        text,
        path=f"{FOLDER}/antrean.md",
        first_line=first_line,
        folder=FOLDER,
        site_url=SITE,
        media_names=find_media,
        lang=lang,
    )


def codes(body: Body) -> list[str]:
    return [problem.code for problem in body.problems]


def hrefs(body: Body) -> list[str]:
    return [str(link["href"]) for link in BeautifulSoup(body.html, "html.parser").find_all("a")]


# --- what authors write -----------------------------------------------------------------------------------------------


def test_headings_move_down_so_that_the_title_is_the_only_h1() -> None:
    assert re.findall(r"<(h\d)", render("# a\n\n## b\n\n###### c\n\n<h1>d</h1>").html) == ["h2", "h3", "h6", "h2"]


def test_ids_have_a_prefix_and_occur_once() -> None:
    body = render('# Jadwal\n\n<h2 id="jadwal">x</h2>\n\n<h2 id="konten utama">y</h2>\n\n<p id="z">z</p>')
    assert re.findall(r'id="([^"]*)"', body.html) == ["isi-jadwal", "isi-konten-utama"]


def test_a_footnote_and_its_reference_find_each_other() -> None:
    soup = BeautifulSoup(render("Kata[^catatan satu].\n\n[^catatan satu]: Isi.").html, "html.parser")
    ids = {str(element["id"]) for element in soup.find_all(id=True)}
    assert {str(link["href"])[1:] for link in soup.find_all("a")} == ids and len(ids) == 2


@pytest.mark.parametrize(
    ("lang", "names"),
    [
        ("id", ["Catatan 1", "Kembali ke rujukan catatan 1"]),
        ("en", ["Note 1", "Back to reference of note 1"]),
        ("jv", ["Catatan 1", "Kembali ke rujukan catatan 1"]),
    ],
)
def test_links_to_notes_and_back_have_names_in_the_story_s_language(lang: str, names: list[str]) -> None:
    soup = BeautifulSoup(render("Kata[^satu].\n\n[^satu]: Isi.", lang=lang).html, "html.parser")
    assert [link.get("aria-label") for link in soup.find_all("a")] == names


def test_what_an_author_calls_a_note_has_no_name_of_ours() -> None:
    html = render('<h2 id="x">x</h2><a class="footnote-ref" href="#x">lihat</a>').html
    assert html.endswith('<p><a href="#isi-x" class="footnote-ref">lihat</a></p>')


def test_headings_and_links_without_anything_to_read_are_gone() -> None:
    body = render('#\n\n### a\n\n<h2 id="b"> </h2>\n\n[ ](lain.md) [b](#b) [![](hilang.jpg)](lain.md)')
    assert re.sub(r"\s+", " ", body.html) == '<h2 id="isi-a">a</h2> <p> b </p>'
    assert codes(body) == ["dead-link", "missing-alt", "missing-file"]


def test_lists_without_items_and_items_without_lists_are_mended() -> None:
    assert render("<ul><p>a</p></ul>\n\n<div><li>b</li></div>").html == (
        "<ul><li><p>a</p></li></ul>\n\n<div><ul><li>b</li></ul></div>"
    )


def test_a_body_does_not_depend_on_the_bodies_before_it() -> None:
    text = "# Judul\n\nKata[^1] [x] HTML\n\n[^1]: Satu."
    first = render(text)
    render("# Judul\n\n[^1]: Dua\n\n[x]: https://example.com/\n\n*[HTML]: bahasa\n\nlagi[^1]")
    render("[" * 2000)
    assert render(text) == first


def test_table_alignment_becomes_classes() -> None:
    html = render("| a | b | c |\n|:--|:-:|--:|\n| 1 | 2 | 3 |").html
    assert re.findall(r"<td([^>]*)>", html) == [' class="left"', ' class="center"', ' class="right"']
    assert "style" not in html and "align" not in html


def test_a_lone_picture_with_a_title_is_a_figure_with_a_caption() -> None:
    html = render('![Antrean](foto.jpg "Antrean <b>pagi</b> & sore")').html
    assert html == (
        '<figure><img src="newsroom-media:foto.jpg" alt="Antrean" width="40" height="30" loading="lazy" '
        'decoding="async"><figcaption>Antrean &lt;b&gt;pagi&lt;/b&gt; &amp; sore</figcaption></figure>'
    )


def test_a_picture_among_words_is_no_figure() -> None:
    assert "figure" not in render('Lihat ![a](foto.jpg "b") ini.').html


def test_code_keeps_its_language_and_nothing_else() -> None:
    assert '<code class="language-python">' in render("```python\nx\n```").html
    assert "<code>" in render('<code class="language-python btn">x</code>').html


def test_text_is_paragraphs_without_marks_or_notes() -> None:
    text = render("# Judul\n\nIsi **tebal** & [tautan](lain.md)[^1].\n\n- a\n- b\n\n[^1]: Catatan.").text
    assert text == "Judul\n\nIsi tebal & tautan.\n\na\n\nb\n\nCatatan."


def test_windows_line_ends_change_nothing() -> None:
    assert render("a\r\n\r\nb[^1]\r\n\r\n[^1]: c").html == render("a\n\nb[^1]\n\n[^1]: c").html


# --- where links lead -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "href"),
    [
        ("lain.md", "newsroom:berita/kanim-teluk-biru/2024/lain/"),
        ("../2023/lain.md#bagian-dua", "newsroom:berita/kanim-teluk-biru/2023/lain/#isi-bagian-dua"),
        ("../../kanwil-sagu/kanim-ombak/2022/x.md", "newsroom:berita/kanim-ombak/2022/x/"),
        ("../../../berita/kanwil-sagu/kanim-ombak/2022/x.md", "newsroom:berita/kanim-ombak/2022/x/"),
        ("{filename}/berita/kanim-ombak/2022/x.md", "newsroom:berita/kanim-ombak/2022/x/"),
        ("{filename}lain.md", "newsroom:berita/kanim-teluk-biru/2024/lain/"),
        ("/berita/kanim-ombak/2022/x", "newsroom:berita/kanim-ombak/2022/x/"),
        ("/unit/kanim-ombak/#alamat", "newsroom:unit/kanim-ombak/#alamat"),
        ("/unit/kanim-ombak/feed.xml", "newsroom:unit/kanim-ombak/feed.xml"),
        ("../../../halaman/redaksi.md", "newsroom:halaman/redaksi/"),
        ("{filename}/unit/kanim-ombak/profil.md", "newsroom:unit/kanim-ombak/profil/"),
        ("https://humas.example.go.id/kantor/unit/x/", "newsroom:unit/x/"),
        ("http://HUMAS.example.go.id:443/kantor/unit/x", "newsroom:unit/x/"),
        ("https://humas.example.go.id/lain/", "https://humas.example.go.id/lain/"),
        ("//example.com/x", "https://example.com/x"),
        ("https://example.com/?a=1&b=%20c", "https://example.com/?a=1&b=%20c"),
        ("mailto:humas@example.go.id", "mailto:humas@example.go.id"),
        ("tel:+62751000000", "tel:+62751000000"),
        ("laporan.pdf", "newsroom-media:laporan.pdf"),
        ("./laporan.pdf#page=2", "newsroom-media:laporan.pdf"),
        ("{static}laporan.pdf", "newsroom-media:laporan.pdf"),
        (f"{{static}}/{FOLDER}/laporan.pdf", "newsroom-media:laporan.pdf"),
        ("foto%20satu.jpg", "newsroom-media:foto-satu-123456.jpg"),
        ("foto satu.jpg", "newsroom-media:foto-satu-123456.jpg"),
        ("<foto satu.jpg>", "newsroom-media:foto-satu-123456.jpg"),
        ("sub/denah.png", "newsroom-media:sub-denah-123456.png"),
        ("100%25.pdf", "newsroom-media:100-25-123456.pdf"),
        ("Laporan.pdf", None),
        ("../2023/laporan.pdf", None),
        ("../../../../../etc/passwd.md", None),
        ("%2e%2e/%2e%2e/%2e%2e/%2e%2e/x.md", None),
        ("newsroom:unit/x/", None),
        ("newsroom-media:foto.jpg", None),
        ("NEWSROOM:unit/x/", None),
        ("&#110;ewsroom:unit/x/", None),
        ("javascript:alert(1)", None),
        ("data:text/html,x", None),
        ("https:halaman", None),
        ("http://[::1", None),
        ("https://example.com:pintu/", None),
        ("rusak.jpg", None),
        ("#tidak-ada", None),
        ("", None),
    ],
)
def test_a_link_leads_to_one_place_or_is_shown_as_its_text(written: str, href: str | None) -> None:
    body = render(f"[teks]({written})")
    assert hrefs(body) == ([href] if href else [])
    assert body.text == "teks"
    assert bool(body.problems) == (href is None)


def test_links_and_media_are_listed_sorted_and_once() -> None:
    body = render("[a](z.md#x) [b](z.md) [c](a.md) ![d](foto.jpg) [e](foto.jpg) [f](hilang.pdf)")
    assert body.links == ("berita/kanim-teluk-biru/2024/a/", "berita/kanim-teluk-biru/2024/z/")
    assert body.media == ("foto.jpg", "hilang.pdf")


def test_a_problem_names_the_line_and_what_was_written() -> None:
    body = render("Awal.\n\nLihat [ini](javascript:x) dan [itu](hilang.pdf).\n\n[k]({{< ref x >}})", first_line=7)
    found = [(problem.line, problem.code, problem.value, problem.severity) for problem in body.problems]
    assert found[:2] == [
        (9, "dead-link", "javascript:x", WARNING),
        (9, "missing-file", "hilang.pdf", WARNING),
    ]


def test_a_refused_file_is_told_with_its_own_reason() -> None:
    body = render("a\n\n![foto](rusak.jpg)", first_line=5)
    assert [(p.line, p.code, p.severity) for p in body.problems] == [(7, BROKEN.code, ERROR)]
    assert body.text == "a\n\nfoto"


def test_pictures_without_words_for_the_blind_are_reported() -> None:
    assert codes(render("![](foto.jpg)")) == ["missing-alt"]


def test_an_external_link_gives_no_weight_and_a_picture_elsewhere_becomes_a_link() -> None:
    body = render('![Peta](https://gambar.example/x.png "y") [a](https://example.com/)')
    assert 'rel="nofollow noopener">Gambar: Peta — gambar.example</a>' in body.html
    assert body.html.count('rel="nofollow noopener"') == 2 and "<img" not in body.html


def test_a_remote_picture_inside_a_link_is_no_link_in_a_link() -> None:
    html = render("[![Peta](https://gambar.example/x.png)](https://example.com/)").html
    assert html.count("<a ") == html.count("</a>") == 1


@pytest.mark.parametrize(
    ("written", "href"),
    [
        ('<iframe src="https://video.example/e/1" onload="x"></iframe>', "https://video.example/e/1"),
        ("<video controls><source src='https://video.example/1.mp4'></video>", "https://video.example/1.mp4"),
        ('<object data="https://video.example/1.swf"></object>', "https://video.example/1.swf"),
        ("<embed src=//video.example/1>", "https://video.example/1"),
    ],
)
def test_frames_become_links(written: str, href: str) -> None:
    body = render(written)
    assert hrefs(body) == [href] and body.text == "Video: video.example"


def test_page_of_knows_every_folder_that_makes_pages() -> None:
    assert page_of("berita/a/b/2024/x.md") == "berita/b/2024/x/"
    assert page_of("berita/2024/x.md") is None
    assert page_of("register/x.md") is None
    assert page_of("halaman/Besar.md") is None


# --- addresses given later --------------------------------------------------------------------------------------------


def test_resolve_links_puts_in_addresses_and_takes_out_links_without_one() -> None:
    body = render("[a](a.md#x) **[b *c*](b.md)** [d](laporan.pdf) ![e](foto.jpg) [f](https://example.com/)")
    html = resolve_links(
        body.html,
        lambda path: None if path.endswith("/b/") else f"/kantor/{path}?a&b",
        lambda name: f"/kantor/berkas/{name}",
    )
    assert '<a href="/kantor/berita/kanim-teluk-biru/2024/a/?a&amp;b#isi-x">a</a>' in html
    assert "<strong>b <em>c</em></strong>" in html
    assert '<a href="/kantor/berkas/laporan.pdf">d</a>' in html and '<img src="/kantor/berkas/foto.jpg"' in html
    assert '<a href="https://example.com/"' in html and "newsroom" not in html


def test_resolve_links_leaves_prose_about_its_prefixes_alone() -> None:
    html = render('Tulis `<a href="newsroom:x">` dan newsroom-media:y.').html
    assert resolve_links(html, lambda path: None, lambda name: "salah") == html


@pytest.mark.parametrize("name", ["a'b", "a&b", "a b", 'a"b', "é", "a;b"])
def test_resolve_links_gives_paths_as_plain_text(name: str) -> None:
    seen: list[str] = []
    body = render(f"<a href='/unit/{name.replace(chr(39), '&#39;')}/#x'>y</a>")
    resolve_links(body.html, lambda path: seen.append(path) or "/", lambda _: "")  # type: ignore[func-returns-value]
    assert seen == list(body.links) == [f"unit/{name}/"]


def test_anchors_that_nest_through_a_table_stay_paired() -> None:
    body = render("<a href='a.md'><table><tr><td><a href='b.md'>x</a></td></tr></table>y</a>")
    html = resolve_links(body.html, lambda _: None, lambda _: "")
    assert "<a" not in html and "</a" not in html and body.html.count("<a ") == body.html.count("</a>")


# --- hostile bodies ---------------------------------------------------------------------------------------------------

SCHEMES = ("http://", "https://", "mailto:", "tel:", "newsroom:", "newsroom-media:", "#isi-")
ATTRIBUTES = {
    "a": {"href", "title", "class", "rel", "aria-label"},
    "img": {"src", "alt", "width", "height", "loading", "decoding"},
    **{cell: {"class", "colspan", "rowspan", "scope"} for cell in ("td", "th")},
}


def assert_safe(body: Body) -> None:
    for element in BeautifulSoup(body.html, "html.parser").find_all(True):
        assert element.name in ALLOWED and element.name != "h1"
        assert set(element.attrs) <= ATTRIBUTES.get(element.name, set(ALLOWED[element.name])), element
        for key in ("href", "src"):
            if key in element.attrs:
                assert str(element[key]).startswith(SCHEMES if key == "href" else "newsroom-media:")
        if "id" in element.attrs:
            assert re.fullmatch(r"isi-[\w:.-]*", str(element["id"]))
        if str(element.get("href", "")).startswith("newsroom-media:") or element.name == "img":
            address = str(element.get("href") or element.get("src"))
            assert address.removeprefix("newsroom-media:") in {media.name for media in FILES.values()}
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]", body.html + body.text)


PAYLOADS = [
    "<script>alert(1)</script>",
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
    '<img src=x onerror="alert(1)">',
    "<img src=`x` onerror=alert(1)//",
    "<svg onload=alert(1)><a xlink:href='javascript:x'>k</a></svg>",
    "<svg><style><img src=x onerror=alert(1)></style></svg>",
    "<math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img src=1 onerror=alert(1)&gt;'>",
    "<form><math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "<template><script>alert(1)</script></template>",
    "<textarea></textarea><script>alert(1)</script>",
    "<xmp><p title='</xmp><script>alert(1)</script>'>",
    "<plaintext><script>alert(1)</script>",
    "<title><a href='</title><script>x</script>'>",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<iframe src='javascript:alert(1)'></iframe>",
    "<object data='data:text/html;base64,PHNjcmlwdD4='></object>",
    "<base href='https://jahat.example/'>",
    "<meta http-equiv=refresh content='0;url=https://jahat.example/'>",
    "<link rel=stylesheet href=//jahat.example/x.css>",
    "<form action=https://jahat.example><input name=sandi><button>Masuk</button></form>",
    "<a href='java\nscript:alert(1)'>x</a>",
    "<a href=' &#x6A;avascript:alert(1)'>x</a>",
    "<a href='&Tab;javascript&colon;alert(1)'>x</a>",
    "<a href=vbscript:x>x</a><a href='data:text/html,x'>y</a>",
    "[x](javascript&colon;alert(1)) [y](JaVaScRiPt:alert(1)) [z](java%0ascript:alert(1))",
    '<javascript:alert(1)> <https://a.example/"onmouseover=alert(1)>',
    '[a](https://a.example/"onclick=alert(1)//) ![b](https://a.example/"onerror=x "\'><script>")',
    '![a"onload=alert(1)](foto.jpg "x\\"><script>alert(1)</script>")',
    '[^"><script>]: x\n\ny[^"><script>]',
    '*[x"><script>]: y"><img src=x onerror=alert(1)>\n\nx"><script>',
    '```"><script>\nx\n```',
    "# <img src=x onerror=alert(1)> {#id onclick=x}\n\n{: onclick=alert(1) }",
    "<p style='position:fixed' class='site-header' id='main' data-x=1 onclick=x>x</p>",
    "<div class='footnote'><a class='footnote-ref btn' name=x target=_top>x</a></div>",
    "<a href='newsroom:x'>x</a><img src='newsroom-media:foto.jpg'><a href='newsroom-media:../../x'>y</a>",
    "\x02klzzwxh:0000\x03 \x02wzxhzdk:0\x03 &#1;&#0;&#xFFFE;&#x85; \ud800",
    "<details open ontoggle=alert(1)><summary>x</summary></details>",
    "<video><source onerror=alert(1)></video><audio src=x onerror=alert(1)>",
    "<a title='<iframe src=x>'>y</a><iframe src='\"><script>alert(1)</script>'>",
    "<!--><script>alert(1)</script>--> <!--[if IE]><script>x</script><![endif]--> <![CDATA[<script>x</script>]]>",
    "<?php echo 1 ?><%= 1 %><? xml ?>",
    "<td align='left;x' colspan='9999999' rowspan=-1>x</td>",
    "<ol start='-1e9' onclick=x><li value=1>x</ol>",
    "<select><option><style></option></select><img src=x onerror=alert(1)></style>",
]


@pytest.mark.parametrize("payload", PAYLOADS)
def test_no_payload_gets_through(payload: str) -> None:
    for text in (payload, f"> - {payload}", f"| a | b |\n|---|---|\n| {payload} | c |", f"*{payload}*\n\n{payload}"):
        assert_safe(render(text))


MARKS = r"""- > 1. * ** ` ``` [ ] ( ) [^1] [^1]: | --- < > & " ' \ ! # : {static} &#58; kata"""
HTML = ["foto.jpg", "lain.md", "<a href=", "<a", "<b>", "</b>", "</p>", "<table><td>", "newsroom:"]
words = st.sampled_from([*PAYLOADS, *MARKS.split(" "), *HTML, " ", "\n", "\n\n", "    "])


@settings(max_examples=80)
@given(st.lists(words | st.text(max_size=4), max_size=25).map("".join))
def test_any_text_renders_safely_and_alike_twice(text: str) -> None:
    body = render(text)
    assert_safe(body)
    assert render(text) == body
    lines = text.replace("\r\n", "\n").replace("\r", "\n").count("\n") + 1
    assert all(1 <= problem.line <= lines for problem in body.problems)
    resolved = resolve_links(body.html, lambda path: f"/{path}", lambda name: f"/m/{name}")
    found = [str(link["href"]) for link in BeautifulSoup(resolved, "html.parser").find_all("a")]
    assert not any(address.startswith("newsroom") for address in found)
    assert [unescape(re.sub("^newsroom(-media)?:", "", address)) for address in hrefs(body)] == [
        address[3:] if address.startswith("/m/") else address.removeprefix("/") for address in found
    ]


# --- limits -----------------------------------------------------------------------------------------------------------


def test_a_body_of_exactly_the_limit_is_taken_and_one_byte_more_is_not() -> None:
    text = ("kata " * 200 + "\n\n") * (BODY_BYTES // 1002)
    text += "x" * (BODY_BYTES - len(text))
    assert not render(text).problems
    assert codes(render(text + "x")) == codes(render("é" * (BODY_BYTES // 2 + 1))) == ["body-too-long"]


@pytest.mark.parametrize(
    "text",
    [
        "[" * 20_000,
        "[a " * 20_000,
        "![" * 20_000,
        ">" * 5_000 + " x",
        "> " * 5_000 + "x",
        "- " * 5_000 + "x",
        "".join("    " * depth + "- a\n" for depth in range(60)),
        "*" * 20_000,
        "`a" * 20_000,
        "<a " * 20_000,
        "<div>" * 20_000,
        "<!--" * 20_000,
        "&" * 200_000,
        "\\" * 200_000,
        "# a\n" * 20_000,
        "a|" * 20_000 + "\n" + "-|" * 20_000,
        "a|" * 700 + "\n" + "-|" * 700 + "\n" + "|\n" * 700,
        "".join(f"[^{number}]: x\n" for number in range(20_000)),
        "".join(f"[a{number}]: b\n" for number in range(20_000)),
        "".join(f"*[a{number}]: b\n" for number in range(20_000)),
        "```\n" * 20_000,
        "a\n:   b\n" * 20_000,
        "a\n\n" * 80_000,
        "```" + " " * 100_000 + "x",
        "[a](" * 20_000,
        "kata" * 60_000 + "\n",
    ],
    ids=lambda text: repr(text[:8]),
)
def test_what_is_slow_to_parse_is_refused_by_count(text: str) -> None:
    body = render(text)
    assert not body.html and body.problems and {problem.severity for problem in body.problems} == {ERROR}


@pytest.mark.parametrize(
    "text",
    ["[`]`" * 2_500, "[\\]" * 2_500, "[a](" * 1_900, "<b>" * 60, "<div>" * 60, "*a **b " * 60 + "b** a*" * 60],
    ids=lambda text: repr(text[:8]),
)
def test_what_hides_from_the_count_is_refused_while_parsing(text: str) -> None:
    body = render(text)
    assert not body.html and {problem.severity for problem in body.problems} == {ERROR}


def test_nesting_up_to_the_limit_is_taken() -> None:
    assert not render("> " * (NESTING - 10) + "x").problems
    assert not render("<em>" * (NESTING - 5) + "x" + "</em>" * (NESTING - 5)).problems


def test_ordinary_long_stories_are_far_from_every_limit() -> None:
    paragraph = "Kepala kantor **berkata** *bahwa* [layanan](lain.md) & `loket` dibuka (08.00–15.00).\n\n"
    table = "| Loket | Jumlah |\n|---|---:|\n" + "| A | 10 |\n" * 500
    text = paragraph * 500 + table + "\n" + "- butir\n" * 300 + "\n---\n\n" + "<br>\n" * 200
    assert not render(text).problems
    exactly = {limit.what: (limit.search or limit.count)(text) * 2 for limit in LIMITS}
    assert {limit.what for limit in LIMITS if exactly[limit.what] > limit.most} == set()


def test_limits_are_told_with_the_count_and_what_is_allowed() -> None:
    [problem] = render("a\n" + "[a " * 600, first_line=9).problems
    assert (problem.line, problem.code) == (9, "body-too-many")
    assert "600" in problem.message and problem.allowed == "paling banyak 500"


def test_control_characters_go_with_a_warning() -> None:
    body = render("a\n\nb\x00\x0b\x1bc\ufffe", first_line=3)
    assert body.text == "a\n\nbc"
    assert [(p.line, p.code, p.severity) for p in body.problems] == [(5, "body-control-characters", WARNING)]


def test_html_that_goes_with_its_text_is_reported_and_the_same_in_code_is_not() -> None:
    text = "satu\n\n<title>dua\n\ntiga\n\n`<script>` dan <em>empat</em>\n\n<svg><text>lima</text></svg>\n"
    dropped = render(text, first_line=9)
    assert [(p.code, p.line, p.value) for p in dropped.problems] == [
        ("html-dropped", 17, "svg"),
        ("html-dropped", 11, "title"),
    ]


def test_an_address_without_its_scheme_is_told_as_such() -> None:
    assert codes(render("[situs](www.contoh.example)")) == ["no-scheme"]
