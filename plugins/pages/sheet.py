"""The digest of a day as a sheet of paper for the notice board: one page of A4, with a QR code to the digest.

Sheets are made after the publish; a digest names its sheet as soon as that stands.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Literal, cast

from plugins import addresses
from plugins.addresses import made
from plugins.library import Library
from plugins.library.cards import Card
from plugins.library.changes import Change
from plugins.pages import qr
from plugins.pages.digest import SHEET, Digests
from plugins.publish.family import Output, View

_TOP = 3  # stories with their summary
_HEADLINES = 5  # further ones: no more would fit on A4, were all their titles long


class Sheets(Digests):
    """Keys are those of the digests."""

    name = SHEET
    template = "lembar.html"
    kind: Literal["core", "deferred"] = "deferred"
    libraries = ("qrcode",)

    def touched(self, change: Change, library: Library) -> Iterable[str]:
        """The day of either side: a sheet says nothing of other days."""
        return self.days_of(change)

    def exists(self, library: Library, key: str) -> bool:
        """Whether its digest stands."""
        return self.stands(library, key)

    def view(self, library: Library, key: str) -> View | None:
        """The newest stories of the day, as many as a sheet holds."""
        digest = super().view(library, key)
        if digest is None:
            return None
        page = cast(dict[str, Any], digest["page"])
        shown = cast(list[Card], digest["stories"])[: _TOP + _HEADLINES]
        path = page["path"]
        return {
            "page": {**page, "path": made.digest_sheet(path), "noindex": True, "crumbs": []},
            "of": digest["of"],
            "day": digest["day"],
            "top": shown[:_TOP],
            "headlines": shown[_TOP:],
            "left": cast(int, digest["total"]) - len(shown),
            "digest": path,
        }

    def render(self, key: str, view: View) -> Iterable[Output]:
        """The sheet, with its code."""
        code = qr.symbol(self.house.site.absolute(str(view["digest"])))
        page = cast(dict[str, str], view["page"])
        text = self.house.environment.get_template(self.template).render({**view, "code": code._asdict()})
        yield Output(addresses.file(page["path"]), text.encode())
