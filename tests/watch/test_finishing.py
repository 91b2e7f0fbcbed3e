"""What a publish leaves for later is made beside it, and handed on like what publishes write."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from plugins.watch import finishing
from plugins.watch.deploying import Deployer
from plugins.watch.finishing import Finisher, Made
from plugins.watch.manifest import Manifest
from plugins.watch.publishing import Site
from tests.watch.ministry import wait_for

Child = Callable[[Path | None], Made]


class Desk:
    """An output with some files, a deployer that never runs, and a finisher whose child does what a test says."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.folder = folder
        self.output = folder / "output"
        self.output.mkdir()
        self.lines: list[str] = []
        self.deployer = Deployer("true", folder / "deploy", self.output)
        site = Site(folder / "settings.py", folder, self.output, folder / "cache", folder / "state")
        self.finisher = Finisher(site, self.deployer, folder / "watch", self.lines.append)
        self._patch = monkeypatch

    def put(self, *paths: str) -> None:
        for path in paths:
            (self.output / path).write_text("x")

    def child(self, does: Child) -> None:
        """What the child is to do."""
        self._patch.setattr(finishing, "make", lambda site, moment, steps: does(steps))

    def begin(self, does: Child) -> None:
        self.child(does)
        self.finisher.want(0.0, "c0ffee")
        self.finisher.step(time.monotonic())

    def end(self) -> None:
        """Let the child end."""

        def ended() -> bool:
            self.finisher.step(time.monotonic())
            return not self.finisher._child

        wait_for(ended)

    @property
    def waiting(self) -> Manifest:
        return msgspec.json.decode((self.folder / "deploy" / "pending").read_bytes(), type=Manifest)


def note(steps: Path | None, *written: object) -> None:
    assert steps is not None
    with steps.open("ab") as file:
        file.write(b"".join(msgspec.json.encode(one) + b"\n" for one in written))


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    return Desk(tmp_path, monkeypatch)


def test_what_the_child_wrote_is_handed_on(desk: Desk) -> None:
    desk.put("baru.png", "halaman.html")

    def makes(steps: Path | None) -> Made:
        note(steps, (["baru.png"], ["halaman.html"], ["lama.png"]))
        return Made(made=1)

    desk.begin(makes)
    desk.end()
    assert desk.waiting == Manifest(("baru.png",), ("halaman.html",), ("lama.png",), "c0ffee")
    assert (desk.lines, desk.finisher.is_busy) == (["1 deferred views made"], False)


def test_steps_are_handed_on_while_the_child_is_at_work(desk: Desk, tmp_path: Path) -> None:
    desk.put("satu.png", "dua.png")
    goes_on = tmp_path / "lanjut"

    def makes(steps: Path | None) -> Made:
        note(steps, (["satu.png"], [], []))
        wait_for(goes_on.exists)
        note(steps, (["dua.png"], [], []))
        return Made(made=2)

    desk.begin(makes)

    def handed() -> bool:
        desk.finisher.hand_over()
        return (tmp_path / "deploy" / "pending").exists()

    wait_for(handed)
    assert desk.waiting.new == ("satu.png",)
    goes_on.touch()
    desk.end()
    assert desk.waiting.new == ("satu.png", "dua.png")


def test_half_a_line_is_left_until_it_is_whole(desk: Desk, tmp_path: Path) -> None:
    desk.put("satu.png")
    goes_on, there = tmp_path / "lanjut", tmp_path / "ada"

    def makes(steps: Path | None) -> Made:
        assert steps
        steps.write_bytes(b'[["satu.')
        there.touch()
        wait_for(goes_on.exists)
        steps.write_bytes(b'[["satu.png"],[],[]]\n')
        return Made(made=1)

    desk.begin(makes)
    wait_for(there.exists)
    desk.finisher.hand_over()
    assert not (tmp_path / "deploy" / "pending").exists()
    goes_on.touch()
    desk.end()
    assert desk.waiting.new == ("satu.png",)


def test_what_a_publish_took_away_since_is_not_put(desk: Desk) -> None:
    desk.put("ada.html", "kembali.png")
    written = Manifest(("hilang.png",), ("ada.html", "lenyap.html"), ("kembali.png", "tiada.png"), "c0ffee")
    assert written.standing(desk.output) == Manifest(
        (), ("ada.html", "kembali.png"), ("hilang.png", "lenyap.html", "tiada.png"), "c0ffee"
    )


def test_a_child_that_is_killed_has_all_of_the_site_handed_on(desk: Desk) -> None:
    desk.put("a.png", "index.html")

    def makes(steps: Path | None) -> Made:
        os.kill(os.getpid(), signal.SIGKILL)
        return Made()

    desk.begin(makes)
    desk.end()
    assert (desk.waiting.whole, desk.waiting.new) == (True, ("a.png", "index.html"))
    assert "broke off" in desk.lines[0]


def test_what_a_killed_watch_left_has_all_of_the_site_handed_on(desk: Desk) -> None:
    desk.put("a.png")
    (desk.folder / "watch").mkdir()
    (desk.folder / "watch" / "deferred.steps").write_bytes(b"")
    desk.finisher.open()
    assert (desk.waiting.whole, desk.waiting.new) == (True, ("a.png",))


def test_a_child_that_is_asked_to_end_hands_on_what_it_made(desk: Desk, tmp_path: Path) -> None:
    desk.put("satu.png")
    ready = tmp_path / "siap"

    def makes(steps: Path | None) -> Made:
        asked: list[int] = []
        signal.signal(signal.SIGTERM, lambda number, frame: asked.append(number))
        ready.touch()
        wait_for(lambda: bool(asked))
        note(steps, (["satu.png"], [], []))
        return Made(made=1, left=7)

    desk.begin(makes)
    wait_for(ready.exists)
    desk.finisher.stop()
    assert desk.waiting.new == ("satu.png",)
    assert not (tmp_path / "watch" / "deferred.steps").exists()


def test_what_could_not_be_made_is_told_and_tried_again_later(desk: Desk) -> None:
    desk.begin(lambda steps: Made(left=3, failures=("kartu a/2024/b: no font",)))
    desk.end()
    assert desk.lines == ["not all that waits could be made: 3 views wait. kartu a/2024/b: no font"]
    wakes = desk.finisher.wakes()
    assert wakes is not None and wakes > time.monotonic() + 30
    assert not desk.finisher.is_busy  # `--once` does not wait for it
    desk.finisher.want(0.0, "c0ffee")  # a publish: something else may be possible now
    assert desk.finisher.is_busy


def test_what_waits_since_the_child_began_has_another_begin(desk: Desk, tmp_path: Path) -> None:
    goes_on = tmp_path / "lanjut"

    def makes(steps: Path | None) -> Made:
        wait_for(goes_on.exists)
        return Made(made=1)

    desk.begin(makes)
    desk.finisher.want(1.0, "beef")
    goes_on.touch()
    desk.end()
    assert desk.finisher.is_busy and desk.finisher.wakes() == 0.0
    desk.finisher.step(time.monotonic())
    desk.end()
    assert desk.lines == ["1 deferred views made"] * 2 and not desk.finisher.is_busy


def test_without_a_deploy_command_nothing_is_noted(desk: Desk) -> None:
    desk.finisher.deployer = Deployer("", desk.folder / "deploy", desk.output)
    desk.begin(lambda steps: Made(made=1 if steps is None else 2))
    desk.end()
    assert desk.lines == ["1 deferred views made"] and not (desk.folder / "deploy").exists()
