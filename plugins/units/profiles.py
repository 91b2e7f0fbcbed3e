"""`profil.toml`: how to reach a unit, and whose stories it takes into its lists. Written by the unit: not trusted."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from plugins.problems import Problem, Rule

from .contacts import LINES, LONGEST, MAIL, PLAIN, TELEPHONE, WEB, WHATSAPP, Kind
from .tables import has_control_characters

FILE_NAME = "profil.toml"
LARGEST = 64 * 1024  # bytes
# tomllib's work grows with the square of a dotted key's parts, so these are counted before it sees the text.
_MOST_DOTS = 50  # in one line
_MOST_ACCEPTED = 50
_MOST_NETWORKS = 20
_MOST_UNKNOWN = 20  # unknown keys that are told one by one


@dataclass(frozen=True, slots=True)
class PressContact:
    """Whom journalists may call."""

    name: str = ""
    phone: str = ""
    email: str = ""


@dataclass(frozen=True, slots=True)
class Profile:
    """A unit's contacts. Empty strings where nothing is known; addresses are http(s) only."""

    address: str = ""  # may have line ends, as `hours` may
    city: str = ""
    hours: str = ""
    phone: str = ""
    email: str = ""
    whatsapp: str = ""
    website: str = ""
    complaint: str = ""  # the page where complaints are made, such as that of SP4N-LAPOR!
    press_contact: PressContact | None = None
    social: tuple[tuple[str, str], ...] = ()  # (network, address) in the order of the file
    accepts: tuple[str, ...] = ()  # unit ids, or stories as unit/yyyy/slug

    @property
    def contact(self) -> PressContact | None:
        """Whom journalists may reach: the press officer, by the office's own number and mail where that has none.

        None where nobody can be reached; a name alone reaches nobody.
        """
        officer = self.press_contact or PressContact()
        found = PressContact(officer.name, officer.phone or self.phone, officer.email or self.email)
        return found if found.phone or found.email else None


TOO_LARGE = Rule(
    "profile-too-large",
    "File profil ini melebihi batas {limit}, jadi tidak dibaca.",
    "Ringkaslah: profil hanya memuat alamat dan kontak.",
)
NOT_TEXT = Rule(
    "profile-not-utf8", "File profil ini bukan teks UTF-8, jadi tidak dibaca.", "Simpan ulang sebagai UTF-8"
)
SYNTAX = Rule("profile-syntax", "Baris ini tidak terbaca sebagai TOML: {reason}.", "{suggestion}")
UNKNOWN_KEY = Rule(
    "profile-unknown-key",
    "Kunci “{field}” tidak dikenal, jadi diabaikan.",
    "Perbaiki nama kuncinya, atau hapus baris ini.",
)
WRONG_TYPE = Rule(
    "profile-wrong-type", "“{field}” harus berupa {kind}, jadi isinya diabaikan.", "Tulis misalnya: {example}"
)
WRONG_VALUE = Rule(
    "profile-wrong-value", "Isi “{field}” tidak dapat dipakai, jadi diabaikan.", "Perbaiki isinya menurut yang boleh."
)
TOO_MANY = Rule(
    "profile-too-many", "“{field}” memuat {count} butir; yang diperiksa hanya {limit} yang pertama.", "Kurangi isinya."
)

_KEY = re.compile(r"[\"']?(?P<key>[\w-]+)[\"']?\s*(?:\.\s*(?P<inner>[\w-]+)\s*)?=")
_NETWORK = re.compile(r"[a-z0-9][a-z0-9_-]{0,29}")
_ACCEPTED = re.compile(r"[a-z][a-z0-9-]{0,49}(?:/[0-9]{4}/[a-z0-9][a-z0-9-]{0,99})?")

_FIELDS = {
    "address": LINES,
    "city": PLAIN,
    "hours": LINES,
    "phone": TELEPHONE,
    "email": MAIL,
    "whatsapp": WHATSAPP,
    "website": WEB,
    "complaint": WEB,
}
_PRESS_FIELDS = {"name": PLAIN, "phone": TELEPHONE, "email": MAIL}
_TABLES = {"press_contact": "[press_contact]", "social": "[social]"}
KEYS = (*_FIELDS, *_TABLES, "accepts")

# What tomllib says (its messages start so), and what to tell instead.
_SYNTAX_REASONS = (
    ("Invalid value", "nilai teks belum diapit tanda kutip"),
    ("Cannot overwrite", "kunci ini sudah ditulis sebelumnya"),
    ("Cannot declare", "bagian ini sudah ditulis sebelumnya"),
    ("Unterminated string", "tanda kutip belum ditutup"),
    ("Illegal character", "tanda kutip belum ditutup, atau ada karakter yang tidak terlihat"),
    ("Unclosed array", "kurung siku “[” belum ditutup"),
    ("Unclosed inline table", "kurung kurawal “{” belum ditutup"),
    ("Expected '='", "setelah nama kunci harus ada tanda “=”"),
    ("Expected newline", "sesudah nilai masih ada tulisan lain"),
    ("Unescaped '\\'", "garis miring terbalik “\\” harus ditulis dua kali"),
)


def read_profile(text: str, path: str) -> tuple[Profile, list[Problem]]:
    """The profile in a TOML text and all its problems; a key that cannot be used is left out, the others stay.

    Whether the units in `accepts` exist is asked where the registry is known (`load_profiles`).
    """
    text = text.removeprefix("\ufeff")
    if len(text.encode("utf-8", "replace")) > LARGEST:
        return Profile(), [TOO_LARGE.broken(path, limit=f"{LARGEST // 1024} KB")]
    for number, line in enumerate(text.split("\n"), 1):
        if line.count(".") > _MOST_DOTS:
            return Profile(), [TOO_LARGE.broken(path, number, limit=f"{_MOST_DOTS} titik dalam satu baris")]
    try:
        values = tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        return Profile(), [_syntax(text, path, str(error))]
    return _Reader(text, path).profile(values)


