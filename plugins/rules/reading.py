"""Text made plain, so that a pattern need not know how people type; never longer or shorter, so that places stay.

What is plain, what is a link and where a sentence ends is data: the browser's editor reads texts by the same.
"""

from __future__ import annotations

import re

_ALIKE = {
    " ": "\t\n\x0b\x0c\r\x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029"
    "\u202f\u205f\u3000",
    # The last ones are not seen at all: within a number they part its digits no more than a dash does.
    "-": "\u2010\u2011\u2012\u2013\u2014\u2015\u2043\u2212\ufe58\ufe63\uff0d\u00ad\u200b\u200c\u200d\u2060\ufeff",
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

_PLAIN = str.maketrans(PLAIN)
_LINKS = re.compile("|".join(LINKS), re.ASCII | re.IGNORECASE)
_SIGNS_OF_LINKS = ("](", "://", "10.", "www.")  # without these there is none
_SENTENCE_END = re.compile(SENTENCE_END, re.ASCII)


def plain(text: str) -> str:
    """The text with spaces, dashes, quotation marks and digits of one form each; as long as it was."""
    return text.translate(_PLAIN)


def unlinked(text: str) -> str:
    """A plain text with blanks in place of the addresses of links, web addresses and DOIs; as long as it was."""
    small = text.lower()
    if not any(sign in small for sign in _SIGNS_OF_LINKS):
        return text
    return _LINKS.sub(lambda match: " " * len(match[0]), text)


def sentences(text: str) -> list[int]:
    """The offsets at which the sentences of a plain text begin, and its end."""
    return [0, *(match.end() for match in _SENTENCE_END.finditer(text)), len(text)]
