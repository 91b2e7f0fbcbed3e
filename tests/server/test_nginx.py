"""The sample configuration of nginx, over HTTP."""

from __future__ import annotations

import gzip
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from plugins import addresses
from plugins.pages import security
from tests.building import ROOT
from tests.conftest import Built
from tests.factory import SITE
from tests.server.serving import BROTLI, CONFIGURATION, Server, configured, nginx
from tests.watch.ministry import wait_for

HUBS = '<https://hub.samudra.example/>; rel="hub"'
UTF_8 = "; charset=utf-8"
LONG = b"Loket tambahan dibuka setiap pagi. " * 40
LINKED = "unit/kantor-luar/index.html"  # through a symbolic link


YEAR = 31_536_000


class Kind(NamedTuple):
    """How a file is to be sent: `age` in seconds, `open` to scripts of other sites, with links to hub and self."""

    path: str
    type: str
    age: int
    open: bool = False
    links: bool = False


KINDS = (
    Kind("contoh/index.html", f"text/html{UTF_8}", 60),
    Kind("contoh/feed.xml", f"application/rss+xml{UTF_8}", 300, open=True, links=True),
    Kind("contoh/atom.xml", f"application/atom+xml{UTF_8}", 300, open=True, links=True),
    Kind("contoh/feed.json", "application/feed+json", 300, open=True, links=True),
    Kind("contoh/2024/06/arsip.xml", f"application/rss+xml{UTF_8}", 3600, open=True),
    Kind("contoh/feeds.opml", f"text/x-opml{UTF_8}", 300, open=True),
    Kind("contoh/ninjs.json", "application/json", 60),
    Kind("contoh/siaran.zip", "application/zip", 60),
    Kind("contoh/jadwal.csv", f"text/csv{UTF_8}", 3600),
    Kind("contoh/foto.jpg", "image/jpeg", 86400),
    Kind("contoh/foto.jpeg", "image/jpeg", 86400),
    Kind("contoh/foto.png", "image/png", 86400),
    Kind("contoh/foto.webp", "image/webp", 86400),
    Kind("contoh/foto.gif", "image/gif", 86400),
    Kind("contoh/foto.avif", "image/avif", 86400),
    Kind("contoh/ukuran/foto-0123456789ab-640.webp", "image/webp", YEAR),
    Kind("contoh/ukuran/foto-0123456789ab-640.jpg", "image/jpeg", YEAR),
    Kind("contoh/ukuran/foto.webp", "image/webp", 86400),
    Kind("cari/bundel.json", "application/json", 60),
    Kind("cari/2024/pagefind-entry.json", "application/json", 60),
    Kind("cari/2024/kata-19-0a1b2c3.json", "application/json", YEAR),
    Kind("cari/mesin-1.5.2/pagefind.js", f"text/javascript{UTF_8}", YEAR),
    Kind("cari/mesin-1.5.2/contoh.wasm", "application/wasm", YEAR),
    Kind("cari/mesin-1.5.2/wasm.id.pagefind", "application/octet-stream", YEAR),
    Kind("cari/2024/fragment/id_0a1b2c3.pf_fragment", "application/octet-stream", YEAR),
    Kind("cari/2024/index/id_0a1b2c3.pf_index", "application/octet-stream", YEAR),
    Kind("cari/2024/filter/id_0a1b2c3.pf_filter", "application/octet-stream", YEAR),
    Kind("cari/2024/pagefind.id_0a1b2c3.pf_meta", "application/octet-stream", YEAR),
    Kind("contoh/terbaru.json", "application/json", 60, open=True),
    Kind("darurat.json", "application/json", 60, open=True),
    Kind("sematan.js", f"text/javascript{UTF_8}", 3600, open=True),
    Kind("contoh/suara.mp3", "audio/mpeg", 86400),
    Kind("contoh/film.mp4", "video/mp4", 86400),
    Kind("contoh/maklumat.pdf", "application/pdf", 3600),
    Kind("contoh/a.docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", 3600),
    Kind("contoh/a.xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", 3600),
    Kind("contoh/a.pptx", "application/vnd.openxmlformats-officedocument.presentationml.presentation", 3600),
    Kind("data/contoh.json", "application/json", 300, open=True),
    Kind("data/contoh.csv", f"text/csv{UTF_8}", 300, open=True),
    Kind("sitemap-contoh.xml", f"application/xml{UTF_8}", 300),
    Kind("contoh/lain.xml", f"application/xml{UTF_8}", 60),
    Kind("theme/contoh.css", f"text/css{UTF_8}", 3600),
    Kind("theme/contoh.js", f"text/javascript{UTF_8}", 3600),
    Kind("theme/contoh.svg", "image/svg+xml", 3600),
    Kind("theme/contoh.woff2", "font/woff2", 3600),
    Kind("theme/contoh.ico", "image/x-icon", 3600),
    Kind("contoh.txt", f"text/plain{UTF_8}", 60),
    Kind("contoh/tanpa-akhiran", "application/octet-stream", 60),
)
SMALLER = re.compile(r"\.(?:html|xml|json|opml|csv|css|js|svg|txt|wasm)$")  # when compressed


