"""What people may do passes; one named case each. And who is the second person for what needs one."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from plugins.roster.git import Repository
from plugins.roster.judging import Noted
from plugins.roster.pushes import Verdict
from tests.roster.world import CENTRE, NONE, OWN, VICTIM, World, story

MINE, THEIRS = f"berita/{OWN}/2024", f"berita/{VICTIM}/2024"
WITHDRAWN = "{date: 2024-11-20 08.00, kind: pencabutan, reason: Keterangan ini keliru.}"

Push = Callable[[World], Verdict]


def writes(files: dict[str, object], who: str = "budi", ref: str = "refs/heads/main", **more: object) -> Push:
    return lambda world: world.judge(world.commit(who, files, **more), who, ref)  # type: ignore[arg-type]


def signed(world: World, pusher: str) -> Verdict:
    return world.judge(world.commit("budi", {f"{MINE}/baru.md": story()}, key="budi"), pusher)


def two_commits(world: World) -> Verdict:
    first = world.commit("budi", {f"{MINE}/baru.md": story()})
    return world.judge(world.commit("budi", {f"{MINE}/baru.md": story("Lebih baik")}, parents=[first]), "budi")


def merge_of_main(world: World) -> Verdict:
    """Main goes on while a branch is written, and is merged into it: other offices' news come along."""
    side = world.commit("budi", {f"{MINE}/baru.md": story()}, key="budi")
    files = {f"{THEIRS}/loket.md": story("Lain"), f"{THEIRS}/antrean.md": None, f"{THEIRS}/baru.md": story()}
    main = world.commit("sari", files, key="sari")
    tree = world.tree(main, {f"{MINE}/baru.md": story()})
    return world.judge(world.commit("budi", parents=[side, main], tree=tree, key="budi"), old=main)


def merge_with_own_conflict(world: World) -> Verdict:
    side = world.commit("budi", {f"{MINE}/loket.md": story("Satu")}, key="budi")
    main = world.commit("adi", {f"{MINE}/loket.md": story("Dua")}, key="adi")
    tree = world.tree(main, {f"{MINE}/loket.md": story("Satu dan dua")})
    return world.judge(world.commit("budi", parents=[side, main], tree=tree), "budi", old=main)


def merge_by_an_editor(world: World) -> Verdict:
    side = world.commit("budi", {f"{MINE}/baru.md": story()}, key="budi")
    tree = world.tree(side, {})
    return world.judge(world.commit("rina", parents=[world.main, side], tree=tree), "rina")


def criss_cross(world: World) -> Verdict:
    """Two lines that merged each other have two common ancestors; what only one changed since stays settled."""
    mine = world.commit("budi", {f"{MINE}/baru.md": story("Satu")}, key="budi")
    theirs = world.commit("sari", {f"{THEIRS}/baru.md": story("Satu")}, key="sari")
    both = world.tree(mine, {f"{THEIRS}/baru.md": story("Satu")})
    left = world.commit("budi", parents=[mine, theirs], tree=both, key="budi")
    right = world.commit("sari", parents=[theirs, mine], tree=both, key="sari")
    later = world.commit("sari", {f"{THEIRS}/baru.md": story("Dua")}, parents=[right], key="sari")
    tree = world.tree(later, {})
    return world.judge(world.commit("budi", parents=[left, later], tree=tree, key="budi"))


def from_a_branch(world: World) -> Verdict:
    """Commits without a signature that stand on a branch were judged as they came; an editor takes them over."""
    side = world.commit("budi", {f"{MINE}/baru.md": story()})
    assert not world.judge(side, "budi", "refs/heads/kerja").refusals
    world.git("update-ref", "refs/heads/kerja", side)
    try:
        return world.judge(side, "rina")
    finally:
        world.git("update-ref", "-d", "refs/heads/kerja")


def without(world: World, **keys: str) -> Verdict:
    """A story that nobody could read yet is deleted."""
    old = world.commit("budi", {f"{MINE}/nanti.md": story(**keys)}, key="budi")
    return world.judge(world.commit("budi", {f"{MINE}/nanti.md": None}, parents=[old]), "budi", old=old)


def on_a_branch(world: World, writer: str, pusher: str) -> Verdict:
    """A branch with work of an office that stands nowhere else; it is written anew by a writer, or deleted."""
    waits = world.commit("budi", {f"{MINE}/menunggu.md": story("Menunggu")}, key="budi")
    world.git("update-ref", "refs/heads/kerja-budi", waits)
    new = world.commit(writer, {f"{MINE}/lebih-baik.md": story()}, key=writer) if writer else NONE
    try:
        return world.judge(new, pusher, "refs/heads/kerja-budi", waits)
    finally:
        world.git("update-ref", "-d", "refs/heads/kerja-budi")


