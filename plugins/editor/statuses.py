"""What became of an office's newest stories, by the receipts of the watch: what the page of states shows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from plugins.watch import answers
from plugins.watch.receipts import Receipt
from plugins.watch.shelf import STATUS, Shelf, Unreadable

MOST = 50  # stories of an office


def rows(newest: Iterable[tuple[str, Receipt]]) -> list[dict[str, Any]]:
    """Rows for references and the newest receipt of each, newest first: story, state, whether it is out, what is said
    of it (Indonesian), its address."""
    ordered = sorted(newest, key=lambda each: (each[1].due or each[1].arrived, each[0]), reverse=True)
    found = ((reference, receipt, _story(reference, receipt)) for reference, receipt in ordered[:MOST])
    return [
        {"story": reference, "state": story.state, "out": out, "said": said, "address": story.address}
        for reference, receipt, story in found
        if story
        for said, out in [answers.of_story(receipt, reference)]
    ]


def _story(reference: str, receipt: Receipt) -> Any:
    return next((story for story in receipt.stories if story.reference == reference), None)


def of_offices(internal: Path) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """Each office with receipts in the folder `internal`, by id, and its rows. What cannot be read is passed over."""
    shelf = Shelf(internal / STATUS)
    for office in sorted((internal / STATUS / "berita").glob("*")):
        yield office.name, rows(_newest(shelf, office))


def _newest(shelf: Shelf, office: Path) -> Iterator[tuple[str, Receipt]]:
    for pointer in sorted(office.glob("*/*.json")):
        reference = f"{office.name}/{pointer.parent.name}/{pointer.stem}"
        try:
            receipt = shelf.newest(reference)
        except Unreadable:
            continue
        if receipt:
            yield reference, receipt
