"""Whoever tries to write for another unit is refused, whatever the way; one named case each. `budi` writes for one
office, and tries it on the office beside it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pytest

from tests.roster.world import CENTRE, NONE, OWN, VICTIM, World, story

THEIRS = f"berita/{VICTIM}/2024"
MINE = f"berita/{OWN}/2024"


@dataclass(frozen=True)
class Attempt:
    """What is pushed, by whom the server says it is, and where to."""

    new: str
    pusher: str = "budi"
    ref: str = "refs/heads/main"
    old: str = ""


Try = Callable[[World], Attempt]


def writes(files: dict[str | bytes, object], who: str = "budi", **more: object) -> Try:
    return lambda world: Attempt(world.commit(who, files, **more), who)  # type: ignore[arg-type]


def signed_story(world: World, key: str, pusher: str = "") -> Attempt:
    return Attempt(world.commit("sari", {f"{THEIRS}/baru.md": story()}, key=key), pusher)


def stolen_signature(world: World) -> Attempt:
    real = world.git("cat-file", "commit", world.commit("sari", {f"{THEIRS}/loket.md": story("Benar")}, key="sari"))
    tree = world.tree(world.main, {f"{THEIRS}/loket.md": story("Palsu")})
    forged = f"tree {tree}\n" + real.partition("\n")[2] + "\n"
    return Attempt(world.git("hash-object", "-t", "commit", "-w", "--stdin", asked=forged.encode()), "")


def raw_commit(world: World, authors: str) -> Attempt:
    """A commit object whose lines of people are as an attacker likes them."""
    tree = world.tree(world.main, {f"{MINE}/baru.md": story()})
    text = f"tree {tree}\nparent {world.main}\n{authors}\n\nberita\n"
    made = world.git("hash-object", "-t", "commit", "-w", "--stdin", "--literally", asked=text.encode())
    return Attempt(made)


def rights_and_use(world: World) -> Attempt:
    row = f"budi,server:budi2,budi2@samudra.example,{VICTIM},penulis,,"
    granted = world.commit("budi", {"register/contributors.csv": world.keys.register(row)})
    return Attempt(world.commit("budi", {f"{THEIRS}/baru.md": story()}, parents=[granted]))


def written_and_undone(world: World) -> Attempt:
    wrong = world.commit("budi", {f"{THEIRS}/baru.md": story()})
    return Attempt(world.commit("budi", {f"{THEIRS}/baru.md": None}, parents=[wrong]))


def old_side(world: World) -> str:
    return world.commit("budi", {f"{MINE}/samping.md": story()})


def newer(world: World) -> str:
    """The other office's own news, which main has meanwhile."""
    return world.commit("sari", {f"{THEIRS}/loket.md": story("Ralat penting")}, key="sari")


def evil_merge(world: World) -> Attempt:
    side, main = old_side(world), newer(world)
    tree = world.tree(main, {f"{MINE}/samping.md": story(), f"{THEIRS}/antrean.md": story("Disusupkan")})
    return Attempt(world.commit("budi", parents=[side, main], tree=tree), old=main)


def merge_that_keeps_the_old(world: World) -> Attempt:
    side, main = old_side(world), newer(world)
    return Attempt(world.commit("budi", parents=[side, main], tree=world.tree(side, {})), old=main)


def merge_that_keeps_the_old_turned_round(world: World) -> Attempt:
    side, main = old_side(world), newer(world)
    return Attempt(world.commit("budi", parents=[main, side], tree=world.tree(side, {})), old=main)


def merge_that_drops_a_story(world: World) -> Attempt:
    side = old_side(world)
    main = world.commit("sari", {f"{THEIRS}/baru.md": story("Baru")}, key="sari")
    return Attempt(world.commit("budi", parents=[side, main], tree=world.tree(side, {})), old=main)


def merge_that_takes_an_elder_version(world: World) -> Attempt:
    first = newer(world)
    second = world.commit("sari", {f"{THEIRS}/loket.md": story("Ralat kedua")}, parents=[first], key="sari")
    side = world.commit("budi", {f"{MINE}/samping.md": story()}, parents=[first])
    return Attempt(world.commit("budi", parents=[side, second], tree=world.tree(side, {})), old=second)


