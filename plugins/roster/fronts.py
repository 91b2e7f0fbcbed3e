"""Two versions of a story side by side, by their front matter: is it a withdrawal, does it need a second person? Pure.

Schema and truth of the text are the business of others: what cannot be read is nothing of these.
"""

from __future__ import annotations

from collections.abc import Collection

from plugins import dates
from plugins.problems import ERROR
from plugins.stories.frontmatter import Front, read_front

URGENT = "urgent"
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

    Neither can be taken away again. Where it is withdrawn, body and keys may be emptied, but none written anew.
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
        and changed - _EMERGENCY_KEYS <= (emptied - _STAYS if taken_back else set())
        and (before.body == after.body or (taken_back and not after.body.strip()))
    )


def releases(before: Front | None, after: Front | None) -> bool:
    """Whether a version only lets out what the one before said: another status or date, the same words."""
    if before is None or after is None or before.body != after.body:
        return False
    old, new = before.values, after.values
    return {key for key in old.keys() | new.keys() if old.get(key) != new.get(key)} <= _RELEASE_KEYS


def is_held(before: Front | None, after: Front | None, kinds: Collection[str]) -> str:
    """For what reason a version needs a second person: its kind, or `urgent`; empty where it needs none.

    Drafts need none. Nothing holds back a withdrawal or a correction: neither what is withdrawn, nor a version of a
    public story with more corrections than the one before. But what was not held as it came out (another kind,
    withdrawn from the start) is not made one that is by a correction.
    """
    if after is None or after.values.get("status") == "draft" or after.values.get("withdrawn"):
        return ""
    now, earlier = _reasons(after, kinds), _reasons(before, kinds)
    if before and _is_public(before) and _count(after, "corrections") > _count(before, "corrections"):
        now, earlier = [reason for reason in now if reason not in earlier], []
    return next(iter([*now, *earlier]), "")


def is_shown(front: Front | None, at: int, zone: str) -> bool:
    """Whether a version has a page at a moment (seconds since 1970, UTC), be it of a story that was withdrawn.

    `zone` (IANA) is its unit's.
    """
    if front is None or front.values.get("status") not in (None, "", "published"):
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
    kind = " ".join(str(front.values.get("kind") or _DEFAULT_KIND).split()).lower()  # however it is spelt
    urgent = front.values.get(URGENT) not in (None, "", "false", "no", "tidak")
    return [reason for reason, held in ((kind, True), (URGENT, urgent)) if held and reason in kinds]


def _is_public(front: Front) -> bool:
    return front.values.get("status") in (None, "", "published") and not front.values.get("withdrawn")


def _count(front: Front, key: str) -> int:
    value = front.values.get(key)
    return len(value) if isinstance(value, list) else int(isinstance(value, dict))
