"""What is refused for what it holds, whoever sends it: and a push that would never come to an end."""

from __future__ import annotations

from pathlib import Path

import pytest

from plugins.desk import rejecting
from plugins.problems import Rule
from plugins.roster import git, judging, pushes
from plugins.roster.contents import Looked
from plugins.roster.git import Failed, Repository
from plugins.roster.judging import House, Noted, read_ground
from plugins.roster.pushes import Verdict, judge_push
from plugins.roster.refs import Push
from plugins.stories.tree import PagePlace, Place, classify
from tests.roster.world import DAY, NONE, NOON, OWN, Files, World, story

MINE = f"berita/{OWN}/2024"
FOUND = Rule("x-word", "Ada {value}.", "Hapus.")


def look(place: Place | PagePlace, data: bytes, withdraws: bool) -> Looked:
    """A finding for each time that a text has the word: of a withdrawal, in its first lines."""
    text = data.partition(b"\n---\n")[0] if withdraws else data
    found = tuple(FOUND.broken(place.path, value="terlarang") for _ in range(text.count(b"terlarang")))
    waived = next((line.partition(b": ")[2].decode() for line in data.split(b"\n") if line.startswith(b"waive: ")), "")
    return Looked((), tuple((problem, waived) for problem in found)) if waived else Looked(found)


def judged(world: World, new: str, who: str = "dewi", old: str = "") -> Verdict:
    house = House(DAY, pusher=f"server:{who}", at=NOON)
    return judge_push(Repository(world.folder), [Push(old or world.main, new, "refs/heads/main")], house, look)


def codes(world: World, new: str, who: str = "dewi", old: str = "") -> list[str]:
    return [refusal.problem.code for refusal in judged(world, new, who, old).refusals]


@pytest.mark.parametrize(
    "path",
    [
        f"{MINE}/baru.md",
        f"unit/{OWN}/layanan.md",
        "halaman/tentang.md",
        f"unit/{OWN}/profil.toml",
        f"unit/{OWN}/layanan.csv",
    ],
)
def test_the_rules_are_asked_about_stories_standing_pages_and_rows_that_come_out(path: str, shared: World) -> None:
    assert codes(shared, shared.commit("dewi", {path: story(body="terlarang")})) == ["x-word"]
    assert codes(shared, shared.commit("dewi", {path: story()})) == []


def test_what_was_there_once_does_not_cover_it_twice(shared: World) -> None:
    path = f"{MINE}/baru.md"
    once = shared.commit("dewi", {path: story(body="terlarang")})
    same = shared.commit("dewi", {path: story("Lain", "terlarang")}, parents=[once])
    twice = shared.commit("dewi", {path: story("Lain", "terlarang terlarang")}, parents=[once])
    assert codes(shared, same) == ["x-word"], "told of the first commit alone"
    assert codes(shared, twice) == ["x-word", "x-word"]


def test_a_text_that_is_too_long_to_be_judged_is_refused(shared: World) -> None:
    long = story(body="a" * (1 << 20))
    assert codes(shared, shared.commit("dewi", {f"{MINE}/baru.md": long})) == ["file-text-too-long"]
    assert codes(shared, shared.commit("dewi", {f"{MINE}/baru.csv": long})) == []


