"""What was found, told: a line for each leak, for engineers; and one sentence for everybody. Pure."""

from __future__ import annotations

import json
from dataclasses import asdict

from plugins import dates
from plugins.leaks.hidden import Hidden
from plugins.leaks.marks import Marks
from plugins.leaks.output import Leak, Looked

_MOST = 200  # lines of a report for people
_AHEAD = {"archive": "an archive of a time to come:", "moment": "a moment to come:"}
_REASONS = {
    "draft": "a draft",
    "scheduled": "scheduled",
    "embargoed": "under embargo",
    "broken": "held back: its file is broken",
    "withdrawn": "withdrawn",
    "privacy": "withdrawn for privacy",
    "expired": "expired",
    "notes": "public, but for a note beside it",
}


def lines(looked: Looked, marks: Marks, timezone: str) -> list[str]:
    """The report for people; instants in the zone `timezone` (IANA)."""
    of = {hidden.story: hidden for hidden in marks.hidden}
    told = [_line(leak, of.get(leak.story), timezone) for leak in looked.leaks[:_MOST]]
    if len(looked.leaks) > _MOST:
        told.append(f"… and {len(looked.leaks) - _MOST} more")
    told += [f"{path}: cannot be looked into" for path in looked.unreadable]
    searched = f"{looked.files} files ({looked.size / 1e6:.1f} MB) searched for {marks.count} marks of"
    return [*told, f"{searched} {len(marks.hidden)} hidden texts.", summary(looked, marks)]


def summary(looked: Looked, marks: Marks) -> str:
    """One sentence, in Indonesian."""
    stories = {leak.story for leak in looked.leaks}
    if stories:
        return f"BOCOR: {len(stories)} naskah yang belum atau tidak boleh tayang terbaca di situs ini."
    if looked.unreadable:
        return f"Belum pasti: {len(looked.unreadable)} berkas situs tidak dapat diperiksa."
    return f"Aman: tidak satu pun dari {len(marks.hidden)} naskah tertahan terbaca di {looked.files} berkas situs."


def as_json(looked: Looked, marks: Marks) -> str:
    """The same for programs."""
    reasons = {hidden.story: hidden.why for hidden in marks.hidden}
    leaks = [asdict(leak) | {"why": reasons.get(leak.story, "")} for leak in looked.leaks]
    facts = {"files": looked.files, "bytes": looked.size, "hidden": len(marks.hidden), "marks": marks.count}
    told = {**facts, "leaks": leaks, "unreadable": looked.unreadable}
    return json.dumps(told, ensure_ascii=False, indent=1)


def status(looked: Looked) -> int:
    """The exit status: 1 where something leaks, 2 where nobody can tell, else 0."""
    return 1 if looked.leaks else 2 if looked.unreadable else 0


def _line(leak: Leak, hidden: Hidden | None, timezone: str) -> str:
    where = f"{leak.path}{'!' + leak.member if leak.member else ''}:{leak.offset}"
    if hidden is None:
        return f"{where}: {_AHEAD[leak.sort]} “{leak.said}”"
    until = f" until {dates.in_zone(hidden.until, timezone):%Y-%m-%d %H:%M %Z}" if hidden.until is not None else ""
    times = f" ({leak.times} times)" if leak.times > 1 else ""
    return f"{where}: {leak.sort} of {leak.story} ({_REASONS[hidden.why]}{until}): “{leak.said}”{times}"
