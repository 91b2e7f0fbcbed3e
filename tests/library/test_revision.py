"""What git tells of a content folder, and that it is what a look at the folder tells."""

from __future__ import annotations

import os
import random
import sqlite3
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from plugins.library import scan as scanning
from plugins.library import store
from plugins.library.revision import scan_commits, touched_since
from plugins.library.scan import Scan, scan
from plugins.stories import history
from plugins.stories.roots import Root, Roots

A, B = "berita/kanim-a/2024/a.md", "berita/kanim-a/2024/b.md"
FOLDERS = ("berita", "halaman", "unit")


class Clone:
    """A repository with a content folder in it, and a library that is told of its commits."""

    def __init__(self, root: Path, content: str = "") -> None:
        self.root, self.content = root, root / content
        self.content.mkdir(parents=True, exist_ok=True)
        self.known: dict[str, str] = {}  # the commit that the library knows
        self.db = sqlite3.connect(":memory:")
        self.db.executescript(store.TABLES)
        self.git("init", "--quiet", "--initial-branch=utama")

    def git(self, *arguments: str, asked: bytes = b"") -> str:
        identity = ("-c", "user.name=Humas", "-c", "user.email=humas@laut.example", "-c", "protocol.file.allow=always")
        done = subprocess.run(
            ["git", *identity, *arguments], cwd=self.root, input=asked, check=True, capture_output=True
        )
        return done.stdout.decode()

    def write(self, path: str, text: str = "isi") -> Path:
        target = self.content / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text)
        return target

    def commit(self, *files: tuple[str, str]) -> str:
        """Commit all that lies there, these files among it."""
        for path, text in files:
            self.write(path, text)
        self.git("add", "--all")
        return self.commit_index()

    def commit_index(self) -> str:
        self.git("commit", "--quiet", "--allow-empty", "--message", "sunting")
        return history.head(self.content)

    def stage(self, mode: str, path: str, data: bytes = b"isi") -> None:
        """Put an entry into the index that need not lie in the folder, as another system may have committed it."""
        blob = self.git("hash-object", "-w", "--stdin", asked=data).strip()
        self.git("update-index", "--index-info", asked=f"{mode} {blob}\t".encode() + os.fsencode(path) + b"\n")

    def look(self) -> Scan:
        """Take in the commit that is checked out now."""
        now = {"": history.head(self.content)}
        found = scan_commits(self.db, Roots(self.content), self.known, now)
        assert found is not None
        found.remember(self.db)
        self.known = now
        return found

    @property
    def told(self) -> list[tuple[str, str]]:
        return [(problem.path, problem.code) for problem in scanning.problems(self.db)]

    @property
    def files(self) -> list[tuple[str, str, int]]:
        return digests(self.db)


def digests(db: sqlite3.Connection) -> list[tuple[str, str, int]]:
    return db.execute("SELECT path, digest, text FROM files ORDER BY path").fetchall()


@pytest.fixture
def clone(tmp_path: Path) -> Iterator[Clone]:
    made = Clone(tmp_path / "klona")
    yield made
    made.db.close()


def facts(found: Scan) -> tuple[set[str], set[str]]:
    assert found.by_commit
    return set(found.changed), set(found.gone)


# What is told


def test_the_first_look_tells_of_every_file(clone: Clone) -> None:
    clone.commit((A, "a"), (B, "b"), ("register/units.csv", "id\n"), ("halaman/tentang.md", "x"), ("lain.md", "x"))
    assert facts(clone.look()) == ({A, B, "halaman/tentang.md"}, set())


def test_new_changed_and_deleted_files_are_told_apart(clone: Clone) -> None:
    clone.commit((A, "a"), (B, "b"))
    clone.look()
    (clone.content / B).unlink()
    clone.commit((A, "lain"), ("unit/kanim-a/foto.jpg", "jpeg"))
    assert facts(clone.look()) == ({A, "unit/kanim-a/foto.jpg"}, {B})
    assert facts(clone.look()) == (set(), set())


def test_a_renamed_file_is_one_that_goes_and_one_that_comes(clone: Clone) -> None:
    clone.commit((A, "isi yang panjang dan sama"))
    clone.look()
    (clone.content / A).rename(clone.content / B)
    clone.commit()
    assert facts(clone.look()) == ({B}, {A})


def test_a_mode_that_lets_a_file_be_run_changes_nothing(clone: Clone) -> None:
    clone.commit((A, "a"))
    clone.look()
    (clone.content / A).chmod(0o755)
    clone.commit()
    assert facts(clone.look()) == (set(), set())


def test_what_is_not_committed_is_not_there(clone: Clone) -> None:
    clone.commit((A, "a"))
    clone.look()
    clone.write(A, "lain")
    clone.write(B, "b")
    assert facts(clone.look()) == (set(), set())


