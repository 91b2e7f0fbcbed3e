"""With a deploy command, hubs are told of a feed when the command took it: before, they would fetch the old one."""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Sequence
from pathlib import Path

from plugins import addresses
from plugins.hubs.outbox import Outbox
from plugins.hubs.starting import start
from plugins.hubs.topics import topics
from plugins.watch.manifest import Manifest


class Announcer:
    """Announces the feeds of the lists that the deploy command took. `log` takes a line of what goes wrong."""

    def __init__(self, state: Path, site_url: str, hubs: Sequence[str], log: Callable[[str], None]) -> None:
        """`state` is the folder of the output's publish log, `site_url` has no slash at its end."""
        self._state, self._site = state, addresses.Site(site_url, "")
        self._hubs, self._log = tuple(hubs), log
        self._senders: list[subprocess.Popen[bytes]] = []

    def taken(self, manifest: Manifest) -> None:
        """Note what a list brought, and start a sender; waits for nobody.

        Where what waited is lost (`Outbox.note`), the next publish notes all feeds.
        """
        self._senders = [sender for sender in self._senders if sender.poll() is None]
        if not self._hubs:
            return
        try:
            Outbox(self._state).note(self._hubs, topics(self._site, (*manifest.new, *manifest.changed)))
            if sender := start(self._state):
                self._senders.append(sender)
        except OSError as error:
            self._log(f"the hubs cannot be told: {error}")
