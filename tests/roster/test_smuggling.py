"""What is not what it seems: commits, trees and histories that git and the hook might read in two ways.

One named case each, and the rule that refuses it.
"""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Mapping, Sequence

import pytest

from plugins.roster.git import Failed, Repository
from plugins.roster.judging import House
from plugins.roster.pushes import judge_push
from plugins.roster.refs import Push
from tests.roster.world import CENTRE, DAY, NONE, NOON, OWN, VICTIM, World, story

MINE, THEIRS = f"berita/{OWN}/2024", f"berita/{VICTIM}/2024"
BUDI = "budi <budi@samudra.example> 1 +0000"
WITHDRAWN = "{date: 2024-11-20, kind: pencabutan, reason: Keliru.}"
PRIVATE = WITHDRAWN.replace("pencabutan", "privasi")


def raw(world: World, text: str) -> str:
    """A commit object as an attacker likes it."""
    return world.git("hash-object", "-t", "commit", "-w", "--stdin", "--literally", asked=text.encode())


def evil(world: World) -> str:
    """What budi would have in the other office's folder: a commit that nobody pushes."""
    return world.commit("budi", {f"{THEIRS}/loket.md": story("Disusupkan")})


def unseen_parent(world: World, head: str) -> str:
    """A commit that has the evil one's files; `head` is what follows its tree and its first parent."""
    second = evil(world)
    tree = world.tree(second, {})
    return raw(world, f"tree {tree}\nparent {world.main}\n{head.format(second=second)}\n\nberita\n")


def ssh_signed(world: World, key: str, namespace: str, header: str, who: str = "budi") -> str:
    """A commit whose signature is made by ssh-keygen itself."""
    tree = world.tree(world.main, {f"{MINE}/baru.md": story()})
    person = f"{who} <{who}@samudra.example> 1 +0000"
    head = f"tree {tree}\nparent {world.main}\nauthor {person}\ncommitter {person}"
    command = ["ssh-keygen", "-q", "-Y", "sign", "-n", namespace, "-f", str(world.keys.folder / key)]
    text = f"{head}\n\nberita\n".encode()
    signature = subprocess.run(command, input=text, capture_output=True, check=True).stdout.decode().strip()
    return raw(world, f"{head}\n{header} " + signature.replace("\n", "\n ") + "\n\nberita\n")


def tree_of(world: World, entries: Sequence[tuple[str, str, str]]) -> str:
    """A tree object of (mode, name, id), in that order, whatever they are."""
    data = b"".join(f"{mode} {name}".encode() + b"\0" + bytes.fromhex(held) for mode, name, held in entries)
    return world.git("hash-object", "-t", "tree", "-w", "--stdin", "--literally", asked=data)


def entries(world: World, tree: str) -> list[tuple[str, str, str]]:
    found = []
    for line in world.git("ls-tree", tree).splitlines():
        facts, _, name = line.partition("\t")
        mode, _, held = facts.split(" ")
        found.append((mode.lstrip("0"), name, held))
    return found


def with_tree(world: World, path: str, tree: str, base: str = "") -> str:
    """The tree of main (or `base`) with another below a path."""
    base = base or f"{world.main}^{{tree}}"
    name, _, rest = path.partition("/")
    kept = {found[1]: found for found in entries(world, base)} if base != NONE else {}
    below = kept[name][2] if name in kept else NONE
    kept[name] = ("40000", name, with_tree(world, rest, tree, below) if rest else tree)
    return tree_of(world, [kept[key] for key in sorted(kept, key=lambda key: key + "/" * (kept[key][0] == "40000"))])


def one_name_twice(world: World, *, evil_first: bool) -> str:
    blob = world.git("hash-object", "-w", "--stdin", asked=story("Disusupkan").encode())
    twice = []
    for entry in entries(world, f"{world.main}:content/{MINE}"):
        both = [("100644", entry[1], blob), entry][:: 1 if evil_first else -1]
        twice += both if entry[1] == "loket.md" else [entry]
    return world.commit("budi", tree=with_tree(world, f"content/{MINE}", tree_of(world, twice)))


