"""What stands in an output at a moment: its files by digest, and where its pages and feeds lead."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from urllib.parse import unquote, urlsplit

from plugins.addresses import made
from tests.bench.measuring import digests
from tests.newsroom.linking import links

CARD = made.card("")
SITE_URL = "https://berita.samudra.example"


class Standing:
    """The files of an output, as they are now. Folders that begin with a dot are no part of the site."""

    def __init__(self, output: Path) -> None:
        self._output = output
        self.digests = digests(output)

    def wrong(self, known: Sequence[Standing]) -> list[str]:
        """What a reader may meet and is broken: each a line of words, in order.

        A file is whole if it is that of one of the `known` states; where there is a page or feed, all that it leads
        to must be there.
        """
        found = []
        reached = {path for path in self._site() if path.endswith("index.html")}
        waiting = sorted(reached)
        while waiting:
            path = waiting.pop()
            digest = self.digests[path]
            if digest not in {state.digests.get(path) for state in known}:
                found.append(f"{path} is not whole")
                continue
            for target in _targets(self._output, path, digest):
                if target.endswith(CARD) and target not in self.digests:
                    continue  # pages name their card before it is drawn, and servers know what to give meanwhile
                if target not in self.digests:
                    found.append(f"{path} leads to {target}, which is not there")
                elif target not in reached:
                    reached.add(target)
                    waiting.append(target)
        return sorted(found)

    def _site(self) -> Iterator[str]:
        return (path for path in self.digests if not path.startswith("."))


@cache
def _targets(output: Path, path: str, digest: str) -> tuple[str, ...]:
    """The files of the site to which a page or feed leads. `digest` is that of its bytes, which are looked at once."""
    if not path.endswith((".html", "feed.xml")):
        return ()
    files = {path: (output / path).read_bytes()}
    found = (urlsplit(link.address) for link in links(files, SITE_URL))
    own = urlsplit(SITE_URL).netloc
    paths = (unquote(part.path.removeprefix("/")) for part in found if part.netloc == own)
    return tuple(sorted({f"{path}index.html" if path == "" or path.endswith("/") else path for path in paths}))
