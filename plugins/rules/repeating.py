"""What was out before: a text that another story has, a photo that showed something else."""

from __future__ import annotations

import posixpath
import re
import unicodedata
from collections.abc import Iterable, Iterator
from datetime import date
from urllib.parse import unquote

from plugins.dates import show_day
from plugins.problems import shorten
from plugins.rules.draft import Draft, Earlier, Passage, Photo
from plugins.rules.rule import Found, Rule

_WORD = re.compile(r"\w+")
_PLACEHOLDER = re.compile(r"^\{(?:static|attach|filename)\}")


def text(draft: Draft, rule: Rule) -> Iterator[Found]:
    """The story that says the same, where the draft names no source; its facts, and `reference`."""
    keys = draft.keys
    if draft.archive is None or keys is None or keys.withdrawn or keys.source_story:
        return
    if keys.kind not in rule.thresholds["kinds"]:
        return
    unit = draft.reference.partition("/")[0]
    for earlier, share in draft.archive.texts:
        least = rule.thresholds["own" if earlier.unit == unit else "like"]
        if share >= least and earlier.reference not in (draft.reference, keys.translation_of):
            title = draft.named("title") or draft.at_key("title")
            yield Found(title, 0, len(title.text), _facts(earlier))
            return


def photos(draft: Draft, rule: Rule) -> Iterator[Found]:
    """Photos that stood in a story of another event, or of another office that is not named; its facts, and `file`."""
    keys = draft.keys
    if draft.archive is None or keys is None or keys.withdrawn or keys.kind not in rule.thresholds["kinds"]:
        return
    told: set[str] = set()
    for photo in draft.photos:
        path = beside(draft.path, photo.file)
        if path in told or _says(photo, rule.thresholds["honest"]):
            continue
        told.add(path)
        other = next((one for one in draft.archive.photos.get(path, ()) if not _may_share(draft, photo, one)), None)
        if other:
            yield Found(Passage(photo.field, "", photo.line, 0), 0, 0, {**_facts(other), "file": photo.file})


def beside(path: str, file: str) -> str:
    """The content path of a file that the story at `path` names, whichever way it writes it."""
    name = unicodedata.normalize("NFC", _PLACEHOLDER.sub("", unquote(file)))
    return posixpath.normpath(posixpath.join(posixpath.dirname(path), name))


def _may_share(draft: Draft, photo: Photo, other: Earlier) -> bool:
    """Whether a photo may stand in both: of one event of the office, or another's whose source is told."""
    keys = draft.keys
    if keys is None or other.reference in (draft.reference, keys.source_story, keys.translation_of, *keys.moved_from):
        return True
    if other.unit == draft.reference.partition("/")[0]:
        return other.day == (keys.event_date or keys.date.at.date().isoformat())
    return _says(photo, other.names)


def _says(photo: Photo, words: Iterable[str]) -> bool:
    """Whether what stands beside a photo has one of these words, whatever their capitals."""
    told = f" {' '.join(_WORD.findall(f'{photo.alt} {photo.caption} {photo.credit}'.lower()))} "
    return any(f" {' '.join(_WORD.findall(word.lower()))} " in told for word in words if word)


def _facts(earlier: Earlier) -> dict[str, str]:
    return {
        "title": shorten(earlier.title),
        "office": earlier.office,
        "day": show_day(date.fromisoformat(earlier.day)),
        "path": earlier.path,
        "reference": earlier.reference,
    }
