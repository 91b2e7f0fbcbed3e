"""Letters that are not what they look like, signs that cannot be seen, and the text as it looks to a reader."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping

# What Cyrillic, Greek and Armenian letters look like (from the confusables of Unicode Technical Standard 39).
_LOOKS: dict[str, str] = {
    pair[0]: pair[1]
    for row in (
        "аa вb еe ёe зz ѕs іi їi јj кk мm нh оo рp сc ԁd тt уy хx һh ԛq ԝw ѵv ьb пn гr ҽe ӏl",  # Cyrillic
        "АA ВB ЕE ЁE ЅS ІI ЇI ЈJ КK МM НH ОO РP СC ТT УY ХX ԚQ ԜW ѴV ӀI ЗZ",
        "αa βb εe ιi κk νv οo ρp τt υu χx γy ηn ωw",  # Greek
        "ΑA ΒB ΕE ΖZ ΗH ΙI ΚK ΜM ΝN ΟO ΡP ΤT ΥY ΧX",
        "օo սu ոn հh ցg ԱU ՍU ՕO ՏS",  # Armenian
        "ᴀa ʙb ᴄc ᴅd ᴇe ꜰf ɢg ʜh ɪi ᴊj ᴋk ʟl ᴍm ɴn ᴏo ᴘp ʀr ꜱs ᴛt ᴜu ᴠv ᴡw ʏy ᴢz",  # small capitals of phonetics
    )
    for pair in row.split()
}
_SMALL_CAPITALS = "ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘʀꜱᴛᴜᴠᴡʏᴢ"
_FOREIGN = ("CYRILLIC", "GREEK", "ARMENIAN", "CHEROKEE", "COPTIC")
_UNIT = re.compile(r"[kMGTmnpµμ]?[ΩΩ]|[μµ][A-Za-z]{1,3}|[A-Za-z]{1,2}[αβγδλμ]|[αβγδλμσ][A-Za-z]")  # kΩ, μm

# Nothing of these is seen. The joiner belongs into emoji and, with the non-joiner, into Arabic and Indic scripts.
_ZERO_WIDTH = "\u200b\u200c\u200d\u2060\u2061\u2062\u2063\u2064\ufeff\u180e"
_FILLERS = "\u115f\u1160\u3164\uffa0\u2800"
_OVERRIDES = "\u202d\u202e\u2066\u2067\u2068\u2069"
_MARKS = "\u200e\u200f\u202a\u202b\u202c\u061c"  # telephones copy these along with a number
_SOFT_HYPHEN = "\u00ad"
_UNSEEN = frozenset(_ZERO_WIDTH + _OVERRIDES + _MARKS + _SOFT_HYPHEN)
_SOMETHING = re.compile(r"[^\x00-\x7f]")
# Neither Latin letters nor the dashes, quotation marks and signs of everyday typing.
_NOT_AS_SEEN = re.compile(r"[^\x00-\xac\xae-\u024f\u2010-\u2027\u2030-\u205e\u20ac]")
_WORD = re.compile(r"[^\W\d_]{2,}")
_STYLED = re.compile(
    r"(?:[\U0001d400-\U0001d7ff\u2102-\u2131\u24b6-\u24e9\uff21-\uff5a\U0001f130-\U0001f189]\s?){3,}"
    rf"|[{_SMALL_CAPITALS}]{{3,}}"
)
_INVISIBLE = re.compile(
    rf"[{_FILLERS}]+|[{_OVERRIDES}]|(?<=[^\W\d_])[{_ZERO_WIDTH}]+(?=[^\W\d_])|[\U000e0020-\U000e007f]+|[{_ZERO_WIDTH}]{{4,}}"
)
_HARMLESS = re.compile(rf"[{_ZERO_WIDTH}{_MARKS}]+")
_BESIDE_ARABIC = re.compile(rf"[{_ZERO_WIDTH}]+")  # where both directions meet, marks say which is which
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_JOINED = ("ARABIC", "DEVANAGARI", "BENGALI", "TAMIL", "JAVANESE", "BALINESE", "SUNDANESE", "MALAYALAM", "SYRIAC")
_FLAG = "\U0001f3f4"  # the black flag, before the tags that make it the flag of a region

Found = tuple[int, int, Mapping[str, str]]


def as_seen(text: str) -> tuple[str, list[int]]:
    """The text as it looks: no unseen signs, styled and borrowed letters as Latin ones; and each character's place."""
    if not _NOT_AS_SEEN.search(text):
        return text, list(range(len(text)))
    read: list[str] = []
    places: list[int] = []
    for place, character in enumerate(text):
        if character in _UNSEEN or "\U000e0000" <= character <= "\U000e007f":
            continue
        if character > "\x7f":
            character = unicodedata.normalize("NFKC", _LOOKS.get(character, character))
            character = "".join(_LOOKS.get(part, part) for part in character)
        read.append(character)
        places += [place] * len(character)
    return "".join(read), places


