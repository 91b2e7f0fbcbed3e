"""Rules of the pure parts, for whatever is given to them."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.problems import Problem
from plugins.roster import commits, fronts
from plugins.roster.changes import GONE, PLAIN, Base, Change, of_merge, parse
from plugins.roster.git import told_by
from plugins.roster.paths import CENTRE, owner, unsound
from plugins.roster.rights import Ground, judge
from plugins.roster.rows import AUTHOR, EDITOR, Grant
from tests.factory import registry
from tests.roster.world import DAY, OWN, VICTIM, story

GROUND = Ground(registry(), DAY)
UNITS = sorted(registry().units)
PARTS = st.sampled_from(
    [*UNITS, "berita", "unit", "2024", "x.md", "x.jpg", "profil.toml", ".git", "register", "X", "..", ""]
)
PATHS = st.lists(PARTS, min_size=1, max_size=7).map("/".join)
VERSIONS = st.sampled_from(["", "a", "b", "c"])


def grant(unit: str, role: str = AUTHOR) -> Grant:
    return Grant("budi", ("server:budi",), ("budi@samudra.example",), unit, role)


def change(path: str, before: str = "", after: str = "a") -> Change:
    modes = [PLAIN if blob else GONE for blob in (before, after)]
    return Change(path, modes[0], modes[1], before, after)


@given(PATHS, st.sampled_from(UNITS), st.sampled_from([AUTHOR, EDITOR]), st.booleans())
def test_what_is_allowed_lies_in_a_unit_that_the_role_reaches(path: str, unit: str, role: str, gone: bool) -> None:
    asked = change(f"content/{path}", "b" if gone else "", "" if gone else "a")
    if isinstance(judge(asked, [grant(unit, role)], GROUND), Problem):
        return
    theirs = owner(path, registry())
    assert theirs != CENTRE
    assert path.split("/")[0] in ("berita", "unit")
    reached = {unit} if role == AUTHOR else {unit, *(u for u in UNITS if unit in registry().ancestors(u, DAY))}
    assert theirs in reached


@given(PATHS.filter(lambda path: not path.startswith("content/")))
def test_nothing_beside_the_content_is_any_units(path: str) -> None:
    assert isinstance(judge(change(path), [grant(OWN, EDITOR)], GROUND), Problem)


@given(st.dictionaries(st.sampled_from("pqr"), st.tuples(VERSIONS, VERSIONS, VERSIONS), min_size=1))
def test_a_merge_brings_nothing_where_git_would_have_merged_the_same(
    files: dict[str, tuple[str, str, str]],
) -> None:
    """By path the version of the ancestor and of both parents: where one parent alone changed it, that is settled."""
    settled = {}
    for path, (base, first, second) in files.items():
        if base in (first, second) or first == second:
            settled[path] = first if second == base or first == second else second
    for path, (base, first, second) in files.items():
        for result in ("", "a", "b", "c", "d"):
            brought = of_merge(
                {path: change(path, first, result)} if first != result else {},
                {path: change(path, second, result)} if second != result else {},
                [Base({path} if first != base else (), {path} if second != base else ())],
            )
            assert bool(brought) == (settled.get(path) != result and not first == second == result)


def test_where_lines_crossed_nobody_quietly_takes_back_what_an_office_has_restored() -> None:
    """A story that was withdrawn and put back stands as it was before: the ancestors know it in both versions."""
    kept = Change("p", PLAIN, PLAIN, "restored", "withdrawn")
    crossed = [Base(first={"p"}, second=()), Base(first=(), second={"p"})]
    assert of_merge({"p": kept}, {}, crossed) == [kept]
    assert of_merge({}, {"p": kept}, crossed) == [kept]
    assert of_merge({}, {"p": kept}, [Base((), {"p"}), Base({"p"}, {"p"})]) == [kept], "the second was changed"
    assert not of_merge({"p": kept}, {}, [Base((), {"p"}), Base({"p"}, {"p"})])


def test_the_content_may_be_the_repository_itself() -> None:
    whole = Ground(registry(), DAY, content="")
    assert not isinstance(judge(change(f"berita/{OWN}/2024/x.md"), [grant(OWN)], whole), Problem)
    for path in (f"berita/{VICTIM}/2024/x.md", "register/units.csv", "README.md", f"content/berita/{OWN}/2024/x.md"):
        assert isinstance(judge(change(path), [grant(OWN)], whole), Problem)


def test_the_answers_of_git_are_taken_apart() -> None:
    zero, one = "0" * 40, "1" * 40
    told = [
        "c1",
        f":000000 100644 {zero} {one} A",
        "content/a\nb.md",
        "c2",
        "c3",
        f":100644 000000 {one} {zero} D",
        "x",
    ]
    found = list(parse(text.encode() for text in told))
    assert [(commit, sorted(changes)) for commit, changes in found] == [
        ("c1", ["content/a\nb.md"]),
        ("c2", []),
        ("c3", ["x"]),
    ]
    assert found[0][1]["content/a\nb.md"].is_new
    assert found[2][1]["x"].is_gone


COMMIT = (
    f"tree {'a' * 40}\nparent {'b' * 40}\nauthor Budi <Budi@samudra.example> 1732000000 +0700\n"
    "committer Budi <budi@samudra.example> 1732000001 +0700\n"
)


def test_a_commit_is_read() -> None:
    signature = "gpgsig -----BEGIN SSH SIGNATURE-----\n author x <y> 1 +0000\n -----END\n"
    signed = f"{COMMIT}{signature}\nJudul\n\nReviewed: a/2024/b\n"
    read = commits.parse("c", signed.encode())
    assert (read.author, read.committer, read.committed) == ("budi@samudra.example", "budi@samudra.example", 1732000001)
    assert read.signed
    assert read.told("Reviewed") == ("a/2024/b",)


@pytest.mark.parametrize(
    "text",
    [
        "",
        COMMIT.replace("tree", "tre"),
        COMMIT.replace("author", "tagger"),
        COMMIT.replace("<Budi@samudra.example>", "<Budi@samudra.example> <x@y>"),
        COMMIT.replace("<Budi@samudra.example>", "<Budi @samudra.example>"),
        COMMIT.replace("1732000000", "besok"),
        COMMIT + f"tree {'a' * 40}\n",
        COMMIT + "gpgsig a\ngpgsig b\n",
        COMMIT.replace("parent", f"parent {'b' * 40}\nparent"),
    ],
)
def test_what_git_would_have_to_guess_is_no_commit(text: str) -> None:
    with pytest.raises(commits.Malformed):
        commits.parse("c", f"{text}\npesan\n".encode())


@pytest.mark.parametrize(
    ("told", "identity"),
    [
        (("G", "SHA256:abc", ""), "ssh:SHA256:abc"),
        (("U", "SHA256:abc", ""), "ssh:SHA256:abc"),
        (("G", "B" * 40, "A" * 40), f"gpg:{'A' * 40}"),
        *((("BXYREN"[n], "SHA256:abc", ""), "") for n in range(6)),
        *((("BXYREN"[n], "B" * 40, "A" * 40), "") for n in range(6)),
        (("G", "", ""), ""),
    ],
)
def test_a_fingerprint_counts_only_with_a_good_signature(told: tuple[str, str, str], identity: str) -> None:
    assert told_by(*told).identity == identity


@pytest.mark.parametrize(
    ("name", "sound"),
    [
        ("Foto.JPG", True),
        ("kafé.jpg", True),
        ("kafe\u0301.jpg", False),
        ("a:b.jpg", False),
        ("con", False),
        ("CON.jpg", False),
        ("console.jpg", True),
        ("a. ", False),
        ("a\n.jpg", False),
        ("\udce9.jpg", False),
        ("loket\ufe0f.jpg", False),
        ("loket\u3164.jpg", False),
        ("GIT~1", False),
        ("COM\u00b9.jpg", False),
        ("conin$.jpg", False),
        (".gitmodules", True),
        ("foto~1.jpg", True),
        ("x" * 256, False),
        ("é" * 120, True),
        ("é" * 128, False),
    ],
)
def test_a_name_that_some_computer_cannot_hold(name: str, sound: bool) -> None:
    assert (unsound(f"content/berita/{OWN}/2024/{name}") == "") is sound


WITHDRAWN = "{date: 2024-11-20, kind: pencabutan, reason: Keliru.}"


@pytest.mark.parametrize(
    ("after", "is_one"),
    [
        (story(withdrawn=WITHDRAWN, kind="siaran-pers"), True),
        (story(body="", withdrawn=WITHDRAWN, kind="siaran-pers"), True),
        (story(expires="2024-11-20", kind="siaran-pers"), True),
        (story(title='""', body="", withdrawn=WITHDRAWN, kind="siaran-pers"), True),
        (story(kind="siaran-pers"), False),
        (story(body="", expires="2024-11-20", kind="siaran-pers"), False),
        (story(body="Lain.", withdrawn=WITHDRAWN, kind="siaran-pers"), False),
        (story("Lain", withdrawn=WITHDRAWN, kind="siaran-pers"), False),
        (story(withdrawn=WITHDRAWN), False),
        (story(withdrawn=WITHDRAWN, kind="siaran-pers", units="[dewan-angin]"), False),
        (story(withdrawn="", kind="siaran-pers"), False),
        ("bukan berita", False),
    ],
)
def test_a_withdrawal_sets_what_withdraws_and_writes_nothing_anew(after: str, is_one: bool) -> None:
    before = fronts.read(story(kind="siaran-pers").encode())
    assert fronts.withdraws(before, fronts.read(after.encode())) is is_one


def test_neither_withdrawal_nor_end_can_be_taken_back() -> None:
    for key, value in (("withdrawn", WITHDRAWN), ("expires", "2024-11-20")):
        before = fronts.read(story(**{key: value}).encode())
        assert not fronts.withdraws(before, fronts.read(story().encode()))


def test_a_story_of_a_unit_that_closed_is_still_its_kanwils() -> None:
    path = change("content/berita/rupbasan-pulau-fajar/2024/x.md")
    assert not isinstance(judge(path, [grant("kanwil-biru", EDITOR)], GROUND), Problem)
    earlier = replace(GROUND, day=DAY.replace(month=6))
    assert isinstance(judge(path, [grant("kanwil-biru", EDITOR)], earlier), Problem), "it came in July"
    assert isinstance(judge(path, [grant(VICTIM)], GROUND), Problem)
