"""From a touched key to staged files: view, digest, and only if that is new, bytes. Runs in many processes."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from plugins.library import Library, Places
from plugins.publish.family import Family, Output, View


@dataclass(frozen=True, slots=True)
class Task:
    """A touched key, with the digest of the view that its outputs show now (empty: none)."""

    family: str
    key: str
    digest: str


@dataclass(frozen=True, slots=True)
class Staged:
    """An output: where it belongs, and the staged file that holds its new bytes (empty: the bytes there are right)."""

    path: str
    file: str
    new: bool


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
    rendering: str  # digest of code, theme and settings
    make_families: Callable[[], Sequence[Family]]


class _Bench:
    """A process's own open library and families, made when its first task comes."""

    def __init__(self, workshop: Workshop) -> None:
        self.workshop = workshop
        self.library = Library.open(workshop.library, workshop.places)
        self.families = {family.name: family for family in workshop.make_families()}


_bench: list[_Bench] = []


def set_up(workshop: Workshop) -> None:
    """Prepare this process for `render`."""
    tear_down()
    _bench.append(_Bench(workshop))


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
    digest = view_digest(family, view, bench.workshop.rendering)
    if digest == task.digest:
        return Rendered(task, digest, ())
    outputs = tuple(_stage(output, bench.workshop) for output in family.render(task.key, view))
    return Rendered(task, digest, outputs)


def view_digest(family: Family, view: View, rendering: str) -> str:
    """The digest of a view, under the code, theme and settings of which `rendering` is the digest."""
    text = json.dumps(view, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(f"{rendering}\0{family.name}\0{family.version}\0{text}".encode()).hexdigest()


def _stage(output: Output, workshop: Workshop) -> Staged:
    standing = workshop.output / output.path
    try:
        if standing.read_bytes() == output.content:
            return Staged(output.path, "", False)
        new = False
    except OSError:
        new = True
    file = hashlib.sha256(output.path.encode()).hexdigest()
    (workshop.staging / file).write_bytes(output.content)
    return Staged(output.path, file, new)
