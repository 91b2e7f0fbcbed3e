"""Setting a watch up from what the command line says, and beginning anew when its own code changed."""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from plugins.publish.processes import only_one
from plugins.watch import clock, publishing
from plugins.watch.announcing import Announcer
from plugins.watch.clone import Clone
from plugins.watch.deploying import Deployer
from plugins.watch.files import write
from plugins.watch.finishing import Finisher
from plugins.watch.house import House
from plugins.watch.pace import Pace
from plugins.watch.publishing import Settings, Site
from plugins.watch.shelf import STATUS, Shelf
from plugins.watch.states import States
from plugins.watch.waking import Wakes
from plugins.watch.watching import Watch

_ROOT = Path(__file__).resolve().parents[2]
_TRIAL = """
import sys
import plugins.watch.running
from pelican.settings import read_settings
read_settings(sys.argv[1])
"""
_TRIAL_SECONDS = 60


def run(chosen: argparse.Namespace) -> int:
    """Watch as the command line says; returns the exit status.

    Raises Unusable or BlockingIOError where the clone cannot be owned, Failed, OSError or ValueError.
    """
    top = chosen.clone.resolve()
    content = (top / chosen.content).resolve()
    if not content.is_relative_to(top):
        raise ValueError(f"the content folder {chosen.content} is not in the clone")
    internal = chosen.internal.resolve() / "watch"
    admin: list[Path] = [chosen.admin.resolve()] if chosen.admin else []
    folders = [folder.resolve() for folder in (chosen.output, chosen.cache, chosen.state, chosen.internal)] + admin
    for folder in folders[3:]:
        if folders[0] in (folder, *folder.parents):
            raise ValueError(f"{folder} may not lie in the output: what it tells would be published")
    clone = Clone(top, _within(content, top), chosen.remote, chosen.branch, _kept(folders, top))
    said = internal / "publish.log"
    code = _code(chosen.settings.resolve())
    site = Site(chosen.settings.resolve(), content, folders[0], folders[1], folders[2], chosen.adopt, not chosen.deploy)
    wakes = Wakes(internal / "trigger")
    with _alone(clone.git_folder), wakes.listening():
        write(internal / "pid", f"{os.getpid()}\n".encode())
        settings = _settings(site, said)
        announcer = Announcer(site.log, settings.site_url, settings.hubs, _log)
        deployer = Deployer(chosen.deploy, chosen.internal.resolve() / "deploy", site.output, announcer.taken)
        watch = Watch(
            clone=clone,
            site=site,
            settings=settings,
            shelf=Shelf(chosen.internal.resolve() / STATUS, *(States(tree, _log).note for tree in admin)),
            deployer=deployer,
            finisher=Finisher(site, deployer, internal, _log),
            house=House(clone, _log),
            wakes=wakes,
            pace=Pace(max(chosen.every, 0.05), clock.seconds),
            said=said,
            log=_log,
            outdated=lambda: _code(site.settings) != code,
            broken=lambda: _broken(site.settings),
            accept_rewritten=chosen.accept_rewritten,
        )
        _log(f"watching {clone.remote} {clone.branch}")
        status = watch.run(once=chosen.once)
        (internal / "pid").unlink(missing_ok=True)
    if watch.renew and not wakes.stops:
        spent = [] if watch.accept_rewritten else ["--accept-rewritten"]
        words = [word for word in sys.argv[1:] if word not in spent]
        os.execv(sys.executable, [sys.executable, "-m", "plugins.watch", *words])  # noqa: S606 - ourselves
    _log("ended")
    return status


def _settings(site: Site, said: Path) -> Settings:
    child, pipe = publishing.in_child(lambda: publishing.settings(site), said)
    with os.fdopen(pipe, "rb") as told:
        answer = told.read()
    _, status = os.waitpid(child, 0)
    if status or not answer:
        raise ValueError(f"{site.settings} cannot be read as settings; {said} says why")
    return msgspec.json.decode(answer, type=Settings)


@contextmanager
def _alone(git_folder: Path) -> Iterator[None]:
    with ExitStack() as stack:
        try:
            stack.enter_context(only_one(git_folder / "newsroom-watch.lock"))
        except BlockingIOError:
            raise BlockingIOError("another watch owns this clone") from None
        yield


def _within(path: Path, top: Path) -> str:
    inside = path.relative_to(top).as_posix()
    return "" if inside == "." else inside


def _kept(folders: Sequence[Path], top: Path) -> tuple[str, ...]:
    inside = [_within(folder, top) for folder in folders if folder.is_relative_to(top)]
    if "" in inside:
        raise ValueError(
            "output, cache, state, internal and admin may lie in folders of the clone, but none may be the clone"
        )
    return tuple(inside)


def _code(settings: Path) -> list[tuple[str, int, int]]:
    """What tells this process's code from another: path, size and time of each file of it, and of the settings."""
    files = [*_ROOT.glob("plugins/**/*.py"), *_ROOT.glob("*conf.py"), _ROOT / "requirements.txt", settings]
    found = ((str(path), path.stat()) for path in sorted(set(files)) if path.is_file())
    return [(path, status.st_size, status.st_mtime_ns) for path, status in found]


def _broken(settings: Path) -> str:
    """Why the code, or the settings, on disk cannot run, as a process of their own says; empty where they can."""
    words = [sys.executable, "-c", _TRIAL, str(settings)]
    try:
        tried = subprocess.run(
            words,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            timeout=_TRIAL_SECONDS,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        return str(error)
    lines = tried.stderr.decode("utf-8", "replace").strip().splitlines()
    return (lines[-1] if lines else f"it ended with {tried.returncode}") if tried.returncode else ""


def _log(text: str) -> None:
    at = datetime.fromtimestamp(clock.seconds(), UTC)
    print(f"{at:%Y-%m-%dT%H:%M:%SZ} {' '.join(text.split())}", flush=True)