def test_a_link_is_told_and_what_refers_to_it_is_read_again(clone: Clone) -> None:
    clone.commit((A, "a"))
    clone.look()
    (clone.content / A).unlink()
    (clone.content / A).symlink_to("/nirmala")
    clone.commit()
    assert facts(clone.look()) == ({A}, set())
    assert (clone.told, clone.files) == ([(A, "symbolic-link")], [(A, "symlink", 0)])
    clone.commit((B, "b"))
    assert facts(clone.look()) == ({B}, set())
    assert clone.told == [(A, "symbolic-link")]
    (clone.content / A).unlink()
    clone.commit((A, "a"))
    assert facts(clone.look()) == ({A}, set())
    assert clone.told == []


def test_a_repository_within_the_repository_is_no_file(clone: Clone) -> None:
    commit = clone.commit((A, "a"))
    clone.look()
    clone.git("update-index", "--add", "--cacheinfo", f"160000,{commit},berita/kanim-a/2024/modul.md")
    clone.commit_index()
    assert facts(clone.look()) == ({"berita/kanim-a/2024/modul.md"}, set())
    assert clone.told == [("berita/kanim-a/2024/modul.md", "not-a-file")]
    clone.git("rm", "--quiet", "--cached", "berita/kanim-a/2024/modul.md")
    clone.commit_index()
    assert facts(clone.look()) == (set(), {"berita/kanim-a/2024/modul.md"})
    assert clone.told == []


@pytest.mark.parametrize(
    ("name", "shown"),
    [(b"\xff.md", "�.md"), (b"a\x07b.md", "a�b.md"), ("a\u202eb.md".encode(), "a�b.md")],
    ids=["not-utf-8", "control", "direction"],
)
def test_a_name_that_cannot_be_shown_is_told_and_never_read(clone: Clone, name: bytes, shown: str) -> None:
    clone.commit((A, "a"))
    clone.look()
    path = os.fsdecode(b"berita/kanim-a/2024/" + name)
    clone.stage("100644", path)
    clone.commit_index()
    for _ in range(2):
        assert facts(clone.look()) == (set(), set())
        assert clone.told == [(f"berita/kanim-a/2024/{shown}", "name-broken")]
        assert [row[0] for row in clone.files] == [A]
        clone.known = {}  # as well where the whole commit is listed
    clone.known = {"": history.head(clone.content)}
    clone.git("reset", "--quiet", "HEAD^")
    clone.commit_index()
    clone.look()
    assert clone.told == []


@pytest.mark.parametrize("name", [".rahasia.md", "a.md~", "~$a.md", "Thumbs.db", ".git-lama/a.md"])
def test_what_editors_and_desktops_leave_behind_is_passed_over(clone: Clone, name: str) -> None:
    clone.commit((A, "a"))
    clone.look()
    clone.commit((f"berita/kanim-a/2024/{name}", "sisa"))
    assert facts(clone.look()) == (set(), set())
    clone.known = {}
    assert facts(clone.look()) == (set(), set())
    assert clone.told == []


# From which commit to which


def test_the_content_may_lie_in_a_subfolder_of_the_repository(tmp_path: Path) -> None:
    clone = Clone(tmp_path / "klona", "situs/content")
    clone.commit((A, "a"))
    (clone.root / "berita").mkdir()
    (clone.root / "berita/bukan-milik-kami.md").write_text("x")
    clone.commit()
    assert facts(clone.look()) == ({A}, set())
    (clone.root / "berita/bukan-milik-kami.md").write_text("y")
    clone.commit((B, "b"))
    assert facts(clone.look()) == ({B}, set())
    clone.db.close()


def test_a_history_that_was_rewritten_is_compared_all_the_same(clone: Clone) -> None:
    clone.commit((A, "a"), (B, "b"))
    clone.look()
    clone.git("checkout", "--quiet", "--orphan", "lain")
    (clone.content / B).unlink()
    clone.commit((A, "lain"))
    assert facts(clone.look()) == ({A}, {B})


def test_from_a_commit_that_is_no_more_the_whole_of_today_s_is_compared(clone: Clone) -> None:
    clone.commit((A, "a"), (B, "b"))
    clone.look()
    (clone.content / A).unlink()
    (clone.content / B).unlink()
    (clone.content / A).symlink_to("/nirmala")
    clone.commit(("halaman/tentang.md", "x"))
    clone.known = {"": "0123456789" * 4}
    assert facts(clone.look()) == ({A, "halaman/tentang.md"}, {B})
    assert clone.told == [(A, "symbolic-link")]


def test_a_commit_that_git_does_not_know_is_left_to_the_folder(clone: Clone) -> None:
    clone.commit((A, "a"))
    assert scan_commits(clone.db, Roots(clone.content), {}, {"": "0123456789" * 4}) is None


def test_without_git_nothing_is_told(clone: Clone, tmp_path: Path) -> None:
    (tmp_path / "polos").mkdir()
    assert scan_commits(clone.db, Roots(tmp_path / "polos"), {}, {"": "0123456789" * 4}) is None