def test_a_few_trees_that_stand_for_endless_files_are_not_followed(
    server: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each folder of nine levels holds ten times the next: 10 objects, a thousand million files."""
    held = server.git("hash-object", "-w", "--stdin", asked=b"x")
    kind, name = "100644 blob", "{}.jpg"
    for _ in range(9):
        lines = "".join(f"{kind} {held}\t{name.format(n)}\n" for n in range(10))
        held = server.git("mktree", asked=lines.encode())
        kind, name = "040000 tree", "{}"
    bomb = server.commit("dewi", tree=held)
    monkeypatch.setattr(git, "MOST_HELD", 64 << 20)
    with pytest.raises(Failed, match="memory"):
        codes(server, bomb)
    assert Path(server.folder).is_dir()


WITHDRAWN = "{date: 2024-11-20 08.00, kind: pencabutan, reason: Keliru.}"
LOKET = f"{MINE}/loket.md"


def test_of_a_withdrawal_only_what_its_page_will_show_is_looked_at(shared: World) -> None:
    """A story that is born withdrawn takes nothing back: its title stands on a page of the site."""
    house = House(DAY)
    rules = rejecting.look({"RULES": {}, "SITEURL": "", "DEFAULT_LANG": "id"}, Repository(shared.folder), house)
    registry = read_ground(Repository(shared.folder), shared.main, house).ground.registry
    place = classify(f"{MINE}/baru.md", registry)
    assert isinstance(place, Place)

    def found(text: str, withdraws: bool) -> list[str]:
        return [problem.code for problem in rules(place, text.encode(), withdraws).problems]

    in_title = story("Data 3273014507900003", withdrawn=WITHDRAWN)
    in_body = story("Data", "NIK 3273014507900003.", withdrawn=WITHDRAWN)
    assert [found(in_title, way) for way in (True, False)] == [["R-NIK"], ["R-NIK"]]
    assert [found(in_body, way) for way in (True, False)] == [[], ["R-NIK"]]


def test_nothing_holds_back_a_withdrawal_and_what_its_page_still_shows_is_noted(shared: World) -> None:
    hidden = shared.commit("dewi", {LOKET: story("Loket", "terlarang", withdrawn=WITHDRAWN)})
    assert judged(shared, hidden) == Verdict(())
    shown = shared.commit("dewi", {LOKET: story("terlarang", withdrawn=WITHDRAWN)})
    noted = Noted("pencabutan-bertemuan", "dewi", shown, LOKET, "x-word")
    assert judged(shared, shown) == Verdict((), (noted,))


def test_what_was_withdrawn_before_is_judged_as_any_story(shared: World) -> None:
    """Else a page of the site would take any words of whoever has withdrawn a story there."""
    gone = shared.commit("dewi", {LOKET: story("Loket", "terlarang", withdrawn=WITHDRAWN)})
    assert codes(shared, shared.commit("dewi", {f"{MINE}/lahir.md": story("terlarang", withdrawn=WITHDRAWN)})) == [
        "x-word"
    ]
    for text, expected in (
        (story("terlarang", "terlarang", withdrawn=WITHDRAWN), ["x-word"]),
        (story("Loket", "terlarang", withdrawn=WITHDRAWN.replace("Keliru", "Memang keliru")), []),
        (story("terlarang", "terlarang", withdrawn=WITHDRAWN.replace("pencabutan", "privasi")), []),
        (story("Loket", "terlarang"), ["x-word"]),
    ):
        assert codes(shared, shared.commit("dewi", {LOKET: text}, parents=[gone]), old=gone) == expected, text


def test_a_rejecting_rule_that_is_waived_is_noted_once(shared: World) -> None:
    excused = story(body="terlarang", waive="kutipan undang-undang")
    made = shared.commit("budi", {f"{MINE}/baru.md": excused})
    noted = Noted("aturan-dikecualikan", "budi", made, f"{MINE}/baru.md", "x-word: kutipan undang-undang")
    assert judged(shared, made, "budi") == Verdict((), (noted,))
    edited = shared.commit("budi", {f"{MINE}/baru.md": excused.replace("Loket", "Meja")}, parents=[made])
    assert judged(shared, edited, "budi").noted == (noted,), "not once more of the version after it"


def test_more_files_than_can_be_judged_at_once_are_the_centres_alone(
    shared: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Counted before a file is read: the server is held as long as a push is judged."""
    monkeypatch.setattr(judging, "MOST_FILES", 3)
    monkeypatch.setattr(pushes, "MOST_FILES", 3)
    first = shared.commit("rina", {f"{MINE}/{n}.md": story(body="terlarang") for n in range(2)})
    enough = shared.commit("rina", {f"{MINE}/{n}.md": story(body="terlarang") for n in (2,)}, parents=[first])
    much = shared.commit("rina", {f"{MINE}/{n}.md": story(body="terlarang") for n in (3,)}, parents=[enough])
    assert codes(shared, enough, "rina") == ["x-word"] * 3
    assert codes(shared, much, "rina") == ["push-too-many-files"]
    many = shared.commit("dewi", {f"{MINE}/{n}.md": story(body="terlarang") for n in range(4)})
    assert codes(shared, many) == ["x-word"] * 4
    branches = [Push(NONE, enough, f"refs/heads/{name}") for name in "ab"]
    told = judge_push(Repository(shared.folder), branches, House(DAY, pusher="server:rina"), look)
    assert [refusal.problem.code for refusal in told.refusals] == ["push-too-many-files"], "over all branches"


def test_more_text_than_the_rules_can_be_asked_about_is_the_centres_alone(
    shared: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = story(body="terlarang")
    monkeypatch.setattr(pushes, "MOST_TEXT", 2 * len(text))
    files: Files = {f"{MINE}/{n}.md": text for n in range(2)}
    assert codes(shared, shared.commit("rina", files), "rina") == ["x-word"] * 2
    more: Files = {**files, f"{MINE}/dua.md": text, f"{MINE}/foto.jpg": text * 9}
    assert codes(shared, shared.commit("rina", more), "rina") == ["push-too-much-text"]
    assert codes(shared, shared.commit("dewi", more)) == ["x-word"] * 3
    branches = [Push(NONE, shared.commit("rina", files), f"refs/heads/{name}") for name in "ab"]
    told = judge_push(Repository(shared.folder), branches, House(DAY, pusher="server:rina"), look)
    assert [refusal.problem.code for refusal in told.refusals] == ["push-too-much-text"], "over all branches"


def test_more_branches_than_can_be_judged_at_once_are_the_centres_alone(
    shared: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pushes, "MOST_BRANCHES", 1)
    for who, expected in (("budi", ["push-too-many-branches"]), ("dewi", [])):
        new = shared.commit(who, {f"{MINE}/baru.md": story()})
        asked = [Push(NONE, new, f"refs/heads/{name}") for name in "ab"]
        told = judge_push(Repository(shared.folder), asked, House(DAY, pusher=f"server:{who}"))
        assert [refusal.problem.code for refusal in told.refusals] == expected
