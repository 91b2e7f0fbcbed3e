"""Two versions of a story side by side, by their front matter: is it a withdrawal, does it need a second person? Pure.

Schema and truth of the text are the business of others: what cannot be read is nothing of these.
"""

from __future__ import annotations

from collections.abc import Collection

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
    public story with more corrections than the one before.
    """
    if after is None or after.values.get("status") == "draft" or after.values.get("withdrawn"):
        return ""
    was_public = before is not None and before.values.get("status") in (None, "", "published")
    if before and was_public and _count(after, "corrections") > _count(before, "corrections"):
        return ""
    for front in (after, before):
        if front is None:
            continue
        kind = " ".join(str(front.values.get("kind") or _DEFAULT_KIND).split()).lower()  # however it is spelt
        if kind in kinds:
            return kind
        if URGENT in kinds and front.values.get(URGENT) not in (None, "", "false", "no", "tidak"):
            return URGENT
    return ""


def _count(front: Front, key: str) -> int:
    value = front.values.get(key)
    return len(value) if isinstance(value, list) else int(isinstance(value, dict))
