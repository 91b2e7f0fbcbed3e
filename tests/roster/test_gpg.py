"""Signatures of GPG, made and verified by the real program, by the public keys that the published branch holds."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from plugins.roster.git import Repository
from plugins.roster.keyring import FOLDER
from plugins.roster.register import FILE_NAME
from tests.roster.world import OWN, Files, World, email, story

pytestmark = pytest.mark.skipif(shutil.which("gpg") is None, reason="gpg is not installed")

FILE = f"berita/{OWN}/2024/baru.md"


@dataclass(frozen=True)
class Rings:
    """Two keyrings: that of the people, with two keys of budi's address and one that has expired, and the server's own.

    The server's holds all of them, and may not count. `public` is each key as it is handed in.
    """

    people: Path
    server: Path
    known: str
    unknown: str
    expired: str
    subkey: str
    public: Mapping[str, str]


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
        old = ("--faked-system-time", "20200101T000000!")
        gpg(people, *old, "--quick-generate-key", "--yes", f"Lama <{email('budi')}>", "ed25519", "sign", "2020-06-01")
        known, unknown, expired = fingerprints(people, "pub")
        gpg(people, "--quick-add-key", known, "ed25519", "sign", "never")
        (subkey,) = fingerprints(people, "sub")
        public = {key: gpg(people, "--armor", "--export", key) for key in (known, unknown, expired)}
        gpg(server, "--import", asked="".join(public.values()).encode())
        yield Rings(people, server, known, unknown, expired, subkey, public)
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
    """The server, whose account has a keyring of its own."""
    monkeypatch.setenv("GNUPGHOME", str(rings.server))
    return server


def signed(world: World, rings: Rings, key: str, title: str = "Loket dibuka", committer: str = "budi") -> str:
    """A commit of budi's that this key signed; `!` behind a fingerprint asks gpg for that very subkey."""
    program = rings.people / "gpg-2020"  # signs as on a day on which the key held that has expired since
    program.write_text('#!/bin/sh\nexec gpg --faked-system-time 20200301T000000! "$@"\n')
    program.chmod(0o700)
    when = ("-c", f"gpg.program={program}") if key.startswith(rings.expired) else ()
    settings = ("-c", "gpg.format=openpgp", "-c", f"user.signingkey={key}", *when)
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


def published(world: World, files: Files) -> World:
    """The same server, with these files of the centre on its branch."""
    main = world.commit("dewi", files, key="dewi")
    world.git("update-ref", "refs/heads/main", main)
    return replace(world, main=main)


def granted(world: World, fingerprint: str, *keys: str) -> World:
    """The same server where budi's key is one of GPG, and the content holds these public keys."""
    text = world.keys.register()
    (ssh,) = (word for row in text.splitlines() if row.startswith("budi,") for word in row.split(",")[1].split(";")[:1])
    held: Files = {f"{FOLDER}{number}.asc": key for number, key in enumerate(keys)}
    return published(world, {FILE_NAME: text.replace(ssh, f"gpg:{fingerprint}"), **held})


def told(world: World, commit: str, pusher: str = "") -> list[str]:
    return [refusal.problem.code for refusal in world.judge(commit, pusher).refusals]


def test_a_key_of_the_roster_signs_by_itself_or_by_a_subkey(asked: World, rings: Rings) -> None:
    world = granted(asked, rings.known, "no key at all", rings.public[rings.known])
    for key in (f"{rings.known}!", f"{rings.subkey}!"):
        assert told(world, signed(world, rings, key)) == [], key


def test_a_good_signature_of_a_key_that_the_roster_does_not_name_is_nobodys(asked: World, rings: Rings) -> None:
    world = granted(asked, rings.known, *rings.public.values())
    assert told(world, signed(world, rings, f"{rings.unknown}!")) == ["commit-unknown-identity"]


def test_a_key_that_the_content_does_not_hold_proves_nothing_though_the_server_has_it(
    asked: World, rings: Rings
) -> None:
    world = granted(asked, rings.unknown, rings.public[rings.known])
    commit = signed(world, rings, f"{rings.unknown}!")
    assert Repository(world.folder).signatures([commit])[commit].state == "U", "the server's own keyring has it"
    assert told(world, commit) == ["commit-bad-signature"]


def test_a_key_counts_from_the_push_after_it_until_the_push_that_takes_it_away(asked: World, rings: Rings) -> None:
    world = granted(asked, rings.known)
    key = {f"{FOLDER}budi.asc": rings.public[rings.known]}
    assert "file-central" in told(world, world.commit("budi", key), "budi"), "nobody but the centre brings keys"
    by_itself = signed(replace(world, main=world.commit("dewi", key, key="dewi")), rings, f"{rings.known}!")
    assert told(world, by_itself) == ["commit-bad-signature"], "a push is judged by the keys that were there before it"
    with_key = published(world, key)
    assert told(with_key, signed(with_key, rings, f"{rings.known}!")) == []
    without = published(with_key, dict.fromkeys(key))
    assert told(without, signed(without, rings, f"{rings.known}!")) == ["commit-bad-signature"]


def test_a_signature_of_a_key_that_has_expired_since_proves_nothing(asked: World, rings: Rings) -> None:
    world = granted(asked, rings.expired, rings.public[rings.expired])
    (refusal,) = world.judge(signed(world, rings, f"{rings.expired}!")).refusals
    assert refusal.problem.code == "commit-bad-signature"
    assert "kuncinya kedaluwarsa" in refusal.problem.message


def test_a_signature_does_not_go_over_to_another_commit(asked: World, rings: Rings) -> None:
    world = granted(asked, rings.known, rings.public[rings.known])
    real = world.git("cat-file", "commit", signed(world, rings, f"{rings.known}!"))
    tree = world.tree(world.main, {FILE: story("Palsu")})
    forged = f"tree {tree}\n" + real.partition("\n")[2] + "\n"
    commit = world.git("hash-object", "-t", "commit", "-w", "--stdin", asked=forged.encode())
    assert told(world, commit) == ["commit-bad-signature"]


def test_a_key_of_a_forge_signs_for_the_author(asked: World, rings: Rings) -> None:
    before = published(asked, {f"{FOLDER}forge.asc": rings.public[rings.known]})
    commit = signed(before, rings, f"{rings.known}!", committer="forge")
    assert told(before, commit) == ["commit-unknown-identity"], "as long as the roster does not name it"
    row = f"forge,gpg:{rings.known},{email('forge')},,perantara,,"
    world = published(before, {FILE_NAME: before.keys.register(row)})
    assert told(world, signed(world, rings, f"{rings.known}!", committer="forge")) == []
    assert told(world, signed(world, rings, f"{rings.unknown}!", committer="forge")) == ["commit-bad-signature"]
