"""Where a link or picture of a body leads: out of the site, to a page of ours, to a file beside the story, or nowhere.

Authors write what their editor or former system taught them: paths between files (`../2023/lain.md`), Pelican's
`{filename}` and `{static}`, addresses of the site with or without host. All become one of four small answers.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import quote, unquote, urlsplit

from plugins import addresses
from plugins.stories.media_kinds import Refusal
from plugins.stories.story import Media

FindMedia = Callable[[str], "Media | Refusal | None"]

EXTERNAL_SCHEMES = frozenset({"http", "https", "mailto", "tel"})
ID_PREFIX = "isi-"  # of every id in a body, so that it cannot be taken for one of the page

_MARK = re.compile(r"(?:\{(filename|static|attach)\}|\|(filename|static|attach)\|)")
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_UNSAFE_IN_URL = re.compile(r"[\x00-\x20\x7f\"<>\\^`{|}]")


@dataclass(frozen=True, slots=True)
class External:
    """An address outside the site, ready for an attribute once escaped. `host` is what readers are shown."""

    url: str
    host: str


@dataclass(frozen=True, slots=True)
class Internal:
    """A site path and a fragment, empty or without its `#`."""

    path: str
    fragment: str


@dataclass(frozen=True, slots=True)
class Beside:
    """A file beside the story: its name relative to the story's folder, and what was found under that name."""

    name: str
    media: Media | Refusal | None


@dataclass(frozen=True, slots=True)
class Fragment:
    """A place in the same body: an id, with our prefix."""

    id: str


Target = External | Internal | Beside | Fragment | None


def fragment_id(text: str) -> str:
    """The id under which a body's own id or fragment appears: with our prefix, without spaces or quotes."""
    plain = re.sub(r"[^\w:.-]+", "-", unquote(text))
    return plain if plain.startswith(ID_PREFIX) else ID_PREFIX + plain


def resolve(written: str, *, folder: str, site_url: str, find_media: FindMedia) -> Target:
    """What an address in the body of a story in `folder` (content path, no slash at its end) leads to.

    `site_url` is the site's own address, or empty. None where it leads nowhere: empty, a scheme that is not allowed,
    another system's short code, a path out of the content folder. Raises nothing.
    """
    text = "".join(written.split("\n")).strip()
    if not text or any(mark in text for mark in ("{{", "{%", "\\")):
        return None
    if text.startswith("#"):
        return Fragment(fragment_id(text[1:])) if len(text) > 1 else None
    mark = _MARK.match(text)
    if mark:
        return _local(text[mark.end() :], folder=folder, find_media=find_media)
    if text.startswith("//"):
        text = "https:" + text
    scheme = _SCHEME.match(text)
    if not scheme:
        return _local(text, folder=folder, find_media=find_media)
    if scheme.group()[:-1].lower() not in EXTERNAL_SCHEMES:
        return None
    return _absolute(text, site_url)


def _absolute(text: str, site_url: str) -> Target:
    try:
        parts = urlsplit(text)
        host, port = (parts.hostname or "").lower(), parts.port
        own = urlsplit(site_url)
        own_host, own_port = (own.hostname or "").lower(), own.port
    except ValueError:  # a port that is no number, a broken IPv6 address
        return None
    url = _UNSAFE_IN_URL.sub(lambda match: quote(match.group()), text)
    scheme = parts.scheme.lower()
    if scheme in ("mailto", "tel"):
        return External(url, parts.path) if parts.path else None
    if not host:  # `https:halaman` means different things to different readers
        return None
    base = own.path.rstrip("/") + "/"
    if own_host and host == own_host and _port(port) == _port(own_port) and (parts.path or "/").startswith(base):
        return _site_path(parts.path[len(base) :], parts.fragment)
    return External(url, host)


def _port(port: int | None) -> int | None:
    return None if port in (80, 443) else port


def _local(text: str, *, folder: str, find_media: FindMedia) -> Target:
    """An address without host: a path between content files, or from the root of the content or of the site."""
    bare, _, fragment = text.partition("#")
    bare = bare.partition("?")[0]
    if not bare:
        return None
    name = _normal(posixpath.join("/" + folder, unquote(bare)))
    if name is None or not _inside(bare, folder):
        return None
    if name.lower().endswith(".md"):
        page = page_of(name)
        return Internal(page, fragment_id(fragment) if fragment else "") if page else None
    if name.startswith(folder + "/"):
        relative = name[len(folder) + 1 :]
        if "." in posixpath.basename(relative):
            return _beside(relative, bare, folder, find_media)
    if bare.startswith("/"):
        return _site_path(bare.lstrip("/"), fragment)
    page = page_of(name.rstrip("/") + ".md")  # `lain/` beside `lain.md`
    return Internal(page, fragment_id(fragment) if fragment else "") if page else None


def _beside(name: str, written: str, folder: str, find_media: FindMedia) -> Beside:
    """The file of that name, or else of the name with its percent signs as written (`100%25.pdf` on disk)."""
    found = find_media(name)
    if found is None and "%" in written:
        raw = _normal(posixpath.join("/" + folder, written))
        if raw and raw.startswith(folder + "/") and raw[len(folder) + 1 :] != name:
            literal = find_media(raw[len(folder) + 1 :])
            if literal is not None:
                return Beside(raw[len(folder) + 1 :], literal)
    return Beside(name, found)


def _normal(path: str) -> str | None:
    """A content path without `.`, `..` and double slashes; None where it could not be the name of a file."""
    if not path.isprintable():
        return None
    return posixpath.normpath(path).lstrip("/") or None


def _inside(written: str, folder: str) -> bool:
    """Whether no `..` climbs out of the content folder on the way."""
    depth = 0 if written.startswith("/") else folder.count("/") + 1
    for part in unquote(written).split("/"):
        depth += {"..": -1, ".": 0, "": 0}.get(part, 1)
        if depth < 0:
            return False
    return True


def _site_path(path: str, fragment: str) -> Internal | None:
    plain = unquote(path.partition("?")[0])
    if not plain.isprintable() or "#" in plain or ".." in plain.split("/"):
        return None
    clean = "/".join(part for part in plain.split("/") if part not in ("", "."))
    if clean.lower().endswith(".md"):
        page = page_of(clean)
        return Internal(page, fragment) if page else None
    if clean.endswith("index.html"):
        clean = clean[: -len("index.html")].rstrip("/")
    if clean and "." not in clean.rpartition("/")[2]:
        clean += "/"
    return Internal(clean, re.sub(r"[^\w:.-]+", "-", unquote(fragment)))


def page_of(content_path: str) -> str | None:
    """The site path of the page made of a Markdown file of the content folder; None for a file that makes none."""
    parts = content_path[:-3].split("/")
    slug = parts[-1]
    if not addresses.is_slug(slug):
        return None
    if parts[0] == "berita" and len(parts) >= 4:
        reference = "/".join(parts[-3:])
        return addresses.story(reference) if addresses.STORY_REFERENCE.fullmatch(reference) else None
    if parts[0] == "unit" and len(parts) >= 3 and addresses.is_unit_id(parts[-2]):
        return addresses.unit_page(parts[-2], slug)
    if parts[0] == "halaman" and len(parts) == 2:
        return addresses.page(slug)
    return None
