"""Where receipts lie: `status/<yyyy>/<mm>/<commit>.json`, and beside them which is the newest of a story or unit."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

import msgspec

from plugins import addresses
from plugins.watch.files import write
from plugins.watch.receipts import Deploy, Receipt, seconds

STATUS = "status"  # the folder of receipts in the internal one

_COMMIT = re.compile(r"[0-9a-f]{7,40}")
_MONTHS = "[0-9][0-9][0-9][0-9]/[0-9][0-9]"
_DUE = "jatuh-tempo"

Kind = TypeVar("Kind")


class Unreadable(Exception):
    """A receipt is not as it was written; the text names it."""


@dataclass(frozen=True, slots=True)
class Shelf:
    """The folder of receipts. Months are those of UTC. `noted` hears of each receipt that is written."""

    folder: Path
    noted: Callable[[Receipt], None] = lambda receipt: None

    def put(self, receipt: Receipt) -> str:
        """Write a receipt, in place of an earlier one of the same commit or moment; returns its path on the shelf.

        It becomes the newest of its stories and units. Raises OSError.
        """
        place = _place(receipt)
        write(self.folder / place, _encoded(receipt))
        pointer = msgspec.json.encode(place)
        for story in receipt.stories:
            if story.reference:
                write(self.folder / "berita" / f"{story.reference}.json", pointer)
        for unit in receipt.units:
            write(self.folder / "unit" / f"{unit}.json", pointer)
        self.noted(receipt)
        return place

    def at(self, place: str) -> Receipt:
        """The receipt at a path on the shelf. Raises Unreadable, FileNotFoundError."""
        return self._decode(self.folder / place, Receipt)

    def deployed(self, place: str, deploy: Deploy) -> None:
        """Note in a receipt what became of it with the deploy command."""
        try:
            receipt = self.at(place)
        except (FileNotFoundError, Unreadable):
            return  # somebody took it away
        receipt = replace(receipt, deploy=deploy)
        write(self.folder / place, _encoded(receipt))
        self.noted(receipt)

    def of_commit(self, beginning: str) -> Receipt | None:
        """The receipt of a commit, by its id or the first seven digits of it."""
        if not _COMMIT.fullmatch(beginning):
            return None
        found = sorted(self.folder.glob(f"{_MONTHS}/{beginning}{'*' if len(beginning) < 40 else ''}.json"))
        return self._decode(found[-1], Receipt) if found else None

    def arrived(self, commit: str) -> float | None:
        """When a commit arrived (seconds since 1970, UTC), as its receipt says; None where there is none to read."""
        try:
            known = self.of_commit(commit)
        except Unreadable:
            return None
        return seconds(known.arrived) if known else None

    def newest(self, asked: str) -> Receipt | None:
        """The newest receipt of a story (`unit/yyyy/slug`) or a unit."""
        if addresses.STORY_REFERENCE.fullmatch(asked):
            pointer = self.folder / "berita" / f"{asked}.json"
        elif addresses.is_unit_id(asked):
            pointer = self.folder / "unit" / f"{asked}.json"
        else:
            return None
        try:
            return self.at(self._decode(pointer, str))
        except FileNotFoundError:
            return None

    def _decode(self, path: Path, kind: type[Kind]) -> Kind:
        try:
            return msgspec.json.decode(path.read_bytes(), type=kind)
        except msgspec.MsgspecError as error:
            raise Unreadable(f"{path}: {error}") from error


def _place(receipt: Receipt) -> str:
    year, month = receipt.arrived[:4], receipt.arrived[5:7]
    if receipt.due:
        stamp = re.sub(r"[^0-9TZ]", "", receipt.due)
        return f"{_DUE}/{year}/{month}/{stamp}.json"
    return f"{year}/{month}/{receipt.commit}.json"


def _encoded(receipt: Receipt) -> bytes:
    return msgspec.json.format(msgspec.json.encode(receipt), indent=2) + b"\n"
