"""`desk owns`, `codeowners`, `signers` and `waiting`, as people and merge requests run them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from plugins.desk.__main__ import main
from plugins.roster import judging, telling
from plugins.roster.judging import Noted
from tests.roster.test_hook import NOON, Clone
from tests.roster.world import OWN, VICTIM, World, email, story


@pytest.fixture
def clone(server: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Clone:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", NOON)
    return Clone(tmp_path / "klon", server, "budi")


def run(clone: Clone, command: str, *arguments: str) -> int:
    return main([command, str(clone.folder / "content"), *arguments])


def test_owns_tells_who_may_write_what(clone: Clone, capsys: pytest.CaptureFixture[str]) -> None:
    clone.write(f"berita/{OWN}/2024/baru.md", story(), "-S")
    assert run(clone, "owns", "origin/main..HEAD") == 0
    assert capsys.readouterr().out == "1 commit diperiksa: semuanya boleh.\n"
    clone.write(f"berita/{VICTIM}/2024/baru.md", story(), "-S")
    assert run(clone, "owns", "origin/main..HEAD") == 1
    told = capsys.readouterr().out
    head = clone.git("rev-parse", "HEAD").stdout[:10]
    assert f"berita/{VICTIM}/2024/baru.md: KESALAHAN [file-not-yours]" in told
    assert f"Commit: {head} (akun budi)" in told


def test_owns_counts_files_as_the_hook_does(
    clone: Clone, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(judging, "MOST_FILES", 1)
    clone.write(f"berita/{OWN}/2024/satu.md", story(), "-S")
    assert run(clone, "owns", "origin/main..HEAD") == 0
    clone.write(f"berita/{OWN}/2024/dua.md", story(), "-S")
    assert run(clone, "owns", "origin/main..HEAD") == 1
    assert "[push-too-many-files]" in capsys.readouterr().out


def test_owns_tells_that_a_public_story_would_vanish(clone: Clone, capsys: pytest.CaptureFixture[str]) -> None:
    clone.git("rm", "--quiet", f"content/berita/{OWN}/2024/loket.md")
    assert clone.git("commit", "--quiet", "-S", "-m", "hapus").returncode == 0
    assert run(clone, "owns", "origin/main..HEAD") == 1
    assert f"berita/{OWN}/2024/loket.md: KESALAHAN [story-gone]" in capsys.readouterr().out


def test_owns_believes_the_server_and_not_the_author(clone: Clone, capsys: pytest.CaptureFixture[str]) -> None:
    clone.write(f"berita/{OWN}/2024/baru.md", story())
    assert run(clone, "owns", "origin/main..HEAD", "--format", "json") == 1
    (refusal,) = json.loads(capsys.readouterr().out)["refusals"]
    assert (refusal["code"], refusal["commit"]) == ("commit-unsigned", clone.git("rev-parse", "HEAD").stdout.strip())
    assert run(clone, "owns", "origin/main..HEAD", "--identity", "server:budi") == 0
    assert run(clone, "owns", "origin/main..HEAD", "--identity", "server:sari") == 1


def test_owns_takes_what_a_forge_signed_for_its_author(
    clone: Clone, server: World, capsys: pytest.CaptureFixture[str]
) -> None:
    row = f"forge,ssh:{server.keys.public('asing')},{email('forge')},,perantara,,"
    clone.write("register/contributors.csv", server.keys.register(row))
    main = clone.git("rev-parse", "HEAD").stdout.strip()
    clone.git("config", "user.signingkey", f"{server.keys.folder / 'asing'}.pub")
    for unit, expected in ((OWN, 0), (VICTIM, 1)):
        clone.write(f"berita/{unit}/2024/baru.md", story())
        clone.git("commit", "--amend", "--quiet", "--no-edit", "-S", GIT_COMMITTER_EMAIL=email("forge"))
        assert run(clone, "owns", f"{main}..HEAD") == expected
    assert "(akun budi)" in capsys.readouterr().out


@pytest.mark.parametrize("asked", ["HEAD", "tidak-ada..HEAD", "..HEAD", "a...b", "--all..HEAD"])
def test_owns_cannot_judge_what_is_no_range(clone: Clone, asked: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["owns", str(clone.folder / "content"), "--", asked]) == 2
    assert "tidak dapat diperiksa" in capsys.readouterr().err


def test_owns_with_a_name_that_is_no_servers(clone: Clone, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(clone, "owns", "origin/main..HEAD", "--identity", email("budi")) == 2
    assert "server:budi" in capsys.readouterr().err


def test_codeowners_and_signers_are_printed(clone: Clone, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(clone, "codeowners") == 0
    assert f"/content/berita/**/{OWN}/ @budi @adi @rina" in capsys.readouterr().out
    assert run(clone, "signers") == 0
    assert f'{email("budi")} namespaces="git" ssh-ed25519 AAAA' in capsys.readouterr().out


def test_a_register_with_slips_is_told_and_printed_without_them(
    clone: Clone, capsys: pytest.CaptureFixture[str]
) -> None:
    with (clone.folder / "content" / "register" / "contributors.csv").open("a") as register:
        register.write("baru,server:baru,baru@samudra.example,kanim-teluk-bir,penulis,,\n")
    assert run(clone, "codeowners") == 1
    told = capsys.readouterr()
    assert "@baru" not in told.out
    assert "[roster-unknown-unit]" in told.err
    assert "kanim-teluk-biru" in told.err
    assert run(clone, "check") == 1
    assert "register/contributors.csv:12: KESALAHAN [roster-unknown-unit]" in capsys.readouterr().out


@pytest.mark.parametrize(("minutes", "late"), [(119, 0), (121, 1)])
def test_stories_that_wait_over_two_hours_are_told(
    minutes: int, late: int, server: World, clone: Clone, capsys: pytest.CaptureFixture[str]
) -> None:
    path = f"berita/{OWN}/2024/rilis.md"
    new = server.commit("budi", {path: story(kind="siaran-pers")}, when=int(NOON) - minutes * 60)
    server.git("update-ref", "refs/heads/kerja", new)
    assert main(["waiting", str(server.folder)]) == late
    told = capsys.readouterr().out
    assert (f"{path}: PERINGATAN [story-waiting] Berita ini menunggu 2 jam di cabang “kerja”" in told) is bool(late)
    assert told.endswith(f"1 berita menunggu, {late} di antaranya lebih dari 2 jam.\n")


@pytest.mark.parametrize(("minutes", "late"), [(59, 0), (61, 1)])
def test_a_commit_of_an_hour_to_come_does_not_wait_unseen(
    minutes: int, late: int, server: World, clone: Clone, capsys: pytest.CaptureFixture[str]
) -> None:
    new = server.commit("budi", {f"berita/{OWN}/2024/rilis.md": story()}, when=int(NOON) + minutes * 60)
    server.git("update-ref", "refs/heads/kerja", new)
    assert main(["waiting", str(server.folder)]) == late
    assert ("[story-waiting-ahead]" in capsys.readouterr().out) is bool(late)


def test_what_was_merged_does_not_wait_and_exceptions_are_counted(
    server: World, clone: Clone, capsys: pytest.CaptureFixture[str]
) -> None:
    server.git("update-ref", "refs/heads/lama", server.main)
    for at in (int(NOON) - 31 * 86_400, int(NOON) - 86_400, int(NOON)):
        telling.note(server.folder, [Noted("darurat", "tono", "1" * 40, "berita/x.md")], at)
    assert main(["waiting", str(server.folder)]) == 0
    assert capsys.readouterr().out == (
        "Pengecualian: 2 kali darurat oleh tono dalam 30 hari terakhir.\n"
        "0 berita menunggu, 0 di antaranya lebih dari 2 jam.\n"
    )
