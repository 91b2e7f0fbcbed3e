"""What docs/plumbing holds is what its readers (servers, systemd, shells) take."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from pathlib import Path

import jsonschema
import pytest

from tests.building import ROOT
from tests.plumbing.conftest import commit, git
from tests.plumbing.jobs import PLUMBING, load, scripts

_SCHEMAS = Path(__file__).resolve().parent / "schema"
WORKFLOWS = ("github-check.yml", "github-publish.yml", "gitea-check.yml")
FILES = {**dict.fromkeys(WORKFLOWS, "github-workflows.json"), "gitlab-ci.yml": "gitlab-ci.json"}
SCRIPTS = ("docs/plumbing/pre-commit", "plugins/roster/pre-receive", "desk.sh", "tests/system.sh", ".ci/run")
SERVICES = sorted(path.name for path in PLUMBING.glob("*.service"))


@pytest.mark.parametrize("name", FILES)
def test_a_ci_file_is_as_its_schema_says(name: str) -> None:
    schema = json.loads((_SCHEMAS / FILES[name]).read_text(encoding="utf-8"))
    assert [error.message for error in jsonschema.Draft7Validator(schema).iter_errors(load(name))] == []


@pytest.mark.parametrize("name", FILES)
def test_what_a_ci_file_has_a_shell_do_passes_shellcheck(name: str) -> None:
    for script in scripts(name):
        text = re.sub(r"\$\{\{.*?\}\}", "x", script)
        # SC2154: what the server gives; SC2164, SC2312: none of ours
        shellcheck("--shell=bash", "--exclude=SC2154", "-", given=text)


@pytest.mark.parametrize("path", SCRIPTS)
def test_a_script_passes_shellcheck(path: str) -> None:
    assert (ROOT / path).read_bytes().startswith(b"#!")
    shellcheck("--severity=style", str(ROOT / path))


def test_scripts_keep_their_line_ends_where_git_changes_them(tmp_path: Path) -> None:
    """Git for Windows gives every text the line ends of Windows: a shell finds no `do\\r`, so the hook would fail."""
    names = (*SCRIPTS, "desk.cmd")
    for name in (*names, ".gitattributes", "README.md"):
        (tmp_path / "here" / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, tmp_path / "here" / name)
    git(tmp_path, "init", "--quiet", "here")
    commit(tmp_path / "here")
    git(tmp_path, "clone", "--quiet", "--config", "core.autocrlf=true", "here", "there")
    assert b"\r\n" in (tmp_path / "there/README.md").read_bytes()
    assert [name for name in names if (tmp_path / "there" / name).read_bytes() != (ROOT / name).read_bytes()] == []


def shellcheck(*arguments: str, given: str = "") -> None:
    program = ROOT / ".venv/bin/shellcheck"
    done = subprocess.run([program, *arguments], input=given, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("name", WORKFLOWS)
def test_nothing_that_others_write_is_put_into_a_shell_by_the_server(name: str) -> None:
    """`${{ … }}` in a script is pasted before the shell reads it: a branch could be called `$(rm -r .)`."""
    assert [script for script in scripts(name) if "${{" in script] == []


@pytest.mark.parametrize("name", WORKFLOWS)
def test_a_pull_request_gets_no_secret_and_no_right_to_write(name: str) -> None:
    file = load(name)
    text = (PLUMBING / name).read_text(encoding="utf-8")
    assert "pull_request_target" not in text
    if name.startswith("github"):
        assert file["permissions"] == {"contents": "read"}
    if "pull_request" in file["on"]:
        assert set(re.findall(r"secrets\.(\w+)", text)) <= {"GITEA_TOKEN"}


@pytest.mark.parametrize("name", ["github-check.yml", "gitea-check.yml", "gitlab-ci.yml", "pre-commit"])
def test_no_module_is_taken_from_the_repository_that_is_checked(name: str) -> None:
    text = (PLUMBING / name).read_text(encoding="utf-8")
    assert text.count(" -m plugins.") == text.count(" -P -m plugins.") > 0


@pytest.mark.parametrize("name", ["github-check.yml", "gitea-check.yml"])
def test_a_preview_is_kept_only_where_the_repository_is_private(name: str) -> None:
    steps = load(name)["jobs"]["check"]["steps"]
    shown = [step for step in steps if "preview" in str(step)]
    assert len(shown) == 2 and all("repository.private" in step["if"] for step in shown)


@pytest.fixture
def units(tmp_path: Path) -> Path:
    """The units with a program and a user that this machine has."""
    if shutil.which("systemd-analyze") is None:
        pytest.skip("systemd-analyze is not there")
    for file in (*PLUMBING.glob("*.service"), *PLUMBING.glob("*.timer")):
        text = file.read_text(encoding="utf-8").replace("/opt/newsroom/.venv/bin/python", "/bin/true")
        (tmp_path / file.name).write_text(re.sub(r"(?m)^(User|Group)=.*$", r"\1=root", text), encoding="utf-8")
    return tmp_path


def test_systemd_takes_the_units_without_a_word(units: Path) -> None:
    names = sorted(str(path) for path in units.iterdir())
    done = subprocess.run(["systemd-analyze", "verify", *names], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout + done.stderr) == (0, "")


@pytest.mark.parametrize("name", SERVICES)
def test_what_a_service_may_do_is_little(name: str, units: Path) -> None:
    """By systemd's own measure, from 0 to 10 (here in tenths); a service without any limit has 9.6."""
    file = units / name
    file.write_text(file.read_text(encoding="utf-8").replace("=root", "=nobody"), encoding="utf-8")
    arguments = ("systemd-analyze", "security", "--offline=true", "--threshold=25", str(file))
    done = subprocess.run(arguments, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-300:] + done.stderr


@pytest.mark.parametrize("name", SERVICES)
def test_a_service_runs_what_the_makefile_runs(name: str) -> None:
    command = re.search(r"ExecStart=\S+ -P -m (\S+)", (PLUMBING / name).read_text(encoding="utf-8"))
    assert command is not None
    assert f"-m {command[1]}" in (ROOT / "Makefile").read_text(encoding="utf-8")