def test_content_of_which_nothing_is_committed_is_left_to_the_folder(clone: Clone) -> None:
    commit = clone.commit(("register/units.csv", "id\n"))
    assert scan_commits(clone.db, Roots(clone.content), {}, {"": commit}) is None


def test_all_may_be_deleted_at_last(clone: Clone) -> None:
    clone.commit((A, "a"), (B, "b"))
    clone.look()
    for path in (A, B):
        (clone.content / path).unlink()
    clone.commit()
    assert facts(clone.look()) == (set(), {A, B})
    assert clone.files == []


# Folders that come from elsewhere


def test_a_mounted_folder_is_that_of_its_own_repository(clone: Clone, tmp_path: Path) -> None:
    other = Clone(tmp_path / "milik-unit")
    mine, theirs = "berita/kanim-a/2024/punya-kami.md", "berita/kanim-b/2024/punya-mereka.md"
    clone.commit((mine, "a"), ("berita/kanim-b/2024/tertutup.md", "a"))
    first = other.commit((theirs, "a"), ("berita/kanim-a/2024/bukan-haknya.md", "a"))
    roots = Roots(clone.content, {"berita/kanim-b": Root(other.content, first)})
    heads = {"": history.head(clone.content), "berita/kanim-b": first}
    found = scan_commits(clone.db, roots, {}, heads)
    assert found is not None
    found.remember(clone.db)
    assert facts(found) == ({mine, theirs}, set())
    second = other.commit((theirs, "lain"), ("berita/kanim-b/2024/baru.md", "b"))
    found = scan_commits(clone.db, roots, heads, {**heads, "berita/kanim-b": second})
    assert found is not None
    assert facts(found) == ({theirs, "berita/kanim-b/2024/baru.md"}, set())
    found = scan_commits(clone.db, Roots(clone.content), heads, {"": heads[""]})  # it is mounted no more
    assert found is not None
    assert facts(found) == ({"berita/kanim-b/2024/tertutup.md"}, {theirs})
    other.db.close()


# Of which files the history is another


def test_a_file_that_was_changed_and_put_back_was_touched(clone: Clone) -> None:
    first = clone.commit((A, "a"), (B, "b"))
    clone.commit((A, "lain"))
    last = clone.commit((A, "a"))
    assert {A} <= (touched_since(clone.content, first, last) or set()) <= {A, ""}
    assert A not in (touched_since(clone.content, last, last) or set())


def test_a_file_that_a_merge_brings_was_touched(clone: Clone) -> None:
    first = clone.commit((A, "a"))
    clone.git("checkout", "--quiet", "-b", "samping")
    clone.commit((B, "b"))
    clone.git("checkout", "--quiet", "utama")
    clone.commit((A, "lain"))
    clone.git("merge", "--quiet", "--no-edit", "samping")
    assert {A, B} <= (touched_since(clone.content, first, history.head(clone.content)) or set())


def test_from_no_commit_or_one_that_is_no_ancestor_nobody_knows_what_was_touched(clone: Clone) -> None:
    first = clone.commit((A, "a"))
    clone.git("checkout", "--quiet", "--orphan", "lain")
    second = clone.commit((A, "b"))
    for before in ("", first, "0123456789" * 4):
        assert touched_since(clone.content, before, second) is None


# Both ways of looking


@pytest.mark.parametrize("seed", range(4))
def test_after_any_commits_git_tells_what_a_look_at_a_clean_checkout_tells(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    clone = Clone(tmp_path / "klona", "content" if seed % 2 else "")
    names = [f"{top}/kanim-{unit}/{name}" for top in FOLDERS for unit in "ab" for name in ("x.md", "y.md", "foto.jpg")]
    clone.commit((names[0], "a"))
    for _ in range(12):
        for path in chance.sample(names, chance.randint(0, 5)):
            target = clone.content / path
            if target.is_symlink() or target.exists():
                target.unlink()
            what = chance.choice(("tulis", "tulis", "tulis", "hapus", "taut"))
            if what == "tulis":
                clone.write(path, chance.choice("abc"))
            elif what == "taut":
                target.parent.mkdir(parents=True, exist_ok=True)
                target.symlink_to(chance.choice(("/nirmala", "x.md")))
        clone.commit()
        if not any((clone.content / folder).is_dir() for folder in FOLDERS):
            clone.commit((names[0], "a"))
        if chance.random() < 0.2:
            clone.git("commit", "--quiet", "--amend", "--allow-empty", "--message", "lain")
        if chance.random() < 0.7:
            clone.look()
            assert clone.files == digests_of_folder(clone.content)
            if chance.random() < 0.2:  # a build of the folder comes in between
                found = scan(clone.db, Roots(clone.content))
                found.remember(clone.db)
                assert (found.changed, found.gone) == (frozenset(), frozenset())
                clone.known = {}
    clone.db.close()


def digests_of_folder(content: Path) -> list[tuple[str, str, int]]:
    db = sqlite3.connect(":memory:")
    db.executescript(store.TABLES)
    scan(db, Roots(content)).remember(db)
    found = digests(db)
    db.close()
    return found
