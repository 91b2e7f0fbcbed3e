"""The one walk over a sanitised body: addresses, headings, pictures, ids and classes, tag by tag.

The input is nh3's output: every tag well formed, attributes in double quotes, `<` and `>` only around tags.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from html import unescape

from plugins.problems import WARNING, Problem, Rule
from plugins.stories.body_links import Beside, External, Fragment, Internal, Target, fragment_id
from plugins.stories.body_mend import TAG
from plugins.stories.media_kinds import Refusal
from plugins.stories.story import INTERNAL, MEDIA, Media

# Those that a walk may change: links, headings, pictures, and tags with attributes.
_CHANGED = re.compile(r"<(/?)(a|h[1-6]|img|[a-z0-9]+(?= ))([^>]*)>")
_ATTRIBUTE = re.compile(r' ([a-z-]+)="([^"]*)"')
_PROBLEMS = 100  # of one body: more would only hide the first

DEAD_LINK = Rule(
    "dead-link",
    "Tautan ini tidak menuju ke mana pun, sehingga hanya teksnya yang ditampilkan.",
    "Perbaiki alamatnya atau hapus tautannya.",
    WARNING,
)
MISSING_FILE = Rule(
    "missing-file",
    "Berkas yang dirujuk tidak ada di samping berita, sehingga hanya teksnya yang ditampilkan.",
    "Simpan berkas itu di folder berita, atau samakan namanya (huruf besar dan kecil dibedakan).",
    WARNING,
)
NO_SCHEME = Rule(
    "no-scheme",
    "Alamat ini ditulis tanpa https://, sehingga hanya teksnya yang ditampilkan.",
    "Tulis lengkap: https://{value}",
    WARNING,
)
NOT_A_PICTURE = Rule(
    "not-a-picture",
    "Berkas ini bukan gambar, sehingga ditampilkan sebagai tautan.",
    "Tulis sebagai tautan [teks](berkas) tanpa tanda seru, atau ganti dengan berkas gambar.",
    WARNING,
)
NO_ALT = Rule(
    "missing-alt",
    "Gambar ini belum memiliki teks pengganti untuk pembaca tunanetra.",
    "Tuliskan apa yang tampak pada gambar: ![teks pengganti](berkas.jpg).",
    WARNING,
)
_LINK_ALLOWED = "https://…, mailto:…, tel:…, berkas .md berita lain, berkas di samping berita, atau #bagian"

# Links out carry no weight for search engines: a hijacked author's account is then worth nothing to those who plant
# links on government sites. `noopener` guards readers should a theme ever open them in a new window.
_EXTERNAL_REL = 'rel="nofollow noopener"'

# Values that an attribute may have; an attribute that is not here and not handled below goes.
_VALUES: dict[tuple[str, str], re.Pattern[str]] = {
    ("a", "class"): re.compile(r"footnote-(?:ref|backref)"),
    ("a", "title"): re.compile(r"[^<>]{1,300}", re.DOTALL),
    ("abbr", "title"): re.compile(r"[^<>]{1,300}", re.DOTALL),
    ("code", "class"): re.compile(r"language-[a-z0-9+#-]{1,20}"),
    ("div", "class"): re.compile(r"footnote"),
    ("ol", "start"): re.compile(r"\d{1,4}"),
    **{(cell, "align"): re.compile(r"left|center|right") for cell in ("td", "th")},
    **{(cell, span): re.compile(r"[1-9]\d?") for cell in ("td", "th") for span in ("colspan", "rowspan")},
    ("th", "scope"): re.compile(r"row|col|rowgroup|colgroup"),
}
_RENAMED = {"align": "class"}
# What links to a note and back from it are called: they show a number and an arrow, which say little when read out.
_NOTE_NAMES = {
    "id": {"footnote-ref": "Catatan {}", "footnote-backref": "Kembali ke rujukan catatan {}"},
    "en": {"footnote-ref": "Note {}", "footnote-backref": "Back to reference of note {}"},
}
_NUMBER = re.compile(r"\d{1,4}")
_FIGURE = re.compile(r'<p>(<img src="[^"]*" alt="[^"]*") title="([^"]*)"([^>]*)></p>')
_PICTURE_TITLE = re.compile(r'(<img src="[^"]*" alt="[^"]*") title="[^"]*"')


def escape(text: str) -> str:
    """`text` as HTML, within and without double quotes. An apostrophe stays: `#` then only begins a fragment."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")


