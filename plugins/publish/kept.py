"""What is made of files by long work and kept until one of them is another: registers, parsed and checked."""

from __future__ import annotations

import os
import pickle
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

Made = TypeVar("Made")


def kept(folder: Path | None, name: str, key: str, make: Callable[[], Made]) -> Made:
    """What `make` gives, or gave when it was last made under this `key` (a digest of all that it is made of).

    It is kept in a folder that belongs to whoever runs this, as the library does: nobody else may write there, for
    unpickling trusts it. Without a folder, and where that cannot be written, nothing is kept.
    """
    if folder is None:
        return make()
    file = folder / f"{name}-{key[:32]}.pickle"
    try:
        found: Made = pickle.loads(file.read_bytes())  # noqa: S301 - see above
    except Exception:  # whatever is wrong with a file that is only kept: it is made anew
        found = make()
        _keep(file, name, found)
    return found


def _keep(file: Path, name: str, made: object) -> None:
    fresh = file.with_suffix(f".{os.getpid()}")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        fresh.write_bytes(pickle.dumps(made, pickle.HIGHEST_PROTOCOL))
        fresh.replace(file)
        for old in file.parent.glob(f"{name}-*.pickle"):
            if old != file:
                old.unlink(missing_ok=True)
    except OSError:
        return
