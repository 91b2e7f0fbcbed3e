"""Jobs of CI files run here, step by step as their servers do: what a step runs is what stands in the file."""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

PLUMBING = Path(__file__).resolve().parents[2] / "docs" / "plumbing"
_EXPRESSION = re.compile(r"\$\{\{\s*(.+?)\s*\}\}")


@dataclass
class Run:
    """What became of a job: the names of the steps that ran, what they printed, whether all went well."""

    ran: list[str] = field(default_factory=list)
    said: str = ""
    failed: bool = False


def load(name: str) -> dict[str, Any]:
    """A file of docs/plumbing; the key `on` as text, which YAML 1.1 takes for true."""
    made: dict[Any, Any] = yaml.safe_load((PLUMBING / name).read_text(encoding="utf-8"))
    if True in made:
        made["on"] = made.pop(True)
    return made


def workflow(
    name: str,
    job: str,
    work: Path,
    facts: Mapping[str, str],
    used: Callable[[str, Mapping[str, Any]], None],
    after: Callable[[str], None],
    environment: Mapping[str, str],
) -> Run:
    """Run a job of a workflow for GitHub or Gitea in the folder `work`.

    `facts` gives the value of each `${{ expression }}` beside the status functions; one that is missing is an error.
    `used` is asked to do what an action does, `after` is told the name of each step that ran.
    """
    file = load(name)
    steps = file["jobs"][job]
    run = Run()

    def value(text: object, where: Mapping[str, str] = facts) -> str:
        return _EXPRESSION.sub(lambda match: where[match[1]], str(text))

    outer = {**file.get("env", {}), **steps.get("env", {})}
    told = Path(environment["RUNNER_TEMP"]) / "environment"  # what steps tell those after them
    told.touch()
    for step in steps["steps"]:
        if not _wanted(step.get("if", ""), run.failed, facts):
            continue
        if "uses" in step:
            used(step["uses"], {key: value(text) for key, text in step.get("with", {}).items()})
            run.ran.append(step["uses"])
            continue
        given = {key: value(text) for key, text in {**outer, **step.get("env", {})}.items()}
        earlier = dict(line.split("=", 1) for line in told.read_text(encoding="utf-8").splitlines())
        _shell(value(step["run"]), work, {**environment, **earlier, **given, "GITHUB_ENV": str(told)}, run)
        run.ran.append(step["name"])
        after(step["name"])
    return run


def pipeline_job(name: str, job: str, work: Path, after: Callable[[str], None], environment: Mapping[str, str]) -> Run:
    """Run a job of a pipeline for GitLab: all its lines in one shell, which ends with the first that fails."""
    file = load(name)
    run = Run()
    given = {**environment, **file["variables"]}
    given = {key: os.path.expandvars(text) for key, text in given.items()} | {
        key: text for key, text in environment.items() if key in ("NEWSROOM", "PYTHONPATH")
    }
    for line in file["default"]["before_script"]:
        _shell(line, work, given, run)
        after(line)
    if not run.failed:
        _shell("\n".join(file[job]["script"]), work, given, run)
    return run


def scripts(name: str) -> list[str]:
    """Everything that a file has a shell do."""
    file = load(name)
    if "jobs" in file:
        return [step["run"] for job in file["jobs"].values() for step in job["steps"] if "run" in step]
    jobs = [job for job in file.values() if isinstance(job, dict) and "script" in job]
    return ["\n".join([*file["default"]["before_script"], *job["script"]]) for job in jobs]


def _wanted(condition: str, failed: bool, facts: Mapping[str, str]) -> bool:
    asked = _EXPRESSION.sub(lambda match: match[1], condition).strip()
    if asked in ("", "!cancelled()", "failure()"):
        return {"": not failed, "!cancelled()": True, "failure()": failed}[asked]
    return not failed and facts[asked] == "true"


def _shell(script: str, work: Path, environment: Mapping[str, str], run: Run) -> None:
    done = subprocess.run(
        ["bash", "-e", "-c", script],
        cwd=work,
        env=dict(environment),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=300,
        check=False,
    )
    run.said += done.stdout
    run.failed = run.failed or done.returncode != 0