ALLOWED: dict[str, Push] = {
    "a new story": writes({f"{MINE}/baru.md": story()}),
    "a change": writes({f"{MINE}/loket.md": story("Lain")}),
    "a deletion of what nobody has seen": lambda world: without(world, status="draft"),
    "a deletion of what is still to come": lambda world: without(world, embargo_until="2024-11-20 12.01 WIB"),
    "a rename": writes({f"{MINE}/antrean.md": None, f"{MINE}/nama.md": story(moved_from=f"[{OWN}/2024/antrean]")}),
    "a broken file": writes({f"{MINE}/antrean.md": "---\ntitle: [\n---\n"}),
    "a withdrawal that is taken back": writes({f"{THEIRS}/ditarik.md": story()}, who="sari"),
    "a photo": writes({f"{MINE}/foto/antrean.jpg": b"jpeg"}),
    "a photo in capitals": writes({f"{MINE}/ANTREAN.JPG": b"jpeg"}),
    "one's profile": writes({f"unit/{OWN}/profil.toml": 'summary = "Kanim"\n'}),
    "one's standing page": writes({f"unit/{OWN}/layanan.md": story()}),
    "one's folder nested in the kanwil's": writes({f"berita/{CENTRE}/{OWN}/2024/baru.md": story()}),
    "the removal of a link": writes({f"{MINE}/tautan.jpg": None}),
    "a commit without a file": writes({}),
    "two commits": two_commits,
    "an editor for a unit below": writes({f"{THEIRS}/baru.md": story()}, who="rina"),
    "an editor for her own": writes({f"berita/{CENTRE}/2024/baru.md": story()}, who="rina"),
    "an editor for a unit that came": writes({"berita/rupbasan-pulau-fajar/2024/baru.md": story()}, who="rina"),
    "the centre for any unit": writes({f"{THEIRS}/baru.md": story()}, who="dewi"),
    "the centre for the register": writes({"register/moves.csv": "from,to\n"}, who="dewi"),
    "the centre for the program": writes({"/plugins/x.sh": ("100755", "echo\n")}, who="dewi"),
    "the centre for attributes": writes({"/.gitattributes": "*.md text\n"}, who="dewi"),
    "a signature, and nobody named": lambda world: signed(world, ""),
    "a signature, pushed by another": lambda world: signed(world, "rina"),
    "an emergency that withdraws": writes({f"{THEIRS}/loket.md": story("Berita loket", withdrawn=WITHDRAWN)}, "tono"),
    "an emergency that empties": writes({f"{THEIRS}/loket.md": story("Berita loket", "", withdrawn=WITHDRAWN)}, "tono"),
    "an emergency that ends": writes({f"{THEIRS}/loket.md": story("Berita loket", expires="2024-11-20")}, "tono"),
    "a branch": writes({f"{MINE}/baru.md": story()}, ref="refs/heads/kerja"),
    "the end of a branch": lambda world: world.judge(NONE, "budi", "refs/heads/kerja", world.main),
    "one's own branch written anew": lambda world: on_a_branch(world, "budi", "budi"),
    "one's own branch written anew, by a signature": lambda world: on_a_branch(world, "budi", ""),
    "a branch of the office gone": lambda world: on_a_branch(world, "", "adi"),
    "a branch of a unit below gone": lambda world: on_a_branch(world, "", "rina"),
    "any branch gone, by the centre": lambda world: on_a_branch(world, "", "dewi"),
    "a merge of main": merge_of_main,
    "a merge with a conflict of one's own": merge_with_own_conflict,
    "a merge by an editor": merge_by_an_editor,
    "a merge of lines that crossed": criss_cross,
    "a branch that an editor takes over": from_a_branch,
}


@pytest.mark.parametrize("name", ALLOWED)
def test_what_people_may_do_passes(name: str, shared: World) -> None:
    verdict = ALLOWED[name](shared)
    assert not verdict.refusals
    assert [noted.kind for noted in verdict.noted] == (["darurat"] if name.startswith("an emergency") else [])


def test_there_are_at_least_twenty() -> None:
    assert len(ALLOWED) >= 20


RELEASE = f"{MINE}/rilis.md"
REFERENCE = f"{OWN}/2024/rilis"


def release(world: World, who: str = "budi", **keys: str) -> str:
    return world.commit(who, {RELEASE: story(**{"kind": "siaran-pers", **keys})}, key=who)


