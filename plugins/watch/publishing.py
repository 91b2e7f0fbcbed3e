"""One publish in a process of its own, forked from one that has everything loaded: nothing leaks, a crash ends nothing.

The child sends what it did through a pipe. It also names the modules that it had to load, and the parent loads them,
so that no later publish pays for them.
"""

from __future__ import annotations

import gc
import importlib
import os
import signal
import sys
import traceback
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import msgspec

from plugins import dates, units
from plugins.hubs.request import hub_addresses
from plugins.library import standing
from plugins.newsroom.announcing import ELSEWHERE, NOW
from plugins.newsroom.building import build
from plugins.newsroom.finishing import LATER
from plugins.newsroom.settings import library_path, state_path
from plugins.problems import Problem
from plugins.publish.log import Log
from plugins.publish.outward import Refused
from plugins.watch import clock
from plugins.watch.git import GONE, Changed
from plugins.watch.receipts import Published, Story, feeds, held_back, is_story, judge, reference_of
from plugins.watch.waking import Wakes

_FOREVER = 3600.0  # seconds, and then again


@dataclass(frozen=True, slots=True)
class Site:
    """Where a site lies, and by which settings it is published. `adopt`: what stands in the output counts as out.

    `announce`: whether the publish tells the hubs itself; not where its output has to be copied first.
    """

    settings: Path
    content: Path
    output: Path
    cache: Path
    state: Path
    adopt: bool = False
    announce: bool = True

    @property
    def override(self) -> dict[str, Any]:
        """The settings that the command line gives."""
        return {
            "PATH": str(self.content),
            "OUTPUT_PATH": str(self.output),
            "CACHE_PATH": str(self.cache),
            "STATE_PATH": str(self.state),
            "PREVIEW": False,
            "DEFERRED": LATER,
            "PUBLISH": {"allow": [], "adopt": self.adopt, "announce": NOW if self.announce else ELSEWHERE},
        }

    @property
    def library(self) -> Path:
        """The site's library."""
        return library_path({"CACHE_PATH": str(self.cache)}, self.content, self.output)

    @property
    def log(self) -> Path:
        """The folder of its publish log."""
        return state_path({"STATE_PATH": str(self.state)}, self.output)


@dataclass(frozen=True, slots=True)
class Settings:
    """What a watch has to know of the settings file."""

    site_url: str
    timezone: str
    hubs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Asked:
    """What a publish is told: its moment (seconds since 1970, UTC) and what is to be told of it.

    `changed` are the story files whose fate is asked for, as the commits left them, `incoming` all content files that
    the publish is to take in.
    """

    moment: float
    site_url: str
    timezone: str
    changed: Sequence[Changed] = ()
    incoming: Callable[[], Sequence[Changed]] = tuple


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a publish did. `wrong` says why it could not; `due` is when something next changes by itself.

    `stories` are those asked for, by content path, `fallen` those whose moment had come.
    """

    wrong: str = ""
    new: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    deleted: tuple[str, ...] = ()
    published: Published = field(default=Published(0.0, (), ""))
    stories: Mapping[str, Story] = field(default_factory=dict)
    fallen: tuple[Story, ...] = ()
    due: int | None = None
    queued: int = 0  # views that wait to be made
    modules: tuple[str, ...] = ()


def in_child(work: Callable[[], object], said: Path) -> tuple[int, int]:
    """Do some work in a forked process; returns its id and the pipe for `collected`. What it prints goes to a file."""
    reading, writing = os.pipe()
    sys.stdout.flush()
    sys.stderr.flush()
    child = os.fork()
    if child:
        os.close(writing)
        return child, reading
    status = 1
    try:
        os.close(reading)
        gc.freeze()  # what came from the parent is not looked at by the child's collector, and so not copied
        _be_alone(said)
        told = msgspec.json.encode(work())
        with os.fdopen(writing, "wb") as pipe:
            pipe.write(told)
        status = 0
    except BaseException:
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(status)


def _be_alone(said: Path) -> None:
    os.setpgid(0, 0)  # the interrupt of a terminal is the parent's to answer
    signal.set_wakeup_fd(-1)
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGUSR1, signal.SIGCHLD):
        signal.signal(number, signal.SIG_DFL)
    said.parent.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(said, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o666)
    os.dup2(descriptor, 1)
    os.dup2(descriptor, 2)
    os.close(descriptor)


def collected(child: int, pipe: int, said: Path, wakes: Wakes) -> Outcome:
    """What a child did that publishes. Where an end is asked for twice, it is killed."""
    told = bytearray()
    while True:
        if wakes.wait(_FOREVER, pipe):
            chunk = os.read(pipe, 1 << 20)
            if not chunk:
                break
            told += chunk
        if wakes.stops > 1:
            os.kill(child, signal.SIGKILL)
    os.close(pipe)
    _, status = os.waitpid(child, 0)
    return outcome(bytes(told), status, said)


def outcome(told: bytes, status: int, said: Path) -> Outcome:
    """What a child that published sent; or, where it ended otherwise, that."""
    if os.WIFSIGNALED(status):
        return Outcome(wrong=f"the publish was ended by signal {os.WTERMSIG(status)}")
    if status or not told:
        return Outcome(wrong=f"the publish failed unexpectedly; {said} says how")
    return msgspec.json.decode(told, type=Outcome)


def publish(site: Site, asked: Asked) -> Outcome:
    """Publish what is checked out. For a child: it sets the clock of the build, and fills this process's memory."""
    before = set(sys.modules)
    os.environ["SOURCE_DATE_EPOCH"] = str(int(asked.moment))
    falling = standing.due(site.library, int(asked.moment))
    refused, problems, report = "", list[Problem](), None
    try:
        report = build(site.settings, site.override)
        refused, problems = report.refused, report.problems
    except Refused as gate:
        refused = str(gate)
    except Exception as error:  # whatever it is: the site stands, the watch goes on, and it is tried again
        traceback.print_exc()
        return Outcome(wrong=str(error) or type(error).__name__, modules=_loaded(before))
    live = clock.seconds()
    paths = (*report.new, *report.changed, *report.deleted) if report else ()
    stories, fallen = _stories(site, asked, problems, falling, refused=bool(refused))
    due = [moment for moment in (report.due if report else None, _next_event(site, asked)) if moment is not None]
    return Outcome(
        new=tuple(report.new) if report else (),
        changed=tuple(report.changed) if report else (),
        deleted=tuple(report.deleted) if report else (),
        published=Published(live, feeds(paths), _log_head(site), refused),
        stories=stories,
        fallen=fallen,
        due=min(due, default=None),
        queued=report.queued if report else 0,
        modules=_loaded(before),
    )


