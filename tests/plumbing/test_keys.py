"""The public GPG keys by which the checks of merge requests know signatures: those of the branch before the request."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.plumbing.conftest import commit, git
from tests.plumbing.jobs import load
from tests.roster.test_gpg import fingerprints, gpg

pytestmark = pytest.mark.skipif(shutil.which("gpg") is None, reason="gpg is not installed")


@pytest.fixture(scope="module")
def rings() -> Iterator[Path]:
    """A folder for keyrings: the agent's socket needs a short path."""
    home = Path(tempfile.mkdtemp(prefix="gpg-"))
    yield home
    for ring in home.iterdir():
        subprocess.run(("gpgconf", "--kill", "all"), env={**os.environ, "GNUPGHOME": str(ring)}, capture_output=True)
    shutil.rmtree(home, ignore_errors=True)


@pytest.fixture(scope="module")
def request_of_a_writer(rings: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A clone whose main branch holds a key that the branch at hand replaces; the fingerprint of the first."""
    work = tmp_path_factory.mktemp("keys") / "work"
    file = work / "content/register/keys/forge.asc"
    file.parent.mkdir(parents=True)
    git(work, "init", "--quiet", "--initial-branch=main")
    known = ""
    for name in ("known", "own"):
        ring = rings / name
        ring.mkdir(mode=0o700)
        gpg(ring, "--quick-generate-key", "--yes", f"{name}@laut.example", "ed25519", "sign", "never")
        file.write_text(gpg(ring, "--armor", "--export"))
        commit(work)
        if not known:
            (known,) = fingerprints(ring, "pub")
            git(work, "update-ref", "refs/remotes/origin/main", "HEAD")
            git(work, "fetch", "--quiet", ".", "main")
    return work, known


def importing(name: str) -> str:
    """The script of a CI file that imports keys."""
    file = load(name)
    steps = [step.get("run", "") for step in file["jobs"]["check"]["steps"]] if "jobs" in file else []
    (script,) = [text for text in steps or file["check"]["script"] if "register/keys" in text]
    return str(script)


@pytest.mark.parametrize("name", ["github-check.yml", "gitea-check.yml", "gitlab-ci.yml"])
def test_a_request_is_judged_by_the_keys_that_were_there_before_it(
    name: str, request_of_a_writer: tuple[Path, str], rings: Path
) -> None:
    work, known = request_of_a_writer
    ring = rings / name.partition("-")[0]
    ring.mkdir(mode=0o700)
    told = {**os.environ, "GNUPGHOME": str(ring), "TARGET": "origin/main"}
    subprocess.run(["bash", "-e", "-c", importing(name)], cwd=work, env=told, check=True, capture_output=True)
    assert fingerprints(ring, "pub") == [known]


@pytest.mark.parametrize("name", ["github-check.yml", "gitea-check.yml", "gitlab-ci.yml"])
def test_a_register_without_keys_needs_no_gpg(name: str, tmp_path: Path) -> None:
    git(tmp_path, "init", "--quiet", "--initial-branch=main")
    git(tmp_path, "commit", "--quiet", "--allow-empty", "--message", "awal")
    git(tmp_path, "fetch", "--quiet", ".", "main")
    told = {**os.environ, "TARGET": "main"}
    script = "gpg() { exit 1; }\n" + importing(name)
    subprocess.run(["bash", "-e", "-c", script], cwd=tmp_path, env=told, check=True, capture_output=True)
