"""What in a built site leads where: addresses of pages, feeds and data, and whether something stands there."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import unquote, urljoin, urlsplit

from bs4 import BeautifulSoup, Tag
from lxml import etree

_ADDRESS_ATTRIBUTES = ("href", "src", "poster", "data", "action", "formaction", "cite", "background", "srcset")
_CONTENT_ADDRESSES = ("og:url", "og:image", "refresh")


@dataclass(frozen=True)
class Link:
    """An address as a file of the output holds it."""

    file: str
    address: str


def is_page(path: str) -> bool:
    return path.endswith(".html")


def parse(html: bytes | str) -> BeautifulSoup:
    return BeautifulSoup(html, "lxml")


def page_path(file: str) -> str:
    """The site path of an HTML file."""
    return file.removesuffix("index.html")


def links_of_html(soup: BeautifulSoup) -> Iterator[str]:
    """Every address in a document, as it is written."""
    for element in soup.find_all(True):
        for name in _ADDRESS_ATTRIBUTES:
            if name in element.attrs:
                yield str(element[name])
    for meta in soup.find_all("meta"):
        if (meta.get("property") or str(meta.get("http-equiv", "")).lower()) in _CONTENT_ADDRESSES:
            yield re.sub(r"^\d+;\s*url=", "", str(meta["content"]))


def links(files: dict[str, bytes], soups: dict[str, BeautifulSoup], site_url: str) -> Iterator[Link]:
    """Every address of every page, feed, outline, sitemap and data file, made absolute."""
    for file, data in files.items():
        base = f"{site_url}/{page_path(file)}"
        for address in _links_of(file, data, soups):
            yield Link(file, urljoin(base, address.strip()))


def _links_of(file: str, data: bytes, soups: dict[str, BeautifulSoup]) -> Iterator[str]:
    if is_page(file):
        yield from links_of_html(soups[file])
    elif file.endswith("feed.xml"):
        yield from _links_of_feed(data)
    elif file.endswith(".opml"):
        for outline in etree.fromstring(data).iter("outline"):
            yield from (outline.get(name) for name in ("xmlUrl", "htmlUrl", "url") if outline.get(name))
    elif file.startswith("sitemap"):
        yield from (element.text or "" for element in etree.fromstring(data).iter("{*}loc"))
    elif file == "robots.txt":
        yield from re.findall(r"Sitemap: (\S+)", data.decode())
    elif file.endswith(".json"):
        yield from _urls(json.loads(data))


def _links_of_feed(data: bytes) -> Iterator[str]:
    for element in etree.fromstring(data).iter(etree.Element):
        for name in ("href", "url", "domain"):
            if element.get(name):
                yield element.get(name)
        if element.tag in ("link", "comments", "url") and element.text:
            yield element.text
    for html in contents(data):
        yield from links_of_html(parse(html))


def contents(feed: bytes) -> list[str]:
    """The HTML of every item of a feed."""
    return [element.text or "" for element in etree.fromstring(feed).iter("{*}encoded")]


def _urls(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        for key, part in value.items():
            if isinstance(part, str) and part.startswith(("http://", "https://", "/")) and key != "source":
                yield part
            else:
                yield from _urls(part)
    elif isinstance(value, list):
        for part in value:
            yield from _urls(part)


def broken(found: Link, files: dict[str, bytes], soups: dict[str, BeautifulSoup], site_url: str) -> bool:
    """Whether an address inside the site leads to no file, or to a place that its page does not have."""
    parts, own = urlsplit(found.address), urlsplit(site_url)
    if (parts.scheme, parts.netloc) != (own.scheme, own.netloc):
        return False
    path = unquote(parts.path).lstrip("/")
    file = f"{path}index.html" if path == "" or path.endswith("/") else path
    if file not in files:
        return True
    fragment = unquote(parts.fragment)
    return bool(fragment) and soups[file].find(id=fragment) is None


def scripts(soup: BeautifulSoup) -> list[Tag]:
    return [element for element in soup.find_all("script") if isinstance(element, Tag)]
