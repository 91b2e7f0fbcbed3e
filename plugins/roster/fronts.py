"""Two versions of a story side by side, by their front matter: is it a withdrawal, does it need a second person? Pure.

Schema and truth of the text are the business of others: what cannot be read is nothing of these.
"""

from __future__ import annotations

from collections.abc import Collection

from plugins import dates
from plugins.problems import ERROR
from plugins.stories.frontmatter import Front, Value, read_front

URGENT = "urgent"
PRIVACY = "privasi"  # the kind of a withdrawal after which not even the title is shown
_EMERGENCY_KEYS = frozenset({"withdrawn", "expires"})
# A story that is taken back need not repeat what it told; but it stays the story it was.
_STAYS = frozenset({"date", "kind", "status", "moved_from", "embargo_until"})
_RELEASE_KEYS = frozenset({"status", "date", "embargo_until", "editor", "responsible"})
_DEFAULT_KIND = "berita"


def read(data: bytes | None) -> Front | None:
    """The front matter and body of a version, or None where there is none that can be read without an error."""
    if data is None:
        return None
    front, problems = read_front(data, "")
    return None if any(problem.severity == ERROR for problem in problems) else front


def withdraws(before: Front | None, after: Front | None) -> bool:
    """Whether a change of an existing story sets `withdrawn` or `expires`, and does nothing else.

    Neither can be taken away again: no later end, no title after privacy. Where it is withdrawn, body and keys may be
    emptied, but none written anew.
    """
    if before is None or after is None:
        return False
    old, new = before.values, after.values
    changed = {key for key in old.keys() | new.keys() if old.get(key) != new.get(key)}
    emptied = {key for key in changed if not new.get(key)}
    taken_back = bool(new.get("withdrawn"))
    return (
        bool(changed & _EMERGENCY_KEYS)
        and not emptied & _EMERGENCY_KEYS
        and (withdrawal(before) != PRIVACY or withdrawal(after) == PRIVACY)
        and not _ends_later(old.get("expires"), new.get("expires"))
        and changed - _EMERGENCY_KEYS <= (emptied - _STAYS if taken_back else set())
        and (before.body == after.body or (taken_back and not after.body.strip()))
    )


def _ends_later(old: Value | None, new: Value | None) -> bool:
    """Whether one end is later than another, or cannot be read: UTC stands for the unit's zone in both."""
    if not old or old == new:
        return False
    try:
        before, after = (dates.parse_moment(str(value), "UTC").at for value in (old, new))
    except ValueError:
        return True
    return after > before


def withdrawal(front: Front | None) -> str:
    """The kind of a version's withdrawal (`pencabutan` where it names none), empty where it is not withdrawn."""
    told = front.values.get("withdrawn") if front else None
    if not told:
        return ""
    kind = told.get("kind") if isinstance(told, dict) else ""
    return str(kind or "pencabutan").strip().lower()


def takes_back(before: str, after: str) -> bool:
    """Whether a version takes back more than the one before, by the kinds of their withdrawals."""
    return bool(after) and after != before and (not before or after == PRIVACY)


def releases(before: Front | None, after: Front | None) -> bool:
    """Whether a version only lets out what the one before said: another status or date, the same words."""
    if before is None or after is None or before.body != after.body:
        return False
    old, new = before.values, after.values
    return {key for key in old.keys() | new.keys() if old.get(key) != new.get(key)} <= _RELEASE_KEYS


def is_held(before: Front | None, after: Front | None, kinds: Collection[str], *, corrected: bool = False) -> str:
    """For what reason a version needs a second person: its kind, or `urgent`; empty where it needs none.

    Drafts need none. Nothing holds back a withdrawal or a correction: neither what is withdrawn, nor a version of a
    public story with more corrections than the one before (or `corrected`: a later one has). But what was not held as
    it came out (another kind, withdrawn from the start) is not made one that is by a correction.
    """
    if after is None or is_taken_down(after):
        return ""
    now, earlier = _reasons(after, kinds), _reasons(before, kinds)
    if corrected or corrects(before, after):
        now, earlier = [reason for reason in now if reason not in earlier], []
    return next(iter([*now, *earlier]), "")


def corrects(before: Front | None, after: Front) -> bool:
    """Whether a version of a public story has more corrections than the one before."""
    return bool(before and _is_public(before) and _count(after, "corrections") > _count(before, "corrections"))


def is_taken_down(front: Front) -> bool:
    """Whether a version is a draft or withdrawn: then even one that is broken elsewhere is not shown."""
    return _word(front, "status") == "draft" or bool(front.values.get("withdrawn"))


def is_shown(front: Front | None, at: int, zone: str) -> bool:
    """Whether a version has a page at a moment (seconds since 1970, UTC), be it of a story that was withdrawn.

    `zone` (IANA) is its unit's.
    """
    if front is None or _word(front, "status") not in ("", "published"):
        return False
    try:
        due = [
            dates.parse_moment(str(value), zone).at.timestamp()
            for key in ("date", "embargo_until")
            if (value := front.values.get(key))
        ]
    except ValueError:
        return False
    return "date" in front.values and all(moment <= at for moment in due)


def moved_from(front: Front | None) -> list[str]:
    """The references that a version says it stood at before."""
    told = front.values.get("moved_from") if front else None
    return [str(one).strip() for one in (told if isinstance(told, list) else [told] if told else [])]


def _reasons(front: Front | None, kinds: Collection[str]) -> list[str]:
    if front is None:
        return []
    kind = _word(front, "kind").lower() or _DEFAULT_KIND  # however it is spelt
    urgent = front.values.get(URGENT) not in (None, "", "false", "no", "tidak")
    return [reason for reason, held in ((kind, True), (URGENT, urgent)) if held and reason in kinds]


def _is_public(front: Front) -> bool:
    return _word(front, "status") in ("", "published") and not front.values.get("withdrawn")


def _word(front: Front, key: str) -> str:
    """The word that stands at a key, as the schema reads it: without the spaces around it."""
    value = front.values.get(key)
    return " ".join(value.split()) if isinstance(value, str) else "" if value is None else "?"


def _count(front: Front, key: str) -> int:
    value = front.values.get(key)
    return len(value) if isinstance(value, list) else int(isinstance(value, dict))