def entry(world: World, name: str) -> str:
    """A file of this name in a new folder of budi's: git would not let it into an index."""
    blob = world.git("hash-object", "-w", "--stdin", asked=story().encode())
    held = tree_of(world, [("100644", name, blob)])
    return world.commit("budi", tree=with_tree(world, f"content/berita/{OWN}/2099", held))


def old_choice_over_crossed_lines(world: World) -> str:
    """The other office's second version is dropped where two lines that merged each other meet."""
    first = world.commit("sari", {f"{THEIRS}/loket.md": story("Satu")}, key="sari")
    side = world.commit("budi", {f"{MINE}/baru.md": story()}, key="budi")
    left = world.commit("budi", parents=[side, first], tree=world.tree(first, {f"{MINE}/baru.md": story()}), key="budi")
    second = world.commit("sari", {f"{THEIRS}/loket.md": story("Dua")}, parents=[first], key="sari")
    tree = world.tree(second, {f"{MINE}/baru.md": story()})
    right = world.commit("sari", parents=[second, side], tree=tree, key="sari")
    return world.commit("budi", parents=[left, right], tree=world.tree(left, {}), key="budi")


SMUGGLED: dict[str, tuple[Callable[[World], str], str]] = {
    "a parent behind the committer, which git does not see": (
        lambda world: unseen_parent(world, f"author {BUDI}\ncommitter {BUDI}\nparent {{second}}"),
        "commit-malformed",
    ),
    "a parent behind the author": (
        lambda world: unseen_parent(world, f"author {BUDI}\nparent {{second}}\ncommitter {BUDI}"),
        "commit-malformed",
    ),
    "a parent behind a header of no meaning": (
        lambda world: unseen_parent(world, f"author {BUDI}\ncommitter {BUDI}\nx y\nparent {{second}}"),
        "commit-malformed",
    ),
    "a parent on a line that goes on": (
        lambda world: unseen_parent(world, f" x\nparent {{second}}\nauthor {BUDI}\ncommitter {BUDI}"),
        "commit-malformed",
    ),
    "a tag in the place of a parent": (
        lambda world: unseen_parent(
            world, f"author {BUDI}\ncommitter {BUDI}\nmergetag object {{second}}\n type commit\n tag x"
        ),
        "file-not-yours",
    ),
    "an address in another encoding": (
        lambda world: unseen_parent(
            world, f"author sari <sari+AEA-samudra.example> 1 +0000\ncommitter {BUDI}\nencoding UTF-7"
        ),
        "commit-forged",
    ),
    "a signature that was made for a file": (
        lambda world: ssh_signed(world, "budi", "file", "gpgsig"),
        "commit-bad-signature",
    ),
    "a signature of another sort of repository": (
        lambda world: ssh_signed(world, "budi", "git", "gpgsig-sha256"),
        "commit-bad-signature",
    ),
    "an ended right, with a date at which it held": (
        lambda world: world.commit("lama", {f"{MINE}/baru.md": story()}, key="lama", when=1_725_000_000),
        "commit-unknown-identity",
    ),
    "a right to come, with a date at which it holds": (
        lambda world: world.commit("nanti", {f"{MINE}/baru.md": story()}, key="nanti", when=1_740_000_000),
        "commit-unknown-identity",
    ),
    "a choice over lines that crossed": (old_choice_over_crossed_lines, "file-not-yours"),
    "a merge of an older commit of main": (
        lambda world: world.commit("budi", parents=[evil(world), world.main], tree=world.tree(world.main, {})),
        "file-not-yours",
    ),
    "one parent twice": (lambda world: raw(world, twice_one_parent(world)), "commit-malformed"),
    "a name with a way out of the folder": (lambda world: entry(world, f"../../{VICTIM}/2024/b.md"), "file-bad-name"),
    "git's own folder in capitals": (lambda world: entry(world, ".GIT"), "file-central"),
    "git's own folder with an unseen letter": (lambda world: entry(world, ".g\u200cit"), "file-bad-name"),
    "a stream of git's own folder": (lambda world: entry(world, ".git::$INDEX_ALLOCATION"), "file-bad-name"),
    "digits that are none in a year": (
        lambda world: world.commit("budi", {f"berita/{OWN}/２０２４/baru.md": story()}),
        "place-bad-year",
    ),
    "a dotless letter in their unit": (
        lambda world: world.commit("budi", {"berita/lapas-bukıt-hijau/2024/baru.md": story()}),
        "file-central",
    ),
    "letters that fold to the same": (
        lambda world: world.commit("budi", {f"{MINE}/foto-İ.jpg": b"a", f"{MINE}/foto-i\u0307.jpg": b"b"}),
        "file-case-twin",
    ),
    "a folder that is another's twin": (
        lambda world: world.commit("budi", {f"{MINE}/Foto/a.jpg": b"a", f"{MINE}/foto/b.jpg": b"b"}),
        "file-case-twin",
    ),
    "a path of 500 characters": (
        lambda world: world.commit("budi", {f"{MINE}/{'a/' * 220}b.jpg": b"x"}),
        "file-bad-name",
    ),
}


