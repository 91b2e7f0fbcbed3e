"""How an office may be reached: what a telephone number, a mail address and a web address look like."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlsplit

LONGEST = 500  # characters

_EMAIL = re.compile(r"[A-Za-z0-9._%+-]{1,64}@(?:[A-Za-z0-9-]{1,63}\.){1,8}[A-Za-z]{2,63}")
_PHONE = re.compile(r"(?=(?:\D*\d){3})\+?[0-9(][0-9 ()./-]{2,38}(?: ?ext\.? ?[0-9]{1,6})?")
_EXTENSION = re.compile(r"(?i)ext\.?")
_WHATSAPP = re.compile(r"\+?[0-9][0-9 -]{6,20}")


def is_web_address(text: str) -> bool:
    """Whether `text` is an http(s) address with a host, without a user name, blanks or backslashes."""
    try:
        parts = urlsplit(text)
        return (
            parts.scheme in {"http", "https"}
            and bool(parts.hostname)
            and parts.username is None
            and (parts.port is None or parts.port > 0)
            and not re.search(r"[\s\\<>\"'`{}|^]", text)
        )
    except ValueError:
        return False


def dialled(number: str) -> str:
    """A telephone number as written for a `tel:` address (RFC 3966): `0215550100;ext=6` of `(021) 555-0100 ext. 6`.

    Empty where it has no digit.
    """
    main, *further = (re.sub(r"\D", "", part) for part in _EXTENSION.split(number, maxsplit=1))
    plus = "+" if number.strip().startswith("+") else ""
    return plus + main + "".join(f";ext={digits}" for digits in further if digits) if main else ""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of value: whether a text fits it, and how that is told (Indonesian)."""

    fits: Callable[[str], object]
    allowed: str
    example: str
    lines: bool = False  # whether line ends may stand in it


PLAIN = Kind(bool, f"teks satu baris, paling banyak {LONGEST} karakter", '"Jalan Contoh 1"')
LINES = Kind(bool, f"teks, paling banyak {LONGEST} karakter", '"Senin–Jumat 08.00–16.00"', lines=True)
TELEPHONE = Kind(_PHONE.fullmatch, "nomor telepon, misalnya (021) 555-0100", '"(021) 555-0100"')
MAIL = Kind(_EMAIL.fullmatch, "alamat surel, misalnya humas@contoh.go.id", '"humas@contoh.go.id"')
WEB = Kind(is_web_address, "alamat yang diawali http:// atau https://", '"https://contoh.go.id/"')
WHATSAPP = Kind(_WHATSAPP.fullmatch, "nomor WhatsApp, misalnya +62 812 5550 100", '"+62 812 5550 100"')
