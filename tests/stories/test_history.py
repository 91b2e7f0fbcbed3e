"""What git remembers, in real repositories; and when nothing may stay up."""

import os
import subprocess
from pathlib import Path

import pytest

from plugins.stories import history
from plugins.stories.history import head, last_good, takes_down

FILE = "berita/kanim-teluk-biru/2024/layanan.md"


def git(folder: Path, *arguments: str) -> str:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    identity = ("-c", "user.name=Humas", "-c", "user.email=humas@contoh.go.id", "-c", "commit.gpgsign=false")
    command = ["git", *identity, *arguments]
    done = subprocess.run(command, cwd=folder, env=environment, check=True, capture_output=True, text=True)
    return done.stdout.strip()


def commit(content: Path, text: str | bytes, path: str = FILE) -> str:
    file = content / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    git(content, "add", "--all", ".")
    git(content, "commit", "--quiet", "--message", "berita", "--allow-empty")
    return git(content, "rev-parse", "HEAD")


def accept(data: bytes) -> str | None:
    return data.decode() if data.startswith(b"baik") else None


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """A content folder inside a repository, not at its top."""
    git(tmp_path, "init", "--quiet", "--initial-branch", "main")
    content = tmp_path / "isi"
    content.mkdir()
    return content


def test_the_newest_good_version_is_found_with_its_commit(content: Path) -> None:
    commit(content, "baik 1")
    second = commit(content, "baik 2")
    commit(content, "buruk 1")
    commit(content, "lain", "berita/kanim-teluk-biru/2024/lain.md")
    commit(content, "buruk 2")
    assert last_good(content, FILE, accept) == ("baik 2", second)
    assert last_good(content.parent, f"isi/{FILE}", accept) == ("baik 2", second)


def test_a_version_before_a_deletion_counts(content: Path) -> None:
    first = commit(content, "baik")
    git(content, "rm", "--quiet", FILE)
    git(content, "commit", "--quiet", "--message", "hapus")
    commit(content, "buruk")
    assert last_good(content, FILE, accept) == ("baik", first)


def test_nothing_is_remembered_of_what_was_never_good_or_never_committed(content: Path) -> None:
    assert last_good(content, FILE, accept) is None
    commit(content, "buruk")
    assert last_good(content, FILE, accept) is None
    assert last_good(content, "berita/lain.md", accept) is None
    assert last_good(content, "../../etc/passwd", accept) is None
    assert last_good(content, "a\nb.md", accept) is None


def test_a_path_is_a_name_and_no_pattern(content: Path) -> None:
    commit(content, "baik", "berita/a.md")
    commit(content, "buruk", "berita/[a].md")
    assert last_good(content, "berita/*.md", accept) is None
    assert last_good(content, "berita/[a].md", accept) is None
    assert last_good(content, ":(top)isi/berita/a.md", accept) is None


def test_each_content_is_asked_about_once_and_only_the_newest_hundred(content: Path) -> None:
    commit(content, "baik")
    for number in range(3):
        commit(content, "buruk sama" if number % 2 else "buruk")
    asked: list[bytes] = []

    def note(data: bytes) -> str | None:
        asked.append(data)
        return accept(data)

    assert last_good(content, FILE, note) is not None
    assert asked == [b"buruk", b"buruk sama", b"baik"]


