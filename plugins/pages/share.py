"""Ways to pass a story on: links to the forms of networks, and texts to copy. Pure; nothing is sent or counted.

Each network has its own limits and its own markup, and a headline may hold anything that people write.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TypedDict
from urllib.parse import quote

X_LONGEST = 280  # as X counts (see `x_length`)
X_LINK = 23  # every link there counts as so many characters, whatever its length
INSTAGRAM_LONGEST = 2200  # characters of a caption
INSTAGRAM_HASHTAGS = 30
_SUMMARY = 600  # characters of a summary that a text carries
_MAIL_TITLE = 200
_X_HASHTAGS = 2


@dataclass(frozen=True, slots=True)
class Told:
    """What there is to pass on. `link` is the story's canonical address, `day` how its date is written out."""

    title: str
    summary: str
    link: str
    unit: str
    day: str
    tags: tuple[str, ...] = ()
    lang: str = "id"
    sample: bool = False


class Target(TypedDict):
    """A network, and the address of its form with the story in it."""

    network: str
    address: str


class Copy(TypedDict):
    """A text that is ready for a network; `limit` is what is allowed there, 0 where nothing is said."""

    id: str
    network: str
    text: str
    length: int
    limit: int


# Said in the language of the story, which need not be that of the page around it.
_WORDS: Mapping[str, Mapping[str, str]] = {
    "id": {"mail": "Surel", "more": "Selengkapnya:", "bio": "Selengkapnya: tautan di bio.", "sample": "[CONTOH] "},
    "en": {"mail": "E-mail", "more": "Read more:", "bio": "Read more: link in bio.", "sample": "[SAMPLE] "},
}

# Characters that count twice on X: all but those that its twitter-text library (configuration 3) counts once.
_X_HEAVY = re.compile("[^\u0000-\u10ff\u2000-\u200d\u2010-\u201f\u2032-\u2037]")
# What X may take for a link: words with a dot between letters. It counts as one, so never as less here.
_X_LINKED = re.compile(r"(?:https?://\S+|[^\W_](?:[\w-]*\w)?(?:\.\w[\w-]*)+\S*)")
_UNSEEN = frozenset(("Cc", "Cf", "Cs", "Zl", "Zp"))
# WhatsApp's markup: * _ ~ ` around words, and signs at the head of a line that make a list or a quotation.
_MARKS = str.maketrans({"*": "", "~": "", "`": "'"})
_EDGE_UNDERSCORE = re.compile(r"(?<!\w)_+|_+(?!\w)")
_LINE_HEAD = re.compile(r"^(?:[-–•>#]+|\d+\.)\s+")


def plain(text: str) -> str:
    """One line without control characters, characters that turn the direction of reading, or doubled blanks."""
    if not text.isprintable():  # most texts are, and need not be looked at sign by sign
        text = "".join(" " if unicodedata.category(sign) in _UNSEEN else sign for sign in text)
    return " ".join(text.split())


