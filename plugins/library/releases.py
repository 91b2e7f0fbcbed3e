"""The part of the library that answers which stories are one release."""

from __future__ import annotations

from plugins.library import store
from plugins.library.cards import Card
from plugins.library.translations import Translations


class Releases(Translations):
    """The library, as far as it is asked who else put a story out."""

    def original(self, reference: str) -> Card | None:
        """The card of the story of which another is a copy."""
        row = self._db.execute("SELECT card FROM stories WHERE reference = ? AND visible", (reference,)).fetchone()
        return store.CARD.decode(row[0]) if row else None

    def copies(self, reference: str, limit: int) -> list[Card]:
        """The cards of copies of a story that say the same: those of the highest units first, then the earliest."""
        rows = self._db.execute(
            "SELECT card FROM kin JOIN stories USING (reference) WHERE original = ? AND alike"
            " ORDER BY level, moment, number LIMIT ?",
            (reference, limit),
        )
        return [store.CARD.decode(row[0]) for row in rows]