def judged(world: World, new: str, pusher: str = "", old: str = "") -> Verdict:
    return world.judge(new, pusher, old=old, second=frozenset({"siaran-pers", "urgent"}))


def approves(world: World, who: str, above: str, message: str = f"Setuju\n\nReviewed: {REFERENCE}") -> str:
    return world.commit(who, parents=[above], message=message, key=who)


def merged(world: World, who: str) -> str:
    side = release(world)
    return world.commit(who, parents=[world.main, side], tree=world.tree(side, {}), key=who)


def changed_after_approval(world: World) -> str:
    above = approves(world, "adi", release(world))
    return world.commit("budi", {RELEASE: story("Lain", kind="siaran-pers")}, parents=[above], key="budi")


def approved_before(world: World) -> str:
    above = approves(world, "adi", world.main)
    return world.commit("budi", {RELEASE: story(kind="siaran-pers")}, parents=[above], key="budi")


CORRECTED = "[{date: 2024-11-20, kind: ralat, note: Jamnya.}]"


def corrected(world: World, earlier: dict[str, str], **keys: str) -> Verdict:
    """A story that stands with `earlier`, and comes with a correction and `keys`."""
    old = world.commit("budi", {RELEASE: story(**earlier)}, key="budi")
    files = {RELEASE: story(**keys, corrections=CORRECTED)}
    return judged(world, world.commit("budi", files, parents=[old], key="budi"), old=old)


def released_by(world: World, who: str, body: str = "Loket dibuka pukul tujuh.") -> str:
    draft = release(world, status="draft")
    text = story(body=body, kind="siaran-pers", status="published")
    return world.commit(who, {RELEASE: text}, parents=[draft], key=who)


def then(world: World, text: str, first: str = "", who: str = "budi") -> str:
    """A release and, in the same push, another version of it: where that is broken, the build shows the first."""
    return world.commit(who, {RELEASE: text}, parents=[first or release(world)], key=who)


def urgent_and_corrected(world: World) -> Verdict:
    old = world.commit("budi", {RELEASE: story()}, key="budi")
    urgent = world.commit("budi", {RELEASE: story(urgent="true")}, parents=[old], key="budi")
    return judged(world, then(world, story(corrections="[x]"), urgent), old=old)


def changed_then_corrected(world: World) -> Verdict:
    old = release(world)
    changed = world.commit("budi", {RELEASE: story("Lain", kind="siaran-pers")}, parents=[old], key="budi")
    return judged(world, then(world, story("Lain", kind="siaran-pers", corrections=CORRECTED), changed), old=old)


