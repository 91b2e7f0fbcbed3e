"""Repositories that mean harm: they run nothing here, write nowhere else, and keep what they had."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from plugins.sources import mounts
from plugins.sources.advance import Allowed, Limits
from plugins.sources.pulling import pull
from plugins.sources.taking import LARGEST_FILE
from tests.sources.origins import STORY, UNIT, Origin, git, origin, source, text
from tests.sources.test_pulling import LOCAL, codes, held, one

YEAR = f"berita/{UNIT}/2024"


@pytest.fixture
def kanim(tmp_path: Path) -> Origin:
    return origin(tmp_path / "kanim")


@pytest.fixture
def state(tmp_path: Path) -> Path:
    return tmp_path / "state"


def test_what_harms_in_a_tree_is_left_and_the_rest_is_taken(state: Path, kanim: Origin) -> None:
    one(state, source(kanim))
    good = STORY.replace("layanan", "baik")
    kanim.commit_listed(
        [
            (good, text("Baik").encode()),
            (f"120000:{YEAR}/tautan.md", b"../../../../../../etc/passwd"),
            (f"120000:berita/{UNIT}/2023", b"/etc"),
            (f"160000:{YEAR}/modul", "b" * 40),
            (f"{YEAR}/LAYANAN.md", text("Kembar").encode()),
            (f"{YEAR}/baris\nbaru.md", b"x"),
            (f"{YEAR}/\udcff.md", b"x"),
            (f"{YEAR}/besar.jpg", bytes(LARGEST_FILE + 1024 * 1024)),
            ("berita/kanwil-biru/2024/a.md", text("Bukan miliknya").encode()),
            ("register/units.csv", b"id,name\n"),
            ("halaman/tentang.md", b"x"),
        ]
    )
    outcome = one(state, source(kanim))
    assert outcome.fresh
    assert sorted((problem.code, problem.path) for problem in outcome.problems) == [
        ("source-file-too-large", f"{YEAR}/besar.jpg"),
        ("source-misnamed", f"{YEAR}/baris�baru.md"),
        ("source-misnamed", f"{YEAR}/�.md"),
        ("source-not-a-file", f"berita/{UNIT}/2023"),
        ("source-not-a-file", f"{YEAR}/modul"),
        ("source-not-a-file", f"{YEAR}/tautan.md"),
        ("source-not-its-folder", "halaman"),
        ("source-not-its-folder", "register"),
        ("source-not-its-unit", "berita/kanwil-biru"),
        ("source-twin", f"{YEAR}/LAYANAN.md"),
    ]
    assert held(state, source(kanim)) == {
        good: text("Baik").encode(),
        STORY: text().encode(),
        f"{YEAR}/tautan.md": b"",
    }
    assert not [path for path in state.rglob("*") if path.is_symlink()]


def test_nothing_of_a_repository_is_run_and_bytes_come_as_they_are(
    state: Path, kanim: Origin, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    trace = tmp_path / "jejak"
    run = f"touch {trace}"
    # A careless operator, with a filter of the name that the repository asks for and hooks for all repositories.
    hooks = tmp_path / "hooks"
    hooks.mkdir()
    for name in ("post-checkout", "reference-transaction", "post-index-change", "pre-auto-gc", "post-merge"):
        (hooks / name).write_text(f"#!/bin/sh\n{run}\n")
        (hooks / name).chmod(0o755)
    careless = tmp_path / "gitconfig"
    careless.write_text(
        f'[filter "jahat"]\n\tsmudge = {run}; cat\n'
        f"[core]\n\thooksPath = {hooks}\n\tfsmonitor = {run}\n\tsymlinks = true\n"
    )
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(careless))
    crlf = b"---\r\ntitle: x\n$Id$\n"
    kanim.commit_listed(
        [
            (".gitattributes", b"* filter=jahat ident\n*.md text eol=crlf working-tree-encoding=UTF-16\n"),
            (".gitmodules", f'[submodule "x"]\n\tpath = x\n\turl = {kanim.url}\n'.encode()),
            (".lfsconfig", b"[lfs]\n\turl = https://git.contoh.go.id/lfs\n"),
            ("hooks/post-checkout", f"#!/bin/sh\n{run}\n".encode()),
            (STORY, crlf),
        ]
    )
    assert one(state, source(kanim), Allowed(True, configuration=careless)).fresh
    assert held(state, source(kanim)) == {STORY: crlf}
    assert not trace.exists()


def test_a_source_is_fetched_by_its_own_protocol_alone(state: Path, kanim: Origin, tmp_path: Path) -> None:
    settings = tmp_path / "gitconfig"
    settings.write_text(f'[url "{kanim.url}"]\n\tinsteadOf = git://git.contoh.go.id/kanim\n')
    outcome = one(
        state, source("git://git.contoh.go.id/kanim"), Allowed(True, configuration=settings, unencrypted=True)
    )
    assert (outcome.fresh, "transport 'file' not allowed" in outcome.detail) == (False, True)


def entry(mode: bytes, name: bytes, blob: str) -> bytes:
    return mode + b" " + name + b"\0" + bytes.fromhex(blob)


@pytest.mark.parametrize("name", [b"..", b".git", b".GIT", b"git~1", b"a/../../x", b"."])
def test_a_tree_that_climbs_out_keeps_the_state(state: Path, kanim: Origin, tmp_path: Path, name: bytes) -> None:
    good = one(state, source(kanim)).head
    blob = git(kanim.folder, "hash-object", "-w", "--stdin", given=b"x")
    kanim.commit_raw(entry(b"100644", name, blob))
    outcome = one(state, source(kanim))
    assert (outcome.fresh, outcome.head, codes(outcome)) == (False, good, ["source-damaged"])
    assert list(held(state, source(kanim))) == [STORY]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["kanim", "state"]


def test_a_branch_that_is_no_commit_keeps_the_state(state: Path, kanim: Origin) -> None:
    one(state, source(kanim))
    blob = git(kanim.folder, "hash-object", "-w", "--stdin", given=b"x")
    (kanim.folder / ".git" / "refs" / "heads" / "main").write_text(f"{blob}\n")
    outcome = one(state, source(kanim))
    assert not outcome.fresh
    assert list(held(state, source(kanim))) == [STORY]


def test_more_than_the_disk_may_hold_is_not_kept(state: Path, kanim: Origin) -> None:
    one(state, source(kanim))
    before = sum(path.stat().st_size for path in state.rglob("*") if path.is_file())
    kanim.commit({f"{YEAR}/{n}.jpg": os.urandom(1_000_000) for n in range(4)})
    outcome = one(state, source(kanim), bytes=2_000_000)
    assert (outcome.fresh, codes(outcome)) == (False, ["source-too-large"])
    assert list(held(state, source(kanim))) == [STORY]
    assert sum(path.stat().st_size for path in state.rglob("*") if path.is_file()) < before + 10_000
    assert one(state, source(kanim)).fresh


def test_little_on_the_wire_that_is_much_on_disk_is_not_kept(state: Path, kanim: Origin) -> None:
    one(state, source(kanim))
    kanim.commit({f"{YEAR}/{n}.jpg": bytes(1_000_000) for n in range(4)})
    assert codes(one(state, source(kanim), bytes=3_000_000)) == ["source-too-large"]
    assert codes(one(state, source(kanim), files=4)) == ["source-too-large"]
    assert list(held(state, source(kanim))) == [STORY]
    assert one(state, source(kanim), files=5).fresh


def test_a_tree_of_trees_without_end_keeps_the_state(state: Path, kanim: Origin) -> None:
    one(state, source(kanim))
    blob = git(kanim.folder, "hash-object", "-w", "--stdin", given=b"x")
    tree = git(kanim.folder, "mktree", given="".join(f"100644 blob {blob}\tf{n}\n" for n in range(10)).encode())
    for _ in range(12):  # 10**13 files in 13 objects
        tree = git(kanim.folder, "mktree", given="".join(f"040000 tree {tree}\td{n}\n" for n in range(10)).encode())
    for name in ("2024", UNIT, "berita"):
        tree = git(kanim.folder, "mktree", given=f"040000 tree {tree}\t{name}\n".encode())
    git(
        kanim.folder,
        "update-ref",
        "refs/heads/main",
        git(kanim.folder, "commit-tree", tree, "-p", "HEAD", "-m", "berita"),
    )
    outcome = one(state, source(kanim), seconds=1)
    assert codes(outcome) in (["source-too-slow"], ["source-too-large"])
    assert list(held(state, source(kanim))) == [STORY]


def test_one_that_means_harm_hurts_no_other(state: Path, kanim: Origin, tmp_path: Path) -> None:
    lapas = origin(tmp_path / "lapas", {"berita/lapas-bukit-hijau/2024/a.md": text()})
    kanim.commit_raw(b"no tree at all")
    sources = [source(kanim), source(lapas, "lapas-bukit-hijau")]
    outcomes = pull(sources, state, allowed=LOCAL, limits=Limits())
    assert [outcome.fresh for outcome in outcomes] == [False, True]
    assert [mount.prefix for mount in mounts(state, sources)] == ["berita/lapas-bukit-hijau"]
