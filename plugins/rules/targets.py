"""Addresses that are not what they seem: where a link leads is hidden, or looks like somebody else's."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import urlsplit

from plugins.rules import links
from plugins.rules.draft import Draft
from plugins.rules.rule import Found, Rule
from plugins.rules.similar import one_slip

_NUMBER = re.compile(r"(?:0x[0-9a-f]+|[0-9]+)(?:\.(?:0x[0-9a-f]+|[0-9]+)){0,3}")
_IS_HOST = re.compile(r"[\w-]+(?:\.[\w-]+)*|[0-9a-f:.]*:[0-9a-f:.]*")
_WRITTEN = re.compile(
    r"(?:https?://)?(?P<host>(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.){1,6}(?:id|com|net|org|gov|info|co|io|edu|int|mil))"
    r"(?:[/?#]\S*)?",
    re.IGNORECASE,
)
_DIGITS_AS_LETTERS = str.maketrans("015", "ois")
# The government's ending, where it is none: `lapor.go.id.contoh.net`, `lapor-go.id`, `lapor.goid.net`, `lapor.gov.id`.
_BORROWED = re.compile(r"(?:^|[.-])go\.id\.|-go\.id$|(?:^|[.-])go(?:-id|id)(?=[.-])|(?:^|\.)gov?\.id$")
_MOST = 1_000  # links of one story that are looked at
_SHORTEST_NAME = 6  # letters: shorter names are like each other by chance
_SECOND_LEVEL = frozenset({"go", "co", "or", "ac", "sch", "mil", "desa", "web", "my", "net", "gov", "com", "org"})


@dataclass(frozen=True, slots=True)
class Hosts:
    """What hosts are judged by: `shorteners` forward anywhere, `registered` are offices' own, without `www.`."""

    shorteners: frozenset[str]
    registered: frozenset[str]


def find(draft: Draft, rule: Rule) -> Iterator[Found]:
    """Links to foreign servers whose address hides or fakes where it leads; fact `how`."""
    hosts = Hosts(frozenset(rule.thresholds["shorteners"]), links.registered(draft.known.hosts))
    for link, name in links.foreign(draft, rule)[:_MOST]:
        if how := oddity(link.address, name, link.text, hosts):
            yield Found(link.passage, link.start, link.end, {"how": how})


def oddity(address: str, host: str, text: str, hosts: Hosts) -> str:
    """What is odd about an address, in Indonesian; empty where nothing is. `text` is what readers see of the link."""
    lowered, parts = host.lower(), urlsplit(address.strip())  # `links.host` has read it: it can be
    if not _IS_HOST.fullmatch(lowered):
        return ""
    if (parts.username or "").strip():
        return f"bagian di depan “@” hanya hiasan; tautan ini menuju {host}"
    if ":" in lowered or _NUMBER.fullmatch(lowered):
        return f"tujuannya nomor {host}, bukan nama situs"
    if not lowered.isascii() or any(label.startswith("xn--") for label in lowered.split(".")):
        return f"nama situs {host} memuat huruf di luar a–z yang dapat menyerupai huruf lain"
    if meant := _imitated(lowered, hosts.registered):
        return f"{host} menyerupai {meant}, tetapi bukan"
    if lowered in hosts.shorteners and parts.path.strip("/"):
        return f"{host} menyingkat alamat, jadi tujuannya tidak terlihat dan dapat diganti orang lain"
    shown = _WRITTEN.fullmatch(text.strip().strip("*_`"))
    if shown and _site(shown["host"].lower()) != _site(lowered):
        return f"tertulis {shown['host']}, tetapi menuju {host}"
    return ""


@lru_cache(maxsize=256)  # the same servers are linked to again and again
def _imitated(host: str, registered: frozenset[str]) -> str:
    """What a foreign host looks like: a site of the government, or one that is registered; else empty."""
    read = host.translate(_DIGITS_AS_LETTERS)
    if _BORROWED.search(host) or (read != host and read.endswith(".go.id")):
        return "situs pemerintah (go.id)"
    own = _site(host).partition(".")[0]
    return min((other for other in registered if _is_like(host, own, other)), default="")


def _is_like(host: str, own: str, other: str) -> bool:
    """Whether a host is another but for a slip, or takes the name of one of the government's for its `own`."""
    name = other.removesuffix(".go.id").rpartition(".")[2] if other.endswith(".go.id") else ""
    borrowed = len(name) >= _SHORTEST_NAME and name == own
    return borrowed or (len(other) > _SHORTEST_NAME and one_slip(host, other))


def _site(host: str) -> str:
    """The part of a host that somebody registered: `lapor.go.id` of `www.lapor.go.id`, `kabar.net` of `a.kabar.net`."""
    labels = host.split(".")
    kept = 3 if len(labels) > 2 and labels[-2] in _SECOND_LEVEL and len(labels[-1]) == 2 else 2
    return ".".join(labels[-kept:])
