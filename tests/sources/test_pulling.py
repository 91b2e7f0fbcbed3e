"""Pulling from real repositories: what is new counts at once, and whatever goes wrong leaves the last good state."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from plugins.sources import Mount, Source, advance, hidden, mounts
from plugins.sources.advance import Allowed, Limits
from plugins.sources.pulling import Outcome, pull
from plugins.stories import history
from tests.sources.origins import STORY, UNIT, Origin, daemon, git, origin, silent, source, text

LOCAL = Allowed(local=True, unencrypted=True)


@pytest.fixture
def kanim(tmp_path: Path) -> Origin:
    return origin(tmp_path / "git" / "kanim")


@pytest.fixture
def state(tmp_path: Path) -> Path:
    return tmp_path / ".state"


def one(state: Path, source: Source, allowed: Allowed = LOCAL, **limits: float) -> Outcome:
    (outcome,) = pull([source], state, allowed=allowed, limits=Limits(**limits))  # type: ignore[arg-type]
    return outcome


def held(state: Path, *sources: Source) -> dict[str, bytes]:
    """The bytes of every file that the mounts hold, by content path."""
    return {
        path.relative_to(mount.repository).as_posix(): path.read_bytes()
        for mount in mounts(state, sources)
        for path in sorted(mount.folder.rglob("*"))
        if path.is_file()
    }


def codes(outcome: Outcome) -> list[str]:
    return [problem.code for problem in outcome.problems]


def test_nothing_is_mounted_before_the_first_pull(state: Path, kanim: Origin) -> None:
    assert mounts(state, [source(kanim)]) == []


def test_the_first_pull_brings_stories_and_what_git_knows_of_them(state: Path, kanim: Origin) -> None:
    head = kanim.commit({STORY: "rusak", f"unit/{UNIT}/profil.toml": 'city = "Teluk Biru"\n', "README.md": "x"})
    assert one(state, source(kanim)).head == head
    story, profile = mounts(state, [source(kanim)])
    assert story == Mount(f"berita/{UNIT}", story.repository, head)
    assert story.folder == story.repository / "berita" / UNIT
    assert (profile.prefix, profile.repository, profile.head) == (f"unit/{UNIT}", story.repository, head)
    assert held(state, source(kanim)) == {
        STORY: b"rusak",
        f"unit/{UNIT}/profil.toml": b'city = "Teluk Biru"\n',
    }
    assert story.folder.is_absolute()
    assert history.head(story.repository) == head
    good = history.last_good(story.repository, STORY, lambda data: data if data.startswith(b"---") else None)
    assert good is not None and good[0] == text().encode()


def test_an_update_writes_only_what_changed(state: Path, kanim: Origin) -> None:
    other = STORY.replace("layanan", "lain")
    before = kanim.commit({other: text("Lain")})
    one(state, source(kanim))
    (old,) = mounts(state, [source(kanim)])
    inode = (old.repository / other).stat().st_ino
    after = kanim.commit({STORY: text("Baru"), STORY.replace("layanan", "ketiga"): text("Ketiga")})
    outcome = one(state, source(kanim))
    assert (outcome.fresh, outcome.before, outcome.head) == (True, before, after)
    assert "3 files, 2 written" in outcome.detail
    (new,) = mounts(state, [source(kanim)])
    assert (new.repository / other).stat().st_ino == inode
    assert (new.repository / STORY).read_text() == text("Baru")
    assert (old.repository / STORY).read_text() == text()  # still whole, for a build that reads it
    kanim.commit({STORY: None, other: None})
    one(state, source(kanim))
    assert list(held(state, source(kanim))) == [STORY.replace("layanan", "ketiga")]
    assert not old.repository.exists()


def test_without_news_nothing_moves_and_refused_files_are_told_again(state: Path, kanim: Origin) -> None:
    kanim.commit({"register/units.csv": "x"})
    first, second = one(state, source(kanim)), one(state, source(kanim))
    assert (second.fresh, second.head, second.detail) == (True, first.head, f"{first.head[:12]} unchanged")
    assert codes(first) == codes(second) == ["source-not-its-folder"]


def test_the_layout_may_begin_in_a_folder(state: Path, tmp_path: Path) -> None:
    repository = origin(tmp_path / "dalam", {f"isi/{STORY}": text(), STORY: "di luar"})
    inside = source(repository, folder="isi")
    one(state, inside)
    assert held(state, inside) == {STORY: text().encode()}
    (mount,) = mounts(state, [inside])
    assert history.committed(mount.repository, STORY) == text().encode()


def test_a_unit_that_a_source_no_longer_writes_is_not_mounted_and_a_new_one_comes(state: Path, kanim: Origin) -> None:
    lapas = "berita/lapas-bukit-hijau/2024/a.md"
    kanim.commit({lapas: text("Lapas")})
    both, less = source(kanim, UNIT, "lapas-bukit-hijau", name="biru"), source(kanim, name="biru")
    assert codes(one(state, less)) == ["source-not-its-unit"]
    assert list(held(state, both)) == [STORY]  # the register gained a unit, and nothing was pulled yet
    one(state, both)
    assert list(held(state, both)) == [STORY, lapas]
    assert list(held(state, less)) == [STORY]


def test_several_are_pulled_side_by_side_and_those_that_fail_hurt_no_other(state: Path, tmp_path: Path) -> None:
    repositories = tmp_path / "git"
    for name, unit in (("satu", UNIT), ("dua", "lapas-bukit-hijau"), ("tiga", "kanwil-biru")):
        origin(repositories / name, {f"berita/{unit}/2024/a.md": text(name)})
    with daemon(repositories) as address, silent() as quiet:
        sources = [
            source(f"{address}/satu", UNIT),
            source(quiet, "balai-angin"),
            source(f"{address}/tidak-ada", "badan-lama"),
            source(f"{address}/dua", "lapas-bukit-hijau"),
            source("git://127.0.0.1:1/x.git", "badan-baru"),
            source(f"{address}/tiga", "kanwil-biru"),
        ]
        told: list[Outcome] = []
        started = time.monotonic()
        outcomes = pull(sources, state, limits=Limits(seconds=1.5), allowed=LOCAL, each=told.append)
    assert time.monotonic() - started < 10
    assert told == outcomes
    assert [outcome.source for outcome in outcomes] == [source.name for source in sources]
    assert [outcome.fresh for outcome in outcomes] == [True, False, False, True, False, True]
    assert [code for outcome in outcomes for code in codes(outcome)] == [
        "source-too-slow",
        "source-unreachable",
        "source-unreachable",
    ]
    assert "belum pernah berhasil diambil" in outcomes[1].problems[0].message
    assert [mount.prefix for mount in mounts(state, sources)] == [
        f"berita/{UNIT}",
        "berita/kanwil-biru",
        "berita/lapas-bukit-hijau",
    ]


def test_a_source_that_is_down_slow_or_without_its_branch_keeps_its_state(state: Path, kanim: Origin) -> None:
    head = one(state, source(kanim)).head
    kept = held(state, source(kanim))
    with silent() as quiet:
        bad = {
            "source-too-slow": source(quiet),
            "source-unreachable": source("git://127.0.0.1:1/x.git"),
            "source-branch-gone": source(kanim, branch="terbit"),
        }
        for code, wrong in bad.items():
            outcome = one(state, wrong, seconds=0.5)
            assert (outcome.fresh, outcome.head, codes(outcome)) == (False, head, [code])
            problem = outcome.problems[0]
            assert (problem.path, problem.line) == ("register/sources.toml", 1)
            assert f"Keadaan baik yang terakhir ({head[:12]}) tetap dipakai." in problem.message
            assert UNIT in problem.message
            assert held(state, wrong) == kept
    assert one(state, source(kanim)).fresh


def test_an_address_that_cannot_be_used_keeps_the_state(state: Path, kanim: Origin) -> None:
    one(state, source(kanim))
    kept = held(state, source(kanim))
    outcome = one(state, source("", UNIT))
    assert (outcome.fresh, outcome.problems) == (False, ())  # the register told it
    assert held(state, source("", UNIT)) == kept


def test_a_repository_on_this_machine_needs_leave(state: Path, kanim: Origin) -> None:
    outcome = one(state, source(kanim), Allowed())
    assert (outcome.fresh, codes(outcome)) == (False, ["source-file-not-allowed"])
    outcome = one(state, source("git://127.0.0.1:1/x.git"), Allowed())
    assert (outcome.fresh, codes(outcome)) == (False, ["source-git-not-allowed"])
    assert 'make pull PULL="--allow-git"' in outcome.problems[0].action


@pytest.mark.parametrize("how", ["rewritten", "rewound", "unrelated"])
def test_another_history_is_taken_only_with_leave(state: Path, kanim: Origin, how: str) -> None:
    kanim.commit({STORY: text("Kedua")})
    good = one(state, source(kanim)).head
    if how == "unrelated":
        git(kanim.folder, "checkout", "--quiet", "--orphan", "baru")
        git(kanim.folder, "branch", "--quiet", "-D", "main")
        git(kanim.folder, "checkout", "--quiet", "-b", "main")
    else:
        git(kanim.folder, "reset", "--quiet", "--hard", "HEAD~1")
    if how != "rewound":
        kanim.commit({STORY: text("Lain sekali")})
    outcome = one(state, source(kanim))
    assert (outcome.fresh, outcome.head, codes(outcome)) == (False, good, ["source-rewritten"])
    assert f"--accept-rewritten {UNIT}" in outcome.problems[0].action
    assert held(state, source(kanim)) == {STORY: text("Kedua").encode()}
    outcome = one(state, source(kanim), Allowed(True, frozenset([UNIT])))
    assert outcome.fresh
    assert held(state, source(kanim)) == {STORY: (kanim.folder / STORY).read_bytes()}
    (mount,) = mounts(state, [source(kanim)])
    assert history.git(mount.repository, "cat-file", "-e", good) is None  # what was taken back is not kept


def test_a_branch_without_any_of_its_files_keeps_the_state(state: Path, kanim: Origin) -> None:
    one(state, source(kanim))
    kanim.commit({STORY: None, "README.md": "kosong"})
    outcome = one(state, source(kanim))
    assert (outcome.fresh, codes(outcome)) == (False, ["source-emptied"])
    assert list(held(state, source(kanim))) == [STORY]


def test_many_pulls_do_not_pile_up_packs(state: Path, kanim: Origin, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("plugins.sources.advance._MANY_PACKS", 3)
    first = one(state, source(kanim)).head
    for number in range(4):
        kanim.commit({STORY: text(f"Ke-{number}")})
        assert one(state, source(kanim)).fresh
    (mount,) = mounts(state, [source(kanim)])
    assert len(list((state / "sources" / UNIT / "repository.git" / "objects" / "pack").glob("*.pack"))) < 3
    assert history.git(mount.repository, "cat-file", "-e", first) is not None


def test_a_folder_of_the_content_folder_that_a_mount_hides_is_told(state: Path, kanim: Origin, tmp_path: Path) -> None:
    kanim.commit({f"unit/{UNIT}/profil.toml": ""})
    one(state, source(kanim))
    content, sources = tmp_path / "content", [source(kanim)]
    assert hidden(content, mounts(state, sources), sources) == []
    (content / "unit" / UNIT).mkdir(parents=True)
    (content / "unit" / UNIT / "profil.toml").touch()
    (problem,) = hidden(content, mounts(state, sources), sources)
    assert (problem.code, problem.path, problem.severity) == ("sources-folder-hidden", f"unit/{UNIT}", "warning")


def test_a_list_of_files_without_end_keeps_the_state(
    state: Path, kanim: Origin, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(advance, "_LONGEST_LIST", 10)
    outcome = one(state, source(kanim))
    assert (outcome.fresh, codes(outcome)) == (False, ["source-too-large"])
