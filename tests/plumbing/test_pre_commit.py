"""The hook before a commit: it judges what the commit takes, and nothing else that lies about."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from tests.building import ROOT
from tests.plumbing.conftest import git
from tests.plumbing.jobs import PLUMBING
from tests.publish.small import Small, small

GOOD, OTHER = "kanim-teluk/2025/loket-sore", "kanim-teluk/2025/loket-pagi"
BAD_DATE = "2025-13-40"


@pytest.fixture
def site(tmp_path: Path) -> Small:
    """A repository with the hook, and everything committed."""
    made = small(tmp_path)
    git(tmp_path, "init", "--quiet")
    git(tmp_path, "config", "newsroom.code", str(ROOT))
    git(tmp_path, "add", "--all")
    git(tmp_path, "commit", "--quiet", "--message", "awal")
    hook = tmp_path / ".git/hooks/pre-commit"
    hook.parent.mkdir(exist_ok=True)
    hook.write_bytes((PLUMBING / "pre-commit").read_bytes())
    hook.chmod(0o755)
    return made


def refused(site: Small, *arguments: str) -> str:
    with pytest.raises(subprocess.CalledProcessError) as caught:
        git(site.folder, "commit", "--quiet", "--message", "naskah", *arguments)
    assert "Commit belum dibuat" in caught.value.stderr
    return str(caught.value.stdout + caught.value.stderr)


def test_a_story_that_cannot_be_read_is_not_committed_until_it_can(site: Small) -> None:
    site.story(GOOD, BAD_DATE)
    git(site.folder, "add", "--all")
    assert BAD_DATE in refused(site)
    site.story(GOOD)
    git(site.folder, "add", "--all")
    git(site.folder, "commit", "--quiet", "--message", "naskah")
    assert git(site.folder, "show", "--name-only", "--format=") == f"content/berita/{GOOD}.md"


def test_what_is_not_part_of_the_commit_does_not_hold_it_up(site: Small) -> None:
    """A story that is half written, beside it or changed and not added, is nobody's business yet."""
    site.story(OTHER, BAD_DATE)
    site.story("kanim-teluk/2024/lama", BAD_DATE)
    site.story(GOOD)
    git(site.folder, "add", f"content/berita/{GOOD}.md")
    git(site.folder, "commit", "--quiet", "--message", "naskah")
    assert git(site.folder, "show", "--name-only", "--format=") == f"content/berita/{GOOD}.md"


def test_a_story_that_was_mended_after_it_was_added_is_added_again(site: Small) -> None:
    """The commit would take the older text, which nobody checked."""
    site.story(GOOD, BAD_DATE)
    git(site.folder, "add", "--all")
    site.story(GOOD)
    said = refused(site)
    assert f"content/berita/{GOOD}.md" in said and "git add berkas itu sekali lagi" in said


def test_all_changes_at_once_are_judged_by_the_index_of_that_commit(site: Small) -> None:
    site.story("kanim-teluk/2024/lama", BAD_DATE)
    assert BAD_DATE in refused(site, "--all")


def test_a_commit_without_stories_is_not_checked(site: Small) -> None:
    git(site.folder, "config", "newsroom.code", "/nowhere")
    (site.folder / "catatan.txt").write_text("Bukan naskah.\n")
    git(site.folder, "add", "catatan.txt")
    git(site.folder, "commit", "--quiet", "--message", "catatan")
    site.story(GOOD)
    git(site.folder, "add", "--all")
    with pytest.raises(subprocess.CalledProcessError, match="exit status 1"):
        git(site.folder, "commit", "--quiet", "--message", "naskah")
