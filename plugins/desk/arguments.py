"""What the commands of the desk have in common on their command lines."""

from __future__ import annotations

import argparse
from pathlib import Path

USUAL = Path("content")  # the content folder, where none is named
_ROOT = Path(__file__).resolve().parents[2]


def settle(chosen: argparse.Namespace) -> None:
    """`check FILE` means that file of the usual content folder: put what was taken for the folder in its place.

    A path copied from Windows means the same elsewhere.
    """
    if getattr(chosen, "files", None) is None:
        return
    other = chosen.content != USUAL and USUAL.is_dir()
    if other and (not chosen.content.is_dir() or USUAL.resolve() in chosen.content.resolve().parents):
        chosen.files = [str(chosen.content), *chosen.files]
        chosen.content = USUAL
    chosen.files = [_as_here(name) for name in chosen.files]


def _as_here(name: str) -> str:
    return name if "\\" not in name or Path(name).exists() else name.replace("\\", "/")


def add_content(command: argparse.ArgumentParser, *, option: bool = False) -> None:
    """The content folder, which must be there, and the settings: `run` is handed these as they were read.

    As an `option` (`--content`) where a command has other arguments without a name: they may stand anywhere then.
    """
    told = "folder isi (biasanya content)"
    if option:
        command.add_argument("--content", type=Path, default=USUAL, help=told)
    else:
        command.add_argument("content", type=Path, nargs="?", default=USUAL, help=told)
    command.add_argument("-s", "--settings", type=Path, default=_ROOT / "pelicanconf.py", help="berkas setelan")