def twice_one_parent(world: World) -> str:
    tree = world.tree(evil(world), {})
    return f"tree {tree}\nparent {world.main}\nparent {world.main}\nauthor {BUDI}\ncommitter {BUDI}\n\nberita\n"


@pytest.mark.parametrize("name", SMUGGLED)
def test_what_is_not_what_it_seems_is_refused(name: str, shared: World) -> None:
    make, code = SMUGGLED[name]
    named = "" if "signature" in name or "right" in name else "budi"
    assert code in {refusal.problem.code for refusal in shared.judge(make(shared), named).refusals}


@pytest.mark.parametrize("evil_first", [True, False])
def test_a_name_that_stands_twice_in_a_folder_is_never_taken(shared: World, evil_first: bool) -> None:
    """Each reader of it would see another file: the rules one, and the public the other."""
    try:
        verdict = shared.judge(one_name_twice(shared, evil_first=evil_first), "budi")
    except Failed as error:
        assert "dua kali" in str(error)
    else:
        assert "file-case-twin" in {refusal.problem.code for refusal in verdict.refusals}


def told(world: World, pushes: Sequence[Push], who: str = "budi") -> list[str]:
    verdict = judge_push(Repository(world.folder), pushes, House(DAY, pusher=f"server:{who}", at=NOON))
    return [refusal.problem.code for refusal in verdict.refusals]


def test_two_branches_that_go_together_do_not_vouch_for_each_other(server: World) -> None:
    theirs = server.commit("sari", {f"{THEIRS}/draf.md": story(status="draft")}, key="sari")
    for name in ("satu", "dua", "tiga"):
        server.git("update-ref", f"refs/heads/{name}", theirs)
    gone = [Push(theirs, NONE, f"refs/heads/{name}") for name in ("satu", "dua", "tiga")]
    assert told(server, gone[:2]) == [], "the third still has it"
    assert told(server, gone) == ["push-loses-work"] * 3
    kept = [*gone, Push(NONE, theirs, "refs/heads/satu/baru")]
    assert told(server, kept) == ["push-loses-work"] * 3, "git may refuse one of several, as where a name is in the way"
    ahead = server.commit("sari", {f"{THEIRS}/lain.md": story(status="draft")}, parents=[theirs], key="sari")
    assert told(server, [*gone[:2], Push(theirs, ahead, "refs/heads/tiga")], "budi") == [], "it stays on the third"
    set_back = [*gone[:2], Push(theirs, server.main, "refs/heads/tiga")]
    assert told(server, set_back) == ["push-loses-work"] * 3
    assert told(server, gone, "sari") == []


def after(world: World, keys: Mapping[str, str], later: Mapping[str, str], who: str = "tono") -> list[str]:
    """What is said where a story of the other office stands with `keys`, and comes with `later`."""
    old = world.commit("sari", {f"{THEIRS}/loket.md": story("Berita loket", **keys)}, key="sari")
    new = world.commit(who, {f"{THEIRS}/loket.md": story("Berita loket", **later)}, parents=[old])
    verdict = world.judge(new, who, old=old)
    return [one.problem.code for one in verdict.refusals if one.commit == new]


