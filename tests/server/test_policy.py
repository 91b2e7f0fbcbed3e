"""One table says what browsers may do with the site; pages, `make serve` and the sample configuration say the same."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from http.client import HTTPConnection

import pytest
from bs4 import BeautifulSoup

from plugins.addresses import made
from plugins.newsroom.serving import server
from plugins.pages import security
from tests.conftest import Built
from tests.factory import SITE
from tests.newsroom.linking import page_path
from tests.server.serving import CONFIGURATION, nginx

PLAIN = (
    "/index.html",
    "/404.html",
    "/unit/kanim-teluk-biru/index.html",
    "/berita/kanim-teluk-biru/2024/sematan/index.html",  # a story may be called as it likes
    "/tag/sematan/index.html",
    "/unit/sematan/index.html",
    "/theme/mark.svg",
    "/feed.xml",
)
FRAMES = ("", "unit/kanim-teluk-biru/", "zona/wbk/")
SEARCH = (f"/{made.SEARCH}index.html", f"/{made.SEARCH}2024/pagefind.js", f"/en/{made.SEARCH}index.html")


def directives(policy: str) -> dict[str, str]:
    """The values of a policy by their names."""
    return dict(part.split(" ", 1) for part in policy.split("; "))


def sample() -> dict[str, security.Rules]:
    """The headers of docs/nginx.conf, each with its rules: what fits everything last, as in the table."""
    text = CONFIGURATION.read_text(encoding="utf-8")
    maps: dict[str, list[tuple[str, str]]] = {}
    for name, lines in re.findall(r"^map \$uri \$(\w+) \{\n(.*?)^\}", text, re.MULTILINE | re.DOTALL):
        rules = re.findall(r'^ +"?(?:~(\S+?)|default)"? +"?(.*?)"?;$', lines, re.MULTILINE)
        maps[name] = sorted(rules, key=lambda rule: rule[0] == "")
    headers = re.findall(r'^ +add_header (\S+) (?:\$(\w+)|"?(.*?)"?)(?: always)?;$', text, re.MULTILINE)
    return {name: tuple(maps.get(variable, [("", value)])) for name, variable, value in headers}


@pytest.mark.parametrize("name", security.HEADERS)
def test_the_sample_says_what_the_table_says(name: str) -> None:
    assert sample()[name] == security.HEADERS[name]


def test_a_page_says_of_itself_all_that_a_page_can(site: Built) -> None:
    pages = [path for path in site.files if path.endswith(".html")]
    assert len(pages) > 50
    for path in pages:
        soup = BeautifulSoup(site.files[path], "lxml")
        assert soup.head is not None
        said = soup.head.select_one("meta[http-equiv=Content-Security-Policy]")
        assert said is not None, path
        header = directives(security.headers(f"/{path}")["Content-Security-Policy"])
        del header["frame-ancestors"]
        assert directives(str(said["content"])) == header, path
        assert said["content"] == security.policy(page_path(path)), path
        before = [tag.name for tag in said.find_all_previous(["script", "link", "style", "img"])]
        assert before == [], path  # it holds for what stands after it


@pytest.mark.parametrize("path", PLAIN)
def test_a_page_runs_loads_and_is_framed_by_nothing_of_others(path: str) -> None:
    policy = directives(security.headers(path)["Content-Security-Policy"])
    assert policy["default-src"] == policy["base-uri"] == policy["frame-ancestors"] == "'none'"
    assert {value for name, value in policy.items() if name.endswith("-src")} == {"'none'", "'self'"}
    assert policy["require-trusted-types-for"] == "'script'"
    assert security.headers(path)["X-Frame-Options"] == "DENY"


@pytest.mark.parametrize("page", FRAMES)
def test_a_page_for_the_frames_of_others_is_shown_by_all_and_runs_nothing(page: str) -> None:
    for path in (made.frame(page), made.in_english(made.frame(page))):
        told = security.headers(f"/{path}index.html")
        policy = directives(told["Content-Security-Policy"])
        assert policy["frame-ancestors"] == "*"
        assert "script-src" not in policy and policy["default-src"] == "'none'"
        assert "X-Frame-Options" not in told
    assert "*" in security.headers(f"/{made.rollup_frame('unit/kanwil-biru/')}index.html")["Content-Security-Policy"]


@pytest.mark.parametrize("path", SEARCH)
def test_the_search_alone_may_run_webassembly_in_workers(path: str) -> None:
    policy = directives(security.headers(path)["Content-Security-Policy"])
    assert policy["script-src"] == "'self' 'wasm-unsafe-eval'"
    assert policy["worker-src"] == "'self'"
    assert "wasm" not in security.headers("/index.html")["Content-Security-Policy"]


def test_nothing_is_ever_allowed_inline_or_from_a_scheme() -> None:
    for _, policy in security.HEADERS["Content-Security-Policy"]:
        assert not re.search(r"unsafe-(?!eval)|(?<!wasm-)unsafe-eval|data:|blob:|https?:", policy)


@pytest.mark.parametrize(
    "path", [made.WIDGET_SCRIPT, made.URGENT_NOTICE, made.newest("zona/wbk/"), made.rollup_newest("unit/kanwil-biru/")]
)
def test_what_widgets_need_is_open_to_pages_of_others(path: str) -> None:
    told = security.headers(f"/{path}")
    assert told["Access-Control-Allow-Origin"] == "*"
    assert told["Cross-Origin-Resource-Policy"] == "cross-origin"


def test_pages_are_for_no_script_of_others() -> None:
    told = security.headers("/unit/index.html")
    assert "Access-Control-Allow-Origin" not in told
    assert told["Cross-Origin-Resource-Policy"] == "same-origin"


@pytest.fixture(scope="module")
def ports(site: Built, tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, int]]:
    running = server(site.output, 0)
    threading.Thread(target=running.serve_forever, daemon=True).start()
    try:
        with nginx(tmp_path_factory.mktemp("policy") / "nginx", site.output, SITE.url, "") as sample:
            yield {"serve": running.server_port, "nginx": sample.port}
    finally:
        running.shutdown()
        running.server_close()


def test_both_servers_send_the_table_with_every_sort_of_file(ports: dict[str, int], site: Built) -> None:
    sorts = {re.sub(r"[a-z0-9-]+/", "x/", path): path for path in site.files if not path.startswith(".")}
    for path in [f"/{path}" for path in sorts.values() if path != "404.html"]:
        for name, port in ports.items():
            connection = HTTPConnection("127.0.0.1", port, timeout=20)
            connection.request("HEAD", path, headers={"Host": "berita.samudra.example"})
            answer = connection.getresponse()
            told = {header: answer.headers[header] for header in security.HEADERS if answer.headers[header]}
            assert (answer.status, told) == (200, security.headers(path)), (name, path)
            connection.close()


@pytest.mark.parametrize("path", ["/", "/unit/", "/unit/kanim-teluk-biru/?dari=a", "/tidak-ada/", "/tidak-ada"])
def test_an_address_is_protected_as_the_page_that_it_gets(ports: dict[str, int], path: str) -> None:
    for port in ports.values():
        connection = HTTPConnection("127.0.0.1", port, timeout=20)
        connection.request("GET", path, headers={"Host": "berita.samudra.example"})
        answer = connection.getresponse()
        assert answer.headers["Content-Security-Policy"] == security.headers("/index.html")["Content-Security-Policy"]
        connection.close()
