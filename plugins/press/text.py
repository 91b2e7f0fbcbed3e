"""The body of a story as plain text, for systems and people that take no markup. Total: any text has an answer."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html.parser import HTMLParser

# Lines between what stands before and after: an empty one around blocks, none around what is a line of its own.
_BREAKS: Mapping[str, int] = {
    **dict.fromkeys(("blockquote", "div", "details", "dl", "figure", "hr", "p", "pre", "table", "ul", "ol"), 2),
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), 2),
    **dict.fromkeys(("br", "caption", "dd", "dt", "figcaption", "li", "summary", "tr"), 1),
}
_LISTS = frozenset({"ul", "ol"})
_CELLS = frozenset({"td", "th"})
_BARE_SCHEMES = ("mailto:", "tel:")
_SHOWN_WITHOUT = re.compile(r"^https?://|/$")


def plain(html: str) -> str:
    """What a body that `stories.body` made safe says, as lines.

    Paragraphs are parted by an empty line; list items begin with `- ` or their number, quotations with `> `; the cells
    of a row are parted by tabs; a link is followed by its address, a picture is its alternative text. Blanks are
    folded but in `pre`, and no line but that of a table ends with one.
    """
    reader = _Text()
    reader.feed(html)
    reader.close()
    return reader.text


def pictures(html: str) -> list[tuple[str, str, str]]:
    """(address, alternative text, caption) of each picture of a body, in order."""
    reader = _Pictures()
    reader.feed(html)
    reader.close()
    return [(address, fold(alt), fold(caption)) for address, alt, caption in reader.found]


def fold(text: str) -> str:
    """`text` in one line."""
    return " ".join(text.split())


class _Text(HTMLParser):
    """Writes down what it hears; `text` is the result."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._parts: list[str] = []
        self._pending = 0  # line ends before what is written next
        self._blank = False  # whether a blank is due before the next word
        self._fresh = True  # whether a line has just begun
        self._lists: list[int] = []  # the number of the next item of each open list; 0 in those without numbers
        self._marker = ""  # of the item that has just begun
        self._quotes = 0
        self._verbatim = 0
        self._cells = -1  # in the open row so far; -1 outside of tables
        self._link: tuple[str, list[str]] | None = None  # address and words of the open link
        self._silent = 0  # in a link back from a footnote

    @property
    def text(self) -> str:
        """All lines, without a line end behind the last."""
        return "".join(self._parts)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "img":
            self._picture(given.get("alt", ""))
        elif tag == "a":
            self._link_begins(given)
        elif tag == "q":
            self._words("“")
        elif tag in _CELLS:
            self._cell()
        else:
            self._block_begins(tag, given)

    def handle_endtag(self, tag: str) -> None:
        if tag == "a":
            self._link_ends()
        elif tag == "q":
            self._blank = False
            self._words("”")
        elif tag in _LISTS:
            if self._lists:
                self._lists.pop()
        elif tag == "blockquote":
            self._quotes = max(0, self._quotes - 1)
        elif tag == "pre":
            self._verbatim = max(0, self._verbatim - 1)
        elif tag == "tr":
            self._cells = -1
        if tag in _BREAKS:
            self._break(tag)

    def handle_data(self, data: str) -> None:
        if self._silent:
            return
        if self._verbatim:
            self._lines(data)
            return
        if data[:1].isspace():
            self._blank = True
        words = fold(data)
        if words:
            self._words(words)
            self._blank = data[-1:].isspace()

    def _block_begins(self, tag: str, given: Mapping[str, str]) -> None:
        if tag in _BREAKS:
            self._break(tag)
        if tag in _LISTS:
            start = given.get("start", "")
            self._lists.append(0 if tag == "ul" else int(start) if start.isdecimal() and len(start) < 5 else 1)
        elif tag == "li" and self._lists:
            number = self._lists[-1]
            self._marker = f"{number}. " if number else "- "
            self._lists[-1] += 1 if number else 0
        elif tag == "li":
            self._marker = "- "
        elif tag == "blockquote":
            self._quotes += 1
        elif tag == "pre":
            self._verbatim += 1
        elif tag == "tr":
            self._cells = 0
        elif tag == "hr":
            self._words("---")
            self._break(tag)

    def _break(self, tag: str) -> None:
        if self._cells > 0 and tag != "tr":  # within a cell a line goes on
            self._blank = True
            return
        lines = 1 if tag in _LISTS and len(self._lists) > 0 else _BREAKS[tag]
        if self._parts:
            self._pending = max(self._pending, lines)
        self._blank = False

    def _begin_line(self) -> None:
        """Write what has to stand before the next word."""
        if self._pending or not self._parts:
            self._parts.append("\n" * self._pending + "> " * self._quotes)
            depth = len(self._lists)
            self._parts.append("  " * (depth - 1 if self._marker else depth) + self._marker)
            self._pending, self._marker, self._fresh = 0, "", True

    def _words(self, words: str) -> None:
        self._begin_line()
        if self._blank and not self._fresh:
            self._parts.append(" ")
        self._parts.append(words)
        self._blank = self._fresh = False
        if self._link:
            self._link[1].append(words)

    def _lines(self, text: str) -> None:
        """Text whose blanks and line ends count."""
        for number, line in enumerate(text.split("\n")):
            if number:
                self._pending = max(self._pending, 1) if self._fresh else self._pending + 1
            if line.strip():
                self._begin_line()
                self._parts.append(line.rstrip())
                self._fresh = False

    def _cell(self) -> None:
        if self._cells > 0:
            self._begin_line()
            self._parts.append("\t")
            self._fresh = True
        self._cells = max(self._cells, 0) + 1
        self._blank = False

    def _picture(self, alt: str) -> None:
        if words := fold(alt):
            self._words(f"[Gambar: {words}]")

    def _link_begins(self, given: Mapping[str, str]) -> None:
        address = given.get("href", "")
        if given.get("class", "") == "footnote-backref":
            self._silent = 1
        elif given.get("class", "") == "footnote-ref":
            self._words("[")
            self._link = ("]", [])
        elif address and not address.startswith("#"):
            self._link = (address, [])

    def _link_ends(self) -> None:
        self._silent = 0
        if self._link is None:
            return
        (address, words), self._link = self._link, None
        after, self._blank = self._blank, False
        if address == "]":
            self._words(address)
        else:
            shown = address
            for scheme in _BARE_SCHEMES:
                shown = shown.removeprefix(scheme)
            if _SHOWN_WITHOUT.sub("", shown) != _SHOWN_WITHOUT.sub("", " ".join(words)):
                self._blank = True
                self._words(f"({shown})")
        self._blank = after


class _Pictures(HTMLParser):
    """Gathers pictures, each with the caption of the figure in which it stands."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[tuple[str, str, str]] = []
        self._in_caption = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "img":
            self.found.append((given.get("src", ""), given.get("alt", ""), ""))
        elif tag == "figcaption":
            self._in_caption = bool(self.found)

    def handle_endtag(self, tag: str) -> None:
        if tag == "figcaption":
            self._in_caption = False

    def handle_data(self, data: str) -> None:
        if self._in_caption:
            address, alt, caption = self.found[-1]
            self.found[-1] = (address, alt, caption + data)
