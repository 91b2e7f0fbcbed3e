"""The little Markdown that most bodies are made of, read without the library, to the same HTML byte for byte.

Plain paragraphs, lists, quotations and headings, with bold, italics and links, are what offices write; the library
needs a millisecond for them. Whatever is not plainly one of these, block by block, is left to the library, which
defines what Markdown means here; that nothing else comes out is tested on any text.
"""

from __future__ import annotations

import re
from collections.abc import Callable

_HOLE = "\x01"  # stands for a run of paragraphs; no body holds a control character
_FILLED = f"<p>{_HOLE}</p>"

# Signs of spans, tables, HTML and controls; every other character is text wherever it stands.
_SIGNS = r"\x00-\x1f\x7f\\`*_\[\]<>&|"
_INNER = rf"(?=[^\W_])[^{_SIGNS}]++(?<=[^\W_])"  # text from letter to letter: its marks can be nothing else
_SPAN = (
    rf"(?<!\w)\*\*{_INNER}\*\*(?![\w*])"
    rf"|(?<!\w)\*{_INNER}\*(?![\w*])"
    rf"|(?<!!)\[{_INNER}\]\((?:https?://|/)[A-Za-z0-9/.#?=%-]*\)"
)
# A line of text and spans: nothing at its start that could open a list, heading, rule, definition or code, and no
# blank at its end, where two break a line.
_LINE = rf"""(?!\d+\.)(?=[^\W_]|[“”‘’"'(]|\*\*?[^\W_]|\[)(?:[^{_SIGNS}]++|{_SPAN})++(?<! )"""
_PARAGRAPH = re.compile(rf"{_LINE}(?:\n{_LINE})*+")
_HEADING = re.compile(rf"(#{{1,6}}) ({_INNER})")
_BULLETS = re.compile(rf"- {_LINE}(?:\n- {_LINE})*+")
_NUMBERS = re.compile(rf"1\. {_LINE}(?:\n\d{{1,9}}\. {_LINE})*+")
_QUOTATION = re.compile(rf"> {_LINE}(?:\n> {_LINE})*+")
_ITEM = re.compile(r"^(?:-|\d+\.) (.*)$", re.MULTILINE)
_MARK = re.compile(r"\*\*([^*]+)\*\*|\*([^*]+)\*|\[([^\]]+)\]\(([^)]*)\)")
# What reaches beyond its own block: HTML, fences, definitions (which take the paragraph before them), abbreviations.
_REACHING = re.compile(r"<|```|~~~|^[ \t]*:|\*\[", re.MULTILINE)
_FOOTNOTES_HERE = "///"  # of the text with which the library lets authors choose the place of footnotes


def convert(text: str, by_library: Callable[[str], str]) -> str:
    """Unsafe HTML of a body without control characters. `by_library` is asked for what is not simple."""
    rest, runs = _take_out(text)
    if rest == _HOLE:
        return runs[0]
    if runs:
        pieces = by_library(rest).split(_FILLED)
        if len(pieces) == len(runs) + 1:
            return pieces[0] + "".join(run + piece for run, piece in zip(runs, pieces[1:], strict=True))
    return by_library(text)


def _take_out(text: str) -> tuple[str, list[str]]:
    """A body with a hole for each run of paragraphs, and the HTML of these runs; one hole for all of a simple body.

    An unindented paragraph between empty lines is one whatever comes before or after it, but for what `_REACHING`
    finds: then, and where there are none, the body comes back as it is.
    """
    if _FOOTNOTES_HERE in text:
        return text, []
    blocks = text.strip("\n").split("\n\n")
    read = [_spans(f"<p>{block}</p>") if _PARAGRAPH.fullmatch(block) else "" for block in blocks]
    if whole := _whole(blocks, read):
        return _HOLE, ["\n".join(whole)]
    kept: list[str] = []
    runs: list[list[str]] = []
    for block, html in zip(blocks, read, strict=True):
        if not html:
            kept.append(block)
        elif kept and kept[-1] == _HOLE:
            runs[-1].append(html)
        else:
            kept.append(_HOLE)
            runs.append([html])
    rest = "\n\n".join(kept)
    return (text, []) if _REACHING.search(rest) else (rest, ["\n".join(run) for run in runs])


def _whole(blocks: list[str], read: list[str]) -> list[str]:
    """The HTML of all blocks, where those that `read` has none of are simple too; nothing where one is not.

    A list or quotation takes what follows it for more of itself: two of a kind in a row are not simple.
    """
    told: list[str] = []
    ids: set[str] = set()
    before: Callable[[str], str] | None = None
    for block, html in zip(blocks, read, strict=True):
        if not html:
            if heading := _HEADING.fullmatch(block):
                from markdown.extensions.toc import slugify, unique  # heavy, and many bodies have no heading

                level, title = len(heading[1]), heading[2]
                identity = unique(slugify(" ".join(title.split()), "-"), ids)
                html, before = f'<h{level} id="{identity}">{title}</h{level}>', None
            else:
                shape = next((shape for form, shape in _ENCLOSING if form.fullmatch(block)), None)
                if shape is None or shape is before:
                    return []
                html, before = shape(block), shape
        else:
            before = None
        told.append(html)
    return told


def _bullets(block: str) -> str:
    return f"<ul>\n{_items(block)}\n</ul>"


def _numbers(block: str) -> str:
    return f"<ol>\n{_items(block)}\n</ol>"


def _items(block: str) -> str:
    return _spans(_ITEM.sub(r"<li>\1</li>", block))


def _quotation(block: str) -> str:
    return _spans(f"<blockquote>\n<p>{block[2:]}</p>\n</blockquote>".replace("\n> ", "\n"))


_ENCLOSING = ((_BULLETS, _bullets), (_NUMBERS, _numbers), (_QUOTATION, _quotation))


def _spans(html: str) -> str:
    return _MARK.sub(_span, html) if "*" in html or "[" in html else html


def _span(match: re.Match[str]) -> str:
    strong, emphasis, shown, address = match.groups()
    if shown:
        return f'<a href="{address}">{shown}</a>'
    return f"<strong>{strong}</strong>" if strong else f"<em>{emphasis}</em>"
