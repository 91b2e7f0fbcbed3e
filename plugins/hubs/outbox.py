"""The queue on disk, in the folder of an output's state: what is noted is announced, whatever is killed in between."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec

from plugins import addresses
from plugins.hubs.queue import Queue

_FOLDER = "hubs"
_QUEUE, _LOCK, _SENDING = "queue.json", "lock", "sending"
_UNCERTAIN = "hubs.uncertain"  # beside that folder: it is to be made where the folder cannot be


class Outbox:
    """The announcements of one output. Every method raises OSError where its files cannot be read or written."""

    def __init__(self, state: Path) -> None:
        """`state` is the folder in which the output's publish log lies, too."""
        self.folder = state.absolute() / _FOLDER
        self._mark = state.absolute() / _UNCERTAIN

    # For whoever publishes

    def before_publish(self) -> bool:
        """From now on feeds may change without our knowing which, until `settle`. Returns what `is_certain` was."""
        certain = self.is_certain()
        self._doubt()
        return certain

    def is_certain(self) -> bool:
        """Whether all is noted that was published; if not, all feeds are to be announced."""
        return not self._mark.exists()

    def note(self, hubs: Iterable[str], topics: Iterable[str]) -> bool:
        """Add topics that changed, for each of the hubs.

        Returns whether the queue was whole. If not, nobody knows what waited in it; it is begun anew, and until
        `settle` nothing is certain.
        """
        with self._alone():
            queue = self._load()
            if queue is None:
                self._doubt()
            self._store((Queue() if queue is None else queue).noted(hubs, topics))
        return queue is not None

    def settle(self) -> None:
        """Say that all is noted that was published."""
        self._mark.unlink(missing_ok=True)

    # For whoever sends

    def read(self) -> Queue:
        """The queue. One that is not as it was written is empty, and stays as it is until something is noted."""
        queue = self._load()
        return Queue() if queue is None else queue

    def update(self, change: Callable[[Queue], Queue]) -> Queue:
        """Change the queue while nobody else does; returns it as it then is. An empty one has to stay as it is."""
        with self._alone():
            before = self.read()
            after = change(before)
            if after != before:
                self._store(after)
        return after

    @contextmanager
    def sending(self) -> Iterator[bool]:
        """Be the one who sends; gives False where somebody else is. The lock ends with this process."""
        self.folder.mkdir(parents=True, exist_ok=True)
        with _held(self.folder / _SENDING, wait=False) as mine:
            yield mine

    def _doubt(self) -> None:
        self._mark.parent.mkdir(parents=True, exist_ok=True)
        self._mark.touch()

    @contextmanager
    def _alone(self) -> Iterator[None]:
        self.folder.mkdir(parents=True, exist_ok=True)
        with _held(self.folder / _LOCK, wait=True):
            yield

    def _load(self) -> Queue | None:
        """The queue; None where it is not as it was written."""
        try:
            return msgspec.json.decode((self.folder / _QUEUE).read_bytes(), type=Queue)
        except FileNotFoundError:
            return Queue()
        except (msgspec.MsgspecError, UnicodeDecodeError):
            return None

    def _store(self, queue: Queue) -> None:
        _replace(self.folder / _QUEUE, msgspec.json.encode(queue))


def feeds_in(output: Path) -> list[str]:
    """The site paths of all feeds in an output folder. It walks all of it: for the rare day when nothing is known."""
    found: list[str] = []
    for folder, folders, names in os.walk(output):
        folders[:] = [name for name in folders if not name.startswith(".")]
        place = Path(folder).relative_to(output)
        found += [path for name in names if addresses.is_feed(path := (place / name).as_posix())]
    return sorted(found)


def _replace(path: Path, data: bytes) -> None:
    """Replace a file by one rename, when the disk holds the new one."""
    staged = path.with_name(f".{path.name}.new")
    with staged.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    staged.replace(path)


@contextmanager
def _held(path: Path, *, wait: bool) -> Iterator[bool]:
    """Hold a lock file; gives False where another holds it and nobody is to wait."""
    try:
        import fcntl
    except ImportError:  # Windows: two at once are the users' own care
        yield True
        return
    with path.open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
        except BlockingIOError:
            yield False
        else:
            yield True