def test_only_so_many_versions_are_looked_at(content: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    commit(content, "baik")
    commit(content, "buruk 1")
    commit(content, "buruk 2")
    monkeypatch.setattr(history, "MAX_VERSIONS", 2)
    assert last_good(content, FILE, accept) is None


def test_versions_too_long_to_have_been_good_are_passed_over(content: Path) -> None:
    first = commit(content, "baik")
    commit(content, "baik" + "x" * history.MAX_VERSION_BYTES)
    assert last_good(content, FILE, accept) == ("baik", first)


def test_a_shallow_clone_gives_what_it_has(content: Path, tmp_path: Path) -> None:
    commit(content, "baik 1")
    newest = commit(content, "baik 2")
    git(tmp_path, "clone", "--quiet", "--depth", "1", f"file://{tmp_path}", "dangkal")
    assert last_good(tmp_path / "dangkal" / "isi", FILE, accept) == ("baik 2", newest)
    assert head(tmp_path / "dangkal") == newest


def test_without_a_repository_nothing_is_remembered(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    folder = tmp_path / "tanpa"
    folder.mkdir()
    assert last_good(folder, FILE, accept) is None
    assert head(folder) == ""
    assert last_good(tmp_path / "hilang", FILE, accept) is None


def test_without_git_nothing_is_remembered(content: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    commit(content, "baik")
    monkeypatch.setenv("PATH", "")
    assert last_good(content, FILE, accept) is None
    assert head(content) == ""


def test_a_repository_that_git_does_not_trust_is_not_asked(content: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    commit(content, "baik")

    def refuse(*_: object, **__: object) -> subprocess.CompletedProcess[bytes]:
        return subprocess.CompletedProcess([], 128, b"", b"fatal: detected dubious ownership in repository")

    monkeypatch.setattr(subprocess, "run", refuse)
    assert last_good(content, FILE, accept) is None


def test_the_environment_and_the_repository_cannot_make_git_run_anything(
    content: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = commit(content, "baik")
    trap, sprung = tmp_path / "jebakan", tmp_path / "terpicu"
    trap.write_text(f"#!/bin/sh\ntouch {sprung}\ncat\n")
    trap.chmod(0o755)
    for name in ("core.pager", "diff.external", "core.fsmonitor", "gpg.program", "diff.x.textconv", "filter.x.smudge"):
        git(content, "config", name, str(trap))
    git(content, "config", "log.showSignature", "true")
    (content / ".gitattributes").write_text("*.md diff=x filter=x\n")
    monkeypatch.setenv("GIT_DIR", "/nowhere")
    monkeypatch.setenv("GIT_EXTERNAL_DIFF", str(trap))
    monkeypatch.setenv("GIT_PAGER", str(trap))
    assert last_good(content, FILE, accept) == ("baik", first)
    assert not sprung.exists()


GOOD = b"---\ntitle: Kantor buka\ndate: 2024-06-01\n---\nIsi\n"


def broken(line: str) -> bytes:
    return f"---\ntitle: Apel: pagi\ndate: 2024-06-01\n{line}\n---\nIsi\n".encode()


@pytest.mark.parametrize(
    "line",
    [
        "withdrawn: {date: x}",
        "withdrawn:",
        "withdrawn",
        "withdrawm: {date: 2024-06-01}",
        "Withdrawn : {}",
        "WITHDRAWN: {}",
        "  withdrawn: {}",
        "\twithdrawn: {}",
        "- withdrawn: {}",
        '"withdrawn": {}',
        "withdrawn {date: 2024-06-01}",
        "withdrawn = ya",
        "withdrawn： ya",
        "widthdrawn: {}",
        "withdraw: {}",
        "dicabut: ya",
        "penarikan: ya",
        "embargo_until: 2024-07-01",
        "embargo-until: 2024-07-01",
        "Embargo Until: 2024-07-01",
        "embago_until: 2024-07-01",
        "embargo: besok",
    ],
)
def test_a_broken_file_that_takes_back_or_holds_back_is_taken_down(line: str) -> None:
    assert takes_down(broken(line), GOOD)
    assert takes_down(broken(line).replace(b"Apel", b"\xff\xfe\x00"), GOOD)
    assert takes_down(b"\xff\xfe" + broken(line).decode().encode("utf-16-le"), GOOD)
    assert takes_down(broken(line).replace(b"\n---\nIsi", b"\nIsi"), GOOD)
    assert takes_down(broken(line).removeprefix(b"---\n"), GOOD)


@pytest.mark.parametrize(
    "line",
    [
        "summary: x",
        "# withdrawn: {}",
        "updated: 2024-06-01",
        "updates: []",
        "event_date: 2024-07-01",
        "expires: 2024-07-01",
        "units: [kanwil-lautan]",
        "summary: Embargo dicabut",
        "with: x",
    ],
)
def test_other_broken_files_leave_the_last_good_version_up(line: str) -> None:
    assert not takes_down(broken(line), GOOD)


def test_what_stands_in_the_body_says_nothing() -> None:
    assert not takes_down(GOOD + b"\nwithdrawn: ya\n---\nembargo_until: 2024-07-01\n", GOOD)
    assert not takes_down(b"", GOOD)


def test_an_embargo_in_the_same_words_was_there_before() -> None:
    before = GOOD.replace(b"---\nIsi", b'embargo_until: "2024-07-01"\n---\nIsi')
    assert not takes_down(broken("embargo_until:  2024-07-01"), before)
    assert takes_down(broken("embargo_until: 2024-07-02"), before)
    assert not takes_down(broken("kind: x"), before)


def test_a_withdrawal_that_was_there_before_comes_down_only_for_privacy() -> None:
    before = GOOD.replace(b"---\nIsi", b"withdrawn: {date: 2024-06-02, kind: pencabutan, reason: x}\n---\nIsi")
    assert not takes_down(broken("withdrawn: {date: 2024-06-03, kind: pencabutan}"), before)
    assert takes_down(broken("withdrawn: {date: 2024-06-03, kind: privasi}"), before)
    assert takes_down(broken("withdrawn:\n  kind: Privacy"), before)
