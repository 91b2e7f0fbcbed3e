"""From a touched key to staged files: view, digest, and only if that is new, bytes. Runs in many processes."""

from __future__ import annotations

import contextlib
import hashlib
import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import msgspec

from plugins.library import Library, Places
from plugins.publish.family import Family, Output, View


@dataclass(frozen=True, slots=True)
class Task:
    """A touched key, with the digest of the view that its outputs show now (empty: none)."""

    family: str
    key: str
    digest: str


Novelty = Literal["new", "changed", "same"]


@dataclass(frozen=True, slots=True)
class Staged:
    """An output: where it belongs, and whether its bytes wait in the staging folder (or are there and right)."""

    path: str
    novelty: Novelty


@dataclass(frozen=True, slots=True)
class Rendered:
    """What became of a task: the view's digest (empty: there is no view any more), its outputs, if they were made."""

    task: Task
    digest: str
    outputs: tuple[Staged, ...]

    @property
    def unchanged(self) -> bool:
        """Whether the outputs that stand are right as they are."""
        return self.digest == self.task.digest


@dataclass(frozen=True, slots=True)
class Workshop:
    """What a process needs for rendering. Picklable, so that any executor can carry it."""

    library: Path
    places: Places
    output: Path
    staging: Path
    vacant: bool  # nothing stands in the output yet
    rendering: Mapping[str, str]  # by family: digest of the code, theme and settings that it renders with
    make_families: Callable[[], Sequence[Family]]


class _Bench:
    """A process's own open library and families, made when its first task comes."""

    def __init__(self, workshop: Workshop) -> None:
        self.workshop = workshop
        self.library = Library.open(workshop.library, workshop.places)
        self.families = {family.name: family for family in workshop.make_families()}
        self.output = str(workshop.output)
        self.staging = str(workshop.staging)
        self.folders = {f"{self.staging}/{novelty}" for novelty in ("new", "changed")}  # that were made


_bench: list[_Bench] = []


def set_up(workshop: Workshop) -> None:
    """Prepare this process for `render`."""
    tear_down()
    _bench.append(_Bench(workshop))


def is_set_up() -> bool:
    """Whether this process is prepared."""
    return bool(_bench)


def tear_down() -> None:
    """Close what `set_up` opened in this process; others end with what they opened."""
    while _bench:
        _bench.pop().library.close()


def render(task: Task) -> Rendered:
    """Make the view of a task; where it differs from what stands, stage its outputs."""
    bench = _bench[0]
    family = bench.families[task.family]
    view = family.view(bench.library, task.key)
    if view is None:
        return Rendered(task, "", ())
    digest = view_digest(family, view, bench.workshop.rendering[family.name])
    if digest == task.digest:
        return Rendered(task, digest, ())
    outputs = tuple(_stage(output, bench) for output in family.render(task.key, view))
    return Rendered(task, digest, outputs)


def view_digest(family: Family, view: View, rendering: str) -> str:
    """The digest of a view, under the code, theme and settings of which `rendering` is the digest."""
    text = msgspec.json.encode(view, order="sorted", enc_hook=str)  # Markup is a str that msgspec does not know
    return hashlib.blake2b(
        f"{rendering}\0{family.name}\0{family.version}\0".encode() + text, digest_size=16
    ).hexdigest()


def _stage(output: Output, bench: _Bench) -> Staged:
    novelty = "new" if bench.workshop.vacant else _novelty(f"{bench.output}/{output.path}", output.content)
    if novelty != "same":
        _write(f"{bench.staging}/{novelty}/{output.path}", output.content, bench.folders)
    return Staged(output.path, novelty)


def _novelty(standing: str, content: bytes) -> Novelty:
    try:
        with open(standing, "rb", buffering=0) as file:  # noqa: PTH123 - a Path costs more than the reading
            return "same" if file.read() == content else "changed"
    except OSError:
        return "new"


def _write(path: str, content: bytes, folders: set[str]) -> None:
    _make_folder(path.rpartition("/")[0], folders)
    with open(path, "wb", buffering=0) as file:  # noqa: PTH123 - see above
        file.write(content)


def _make_folder(folder: str, made: set[str]) -> None:
    if folder not in made:
        _make_folder(folder.rpartition("/")[0], made)
        with contextlib.suppress(FileExistsError):  # another process was here
            os.mkdir(folder)  # noqa: PTH102 - see above
        made.add(folder)
