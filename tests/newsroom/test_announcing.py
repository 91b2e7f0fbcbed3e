"""A publish announces exactly the feeds that it changed, and waits for no hub."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest

from plugins import addresses
from plugins.hubs import starting
from plugins.hubs.outbox import Outbox
from plugins.newsroom import announcing
from plugins.newsroom.announcing import ELSEWHERE, LATER, NOW
from plugins.newsroom.command import main
from plugins.newsroom.settings import state_path
from plugins.publish.job import Job, Report
from plugins.publish.outward import Outward, Refused
from plugins.watch import announcing as watch
from plugins.watch.deploying import Manifest
from tests import building, factory
from tests.hubs.hub import eventually, hub
from tests.publish.small import Small, small

_HUB = "https://hub.example/"
_URL = factory.SITE.url


def test_after_a_change_of_one_story_exactly_its_feeds_are_announced_and_no_hub_is_waited_for(tmp_path: Path) -> None:
    site = small(tmp_path)
    site.story("lapas-bukit/2024/lain", "2024-03-06 08:00")
    outbox = Outbox(state_path({"STATE_PATH": building.state_of(site.output)}, site.output))
    with hub() as told:
        conf = _configuration(site, told.address)
        publish(site, conf, "--announce-later")
        assert told.forms == []
        assert main(["announce", "-o", str(site.output), "--state", str(building.state_of(site.output))]) == 0
        assert sorted(told.taken) == sorted(_URL + "/" + path for path in site.files if addresses.is_feed(path))

        before = site.files
        told.taken.clear()
        told.open.clear()
        site.story("kanim-teluk/2024/baru", "2024-03-07 08:00")
        publish(site, conf)
        assert not told.open.is_set()  # it is done, and the hub has not answered
        changed = {path for path, data in site.files.items() if before.get(path) != data and addresses.is_feed(path)}
        assert {"feed.xml", "unit/kanim-teluk/feed.xml"} <= changed
        assert "unit/lapas-bukit/feed.xml" not in changed
        told.open.set()
        eventually(lambda: not outbox.read())
        assert set(told.taken) == {f"{_URL}/{path}" for path in changed}

        told.forms.clear()
        publish(site, conf)
        _ended(outbox)
        assert told.forms == []
    assert f"{told.address}: {len(changed)} announced" in (outbox.folder / "log").read_text()


def publish(site: Small, conf: str, *arguments: str) -> None:
    site.commit()
    done = building.command(site.content, site.output, "-s", conf, *arguments, name="publish", no_proxy="*")
    assert done.returncode == 0, done.stderr


def _configuration(site: Small, address: str) -> str:
    conf = building.configuration(site.folder)
    with Path(conf).open("a") as file:
        file.write(f"SITEURL = {_URL!r}\nHUBS = ({address!r},)\n")
    return conf


def _ended(outbox: Outbox) -> None:
    def is_free() -> bool:
        with outbox.sending() as mine:
            return mine

    eventually(is_free)


def test_a_hub_that_is_none_ends_a_build_with_2_and_names_the_setting(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    site = small(tmp_path)
    conf = _configuration(site, "hub.example")
    cache = str(tmp_path / "cache")
    assert main(["build", str(site.content), "-o", str(site.output), "--cache", cache, "-s", conf]) == 2
    assert "HUBS names 'hub.example': only http and https" in capsys.readouterr().err


# What a publish does, without one


class Publishing:
    """A publish that does what a test says; `started` counts the senders."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.folder = folder
        self.outbox = Outbox(folder / "state")
        self.started: list[Path] = []
        self.outcome: Report | Exception = Report()
        monkeypatch.setattr(announcing.run, "build", lambda job: self._build())
        monkeypatch.setattr(announcing, "start", self.started.append)
        for path in ("feed.xml", "unit/a/atom.xml", "index.html"):
            (folder / "output" / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / "output" / path).touch()

    def __call__(self, outcome: Report | Exception, when: str = NOW, hubs: tuple[str, ...] = (_HUB,)) -> Report:
        self.outcome = outcome
        outward = Outward(self.folder / "state", self.folder / "output", building.AS_OF)
        job: Any = SimpleNamespace(outward=outward, output=self.folder / "output", places=factory.places())
        return announcing.build(cast(Job, job), {"HUBS": hubs, "PUBLISH": {"announce": when}})

    def _build(self) -> Report:
        if isinstance(self.outcome, Exception):
            raise self.outcome
        return self.outcome

    @property
    def waiting(self) -> set[str]:
        return {topic.removeprefix(f"{_URL}/") for topic, _ in self.outbox.read().to_send(_HUB)}


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Publishing:
    return Publishing(tmp_path, monkeypatch)


_ALL = {"feed.xml", "unit/a/atom.xml"}  # that stand in the output
_DONE = Report(new=["feed.xml", "index.html"], changed=["unit/b/feed.json"], deleted=["unit/c/feed.xml"])


def test_new_and_changed_feeds_are_noted_and_deleted_ones_are_not(run: Publishing) -> None:
    assert run(_DONE) is _DONE
    assert run.waiting == {"feed.xml", "unit/b/feed.json"}
    assert run.started == [run.folder / "state"]


def test_later_means_noted_and_not_sent(run: Publishing) -> None:
    run(_DONE, LATER)
    assert (len(run.waiting), run.started) == (2, [])


def test_what_is_announced_elsewhere_leaves_no_trace(run: Publishing) -> None:
    run(_DONE, ELSEWHERE)
    run(_DONE, hubs=())
    assert not run.outbox.folder.exists()
    assert run.started == []


