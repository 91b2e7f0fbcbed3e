"""The rejecting rules as a server asks them: about bytes that are pushed, with what the published branch knows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

from plugins import zones
from plugins.problems import ERROR, Problem
from plugins.roster.contents import Look
from plugins.roster.git import Failed, Repository
from plugins.roster.judging import House, read_ground
from plugins.rules import checking, table
from plugins.rules.drafting import Desk, draft_of
from plugins.rules.known import known
from plugins.stories.reader import Context, open_story
from plugins.stories.roots import Roots
from plugins.stories.tree import PagePlace, Place
from plugins.units import Profile, Registry, locate, read_profile
from plugins.units.profiles import FILE_NAME, LARGEST

_ZONES = "register/zones.toml"


def look(settings: Mapping[str, Any], repository: Repository, house: House) -> Look:
    """What the rejecting rules find in a version of a story or page, by the registers of the published branch.

    Registered contacts are allowed; they are read only where something was found, since they can only excuse. Nothing
    holds back a withdrawal, but what is withdrawn from the start takes nothing back: it is judged as any story.
    """
    rules = [rule for rule in table.chosen(settings["RULES"]) if rule.severity == ERROR]
    main = f"refs/heads/{house.main}"
    registry = read_ground(repository, main, house).ground.registry
    written = next(iter(repository.objects([f"{main}:{house.content}{_ZONES}"], 1 << 20)))[3]
    taxonomy = (zones.parse(written.decode("utf-8", "replace"))[0] if written else None) or zones.default()
    roots = Roots(Path("/nonexistent"))  # nothing beside a story is opened
    context = Context(registry, taxonomy, settings["SITEURL"], house.timezone, roots)

    @cache
    def desk(excusing: bool) -> Desk:
        profiles = dict(_profiles(repository, main, house.content, registry)) if excusing else {}
        return Desk(registry, known(registry, profiles, settings["SITEURL"]), settings["DEFAULT_LANG"])

    def found(place: Place | PagePlace, data: bytes, is_new: bool) -> list[Problem]:
        opened = open_story(data, place, context) if isinstance(place, Place) else None
        for excusing in (False, True):
            draft = draft_of(data, place, opened, desk(excusing))
            if is_new and draft.keys:
                draft = replace(draft, keys=replace(draft.keys, withdrawn=None))
            verdict = checking.judge(draft, rules)
            rejected = [problem for problem in verdict.problems if problem.severity == ERROR]
            if not rejected:
                break
        return rejected

    return found


def _profiles(repository: Repository, commit: str, content: str, registry: Registry) -> Iterable[tuple[str, Profile]]:
    """The profiles of units in a commit."""
    try:
        listed = repository.run("ls-tree", "-r", "-z", "--name-only", "--full-tree", commit, f"{content}unit/")
    except Failed:
        return
    paths = [path for path in listed.decode("utf-8", "surrogateescape").split("\0") if path.endswith(f"/{FILE_NAME}")]
    held = repository.objects([f"{commit}:{path}" for path in paths], LARGEST)
    for path, (*_, data) in zip(paths, held, strict=True):
        unit, problem = locate(path.removeprefix(f"{content}unit/").split("/")[:-1], registry)
        if not problem:
            yield unit, read_profile(data.decode("utf-8", "replace"), path)[0]
