"""One request to a hub.

The standard library's client is enough: a form of three fields goes out, and of the answer only the status counts. Its
proxies are those that the environment names (`https_proxy`, `no_proxy`), as for git. No redirect is followed: what is
sent to a hub goes to the address that the setting names, and to no other.
"""

from __future__ import annotations

from dataclasses import dataclass
from http.client import HTTPException
from urllib.error import HTTPError, URLError
from urllib.request import HTTPRedirectHandler, ProxyHandler, Request, build_opener, getproxies_environment

from plugins.hubs.request import body

_TYPE = "application/x-www-form-urlencoded"
_MOST_TOLD = 200  # characters of what went wrong


@dataclass(frozen=True, slots=True)
class Answer:
    """What a hub answered: the HTTP status, 0 where there was no answer, and what to tell of it."""

    status: int
    told: str


def announce(hub: str, topic: str, seconds: float) -> Answer:
    """Tell a hub that a topic changed. `seconds`: how long to wait for the connection, and for each part of an answer.

    Never raises: what a network or a hub can do wrong is in the answer.
    """
    opener = build_opener(_NoRedirects, ProxyHandler(getproxies_environment()))
    headers = {"Content-Type": _TYPE, "User-Agent": "newsroom"}
    try:
        request = Request(hub, body(topic), headers, method="POST")  # noqa: S310 - `hub_addresses` lets http(s) pass only
        with opener.open(request, timeout=seconds) as response:
            return Answer(response.status, f"HTTP {response.status}")
    except HTTPError as error:
        with error:
            return Answer(error.code, _line(f"HTTP {error.code} {error.reason}"))
    except (OSError, HTTPException, ValueError) as error:  # ValueError: of a status line or header that is none
        why = error.reason if isinstance(error, URLError) else error
        return Answer(0, _line(str(why) or type(why).__name__))


class _NoRedirects(HTTPRedirectHandler):
    def redirect_request(self, *_: object, **__: object) -> None:
        return None


def _line(text: str) -> str:
    """What others said, fit for a line of a log."""
    return "".join(letter if letter.isprintable() else " " for letter in text)[:_MOST_TOLD].strip()