class Walk:
    """The state of one walk; `links`, `media` and `problems` are what it found."""

    def __init__(self, *, source: str, path: str, first_line: int, lang: str, resolve: Callable[[str], Target]) -> None:
        self.links: set[str] = set()
        self.media: set[str] = set()
        self.problems: list[Problem] = []
        self._source = source
        self._path = path
        self._first_line = first_line
        self._resolve = resolve
        self._note_names = _NOTE_NAMES.get(lang, _NOTE_NAMES["id"])
        self._html = ""
        self._anchors: list[bool] = []  # of each open <a>: whether it is shown
        self._lower = 1  # by how many levels headings are lowered
        self._ids: set[str] = set()
        self._known: set[str] = set()
        self._told: set[tuple[str, str]] = set()

    def run(self, html: str) -> str:
        """The body as it is kept in a story's row."""
        if ' id="' in html:
            self._known = {fragment_id(unescape(value)) for value in re.findall(r' id="([^"]*)"', html)}
        self._html = html
        if "<h" in html:
            # The page's own title is the only h1, and the body's highest headings stand directly beneath it.
            self._lower = 2 - min(map(int, re.findall(r"<h([1-6])", html)), default=1)
        html = _CHANGED.sub(self._tag, html)
        if "<img" in html:
            html = _FIGURE.sub(r"<figure>\1\3><figcaption>\2</figcaption></figure>", html)
            html = _PICTURE_TITLE.sub(r"\1", html)
        return html.strip()

    def _tag(self, match: re.Match[str]) -> str:
        closing, name, rest = match.groups()
        if name == "a":
            if closing:
                return "</a>" if self._anchors and self._anchors.pop() else ""
            return self._anchor(dict(_ATTRIBUTE.findall(rest)), match.end())
        if len(name) == 2 and name[0] == "h" and name[1].isdigit():
            name = f"h{min(6, int(name[1]) + self._lower)}"
        if closing:
            return f"</{name}>"
        if name == "img":
            return self._picture({key: unescape(value) for key, value in _ATTRIBUTE.findall(rest)})
        return f"<{name}{''.join(self._attributes(name, rest))}>" if rest else f"<{name}>"

    def _attributes(self, name: str, rest: str) -> Iterator[str]:
        for key, value in _ATTRIBUTE.findall(rest):
            if key == "id":
                identity = fragment_id(unescape(value))
                if identity not in self._ids:
                    self._ids.add(identity)
                    yield f' id="{escape(identity)}"'
            elif (allowed := _VALUES.get((name, key))) and allowed.fullmatch(value):
                yield f' {_RENAMED.get(key, key)}="{value}"'

    def _anchor(self, attributes: dict[str, str], start: int) -> str:
        written = unescape(attributes.get("href", ""))
        address = "" if any(self._anchors) else self._address(written, start)
        self._anchors.append(bool(address))
        if not address:
            return ""
        if attributes.get("class") in self._note_names:
            return f"<a {address}{self._note(attributes, start)}>"
        extra = "".join(
            f' {key}="{attributes[key]}"'
            for key in ("class", "title")
            if key in attributes and _VALUES["a", key].fullmatch(attributes[key])
        )
        return f"<a {address}{extra}>"

    def _note(self, attributes: dict[str, str], start: int) -> str:
        """Further attributes of a link to a note, which shows its number, or back from one, which has it as title."""
        kind = attributes["class"]
        shown = (
            attributes.get("title", "")
            if kind == "footnote-backref"
            else self._html[start : self._html.find("<", start)]
        )
        number = _NUMBER.fullmatch(shown)
        return f' class="{kind}"' + (f' aria-label="{self._note_names[kind].format(shown)}"' if number else "")

    def _address(self, written: str, start: int) -> str:
        """The `href` attribute for an address as written; empty, and reported, where it leads nowhere."""
        target = self._resolve(written)
        match target:
            case External(url, _):
                return f'href="{escape(url)}" {_EXTERNAL_REL}'
            case Internal(path, fragment):
                self.links.add(path)
                return f'href="{INTERNAL}{escape(path)}{escape("#" + fragment) if fragment else ""}"'
            case Beside():
                media = self._beside(target, written)
                return f'href="{MEDIA}{escape(media.name)}"' if media else ""
            case Fragment(identity) if identity in self._known:
                return f'href="#{escape(identity)}"'
        if not written:  # nh3 took it away: its scheme is not allowed
            end = self._html.find("</a>", start)
            shown = unescape(TAG.sub("", self._html[start : max(start, end)])).strip()
            written = self._written_for(shown)
        self._tell(DEAD_LINK, "tautan", written, _LINK_ALLOWED)
        return ""

    def _picture(self, attributes: dict[str, str]) -> str:
        written, alt = attributes.get("src", ""), " ".join(attributes.get("alt", "").split())
        if written and not alt:
            self._tell(NO_ALT, "gambar", written)
        target = self._resolve(written) if written else None
        match target:
            case External(url, host) if url.startswith(("http:", "https:")):
                label = escape(f"Gambar: {alt} — {host}" if alt else f"Gambar: {host}")
                return label if any(self._anchors) else f'<a href="{escape(url)}" {_EXTERNAL_REL}>{label}</a>'
            case Beside():
                media = self._beside(target, written)
                if media is None:
                    return escape(alt)
                if not media.width:
                    self._tell(NOT_A_PICTURE, "gambar", written)
                    label = escape(alt or media.name)
                    return label if any(self._anchors) else f'<a href="{MEDIA}{escape(media.name)}">{label}</a>'
                title = " ".join(attributes.get("title", "").split())
                caption = f' title="{escape(title)}"' if title else ""
                return (
                    f'<img src="{MEDIA}{escape(media.name)}" alt="{escape(alt)}"{caption} width="{media.width}"'
                    f' height="{media.height}" loading="lazy" decoding="async">'
                )
        self._tell(DEAD_LINK, "gambar", written or self._written_for(alt), "berkas gambar di samping berita")
        return escape(alt)

    def _beside(self, target: Beside, written: str) -> Media | None:
        self.media.add(target.name)
        if isinstance(target.media, Media):
            return target.media
        if isinstance(target.media, Refusal):
            if self._new("refused", written):
                self.problems.append(target.media.problem(self._path, self._line_of(written), "berkas", target.name))
        else:
            self._tell(NO_SCHEME if written.startswith("www.") else MISSING_FILE, "berkas", written)
        return None

    def _new(self, code: str, written: str) -> bool:
        """Whether this is not yet told, and there is room to tell it."""
        if (code, written) in self._told or len(self.problems) >= _PROBLEMS:
            return False
        self._told.add((code, written))
        return True

    def _tell(self, rule: Rule, field: str, written: str, allowed: str = "") -> None:
        if self._new(rule.code, written):
            self.problems.append(
                rule.broken(self._path, self._line_of(written), field=field, value=written, allowed=allowed)
            )

    def _line_of(self, written: str) -> int:
        """The line of the file where something was first written so; the body's first line where it is not found."""
        places = (self._source.find(text) for text in (f"]({written}", f"[{written}](", written)) if written else ()
        place = next((place for place in places if place >= 0), 0)
        return self._first_line + self._source.count("\n", 0, place)

    def _written_for(self, shown: str) -> str:
        """The address in the source behind a text that is shown, or that text."""
        pattern = r"\[" + re.escape(shown[:200]) + r"\]\(\s*<?([^>\s]{1,200})"
        found = re.search(pattern, self._source) if shown else None
        return found.group(1).removesuffix(")") if found and found.group(1) != ")" else shown


