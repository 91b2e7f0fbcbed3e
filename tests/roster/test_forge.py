"""Commits that a forge made for whoever was logged in, and signed with a key of its own.

The forge's key is one of SSH here, and one of GPG in test_gpg.py: whose it is decides, not of which kind.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from plugins.roster.git import Repository
from plugins.roster.judging import House
from plugins.roster.register import read_roster
from plugins.roster.signing import allowed_signers
from plugins.roster.waiting import waiting
from tests.factory import registry
from tests.roster.test_register import HEADER
from tests.roster.world import DAY, NONE, NOON, OWN, VICTIM, Files, Keys, World, email, story, world

FILE = f"berita/{OWN}/2024/baru.md"
THEIRS = f"berita/{VICTIM}/2024/baru.md"
RELEASE = f"berita/{OWN}/2024/rilis.md"
REFERENCE = f"{OWN}/2024/rilis"
HELD = frozenset({"siaran-pers"})


def forge_row(keys: Keys, until: str = "", key: str = "asing") -> str:
    return f"github,ssh:{keys.public(key)},{email('forge')},,perantara,,{until}"


def with_rows(made: World, *rows: str) -> World:
    """The server where these rows stand in the roster too."""
    main = made.commit("dewi", {"register/contributors.csv": made.keys.register(*rows)}, key="dewi")
    made.git("update-ref", "refs/heads/main", main)
    return replace(made, main=main)


@pytest.fixture(scope="module")
def forge(tmp_path_factory: pytest.TempPathFactory, keys: Keys) -> World:
    """A server whose roster knows the forge's key; `tamu` has a key and no login."""
    made = world(tmp_path_factory.mktemp("forge") / "redaksi.git", keys)
    return with_rows(made, forge_row(keys), f"tamu,gpg:{'A' * 40},{email('tamu')},,pusat,,")


def in_browser(made: World, who: str, files: Files, **more: object) -> str:
    """A commit that the forge made and signed for whoever was logged in."""
    return made.commit(who, files, committer="forge", key="asing", **more)  # type: ignore[arg-type]


def told(made: World, commit: str, pusher: str = "", **more: object) -> list[str]:
    return [refusal.problem.code for refusal in made.judge(commit, pusher, **more).refusals]  # type: ignore[arg-type]


def test_what_was_written_in_the_browser_is_its_authors(forge: World) -> None:
    assert told(forge, in_browser(forge, "budi", {FILE: story()})) == []
    (refusal,) = forge.judge(in_browser(forge, "budi", {THEIRS: story()})).refusals
    assert (refusal.problem.code, refusal.account) == ("file-not-yours", "budi")


