"""The photos and documents that a story takes along when it moves."""

from __future__ import annotations

import contextlib
import shutil
from dataclasses import dataclass
from pathlib import Path

from plugins.desk.amending import within
from plugins.desk.refusal import Refusal
from plugins.stories import tree
from plugins.stories.reader import Context, read_story
from plugins.stories.tree import Place


@dataclass(frozen=True, slots=True)
class Carried:
    """A file's content paths before and after; `shared`: another text of the old folder needs it too, so it stays."""

    old: str
    new: str
    shared: bool


def plan(content: Path, old: Place, new: Place, context: Context) -> tuple[Carried, ...]:
    """What goes along from the folder of `old` to that of `new`. Raises Refusal where another file is in the way."""
    if old.folder == new.folder:
        return ()
    needed = _needed(content, old, context)
    others: set[str] = set()
    for text in sorted((content / old.folder).glob("*.md")):
        place = tree.classify(text.relative_to(content).as_posix(), context.registry)
        if isinstance(place, Place) and place != old:
            others |= _needed(content, place, context)
    carried = []
    for path in sorted(needed):
        target = new.folder + path.removeprefix(old.folder)
        within(content, target)
        if (content / target).exists():
            if (content / target).read_bytes() != (content / path).read_bytes():
                raise Refusal(f"{target} sudah ada dan isinya lain. Ganti dahulu nama {path} beserta sebutannya.")
            continue
        carried.append(Carried(path, target, path in others))
    return tuple(carried)


def carry_out(content: Path, carried: tuple[Carried, ...]) -> list[str]:
    """Move or copy the files; what was done, a line each."""
    told = []
    for file in carried:
        source, target = content / file.old, content / file.new
        target.parent.mkdir(parents=True, exist_ok=True)
        if file.shared:
            shutil.copyfile(source, target)
            told.append(f"Disalin: {file.old} (berita lain memakainya juga)")
        else:
            shutil.move(source, target)
            told.append(f"Ikut pindah: {file.old}")
            with contextlib.suppress(OSError):  # a folder that holds nothing any more
                source.parent.rmdir()
    return told


def _needed(content: Path, place: Place, context: Context) -> set[str]:
    """The content paths of the files that a text refers to and that are there."""
    reading = read_story((content / place.path).read_bytes(), place, context)
    return {path for path in reading.needs if not path.endswith("/") and (content / path).is_file()}
