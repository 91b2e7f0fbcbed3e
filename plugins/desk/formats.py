"""What a check found, as people or the machines of code hosts read it. Pure: problems in, text out."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from plugins.problems import ERROR, Problem, show
from plugins.rules.checking import Waived

Format = Callable[[Sequence[Problem], Sequence[Waived], str], str]

_GITHUB_LEVELS = {"error": "error", "warning": "warning"}
_GITLAB_SEVERITIES = {"error": "major", "warning": "minor"}  # of info, minor, major, critical, blocker


def text(problems: Sequence[Problem], waived: Sequence[Waived], prefix: str) -> str:
    """Lines for people. `prefix` is not shown: paths are those of the content folder."""
    return "".join(f"{lines}\n" for lines in (*map(show, problems), *map(_waived, waived)))


def github(problems: Sequence[Problem], waived: Sequence[Waived], prefix: str) -> str:
    """Workflow commands, which GitHub and Gitea show in the diff. `prefix` leads from the repository to the content."""
    commands = [_command(_GITHUB_LEVELS[problem.severity], problem, told(problem), prefix) for problem in problems]
    commands += [
        _command("notice", one.problem, f"Dikecualikan: {one.reason}\n{told(one.problem)}", prefix) for one in waived
    ]
    return "".join(f"{command}\n" for command in commands)


def gitlab(problems: Sequence[Problem], waived: Sequence[Waived], prefix: str) -> str:
    """A Code Quality report (a subset of Code Climate's), which GitLab shows in the diff.

    Fingerprints name a finding by what it is, not by its line: one that only moved is not told as new.
    """
    rows = [(problem, _GITLAB_SEVERITIES[problem.severity], told(problem)) for problem in problems]
    rows += [(one.problem, "info", f"Dikecualikan: {one.reason}") for one in waived]
    seen: Counter[str] = Counter()
    report = []
    for problem, severity, description in rows:
        name = "\0".join((prefix + problem.path, problem.code, problem.field, problem.value))
        seen[name] += 1
        report.append(
            {
                "description": description,
                "check_name": problem.code,
                "fingerprint": hashlib.sha256(f"{name}\0{seen[name]}".encode()).hexdigest(),
                "severity": severity,
                "location": {"path": prefix + problem.path, "lines": {"begin": max(problem.line, 1)}},
            }
        )
    return json.dumps(report, ensure_ascii=False, indent=1) + "\n"


def plain_json(problems: Sequence[Problem], waived: Sequence[Waived], prefix: str) -> str:
    """All that is known of each problem, and of those that are waived the reason."""
    rows: list[Mapping[str, Any]] = [{**asdict(problem), "waived": ""} for problem in problems]
    rows += [{**asdict(one.problem), "waived": one.reason} for one in waived]
    return json.dumps(rows, ensure_ascii=False, indent=1) + "\n"


FORMATS: Mapping[str, Format] = {"text": text, "github": github, "gitlab": gitlab, "json": plain_json}


def told(problem: Problem) -> str:
    """A problem in a few sentences, without its place."""
    parts = (
        problem.message,
        f"Yang boleh: {problem.allowed}." if problem.allowed else "",
        f"Mungkin maksudnya: {problem.nearest}." if problem.nearest else "",
        f"Mengapa: {problem.why}" if problem.why else "",
        f"Langkah: {problem.action}" if problem.action else "",
    )
    return "\n".join(filter(None, parts))


def closing_line(checked: int, problems: Sequence[Problem], rules: Iterable[str], waived: int = 0) -> str:
    """What a check found, in one sentence. Rules (their codes) hold nothing back: what breaks one must not go out."""
    codes = frozenset(rules)
    wrong = [problem for problem in problems if problem.severity == ERROR]
    excused = f" {waived} temuan dikecualikan." if waived else ""
    if not problems:
        return f"{checked} berkas diperiksa: semuanya baik.{excused}"
    files = len({problem.path for problem in wrong if problem.code not in codes})
    bad = len({problem.path for problem in wrong if problem.code in codes})
    held = f"{files} berkas belum dapat tayang." if files else "Semua berkas dapat tayang."
    if bad:
        unfit = f"{bad} berkas memuat hal yang tidak boleh tayang."
        held = f"{held} {unfit}" if files else unfit
    return (
        f"{checked} berkas diperiksa: {len(wrong)} kesalahan, {len(problems) - len(wrong)} peringatan. {held}{excused}"
    )


def _waived(one: Waived) -> str:
    problem = one.problem
    place = f"{problem.path}:{problem.line}" + (f":{problem.column}" if problem.column else "")
    return f"{place}: DIKECUALIKAN [{problem.code}] {problem.message}\n    dikecualikan: {one.reason}"


def _command(level: str, problem: Problem, message: str, prefix: str) -> str:
    facts = {"file": prefix + problem.path, "line": problem.line, "col": problem.column, "title": problem.code}
    written = ",".join(f"{name}={_property(str(value))}" for name, value in facts.items() if value)
    return f"::{level} {written}::{_data(message)}"


def _data(value: str) -> str:
    """A message as a workflow command takes it: on one line."""
    return value.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(value: str) -> str:
    return _data(value).replace(":", "%3A").replace(",", "%2C")