@pytest.fixture(scope="module")
def output(site: Built, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The built site, and a file of each kind."""
    folder = tmp_path_factory.mktemp("server")
    made = shutil.copytree(site.output, folder / "output")
    for kind in KINDS:
        (made / kind.path).parent.mkdir(parents=True, exist_ok=True)
        (made / kind.path).write_bytes(LONG)
    outside = folder / "luar"
    outside.mkdir()
    (outside / "index.html").write_text("Bukan untuk umum")
    (made / LINKED).parent.symlink_to(outside)
    (made / "contoh" / "sandi.txt").symlink_to(outside / "index.html")
    return made


@pytest.fixture(scope="module")
def server(output: Path) -> Iterator[Server]:
    with nginx(output.with_name("nginx"), output, SITE.url, HUBS) as running:
        yield running


@pytest.fixture(scope="module")
def brotli(output: Path) -> Iterator[Server]:
    with nginx(output.with_name("brotli"), output, SITE.url, "", brotli=True) as running:
        yield running


def followed(site: Built) -> list[str]:
    """What readers poll: every feed in every form, every archive of one, every outline."""
    names = {*addresses.FEED_FORMS.values(), "arsip.xml", addresses.OPML}
    return [f"/{path}" for path in site.files if path.rpartition("/")[2] in names]


def test_the_log_has_neither_what_was_searched_for_nor_where_a_visitor_came_from(server: Server, output: Path) -> None:
    assert server.get("/cari/?q=rahasia-kata", Referer="https://lain.example/rahasia-asal").status == 200
    log = output.with_name("nginx").joinpath("access.log")
    asked = '"GET /cari/index.html HTTP/1.1" 200 '
    wait_for(lambda: asked in log.read_text(encoding="utf-8"))  # it is written after the answer
    assert "rahasia" not in log.read_text(encoding="utf-8")


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.path)
def test_each_kind_of_file_is_sent_as_what_it_is(server: Server, kind: Kind) -> None:
    answer = server.get(f"/{kind.path}")
    assert (answer.status, answer.body) == (200, LONG)
    assert answer.headers["Content-Type"] == kind.type
    assert answer.headers["Cache-Control"] == f"public, max-age={kind.age}{', immutable' * (kind.age == YEAR)}"
    assert answer.headers["Access-Control-Allow-Origin"] == ("*" if kind.open else None)
    own = f'<{SITE.absolute(kind.path)}>; rel="self"'
    assert answer.headers.get_all("Link", []) == ([HUBS, own] if kind.links else [])
    assert answer.headers["Content-Disposition"] == ("attachment" if kind.path.endswith(".zip") else None)


def test_nothing_on_the_site_is_of_an_unknown_type(server: Server, site: Built) -> None:
    one_of_each = {Path(path).suffix: path for path in site.files if not Path(path).name.startswith(".")}
    answers = dict(zip(one_of_each, server.each([f"/{path}" for path in one_of_each.values()], "HEAD"), strict=True))
    assert {suffix: answer.status for suffix, answer in answers.items()} == dict.fromkeys(one_of_each, 200)
    types = {suffix: answer.headers["Content-Type"] for suffix, answer in answers.items()}
    unknown = {suffix for suffix, type in types.items() if type == "application/octet-stream"}
    assert (
        unknown - {".pagefind", ".pf_filter", ".pf_fragment", ".pf_index", ".pf_meta"} == set()
    )  # of the search alone


@pytest.mark.parametrize("encoding", ["identity", "gzip"])
def test_a_second_poll_of_any_unchanged_feed_is_answered_without_a_body(
    server: Server, site: Built, encoding: str
) -> None:
    assert_polled_in_vain(server, followed(site), encoding)


def test_so_it_is_with_brotli(brotli: Server, site: Built) -> None:
    assert_polled_in_vain(brotli, followed(site), "br")


def assert_polled_in_vain(server: Server, paths: list[str], encoding: str) -> None:
    assert len(paths) > 20
    accepting = {"Accept-Encoding": encoding}
    first = dict(zip(paths, server.each(paths, headers=accepting), strict=True))
    assert {answer.status for answer in first.values()} == {200}
    for path, answer in first.items():
        # As readers do it: both of what they were told.
        known = {"If-None-Match": answer.headers["ETag"], "If-Modified-Since": answer.headers["Last-Modified"]}
        (again,) = server.each([path], headers={**accepting, **known})
        assert (again.status, again.body) == (304, b""), path
        assert again.headers["Cache-Control"] == answer.headers["Cache-Control"]


def test_a_feed_that_changed_is_sent_again(server: Server, output: Path) -> None:
    path = output / "contoh" / "berubah" / "feed.xml"
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(LONG)
    tag = server.get("/contoh/berubah/feed.xml").headers["ETag"]
    path.write_bytes(LONG * 2)
    again = server.get("/contoh/berubah/feed.xml", If_None_Match=tag)
    assert (again.status, again.body) == (200, LONG * 2)


def test_the_header_names_the_address_that_the_feed_gives_itself(server: Server, site: Built) -> None:
    paths = [path for path in site.files if path.rpartition("/")[2] == addresses.FEED]
    for path, answer in zip(paths, server.each([f"/{path}?dari=pembaca" for path in paths]), strict=True):
        (own,) = re.findall(rb'<atom:link href="([^"]+)" rel="self"', answer.body)
        assert f'<{own.decode()}>; rel="self"' in answer.headers.get_all("Link", []), path


def test_without_a_hub_a_feed_names_itself_alone(brotli: Server) -> None:
    links = brotli.get("/contoh/feed.xml").headers.get_all("Link")
    assert links == [f'<{SITE.absolute("contoh/feed.xml")}>; rel="self"']


@pytest.mark.parametrize(
    "path",
    [
        "/tidak-ada/",
        "/unit/tidak-ada/feed.xml",
        "/contoh/index.html/",
        "/data/",  # a folder without a page is not listed
        "/data",
        "/.newsroom",
        "/contoh/%2enewsroom",
        "/.git/config",
        "/404.html",
        f"/{LINKED}",
        "/unit/kantor-luar/",
        "/contoh/sandi.txt",
        "//kantor-lain.example",
    ],
)
def test_what_is_not_there_or_not_for_all_gets_the_same_page(server: Server, site: Built, path: str) -> None:
    answer = server.get(path)
    if answer.status == 301:  # a folder: ask for what it leads to
        answer = server.get(answer.headers["Location"])
    assert (answer.status, answer.body) == (404, site.files["404.html"])
    assert answer.headers["Content-Type"] == f"text/html{UTF_8}"
    assert answer.headers["Access-Control-Allow-Origin"] is None
    assert answer.headers["Link"] is None


def test_no_path_leads_out_of_the_site(server: Server) -> None:
    assert server.get("/contoh/../../luar/index.html").status == 400
    assert server.get("/contoh/%2e%2e/..%2f../luar/index.html").status == 400


def test_an_address_written_in_percent_signs_is_the_same(server: Server) -> None:
    assert server.get("/%63ontoh/f%65ed.xml").headers["Link"] == HUBS


def test_a_folder_leads_to_its_page_on_whatever_host_it_was_asked_for(server: Server) -> None:
    answer = server.get("/contoh?dari=pembaca", Host="lain.example:8080")
    assert (answer.status, answer.headers["Location"]) == (301, "/contoh/?dari=pembaca")
    assert server.get("//unit").headers["Location"] == "/unit/"


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS", "PATCH"])
@pytest.mark.parametrize("path", ["/contoh/feed.xml", "/tidak-ada/"])
def test_nothing_but_reading_is_allowed(server: Server, method: str, path: str) -> None:
    answer = server.get(path, method)
    assert (answer.status, answer.headers["Allow"]) == (405, "GET, HEAD")


@pytest.mark.parametrize("method", ["GET", "POST"])
@pytest.mark.parametrize("path", ["/x%0d%0aX-Lain:%201/feed.xml", "/contoh/feed.xml%0d%0aX-Lain:%201", "/feed.xml%0a"])
def test_what_is_asked_for_gets_into_no_header(server: Server, method: str, path: str) -> None:
    answer = server.get(path, method)
    assert answer.status in (404, 405)
    assert (answer.headers["X-Lain"], answer.headers["Link"]) == (None, None)


@pytest.mark.parametrize("path", ["/contoh/feed.xml", "/contoh/", "/contoh/foto.jpg", "/tidak-ada/"])
def test_a_head_is_the_answer_without_its_body(server: Server, path: str) -> None:
    got, head = server.get(path), server.get(path, "HEAD")
    assert (head.status, head.body) == (got.status, b"")
    assert sorted({*head.headers.items()} - {*got.headers.items()} - {("Date", head.headers["Date"])}) == []


def test_text_is_sent_compressed_to_those_who_take_it(server: Server) -> None:
    for kind in KINDS:
        answer = server.get(f"/{kind.path}", Accept_Encoding="gzip")
        if SMALLER.search(kind.path):
            assert (answer.headers["Content-Encoding"], answer.headers["Vary"]) == ("gzip", "Accept-Encoding"), kind
            assert len(answer.body) < len(LONG)
            assert gzip.decompress(answer.body) == LONG
        else:
            assert (answer.headers["Content-Encoding"], answer.body) == (None, LONG), kind


def test_a_card_that_is_not_drawn_yet_is_the_site_s_own(server: Server, output: Path) -> None:
    (output / "kartu.png").write_bytes(b"kartu situs")
    (output / "berita" / "kartu.png").write_bytes(b"kartu berita")
    answer = server.get("/berita/kanim-teluk-biru/2024/antrean-paspor/belum/kartu.png")
    assert (answer.status, answer.body, answer.headers["Content-Type"]) == (200, b"kartu situs", "image/png")
    assert server.get("/unit/kanim-teluk-biru/belum/kartu.png").body == b"kartu situs"
    assert server.get("/zona/kartu.png").status == 404
    for answer in (server.get("/berita/x/kartu.png"), server.get("/kartu.png")):
        assert answer.headers["Cache-Control"] == "public, max-age=300"  # soon it is another


def test_a_proxy_gets_it_compressed_too(server: Server) -> None:
    answer = server.get("/contoh/feed.xml", Accept_Encoding="gzip", Via="1.1 proksi.example")
    assert answer.headers["Content-Encoding"] == "gzip"


def test_brotli_where_its_module_is_and_gzip_for_the_others(brotli: Server) -> None:
    for kind in KINDS:
        answer = brotli.get(f"/{kind.path}", Accept_Encoding="gzip, br")
        assert answer.headers["Content-Encoding"] == ("br" if SMALLER.search(kind.path) else None), kind
    assert brotli.get("/contoh/feed.xml", Accept_Encoding="gzip").headers["Content-Encoding"] == "gzip"


def test_what_protects_readers_is_on_every_answer(server: Server) -> None:
    tag = server.get("/contoh/feed.xml").headers["ETag"]
    answers = {
        200: server.get("/contoh/"),
        301: server.get("/contoh"),
        304: server.get("/contoh/feed.xml", If_None_Match=tag),
        400: server.get("/../x"),
        404: server.get("/tidak-ada/"),
        405: server.get("/contoh/", "POST"),
    }
    for status, answer in answers.items():
        told = [answer.headers[name] for name in ("X-Content-Type-Options", "Referrer-Policy", "X-Frame-Options")]
        assert (answer.status, told) == (status, ["nosniff", "strict-origin-when-cross-origin", "DENY"])
        assert answer.headers["Permissions-Policy"] == security.HEADERS["Permissions-Policy"][0][1]
        assert answer.headers["Strict-Transport-Security"] is None  # until somebody says that there is TLS
        assert answer.headers["Server"] == "nginx"  # and not which version


def test_every_header_and_every_line_to_change_is_explained() -> None:
    text = CONFIGURATION.read_text(encoding="utf-8")
    told = (ROOT / "docs" / "server.md").read_text(encoding="utf-8")
    headers = re.findall(r"^ *add_header (\S+)", text, re.MULTILINE)
    assert len(headers) >= 8
    assert [name for name in headers if f"`{name}`" not in told] == []
    lines = re.findall(r"^ *(?:map \"\" )?(\S+) .*# change$", text, re.MULTILINE)
    assert [name for name in lines if f"`{name}`" not in told] == []


def test_headers_stand_in_one_place_alone() -> None:
    lines = CONFIGURATION.read_text(encoding="utf-8").splitlines()
    assert {
        line.index("add_header") for line in lines if "add_header " in line and not line.lstrip().startswith("#")
    } == {4}


def test_gzip_and_brotli_know_the_same_types() -> None:
    def types(path: Path, name: str) -> list[str]:
        (found,) = re.findall(rf"^ *{name}_types ([^;]+);", path.read_text(encoding="utf-8"), re.MULTILINE)
        return str(found).split()

    assert types(CONFIGURATION, "gzip") == types(BROTLI, "brotli")


def test_a_line_to_change_that_the_tests_do_not_know_is_an_error() -> None:
    with pytest.raises(ValueError, match="root"):
        configured("listen 80; # change\n", {"listen": "81", "root": "/srv"})
