"""What is refused, as people read it and as machines do; what was let through by way of exception, as it is kept."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from pathlib import Path

from plugins.problems import show

from .contents import WITHDRAWN_ALL_THE_SAME
from .judging import Noted, Refusal

LOG = "newsroom/log.jsonl"  # below the repository's own folder
_MOST_TOLD = 50
_ADVICE = {
    WITHDRAWN_ALL_THE_SAME: " Pencabutannya diterima, tetapi judul, alasan atau ralatnya masih tampil di halaman itu: "
    "perbaiki, atau tulis kind: privasi supaya judulnya tidak tampil."
}
_COUNTED_DAYS = 30


def as_text(refusals: Sequence[Refusal]) -> str:
    """All refusals, in order, each with its commit; beyond fifty their number."""
    told = []
    for refusal in refusals[:_MOST_TOLD]:
        whose = f" (akun {refusal.account})" if refusal.account else ""
        told.append(show(refusal.problem) + (f"\n    Commit: {refusal.commit[:10]}{whose}" if refusal.commit else ""))
    if len(refusals) > _MOST_TOLD:
        told.append(f"… dan {len(refusals) - _MOST_TOLD} lagi.")
    return "\n".join(told)


def as_line(noted: Noted) -> str:
    """What whoever pushed is told of an exception that was taken down."""
    why = f" ({noted.reason})" if noted.reason else ""
    return f"Dicatat: {noted.kind}, {noted.path}, akun {noted.account}{why}.{_ADVICE.get(noted.kind, '')}"


def as_json(refusals: Sequence[Refusal], noted: Sequence[Noted] = ()) -> str:
    """`{"refusals": [{commit, account, path, line, code, …}], "noted": […]}`."""
    told = [{"commit": one.commit, "account": one.account, **asdict(one.problem)} for one in refusals]
    return json.dumps({"refusals": told, "noted": [asdict(one) for one in noted]}, ensure_ascii=False, indent=1)


def note(folder: Path, noted: Iterable[Noted], at: int) -> None:
    """Append exceptions to the log of a repository (its git folder); `at` is seconds since 1970 (UTC)."""
    lines = [json.dumps({"at": _moment(at), **asdict(one)}, ensure_ascii=False) + "\n" for one in noted]
    if lines:
        path = folder / LOG
        path.parent.mkdir(exist_ok=True)
        with path.open("a", encoding="utf-8") as log:
            log.write("".join(lines))


def counted(folder: Path, at: int) -> list[str]:
    """How many exceptions each account took in the last thirty days, the most first."""
    try:
        lines = (folder / LOG).read_text(encoding="utf-8").splitlines()
    except FileNotFoundError:
        return []
    since = _moment(at - int(timedelta(days=_COUNTED_DAYS).total_seconds()))
    rows = [row for row in map(json.loads, lines) if row["at"] >= since]
    found = Counter((row["kind"], row["account"]) for row in rows)
    ordered = sorted(found.items(), key=lambda pair: (-pair[1], pair[0]))
    return [
        f"{count} kali {kind} oleh {account} dalam {_COUNTED_DAYS} hari terakhir" for (kind, account), count in ordered
    ]


def _moment(at: int) -> str:
    return datetime.fromtimestamp(at, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
