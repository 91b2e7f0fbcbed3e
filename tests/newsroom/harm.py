"""What no page and no feed may hold, whoever wrote the content."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bs4 import BeautifulSoup

from tests.newsroom.linking import contents, is_page, links_of_html, parse, scripts

_ACTIVE = (
    "iframe",
    "frame",
    "object",
    "embed",
    "applet",
    "base",
    "style",
    "form",
    "input",
    "button",
    "template",
    "math",
)
_THEME_MAY = {"form", "input", "button"}  # none of these comes from content: it stands outside of .prose
_SCHEME = re.compile(r"[\x00-\x20]*([a-z][a-z0-9+.-]*):", re.IGNORECASE)
_SAFE_SCHEMES = {"http", "https", "mailto", "tel"}


def harm(file: str, data: bytes) -> list[str]:
    """What is harmful in a file of the output; the theme's own scripts and filter box are not."""
    if is_page(file):
        return sorted(_harm_of_page(parse(data)))
    if file.endswith("feed.xml"):
        return sorted(finding for html in contents(data) for finding in _harm_of_content(parse(html)))
    return []


def _harm_of_page(soup: BeautifulSoup) -> Iterator[str]:
    for script in scripts(soup):
        if not str(script.get("src", "")).startswith("/theme/") or script.get_text(strip=True):
            yield f"script: {script}"
    for element in soup.find_all([name for name in _ACTIVE if name not in _THEME_MAY]):
        yield f"element: {element.name}"
    for prose in soup.select(".prose"):
        yield from _harm_of_content(prose)
    yield from _attributes(soup)


def _harm_of_content(soup: BeautifulSoup) -> Iterator[str]:
    for element in soup.find_all(["script", "link", "meta", *_ACTIVE, "svg", "video", "audio", "textarea", "select"]):
        yield f"element: {element.name}"
    for element in soup.find_all(True):
        if "style" in element.attrs or "srcdoc" in element.attrs:
            yield f"attribute: {element}"
    yield from _attributes(soup)


def _attributes(soup: BeautifulSoup) -> Iterator[str]:
    for element in soup.find_all(True):
        yield from (f"attribute: {name}" for name in element.attrs if name.lower().startswith("on"))
    for address in links_of_html(soup):
        scheme = _SCHEME.match(address)
        if scheme and scheme.group(1).lower() not in _SAFE_SCHEMES:
            yield f"address: {address[:60]}"