ALONE: dict[str, Push] = {
    "nobody else, and a broken version after it": lambda world: judged(world, then(world, "---\ntitle: [\n---\n")),
    "nobody else, and another kind with a broken date after it": lambda world: judged(
        world, then(world, story(kind="berita", event_date="besok"))
    ),
    "nobody else, and a broken version that is a draft in other letters": lambda world: judged(
        world, then(world, story(event_date="besok").replace("event_date", '"sta\\u0074us": draft\nevent_date'))
    ),
    "nobody else for urgent news, and a broken correction after it": lambda world: urgent_and_corrected(world),
    "nobody else": lambda world: judged(world, release(world)),
    "oneself": lambda world: judged(world, approves(world, "budi", release(world))),
    "one's own merge": lambda world: judged(world, merged(world, "budi")),
    "one's own push": lambda world: judged(world, release(world), "budi"),
    "a writer of another unit": lambda world: judged(world, approves(world, "sari", release(world))),
    "an editor of another kanwil": lambda world: judged(world, release(world), "wati"),
    "an approval of another story": lambda world: judged(
        world, approves(world, "adi", release(world), "Setuju\n\nReviewed: kanim-teluk-biru/2024/loket")
    ),
    "an approval of an earlier version": lambda world: judged(world, changed_after_approval(world)),
    "an approval of what was not there yet": lambda world: judged(world, approved_before(world)),
    "an approval in running text": lambda world: judged(
        world, approves(world, "adi", release(world), f"Reviewed: {REFERENCE}\n\nbelum")
    ),
    "a draft that is rewritten as it is released": lambda world: judged(world, released_by(world, "adi", "Lain.")),
    "a draft that is released with a correction": lambda world: judged(
        world,
        world.commit(
            "budi",
            {RELEASE: story(kind="siaran-pers", corrections="[{date: 2024-11-20, kind: ralat, note: Jamnya.}]")},
            parents=[release(world, status="draft")],
            key="budi",
        ),
        old=release(world, status="draft"),
    ),
    "another kind that a correction makes one that is held": lambda world: corrected(world, {}, kind="siaran-pers"),
    "a correction that makes it urgent": lambda world: corrected(
        world, {"kind": "siaran-pers"}, kind="siaran-pers", urgent="true"
    ),
    "a correction of what was withdrawn from the start": lambda world: corrected(
        world, {"kind": "siaran-pers", "withdrawn": WITHDRAWN}, kind="siaran-pers"
    ),
    "a kind with spaces around it": lambda world: judged(world, release(world, kind='" siaran-pers "')),
    "one's own draft": lambda world: judged(world, released_by(world, "budi")),
    "a bypass by a writer": lambda world: judged(
        world, approves(world, "budi", release(world), "Mendesak\n\nBypass: gempa di kota sebelah")
    ),
    "a bypass without a reason": lambda world: judged(
        world, approves(world, "dewi", release(world, "dewi"), "Mendesak\n\nBypass: segera")
    ),
    "urgent news": lambda world: judged(
        world, world.commit("budi", {f"{MINE}/gempa.md": story(urgent="true")}, key="budi")
    ),
    "a kind that is changed with the words": lambda world: judged(
        world,
        world.commit("budi", {RELEASE: story("Lain", kind="berita")}, parents=[release(world)], key="budi"),
        old=release(world),
    ),
}
TOGETHER: dict[str, Push] = {
    "an approval of the last of two versions": lambda world: judged(
        world, approves(world, "adi", then(world, story("Lain", kind="siaran-pers")))
    ),
    "a correction in two steps": changed_then_corrected,
    "a draft again": lambda world: judged(world, then(world, story("Lain", kind="siaran-pers", status="draft"))),
    "a withdrawal of what was never out": lambda world: judged(world, then(world, story(withdrawn=WITHDRAWN))),
    "an approval by a colleague": lambda world: judged(world, approves(world, "adi", release(world))),
    "an approval by the kanwil": lambda world: judged(world, approves(world, "joko", release(world))),
    "a merge by an editor": lambda world: judged(world, merged(world, "rina")),
    "a push by an editor": lambda world: judged(world, release(world), "rina"),
    "a draft that another releases": lambda world: judged(world, released_by(world, "adi")),
    "a draft": lambda world: judged(world, release(world, status="draft")),
    "another kind": lambda world: judged(world, world.commit("budi", {RELEASE: story()}, key="budi")),
    "a withdrawal": lambda world: judged(world, release(world, withdrawn=WITHDRAWN)),
    "a correction": lambda world: judged(
        world,
        world.commit(
            "budi",
            {RELEASE: story(kind="siaran-pers", corrections="[{date: 2024-11-20, kind: ralat, note: Jamnya.}]")},
            parents=[release(world)],
            key="budi",
        ),
        old=release(world),
    ),
}


@pytest.mark.parametrize("name", ALONE)
def test_a_story_that_needs_a_second_person_waits_for_one(name: str, shared: World) -> None:
    verdict = ALONE[name](shared)
    codes = [refusal.problem.code for refusal in verdict.refusals]
    assert codes[-1:] == ["story-second-person"]
    assert set(codes[:-1]) <= {"push-releases-others"}, "an editor of another kanwil may not even publish it"
    assert not verdict.noted


@pytest.mark.parametrize("name", TOGETHER)
def test_a_second_person_is_whoever_did_not_write_it(name: str, shared: World) -> None:
    verdict = TOGETHER[name](shared)
    assert not verdict.refusals
    assert not verdict.noted


def test_the_centre_goes_past_the_second_person_and_it_is_noted(shared: World) -> None:
    made = release(shared, "dewi")
    new = approves(shared, "dewi", made, "Mendesak\n\nBypass: gempa, penyunting tidak terhubung")
    verdict = judged(shared, new)
    assert not verdict.refusals
    noted = Noted("tanpa-orang-kedua", "dewi", new, RELEASE, "gempa, penyunting tidak terhubung")
    assert verdict.noted == (noted,)


def test_a_push_asks_git_as_often_for_many_files_as_for_one(shared: World, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    run = Repository.run

    def counted(self: Repository, *arguments: str, **more: bytes) -> bytes:
        asked.append(arguments[0])
        return run(self, *arguments, **more)

    monkeypatch.setattr(Repository, "run", counted)
    counts = []
    for files in (1, 50):
        new = shared.commit("budi", {f"{MINE}/rilis-{n}.md": story(status="draft") for n in range(files)}, key="budi")
        asked.clear()
        assert not judged(shared, new).refusals
        counts.append(len(asked))
    assert counts[0] == counts[1] <= 25