def shortened(text: str, longest: int, length: Callable[[str], int] = len) -> str:
    """The text, or as many of its words as fit in `longest` as `length` counts, with an ellipsis."""
    if length(text) <= longest:
        return text
    words = text.split(" ")
    fits = 0  # the most words that fit, by halving: `length` may be slow
    too_many = len(words)
    while too_many - fits > 1:
        middle = (fits + too_many) // 2
        if length(" ".join(words[:middle]) + "…") <= longest:
            fits = middle
        else:
            too_many = middle
    if fits:
        return " ".join(words[:fits]).rstrip(" ,;:-–—(“\"'") + "…"
    # A single word that is too long is cut anywhere; no sign counts more than twice.
    cut = text[: max(0, longest // 2 - 1)]
    return cut + "…"


def x_length(text: str) -> int:
    """How long X takes a text to be, or a little longer: an emoji of several parts counts there as one."""
    if "." not in text and "://" not in text:
        return _weight(text)
    length = 0
    rest = 0
    for link in _X_LINKED.finditer(text):
        length += _weight(text[rest : link.start()]) + max(X_LINK, _weight(link[0]))
        rest = link.end()
    return length + _weight(text[rest:])


def _weight(text: str) -> int:
    return len(text) if text.isascii() else len(text) + len(_X_HEAVY.findall(text))


def unmarked(text: str) -> str:
    """A line in which WhatsApp finds no markup of its own."""
    return _LINE_HEAD.sub("", _EDGE_UNDERSCORE.sub("", text.translate(_MARKS))).strip() or "–"


def hashtags(tags: Iterable[str]) -> list[str]:
    """`#LayananPublik` of `layanan-publik`, each once; none of a tag without a letter: a number to networks."""
    made = ("#" + "".join(part[:1].upper() + part[1:] for part in tag.split("-")) for tag in tags)
    return list(dict.fromkeys(tag for tag in made if re.fullmatch(r"#\w*[^\W\d_]\w*", tag)))


def targets(told: Told) -> list[Target]:
    """Links to the forms of networks, with nothing in them but the story's own headline and address."""
    title = _title(told)
    post = shortened(title, X_LONGEST - X_LINK - 1, x_length)
    subject = shortened(title, _MAIL_TITLE)
    text, link = _quoted(title), _quoted(told.link)
    forms = (
        ("WhatsApp", f"https://wa.me/?text={text}%0A{link}"),
        ("X", f"https://x.com/intent/post?text={text if post == title else _quoted(post)}&url={link}"),
        ("Facebook", f"https://www.facebook.com/sharer/sharer.php?u={link}"),
        ("Telegram", f"https://t.me/share/url?url={link}&text={text}"),
        (
            _words(told)["mail"],
            f"mailto:?subject={text if subject == title else _quoted(subject)}&body={text}%0A%0A{link}",
        ),
    )
    return [Target(network=network, address=address) for network, address in forms]


def copies(told: Told) -> list[Copy]:
    """Texts that are ready for each network, in its own conventions and within its limits."""
    whatsapp, post, facebook, caption = _whatsapp(told), _x(told), _facebook(told), _instagram(told)
    return [
        Copy(id="whatsapp", network="WhatsApp", text=whatsapp, length=len(whatsapp), limit=0),
        Copy(
            id="x",
            network="X",
            text=f"{post}\n{told.link}",
            length=x_length(post) + 1 + X_LINK,
            limit=X_LONGEST,
        ),
        Copy(id="facebook", network="Facebook", text=facebook, length=len(facebook), limit=0),
        Copy(id="instagram", network="Instagram", text=caption, length=len(caption), limit=INSTAGRAM_LONGEST),
    ]


def _quoted(text: str) -> str:
    """As a value of a query (RFC 3986, 3.4)."""
    return quote(text, safe="")


def _title(told: Told) -> str:
    return (_words(told)["sample"] if told.sample else "") + plain(told.title)


def _summary(told: Told) -> str:
    return shortened(plain(told.summary), _SUMMARY)


def _words(told: Told) -> Mapping[str, str]:
    return _WORDS.get(told.lang, _WORDS["id"])


def _from(told: Told) -> str:
    return f"{plain(told.unit)}, {told.day}"


def _parts(*parts: str) -> str:
    return "\n\n".join(part for part in parts if part)


def _whatsapp(told: Told) -> str:
    summary = _summary(told)
    lead = unmarked(summary) if summary else ""
    source = unmarked(_from(told))
    return _parts(f"*{unmarked(_title(told))}*", lead, f"{source}\n{_words(told)['more']} {told.link}")


def _x(told: Told) -> str:
    """What stands there above the link."""
    tags = " ".join(hashtags(told.tags)[:_X_HASHTAGS])
    room = X_LONGEST - X_LINK - 1
    title = _title(told)
    if tags and x_length(f"{title}\n{tags}") <= room:
        return f"{title}\n{tags}"
    return shortened(title, room, x_length)


def _facebook(told: Told) -> str:
    return _parts(_title(told), _summary(told), f"{_words(told)['more']} {told.link}", " ".join(hashtags(told.tags)))


def _instagram(told: Told) -> str:
    end = _parts(_words(told)["bio"], _from(told), " ".join(hashtags(told.tags)[:INSTAGRAM_HASHTAGS]))
    begin = _parts(_title(told), _summary(told))
    return _parts(shortened(begin, INSTAGRAM_LONGEST - len(end) - 2), end)
