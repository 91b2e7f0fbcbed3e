"""What in a built site leads where: addresses of pages, feeds and data, and whether something stands there."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from urllib.parse import unquote, urljoin, urlsplit

from bs4 import BeautifulSoup
from lxml import etree

_ADDRESS_ATTRIBUTES = ("href", "src", "poster", "data", "action", "formaction", "cite", "background")
_META_ADDRESSES = ("og:url", "og:image", "refresh")
# Asked of a whole document at once: to go through its elements one by one takes several times as long.
_ADDRESSES = etree.XPath(
    " | ".join(f"descendant-or-self::*/@{name}" for name in _ADDRESS_ATTRIBUTES), smart_strings=False
)
_SRCSETS = etree.XPath("descendant-or-self::*/@srcset", smart_strings=False)
_IDENTITIES = etree.XPath("descendant-or-self::*/@id", smart_strings=False)
_PARSER = etree.HTMLParser(encoding="utf-8")
_WHOLE = re.compile(r"/(?!/)|https?://")  # what lies under it is of no matter to these addresses


@dataclass(frozen=True)
class Link:
    """An address as a file of the output holds it."""

    file: str
    address: str


def is_page(path: str) -> bool:
    return path.endswith(".html")


def page_path(file: str) -> str:
    """The site path of an HTML file."""
    return file.removesuffix("index.html")


def parse(html: bytes | str) -> BeautifulSoup:
    """A page to be looked at with selectors."""
    return BeautifulSoup(html, "lxml")


@lru_cache(maxsize=1)  # most pages lead to places of their own: what is there is asked next
def document(html: bytes | str) -> etree._Element:
    """The root of a page or fragment, not to be changed: much quicker than `parse`, for checks of whole sites."""
    data = html.encode() if isinstance(html, str) else html
    found = etree.HTML(data, _PARSER) if data.strip() else None
    return etree.Element("html") if found is None else found


def addresses_of_html(root: etree._Element) -> Iterator[str]:
    """Every address in an element and beneath it, as it is written."""
    yield from _ADDRESSES(root)
    for srcset in _SRCSETS(root):
        yield from (part.split()[0] for part in srcset.split(",") if part.strip())
    for element in root.iter("meta"):
        if (element.get("property") or element.get("http-equiv", "")) in _META_ADDRESSES:
            yield re.sub(r"^\d+;\s*url=", "", element.get("content", ""))


def links(files: dict[str, bytes], site_url: str) -> Iterator[Link]:
    """Every address of every page, feed, outline, sitemap and data file, made absolute."""
    whole: dict[str, str] = {}  # the same wherever they stand: most are in the menus of every page
    for file, data in files.items():
        base = f"{site_url}/{page_path(file)}"
        for written in _addresses(file, data):
            address = written.strip()
            if _WHOLE.match(address):
                if address not in whole:
                    whole[address] = urljoin(base, address)
                yield Link(file, whole[address])
            else:
                yield Link(file, urljoin(base, address))


def dead_links(files: dict[str, bytes], site_url: str) -> list[Link]:
    """The addresses inside the site that lead to no file, or to a place that its page does not have."""
    identities: dict[str, set[str]] = {}
    own = urlsplit(site_url)

    @cache
    def dead(address: str) -> bool:
        parts = urlsplit(address)
        if (parts.scheme, parts.netloc) != (own.scheme, own.netloc):
            return False
        base = f"{own.path}/"
        if not parts.path.startswith(base):  # of our host, but not of our site
            return True
        path = unquote(parts.path.removeprefix(base))
        file = f"{path}index.html" if path == "" or path.endswith("/") else path
        if file not in files:
            return True
        if parts.fragment and file not in identities:
            identities[file] = set(_IDENTITIES(document(files[file])))
        return bool(parts.fragment) and unquote(parts.fragment) not in identities[file]

    return [link for link in links(files, site_url) if dead(link.address)]


def contents(feed: bytes) -> list[str]:
    """The HTML of every item of a feed."""
    return [element.text or "" for element in etree.fromstring(feed).iter("{*}encoded")]


def _addresses(file: str, data: bytes) -> Iterator[str]:
    if is_page(file):
        yield from addresses_of_html(document(data))
    elif file.endswith("feed.xml"):
        yield from _addresses_of_feed(data)
    elif file.endswith(".opml"):
        for outline in etree.fromstring(data).iter("outline"):
            yield from (outline.get(name) for name in ("xmlUrl", "htmlUrl", "url") if outline.get(name))
    elif file.startswith("sitemap"):
        yield from (element.text or "" for element in etree.fromstring(data).iter("{*}loc"))
    elif file == "robots.txt":
        yield from re.findall(r"Sitemap: (\S+)", data.decode())
    elif file.endswith(".json"):
        yield from _addresses_of_json(json.loads(data))


def _addresses_of_feed(data: bytes) -> Iterator[str]:
    for element in etree.fromstring(data).iter(etree.Element):
        yield from (value for name in ("href", "url", "domain") if (value := element.get(name)))
        if element.tag in ("link", "comments", "url") and element.text:
            yield element.text
    for html in contents(data):
        yield from addresses_of_html(document(html))


def _addresses_of_json(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        for part in value.values():
            if isinstance(part, str) and part.startswith(("http://", "https://")):
                yield part
            else:
                yield from _addresses_of_json(part)
    elif isinstance(value, list):
        for part in value:
            yield from _addresses_of_json(part)
