"""What is handed to the deploy command: whatever fails in between, it names all that changed."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from plugins.watch.deploying import Deployer, Ended
from plugins.watch.manifest import Manifest

_PATHS = st.sampled_from(["a", "b", "c", "d"])


@st.composite
def _publishes(draw: st.DrawFn) -> list[Manifest]:
    """Publishes one after the other: what is new was not there, what is changed or deleted was."""
    standing: set[str] = set()
    made = []
    for _ in range(draw(st.integers(1, 5))):
        touched = draw(st.sets(_PATHS))
        gone = draw(st.sets(_PATHS)) & touched & standing
        new, changed = touched - standing, (touched & standing) - gone
        made.append(Manifest(tuple(sorted(new)), tuple(sorted(changed)), tuple(sorted(gone))))
        standing = (standing | new) - gone
    return made


def _applied(manifest: Manifest, there: set[str]) -> tuple[set[str], set[str]]:
    """What stands at the destination afterwards, and what was copied anew."""
    put: set[str] = set()
    there = set(there)
    for line in manifest.lines():
        verb, path = line.rstrip("\n").split("\t")
        (there.add if verb == "put" else there.discard)(path)
        (put.add if verb == "put" else put.discard)(path)
    return there, put


@given(_publishes())
def test_lists_joined_do_what_they_do_one_after_the_other(publishes: list[Manifest]) -> None:
    there: set[str] = set()
    copied: set[str] = set()
    joined = Manifest()
    for publish in publishes:
        there, put = _applied(publish, there)
        copied = (copied | put) & there
        joined = joined.then(publish)
    assert _applied(joined, set()) == (there, copied)
    assert len({*joined.new, *joined.changed, *joined.deleted}) == sum(
        map(len, (joined.new, joined.changed, joined.deleted))
    )


@given(_publishes())
def test_what_is_new_stays_before_what_is_changed(publishes: list[Manifest]) -> None:
    joined = Manifest()
    for publish in publishes:
        joined = joined.then(publish)
    first = publishes[0]
    assert set(first.new) <= {*joined.new, *joined.deleted}


def test_receipts_wait_for_the_list_that_carries_them() -> None:
    joined = Manifest(("a",), receipts=("x",)).then(Manifest(("b",), receipts=("y", "x")))
    assert joined.receipts == ("x", "y")
    whole = joined.then(Manifest(("z",), whole=True, receipts=("w",)))
    assert (whole.new, whole.whole, whole.receipts) == (("z",), True, ("x", "y", "w"))


def _deployer(folder: Path, program: str) -> Deployer:
    (folder / "output").mkdir(exist_ok=True)
    (folder / "run.py").write_text(program)
    return Deployer(f"{sys.executable} {folder / 'run.py'}", folder / "deploy", folder / "output")


_TAKE = "import sys, pathlib; pathlib.Path(__file__).with_name('taken').write_text(sys.stdin.read())"


def _published(deployer: Deployer, manifest: Manifest) -> None:
    deployer.before_publish()
    deployer.after_publish(manifest)


def test_the_first_list_is_of_the_whole_site_without_what_is_hidden(tmp_path: Path) -> None:
    (tmp_path / "output/berita").mkdir(parents=True)
    for name in ("index.html", ".newsroom", "berita/index.html", "feed.xml"):
        (tmp_path / "output" / name).touch()
    deployer = _deployer(tmp_path, _TAKE)
    deployer.open()
    assert deployer.step(0.0) is None
    ended = deployer.wait()
    assert ended and ended.wrong == ""
    assert (tmp_path / "taken").read_text() == "put\tfeed.xml\nput\tberita/index.html\nput\tindex.html\n"
    assert deployer.wakes() is None


def test_what_failed_is_kept_on_disk_and_joined_with_what_comes(tmp_path: Path) -> None:
    deployer = _deployer(tmp_path, "raise SystemExit('penuh')")
    deployer.open()
    _published(deployer, Manifest(("a", "b"), receipts=("x",)))
    deployer.step(0.0)
    ended = deployer.wait()
    assert ended and (ended.receipts, ended.wrong) == (("x",), "ended with 1: penuh")
    _published(deployer, Manifest((), ("a",), ("b",)))
    later = _deployer(tmp_path, _TAKE)  # a new watch
    later.open()
    later.step(0.0)
    ended = later.wait()
    assert ended and (ended.receipts, ended.wrong) == (("x",), "")
    assert (tmp_path / "taken").read_text().splitlines()[-1] == "delete\tb"
    assert "put\ta" in (tmp_path / "taken").read_text()


def test_it_is_tried_again_later_and_later(tmp_path: Path) -> None:
    deployer = _deployer(tmp_path, "raise SystemExit(1)")
    deployer.open()
    pauses = []
    now = 0.0
    for _ in range(4):
        deployer.step(now)
        assert deployer._process
        deployer._process.wait()
        assert deployer.step(now)
        wakes = deployer.wakes()
        assert wakes is not None
        pauses.append(wakes - now)
        assert deployer.step(wakes - 0.1) is None and not deployer.is_running
        now = wakes
    assert pauses == [2, 4, 8, 16]


def test_after_a_publish_that_broke_off_the_list_is_of_the_whole_site(tmp_path: Path) -> None:
    deployer = _deployer(tmp_path, _TAKE)
    (tmp_path / "output/lama.html").touch()
    deployer.open()
    deployer.step(0.0)
    deployer.wait()
    deployer.before_publish()  # and never a word more of it
    (tmp_path / "output/baru.html").touch()
    _published(deployer, Manifest((), ("lama.html",), receipts=("x",)))
    deployer.step(0.0)
    ended = deployer.wait()
    assert ended and ended.receipts == ("x",)
    assert "put\tbaru.html" in (tmp_path / "taken").read_text()


def test_a_command_that_is_not_there_is_told_and_tried_again(tmp_path: Path) -> None:
    deployer = Deployer(str(tmp_path / "tidak-ada"), tmp_path / "deploy", tmp_path)
    deployer.open()
    _published(deployer, Manifest(("a",)))
    ended = deployer.step(0.0)
    assert ended and "No such file" in ended.wrong
    assert deployer.wakes()


def test_a_list_without_anything_starts_nothing() -> None:
    assert not Manifest(receipts=("x",)) and not replace(Manifest(), commit="c")
    assert Manifest(whole=True)


def test_a_list_of_the_whole_site_keeps_what_was_deleted_before_unless_it_is_there_again() -> None:
    joined = Manifest(deleted=("a", "b")).then(Manifest(("b", "c"), whole=True))
    assert (joined.new, joined.deleted, joined.whole) == (("b", "c"), ("a",), True)


def test_the_command_of_a_watch_that_was_killed_is_waited_for(tmp_path: Path) -> None:
    first = _deployer(tmp_path, "import time; time.sleep(60)")
    first.open()
    _published(first, Manifest(("a",)))
    first.step(0.0)
    second = _deployer(tmp_path, _TAKE)
    second.open()
    assert second.step(0.0) is None and not second.is_running
    assert second.wakes() == 2.0
    assert first.wait(lambda: True)  # it is ended at once, and the lock is free
    second.step(2.0)
    ended = second.wait()
    assert ended and ended.wrong == ""


def test_a_list_that_cannot_be_written_waits_on(tmp_path: Path) -> None:
    deployer = _deployer(tmp_path, _TAKE)
    deployer.open()
    _published(deployer, Manifest(("a",), receipts=("x",)))
    (tmp_path / "deploy/manifest").mkdir()
    ended = deployer.step(0.0)
    assert ended and ended.wrong and deployer.fails and deployer.wakes() == 2.0
    (tmp_path / "deploy/manifest").rmdir()
    deployer.step(2.0)
    ended = deployer.wait()
    assert ended == Ended(("x",), "") and not deployer.fails


def test_a_page_that_is_written_again_follows_what_is_new_only_since() -> None:
    both = Manifest(new=("index.html", "satu/index.html")).then(
        Manifest(new=("dua/index.html",), changed=("index.html",))
    )
    assert both.new == ("satu/index.html", "dua/index.html", "index.html")
    assert both.changed == ()
