"""What git remembers of a file: the newest version that was good, and whether a broken one asks to be taken down.

Git is asked with fixed arguments, never through a shell, in an environment without `GIT_*`; what it is asked for runs
no hook, filter, pager or network transfer. Where git, or a repository, or the file in it is missing, it remembers
nothing: that is no error.
"""

from __future__ import annotations

import difflib
import os
import re
import subprocess
from collections.abc import Callable, Collection, Sequence
from pathlib import Path
from typing import TypeVar

Good = TypeVar("Good")

MAX_VERSIONS = 100  # of one file that are looked at, the newest first
MAX_VERSION_BYTES = 1_000_000  # a longer version was never good: the limits of a story are far below
_FEW = 50  # paths, which git is asked for by name

_GIT = (
    "git",
    "--no-pager",
    "--literal-pathspecs",
    "--no-replace-objects",
    "-c", "core.fsmonitor=false",
    "-c", "protocol.allow=never",
    "-c", "protocol.ext.allow=never",  # a repository's own setting for one protocol would beat the line before
    "-c", "safe.bareRepository=explicit",  # the content folder cannot be made to pass for a repository by its files
)  # fmt: skip

# The words by which a line of front matter withdraws or holds back a story, and slips of the pen come near.
_WITHDRAWN = ("withdrawn", "withdraw", "withdrawal", "dicabut", "pencabutan", "ditarik", "penarikan")
_EMBARGO = ("embargo_until", "embargo", "embargo_sampai")
_STATUS = ("status",)
_DRAFT = re.compile(r"[:=：;]draf.*", re.IGNORECASE)
_LIKENESS = 0.8  # of difflib: `withdrawm` and `embago_until` are near enough, `with` and `until` are not
_KEY = re.compile(r"[\s\"'{,-]*(?P<key>[^\W\d][\w -]{3,30}?)[\"'\s]*(?P<mark>[:=：;{].*|$)")
_PRIVACY = re.compile(r"\b(?:priv|pribadi)", re.IGNORECASE)
_FENCE = re.compile(r"[-–—]{2,}\s*")
_MAX_FRONT_LINES, _LONGEST_LINE = 2_000, 300  # how much text is looked through, in lines and characters


def passes_for_a_repository(content: Path) -> bool:
    """Whether git would take a folder itself for a repository, with settings of whoever wrote what lies in it."""
    return (content / "HEAD").exists() and (content / "objects").exists()


def head(content: Path) -> str:
    """The commit that is checked out where the content lies (40 hexadecimal digits), or an empty text."""
    told = git(content, "rev-parse", "--verify", "--quiet", "HEAD")
    return told.decode("ascii", "replace").strip() if told else ""


def changed(content: Path, folder: str, only: Collection[str] | None = None) -> list[str]:
    """The files below a folder that are in the checked-out commit and have other bytes, or are gone, today; of those
    in `only` (None: of all).

    Paths are relative to the content folder. Empty where there is no git, no repository or no commit.
    """
    below = sorted(path for path in only or () if path.startswith(f"{folder}/"))
    if only is not None and not below:
        return []
    asked = below if 0 < len(below) <= _FEW else [folder]  # git looks at all files there, in no time each
    options = ("--name-only", "-z", "--diff-filter=MDT", "--no-renames", "--no-ext-diff", "--no-textconv", "--relative")
    told = git(content, "diff", *options, "HEAD", "--", *asked) or b""
    found = set(filter(None, told.decode("utf-8", "replace").split("\0")))
    return sorted(found if only is None else found.intersection(only))


def committed(content: Path, path: str) -> bytes | None:
    """The bytes of a file in the checked-out commit; None where it is not in it."""
    return git(content, "cat-file", "blob", f"HEAD:./{path}")


def elder(content: Path, paths: Sequence[str]) -> str:
    """The file that was committed before all others of `paths`; empty where history does not tell.

    Told by descent, not by dates, which whoever commits can choose: its first commit is an ancestor of theirs.
    """
    first = {path: _first_commit(content, path) for path in paths}
    begun = {path: commit for path, commit in first.items() if commit}
    for path, commit in begun.items():
        others = [other for known, other in begun.items() if known != path]
        if all(other != commit and _precedes(content, commit, other) for other in others):
            return path
    return ""


def _first_commit(content: Path, path: str) -> str:
    told = git(content, "log", "--diff-filter=A", "--no-renames", "--no-show-signature", "--format=%H", "--", path)
    return (told or b"").decode("ascii", "replace").strip().rpartition("\n")[2]


