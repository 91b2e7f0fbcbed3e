"""What became of each office's newest stories, by receipts: what the editor in the browser shows those who wrote them.

A file `status/<unit>.json` for each office, in the editor's own tree: never in the site, for it tells of stories that
are not out yet.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import msgspec

from plugins.watch import answers
from plugins.watch.files import write
from plugins.watch.receipts import Receipt
from plugins.watch.shelf import STATUS, Shelf, Unreadable

MOST = 50  # stories of an office
_PAGE = "mulai.html"  # the page of the tree that shows them: without it there is no tree


class Row(msgspec.Struct, frozen=True):
    """A story: its state, whether that is out, what is said of it (Indonesian), its address; and when it came, or fell
    due (a receipt's moment)."""

    story: str
    state: str
    out: bool
    said: str
    address: str
    at: str = ""


def rows(receipt: Receipt) -> list[Row]:
    """A row for each story that a receipt names."""
    at = receipt.due or receipt.arrived
    found = []
    for story in receipt.stories:
        if story.reference:
            said, out = answers.of_story(receipt, story.reference)
            found.append(Row(story.reference, story.state, out, said, story.address, at))
    return found


def joined(before: Iterable[Row], new: Iterable[Row]) -> list[Row]:
    """Both, each story once by its newest moment (of two of one moment the `new` row), newest first, at most `MOST`."""
    kept = {row.story: row for row in before}
    for row in new:
        if row.story not in kept or kept[row.story].at <= row.at:
            kept[row.story] = row
    return sorted(kept.values(), key=lambda row: (row.at, row.story), reverse=True)[:MOST]


def of_offices(internal: Path) -> Iterator[tuple[str, bytes]]:
    """Path in the editor's tree and content of the file of each office with receipts in the folder `internal`.

    What cannot be read is passed over.
    """
    shelf = Shelf(internal / STATUS)
    for office in sorted((internal / STATUS / "berita").glob("*")):
        yield _place(office.name), msgspec.json.encode(joined((), _newest(shelf, office)))


def _newest(shelf: Shelf, office: Path) -> Iterator[Row]:
    for pointer in sorted(office.glob("*/*.json")):
        reference = f"{office.name}/{pointer.parent.name}/{pointer.stem}"
        try:
            receipt = shelf.newest(reference)
        except Unreadable:
            continue
        if receipt:
            yield from (row for row in rows(receipt) if row.story == reference)


@dataclass(frozen=True, slots=True)
class States:
    """Keeps these files in the editor's tree `admin` as receipts come: what one changes costs that office's file alone.

    Nothing is written while there is no such tree. `log` takes a line of what goes wrong: no publish fails for it.
    """

    admin: Path
    log: Callable[[str], None]

    def note(self, receipt: Receipt) -> None:
        """Take in a receipt."""
        if not (self.admin / _PAGE).is_file():
            return
        offices: dict[str, list[Row]] = {}
        for row in rows(receipt):
            offices.setdefault(row.story.partition("/")[0], []).append(row)
        try:
            for office, new in offices.items():
                place = self.admin / _place(office)
                write(place, msgspec.json.encode(joined(_read(place), new)))
        except OSError as error:
            self.log(f"the editor's states cannot be written: {error}")


def _place(office: str) -> str:
    return f"status/{office}.json"


def _read(place: Path) -> list[Row]:
    try:
        return msgspec.json.decode(place.read_bytes(), type=list[Row])
    except (FileNotFoundError, msgspec.MsgspecError):
        return []
