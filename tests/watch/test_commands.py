"""The commands in processes of their own: very many offices at once, kills, signals, and what is answered."""

from __future__ import annotations

import json
import signal
import threading
import time
from pathlib import Path

import pytest

from plugins.watch.__main__ import main
from plugins.watch.receipts import seconds
from tests.watch.ministry import Ministry, ministry, wait_for

_OFFICES, _EACH = 10, 5


def _state(here: Ministry, commit: str) -> str:
    found = here.shelf.of_commit(commit)
    return found.state if found else ""


def test_fifty_commits_from_ten_clones_at_once_are_all_live_with_receipts(tmp_path: Path) -> None:
    here = ministry(tmp_path)
    offices = [here.office(f"humas-{number}") for number in range(_OFFICES)]

    commits: list[str] = []
    pushing = threading.Lock()  # a remote takes one push at a time: whoever is refused would only pull again and again

    def work(number: int) -> None:
        for story in range(_EACH):
            unit = ("kanim-teluk", "lapas-bukit")[number % 2]
            offices[number].story(f"{unit}/2024/humas-{number}-{story}")
            commits.append(offices[number].commit())
            if story in (1, _EACH - 1):
                with pushing:
                    offices[number].push()  # with a merge, where others were there before

    with here.running():
        wait_for(lambda: (here.output / "index.html").is_file())
        threads = [threading.Thread(target=work, args=(number,)) for number in range(_OFFICES)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        log = here.office("auditor").log()
        assert len(commits) == _OFFICES * _EACH and set(commits) < set(log)
        wait_for(lambda: all(_state(here, commit) == "tayang" for commit in log[:-1]))
    told: set[str] = set()
    for commit in commits:
        found = here.shelf.of_commit(commit)
        assert found and len(found.stories) == 1 and found.stories[0].state == "tayang"
        assert found.seconds_from_arrival is not None and found.seconds_from_arrival > 0
        assert here.page(found.stories[0].reference).is_file()
        told.add(found.stories[0].reference)
    assert len(told) == _OFFICES * _EACH


def test_a_watch_that_is_killed_leaves_nothing_undone_for_the_next(tmp_path: Path) -> None:
    here = ministry(tmp_path)
    taking = tmp_path / "taking.sh"
    taking.write_text(f"cat >> {tmp_path}/taken\n")
    deploy = ("--deploy", f"sh {taking}")
    with here.running(*deploy) as process:
        wait_for(lambda: (tmp_path / "taken").exists())
        commit = here.office().publish("kanim-teluk/2024/loket")
        wait_for(lambda: here.shelf.of_commit(commit) is not None)
        process.kill()
        process.wait()
    (here.clone / ".git" / "index.lock").touch()  # of a git that was killed with it
    done = here.call("run", str(here.clone), "--once", *deploy)
    assert done.returncode == 0, done.stderr
    assert here.page("kanim-teluk/2024/loket").is_file()
    assert _state(here, commit) == "tayang"
    assert "put\tberita/kanim-teluk/2024/loket/index.html" in (tmp_path / "taken").read_text().splitlines()


def test_news_are_heard_at_once_and_an_end_is_clean(tmp_path: Path) -> None:
    here = ministry(tmp_path)
    admin = tmp_path / "admin"
    admin.mkdir()
    (admin / "mulai.html").touch()
    with here.running("--every", "600", "--admin", str(admin)) as process:
        wait_for(lambda: (here.output / "index.html").is_file())
        wait_for(lambda: bool((here.internal / "watch/pid").read_text()))
        first = here.office().publish("kanim-teluk/2024/satu")
        (here.internal / "watch/trigger").touch()
        wait_for(lambda: _state(here, first) == "tayang")
        second = here.office().publish("kanim-teluk/2024/dua")
        process.send_signal(signal.SIGUSR1)
        wait_for(lambda: _state(here, second) == "tayang")
        wait_for(lambda: (admin / "status/kanim-teluk.json").read_text().count('"state":"tayang"') == 2)
        other = here.call("run", str(here.clone), "--once")
        assert (other.returncode, other.stderr) == (2, "watch: another watch owns this clone\n")
        process.send_signal(signal.SIGTERM)
        assert process.wait(60) == 0
    assert here.lines[-1].endswith("Z ended")


def test_a_story_of_the_next_seconds_appears_by_itself(tmp_path: Path) -> None:
    here = ministry(tmp_path)
    with here.running():
        wait_for((here.output / "index.html").is_file)
        due = int(time.time()) + 4  # the commit has to arrive before
        at = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(due))
        commit = here.office().publish(f"kanim-teluk/{at[:4]}/nanti", date=at)
        wait_for(lambda: _state(here, commit) == "tayang")
        page = here.page(f"kanim-teluk/{at[:4]}/nanti")
        wait_for(page.is_file)
        wait_for(lambda: any((here.internal / "status/jatuh-tempo").rglob("*.json")))
    assert page.stat().st_mtime >= due
    newest = here.shelf.newest(f"kanim-teluk/{at[:4]}/nanti")
    assert newest and seconds(newest.live) >= due


def test_whoever_asks_is_told_whether_it_is_out(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    here = ministry(tmp_path)
    first = here.office().publish("kanim-teluk/2024/loket")
    here.office().publish("lapas-bukit/2024/nanti", status="draft")
    with here.watch() as watch:
        watch.turn()
    asked = {
        "kanim-teluk/2024/loket": (0, "Sudah tayang sejak "),
        "berita/kanim-teluk/2024/loket.md": (0, "Sudah tayang sejak "),
        "kanim-teluk": (0, "Kiriman "),
        first[:8]: (0, "Kiriman "),
        "lapas-bukit/2024/nanti": (1, "Belum: masih draf."),
        "kanim-teluk/2024/lain": (1, "Belum: tidak ada tanda terima"),
        here.office().log()[-1]: (1, "Belum: tidak ada tanda terima"),  # from before the watch began
    }
    for what, (status, beginning) in asked.items():
        assert main(["status", what, "--internal", str(here.internal)]) == status, what
        assert capsys.readouterr().out.startswith(beginning)
    told = json.loads((here.internal / "status/berita/kanim-teluk/2024/loket.json").read_text())
    (here.internal / "status" / told).write_text("{")
    assert here.call("status", "kanim-teluk/2024/loket").returncode == 2  # the true command, once


def test_a_clone_in_which_somebody_works_is_left_alone(tmp_path: Path) -> None:
    here = ministry(tmp_path)
    here_story = here.clone / "content/berita/kanim-teluk/2024/lama.md"
    here_story.write_text("sedang disunting")
    done = here.call("run", str(here.clone), "--once")
    assert done.returncode == 2 and "a watch owns its clone" in done.stderr
    assert here_story.read_text() == "sedang disunting"
    assert not here.output.exists()
