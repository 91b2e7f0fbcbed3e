"""A small site with a deferred family, a page that shows what it made, and a list of it that is deferred itself."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import Any, Literal

from plugins.library import Library
from plugins.library.changes import Change, MadeChange, StoryChange
from plugins.publish import deferred, run
from plugins.publish.family import Family, Output, View
from plugins.publish.job import Finished, Job, Report
from plugins.publish.outward import Outward
from tests import building
from tests.factory import instant
from tests.publish.small import AS_OF, Small

KEYS = re.compile(r"plakat/(.+)-[0-9a-f]{8}\.txt")

Hook = Callable[[str], None]


def nothing(key: str) -> None:
    """What a family does beside rendering."""


@dataclass
class Plaques:
    """Of each story that is not withdrawn a plaque with its title, at an address that follows from the title.

    `hook` is called as a key is rendered, in the process that renders.
    """

    hook: Hook = nothing
    name: str = "plakat"
    kind: Literal["core", "deferred"] = "deferred"
    version: int = 1
    themed: str = ""

    def keys(self, library: Library) -> Iterable[str]:
        return [reference for reference in library.references() if self.exists(library, reference)]

    def concerned(self, units: frozenset[str], library: Library) -> Iterable[str]:
        return ()

    def touched(self, change: Change, library: Library) -> Iterable[str]:
        return [side.story.reference for side in change.sides] if isinstance(change, StoryChange) else ()

    def exists(self, library: Library, key: str) -> bool:
        placed = library.story(key)
        return placed is not None and placed.state != "withdrawn"

    def writes(self, path: str) -> bool:
        return KEYS.fullmatch(path) is not None

    def view(self, library: Library, key: str) -> View | None:
        placed = library.story(key)
        return {"title": placed.story.title} if placed and placed.state != "withdrawn" else None

    def render(self, key: str, view: View) -> Iterable[Output]:
        self.hook(key)
        title = str(view["title"])
        mark = sha256(title.encode()).hexdigest()[:8]
        yield Output(f"plakat/{key}-{mark}.txt", title.encode())


class Frames(Plaques):
    """The same beside the page of the story, where only live stories have one."""

    name = "bingkai"

    def __init__(self, hook: Hook = nothing) -> None:
        self.hook = hook

    def writes(self, path: str) -> bool:
        return path.endswith("/bingkai.txt")

    def render(self, key: str, view: View) -> Iterable[Output]:
        self.hook(key)
        yield Output(f"berita/{key}/bingkai.txt", str(view["title"]).encode())


class Walls:
    """Core: of each story a page that names the plaques that hang."""

    name = "dinding"
    kind: Literal["core", "deferred"] = "core"
    version = 1
    themed = ""

    def keys(self, library: Library) -> Iterable[str]:
        return library.references()

    def concerned(self, units: frozenset[str], library: Library) -> Iterable[str]:
        return ()

    def touched(self, change: Change, library: Library) -> Iterable[str]:
        if isinstance(change, MadeChange):
            return (change.key,) if change.family == "plakat" else ()
        return [side.story.reference for side in change.sides] if isinstance(change, StoryChange) else ()

    def view(self, library: Library, key: str) -> View | None:
        placed = library.story(key)
        return {"state": placed.state, "plaques": library.made("plakat", key)} if placed else None

    def render(self, key: str, view: View) -> Iterable[Output]:
        plaques = view["plaques"]
        assert isinstance(plaques, tuple)
        yield Output(f"dinding/{key}.html", "\n".join([str(view["state"]), *plaques]).encode())


class Index:
    """Deferred too: one list of the plaques of all stories."""

    name = "daftar"
    kind: Literal["core", "deferred"] = "deferred"
    version = 1
    themed = ""

    def keys(self, library: Library) -> Iterable[str]:
        return ("",)

    def concerned(self, units: frozenset[str], library: Library) -> Iterable[str]:
        return ()

    def touched(self, change: Change, library: Library) -> Iterable[str]:
        return ("",) if isinstance(change, MadeChange) and change.family == "plakat" else ()

    def view(self, library: Library, key: str) -> View | None:
        return {"plaques": [path for one in sorted(library.references()) for path in library.made("plakat", one)]}

    def render(self, key: str, view: View) -> Iterable[Output]:
        plaques = view["plaques"]
        assert isinstance(plaques, list)
        yield Output("plakat/daftar.txt", "\n".join(plaques).encode())


@dataclass
class Gallery:
    """The site: built with these families alone."""

    site: Small
    hook: Hook = nothing
    plaques: bool = True
    frames: Hook | None = None  # what its family does beside rendering, if there is one
    processes: int = 1

    def families(self) -> Sequence[Family]:
        frames: list[Family] = [Frames(self.frames)] if self.frames else []
        plaques: list[Family] = [Plaques(self.hook), Index()] if self.plaques else []
        return [Walls(), *plaques, *frames]

    def job(self, as_of: str = AS_OF, **settings: Any) -> Job:
        made, _ = building.job(self.site.content, self.site.output, None, instant(as_of), settings)
        return replace(made, make_families=self.families, processes=self.processes)

    def build(self, as_of: str = AS_OF, **settings: Any) -> Report:
        return run.build(self.job(as_of, **settings))

    def publish(self, *, allow: Sequence[str] = ()) -> Report:
        self.site.commit()
        job = self.job()
        state = building.state_of(self.site.output) / "log"
        outward = Outward(state, job.output, job.places.as_of, frozenset(allow))
        return run.build(replace(job, outward=outward))

    def finish(self, **chosen: Any) -> Finished:
        return deferred.finish(self.job(), **chosen)

    def all(self) -> Finished:
        """Build, and make what waits."""
        self.build()
        return self.finish()

    @property
    def files(self) -> dict[str, bytes]:
        return self.site.files

    def clean(self) -> dict[str, bytes]:
        """What a clean build and a round give."""
        again = Gallery(replace(self.site, folder=self.site.folder / "bersih"), frames=nothing if self.frames else None)
        again.site.folder.mkdir(exist_ok=True)
        if not (again.site.folder / "content").exists():
            (again.site.folder / "content").symlink_to(self.site.content)
        for name in ("output", "output.cache"):
            shutil.rmtree(again.site.folder / name, ignore_errors=True)
        assert again.all().why == ""
        return again.files


def elsewhere(work: Callable[[], object]) -> int:
    """Do some work in a process of its own, as another command would; returns its exit status (0: it was done)."""
    child = os.fork()
    if not child:
        try:
            work()
            os._exit(0)
        finally:
            os._exit(1)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def dead(files: dict[str, bytes]) -> list[str]:
    """The plaques that pages, or the list, name and that do not hang."""
    named = [line for path, text in files.items() if path.endswith((".html", "daftar.txt")) for line in lines(text)]
    return sorted({line for line in named if line.startswith("plakat/") and line not in files})


def lines(text: bytes) -> list[str]:
    return text.decode().splitlines()
