"""The body of a story: Markdown of anyone's hand into HTML that no reader has to fear.

Five steps: count (`body_limits`), parse (Python-Markdown), sanitise (nh3, the tables below), mend (`body_mend`), and
one walk over the tags of the clean HTML that decides every address anew. After nh3 each tag is well formed, `<` and `>`
occur nowhere else and each attribute is in double quotes, which is what makes mending and that walk plain regular
expressions.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable
from dataclasses import dataclass
from html import unescape
from urllib.parse import urlsplit

import nh3

from plugins.problems import WARNING, Problem, Rule
from plugins.stories.body_limits import BODY_BYTES, NESTING, TooManySteps, brackets, over_limits, too_deep, too_long
from plugins.stories.body_links import EXTERNAL_SCHEMES, FindMedia, resolve
from plugins.stories.body_mend import TAG, mended
from plugins.stories.body_simple import convert
from plugins.stories.body_walk import Walk, escape, plain_text
from plugins.stories.story import INTERNAL, MEDIA

# What may be in a body: tags and their attributes. Values are narrowed further in `body_walk`.
# No `style`, `name`, `target` or event handlers; no forms, frames, objects, SVG or MathML.
_BARE = frozenset(
    {"p", "br", "hr", "ul", "dl", "dt", "dd", "blockquote", "pre", "figure", "figcaption", "details", "summary"}
    | {"em", "strong", "b", "i", "u", "s", "del", "ins", "sub", "small", "mark", "q", "cite", "kbd", "samp", "var"}
    | {"table", "caption", "thead", "tbody", "tfoot", "tr"}
)
ALLOWED: dict[str, frozenset[str]] = {
    **dict.fromkeys(sorted(_BARE), frozenset()),
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6", "li", "sup"), frozenset({"id"})),
    "a": frozenset({"href", "title", "class"}),
    "abbr": frozenset({"title"}),
    "code": frozenset({"class"}),
    "div": frozenset({"class"}),
    "img": frozenset({"src", "alt", "title"}),
    "ol": frozenset({"start"}),
    "td": frozenset({"align", "colspan", "rowspan"}),
    "th": frozenset({"align", "colspan", "rowspan", "scope"}),
}
# Tags that go with all that is inside them: none of it was meant to be read.
DROPPED_WITH_CONTENT = frozenset({"script", "style", "svg", "math", "template", "title", "noscript", "select"})

CONTROL_CHARACTERS = Rule(
    "body-control-characters",
    "Isi berita memuat {count} karakter kendali yang tidak terlihat; karakter itu dibuang.",
    "Salin ulang bagian ini sebagai teks biasa (tanpa format), lalu simpan sebagai UTF-8.",
    WARNING,
)
DROPPED = Rule(
    "html-dropped",
    "HTML <{value}> tidak diterbitkan; isinya, juga teks di dalamnya, dibuang.",
    "Hapus HTML itu dan tulis isinya sebagai teks biasa.",
    WARNING,
)

# C0 and C1 controls but tab and line feed, and what XML 1.0 forbids, so that a feed can carry every body.
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_DROPPED_TAG = re.compile(rf"<({'|'.join(sorted(DROPPED_WITH_CONTENT))})(?=[\s/>])", re.IGNORECASE)
_FRAME = re.compile(r"<(iframe|embed|video|audio|source|object|track)(?=[\s/>])([^>]*)>", re.IGNORECASE)
_FRAME_ADDRESS = re.compile(r"(?:^|[\s/\"'])(?:src|data)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Body:
    """A body made safe. `links` are site paths without fragment and `media` names beside the story, sorted."""

    html: str
    text: str  # paragraphs, an empty line between them
    links: tuple[str, ...]
    media: tuple[str, ...]
    problems: list[Problem]


def _by_library(text: str) -> str:
    from plugins.stories.body_library import parser  # heavy, and most bodies are simple

    return parser().convert(text)


@functools.cache
def _cleaner() -> nh3.Cleaner:
    return nh3.Cleaner(
        tags=set(ALLOWED),
        attributes={tag: set(names) for tag, names in ALLOWED.items()},
        clean_content_tags=set(DROPPED_WITH_CONTENT),
        url_schemes=set(EXTERNAL_SCHEMES),  # INTERNAL and MEDIA are not among them: no author can write them
        link_rel=None,
        strip_comments=True,
    )


def render_body(
    markdown_text: str,
    *,
    path: str,
    first_line: int,
    folder: str,
    site_url: str,
    media_names: FindMedia,
    lang: str = "id",
) -> Body:
    """The body of the file at `path`, whose first line is line `first_line` of the file.

    `folder` is the story's folder in the content (`berita/kanim-padang/2024`), `site_url` the site's own address or
    empty. `media_names` is asked for each file beside the story that the body refers to, by its name relative to
    `folder` with percent signs decoded: it gives the Media, a Refusal (reported here, with its line), or None where
    there is no such file. `lang` (`id` or `en`, the story's) is the language in which links to notes and back are
    named. A body over a limit comes back empty, with errors. Never raises for what a body says.
    """
    if len(markdown_text) > BODY_BYTES:  # each character is at least one byte
        return _refused([too_long(markdown_text, path, first_line)])
    text, removed = _without_controls(markdown_text.replace("\r\n", "\n").replace("\r", "\n"))
    problems: list[Problem] = []
    if removed:
        line = first_line + _first_control_line(markdown_text)
        problems.append(CONTROL_CHARACTERS.broken(path, line, field="isi", count=removed))
    broken = over_limits(text, path=path, first_line=first_line)
    if broken:
        return _refused(problems + broken)
    try:
        unsafe = convert(text, _by_library)
        clean, _ = _without_controls(_cleaner().clean(_frames_to_links(unsafe) if "<" in text else unsafe))
    except TooManySteps:
        return _refused([*problems, brackets(path, first_line, text.count("["))])
    except RecursionError:  # far beyond the nesting limit, so the answer is the same however deep the caller is
        return _refused([*problems, too_deep(path, first_line)])
    if _depth(clean) > NESTING:
        return _refused([*problems, too_deep(path, first_line)])
    dropped = {match[1].lower() for match in _DROPPED_TAG.finditer(unsafe)} if "<" in text else ()
    for name in sorted(dropped):
        line = first_line + text.count("\n", 0, max(text.lower().find(f"<{name}"), 0))
        problems.append(DROPPED.broken(path, line, field="isi", value=name))
    walk = Walk(
        source=text,
        path=path,
        first_line=first_line,
        lang=lang,
        resolve=lambda written: resolve(written, folder=folder, site_url=site_url, find_media=media_names),
    )
    html = walk.run(mended(clean))
    if "<img" in clean:  # some may be gone, and what they stood in is then empty
        html = mended(html)
    return Body(html, plain_text(html), tuple(sorted(walk.links)), tuple(sorted(walk.media)), problems + walk.problems)


def _refused(problems: list[Problem]) -> Body:
    return Body("", "", (), (), problems)


def _without_controls(text: str) -> tuple[str, int]:
    """The text without control characters, and how many there were."""
    if text.replace("\n", "").isprintable():  # which none of them is
        return text, 0
    return _CONTROLS.subn("", text)


def _first_control_line(text: str) -> int:
    match = _CONTROLS.search(text.replace("\r", ""))
    return text.replace("\r", "").count("\n", 0, match.start()) if match else 0


def _frames_to_links(html: str) -> str:
    """Frames, films and sounds as links, before sanitising: a page of ours never asks a third party for anything."""

    def link(match: re.Match[str]) -> str:
        found = _FRAME_ADDRESS.search(match.group(2))
        address = unescape(next(filter(None, found.groups()), "")).strip() if found else ""
        if not address or match.group(1).lower() == "track":
            return ""
        try:
            name = urlsplit("https:" + address if address.startswith("//") else address).hostname
        except ValueError:
            name = None
        kind = "Audio" if match.group(1).lower() == "audio" else "Video"
        return f'<a href="{escape(address)}">{kind}: {escape(name or address.rpartition("/")[2])}</a>'

    return _FRAME.sub(link, html) if _FRAME.search(html) else html


_VOID = frozenset({"br", "hr", "img"})


def _depth(html: str) -> int:
    """How deep the elements of clean HTML nest; where that is surely not too deep, how many there are."""
    deepest = depth = 0
    elements = html.count("<") - html.count("</")
    if elements <= NESTING:
        return elements
    for match in TAG.finditer(html):
        if match.group(1):
            depth -= 1
        elif match.group(2) not in _VOID:
            depth += 1
            deepest = max(deepest, depth)
    return deepest


_ANCHOR = re.compile(rf'<a href="(?:({INTERNAL})|{MEDIA})([^"#]*)(#[^"]*)?"([^>]*)>|</a>|<a [^>]*>')
_PICTURE = re.compile(rf'<img src="{MEDIA}([^"]*)"')


def resolve_links(html: str, link: Callable[[str], str | None], media: Callable[[str], str]) -> str:
    """A body with real addresses in place of INTERNAL and MEDIA ones.

    `link` gives the address of a site path, or None where there is no such page (any more): the link is then shown
    as its text. `media` gives the address of a published file of the story. Both take and give plain text, not HTML.
    """
    if INTERNAL not in html and MEDIA not in html:
        return html
    kept: list[bool] = []

    def anchor(match: re.Match[str]) -> str:
        if match.group(2) is None:  # a link out of the site, or the end of one
            if match.group().startswith("</"):
                return match.group() if not kept or kept.pop() else ""
            kept.append(True)
            return match.group()
        name = unescape(match.group(2))
        address = link(name) if match.group(1) else media(name)
        kept.append(address is not None)
        if address is None:
            return ""
        return f'<a href="{escape(address)}{match.group(3) or ""}"{match.group(4)}>'

    html = _ANCHOR.sub(anchor, html)
    return _PICTURE.sub(lambda match: f'<img src="{escape(media(unescape(match.group(1))))}"', html)
