"""What no page and no feed may hold, whoever wrote the content."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from lxml.etree import _Element

from tests.newsroom.linking import addresses_of_html, contents, elements, is_page

# Nowhere in a page; and beside these, nowhere in what authors write: the theme has a form for its filter box.
_NEVER = {"iframe", "frame", "object", "embed", "applet", "base", "style", "math"}
_NOT_IN_CONTENT = _NEVER | {"form", "input", "button", "script", "link", "meta", "svg", "video", "audio", "textarea"}
_NOT_IN_CONTENT |= {"template"}  # the theme's own holds the notice of what is urgent
_SCHEME = re.compile(r"[\x00-\x20]*([a-z][a-z0-9+.-]*):", re.IGNORECASE)
_SAFE_SCHEMES = {"http", "https", "mailto", "tel"}


def harm(file: str, data: bytes) -> list[str]:
    """What is harmful in a file of the output; the theme's own scripts and filter box are not."""
    if is_page(file):
        return sorted(_harm_of_page(elements(data)))
    if file.endswith("feed.xml"):
        return sorted(finding for html in contents(data) for finding in _harm_of_content(elements(html)))
    return []


def _harm_of_page(page: list[_Element]) -> Iterator[str]:
    for element in page:
        if element.tag == "script" and not (_is_own_script(element) or _is_data(element)):
            yield f"script: {element.get('src') or element.text}"
        if element.tag in _NEVER:
            yield f"element: {element.tag}"
        if "prose" in element.get("class", "").split():
            yield from _harm_of_content(list(element.iter("*")))
    yield from _harm_of_attributes(page)


def _is_own_script(script: _Element) -> bool:
    return script.get("src", "").startswith("/theme/") and not script.text


def _is_data(script: _Element) -> bool:
    """Whether it is linked data that no browser runs and no text of an author's can end early."""
    text = script.text or ""
    return script.get("type") == "application/ld+json" and "<" not in text and bool(json.loads(text))


def _harm_of_content(content: list[_Element]) -> Iterator[str]:
    for element in content:
        if element.tag in _NOT_IN_CONTENT:
            yield f"element: {element.tag}"
        yield from (f"attribute: {name}" for name in ("style", "srcdoc") if name in element.attrib)
    yield from _harm_of_attributes(content)


def _harm_of_attributes(found: list[_Element]) -> Iterator[str]:
    for element in found:
        yield from (f"attribute: {name}" for name in element.attrib if name.lower().startswith("on"))
    for address in addresses_of_html(found):
        scheme = _SCHEME.match(address)
        if scheme and scheme.group(1).lower() not in _SAFE_SCHEMES:
            yield f"address: {address[:60]}"
