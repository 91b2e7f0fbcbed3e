"""What is announced, of all that a publish wrote. Pure."""

from __future__ import annotations

from collections.abc import Iterable

from plugins import addresses


def topics(site: addresses.Site, paths: Iterable[str]) -> tuple[str, ...]:
    """The addresses of the feeds among site paths with new bytes: each once, in order.

    They are the topics of WebSub (W3C, section 4): what each feed says of itself as `rel=self`. A feed that was
    deleted is none: a hub that is told of it would fetch what is not there.
    """
    return tuple(sorted({site.absolute(path) for path in paths if addresses.is_feed(path)}))