def mixed_scripts(text: str) -> Iterator[Found]:
    """Words of Latin letters with a foreign one that looks Latin among them; `word` is what it seems to say.

    A word that is wholly foreign is foreign text, and stays: Москва, Αθήνα.
    """
    if not _SOMETHING.search(text):
        return
    for match in _WORD.finditer(text):
        word = match.group()
        if word.isascii() or _UNIT.fullmatch(word):
            continue
        scripts = {_script(letter) for letter in word}
        if "LATIN" in scripts and len(scripts & {*_FOREIGN}) > 0:
            letter = next(letter for letter in word if _script(letter) in _FOREIGN)
            facts = {"word": as_seen(word)[0], "letter": letter, "script": _script(letter).capitalize()}
            yield match.start(), match.end(), facts


def styled(text: str) -> Iterator[Found]:
    """Runs of letters in mathematical, enclosed, wide or small-capital forms; `word` is what they say."""
    if _SOMETHING.search(text):
        for match in _STYLED.finditer(text):
            end = match.start() + len(match.group().rstrip())
            yield match.start(), end, {"word": as_seen(match.group().rstrip())[0]}


def invisible(text: str) -> Iterator[Found]:
    """Signs that hide or turn round what is read: inside words, fillers, overrides of direction, hidden tags."""
    if not _SOMETHING.search(text):
        return
    for match in _INVISIBLE.finditer(text):
        before = text[match.start() - 1 : match.start()]
        tags = match.group()[0] >= "\U000e0020"
        if (tags and before == _FLAG) or (not tags and before and _script(before) in _JOINED):
            continue
        yield match.start(), match.end(), {"sign": sign(match.group()[0]), "count": str(len(match.group()))}


def pasted(text: str) -> Iterator[Found]:
    """Unseen signs at words and numbers: who looks for these does not find them; who copies them copies the sign."""
    for match in _needless(text):
        if any(near.isalnum() or near in "#@+" for near in _beside(text, match)):
            yield match.start(), match.end(), {"sign": sign(match.group()[0])}


def without_pasted(text: str) -> str:
    """The text without unseen signs that say nothing, wherever they stand; those that hide something stay."""
    kept, last = [], 0
    for match in _needless(text):
        kept.append(text[last : match.start()])
        last = match.end()
    return "".join((*kept, text[last:]))


def _needless(text: str) -> Iterator[re.Match[str]]:
    """Unseen signs as telephones and word processors leave them at the edges of words: needless, hardly hostile."""
    if not _SOMETHING.search(text):
        return
    grave = {place for start, end, _ in invisible(text) for place in range(start, end)}
    signs = _BESIDE_ARABIC if _RIGHT_TO_LEFT.search(text) else _HARMLESS
    for match in signs.finditer(text):
        near = _beside(text, match)
        emoji = any(unicodedata.category(sign) in ("So", "Sk", "Mn") for sign in near)
        joined = any(_script(sign) in _JOINED for sign in near)
        if match.start() not in grave and not emoji and not joined:
            yield match


def _beside(text: str, match: re.Match[str]) -> str:
    """The characters before and after a match, as far as there are any."""
    return text[max(0, match.start() - 1) : match.start()] + text[match.end() : match.end() + 1]


def sign(character: str) -> str:
    """A sign's number and name: `U+200B ZERO WIDTH SPACE`."""
    return f"U+{ord(character):04X} {unicodedata.name(character, '')}".strip()


def _script(letter: str) -> str:
    return unicodedata.name(letter, "").split(" ", 1)[0]
