"""Sanitised HTML in which each element stands where HTML lets it stand: lists of items, headings with words.

nh3 takes out tags that we do not want, and leaves the others as a parser of browsers would nest them: `<li>` straight
under `<div>`, a paragraph under `<ul>` or `<b>`. The tables here say what may stand in what (HTML Living Standard,
content models of 4.3 to 4.11); what stands elsewhere is given the parent it needs, ends what it may not be in, or loses
its tag. Text and pictures are never lost.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from plugins.stories.story import MEDIA

TAG = re.compile(r"<(/?)([a-z0-9]+)([^>]*)>")

_TEXT = "#text"
_MARKS = frozenset(
    {"a", "abbr", "b", "cite", "code", "del", "em", "i", "ins", "kbd", "mark", "q", "s", "samp", "small", "strong"}
    | {"sub", "sup", "u", "var"}
)
_TRANSPARENT = frozenset({"a", "del", "ins"})  # may hold what their parent may
_VOID = frozenset({"br", "hr", "img"})
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_PHRASING = _MARKS | {_TEXT, "br", "img"}
_BLOCKS = _HEADINGS | {"blockquote", "details", "div", "dl", "figure", "hr", "ol", "p", "pre", "table", "ul"}
_FLOW = _PHRASING | _BLOCKS
_ROWS = frozenset({"tr"})

# What an element may hold; `_in_order` narrows it for those whose children have an order.
_HOLDS: dict[str, frozenset[str]] = {
    **dict.fromkeys((*_MARKS, *_HEADINGS, "p", "pre", "summary", "caption"), _PHRASING),
    **dict.fromkeys(("", "blockquote", "div", "li", "dt", "dd", "td", "th", "figcaption"), _FLOW),
    "details": _FLOW | {"summary"},
    "figure": _FLOW | {"figcaption"},
    "ul": frozenset({"li"}),
    "ol": frozenset({"li"}),
    "dl": frozenset({"dt", "dd"}),
    "table": frozenset({"caption", "thead", "tbody"}),
    **dict.fromkeys(("thead", "tbody"), _ROWS),
    "tr": frozenset({"td", "th"}),
}
# What may not stand anywhere inside, and what then stands there instead: nothing is its content without the tag.
_BARS: dict[str, frozenset[str]] = {
    "a": frozenset({"a", "details"}),
    **dict.fromkeys(("dt", "th"), _HEADINGS | {"blockquote"}),
}
_INSTEAD = {"a": "", "details": "div", "blockquote": "div", **dict.fromkeys(sorted(_HEADINGS), "p")}
# The elements that a stray one is given around it, or the name that it is given.
_HOME = {"li": "ul", "dt": "dl", "dd": "dl", "tbody": "table", "tr": "tbody", "td": "tr", "th": "tr"}
_RENAMED = {"caption": "div", "figcaption": "div", "summary": "div", "thead": "tbody", "tfoot": "tbody"}
# What is opened for text and blocks where only certain children may stand.
_FILLED: dict[str, tuple[str, ...]] = {
    "ul": ("li",),
    "ol": ("li",),
    "dl": ("dd",),
    "table": ("tbody", "tr", "td"),
    **dict.fromkeys(("thead", "tbody"), ("tr", "td")),
    "tr": ("td",),
}
_LOSES_PARAGRAPHS = _HEADINGS | {"pre", "summary", "caption"}  # all else of blocks ends them
_MAY_BE_EMPTY = frozenset({"li", "dt", "dd", "td", "th", "tr", "thead", "tbody"})
_NEEDS_WORDS = _HEADINGS | {"a", "summary"}  # their words are their name: a picture without any gives none
_CAPTIONS = frozenset({"caption", "figcaption", "summary"})

_BLANK = re.compile(r"[ \t\n\f\r]*")
_UNSEEN = re.compile("[\\s\u00ad\u200b-\u200f\u2060\ufeff]*")
_SCOPE = re.compile(r' scope="(?:row|col)(?:group)?"')
_WORDLESS_PICTURE = re.compile(rf'<img (?=[^>]*src="{MEDIA})(?![^>]*alt="[^"])')

# What most bodies are: paragraphs, headings, lists and quotations of words and simple marks. Nothing is amiss there.
_WORDS = r"[^<&\w]*+\w[^<]*+"  # with a letter or digit before any `&`, so not of blanks alone
_MARKED = rf"<(?:strong>{_WORDS}</strong|em>{_WORDS}</em|b>{_WORDS}</b|i>{_WORDS}</i|a [^>]*>{_WORDS}</a)>"
_RUN = rf"(?:{_WORDS}|{_MARKED})(?:[^<]++|{_MARKED}|<br>)*+"
_ITEMS = rf"\s*+(?:<li>{_RUN}</li>\s*+)++"
_SOUND = re.compile(
    rf"(?:\s++|<(?:p>{_RUN}</p|h[1-6][^>]*>{_RUN}</h[1-6]|ul>{_ITEMS}</ul|ol>{_ITEMS}</ol"
    rf"|blockquote>\s*+(?:<p>{_RUN}</p>\s*+)++</blockquote)>)*+"
)


def mended(html: str) -> str:
    """nh3's output, or what `body_walk` made of it, with every element where it may stand. Linear; mending twice is
    mending once.

    Elements without any text or picture go, but for items and cells that are empty on purpose; so do the tags of links
    and headings around nothing but a picture of ours without words.
    """
    return html if _SOUND.fullmatch(html) else _Mending().run(html)


@dataclass(slots=True)
class _Open:
    """An element that stands open in what is written."""

    name: str
    place: int  # of its tag among the pieces
    holds: frozenset[str]
    barred: frozenset[str]
    implied: bool  # opened here, so without an end of its own in what is read
    shown: int  # how many texts and pictures were written before it
    worded: int  # how many of those have words
    children: int = 0
    captioned: bool = False
    ended: bool = False  # by a caption after other children, behind which nothing may follow
    closed: bool = False
    end: int = 0  # place of its end tag, once closed
    last_item: _Open | None = None  # of a list
    headers: list[int] = field(
        default_factory=list
    )  # places of the cells of a row that do not tell what they are the headers of
    has_data: bool = False  # whether a row has cells besides headers


def _in_order(parent: _Open, name: str) -> bool:
    """Whether `name`, which `parent` may hold, may be its next child."""
    match parent.name:
        case "figure":
            return not (parent.captioned if name == "figcaption" else parent.ended)
        case "details":
            return parent.children == 0 if name == "summary" else parent.captioned
        case "table" if name != "tbody":
            return parent.children == (parent.captioned if name == "thead" else 0)
    return True


class _Mending:
    """One reading of the tags, with a stack of what is open in the result."""

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._open = [_Open("", 0, _FLOW, frozenset(), False, 0, 0)]
        self._read: list[_Open | str] = []  # for each open tag of the input: what it became, or what ends it
        self._shown = 0
        self._worded = 0

    def run(self, html: str) -> str:
        place = 0
        for tag in TAG.finditer(html):
            if tag.start() > place:
                self._text(html[place : tag.start()])
            place = tag.end()
            if tag[1]:
                self._end()
            elif tag[2] in _VOID:
                self._void(tag[2], tag[0])
            else:
                self._start(tag[2], tag[3])
        self._text(html[place:])
        self._close_above(0)
        return "".join(self._pieces).strip(" \t\n\f\r")

    def _text(self, text: str) -> None:
        if not _BLANK.fullmatch(text):
            if not _UNSEEN.fullmatch(text.replace("&nbsp;", " ")):
                self._enter(_TEXT)
                self._open[-1].children += 1
                self._shown += 1
                self._worded += 1
            elif not self._takes(self._open[-1], _TEXT):
                text = " "
        self._pieces.append(text)

    def _void(self, name: str, tag: str) -> None:
        self._enter(name)
        self._open[-1].children += 1
        self._pieces.append(tag)
        if name == "img":
            self._shown += 1
            self._worded += not _WORDLESS_PICTURE.match(tag)

    def _start(self, name: str, attributes: str) -> None:
        entered = self._enter(name)
        if entered:
            self._push(entered, attributes if entered == name else "")
            self._read.append(self._open[-1])
        else:
            gap = "" if name in _MARKS else "\n"  # what was apart stays apart
            self._pieces.append(gap)
            self._read.append(gap)

    def _end(self) -> None:
        begun = self._read.pop()
        if isinstance(begun, str):
            self._pieces.append(begun)
        while isinstance(begun, _Open) and not begun.closed:
            self._close()

    def _takes(self, parent: _Open, name: str) -> bool:
        return name in parent.holds and _in_order(parent, name)

    def _enter(self, name: str) -> str:
        """Sees to it that such an element may come next. Gives the name it gets; none where it loses its tag."""
        while name:
            top = self._open[-1]
            if name in top.barred:
                name = _INSTEAD[name]
            elif self._takes(top, name):
                return name
            elif name not in _FLOW:
                name = self._bring_home(name)
            elif top.implied:
                self._close()
            elif name in ("ol", "ul") and top.last_item is not None:
                self._reopen(top.last_item)
            elif top.name in _FILLED:
                for filling in _FILLED[top.name]:
                    self._push(filling, implied=True)
            elif top.name == "details":
                self._unfold(top)
            elif name in ("p", "div") and self._around_marks() in _LOSES_PARAGRAPHS:
                return ""
            else:
                self._close()
        return name

    def _bring_home(self, name: str) -> str:
        """Makes room for an item, a row, a cell or a caption: at the list or table it belongs to, or in a new one."""
        depth = len(self._open) - 1
        while (self._open[depth].implied or self._open[depth].name in _MARKS) and not self._takes(
            self._open[depth], name
        ):
            depth -= 1
        if self._takes(self._open[depth], name):
            self._close_above(depth)
        elif name in _RENAMED:
            return _RENAMED[name]
        else:
            self._push(self._enter(_HOME[name]), implied=True)
        return name

    def _around_marks(self) -> str:
        return next(element.name for element in reversed(self._open) if element.name not in _MARKS)

    def _push(self, name: str, attributes: str = "", implied: bool = False) -> None:
        parent = self._open[-1]
        if name in _CAPTIONS:
            parent.captioned, parent.ended = True, parent.children > 0
        parent.children += 1
        parent.has_data |= name == "td"
        if name == "th" and not _SCOPE.search(attributes):
            parent.headers.append(len(self._pieces))
        barred = parent.barred | _BARS[name] if name in _BARS else parent.barred
        holds = parent.holds & _FLOW if name in _TRANSPARENT else _HOLDS[name]
        self._open.append(_Open(name, len(self._pieces), holds - barred, barred, implied, self._shown, self._worded))
        self._pieces.append(f"<{name}{attributes}>")

    def _close_above(self, depth: int) -> None:
        while len(self._open) > depth + 1:
            self._close()

    def _close(self) -> None:
        """Ends the innermost element, or takes its tags away where they are around nothing."""
        element = self._open.pop()
        element.closed = True
        for place in element.headers:  # a row of headers alone has those of columns
            self._pieces[place] = f'{self._pieces[place][:-1]} scope="{"row" if element.has_data else "col"}">'
        parent = self._open[-1]
        empty = element.shown == self._shown and (element.implied or element.name not in _MAY_BE_EMPTY)
        if not empty and (element.name not in _NEEDS_WORDS or element.worded < self._worded):
            if element.name == "details" and not element.captioned:
                self._unfold(element)
            element.end = len(self._pieces)
            self._pieces.append(f"</{element.name}>")
            parent.last_item = element if element.name == "li" else None
            return
        if element.name in _CAPTIONS:
            parent.captioned = parent.ended = False
        gap = "" if element.name in _MARKS or element.name in _MAY_BE_EMPTY else "\n"
        if not empty:
            self._pieces[element.place] = gap
            self._pieces.append(gap)
            return
        left = _without_tags(self._pieces[element.place :]) if element.name in _MARKS else [gap]
        self._pieces[element.place :] = left
        if "<br>" not in left:
            parent.children -= 1

    def _reopen(self, item: _Open) -> None:
        """Takes a list that stands behind an item, where authors put it, into that item, which it belongs to."""
        self._pieces[item.end] = ""
        self._open.append(replace(item, implied=True, closed=False))

    def _unfold(self, details: _Open) -> None:
        """Makes a `<details>` without a summary a `<div>`: nobody could know what it hides."""
        details.name, details.holds = "div", _FLOW - details.barred
        self._pieces[details.place] = "<div>"


def _without_tags(pieces: list[str]) -> list[str]:
    """Blank pieces without their tags, so that no two words become one; line breaks stay."""
    return [
        piece if piece == "<br>" or _BLANK.fullmatch(piece) else " "
        for piece in pieces
        if piece == "<br>" or not piece.startswith("<")
    ]
