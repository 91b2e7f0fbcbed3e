"""Reading `zones.toml`: the default that ships with this room, alone, replaced, or extended by the ministry's file.

A file that says `extends = "default"` holds only what differs: themes and stages are met by their id, their texts and
numbers replaced, their phrases and rules added; `remove` takes phrases of the default away; groups get more phrases.
Without `extends` a file stands alone. All problems are reported at once.
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from plugins.problems import Problem, Rule

from . import taxonomy as model
from . import taxonomy_schema as schema
from .matching import rule_phrases
from .patterns import PhraseError, variants
from .words import WORD

DEFAULT_FILE = Path(__file__).with_name("zones.toml")
FILE_NAME = "register/zones.toml"  # below the content folder

Table = dict[str, Any]


class _Reader:
    """Collects the problems of one file; `line` is found by looking for what was written."""

    def __init__(self, path: str, text: str) -> None:
        self.path = path
        self.lines = text.splitlines()
        self.problems: list[Problem] = []

    def report(self, rule: Rule, needle: str, **details: Any) -> None:
        line = next((number for number, line in enumerate(self.lines, 1) if needle and needle in line), 0)
        self.problems.append(rule.broken(self.path, line, **details))

    def table(
        self, table: Table, keys: Mapping[str, schema.Check], needed: Iterable[str] = (), owner: str = ""
    ) -> Table:
        """The entries of `table` that are known and of the right type; what is missing, unknown or wrong is told."""
        for key in needed:
            if key not in table:
                self.report(schema.MISSING, owner, field=key, owner=owner or "berkas")
        good: Table = {}
        for key, value in table.items():
            if key not in keys:
                self.report(schema.UNKNOWN_KEY, key, field=key, value=key, options=keys)
            elif not keys[key][0](value):
                self.report(schema.WRONG_TYPE, key, field=key, value=value, expected=keys[key][1])
            else:
                good[key] = value
        return good


def parse(text: str, path: str = FILE_NAME) -> tuple[model.Taxonomy | None, list[Problem]]:
    """The taxonomy written in `text`, and what is wrong with it; None if any problem is an error.

    `path` is named in the problems. `extends = "default"` reads the file that ships with this room.
    """
    reader = _Reader(path, text)
    try:
        written = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        found = re.search(r"at line (\d+)", str(error))
        return None, [schema.NOT_TOML.broken(path, int(found[1]) if found else 0, reason=str(error))]
    written = reader.table(written, schema.FILE_KEYS)
    if "extends" in written:
        if written["extends"] != "default":
            reader.report(schema.BAD_VALUE, "extends", field="extends", value=written["extends"], options=["default"])
        written = _extended(tomllib.loads(DEFAULT_FILE.read_text("utf-8")), written, reader)
    result = _taxonomy(written, reader)
    return (None if reader.problems else result), reader.problems


@cache
def default() -> model.Taxonomy:
    """The taxonomy that ships with this room."""
    taxonomy, problems = parse(DEFAULT_FILE.read_text("utf-8"), DEFAULT_FILE.name)
    assert taxonomy is not None, problems  # noqa: S101 - our own file, held by a test
    return taxonomy


def load(content: Path) -> tuple[model.Taxonomy, list[Problem]]:
    """The taxonomy of a content folder: its `register/zones.toml`, or the default where it has none or a broken one."""
    file = content / FILE_NAME
    if not file.is_file():
        return default(), []
    try:
        text = file.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        return default(), [schema.NOT_TOML.broken(FILE_NAME, reason=type(error).__name__)]
    taxonomy, problems = parse(text)
    return taxonomy or default(), problems


def _extended(base: Table, more: Table, reader: _Reader) -> Table:
    """`base` with the differences that `more` holds."""
    merged = {
        **base,
        **{key: value for key, value in more.items() if key not in ("theme", "stage", "groups", "acronym")},
    }
    merged["weighting"] = {**base.get("weighting", {}), **more.get("weighting", {})}
    merged["groups"] = dict(base.get("groups", {}))
    for name, phrases in more.get("groups", {}).items():
        known = merged["groups"].get(name, [])
        merged["groups"][name] = [*known, *phrases] if schema.is_phrases(phrases) else phrases
    for kind, identity in (("theme", "id"), ("stage", "id"), ("acronym", "short")):
        rows = {row[identity]: dict(row) for row in base.get(kind, [])}
        for row in more.get(kind, []):
            key = str(row.get(identity, ""))
            rows[key] = _extended_row(rows.get(key, {}), row, reader)
        merged[kind] = list(rows.values())
    return merged


def _extended_row(base: Table, more: Table, reader: _Reader) -> Table:
    row = {**base, **more}
    for key in (*schema.PHRASE_LISTS, "rule", "means", "others"):
        if key in base and isinstance(more.get(key), list):
            row[key] = [*base[key], *more[key]]
    known = {phrase for key in schema.PHRASE_LISTS for phrase in base.get(key, ())}
    removed = more["remove"] if schema.is_phrases(more.get("remove")) else []
    for phrase in removed:
        if phrase not in known:
            reader.report(schema.NOT_REMOVED, phrase, field="remove", value=phrase, options=known)
    for key in schema.WEIGHTS:
        if key in row and isinstance(row[key], list):
            row[key] = [phrase for phrase in row[key] if phrase not in removed]
    return row


def _taxonomy(written: Table, reader: _Reader) -> model.Taxonomy:
    table = reader.table(written, schema.FILE_KEYS, ("theme",))
    groups = reader.table(table.get("groups", {}), dict.fromkeys(table.get("groups", {}), schema.PHRASES))
    for phrase in (phrase for phrases in groups.values() for phrase in phrases):
        _check_phrase(phrase, (), reader)
    rows = [
        reader.table(row, schema.THEME_KEYS, schema.NEEDED["theme"], str(row.get("id", "")))
        for row in table.get("theme", ())
    ]
    themes = tuple(_theme(row, reader) for row in rows)
    rows = [
        reader.table(row, schema.STAGE_KEYS, schema.NEEDED["stage"], str(row.get("id", "")))
        for row in table.get("stage", ())
    ]
    stages = tuple(model.Stage(row.get("id", ""), row.get("name", ""), _rules(row, reader)) for row in rows)
    acronyms = tuple(_acronym(row, reader) for row in table.get("acronym", ()))
    for one, times in Counter(acronym.short for acronym in acronyms).items():
        if times > 1:
            reader.report(schema.DUPLICATE_ID, f'"{one}"', field="short", value=one)
    for ids in ([theme.id for theme in themes], [stage.id for stage in stages]):
        _check_ids(ids, reader)
    _check_requirements(themes, reader)
    rules = [rule for theme in themes for rule in theme.rules] + [rule for stage in stages for rule in stage.rules]
    phrases = {phrase for rule in rules for phrase in rule_phrases(rule)}
    phrases |= {phrase for theme in themes for phrase in theme.listed_as}
    for phrase in sorted(phrases):
        _check_phrase(phrase, groups, reader)
    weighting = reader.table(table.get("weighting", {}), schema.WEIGHTING_KEYS)
    return model.Taxonomy(
        regulation=table.get("regulation", ""),
        themes=themes,
        stages=stages,
        groups=tuple(sorted((name, tuple(phrases)) for name, phrases in groups.items())),
        weighting=model.Weighting(**weighting),
        acronyms=acronyms,
    )


def _acronym(written: Table, reader: _Reader) -> model.Acronym:
    row = reader.table(written, schema.ACRONYM_KEYS, schema.NEEDED["acronym"], str(written.get("short", "")))
    means, others = (
        tuple(" ".join(WORD.findall(words.lower())) for words in row.get(k, ())) for k in ("means", "others")
    )
    return model.Acronym(row.get("short", ""), means, others)


def _theme(row: Table, reader: _Reader) -> model.Theme:
    return model.Theme(
        id=row.get("id", ""),
        is_area=row.get("area", False),
        name=row.get("name", ""),
        short_name=row.get("short_name", ""),
        description=row.get("description", ""),
        threshold=row.get("threshold", 0),
        rules=_rules(row, reader),
        listed_as=tuple(row.get("listed_as", ())),
        requires=row.get("requires", ""),
        threshold_in_zone=row.get("threshold_in_zone", 0),
        components=tuple(_component(part, reader) for part in row.get("components", ())),
    )


def _component(written: Table, reader: _Reader) -> model.Component:
    row = reader.table(written, schema.COMPONENT_KEYS, schema.NEEDED["components"], str(written.get("name", "")))
    part = row.get("part", "reform")
    if part not in schema.PARTS:
        reader.report(schema.BAD_VALUE, part, field="part", value=part, options=schema.PARTS)
    return model.Component(row.get("name", ""), part, float(row.get("weight", 0)))


def _rules(row: Table, reader: _Reader) -> tuple[model.Rule, ...]:
    """Plain phrases first, as rules of one phrase each, then the rules written out."""
    plain = [model.Rule(((phrase,),), weight) for key, weight in schema.WEIGHTS.items() for phrase in row.get(key, ())]
    return (*plain, *(_rule(written, reader) for written in row.get("rule", ())))


def _rule(written: Table, reader: _Reader) -> model.Rule:
    row = reader.table(written, schema.RULE_KEYS, schema.NEEDED["rule"])
    weight = row.get("weight", "strong")
    if weight not in schema.RULE_WEIGHTS:
        reader.report(schema.BAD_VALUE, weight, field="weight", value=weight, options=schema.RULE_WEIGHTS)
    return model.Rule(
        all_of=tuple(tuple(group) for group in row.get("all_of", ())),
        weight=schema.WEIGHTS.get(weight, model.STRONG),
        unless=tuple(row.get("unless", ())),
        unless_near=tuple(row.get("unless_near", ())),
        window=row.get("window", 5),
        within=row.get("within", 0),
        generic=row.get("generic", False),
    )


def _check_phrase(phrase: str, groups: Iterable[str], reader: _Reader) -> None:
    """A group that exists, or a phrase that can be read."""
    if phrase.startswith("@"):
        if phrase[1:] not in groups:
            reader.report(schema.UNKNOWN_GROUP, phrase, field="groups", value=phrase[1:], options=groups)
        return
    try:
        variants(phrase)
    except PhraseError as error:
        reader.report(schema.BAD_PHRASE, phrase, value=phrase, reason=error.reason)


def _check_ids(ids: Sequence[str], reader: _Reader) -> None:
    for number, one in enumerate(ids):
        if not schema.ID.fullmatch(one):
            reader.report(schema.BAD_VALUE, one, field="id", value=one, allowed="huruf kecil, angka, tanda hubung")
        elif one in ids[:number]:
            reader.report(schema.DUPLICATE_ID, f'"{one}"', field="id", value=one)


def _check_requirements(themes: Sequence[model.Theme], reader: _Reader) -> None:
    """Every `requires` names an earlier theme: so no theme can require itself in a circle."""
    earlier: list[str] = []
    for theme in themes:
        if theme.requires and theme.requires not in earlier:
            reader.report(schema.UNKNOWN_THEME, "requires", field="requires", value=theme.requires, options=earlier)
        earlier.append(theme.id)
