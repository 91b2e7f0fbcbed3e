"""The clone: its files become those of the remote's commit, whatever stands in the way, and nothing else is touched."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.watch import checkout
from plugins.watch import git as watch_git
from plugins.watch.checkout import may_write
from plugins.watch.clone import Clone, Unusable
from plugins.watch.git import Failed
from tests.watch.ministry import Ministry, Office, git, ministry


@pytest.fixture
def here(tmp_path: Path) -> Ministry:
    return ministry(tmp_path)


def adopted(here: Ministry, *kept: str) -> Clone:
    clone = Clone(here.clone, "content", kept=kept)
    clone.adopt()
    return clone


def arrive(here: Ministry, clone: Clone) -> list[str]:
    """Take in what the remote has; returns what was left alone."""
    left = clone.advance(clone.fetch())[1]
    clone.tidy()
    return left


def files(folder: Path) -> dict[str, bytes]:
    found = (path for path in folder.rglob("*") if path.is_file() and ".git" not in path.parts)
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}


def _to_folder(office: Office) -> None:
    (office.folder / "content/berita/kanim-teluk/2024/lama.md").unlink()
    office.write("content/berita/kanim-teluk/2024/lama.md/dalam.md", "x")


def _attributes(office: Office) -> None:
    office.write(".gitattributes", "* text eol=crlf ident filter=x\n")
    office.write("content/berita/kanim-teluk/2024/baris.md", "satu\ndua $Id$\n")


def _program(office: Office) -> None:
    office.write("kirim.sh", "#!/bin/sh\n")
    (office.folder / "kirim.sh").chmod(0o755)


def _empty(office: Office) -> None:
    git(office.folder, "rm", "--quiet", "-r", "content/berita")


@pytest.mark.parametrize("edit", [_to_folder, _attributes, _program, _empty], ids=lambda edit: edit.__name__)
def test_files_are_those_of_the_commit_byte_for_byte(here: Ministry, edit: Callable[[Office], None]) -> None:
    clone, office = adopted(here), here.office()
    edit(office)
    office.commit()
    office.push()
    assert arrive(here, clone) == []
    expected = {path: git_bytes(office, path) for path in git(office.folder, "ls-files").splitlines()}
    assert files(here.clone) == expected
    assert not git(here.clone, "status", "--porcelain")
    assert clone.head == git(office.folder, "rev-parse", "HEAD")
    if edit is _program:
        assert (here.clone / "kirim.sh").stat().st_mode & 0o100
    if edit is _empty:
        assert not (here.clone / "content/berita").exists()


def git_bytes(office: Office, path: str) -> bytes:
    """The bytes of a committed file that ends with a line feed, or is a single word."""
    blob = git(office.folder, "show", f"HEAD:{path}")
    return f"{blob}\n".encode() if blob != "x" else b"x"


def test_a_link_becomes_a_file_and_nothing_is_written_through_one(here: Ministry, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    clone, office = adopted(here), here.office()
    link = office.folder / "content/berita/lapas-bukit"
    link.symlink_to(outside)
    office.commit()
    office.push()
    arrive(here, clone)
    written = here.clone / "content/berita/lapas-bukit"
    assert not written.is_symlink() and written.read_text() == str(outside)
    written.unlink()
    written.symlink_to(outside)  # as an earlier, careless checkout may have left it
    link.unlink()
    office.story("lapas-bukit/2024/x")
    office.commit()
    office.push()
    arrive(here, clone)
    assert not written.is_symlink() and (written / "2024/x.md").is_file()
    assert list(outside.iterdir()) == []


def test_a_clone_with_links_is_rid_of_them_when_it_is_adopted(here: Ministry) -> None:
    office = here.office()
    (office.folder / "content/register/zones.toml").symlink_to("/etc/hostname")
    office.commit()
    office.push()
    git(here.clone, "pull", "--quiet")
    assert (here.clone / "content/register/zones.toml").is_symlink()
    adopted(here)
    assert (here.clone / "content/register/zones.toml").read_text() == "/etc/hostname"
    assert not git(here.clone, "status", "--porcelain")


def test_no_commit_writes_where_the_site_lies(here: Ministry) -> None:
    clone, office = adopted(here, "var/output", "internal"), here.office()
    office.write("var/output/index.html", "palsu")
    office.write("var/lain.txt", "boleh")
    office.write("internal", "berkas")
    office.commit()
    office.push()
    assert arrive(here, clone) == ["internal", "var/output/index.html"]
    assert {"var/lain.txt"} == {path for path in files(here.clone) if not path.startswith("content/")}


@pytest.mark.parametrize(
    "path", ["../x", "a/../../x", "/x", "a//x", ".git/config", "a/.GIT/hooks/x", "a/.git /x", "git~1/x"]
)
def test_paths_that_leave_the_clone_or_enter_gits_folder_are_not_written(path: str) -> None:
    assert not may_write(path, ())


@given(st.lists(st.sampled_from(["a", "b", "output"]), min_size=1, max_size=4))
def test_what_is_kept_is_neither_entered_nor_replaced(parts: list[str]) -> None:
    kept = "a/output"
    path = "/".join(parts)
    assert may_write(path, [kept]) == (parts[:2] != ["a", "output"] and parts != ["a"])


def test_an_update_that_was_cut_short_is_completed(here: Ministry, monkeypatch: pytest.MonkeyPatch) -> None:
    clone, office = adopted(here), here.office()
    for number in range(5):
        office.story(f"kanim-teluk/2024/baru-{number}")
    (office.folder / "content/berita/kanim-teluk/2024/lama.md").unlink()
    office.commit()
    office.push()
    whole, done = checkout._put, []

    def put(*arguments: object) -> None:
        done.append(arguments)
        if len(done) == 3:
            raise OSError(28, "No space left on device")
        whole(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(checkout, "_put", put)
    before = clone.head
    with pytest.raises(OSError, match="No space"):
        clone.advance(clone.fetch())
    assert clone.head == before
    monkeypatch.undo()
    clone.adopt()
    assert clone.head == git(office.folder, "rev-parse", "HEAD")
    assert files(here.clone) == files(office.folder)
    assert not git(here.clone, "status", "--porcelain")


def test_files_that_somebody_changed_in_an_owned_clone_are_put_back(here: Ministry) -> None:
    clone = adopted(here)
    (here.clone / "content/register/units.csv").write_text("rusak")
    (here.clone / "content/berita/kanim-teluk/2024/lama.md").unlink()
    assert clone.adopt() == ["content/berita/kanim-teluk/2024/lama.md", "content/register/units.csv"]
    assert not git(here.clone, "status", "--porcelain")


def test_a_folder_that_is_no_clone_is_refused(here: Ministry, tmp_path: Path) -> None:
    lonely = tmp_path / "kosong"
    lonely.mkdir()
    for folder, why in ((lonely, "is no clone"), (here.clone / "content", "folder within a clone")):
        with pytest.raises(Unusable, match=why):
            Clone(folder, "").adopt()


def test_a_clone_of_nothing_takes_in_the_first_commit(tmp_path: Path) -> None:
    git(tmp_path, "init", "--quiet", "--bare", "--initial-branch=main", "remote.git")
    git(tmp_path, "clone", "--quiet", f"file://{tmp_path}/remote.git", "clone")
    clone = Clone(tmp_path / "clone", "content")
    clone.adopt()
    assert (clone.head, clone.remote_head()) == ("", "")
    git(tmp_path, "clone", "--quiet", f"file://{tmp_path}/remote.git", "office")
    office = Office(tmp_path / "office")
    office.story("kanim-teluk/2024/pertama")
    commit = office.commit()
    office.push()
    assert clone.remote_head() == commit
    clone.advance(clone.fetch())
    assert files(clone.folder) == files(office.folder)


def test_protocols_that_run_programs_are_not_spoken(here: Ministry) -> None:
    git(here.clone, "remote", "set-url", "origin", "ext::sh -c 'touch /tmp/never' %S")
    with pytest.raises(Failed, match="transport 'ext' not allowed"):
        Clone(here.clone, "content").remote_head()


def test_commits_are_told_in_order_with_what_each_changed(here: Ministry) -> None:
    clone, office = adopted(here), here.office()
    office.story("kanim-teluk/2024/satu")
    office.write("lain.txt", "bukan isi")
    first = office.commit()
    second = office.commit()
    git(office.folder, "rm", "--quiet", "content/berita/kanim-teluk/2024/satu.md")
    third = office.commit()
    office.push()
    told = clone.commits(clone.head, clone.fetch())
    assert [commit.id for commit in told] == [first, second, third]
    path = "berita/kanim-teluk/2024/satu.md"
    assert [[(change.path, change.mode) for change in commit.changed] for commit in told] == [
        [(path, "100644")],
        [],
        [(path, "000000")],
    ]


def test_what_a_broken_off_update_wrote_is_gone_with_the_next(here: Ministry, monkeypatch: pytest.MonkeyPatch) -> None:
    clone, office = adopted(here), here.office()
    office.publish("kanim-teluk/2024/salah")
    bad = clone.fetch()

    run = watch_git.run

    def full(folder: Path, *arguments: str, asked: bytes = b"") -> bytes:
        if "--stdin" in arguments:
            raise OSError(28, "No space left on device")
        return run(folder, *arguments, asked=asked)

    monkeypatch.setattr(watch_git, "run", full)
    with pytest.raises(OSError, match="No space"):
        clone.advance(bad)
    assert (here.clone / "content/berita/kanim-teluk/2024/salah.md").exists()
    lines: list[str] = []
    clone.adopt(lines.append)  # still no room: it is told, and the watch begins all the same
    assert "cannot be completed" in lines[0]
    monkeypatch.undo()
    git(office.folder, "rm", "--quiet", "content/berita/kanim-teluk/2024/salah.md")
    office.commit()
    office.push()
    arrive(here, clone)
    assert files(here.clone) == files(office.folder)


def test_names_that_no_file_system_holds_are_left_and_their_neighbours_written(here: Ministry) -> None:
    clone, office = adopted(here), here.office()
    office.story("kanim-teluk/2024/baru")
    blob = git(office.folder, "rev-parse", "HEAD:content/berita/kanim-teluk/2024/lama.md")
    git(office.folder, "add", "--all")
    for path in (f"content/{'n' * 300}.md", "content/" + "d/" * 60 + "x.md"):
        git(office.folder, "update-index", "--add", "--cacheinfo", f"100644,{blob},{path}")
    git(office.folder, "commit", "--quiet", "--message", "panjang")
    office.push()
    assert len(arrive(here, clone)) == 2
    assert (here.clone / "content/berita/kanim-teluk/2024/baru.md").is_file()
    assert clone.adopt() == []


def test_a_clone_of_nothing_that_was_killed_early_is_still_owned(tmp_path: Path) -> None:
    git(tmp_path, "init", "--quiet", "--bare", "--initial-branch=main", "remote.git")
    git(tmp_path, "clone", "--quiet", f"file://{tmp_path}/remote.git", "clone")
    git(tmp_path, "clone", "--quiet", f"file://{tmp_path}/remote.git", "humas")
    clone, office = Clone(tmp_path / "clone", "content"), Office(tmp_path / "humas")
    clone.adopt()
    office.story("kanim-teluk/2024/pertama")
    office.commit()
    office.push()
    clone.advance(clone.fetch())  # and killed before it was tidied
    clone.adopt()
    assert not git(clone.folder, "status", "--porcelain")


def test_old_locks_and_halves_of_packs_are_removed(here: Ministry) -> None:
    clone = adopted(here)
    folder = here.clone / ".git"
    old, young, half = (folder / name for name in ("HEAD.lock", "refs/heads/main.lock", "objects/pack/tmp_pack_x"))
    for path in (old, young, half):
        path.touch()
    os.utime(old, (0, 0))
    clone.adopt()
    assert [path.exists() for path in (old, young, half)] == [False, True, False]


def test_a_git_that_says_too_much_is_ended(here: Ministry, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watch_git, "_MOST_TOLD", 10)
    with pytest.raises(Failed, match="says more than"):
        watch_git.run(here.clone, "log")