_NOT_READ = re.compile(
    r'<sup id="[^"]*"><a [^>]*>[^<]*</a></sup>|<a href="#[^"]*" class="footnote-backref"[^>]*>[^<]*</a>'
)
_INLINE = "a|abbr|b|cite|code|del|em|i|img|ins|kbd|mark|q|s|samp|small|strong|sub|sup|u|var"  # within a word, perhaps
_INLINE_TAG = re.compile(rf"</?(?:{_INLINE})(?: [^>]*)?>")
_SPACING_TAG = re.compile(r"</?(?:td|th|br)(?: [^>]*)?>")
_ANY_TAG = re.compile(r"<[^>]*>")


def plain_text(html: str) -> str:
    """What a body says, without marks: paragraphs, list items and table rows, an empty line between them."""
    if ' id="' in html or 'href="#' in html:
        html = _NOT_READ.sub("", html)
    pieces = _ANY_TAG.split(_SPACING_TAG.sub(" ", _INLINE_TAG.sub("", html)))
    return "\n\n".join(paragraph for piece in pieces if (paragraph := fold(unescape(piece))))


def fold(text: str) -> str:
    """The text with a single blank for each white space, and none around it."""
    if text.isprintable() and "  " not in text:  # so its only white space is single blanks
        return text.strip()
    return " ".join(text.split())
