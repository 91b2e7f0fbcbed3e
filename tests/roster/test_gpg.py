"""Signatures of GPG, made and verified by the real program: the server's own keyring holds public keys alone."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from plugins.roster.git import Repository
from tests.roster.world import OWN, World, email, story

pytestmark = pytest.mark.skipif(shutil.which("gpg") is None, reason="gpg is not installed")

FILE = f"berita/{OWN}/2024/baru.md"


@dataclass(frozen=True)
class Rings:
    """Two keyrings: that of the people, with two keys of budi's address, and the server's, which knows the first."""

    people: Path
    server: Path
    known: str
    unknown: str
    subkey: str


def gpg(home: Path, *arguments: str, asked: bytes = b"") -> str:
    command = ("gpg", "--batch", "--quiet", "--no-tty", "--passphrase", "", "--pinentry-mode", "loopback", *arguments)
    variables = {**os.environ, "GNUPGHOME": str(home), "LC_ALL": "C"}
    return subprocess.run(command, env=variables, input=asked, check=True, capture_output=True).stdout.decode()


@pytest.fixture(scope="module")
def rings() -> Iterator[Rings]:
    home = Path(tempfile.mkdtemp(prefix="gpg-"))  # the agent's socket needs a short path
    people, server = home / "people", home / "server"
    try:
        for ring in (people, server):
            ring.mkdir(mode=0o700)
        for _ in range(2):
            gpg(people, "--quick-generate-key", "--yes", f"Budi <{email('budi')}>", "ed25519", "sign", "never")
        known, unknown = fingerprints(people, "pub")
        gpg(people, "--quick-add-key", known, "ed25519", "sign", "never")
        (subkey,) = fingerprints(people, "sub")
        gpg(server, "--import", asked=gpg(people, "--armor", "--export", known).encode())
        yield Rings(people, server, known, unknown, subkey)
    finally:
        for ring in (people, server):
            variables = {**os.environ, "GNUPGHOME": str(ring)}
            subprocess.run(("gpgconf", "--kill", "all"), env=variables, capture_output=True)
        shutil.rmtree(home, ignore_errors=True)


def fingerprints(home: Path, of: str) -> list[str]:
    """The fingerprints of primary keys (`pub`) or subkeys (`sub`), in order of age."""
    lines = [line.split(":") for line in gpg(home, "--with-colons", "--list-keys").splitlines()]
    return [
        next(below[9] for below in lines[number:] if below[0] == "fpr")
        for number, line in enumerate(lines)
        if line[0] == of
    ]


@pytest.fixture
def asked(server: World, rings: Rings, monkeypatch: pytest.MonkeyPatch) -> World:
    """The server, whose git finds the server's keyring."""
    monkeypatch.setenv("GNUPGHOME", str(rings.server))
    return server


def signed(world: World, rings: Rings, key: str, title: str = "Loket dibuka", committer: str = "budi") -> str:
    """A commit of budi's that this key signed; `!` behind a fingerprint asks gpg for that very subkey."""
    settings = ("-c", "gpg.format=openpgp", "-c", f"user.signingkey={key}")
    tree = world.tree(world.main, {FILE: story(title)})
    return world.git(
        *settings,
        *("commit-tree", "-S", tree, "-p", world.main, "-m", "berita"),
        GNUPGHOME=str(rings.people),
        GIT_AUTHOR_NAME="Budi",
        GIT_AUTHOR_EMAIL=email("budi"),
        GIT_COMMITTER_NAME=committer,
        GIT_COMMITTER_EMAIL=email(committer),
    )


def granted(world: World, fingerprint: str) -> World:
    """The same server where budi's key is one of GPG."""
    text = world.keys.register()
    (ssh,) = (word for row in text.splitlines() if row.startswith("budi,") for word in row.split(",")[1].split(";")[:1])
    main = world.commit("dewi", {"register/contributors.csv": text.replace(ssh, f"gpg:{fingerprint}")}, key="dewi")
    world.git("update-ref", "refs/heads/main", main)
    return replace(world, main=main)


def told(world: World, commit: str) -> list[str]:
    return [refusal.problem.code for refusal in world.judge(commit).refusals]


def test_a_key_of_the_roster_signs_by_itself_or_by_a_subkey(asked: World, rings: Rings) -> None:
    world = granted(asked, rings.known)
    for key in (f"{rings.known}!", f"{rings.subkey}!"):
        assert told(world, signed(world, rings, key)) == [], key


def test_a_good_signature_of_a_key_that_the_roster_does_not_name_is_nobodys(asked: World, rings: Rings) -> None:
    assert told(asked, signed(asked, rings, f"{rings.known}!")) == ["commit-unknown-identity"]


def test_a_key_that_the_server_does_not_hold_proves_nothing(asked: World, rings: Rings) -> None:
    world = granted(asked, rings.unknown)
    commit = signed(world, rings, f"{rings.unknown}!")
    assert Repository(world.folder).signatures([commit])[commit].state == "E"
    assert told(world, commit) == ["commit-bad-signature"]


def test_a_signature_does_not_go_over_to_another_commit(asked: World, rings: Rings) -> None:
    world = granted(asked, rings.known)
    real = world.git("cat-file", "commit", signed(world, rings, f"{rings.known}!"))
    tree = world.tree(world.main, {FILE: story("Palsu")})
    forged = f"tree {tree}\n" + real.partition("\n")[2] + "\n"
    commit = world.git("hash-object", "-t", "commit", "-w", "--stdin", asked=forged.encode())
    assert told(world, commit) == ["commit-bad-signature"]


def test_a_key_of_a_forge_signs_for_the_author(asked: World, rings: Rings) -> None:
    commit = signed(asked, rings, f"{rings.known}!", committer="forge")
    assert told(asked, commit) == ["commit-unknown-identity"], "as long as the roster does not name it"
    row = f"forge,gpg:{rings.known},{email('forge')},,perantara,,"
    main = asked.commit("dewi", {"register/contributors.csv": asked.keys.register(row)}, key="dewi")
    asked.git("update-ref", "refs/heads/main", main)
    world = replace(asked, main=main)
    assert told(world, signed(world, rings, f"{rings.known}!", committer="forge")) == []
    assert told(world, signed(world, rings, f"{rings.unknown}!", committer="forge")) == ["commit-bad-signature"]
