"""Where the last good state of each source lies, told from one small file each: no git is asked.

    .state/sources/<name>/
        repository.git/         what was fetched, with its whole history
        checkouts/<id>/         the files that were taken from a commit; its .git says which commit that is
        current                 the id of the checkout that counts, and what it holds
        incoming/               what is being fetched and is not yet believed

A pull makes a new checkout beside the old one and then replaces `current`, so whoever reads sees one state whole.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from plugins.problems import Problem
from plugins.stories import tree

from . import texts
from .register import Source

TREES = ("berita", "unit")  # the folders of the content folder that a source may fill
_LONGEST_STATE = 1024 * 1024  # bytes: room for more units than there are
_CHECKOUT = re.compile(r"(?P<head>[0-9a-f]{40}|[0-9a-f]{64})-(?P<terms>[0-9a-f]{16})")
_PREFIX = re.compile(r"(?:berita|unit)/(?P<unit>[a-z][a-z0-9-]{0,49})")


@dataclass(frozen=True, slots=True, order=True)
class Mount:
    """A folder that stands in the place of one of the content folder.

    `prefix` is the content path, such as `berita/kanwil-biru`. In the absolute folder `repository` content paths are
    what they are in the content folder, and git answers there: HEAD is `head`, the commit that the files are from.
    """

    prefix: str
    repository: Path
    head: str

    @property
    def folder(self) -> Path:
        """The folder on disk that holds what `prefix` stands for."""
        return self.repository / self.prefix


@dataclass(frozen=True, slots=True)
class State:
    """What `current` says. `checkout` is `<commit>-<terms>`, `terms` a digest of what could be taken and how."""

    checkout: str
    folder: str
    prefixes: tuple[str, ...]

    @property
    def head(self) -> str:
        """The commit that was taken, 40 or 64 hexadecimal digits."""
        return self.checkout.partition("-")[0]

    @property
    def terms(self) -> str:
        """Two states of the same terms have the same file from the same blob."""
        return self.checkout.partition("-")[2]


def home(state: Path, name: str) -> Path:
    """The folder of a source. `state` is the folder `.state`."""
    return state.absolute() / "sources" / name


def read_state(folder: Path) -> State | None:
    """The last good state of the source whose home is `folder`; None where it never had one."""
    return _state(f"{folder}/current")


def _state(path: str) -> State | None:
    # Texts and descriptors, not paths and files: a build does this a thousand times before anything else.
    try:
        descriptor = os.open(path, os.O_RDONLY)
        try:
            data = os.read(descriptor, _LONGEST_STATE)
        finally:
            os.close(descriptor)
        checkout, inside, *prefixes = data.decode("utf-8").splitlines()
    except (OSError, ValueError):
        return None
    if not _CHECKOUT.fullmatch(checkout):
        return None
    return State(checkout, inside, tuple(prefix for prefix in prefixes if _PREFIX.fullmatch(prefix)))


def write_state(folder: Path, new: State) -> None:
    """Let `new` count from now on: at once, or, where this is interrupted, not at all."""
    fresh = folder / "current.new"
    fresh.write_text("\n".join((new.checkout, new.folder, *new.prefixes, "")), "utf-8")
    fresh.replace(folder / "current")


def mounts(state: Path, sources: Iterable[Source]) -> list[Mount]:
    """The folders that the sources' last good states supply, by prefix: one small file is read for each source.

    Only folders of units that the source writes today. None for a source that was never pulled.
    """
    found = []
    top = home(state, "")
    for source in sources:
        good = _state(f"{top}/{source.name}/current")
        own = [prefix for prefix in good.prefixes if prefix.partition("/")[2] in source.units] if good else []
        if good and own:
            repository = Path(f"{top}/{source.name}/checkouts/{good.checkout}/{good.folder}")
            found += [Mount(prefix, repository, good.head) for prefix in own]
    return sorted(found, key=lambda mount: mount.prefix)


def hidden(content: Path, mounted: Iterable[Mount], sources: Iterable[Source]) -> list[Problem]:
    """A warning for each folder of content/unit with files of which a mount takes the place.

    (Files in berita/ are told by `load`, whether or not they are hidden.)
    """
    owner = {unit: source.name for source in sources for unit in source.units}
    return [
        texts.FOLDER_HIDDEN.broken(mount.prefix, source=owner.get(mount.prefix.partition("/")[2], ""))
        for mount in mounted
        if mount.prefix.startswith("unit/") and next(tree.walk(content, mount.prefix), None) is not None
    ]
