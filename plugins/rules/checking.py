"""The rules at work on a draft: what is told of it, and what its author has waived with a reason."""

from __future__ import annotations

import importlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from plugins.problems import ERROR, WARNING, Problem, nearest, shorten
from plugins.problems import Rule as Text
from plugins.rules.draft import Draft
from plugins.rules.rule import Finder, Found, Rule

SHORTEST_REASON = 10  # characters
_WITHDRAWN_FIELDS = ("withdrawn", "corrections", "title")  # what a withdrawn story still shows

WAIVE_UNKNOWN = Text(
    "waive-unknown",
    "Aturan “{value}” tidak ada, jadi pengecualiannya tidak berlaku.",
    "Tulis kode aturan seperti pada hasil pemeriksaan, misalnya f-judul.",
    WARNING,
)
WAIVE_NOT_ALLOWED = Text(
    "waive-not-allowed",
    "Aturan {code} tidak dapat dikecualikan oleh penulis.",
    "Perbaiki beritanya. Bila temuannya keliru, yang memutuskan: {decided_by}; pengecualian dicatat di setelan RULES.",
    WARNING,
)
WAIVE_SHORT_REASON = Text(
    "waive-short-reason",
    "Alasan pengecualian {code} terlalu pendek: “{value}”.",
    "Tulis alasan yang dapat dipahami orang lain, paling sedikit {shortest} karakter.",
)
WAIVE_UNUSED = Text(
    "waive-unused",
    "Pengecualian {code} tidak diperlukan: aturan itu tidak menemukan apa-apa.",
    "Hapus baris ini.",
    WARNING,
)


@dataclass(frozen=True, slots=True, order=True)
class Waived:
    """A finding that does not count, and why not (the author's words)."""

    problem: Problem
    reason: str