def test_an_emergency_neither_makes_an_end_later_nor_shows_again_what_privacy_hid(shared: World) -> None:
    assert after(shared, {"withdrawn": PRIVATE}, {"withdrawn": WITHDRAWN}) == ["file-only-withdrawal"]
    assert after(shared, {"withdrawn": WITHDRAWN}, {"withdrawn": PRIVATE}) == []
    assert after(shared, {"expires": "2024-11-19"}, {"expires": "2099-01-01"}) == ["file-only-withdrawal"]
    assert after(shared, {"expires": "2024-11-19"}, {"expires": "besok"}) == ["file-only-withdrawal"]
    assert after(shared, {"expires": "2024-12-19"}, {"expires": "2024-11-20 09.00"}) == []


def test_a_status_is_read_as_the_build_reads_it(shared: World) -> None:
    path = f"{MINE}/spasi.md"
    old = shared.commit("budi", {path: story(status='" published "')})
    new = shared.commit("budi", {path: None}, parents=[old])
    shared.git("update-ref", "refs/heads/lama", old)
    try:
        assert [r.problem.code for r in shared.judge(new, "budi", old=old).refusals] == ["story-gone"]
    finally:
        shared.git("update-ref", "-d", "refs/heads/lama")


def test_a_story_leads_on_to_another_office_only_where_the_centre_has_entered_it(shared: World) -> None:
    """The build follows no other move, and the public would find nothing at either address."""
    old, new = f"{OWN}/2024/loket", f"{CENTRE}/2024/dari-kanim"
    files = {f"berita/{old}.md": None, f"berita/{new}.md": story("Berita loket", moved_from=f"[{old}]")}
    moved = shared.commit("rina", files, key="rina")
    assert [r.problem.code for r in shared.judge(moved, "rina").refusals] == ["story-gone"]
    entered = shared.commit("dewi", {"register/moves.csv": f"from,to\n{old},{new}\n"}, key="dewi")
    moved = shared.commit("rina", files, parents=[entered], key="rina")
    assert shared.judge(moved, "dewi").refusals == ()


def test_a_commit_without_a_signature_may_no_more_later_than_its_login(server: World) -> None:
    """On a branch it was let in by the login; the account's key may more, and never said a word to it."""
    row = f"dewi,ssh:{server.keys.public('dewi')},dewi@samudra.example,,pusat,,"
    login = f"dewi,server:dewi,dewi@samudra.example,{OWN},penyunting,,"
    rows = [
        line
        for line in server.keys.register(row, login).splitlines()
        if "server:dewi,dewi@samudra.example,," not in line
    ]
    main = server.commit("dewi", {"register/contributors.csv": "\n".join(rows) + "\n"}, key="dewi")
    server.git("update-ref", "refs/heads/main", main)
    rilis = story(kind="siaran-pers")
    made = server.commit(
        "dewi", {f"{MINE}/rilis.md": rilis}, parents=[main], message="x\n\nBypass: gempa di kota sebelah"
    )
    server.git("update-ref", "refs/heads/kerja", made)
    house = House(DAY, pusher="server:dewi", at=NOON, second=frozenset({"siaran-pers"}))
    verdict = judge_push(Repository(server.folder), [Push(main, made, "refs/heads/main")], house)
    assert [refusal.problem.code for refusal in verdict.refusals] == ["story-second-person"]
    assert not verdict.noted


def test_a_branch_that_only_names_another_takes_nothing(server: World) -> None:
    """What is pushed there would stand on the published branch, judged as on any other."""
    server.git("symbolic-ref", "refs/heads/terbit", "refs/heads/main")
    vanishing = server.commit("budi", {f"{MINE}/loket.md": None})
    assert told(server, [Push(server.main, vanishing, "refs/heads/terbit")]) == ["push-ref-not-allowed"]
    assert told(server, [Push(server.main, NONE, "refs/heads/terbit")]) == ["push-ref-not-allowed"]
