"""Which stories call themselves translations of which (`translation_of`). Whether a page says so, pages decide."""

from __future__ import annotations

from collections.abc import Iterable

from plugins import addresses
from plugins.library.feeds import Feeds


class Translations(Feeds):
    """The library, as far as it is asked which story translates which."""

    def translations(self, references: Iterable[str]) -> list[str]:
        """The stories with a page that call themselves translations of one of these references, sorted."""
        found: set[str] = set()
        for original in references:
            rows = self._db.execute(
                "SELECT reference FROM translations JOIN stories USING (reference) WHERE original = ? AND visible",
                (original,),
            )
            found.update(row[0] for row in rows)
        return sorted(found)

    def answers_to(self, reference: str) -> str | None:
        """The story with a page that stands at a reference, or else moved away from it; None where nothing is left."""
        row = (
            self._db.execute("SELECT reference FROM stories WHERE reference = ? AND visible", (reference,)).fetchone()
            or self._db.execute(
                "SELECT reference FROM redirects JOIN stories USING (reference)"
                " WHERE redirects.path = ? AND visible ORDER BY reference LIMIT 1",
                (addresses.story(reference),),
            ).fetchone()
        )
        return row[0] if row else None