@dataclass(frozen=True, slots=True)
class Shared:
    """A finding that stays only where no other file has one of the same `fact`, such as a host linked to.

    It says that something is new; of what is out already nobody needs to hear it.
    """

    problem: Problem
    fact: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the rules say of one draft, in order of place."""

    problems: tuple[Problem, ...] = ()
    waived: tuple[Waived, ...] = ()
    shared: tuple[Shared, ...] = ()
    excuses: bool = False  # whether its author excuses it from a rule that needs the archive: then that has to be asked


def judge(draft: Draft, rules: Sequence[Rule]) -> Verdict:
    """What `rules` find in a draft: where its archive is known, those that need it, else all others.

    The same on any day, in any process, in whatever order the rules stand.
    """
    told = [(rule, found) for rule in rules if _applies(rule, draft) for found in _findings(draft, rule)]
    withdrawn = draft.keys is not None and draft.keys.withdrawn is not None
    problems, waived, shared = [], [], []
    excused, wrong = _waivers(draft, rules, {rule.code for rule, _ in told})
    secrets = sorted({_text(found) for rule, found in told if rule.masked} - {""}, key=lambda text: (-len(text), text))
    for rule, found in told:
        problem = _problem(draft, rule, found, secrets)
        if withdrawn:  # no gate ever holds back a withdrawal
            problem = replace(problem, severity=WARNING)
        if rule.code in excused:
            waived.append(Waived(problem, excused[rule.code]))
        elif rule.once:
            shared.append(Shared(problem, f"{rule.code}:{found.facts.get(rule.once, '')}"))
        else:
            problems.append(problem)
    return Verdict(
        tuple(sorted({*problems, *wrong})),
        tuple(sorted(set(waived))),
        tuple(sorted(set(shared), key=lambda one: (one.problem, one.fact))),
        draft.archive is None and bool(_codes(draft) & {rule.code for rule in rules if rule.archive}),
    )


def _codes(draft: Draft) -> set[str]:
    return {waiver.rule.upper() for waiver in draft.keys.waive} if draft.keys else set()


def _applies(rule: Rule, draft: Draft) -> bool:
    keys = draft.keys
    return (
        rule.archive == (draft.archive is not None)
        and (rule.rows if draft.rows else bool(draft.reference) or rule.pages)
        and (rule.drafts or keys is None or keys.status != "draft")
        and (not rule.languages or draft.lang in rule.languages)
        and draft.reference not in rule.exempt
    )


def _findings(draft: Draft, rule: Rule) -> Iterator[Found]:
    """At most as many as the rule tells of one file; of a withdrawn story only what it still shows."""
    withdrawn = draft.keys is not None and draft.keys.withdrawn is not None
    number = 0
    for found in finder_of(rule.finder)(draft, rule):
        if not withdrawn or found.passage.field.partition(".")[0] in _WITHDRAWN_FIELDS:
            yield found
            number += 1
            if number == rule.most:
                return


@cache
def finder_of(name: str) -> Finder:
    """The function of this room that a row of the table names. Raises ImportError or AttributeError."""
    module, _, function = name.rpartition(".")
    found: Finder = getattr(importlib.import_module(f"plugins.rules.{module}"), function)
    return found


def _text(found: Found) -> str:
    return found.passage.text[found.start : found.end]


def _problem(draft: Draft, rule: Rule, found: Found, secrets: Sequence[str]) -> Problem:
    """`secrets` are told in part only, by whichever rule: one that quotes a sentence may quote a number in it."""

    def safe(text: str) -> str:
        for secret in secrets:
            text = text.replace(secret, masked(secret))
        return text

    line, column = found.passage.place(found.start)
    value = safe(_text(found))
    told = {name: safe(fact) for name, fact in found.facts.items()}
    facts = {"value": shorten(value), "field": found.passage.field, **rule.thresholds, **told}
    return Problem(
        path=draft.path,
        line=line,
        column=column,
        code=rule.code,
        field=found.passage.field,
        value=shorten(value),
        message=rule.what.format(**facts),
        why=rule.why.format(**facts),
        allowed="",
        nearest="",
        action=rule.action.format(**facts),
        severity=rule.severity,
    )


def masked(text: str) -> str:
    """A text of which nobody learns more than where to look: a third of it, the rest as dots."""
    shown = max(1, len(text) // 6)
    hidden = "".join("•" if sign.isalnum() else sign for sign in text[shown:-shown])
    return text[:shown] + hidden + text[-shown:] if len(text) > 2 else "•" * len(text)


def _waivers(draft: Draft, rules: Iterable[Rule], broken: set[str]) -> tuple[Mapping[str, str], list[Problem]]:
    """The reason by the code of each rule that the author waives, and what is wrong with waivers."""
    known = {rule.code: rule for rule in rules}
    excused: dict[str, str] = {}
    wrong: list[Problem] = []
    for number, waiver in enumerate(draft.keys.waive if draft.keys else ()):
        line = draft.lines.get(f"waive.{number}", draft.lines.get("waive", 1))
        code = waiver.rule.upper()
        rule = known.get(code)
        if (rule is not None and rule.archive) != (draft.archive is not None):
            continue  # told when such rules are asked
        if rule is None:
            meant = nearest(waiver.rule, [name.lower() for name in known])
            problem = WAIVE_UNKNOWN.broken(draft.path, line, field="waive.rule", value=waiver.rule)
            wrong.append(replace(problem, nearest=meant))
        elif not rule.waivable:
            wrong.append(
                WAIVE_NOT_ALLOWED.broken(draft.path, line, field="waive.rule", code=code, decided_by=rule.decided_by)
            )
        elif len(waiver.reason) < SHORTEST_REASON:
            told = WAIVE_SHORT_REASON.broken(
                draft.path, line, field="waive.reason", value=waiver.reason, code=code, shortest=SHORTEST_REASON
            )
            wrong.append(told if rule.severity == ERROR else replace(told, severity=WARNING))
        elif code not in broken:
            wrong.append(WAIVE_UNUSED.broken(draft.path, line, field="waive.rule", code=code))
        else:
            excused[code] = waiver.reason
    return excused, wrong