def settings(site: Site) -> Settings:
    """What the settings file says. For a child: it is a program, and may do anything to its process."""
    from pelican.settings import read_settings

    made = read_settings(str(site.settings), override=site.override)
    return Settings(str(made["SITEURL"]).rstrip("/"), str(made["TIMEZONE"]), hub_addresses(made.get("HUBS", ())))


def load(modules: Sequence[str]) -> None:
    """Load modules that a child had to."""
    for name in modules:
        try:
            importlib.import_module(name)
        except Exception:  # noqa: S112 - the child does without the favour, and loads it itself
            continue


def _loaded(before: set[str]) -> tuple[str, ...]:
    """The modules of the program and its libraries that were loaded since; not the settings file, which may change."""
    found = []
    for name in sorted(sys.modules.keys() - before):
        of = getattr(sys.modules[name], "__spec__", None)
        if of is not None and of.name == name and not name.startswith("_") and name != "pelicanconf":
            found.append(name)
    return tuple(found)


def _stories(
    site: Site, asked: Asked, problems: Sequence[Problem], falling: Sequence[str], *, refused: bool
) -> tuple[dict[str, Story], tuple[Story, ...]]:
    by_path: dict[str, list[Problem]] = {}
    for problem in problems:
        by_path.setdefault(problem.path, []).append(problem)
    references = {change.path: reference_of(change.path) for change in asked.changed}
    known = standing.standings(site.library, {*references.values(), *falling} - {""})
    moved = standing.moved(site.library, {*references.values()} - known.keys() - {""})
    held: frozenset[str] = frozenset()
    if refused:
        incoming = [change for change in asked.incoming() if is_story(change.path)]
        held = held_back(incoming, standing.blobs(site.library, (change.path for change in incoming)))
    told = {
        change.path: judge(
            change.path,
            known.get(references[change.path]),
            by_path.get(change.path, ()),
            site_url=asked.site_url,
            held=change.path in held,
            gone=change.mode == GONE,
            moved=moved.get(references[change.path], ""),
        )
        for change in asked.changed
    }
    fallen = [
        judge(row.source, row, by_path.get(row.source, ()), site_url=asked.site_url, held=False, gone=False)
        for row in (known[reference] for reference in falling if reference in known)
    ]
    return told, tuple(fallen)


def _next_event(site: Site, asked: Asked) -> int | None:
    """The first midnight of the site's zone after a moment from which units have other names or parents."""
    registry, _ = units.load_registry(site.content, asked.timezone)
    today = dates.in_zone(int(asked.moment), asked.timezone).date()
    coming = [event.date for unit in registry.units for event in registry.events(unit) if event.date > today]
    if not coming:
        return None
    return dates.parse_moment(min(coming).isoformat(), asked.timezone).instant


def _log_head(site: Site) -> str:
    if not Log.exists(site.log):
        return ""
    with Log(site.log) as log:
        return log.head