def test_after_a_publish_that_broke_off_every_feed_is_announced(run: Publishing) -> None:
    with pytest.raises(OSError, match="penuh"):
        run(OSError("penuh"))
    run(Report())
    assert run.waiting == _ALL
    run.outbox.update(lambda queue: queue.noted((), ()))
    run(Report())
    assert run.waiting == set()


def test_a_publish_that_the_gate_stopped_leaves_nothing_uncertain(run: Publishing) -> None:
    with pytest.raises(Refused):
        run(Refused("terlalu banyak"))
    run(Report(changed=["feed.xml"]))
    assert run.waiting == {"feed.xml"}


def test_any_other_end_may_have_written_something(run: Publishing) -> None:
    with pytest.raises(RuntimeError):  # a process that renders was killed; the log's index was broken, at the very end
        run(RuntimeError("terputus"))
    run(Report())
    assert run.waiting == _ALL


def test_it_takes_no_earlier_doubt_away(run: Publishing) -> None:
    for error in (OSError("penuh"), Refused("terlalu banyak")):
        with pytest.raises(type(error)):
            run(error)
    run(Report())
    assert run.waiting == _ALL


@pytest.mark.parametrize("when", [NOW, LATER])
def test_after_a_queue_broke_every_feed_is_announced(run: Publishing, when: str) -> None:
    run(_DONE)
    _tear(run.outbox)
    run(Report(changed=["unit/b/feed.json"]), when)
    assert run.waiting == {*_ALL, "unit/b/feed.json"}
    run.outbox.update(lambda queue: queue.noted((), ()))
    run(Report())
    assert run.waiting == set()


def test_a_gate_makes_no_broken_queue_whole(run: Publishing) -> None:
    run(_DONE)
    _tear(run.outbox)
    with pytest.raises(Refused):
        run(Refused("terlalu banyak"))
    run(Report())
    assert run.waiting == _ALL


def test_with_a_deploy_command_the_publish_after_a_queue_broke_notes_every_feed_and_starts_nothing(
    run: Publishing, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watch, "start", lambda state: None)
    announcer = watch.Announcer(run.folder / "state", _URL, (_HUB,), print)
    announcer.taken(Manifest(("unit/c/feed.xml",)))
    run(_DONE, ELSEWHERE)
    assert run.waiting == {"unit/c/feed.xml"}

    _tear(run.outbox)
    announcer.taken(Manifest(("unit/b/feed.json",)))
    assert run.waiting == {"unit/b/feed.json"}
    announcer.taken(Manifest(("unit/c/feed.xml",)))  # what else is taken does not make up for what was lost
    run(_DONE, ELSEWHERE)
    assert run.waiting == {*_ALL, "unit/b/feed.json", "unit/c/feed.xml"}
    assert run.started == []

    run.outbox.update(lambda queue: queue.noted((), ()))
    run(_DONE, ELSEWHERE)
    assert run.waiting == set()


def _tear(outbox: Outbox) -> None:
    queue = outbox.folder / "queue.json"
    queue.write_bytes(queue.read_bytes()[:-1])


def _full(*_: object) -> None:
    raise OSError("penuh")


@pytest.mark.parametrize("method", ["note", "settle"])
def test_hubs_that_cannot_be_told_fail_no_publish(
    run: Publishing, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], method: str
) -> None:
    with monkeypatch.context() as broken:
        broken.setattr(Outbox, method, _full)
        assert run(_DONE) is _DONE
    assert capsys.readouterr().err.count("newsroom: the hubs are not told yet: penuh") == 1
    run(Report())
    assert run.waiting >= _ALL


def test_a_publish_that_can_leave_no_mark_is_done_and_every_feed_announced(
    run: Publishing, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Outbox, "before_publish", _full)
    run(_DONE)
    assert run.waiting == {*_ALL, "unit/b/feed.json"}


@pytest.mark.parametrize("when", [NOW, LATER, ELSEWHERE])
def test_where_the_hubs_have_no_folder_the_site_is_published_and_when_they_have_they_hear_of_every_feed(
    run: Publishing, capsys: pytest.CaptureFixture[str], when: str
) -> None:
    run.outbox.folder.parent.mkdir()
    run.outbox.folder.write_text("no folder")
    (run.folder / "state/hubs.uncertain").touch()
    assert run(_DONE, when) is _DONE
    assert capsys.readouterr().err.count("newsroom: the hubs are not told yet: ") == 1
    with pytest.raises(Refused):
        run(Refused("terlalu banyak"), when)
    run.outbox.folder.unlink()
    run(Report(), when)
    assert run.waiting == _ALL


def test_a_first_publish_without_a_folder_for_the_hubs_leaves_a_mark(run: Publishing) -> None:
    run.outbox.folder.parent.mkdir()
    run.outbox.folder.write_text("no folder")
    assert run(_DONE) is _DONE
    run.outbox.folder.unlink()
    run(Report())
    assert run.waiting == _ALL


def test_a_gate_is_told_of_where_the_mark_cannot_be_taken_away(
    run: Publishing, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Outbox, "settle", _full)
    with pytest.raises(Refused):
        run(Refused("terlalu banyak"))


def test_the_log_of_senders_is_begun_anew_when_it_is_long(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    outbox = Outbox(tmp_path)
    monkeypatch.setattr(starting.subprocess, "Popen", lambda words, **others: (words, others))
    assert starting.start(tmp_path) is None  # nothing waits
    outbox.note((_HUB,), ("a",))
    (outbox.folder / "log").write_bytes(b"x" * (256 * 1024 + 1))
    words, others = cast(Any, starting.start(tmp_path))
    assert words[1:] == ["-m", "plugins.hubs", str(tmp_path)]
    assert others["start_new_session"]
    assert (outbox.folder / "log").stat().st_size == 0
    assert (outbox.folder / "log.old").stat().st_size == 256 * 1024 + 1
