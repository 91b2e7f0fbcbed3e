"""What no page and no feed may hold, whoever wrote the content."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from lxml.etree import XPath, _Element

from tests.newsroom.linking import addresses_of_html, contents, document, is_page

# Nowhere in a page; and beside these, nowhere in what authors write: the theme has a form for its filter box.
_NEVER = {"iframe", "frame", "object", "embed", "applet", "base", "style", "math"}
_NOT_IN_CONTENT = _NEVER | {"form", "input", "button", "script", "link", "meta", "svg", "video", "audio", "textarea"}
_NOT_IN_CONTENT |= {"template"}  # the theme's own holds the notice of what is urgent
_HANDLERS = XPath("descendant-or-self::*/@*[starts-with(name(), 'on')]")
_OF_AUTHORS = XPath("descendant-or-self::*[contains(concat(' ', normalize-space(@class), ' '), ' prose ')]")
_STYLED = XPath("descendant-or-self::*/@*[name() = 'style' or name() = 'srcdoc']")
_SCHEME = re.compile(r"[\x00-\x20]*([a-z][a-z0-9+.-]*):", re.IGNORECASE)
_SAFE_SCHEMES = {"http", "https", "mailto", "tel"}


def harm(file: str, data: bytes) -> list[str]:
    """What is harmful in a file of the output; the theme's own scripts and filter box are not."""
    if is_page(file):
        return sorted(_harm_of_page(document(data)))
    if file.endswith("feed.xml"):
        return sorted(finding for html in contents(data) for finding in _harm_of_content(document(html)))
    return []


def _harm_of_page(page: _Element) -> Iterator[str]:
    for script in page.iter("script"):
        if not (_is_own_script(script) or _is_data(script)):
            yield f"script: {script.get('src') or script.text}"
    yield from (f"element: {element.tag}" for element in page.iter(*_NEVER))
    for prose in _OF_AUTHORS(page):
        yield from _harm_of_content(prose)
    yield from _harm_of_attributes(page)


def _is_own_script(script: _Element) -> bool:
    return script.get("src", "").startswith("/theme/") and not script.text


def _is_data(script: _Element) -> bool:
    """Whether it is linked data that no browser runs and no text of an author's can end early."""
    text = script.text or ""
    return script.get("type") == "application/ld+json" and "<" not in text and bool(json.loads(text))


def _harm_of_content(content: _Element) -> Iterator[str]:
    yield from (f"element: {element.tag}" for element in content.iter(*_NOT_IN_CONTENT))
    yield from (f"attribute: {value.attrname}" for value in _STYLED(content))
    yield from _harm_of_attributes(content)


def _harm_of_attributes(root: _Element) -> Iterator[str]:
    yield from (f"attribute: {value.attrname}" for value in _HANDLERS(root))
    for address in addresses_of_html(root):
        scheme = _SCHEME.match(address)
        if scheme and scheme.group(1).lower() not in _SAFE_SCHEMES:
            yield f"address: {address[:60]}"