def merge_that_undoes_within_the_push(world: World) -> Attempt:
    """The other office's commit is in the same push, and its effect is gone at the end: nothing differs on main."""
    side, theirs = old_side(world), newer(world)
    return Attempt(world.commit("budi", parents=[side, theirs], tree=world.tree(side, {})))


def octopus(world: World) -> Attempt:
    sides = [world.commit("budi", {f"{MINE}/{name}.md": story()}) for name in ("a", "b")]
    tree = world.tree(world.main, {f"{THEIRS}/baru.md": story()})
    return Attempt(world.commit("budi", parents=[world.main, *sides], tree=tree))


def unrelated(world: World) -> Attempt:
    root = world.commit("budi", {f"{MINE}/akar.md": story()}, parents=())
    return Attempt(world.commit("budi", parents=[world.main, root], tree=world.tree(world.main, {})))


def from_a_fork(world: World) -> Attempt:
    """What a server keeps of forks' merge requests was never judged, though the server has it."""
    forged = world.commit("sari", {f"{THEIRS}/baru.md": story()})
    world.git("update-ref", "refs/merge-requests/1/head", forged)
    return Attempt(forged)


def by_a_tag(world: World) -> Attempt:
    return Attempt(world.commit("budi", {f"{THEIRS}/baru.md": story()}), ref="refs/tags/v1")


def by_a_replacement(world: World) -> Attempt:
    return Attempt(world.commit("budi", {f"{THEIRS}/baru.md": story()}), ref=f"refs/replace/{world.main}")


def a_replaced_object(world: World) -> Attempt:
    """A replacement that stands on the server shows git a harmless tree: it is not looked at."""
    evil = world.commit("budi", {f"{THEIRS}/baru.md": story()})
    world.git("update-ref", f"refs/replace/{evil}", world.commit("budi", {f"{MINE}/baru.md": story()}))
    return Attempt(evil)


def folder_becomes_file(world: World) -> Attempt:
    names = world.git("ls-tree", "-r", "--name-only", world.main, f"content/berita/{VICTIM}/").splitlines()
    emptied = world.commit("dewi", {name.removeprefix("content/"): None for name in names}, key="dewi")
    return Attempt(world.commit("budi", {f"berita/{VICTIM}": "x"}, parents=[emptied]), old=emptied)


def unit_becomes_link(world: World) -> Attempt:
    names = world.git("ls-tree", "-r", "--name-only", world.main, f"content/berita/{OWN}/").splitlines()
    gone: dict[str | bytes, object] = {name.removeprefix("content/"): None for name in names}
    emptied = world.commit("budi", gone)  # type: ignore[arg-type]
    link = {f"berita/{OWN}": ("120000", VICTIM)}
    return Attempt(world.commit("budi", link, parents=[emptied]))  # type: ignore[arg-type]


def their_branch(world: World) -> str:
    """A story of the other office that waits on a branch, and stands nowhere else."""
    waits = world.commit("sari", {f"{THEIRS}/menunggu.md": story("Menunggu")}, key="sari")
    world.git("update-ref", "refs/heads/kerja-sari", waits)
    return waits


def merged_and_published(world: World) -> Attempt:
    side, waits = old_side(world), their_branch(world)
    tree = world.tree(waits, {f"{MINE}/samping.md": story()})
    return Attempt(world.commit("budi", parents=[side, waits], tree=tree))


def over_their_branch(pusher: str, new: Callable[[World], str]) -> Try:
    def attempt(world: World) -> Attempt:
        waits = their_branch(world)
        return Attempt(new(world), pusher, "refs/heads/kerja-sari", waits)

    return attempt


