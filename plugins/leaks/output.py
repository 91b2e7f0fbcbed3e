"""Looking through an output folder: every file, on all cores, and what was found of what is hidden."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from plugins import addresses
from plugins.leaks.finder import Finder, Hit
from plugins.leaks.hidden import day
from plugins.leaks.marks import Marks, Sort
from plugins.leaks.moments import to_come
from plugins.leaks.unpacking import Piece, Unreadable, pieces
from plugins.leaks.words import place_of, words_of
from plugins.publish.processes import spread

_FEWEST_WORDS = 3  # in an index: a single one may be the stem of a public word
_SAID = 160  # bytes of what was found that a report repeats
_VOCABULARY = re.compile(r"(?:^|/)kata-[^/]*\.json$")  # the words of a bundle of the search
# Where the site's own lists of a year, month or day stand: a story's folder bears a year of its author's choice.
_OF_A_PERIOD = re.compile(
    r"(?:berita/|(?:zona|tag|jenis|wilayah|unit)/[^/]+/(?:semua/)?|ralat/|(?:.*/)?ringkasan/|data/berita/|sitemap-|cari/)"
    r"(?P<period>\d{4}(?:[/-]\d\d){0,2})(?=[/.-])"
)


@dataclass(frozen=True, slots=True, order=True)
class Leak:
    """Something of a hidden story in a file of the output.

    `offset` is in bytes, of the member where the file is packed. `story` is empty where nothing says whose it is: of an
    archive of a day to come (`archive`), and a moment to come (`moment`).
    """

    path: str
    member: str
    offset: int
    story: str
    sort: Sort | str
    said: str
    times: int = 1


@dataclass(frozen=True, slots=True)
class Looked:
    """What looking through an output gave."""

    files: int
    size: int  # bytes
    leaks: list[Leak]
    unreadable: list[str]  # paths with the reason: nobody can vouch for these


@dataclass(frozen=True, slots=True)
class _File:
    size: int
    leaks: list[Leak]
    unreadable: str = ""


def look(output: Path, marks: Marks, as_of: int, timezone: str, processes: int) -> Looked:
    """Look for the marks in every file below `output`, and for days and moments after the instant `as_of`.

    `timezone` (IANA) is that of the site's days. Raises OSError where the folder cannot be walked.
    """
    finder = Finder(marks)
    files, size = 0, 0
    leaks: list[Leak] = []
    unreadable: list[str] = []
    look_at = partial(_look, str(output), as_of, day(as_of, timezone))
    found = spread(look_at, _files(output), processes=processes, prepare=partial(_take, finder))
    for file in found:
        files, size = files + 1, size + file.size
        leaks += file.leaks
        unreadable += [file.unreadable] if file.unreadable else []
    return Looked(files, size, sorted(leaks), unreadable)


def ahead(path: str, today: str) -> bool:
    """Whether a site path is that of an archive of a year, month or day after `today` (ISO 8601)."""
    found = _OF_A_PERIOD.match(path)
    period = found["period"].replace("/", "-") if found else ""
    return period > today[: len(period)]


_finders: list[Finder] = []


def _take(finder: Finder) -> None:
    _finders[:] = [finder]


def _files(output: Path) -> Iterator[str]:
    """The paths of all files, in a total order; links are not followed, for the site has none."""
    waiting = [""]
    while waiting:
        here = waiting.pop()
        folders = []
        with os.scandir(output / here) as found:
            inside = sorted(found, key=lambda entry: entry.name)
        for entry in inside:
            path = f"{here}{entry.name}"
            if entry.is_dir(follow_symlinks=False):
                folders.append(f"{path}/")
            else:
                yield path
        waiting += reversed(folders)


def _look(output: str, as_of: int, today: str, path: str) -> _File:
    finder = _finders[0]
    leaks = [Leak(path, "", 0, "", "archive", path)] if ahead(path, today) else []
    leaks += _told(finder, path, Piece("", 0, path.encode("utf-8", "surrogateescape")), finder.in_text(path))
    size = 0
    try:
        with (Path(output) / path).open("rb") as stream:
            size = os.fstat(stream.fileno()).st_size
            for piece in pieces(path, stream):
                text = piece.data.replace(b"\0", b"").decode("utf-8", "replace") if piece.is_text else ""
                leaks += _told(finder, path, piece, _hits(finder, path, piece, text))
                leaks += [_ahead(path, piece, said) for said in to_come(text, as_of)]
    except (OSError, Unreadable) as error:
        return _File(size, _merged(leaks), f"{path}: {error}")
    return _File(size, _merged(leaks))


def _hits(finder: Finder, path: str, piece: Piece, text: str) -> Iterator[Hit]:
    if piece.digest:
        owners = finder.marks.pictures.get(piece.digest)
        if owners:
            yield Hit("picture", piece.digest.encode(), owners)
    elif piece.words:
        yield from finder.in_index(piece.words)
    elif piece.is_text:
        yield from finder.in_text(text)
        if _VOCABULARY.search(path):
            yield from finder.in_index(words_of(text).split())
    else:
        yield from finder.in_bytes(piece.data.lower())


def _told(finder: Finder, path: str, piece: Piece, hits: Iterator[Hit]) -> list[Leak]:
    """One leak for each story and sort in a piece: the first, with how many there are."""
    first: dict[tuple[int, Sort], Hit] = {}
    counts: dict[tuple[int, Sort], int] = {}
    for hit in hits:
        for owner in hit.owners:
            redirects = finder.marks.hidden[owner].redirects
            if redirects and (hit.in_id or (path.startswith(redirects) and _says_where(hit, path))):
                continue
            if hit.sort == "feed-id" and not addresses.is_feed(path):
                continue
            first.setdefault((owner, hit.sort), hit)
            counts[owner, hit.sort] = counts.get((owner, hit.sort), 0) + 1
    places = {hit.said: _place(hit, piece) for hit in first.values()}
    return [
        Leak(
            path,
            piece.member,
            piece.offset + max(places[hit.said], 0),
            finder.marks.hidden[owner].story,
            sort,
            hit.said.decode("utf-8", "replace").strip()[:_SAID],
            counts[owner, sort],
        )
        for (owner, sort), hit in first.items()
        if sort != "word" or counts[owner, sort] >= _FEWEST_WORDS
    ]


def _says_where(hit: Hit, path: str) -> bool:
    """Whether it is the address of the file that was hit, or words of it."""
    return hit.sort == "address" or (hit.sort == "text" and hit.said in words_of(path))


def _ahead(path: str, piece: Piece, said: str) -> Leak:
    return Leak(path, piece.member, piece.offset + max(piece.data.find(said.encode()), 0), "", "moment", said)


def _place(hit: Hit, piece: Piece) -> int:
    return place_of(hit.said, piece.data) if hit.sort == "text" else piece.data.lower().find(hit.said)


def _merged(leaks: list[Leak]) -> list[Leak]:
    """One for each story and sort in a file or member: a file has several pieces."""
    found: dict[tuple[str, str, str], Leak] = {}
    for leak in sorted(leaks):
        key = (leak.member, leak.story, str(leak.sort))
        before = found.get(key)
        found[key] = replace(before, times=before.times + leak.times) if before else leak
    return list(found.values())
