"""The command itself: what it ends with, and that ending it at any moment leaves a whole state."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from plugins.sources import Source, mounts
from plugins.sources.__main__ import main
from plugins.sources.advance import Allowed, Limits
from plugins.sources.pulling import pull
from tests import factory
from tests.building import ROOT
from tests.sources.origins import STORY, UNIT, Origin, git, origin, source, text
from tests.sources.test_pulling import LOCAL, held, one


@pytest.fixture
def kanim(tmp_path: Path) -> Origin:
    return origin(tmp_path / "kanim", {f"berita/{UNIT}/2024/{n}.md": text(f"Berita {n}") for n in range(40)})


@pytest.fixture
def state(tmp_path: Path) -> Path:
    return tmp_path / "state"


@pytest.fixture
def content(tmp_path: Path, kanim: Origin) -> Path:
    folder = tmp_path / "content"
    (folder / "register").mkdir(parents=True)
    (folder / "register" / "units.csv").write_text(factory.UNITS_CSV)
    register(folder, kanim.url)
    return folder


def register(content: Path, url: str, more: str = "") -> None:
    text = f'[[source]]\nname = "{UNIT}"\nurl = "{url}"\nunits = ["{UNIT}"]\n{more}'
    (content / "register" / "sources.toml").write_text(text)


def command(content: Path, state: Path, *arguments: str) -> list[str]:
    return ["pull", str(content), "--state", str(state), "--allow-file", "--allow-git", *arguments]


def test_all_fresh_ends_with_0(content: Path, state: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(command(content, state)) == 0
    told = capsys.readouterr()
    assert told.out == "1 dari 1 sumber terbaru; 0 tetap pada keadaan sebelumnya.\n"
    assert told.err.startswith(f"{UNIT}: fresh (")


def test_one_that_kept_its_state_ends_with_1_and_both_are_told(
    content: Path, state: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(command(content, state))
    capsys.readouterr()
    register(content, "git://127.0.0.1:1/x.git")
    assert main(command(content, state)) == 1
    told = capsys.readouterr()
    assert f"register/sources.toml:1: KESALAHAN [source-unreachable] Sumber “{UNIT}” tidak dapat diambil" in told.out
    assert f"{UNIT}: kept " in told.err


def test_a_slip_in_the_register_ends_with_1(content: Path, state: Path, kanim: Origin) -> None:
    register(content, kanim.url, "brench = 'main'\n")
    assert main(command(content, state)) == 1


def test_without_a_register_there_is_nothing_to_do(tmp_path: Path, state: Path) -> None:
    (tmp_path / "kosong").mkdir()
    assert main(command(tmp_path / "kosong", state)) == 0


def test_what_cannot_run_ends_with_2(
    content: Path, state: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(command(tmp_path / "tidak-ada", state)) == 2
    assert main(command(content, state, "--accept-rewritten", "tidak-ada")) == 2
    state.write_text("a file in its place")
    assert main(command(content, state)) == 2
    assert "Traceback" not in capsys.readouterr().err


def test_a_rewritten_history_is_accepted_by_name(content: Path, state: Path, kanim: Origin) -> None:
    main(command(content, state))
    git(kanim.folder, "commit", "--quiet", "--amend", "--message", "lain")
    assert main(command(content, state)) == 1
    assert main(command(content, state, "--accept-rewritten", UNIT)) == 0


def test_two_pulls_at_once_are_not_made(state: Path, kanim: Origin) -> None:
    def again(outcome: object) -> None:
        with pytest.raises(BlockingIOError, match="another pull"):
            pull([source(kanim)], state, allowed=LOCAL)

    assert pull([source(kanim)], state, allowed=LOCAL, each=again)[0].fresh


class Killed(BaseException):
    """What no one catches."""


def is_whole(state: Path, source: Source, kanim: Origin) -> bool:
    """Whether the mounts hold just what the commit that they name holds."""
    found = mounts(state, [source])
    listed = git(kanim.folder, "ls-tree", "-r", "--name-only", found[0].head).splitlines() if found else []
    return sorted(held(state, source)) == sorted(listed) and all(
        data == git(kanim.folder, "cat-file", "blob", f"{found[0].head}:{path}").encode() + b"\n"
        for path, data in list(held(state, source).items())[-2:]
    )


@pytest.mark.parametrize(
    ("step", "after"),
    [
        ("plugins.sources.checkout._create", True),
        ("plugins.sources.advance.Advance._believe", False),
        ("plugins.sources.advance.Advance._believe", True),
        ("plugins.sources.advance.write_state", False),
        ("plugins.sources.advance.write_state", True),
    ],
)
def test_a_pull_that_ends_within_a_step_leaves_a_whole_state_and_the_next_completes_it(
    state: Path, kanim: Origin, monkeypatch: pytest.MonkeyPatch, step: str, after: bool
) -> None:
    one(state, source(kanim))
    new = kanim.commit({STORY: text("Baru"), f"berita/{UNIT}/2024/1.md": text("Lain")})
    module, _, name = step.rpartition(".")
    owner: Any = import_module(module.removesuffix(".Advance"))
    owner = owner.Advance if module.endswith(".Advance") else owner
    real = getattr(owner, name)

    def ends(*arguments: object) -> None:
        if after:
            real(*arguments)
        raise Killed

    with monkeypatch.context() as patched:
        patched.setattr(owner, name, ends)
        with pytest.raises(Killed):
            one(state, source(kanim))
    assert is_whole(state, source(kanim), kanim)
    outcome = one(state, source(kanim))
    assert (outcome.fresh, outcome.head) == (True, new)
    assert is_whole(state, source(kanim), kanim)
    assert not (state / "sources" / UNIT / "incoming" / "pack").exists() or not any(
        (state / "sources" / UNIT / "incoming" / "pack").iterdir()
    )


def test_a_killed_process_leaves_a_whole_state(content: Path, state: Path, kanim: Origin) -> None:
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    for moment in (0.15, 0.22, 0.26, 0.32):  # seconds: from before the fetch to after the last step
        kanim.commit({STORY: text(f"Setelah {moment}")})
        process = subprocess.Popen(
            [sys.executable, "-m", "plugins.sources", *command(content, state)],
            env=environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        time.sleep(moment)
        process.kill()
        process.wait()
        assert is_whole(state, source(kanim), kanim)
    assert main(command(content, state)) == 0
    assert (mounts(state, [source(kanim)])[0].repository / STORY).read_text() == text("Setelah 0.32")


def test_a_pull_that_is_asked_to_end_ends_what_it_started(content: Path, state: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        register(content, f"git://127.0.0.1:{silent.getsockname()[1]}/kanim.git")
        process = subprocess.Popen(
            [sys.executable, "-m", "plugins.sources", *command(content, state)],
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        silent.settimeout(20)
        caller, _ = silent.accept()
        with caller:
            caller.settimeout(20)
            heard = b""
            while b"kanim.git" not in heard:
                heard += caller.recv(1000)
            process.send_signal(signal.SIGTERM)
            assert process.wait(20) == 128 + signal.SIGTERM
            while caller.recv(1000):  # until whoever called has hung up; else this ends in a timeout
                pass


def test_the_operators_settings_reach_git(state: Path, kanim: Origin, tmp_path: Path) -> None:
    settings = tmp_path / "gitconfig"
    settings.write_text(f'[url "{kanim.url}"]\n\tinsteadOf = file:///alias/kanim\n')
    alias = source("file:///alias/kanim")
    assert not one(state, alias).fresh
    assert pull([alias], state, allowed=Allowed(True, configuration=settings), limits=Limits())[0].fresh
