"""Reading one file in a process of its own: the story as it is, or its last good version, and what is wrong with it."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from types import FrameType
from typing import TypeVar

from plugins import copies
from plugins.library import deadlinks, store
from plugins.library.changes import Reading
from plugins.library.scan import FLAGS, blob_id_of
from plugins.problems import ERROR, WARNING, Problem, Rule
from plugins.stories import history, reader, tree

Made = TypeVar("Made")

_ALARM = 20  # seconds: a brake against the unforeseen only; every limit that a story can meet is counted
_MOST_BYTES = reader.MAX_FILE_BYTES + 1  # of a file: one more than the reader accepts, so that it says so

KEPT = Rule(
    "last-good-version",
    "Versi terakhir yang baik dari berita ini ({commit}) tetap tayang.",
    "Perbaiki kesalahan pada berkas ini, maka versi barunya tayang.",
    WARNING,
)
TAKEN_DOWN = Rule(
    "taken-down",
    "Berkas ini salah dan menyebut penarikan, embargo atau draf, maka beritanya diturunkan.",
    "Perbaiki kesalahan pada berkas ini agar penarikan, embargo atau drafnya berlaku sebagaimana dimaksud.",
    WARNING,
)
TOOL_ERROR = Rule(
    "tool-error",
    "Berkas ini tidak selesai dibaca. Ini kesalahan alat, bukan kesalahan penulis.",
    "Kirimkan berkas ini kepada pengelola ruang redaksi.",
)

_contexts: list[reader.Context] = []
_brakes: list[Callable[[int, FrameType | None], None]] = []  # the handler of the alarm, where one could be set


def set_up(context: reader.Context) -> None:
    """Prepare this process for `read`. Only in its main thread can reading be stopped."""
    _contexts[:] = [context]
    if hasattr(signal, "setitimer") and threading.current_thread() is threading.main_thread():
        signal.signal(signal.SIGALRM, _stop)
        _brakes[:] = [_stop]


def read(path: str) -> Reading:
    """What the library takes in of the file at a content path: where it is broken, its last good version."""
    context = _contexts[0]
    place = _classify(path, context)
    if not isinstance(place, tree.Place | tree.PagePlace):
        return _row(path, "", reader.Reading(problems=(place,) if place else ()))
    key = place.reference if isinstance(place, tree.Place) else place.site_path
    data = _bytes(path, context)
    found = _read(data, place, context)
    if found.story is None and found.page is None:
        found = _last_good(found, data, place, context)
    return replace(_row(path, key, found), blob=blob_id_of(data))


def check(path: str) -> Reading:
    """The same, of the file as it stands, whatever earlier versions were like."""
    return examine(path)[0]


@dataclass(frozen=True, slots=True)
class Seen:
    """A file as it was read: its bytes, where it lies, and of a story the front matter (None: nothing came of it)."""

    data: bytes
    place: tree.Place | tree.PagePlace
    opened: reader.Opened | None = None


def examine(path: str) -> tuple[Reading, Seen | None]:
    """What `check` gives, and the file for who looks at more of it; None where it can stand for nothing."""
    context = _contexts[0]
    place = _classify(path, context)
    if not isinstance(place, tree.Place | tree.PagePlace):
        return _row(path, "", reader.Reading(problems=(place,) if place else ())), None
    data = _bytes(path, context)
    if isinstance(place, tree.PagePlace):
        return _row(path, place.site_path, _read(data, place, context)), Seen(data, place)
    story_place = place
    opened: list[reader.Opened] = []  # one, where opening came to its end

    def read_it() -> reader.Reading:
        opened.append(reader.open_story(data, story_place, context))
        return reader.read_opened(opened[0], story_place, context)

    found = _braked(read_it, path)
    return _row(path, place.reference, found), Seen(data, place, opened[0] if opened else None)


def failed(result: Reading) -> bool:
    """Whether the tool, not the file, was at fault."""
    return result.problems is not None and f'"code":"{TOOL_ERROR.code}"'.encode() in result.problems


def with_line(problem: Problem, context: reader.Context) -> Problem:
    """A problem about a link, with the line on which the file mentions the page it leads to (its last folder)."""
    if problem.line or problem.code != deadlinks.NOWHERE.code:
        return problem
    name = problem.value.rstrip("/").rpartition("/")[2].encode()
    lines = _bytes(problem.path, context).splitlines()
    found = next((number for number, line in enumerate(lines, 1) if name in line and b"](" in line), 0)
    return replace(problem, line=found)


def _classify(path: str, context: reader.Context) -> tree.Place | tree.PagePlace | Problem | None:
    classify = tree.classify if path.startswith("berita/") else tree.classify_page
    return classify(path, context.registry)


def _bytes(path: str, context: reader.Context) -> bytes:
    """The file's bytes, as far as the reader wants them; empty where it cannot be opened. Never opens a non-file."""
    try:
        descriptor = os.open(context.roots.of(path) / path, FLAGS)
    except OSError:
        return b""
    with os.fdopen(descriptor, "rb") as file:
        return file.read(_MOST_BYTES)


def _read(data: bytes, place: tree.Place | tree.PagePlace, context: reader.Context) -> reader.Reading:
    return _braked(lambda: reader.Reader(context).read(data, place), place.path)


def _braked(read_it: Callable[[], reader.Reading], path: str) -> reader.Reading:
    found = guarded(read_it, path)
    return reader.Reading(problems=(found,)) if isinstance(found, Problem) else found


def guarded(make: Callable[[], Made], path: str) -> Made | Problem:
    """What `make` gives, or the tool's own error: whatever a file provokes in a library hurts that file alone."""
    try:
        with _brake():
            return make()
    except (Exception, _TooLong) as error:
        return TOOL_ERROR.broken(path, value=f"{type(error).__name__}: {error}")


def _last_good(
    broken: reader.Reading, data: bytes, place: tree.Place | tree.PagePlace, context: reader.Context
) -> reader.Reading:
    def accept(old: bytes) -> tuple[reader.Reading, bytes] | None:
        reading = _read(old, place, context)
        return (reading, old) if reading.story or reading.page else None

    found = history.last_good(context.roots.of(place.path), place.path, accept)
    if found is None:
        return broken
    (good, old), commit = found
    needs = tuple(sorted({*broken.needs, *good.needs}))
    if history.takes_down(data, old):
        return reader.Reading(None, None, (*broken.problems, TAKEN_DOWN.broken(place.path)), needs)
    kept = KEPT.broken(place.path, commit=commit[:10])
    return reader.Reading(good.story, good.page, (*broken.problems, kept), needs)


def _row(path: str, key: str, found: reader.Reading) -> Reading:
    story = found.story
    return Reading(
        path=path,
        key=key,
        story=store.STORY.encode(replace(story, body="")) if story else None,
        body=story.body if story else "",
        signature=copies.signature(story.body) if story else b"",
        page=store.PAGE.encode(found.page) if found.page else None,
        problems=store.PROBLEMS.encode(list(found.problems)) if found.problems else None,
        broken=any(problem.severity == ERROR for problem in found.problems),
        needs=found.needs,
        claims=story.moved_from if story else (),
        instant=story.instant if story else 0,
    )


class _TooLong(BaseException):
    """No Exception, so that nobody who forgives those swallows the alarm."""


@contextmanager
def _brake() -> Iterator[None]:
    """Stop what runs longer than the alarm, in a process that `set_up` prepared for it."""
    if not _brakes:
        yield
        return
    signal.setitimer(signal.ITIMER_REAL, _ALARM)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)


def _stop(number: int, frame: FrameType | None) -> None:
    raise _TooLong(f"{_ALARM} seconds")