ATTEMPTS: dict[str, Try] = {
    # Another office's files.
    "a new story": writes({f"{THEIRS}/baru.md": story()}),
    "a change of a story": writes({f"{THEIRS}/loket.md": story("Lain")}),
    "a deletion": writes({f"{THEIRS}/loket.md": None}),
    "a rename in their folder": writes({f"{THEIRS}/loket.md": None, f"{THEIRS}/nama.md": story("Berita loket")}),
    "a move into one's own folder": writes({f"{THEIRS}/loket.md": None, f"{MINE}/nama.md": story("Berita loket")}),
    "a move out of one's own folder": writes({f"{MINE}/loket.md": None, f"{THEIRS}/nama.md": story("Berita loket")}),
    "a photo in their folder": writes({f"{THEIRS}/foto.jpg": b"jpeg"}),
    "a change of their photo": writes({f"{THEIRS}/loket.jpg": b"lain"}),
    "their profile": writes({f"unit/{VICTIM}/profil.toml": 'summary = "Lain"\n'}),
    "a standing page of theirs": writes({f"unit/{VICTIM}/layanan.md": story()}),
    "their folder nested in their kanwil's": writes({f"berita/{CENTRE}/{VICTIM}/2024/baru.md": story()}),
    "their folder nested in one's own": writes({f"berita/{OWN}/{VICTIM}/2024/baru.md": story()}),
    "one's own name below their year": writes({f"{THEIRS}/{OWN}/foto.jpg": b"jpeg"}),
    "a file beside their years": writes({f"berita/{VICTIM}/catatan.csv": "a,b\n"}),
    "the kanwil above": writes({f"berita/{CENTRE}/2024/baru.md": story()}),
    "one good file and one bad": writes({f"{MINE}/baru.md": story(), f"{THEIRS}/baru.md": story()}),
    "a unit that is not registered": writes({"berita/kanim-baru/2024/baru.md": story()}),
    "their folder in capitals": writes({"berita/Lapas-Bukit-Hijau/2024/baru.md": story()}),
    "their folder with a look-alike letter": writes({"berita/lapas-bukit-hijаu/2024/baru.md": story()}),
    "a file in place of their folder": folder_becomes_file,
    # What the public has seen, of one's own office and by whoever may write it.
    "a story that vanishes": writes({f"{MINE}/loket.md": None}),
    "a story that vanishes, by the centre": writes({f"{MINE}/loket.md": None}, who="dewi"),
    "a withdrawal that vanishes": writes({f"{THEIRS}/ditarik.md": None}, who="sari"),
    "a new name without a way to it": writes({f"{MINE}/loket.md": None, f"{MINE}/nama.md": story("Berita loket")}),
    "a way to a name that is not out": writes(
        {f"{MINE}/loket.md": None, f"{MINE}/nama.md": story(moved_from=f"[{OWN}/2024/loket]", status="draft")}
    ),
    "a story that is a draft again": writes({f"{MINE}/loket.md": story("Berita loket", status="draft")}),
    "a story that is still to come again": writes(
        {f"{MINE}/loket.md": story("Berita loket", embargo_until="2024-11-20 12.01 WIB")}
    ),
    # Roles that do not reach so far.
    "a writer of the kanwil for its UPT": writes({f"{MINE}/baru.md": story()}, who="joko"),
    "an editor of another kanwil": writes({f"{THEIRS}/baru.md": story()}, who="wati"),
    "an editor of the kanwil that a unit has left": writes(
        {"berita/rupbasan-pulau-fajar/2024/baru.md": story()}, who="wati"
    ),
    "an editor for the ministry above": writes({"berita/kementerian-samudra/2024/baru.md": story()}, who="rina"),
    "an emergency that edits": writes({f"{THEIRS}/loket.md": story("Berita loket", "Isi lain.")}, who="tono"),
    "an emergency that edits as it withdraws": writes(
        {f"{THEIRS}/loket.md": story("Judul lain", withdrawn="{date: 2024-11-20, kind: pencabutan, reason: Keliru.}")},
        who="tono",
    ),
    "an emergency that takes a withdrawal back": writes({f"{THEIRS}/ditarik.md": story()}, who="tono"),
    "an emergency that deletes": writes({f"{THEIRS}/loket.md": None}, who="tono"),
    "an emergency that writes": writes({f"{THEIRS}/baru.md": story()}, who="tono"),
    # Files that are the centre's.
    "the registry of units": writes({"register/units.csv": "id,name,kind,parent\n"}),
    "a right for oneself": writes({"register/contributors.csv": "account\n"}),
    "a right for oneself, and its use": rights_and_use,
    "a line for a move": writes({"register/moves.csv": f"from,to\n{VICTIM}/2024/loket,{OWN}/2024/loket\n"}),
    "a page of the newsroom": writes({"halaman/tentang.md": story("Lain")}),
    "the program": writes({"/plugins/units/paths.py": "x = 1\n"}),
    "the settings": writes({"/pelicanconf.py": "x = 1\n"}),
    "a workflow": writes({"/.github/workflows/terbit.yml": "on: push\n"}),
    "attributes of the repository": writes({"/.gitattributes": "* filter=x\n"}),
    "attributes in one's own folder": writes({f"berita/{OWN}/.gitattributes": "* filter=x\n"}),
    "an unknown place in the content": writes({"lain/baru.md": story()}),
    # Things that are no plain files, and names that are two.
    "a link to their story": writes({f"{MINE}/tautan.md": ("120000", f"../../{VICTIM}/2024/loket.md")}),
    "a link in place of one's own folder": unit_becomes_link,
    "a submodule": writes({f"{MINE}/modul": ("160000", "1" * 40)}),
    "a program in one's own folder": writes({f"{MINE}/loket.md": ("100755", story())}),
    "a twin in case": writes({f"{MINE}/Loket.jpg": b"lain"}),
    "a backslash": writes({f"{MINE}/..\\..\\{VICTIM}\\2024\\loket.md": story()}),
    "a device of Windows": writes({f"{MINE}/aux.jpg": b"jpeg"}),
    "a dot at the end": writes({f"{MINE}/loket.jpg.": b"jpeg"}),
    "a decomposed accent": writes({f"{MINE}/kafe\u0301.jpg": b"jpeg"}),
    "a name that is no UTF-8": writes({f"{MINE}/kaf".encode() + b"\xe9.jpg": b"jpeg"}),
    "a mark that turns the writing round": writes({f"{MINE}/foto\u202egpj.exe": b"jpeg"}),
    # Who it was.
    "another's name as author": writes({f"{MINE}/baru.md": story()}, author="sari"),
    "another's name as committer": writes({f"{MINE}/baru.md": story()}, committer="sari"),
    "another's name as both": lambda world: Attempt(world.commit("sari", {f"{THEIRS}/baru.md": story()})),
    "another's name over one's own key": lambda world: signed_story(world, "budi"),
    "the key of a stranger": lambda world: signed_story(world, "asing"),
    "another's signature": stolen_signature,
    "two authors": lambda world: raw_commit(
        world,
        "author budi <budi@samudra.example> 1 +0000\nauthor sari <sari@samudra.example> 1 +0000\n"
        "committer budi <budi@samudra.example> 1 +0000",
    ),
    "two addresses in one": lambda world: raw_commit(
        world,
        "author x <sari@samudra.example> <budi@samudra.example> 1 +0000\ncommitter budi <budi@samudra.example> 1 +0000",
    ),
    "no signature and nobody named": lambda world: Attempt(world.commit("sari", {f"{THEIRS}/baru.md": story()}), ""),
    "a pusher that nobody knows": lambda world: Attempt(world.commit("asing", {f"{MINE}/baru.md": story()}), "asing"),
    "rights that have ended": writes({f"{MINE}/baru.md": story()}, who="lama"),
    "rights that have not begun": writes({f"{MINE}/baru.md": story()}, who="nanti"),
    "the key of one whose rights have ended": lambda world: Attempt(
        world.commit("lama", {f"{MINE}/baru.md": story()}, key="lama"), "budi"
    ),
    # Histories.
    "a wrong commit that the next undoes": written_and_undone,
    "an edit within a merge": evil_merge,
    "a merge that keeps the old": merge_that_keeps_the_old,
    "the same, parents turned round": merge_that_keeps_the_old_turned_round,
    "a merge that drops their story": merge_that_drops_a_story,
    "a merge that takes an elder version": merge_that_takes_an_elder_version,
    "a merge that undoes what is in the push": merge_that_undoes_within_the_push,
    "a merge of three": octopus,
    "a merge of what is not related": unrelated,
    "a commit of a fork that the server keeps": from_a_fork,
    "a replaced object": a_replaced_object,
    # Ways around the branch.
    "a branch of one's own": lambda world: Attempt(
        world.commit("budi", {f"{THEIRS}/baru.md": story()}), ref="refs/heads/cabang"
    ),
    "a tag": by_a_tag,
    "a replacement": by_a_replacement,
    "the history anew": lambda world: Attempt(world.commit("budi", {f"{MINE}/baru.md": story()}, parents=())),
    "the branch gone": lambda world: Attempt(NONE),
    "the branch gone, by the centre": lambda world: Attempt(NONE, "dewi"),
    "the branch of another office published": lambda world: Attempt(their_branch(world), "budi"),
    "the branch of another office merged and published": merged_and_published,
    "another office's signed commit published": lambda world: signed_story(world, "sari", pusher="budi"),
    "the branch of another office gone": over_their_branch("budi", lambda world: NONE),
    "the branch of another office written anew": over_their_branch(
        "budi", lambda world: world.commit("budi", {f"{MINE}/baru.md": story()})
    ),
    "the same, by a signature": over_their_branch(
        "", lambda world: world.commit("budi", {f"{MINE}/baru.md": story()}, key="budi")
    ),
    "the branch of another office set back": over_their_branch("budi", lambda world: world.main),
    "the branch of another office set back, by nobody": over_their_branch("", lambda world: world.main),
    "another's branch gone, by nobody": lambda world: Attempt(NONE, "", "refs/heads/cabang", world.main),
}

