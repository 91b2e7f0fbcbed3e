"""From settings and a moment to what the room `roster` decides by; and the rejecting rules as it asks them."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from plugins import dates
from plugins.roster.contents import Look
from plugins.roster.git import Failed, Repository
from plugins.roster.judging import House


def house_of(
    settings: dict[str, Any], at: int, *, main: str = "main", folder: str = "content", login: str = ""
) -> House:
    """What holds for a push at the moment `at` (seconds since 1970, UTC).

    `folder` is that of the content in the repository, `login` the server's name of whoever pushes.
    """
    prefix = folder.strip("/")
    return House(
        day=dates.in_zone(at, settings["TIMEZONE"]).date(),
        main=main,
        content="" if prefix in ("", ".") else f"{prefix}/",
        timezone=settings["TIMEZONE"],
        pusher=f"server:{login}" if login else "",
        second=frozenset(settings["TWO_PERSON"]),
        at=at,
    )


def judge_stories(settings: dict[str, Any], repository: Repository, house: House) -> Look:
    """The rejecting rules, as they judge the bytes of a story; loaded when there is a story to judge."""

    @cache
    def looking() -> Look:
        from plugins.desk.rejecting import look  # rules, schema and Markdown: most pushes of photos do without

        return look(settings, repository, house)

    return lambda place, data, withdraws: looking()(place, data, withdraws)


def around(content: Path) -> tuple[Repository, str]:
    """The repository around a content folder, and the folder in it. Raises Failed where there is none."""
    inside = Repository(content)
    top = inside.run("rev-parse", "--show-toplevel").decode("utf-8", "surrogateescape").rstrip("\n")
    prefix = inside.run("rev-parse", "--show-prefix").decode("utf-8", "surrogateescape").rstrip("\n")
    if not top:
        raise Failed("bukan folder kerja git")
    return Repository(Path(top)), prefix
