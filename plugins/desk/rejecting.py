"""The rejecting rules as a server asks them: about bytes that are pushed, with what the published branch knows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

from plugins import zones
from plugins.problems import ERROR
from plugins.roster.contents import Look, Looked
from plugins.roster.git import Failed, Repository
from plugins.roster.judging import House, read_ground
from plugins.rules import checking, table
from plugins.rules.drafting import Desk, draft_of
from plugins.rules.known import known
from plugins.rules.rows import draft_of_rows
from plugins.stories.reader import Context, open_story
from plugins.stories.roots import Roots
from plugins.stories.tree import PagePlace, Place
from plugins.units import Profile, Registry, holds_rows, locate, read_profile
from plugins.units.profiles import FILE_NAME, LARGEST

_ZONES = "register/zones.toml"


def look(settings: Mapping[str, Any], repository: Repository, house: House) -> Look:
    """What the rejecting rules find in a version of a story or page, by the registers of the published branch.

    Registered contacts are allowed; they are read only where something was found, since they can only excuse.
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

    codes = {rule.code for rule in rules}

    def found(place: Place | PagePlace, data: bytes, withdraws: bool) -> Looked:
        opened = open_story(data, place, context) if isinstance(place, Place) else None
        for excusing in (False, True):
            by = desk(excusing)
            is_text = not holds_rows(place.path)
            draft = draft_of(data, place, opened, by) if is_text else draft_of_rows(data, place.path, by)
            if draft.keys and not withdraws:
                draft = replace(draft, keys=replace(draft.keys, withdrawn=None))
            verdict = checking.judge(draft, rules)
            looked = Looked(
                tuple(one for one in verdict.problems if one.severity == ERROR or (withdraws and one.code in codes)),
                tuple((one.problem, one.reason) for one in verdict.waived),
            )
            if not looked.problems and not looked.waived:
                break
        return looked

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