# For what each is refused; those that are not named here because the file is another's.
REASONS: dict[str, tuple[str, ...]] = {
    "file-central": (
        "their folder nested in one's own",
        "a unit that is not registered",
        "their folder in capitals",
        "their folder with a look-alike letter",
        "a file in place of their folder",
        "the registry of units",
        "a right for oneself",
        "a right for oneself, and its use",
        "a line for a move",
        "a page of the newsroom",
        "the program",
        "the settings",
        "a workflow",
        "attributes of the repository",
        "attributes in one's own folder",
        "an unknown place in the content",
    ),
    "file-only-withdrawal": tuple(name for name in ATTEMPTS if name.startswith("an emergency")),
    "story-gone": (
        "a story that vanishes",
        "a story that vanishes, by the centre",
        "a withdrawal that vanishes",
        "a new name without a way to it",
        "a way to a name that is not out",
    ),
    "story-hidden": ("a story that is a draft again", "a story that is still to come again"),
    "file-not-plain": (
        "a link to their story",
        "a link in place of one's own folder",
        "a submodule",
        "a program in one's own folder",
    ),
    "file-case-twin": ("a twin in case",),
    "file-bad-name": (
        "a backslash",
        "a device of Windows",
        "a dot at the end",
        "a decomposed accent",
        "a name that is no UTF-8",
        "a mark that turns the writing round",
    ),
    "commit-forged": (
        "another's name as author",
        "another's name as committer",
        "another's name as both",
        "another's name over one's own key",
        "a commit of a fork that the server keeps",
    ),
    "commit-unknown-identity": (
        "the key of a stranger",
        "a pusher that nobody knows",
        "rights that have ended",
        "rights that have not begun",
        "the key of one whose rights have ended",
    ),
    "commit-bad-signature": ("another's signature",),
    "commit-malformed": ("two authors", "two addresses in one"),
    "commit-unsigned": ("no signature and nobody named",),
    "commit-many-parents": ("a merge of three",),
    "commit-unrelated": ("a merge of what is not related",),
    "push-ref-not-allowed": ("a tag", "a replacement"),
    "push-main-rewritten": ("the history anew",),
    "push-main-gone": ("the branch gone", "the branch gone, by the centre"),
    "push-deletion-not-allowed": (
        "another's branch gone, by nobody",
        "the branch of another office set back, by nobody",
    ),
    "push-releases-others": (
        "the branch of another office published",
        "the branch of another office merged and published",
        "another office's signed commit published",
    ),
    "push-loses-work": (
        "the branch of another office gone",
        "the branch of another office written anew",
        "the same, by a signature",
        "the branch of another office set back",
    ),
}


@pytest.mark.parametrize("name", ATTEMPTS)
def test_an_attempt_to_write_for_others_is_refused(name: str, shared: World) -> None:
    attempt = ATTEMPTS[name](shared)
    try:
        verdict = shared.judge(attempt.new, attempt.pusher, attempt.ref, attempt.old)
    finally:
        for ref in ("refs/merge-requests", "refs/replace", "refs/heads/kerja-sari"):
            for found in shared.git("for-each-ref", "--format=%(refname)", ref).splitlines():
                shared.git("update-ref", "-d", found)
    reason = next((code for code, names in REASONS.items() if name in names), "file-not-yours")
    assert reason in {refusal.problem.code for refusal in verdict.refusals}
    assert not verdict.noted
    assert all(refusal.problem.action for refusal in verdict.refusals)


def test_there_are_at_least_forty() -> None:
    assert len(ATTEMPTS) >= 40
    assert {name for names in REASONS.values() for name in names} <= ATTEMPTS.keys()
