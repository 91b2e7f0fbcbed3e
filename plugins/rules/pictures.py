"""What a photo needs beside itself, and who has to have read a story: what the keys say, not the texts."""

from __future__ import annotations

import re
from collections.abc import Iterator

from plugins.rules.draft import BODY, Draft, Passage, Photo
from plugins.rules.rule import Found, Rule

_WHICH_CONSENT = "consent harus menyebut izin atau disamarkan"
_BLANK = re.compile(r"‹[^‹›]*›")
_ALT_SAYS_NOTHING = frozenset({"foto", "gambar", "image", "photo", "img", "picture", "foto kegiatan", "dokumentasi"})


def photos(draft: Draft, rule: Rule) -> Iterator[Found]:
    """Photos without what the rule needs of them; facts `file` and `missing`. Of a picture in the body only its alt."""
    if draft.keys and draft.keys.withdrawn:
        return
    for photo in draft.photos:
        needed = ("alt",) if photo.field == BODY else rule.thresholds["needed"]
        missing = [name for name in needed if not _told(photo, name)]
        if "consent" in needed and "consent" not in missing and draft.office.type in rule.thresholds["guarded"]:
            said = photo.consent.lower()
            missing += [] if any(word in said for word in rule.thresholds["consents"]) else [_WHICH_CONSENT]
        if missing:
            yield Found(_place(draft, photo), 0, 0, {"file": photo.file, "missing": ", ".join(missing)})


def reviewed(draft: Draft, rule: Rule) -> Iterator[Found]:
    """Stories that nobody but their author has read, where the newsroom asks for it; fact `how`."""
    keys = draft.keys
    if not rule.thresholds["required"] or keys is None or keys.withdrawn or keys.status == "draft":
        return
    authors = {_person(name) for name in (*keys.author, *keys.authors)}
    if not keys.editor:
        yield Found(draft.at_key("editor"), 0, 0, {"how": "belum ada penyunting"})
    elif _person(keys.editor) in authors:
        yield Found(draft.at_key("editor"), 0, 0, {"how": f"penyunting sama dengan penulis, {keys.editor}"})


def _told(photo: Photo, name: str) -> bool:
    text = " ".join(getattr(photo, name).split()).lower().strip(".")
    said = any(map(str.isalnum, text)) and not _BLANK.fullmatch(text)  # no dots and blanks of a skeleton
    return said and not (name == "alt" and (text in _ALT_SAYS_NOTHING or text == photo.file.lower()))


def _person(name: str) -> str:
    """A name without degrees, capitals and spaces: the same person may write it in several ways."""
    return "".join(name.split(",")[0].lower().split())


def _place(draft: Draft, photo: Photo) -> Passage:
    return Passage(photo.field, "", photo.line, 0)
