"""What a number or an address must be, beyond its look. Each function exists in `rules.js` too, by the same name."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field

_NO_DIGIT = re.compile(r"[^0-9]")
_ESCAPED = re.compile(r"%[0-9A-Fa-f]{2}")  # a sign within an address, such as %20
# How people spell the two signs of a mail address, so that no machine reads it.
_AT = re.compile(r" ?[\[({<] ?(?:at|et|a|@) ?[\])}>] ?| at | ?@ ?")
_DOT = re.compile(r" ?[\[({] ?(?:dot|titik|\.) ?[\])}] ?| (?:dot|titik|\.) ")
# Provinces as the first two digits of a NIK have them (those of Kemendagri, with the six of Papua).
_PROVINCES = frozenset(
    {*range(11, 20), 21, *range(31, 37), *range(51, 54), *range(61, 66), *range(71, 77), 81, 82, *range(91, 97)}
)
_WOMEN = 40  # added to the day of birth
_AGE_OF_MAJORITY = 18  # UU 11/2012, Pasal 1
_PUBLIC_HOSTS = re.compile(r"(?:^|\.)(?:(?:go|mil|desa)\.id|gov|mil|int|(?:gov|gob|gouv|go)\.[a-z]{2})$")


@dataclass(frozen=True, slots=True)
class Facts:
    """What verifying knows beside the text: registered contacts, and the table's lists of words."""

    contacts: Collection[str] = frozenset()
    words: Mapping[str, Collection[str]] = field(default_factory=dict)


def digits(text: str) -> str:
    """The digits of a text."""
    return _NO_DIGIT.sub("", text)


def number(text: str) -> str:
    """A telephone number in one form: `62` for a leading `0`, `+62` or `0062`, and for a mobile one's missing `0`.

    An extension does not belong to it.
    """
    found = digits(_ESCAPED.sub("", text.lower().partition("ext")[0])).removeprefix("00")
    if found.startswith("8") and len(found) > 8:
        return "62" + found
    return "62" + found[1:] if found.startswith("0") else "62" + found[3:] if found.startswith("620") else found


def mail(text: str) -> str:
    """A mail address in one form, also of one that is spelled out: `nama [at] contoh dot com`."""
    return _DOT.sub(".", _AT.sub("@", text.strip().lower(), count=1))


def nik(text: str, facts: Facts) -> bool:
    """NIK or number of a family card: province, regency, district, day of birth, serial (Permendagri, 16 digits)."""
    found = digits(text)
    if len(found) != 16 or int(found[:2]) not in _PROVINCES or found[2:4] == "00" or found[4:6] == "00":
        return False
    day, month = int(found[6:8]), int(found[8:10])
    return 1 <= (day - _WOMEN if day > _WOMEN else day) <= 31 and 1 <= month <= 12 and found[12:] != "0000"


def telephone(text: str, facts: Facts) -> bool:
    """A number of 9 to 13 digits behind its country, and of no registered contact."""
    found = number(text)
    return found.startswith("62") and 8 <= len(found) - 2 <= 12 and found not in facts.contacts


def _private_mail(text: str, facts: Facts) -> bool:
    return mail(text) not in facts.contacts and not _PUBLIC_HOSTS.search(mail(text).rpartition("@")[2])


def free_mail(text: str, facts: Facts) -> bool:
    """An address with a host that gives addresses to anyone, and no registered contact."""
    return _private_mail(text, facts) and mail(text).rpartition("@")[2] in facts.words["free_mail"]


def other_mail(text: str, facts: Facts) -> bool:
    """An address of neither such a host nor a public body, that is no registered contact and names no office."""
    local, _, host = mail(text).rpartition("@")
    return (
        _private_mail(text, facts) and host not in facts.words["free_mail"] and local not in facts.words["office_mail"]
    )


def name(text: str, facts: Facts) -> bool:
    """Words in capitals that may be a person's name: none of an office, a place or a title among them."""
    return len(_name(text, facts)) > 0


def full_name(text: str, facts: Facts) -> bool:
    """The same, of two words or more, and of no place."""
    words = _name(text, facts)
    return len(words) > 1 and not any(word in facts.words["places"] for word in words)


def minor(text: str, facts: Facts) -> bool:
    """A name, not of a place alone, and an age below 18."""
    young = 0 < int(digits(text) or "0") < _AGE_OF_MAJORITY
    return young and any(word not in facts.words["places"] for word in _name(text, facts))


def _name(text: str, facts: Facts) -> list[str]:
    words = re.findall(r"[A-Za-z][A-Za-z'.-]*", text)
    capital = [word.rstrip(".").lower() for word in words if word[0].isupper()]
    while capital and capital[0] in facts.words["openers"]:
        del capital[0]
    if any(word in facts.words["no_names"] for word in capital):
        return []
    return [word for word in capital if len(word) > 2]


VERIFIERS: Mapping[str, Callable[[str, Facts], bool]] = {
    verifier.__name__: verifier for verifier in (nik, telephone, free_mail, other_mail, name, full_name, minor)
}