class _Reader:
    """Reads one file's values and gathers its problems."""

    def __init__(self, text: str, path: str) -> None:
        self._lines = _key_lines(text)
        self._path = path
        self._problems: list[Problem] = []

    def profile(self, values: Mapping[str, Any]) -> tuple[Profile, list[Problem]]:
        self._unknown(values, KEYS, "")
        own = {key: self._text(values, key, kind, "") for key, kind in _FIELDS.items()}
        press = self._table(values, "press_contact")
        self._unknown(press, _PRESS_FIELDS, "press_contact")
        contact = PressContact(
            **{key: self._text(press, key, kind, "press_contact") for key, kind in _PRESS_FIELDS.items()}
        )
        profile = Profile(
            **own,
            press_contact=contact if contact != PressContact() else None,
            social=self._social(self._table(values, "social")),
            accepts=self._accepts(values.get("accepts", [])),
        )
        return profile, sorted(self._problems)

    def _text(self, values: Mapping[str, Any], key: str, kind: Kind, section: str) -> str:
        if key not in values:
            return ""
        value, name = values[key], f"{section}.{key}" if section else key
        if not isinstance(value, str):
            self._report(WRONG_TYPE, name, value, kind="teks", example=f"{key} = {kind.example}")
            return ""
        value = value.strip()
        shown = value.replace("\n", " ").replace("\r", "") if kind.lines else value
        if value and (len(value) > LONGEST or has_control_characters(shown) or not kind.fits(value)):
            self._report(WRONG_VALUE, name, value, allowed=kind.allowed)
            return ""
        return value

    def _table(self, values: Mapping[str, Any], key: str) -> Mapping[str, Any]:
        value = values.get(key, {})
        if isinstance(value, dict):
            return value
        self._report(WRONG_TYPE, key, value, kind="bagian", example=f"baris {_TABLES[key]}, lalu isinya di bawahnya")
        return {}

    def _social(self, table: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
        found = []
        for network in self._first(table, "social", _MOST_NETWORKS):
            if not _NETWORK.fullmatch(network):
                self._report(WRONG_VALUE, "social", network, allowed="nama jejaring, misalnya instagram")
            elif address := self._text(table, network, WEB, "social"):
                found.append((network, address))
        return tuple(found)

    def _accepts(self, value: object) -> tuple[str, ...]:
        if not isinstance(value, list):
            self._report(WRONG_TYPE, "accepts", value, kind="daftar", example='accepts = ["kanim-contoh"]')
            return ()
        found: dict[str, None] = {}
        for entry in self._first(value, "accepts", _MOST_ACCEPTED):
            if isinstance(entry, str) and _ACCEPTED.fullmatch(entry):
                found[entry] = None
            else:
                allowed = "id unit, atau berita sebagai unit/tahun/nama-berita"
                self._report(WRONG_VALUE, "accepts", entry, allowed=allowed)
        return tuple(found)

    def _first(self, entries: Iterable[Any], key: str, limit: int) -> list[Any]:
        listed = list(entries)
        if len(listed) > limit:
            self._report(TOO_MANY, key, "", count=len(listed), limit=limit)
        return listed[:limit]

    def _unknown(self, values: Mapping[str, Any], known: Iterable[str], section: str) -> None:
        unknown = sorted(values.keys() - set(known))
        for key in self._first(unknown, "kunci yang tidak dikenal", _MOST_UNKNOWN):
            name = f"{section}.{key}" if section else key
            # Likeness costs the product of the lengths: a key far longer than any known one is like none of them.
            self._report(UNKNOWN_KEY, name, key[:60], options=known, allowed=known)

    def _report(self, rule: Rule, name: str, value: object, **facts: Any) -> None:
        written = value if isinstance(value, str) else type(value).__name__ if isinstance(value, dict | list) else value
        shown = name if len(name) <= 60 else name[:59] + "…"
        self._problems.append(rule.broken(self._path, self._lines.get(name, 0), field=shown, value=written, **facts))


def _key_lines(text: str) -> dict[str, int]:
    """The first line of every `key` and `section.key`, found by their look: for messages, in one pass."""
    found: dict[str, int] = {}
    section = ""
    for number, line in enumerate(text.split("\n"), 1):
        stripped = line.strip()
        if stripped.startswith("["):
            section = stripped.strip("[]").strip()
            found.setdefault(section, number)
        elif match := _KEY.match(stripped):
            key, inner = match["key"], match["inner"]
            found.setdefault(f"{section}.{key}" if section else key, number)
            if inner:
                found.setdefault(f"{key}.{inner}", number)
    return found


def _syntax(text: str, path: str, message: str) -> Problem:
    place = re.search(r"\(at line (\d+)", message)
    lines = text.split("\n")
    number = int(place[1]) if place else len(lines)
    line = lines[number - 1].strip() if number <= len(lines) else ""
    reason = next((said for start, said in _SYNTAX_REASONS if message.startswith(start)), "susunannya tidak dikenali")
    key, equals, value = (part.strip() for part in line.partition("="))
    suggestion = 'Tulis setiap baris sebagai: kunci = "nilai".'
    if (
        message.startswith(("Invalid value", "Expected newline"))
        and equals
        and value
        and not set(value) & set("\"'[{\\")
    ):
        suggestion = f'Tulis: {key} = "{value}"'[:200]
    return SYNTAX.broken(path, number, value=line, reason=reason, suggestion=suggestion)
