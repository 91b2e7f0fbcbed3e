"""What is said to a hub, and what its answer means. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum
from urllib.parse import urlencode, urlsplit

_PASSING = frozenset({408, 425, 429})  # of all refusals those that say: later


class Verdict(Enum):
    """What an answer means for an announcement."""

    TAKEN = "taken"
    LATER = "later"
    REFUSED = "refused"


def verdict(status: int) -> Verdict:
    """What an HTTP status means; 0 stands for no answer. A redirect is a refusal: the setting names another address."""
    if 200 <= status < 300:
        return Verdict.TAKEN
    return Verdict.LATER if status == 0 or status >= 500 or status in _PASSING else Verdict.REFUSED


def body(topic: str) -> bytes:
    """The announcement of one topic, as a form.

    W3C WebSub (section 6) leaves to hub and publisher how to announce. All hubs take what PubSubHubbub 0.3 (section
    7.1) says, `hub.url`; later ones ask for `hub.topic`: both are given. One topic a request: 0.3 lets `hub.url` be
    repeated, but hubs of today document one, and some take the last of many and say nothing.
    """
    return urlencode({"hub.mode": "publish", "hub.url": topic, "hub.topic": topic}).encode()


def hub_addresses(setting: object) -> tuple[str, ...]:
    """The hubs that the setting `HUBS` names, each once, in its order. Raises ValueError where it names none."""
    if not isinstance(setting, Sequence) or isinstance(setting, str | bytes):
        raise ValueError(f"HUBS is {setting!r}; it has to be a tuple of addresses, such as ('https://hub.example/',)")
    for address in setting:
        if why := _wrong(address):
            raise ValueError(f"HUBS names {address!r}: {why}; a hub is named as in 'https://hub.example/'")
    return tuple(dict.fromkeys(setting))


def _wrong(address: object) -> str:
    """Why something is no address of a hub; empty where it is one."""
    if not isinstance(address, str):
        return "this is no text"
    if not address.isascii() or not address.isprintable() or set(address) & set(' "<>\\^`{|}'):
        return "an address holds no spaces, quotes or letters outside ASCII"
    try:
        parts = urlsplit(address)
        host, _ = parts.hostname, parts.port
    except ValueError as error:
        return str(error)
    if parts.scheme not in ("http", "https"):
        return "only http and https are spoken"
    if not host:
        return "the host is missing"
    if "@" in parts.netloc:
        return "a name and password cannot be given: the address stands in every feed"
    return "an address to which something is sent has no part after #" if parts.fragment else ""
