"""Front matter against the keys: every problem of a file at once, each at its line, in Indonesian."""

from __future__ import annotations

from dataclasses import replace

from plugins.problems import Problem, Rule, shorten
from plugins.stories import texts
from plugins.stories.doubts import doubts
from plugins.stories.frontmatter import Front, Value
from plugins.stories.keys import NESTED, StoryFields
from plugins.stories.record import Read, Record, Slip, Slips, keys_of, read_record
from plugins.stories.slips import ADDRESS_KEYS, OTHER_NAMES, TEMPLATE_KEYS, UNIT_KEYS
from plugins.stories.terms import Terms

# An empty line for one of these is no harmless leftover: the story would come out against its writer's will.
_NEVER_EMPTY = frozenset({"date", "status", "embargo_until", "expires", "withdrawn"})

_EXPLAINED: tuple[tuple[frozenset[str], Rule], ...] = (
    (ADDRESS_KEYS, texts.KEY_ADDRESS),
    (UNIT_KEYS, texts.KEY_UNIT),
    (TEMPLATE_KEYS, texts.KEY_TEMPLATE),
)
_EXAMPLES = {
    "title": "title: Judul berita",
    "date": "date: 2024-06-01 09:30",
    "file": "file: antrean.jpg",
    "kind": "kind: ralat",
    "note": "note: Nama pada alinea kedua diperbaiki.",
    "updates.note": "note: Jumlah akhir.",
    "withdrawn.kind": "kind: pencabutan",
    "reason": "reason: Alasan yang dapat diumumkan.",
    "rule": "rule: kode-aturan",
    "until": "until: 2024-06-02 12:00",
}


def check_front(front: Front, path: str, terms: Terms) -> tuple[StoryFields | None, list[Problem]]:
    """The typed keys of a story, or None where a problem is an error; and every problem, in order of place.

    A title may be missing only where the story is withdrawn for privacy: the file then need not repeat it.
    """
    typed, problems = check_keys(StoryFields, front, path, terms)
    withdrawn = front.values.get("withdrawn")
    private = isinstance(withdrawn, dict) and withdrawn.get("kind") == "privasi"
    if not front.values.get("title") and not private:
        problems.append(_missing(path, front.line(("title",)), "title"))
    if front.values.get("author") and front.values.get("authors"):
        line = front.line(("authors",))
        example = "authors: [Nama Pertama, Nama Kedua]"
        problems.append(texts.TWO_KEYS.broken(path, line, field="author", other="authors", example=example))
    # A key under another name is there: that it is missing would be told twice.
    renamed = {problem.nearest for problem in problems if problem.code == texts.KEY_OTHER_NAME.code}
    told = [p for p in problems if not (p.code == texts.KEY_MISSING.code and p.field in renamed)]
    doubted = [_problem(StoryFields, slip, front, path) for slip in doubts(typed, terms)] if typed else []
    return (None if told else typed), sorted([*told, *doubted])


def check_keys(model: type[Read], front: Front, path: str, terms: Terms) -> tuple[Read | None, list[Problem]]:
    """Front matter typed by `model`, or None with every problem that its fields find."""
    values = {key: value for key, value in front.values.items() if value != "" or key in _NEVER_EMPTY}
    try:
        return read_record(model, values, terms), []
    except Slips as found:
        return None, [_problem(model, slip, front, path) for slip in found.slips]


def _problem(model: type[Record], slip: Slip, front: Front, path: str) -> Problem:
    names = [part for part in slip.location if isinstance(part, str)]
    line, name = front.line(slip.location), shorten(".".join(names))
    if slip.rule is texts.KEY_MISSING:
        return _missing(path, line, name)
    if slip.rule is texts.KEY_UNKNOWN:
        return _unknown(path, line, names[-1], NESTED[names[0]] if len(names) > 1 else model)
    if slip.rule is texts.NOT_MAPPING:
        slip.facts["example"] = _example(keys_of(model)[names[0]].examples)
    return slip.problem(path, line, name)


def _example(examples: tuple[Value, ...]) -> str:
    """The first example that holds keys, or else the first."""
    return _flow(next((example for example in examples if not isinstance(example, str)), examples[0]))


def _missing(path: str, line: int, name: str) -> Problem:
    last = name.rsplit(".", 1)[-1]
    example = _EXAMPLES.get(name) or _EXAMPLES.get(last, f"{last}: …")
    return texts.KEY_MISSING.broken(path, line, field=name, example=example)


def _unknown(path: str, line: int, key: str, model: type[Record]) -> Problem:
    plain = key.strip().lower().replace("-", "_").replace(" ", "_")
    for keys, rule in _EXPLAINED:
        if plain in keys:
            return rule.broken(path, line, field=shorten(key), value=key)
    known = keys_of(model)
    other = plain if plain in known else OTHER_NAMES.get(plain)
    if other in known:
        problem = texts.KEY_OTHER_NAME.broken(path, line, field=shorten(key), value=key, nearest=other)
        return replace(problem, nearest=str(other))
    for outer in known:
        if outer in NESTED and plain in keys_of(NESTED[outer]):
            example = f"{outer}: {_example(known[outer].examples)}"
            return texts.KEY_OUTSIDE.broken(path, line, field=shorten(key), value=key, outer=outer, example=example)
    return texts.KEY_UNKNOWN.broken(path, line, field=shorten(key), value=key, options=known)


def key_table(model: type[Record] = StoryFields) -> str:
    """The keys as a Markdown table for the documentation."""
    rows = ["| key | what | example |", "| --- | --- | --- |"]
    for name, info in keys_of(model).items():
        examples = [f"`{name}: {_flow(example)}`" for example in info.examples]
        rows.append(f"| `{name}` | {info.description} | {'<br>'.join(examples)} |")
    return "\n".join(rows)


def _flow(value: Value) -> str:
    """A value as YAML writes it on one line."""
    if isinstance(value, list):
        return "[" + ", ".join(_flow(part) for part in value) + "]"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {_flow(part)}" for key, part in value.items()) + "}"
    return value
