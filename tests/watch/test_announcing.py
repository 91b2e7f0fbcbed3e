"""With a deploy command, hubs hear of a feed when that took it, and not before."""

from __future__ import annotations

from pathlib import Path

import pytest

from plugins.hubs.outbox import Outbox
from plugins.hubs.queue import Queue
from plugins.watch import announcing
from plugins.watch.announcing import Announcer
from plugins.watch.deploying import Deployer
from plugins.watch.manifest import Manifest
from tests.hubs.hub import eventually, hub
from tests.watch.ministry import SITE_URL, Ministry, ministry

_HUBS = ("https://hub.example/",)


def _outbox(here: Ministry) -> Outbox:
    (log,) = (here.folder / "state").glob("*/log.jsonl")
    return Outbox(log.parent)


def test_feeds_are_announced_when_the_deploy_command_took_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("no_proxy", "*")
    here = ministry(tmp_path)
    with hub() as told:
        with (tmp_path / "settings.py").open("a") as settings:
            settings.write(f"HUBS = ({told.address!r},)\n")
        deploy = tmp_path / "deploy.sh"
        deploy.write_text("exit 1")
        assert here.call("run", str(here.clone), "--once", "--deploy", f"sh {deploy}").returncode == 1
        assert (here.output / "feed.xml").is_file()
        assert not _outbox(here).folder.exists()

        deploy.write_text(f"cat >> {tmp_path}/taken")
        assert here.call("run", str(here.clone), "--once", "--deploy", f"sh {deploy}").returncode == 0
        eventually(lambda: not _outbox(here).read())
        assert f"{SITE_URL}/feed.xml" in told.taken

        told.taken.clear()
        here.office().publish("kanim-teluk/2024/loket")
        assert here.call("run", str(here.clone), "--once", "--deploy", f"sh {deploy}").returncode == 0
        put = [line.removeprefix("put\t") for line in (tmp_path / "taken").read_text().splitlines()]
        eventually(lambda: not _outbox(here).read())
        assert {f"{SITE_URL}/feed.xml", f"{SITE_URL}/unit/kanim-teluk/feed.xml"} <= set(told.taken)
        assert f"{SITE_URL}/unit/lapas-bukit/feed.xml" not in told.taken
        assert {topic.removeprefix(f"{SITE_URL}/") for topic in told.taken} <= set(put)


def test_without_a_deploy_command_feeds_are_announced_when_they_are_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("no_proxy", "*")
    here = ministry(tmp_path)
    with hub() as told:
        with (tmp_path / "settings.py").open("a") as settings:
            settings.write(f"HUBS = ({told.address!r},)\n")
        assert here.call("run", str(here.clone), "--once").returncode == 0
        eventually(lambda: not _outbox(here).read())
        assert f"{SITE_URL}/feed.xml" in told.taken


@pytest.mark.parametrize(("status", "noted"), [(0, True), (1, False)])
def test_only_a_list_that_was_taken_is_announced(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, status: int, noted: bool
) -> None:
    monkeypatch.setattr(announcing, "start", lambda state: None)
    announcer = Announcer(tmp_path / "state", SITE_URL, _HUBS, print)
    (tmp_path / "output").mkdir()
    deployer = Deployer(f"sh -c 'exit {status}'", tmp_path / "deploy", tmp_path / "output", announcer.taken)
    deployer.open()
    deployer.before_publish()
    deployer.after_publish(Manifest(("a/feed.xml",), ("index.html",), ("b/feed.xml",)))
    deployer.step(0.0)
    deployer.wait()
    wanted = Queue().noted(_HUBS, [f"{SITE_URL}/a/feed.xml"]) if noted else Queue()
    assert Outbox(tmp_path / "state").read() == wanted


def test_hubs_that_cannot_be_told_are_a_line_in_the_log(tmp_path: Path) -> None:
    (tmp_path / "state").write_text("no folder")
    lines: list[str] = []
    Announcer(tmp_path / "state", SITE_URL, _HUBS, lines.append).taken(Manifest(("feed.xml",)))
    assert len(lines) == 1 and lines[0].startswith("the hubs cannot be told: ")


def test_without_hubs_nothing_is_noted(tmp_path: Path) -> None:
    Announcer(tmp_path, SITE_URL, (), print).taken(Manifest(("feed.xml",)))
    assert list(tmp_path.iterdir()) == []
