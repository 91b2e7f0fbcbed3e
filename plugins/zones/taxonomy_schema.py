"""What `zones.toml` may hold, key by key, and the texts of what can be wrong with it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import fields
from typing import Any

from plugins.problems import Rule

from .taxonomy import NEGATIVE, NEUTRAL, OTHER, STRONG, VETO, WEAK, Weighting

NOT_TOML = Rule("zones-not-toml", "Berkas bukan TOML yang sah: {reason}.", "Perbaiki baris itu lalu jalankan lagi.")
UNKNOWN_KEY = Rule("zones-unknown-key", "Kunci “{field}” tidak dikenal.", "Hapus atau perbaiki ejaannya.")
WRONG_TYPE = Rule("zones-wrong-type", "Isi “{field}” bukan {expected}.", "Tulis {expected}.")
MISSING = Rule("zones-missing", "Kunci “{field}” belum ada pada {owner}.", "Tambahkan “{field}”.")
DUPLICATE_ID = Rule("zones-duplicate-id", "Id “{value}” dipakai dua kali.", "Gabungkan keduanya atau ganti salah satu.")
BAD_PHRASE = Rule("zones-bad-phrase", "Frasa tidak terbaca: {reason}.", "Perbaiki frasa itu.")
UNKNOWN_GROUP = Rule(
    "zones-unknown-group", "Kelompok kata “{value}” tidak ada.", "Tambahkan di [groups] atau perbaiki."
)
UNKNOWN_THEME = Rule("zones-unknown-theme", "Tema “{value}” tidak ada.", "Pakai id salah satu tema.")
NOT_REMOVED = Rule("zones-not-removed", "Frasa “{value}” tidak ada di bawaan.", "Hapus baris itu dari “remove”.")
BAD_VALUE = Rule("zones-bad-value", "Nilai “{value}” untuk “{field}” tidak boleh.", "Pakai salah satu yang boleh.")

PARTS = ("pemenuhan", "reform")
WEIGHTS = {"strong": STRONG, "weak": WEAK, "negative": NEGATIVE, "neutral": NEUTRAL, "veto": VETO, "other": OTHER}
RULE_WEIGHTS = {key: weight for key, weight in WEIGHTS.items() if weight != NEUTRAL}
ID = re.compile(r"[a-z][a-z0-9-]*")


def is_phrases(value: object) -> bool:
    """Whether it is a list of texts."""
    return isinstance(value, list) and all(isinstance(item, str) for item in value)


def _is_groups(value: object) -> bool:
    return isinstance(value, list) and bool(value) and all(is_phrases(item) and item for item in value)


def is_tables(value: object) -> bool:
    """Whether it is a list of tables."""
    return isinstance(value, list) and all(isinstance(item, dict) for item in value)


def _is_count(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= 1000


Check = tuple[Callable[[Any], bool], str]

TEXT: Check = (lambda value: isinstance(value, str) and bool(value.strip()), "teks dalam tanda kutip")
COUNT: Check = (_is_count, "bilangan bulat 0 sampai 1000")
NUMBER: Check = (lambda v: isinstance(v, (int, float)) and not isinstance(v, bool) and v >= 0, "bilangan")
CAPITALS: Check = (
    lambda value: isinstance(value, str) and bool(re.fullmatch(r"[A-Z]{2,12}", value)),
    "2–12 huruf besar",
)
TRUTH: Check = (lambda value: isinstance(value, bool), "true atau false")
PHRASES: Check = (is_phrases, "daftar teks")
GROUPS: Check = (_is_groups, "daftar dari daftar teks yang tidak kosong")
TABLES: Check = (is_tables, "daftar tabel")
TABLE: Check = (lambda value: isinstance(value, dict), "tabel")

PHRASE_LISTS = dict.fromkeys((*WEIGHTS, "remove"), PHRASES)
FILE_KEYS = {
    "extends": TEXT,
    "regulation": TEXT,
    "weighting": TABLE,
    "groups": TABLE,
    "acronym": TABLES,
    "theme": TABLES,
    "stage": TABLES,
}
ACRONYM_KEYS = {"short": CAPITALS, "means": PHRASES, "others": PHRASES}
STAGE_KEYS = {"id": TEXT, "name": TEXT, **PHRASE_LISTS, "rule": TABLES}
THEME_KEYS = {
    **STAGE_KEYS,
    "short_name": TEXT,
    "description": TEXT,
    "area": TRUTH,
    "listed_as": PHRASES,
    "threshold": COUNT,
    "threshold_in_zone": COUNT,
    "requires": TEXT,
    "components": TABLES,
}
RULE_KEYS = {
    "all_of": GROUPS,
    "weight": TEXT,
    "unless": PHRASES,
    "unless_near": PHRASES,
    "window": COUNT,
    "within": COUNT,
    "generic": TRUTH,
}
COMPONENT_KEYS = {"name": TEXT, "part": TEXT, "weight": NUMBER}
WEIGHTING_KEYS = {field.name: COUNT for field in fields(Weighting)}
NEEDED = {
    "theme": ("id", "name", "short_name", "description", "threshold"),
    "stage": ("id", "name"),
    "rule": ("all_of", "weight"),
    "components": ("name", "part", "weight"),
    "acronym": ("short", "means"),
}