def _precedes(content: Path, commit: str, other: str) -> bool:
    return git(content, "merge-base", "--is-ancestor", commit, other) is not None


def last_good(content: Path, path: str, accept: Callable[[bytes], Good | None]) -> tuple[Good, str] | None:
    """What `accept` made of the newest committed version that it did not answer with None, and the commit's id.

    `path` is relative to the content folder, which may be any folder of a repository. At most 100 versions are
    looked at. None where none is good, and where there is no git, no repository, or none that git trusts.
    """
    if not path.isprintable():
        return None
    log = ("log", f"--max-count={MAX_VERSIONS}", "--no-show-signature", "--no-ext-diff", "--format=%H", "--", path)
    commits = (git(content, *log) or b"").decode("ascii", "replace").split()
    if not commits:
        return None
    asked = "".join(f"{commit}:./{path}\n" for commit in commits).encode()
    answers = (git(content, "cat-file", "--batch-check", asked=asked) or b"").decode("utf-8", "replace").splitlines()
    seen: set[str] = set()
    for commit, answer in zip(commits, answers, strict=False):
        blob, _, rest = answer.partition(" ")
        sort, _, size = rest.partition(" ")
        if sort != "blob" or blob in seen or int(size) > MAX_VERSION_BYTES:
            continue
        seen.add(blob)
        data = git(content, "cat-file", "blob", blob)
        good = accept(data) if data is not None else None
        if good is not None:
            return good, commit
    return None


def git(folder: Path, *arguments: str, asked: bytes = b"") -> bytes | None:
    """What git prints when it is run in a folder; None where it fails or cannot be run."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    environment |= {
        "LC_ALL": "C",
        "GIT_OPTIONAL_LOCKS": "0",
        "GIT_TERMINAL_PROMPT": "0",
        "GIT_NO_LAZY_FETCH": "1",
        "GIT_NO_REPLACE_OBJECTS": "1",
    }
    try:
        done = subprocess.run([*_GIT, *arguments], cwd=folder, env=environment, input=asked, capture_output=True)
    except OSError:
        return None
    return done.stdout if done.returncode == 0 else None


def takes_down(broken: bytes, good: bytes) -> bool:
    """Whether a broken file says, however badly, that its last good version must not stay up.

    True where its front matter has a line that withdraws the story, or asks for privacy, and the good version has
    none; or a line of an embargo that the good version has not got in the same words; or one that makes a draft of
    it. Works on lines of text, so neither YAML nor UTF-8 has to be whole. In doubt a story comes down: it is back as
    soon as the file is mended.
    """
    new, old = _front_lines(broken), _front_lines(good)
    if _said(new, _WITHDRAWN):
        private_before = any(_PRIVACY.search(line) for line in old)
        if not _said(old, _WITHDRAWN):
            return True
        if not private_before and any(_PRIVACY.search(line) for line in new):
            return True
    if _is_draft(new) and not _is_draft(old):
        return True
    return bool(_said(new, _EMBARGO) - _said(old, _EMBARGO))


def _front_lines(data: bytes) -> list[str]:
    """The lines before the second fence; where there is none, all that could be front matter."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        text = data.decode("utf-16", "replace")
    else:
        text = data.replace(b"\0", b"").decode("utf-8", "replace")
    lines = [line.strip("\ufeff")[:_LONGEST_LINE] for line in text.splitlines()[:_MAX_FRONT_LINES]]
    fences = [n for n, line in enumerate(lines) if _FENCE.fullmatch(line)]
    if not fences:
        return lines
    # A first fence further down closes a front matter whose first line is missing.
    end = fences[0] if any(line.strip() for line in lines[: fences[0]]) else (fences[1:2] or [len(lines)])[0]
    return lines[:end]


def _said(lines: list[str], words: tuple[str, ...]) -> set[str]:
    """What the lines say whose key is one of `words` or near it: what follows the key, white space and quotes aside."""
    said = set()
    for line in lines:
        match = _KEY.match(line)
        if match and _near(re.sub(r"[\s-]+", "_", match["key"].strip().lower()), words):
            said.add(re.sub(r"[\s\"']+", "", match["mark"]))
    return said


def _is_draft(lines: list[str]) -> bool:
    return any(_DRAFT.fullmatch(said) for said in _said(lines, _STATUS))


def _near(key: str, words: tuple[str, ...]) -> bool:
    return key in words or bool(difflib.get_close_matches(key, words, 1, _LIKENESS))
