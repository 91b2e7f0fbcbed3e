"""Links that lead out: to servers never linked before, in heaps, or from a text that nobody is meant to see."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator
from functools import lru_cache
from urllib.parse import urlsplit

from plugins.rules.draft import Draft, Link
from plugins.rules.letters import as_seen
from plugins.rules.rule import Found, Rule

_WORDS = re.compile(r"[^\W\d_]{2,}")
_INNER = re.compile(r"[^<>]{0,300}>(.{0,1000}?)</a\b", re.IGNORECASE | re.DOTALL)
_TAG = re.compile(r"</?[a-zA-Z][^<>]*>")
_SAYS_SOMETHING = re.compile(r"[^\W_]")


def host(address: str) -> str:
    """The server that an address of http or https leads to, in small letters without `www.`, or an empty text."""
    try:
        parts = urlsplit(address.strip())
        name = (parts.hostname or "").rstrip(".")
    except ValueError:
        return ""
    return name.removeprefix("www.") if parts.scheme.lower() in ("http", "https", "") and parts.netloc else ""


def foreign(draft: Draft, rule: Rule) -> list[tuple[Link, str]]:
    """Links to servers that are neither the newsroom's, registered, nor beneath one of the rule's `trusted` names."""
    if not draft.links:
        return []
    trusted = registered(draft.known.hosts) | frozenset(rule.thresholds["trusted"])
    named = ((link, host(link.address)) for link in draft.links)
    return [(link, name) for link, name in named if name and not _beneath(name, trusted)]


@lru_cache(maxsize=4)
def registered(hosts: frozenset[str]) -> frozenset[str]:
    """Registered hosts as `host` has them."""
    return frozenset(name.lower().removeprefix("www.") for name in hosts)


def new_host(draft: Draft, rule: Rule) -> Iterator[Found]:
    """The first link to each foreign server; fact `host`: where another file links to it too, it is known."""
    told: set[str] = set()
    for link, name in foreign(draft, rule):
        if name not in told:
            told.add(name)
            yield Found(link.passage, link.start, link.end, {"host": name})


def heap(draft: Draft, rule: Rule) -> Iterator[Found]:
    """More than `most` links to one foreign server, with fewer than `words` words of the body to each."""
    outward = foreign(draft, rule)
    if len(outward) <= rule.thresholds["most"]:
        return
    written = sum(len(_WORDS.findall(passage.text)) for passage in draft.body)
    for name, count in sorted(Counter(name for _, name in outward).items()):
        if count > rule.thresholds["most"] and written < rule.thresholds["words"] * count:
            link = next(link for link, other in outward if other == name)
            yield Found(link.passage, link.start, link.end, {"host": name, "count": str(count)})


def unseen_text(draft: Draft, rule: Rule) -> Iterator[Found]:
    """Links to foreign servers whose text is empty, a dot, or nothing that can be seen."""
    for link, name in foreign(draft, rule):
        said = as_seen(link.text)[0].strip()
        if not _SAYS_SOMETHING.search(said) and not _holds_more(link):
            yield Found(link.passage, link.start, link.end, {"host": name, "text": said})


def _holds_more(link: Link) -> bool:
    """Whether the link is one of HTML whose text, or a picture, stands within further tags."""
    text = link.passage.text
    if "href" not in text[max(0, link.start - 10) : link.start].lower():
        return False
    match = _INNER.match(text, link.end)
    inner = match[1] if match else ""
    return "<img" in inner.lower() or _SAYS_SOMETHING.search(as_seen(_TAG.sub(" ", inner))[0]) is not None


def _beneath(name: str, trusted: Collection[str]) -> bool:
    labels = name.split(".")
    return any(".".join(labels[at:]) in trusted for at in range(len(labels)))