REFUSED: dict[str, tuple[Callable[[World], str], str]] = {
    "another's address, without a signature": (
        lambda made: made.commit("sari", {THEIRS: story()}, committer="forge"),
        "commit-unsigned",
    ),
    "another's address, signed with the own key": (
        lambda made: made.commit("sari", {THEIRS: story()}, committer="forge", key="budi"),
        "commit-forged",
    ),
    "the own address, the forge's as committer, signed with the own key": (
        lambda made: made.commit("budi", {FILE: story()}, committer="forge", key="budi"),
        "commit-forged",
    ),
    "signed for a program of the user": (
        lambda made: made.commit("sari", {THEIRS: story()}, key="asing"),
        "commit-not-relayed",
    ),
    "committed as somebody else": (
        lambda made: made.commit("sari", {THEIRS: story()}, committer="budi", key="asing"),
        "commit-not-relayed",
    ),
    "by nobody of the roster": (lambda made: in_browser(made, "asing", {FILE: story()}), "commit-unknown-author"),
    "by the forge itself": (lambda made: in_browser(made, "forge", {FILE: story()}), "commit-unknown-author"),
    "by whom the roster gives a key alone": (
        lambda made: in_browser(made, "tamu", {"register/units.csv": "id\n"}),
        "commit-unknown-author",
    ),
    "by whom whose right has ended": (lambda made: in_browser(made, "lama", {FILE: story()}), "commit-unknown-author"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_the_forge_does_not_vouch_for_is_refused(forge: World, name: str) -> None:
    make, code = REFUSED[name]
    assert told(forge, make(forge)) == [code]


def test_a_forge_signs_nothing_after_its_last_day_nor_with_a_key_unknown(server: World) -> None:
    ended = with_rows(server, forge_row(server.keys, until="2024-10-31"))
    assert told(ended, in_browser(ended, "budi", {FILE: story()})) == ["commit-unknown-identity"]
    other = with_rows(server, forge_row(server.keys, key="lama").replace("github", "gitlab"))
    assert "commit-unknown-identity" in told(other, in_browser(other, "budi", {FILE: story()}))


def test_where_the_server_names_the_pusher_the_forge_says_nothing_more(forge: World) -> None:
    """By the API of some forges, anybody may choose the author of what they sign."""
    assert told(forge, in_browser(forge, "budi", {FILE: story()}), "budi") == []
    assert told(forge, forge.commit("budi", {FILE: story()}, key="asing"), "budi") == [], "some leave the committer"
    assert told(forge, in_browser(forge, "sari", {THEIRS: story()}), "budi") == ["commit-forged"]
    without = forge.commit("budi", {FILE: story()}, committer="forge")
    assert told(forge, without, "budi") == ["commit-forged"], "on a branch it would later pass for the forge's"


def test_a_merge_in_the_browser_is_judged_as_any(forge: World) -> None:
    theirs = forge.commit("sari", {THEIRS: story()}, key="sari")
    own = forge.commit("budi", {FILE: story()}, key="budi")
    both: Files = {FILE: story(), THEIRS: story()}
    assert told(forge, in_browser(forge, "budi", both, parents=[own, theirs])) == []
    edited: Files = {**both, THEIRS: story("Diubah saat digabung")}
    (refusal,) = forge.judge(in_browser(forge, "budi", edited, parents=[own, theirs])).refusals
    assert (refusal.problem.code, refusal.account) == ("file-not-yours", "budi")


def test_a_squash_needs_an_author_who_may_write_all_of_it(forge: World) -> None:
    both: Files = {FILE: story(), THEIRS: story()}
    assert told(forge, in_browser(forge, "budi", both)) == ["file-not-yours"]
    assert told(forge, in_browser(forge, "rina", both)) == []


def test_consent_and_exception_in_the_browser_are_their_authors(forge: World) -> None:
    release = forge.commit("budi", {RELEASE: story(kind="siaran-pers")}, key="budi")

    def answered(who: str, trailer: str) -> list[str]:
        message = f"Setuju\n\n{trailer}\n"
        return told(forge, in_browser(forge, who, {}, parents=[release], message=message), second=HELD)

    assert told(forge, release, second=HELD) == ["story-second-person"]
    assert answered("adi", f"Reviewed: {REFERENCE}") == []
    assert answered("budi", f"Reviewed: {REFERENCE}") == ["story-second-person"]
    assert answered("sari", f"Reviewed: {REFERENCE}") == ["story-second-person"]
    assert answered("dewi", "Bypass: gempa, semua libur") == []
    assert answered("adi", "Bypass: gempa, semua libur") == ["story-second-person"]


def test_the_forge_is_no_second_person(server: World) -> None:
    """A draft and its release by one person stay one person's, though another stands as committer."""
    made = with_rows(server, forge_row(server.keys))
    drafts = {who: in_browser(made, who, {RELEASE: draft()}) for who in ("budi", "adi")}
    for who, expected in (("budi", ["story-second-person"]), ("adi", [])):
        made.git("update-ref", "refs/heads/main", drafts[who])
        at = replace(made, main=drafts[who])
        released = in_browser(at, "budi", {RELEASE: draft().replace("status: draft\n", "")})
        assert told(at, released, second=HELD) == expected, who


def draft() -> str:
    return story(kind="siaran-pers", status="draft")


def test_what_stands_on_a_branch_is_its_authors_and_waits_for_them(server: World) -> None:
    made = with_rows(server, forge_row(server.keys))
    branch = in_browser(made, "budi", {FILE: story()})
    assert told(made, branch, ref="refs/heads/loket", old=NONE) == []
    made.git("update-ref", "refs/heads/loket", branch)
    assert told(made, branch, "rina") == [], "an editor puts it on the published branch"
    assert told(made, branch, "sari") == ["push-releases-others"]
    assert [one.author for one in waiting(Repository(made.folder), House(DAY, at=NOON))] == ["budi"]
    ended = with_rows(made, forge_row(made.keys, until="2024-10-31"))
    assert "commit-unknown-identity" in told(ended, in_browser_again(ended, branch), "rina")


def in_browser_again(made: World, branch: str) -> str:
    """An editor's merge of a branch into what is published now."""
    return made.commit("rina", {FILE: story()}, parents=[made.main, branch])


SLIPS = {
    "roster-bad-identity": "github,server:web,forge@samudra.example,,perantara,,",
    "roster-cell-missing": f"github,gpg:{'B' * 40},,,perantara,,",
    "roster-identity-twice": f"budi,gpg:{'C' * 40},budi@samudra.example,,perantara,,",
}


@pytest.mark.parametrize("code", SLIPS)
def test_a_row_of_a_forge_with_a_slip_vouches_for_nobody(code: str) -> None:
    """A login would be everybody; an address is a forge's or a person's, though the account be called the same."""
    person = f"budi,server:budi;gpg:{'A' * 40},budi@samudra.example,{OWN},penulis,,"
    read, problems = read_roster(f"{HEADER}{person}\n{SLIPS[code]}\n".encode(), registry())
    assert [problem.code for problem in problems] == [code]
    assert not read.forges


def test_a_forge_has_no_rights_and_its_key_is_shown_to_git(keys: Keys) -> None:
    read, problems = read_roster(f"{HEADER}{forge_row(keys)}\n".encode(), registry())
    assert not problems and not read.grants and not read.has_centre(DAY)
    assert read.relays(email("forge"), date(2030, 1, 1)) == {email("forge")}
    assert [*allowed_signers(read)] == [f'{email("forge")} namespaces="git" {keys.public("asing")}']
