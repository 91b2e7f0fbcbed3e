"""Text made plain, so that a pattern need not know how people type; never longer or shorter, so that places stay.

What is plain, what is a link and where a sentence ends is data: the browser's editor reads texts by the same.
"""

from __future__ import annotations

import re

_ALIKE = {
    " ": "\t\n\x0b\x0c\r\x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029"
    "\u202f\u205f\u3000",
    # The last ones are not seen at all: within a number they part its digits no more than a dash does.
    "-": "\u2010\u2011\u2012\u2013\u2014\u2015\u2043\u2212\ufe58\ufe63\uff0d\u00b7\u2022\u2027\u2219\u22c5"
    "\u00ad\u200b\u200c\u200d\u2060\ufeff",
    "'": "\u2018\u2019\u201b\u2032\u02bc",
    '"': "\u201c\u201d\u201e\u201f\u2033\xab\xbb",
    "(": "\uff08",
    ")": "\uff09",
    "+": "\uff0b",
    "@": "\uff20",
    ".": "\uff0e\u2024",
    "s": "\u017f",  # these two are letters of ASCII to who takes capitals and small letters for the same
    "K": "\u212a",
    **{str(digit): chr(0xFF10 + digit) for digit in range(10)},
}
PLAIN: dict[str, str] = {odd: plain for plain, several in _ALIKE.items() for odd in several}

# Addresses and identifiers, whose digits and words say nothing about anyone.
LINKS = (
    r"(?<=\]\()[^() ]*(?:\([^() ]*\)[^() ]*)*",
    r'\b(?:https?|ftp)://[^ <>"]*',
    r'\bwww\.[^ <>"]*',
    r"\b10\.[0-9]{4,9}/[^ ]*",
)
# Behind three small letters, digits or closing marks: after an abbreviation or a degree a sentence goes on.
SENTENCE_END = r"""[.!?](?<=[a-z0-9)"'%][a-z0-9)"'%][a-z0-9)"'%].)["')]* +(?=["'(]*[A-Z0-9])"""

# A number in which letters stand for the digits that they look like; but no mail address, nor the number of a passport.
ALIKE_DIGITS = (
    r"(?<![0-9A-Za-z@])(?=[0-9]*[OoIl])(?![OI] ?[0-9]{6,8}(?![0-9A-Za-z]))[OoIl]{0,3}[0-9][0-9OoIl]*(?![0-9A-Za-z])"
    r"(?![A-Za-z0-9._%+-]{0,64}@)|(?<=[0-9][ .-])[OoIl]{3,4}(?![0-9A-Za-z])"
)
DIGITS_ALIKE = {"O": "0", "o": "0", "I": "1", "l": "1"}

_PLAIN = str.maketrans(PLAIN)
_NOT_PLAIN = re.compile(f"[{re.escape(''.join(PLAIN))}]")
_ALIKE_DIGITS = re.compile(ALIKE_DIGITS, re.ASCII)
_DIGITS_ALIKE = str.maketrans(DIGITS_ALIKE)
_LINKS = re.compile("|".join(LINKS), re.ASCII | re.IGNORECASE)
_SIGNS_OF_LINKS = ("](", "://", "10.", "www.")  # without these there is none
_SENTENCE_END = re.compile(SENTENCE_END, re.ASCII)


def plain(text: str) -> str:
    """The text with spaces, dashes, quotation marks and digits of one form each; as long as it was."""
    return text.translate(_PLAIN) if _NOT_PLAIN.search(text) else text


def numeric(text: str) -> str:
    """A plain text with digits in place of the letters that stand for them in numbers: `08I2` is `0812`; as long."""
    return _ALIKE_DIGITS.sub(lambda match: match[0].translate(_DIGITS_ALIKE), text)


def unlinked(text: str) -> str:
    """A plain text with blanks in place of the addresses of links, web addresses and DOIs; as long as it was."""
    small = text.lower()
    if not any(sign in small for sign in _SIGNS_OF_LINKS):
        return text
    return _LINKS.sub(lambda match: " " * len(match[0]), text)


def sentences(text: str) -> list[int]:
    """The offsets at which the sentences of a plain text begin, and its end."""
    return [0, *(match.end() for match in _SENTENCE_END.finditer(text)), len(text)]
