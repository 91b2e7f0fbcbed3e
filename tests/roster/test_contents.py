"""What is refused for what it holds, whoever sends it: and a push that would never come to an end."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pytest

from plugins.desk import rejecting
from plugins.problems import Problem, Rule
from plugins.roster import git
from plugins.roster.git import Failed, Repository
from plugins.roster.judging import House, read_ground
from plugins.roster.pushes import judge_push
from plugins.roster.refs import Push
from plugins.stories.tree import PagePlace, Place, classify
from tests.roster.world import DAY, OWN, World, story

MINE = f"berita/{OWN}/2024"
FOUND = Rule("x-word", "Ada {value}.", "Hapus.")


def look(place: Place | PagePlace, data: bytes, is_new: bool) -> Iterable[Problem]:
    """A finding for each time that a text has the word."""
    return [FOUND.broken(place.path, value="terlarang") for _ in range(data.count(b"terlarang"))]


def codes(world: World, new: str, who: str = "dewi") -> list[str]:
    house = House(DAY, pusher=f"server:{who}")
    verdict = judge_push(Repository(world.folder), [Push(world.main, new, "refs/heads/main")], house, look)
    return [refusal.problem.code for refusal in verdict.refusals]


@pytest.mark.parametrize("path", [f"{MINE}/baru.md", f"unit/{OWN}/layanan.md", "halaman/tentang.md"])
def test_the_rules_are_asked_about_stories_and_about_standing_pages(path: str, shared: World) -> None:
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


def test_nothing_holds_back_a_withdrawal_but_a_story_born_withdrawn_is_none(shared: World) -> None:
    """Its title stands on a page of the site, whatever is taken back there."""
    house = House(DAY)
    rules = rejecting.look({"RULES": {}, "SITEURL": "", "DEFAULT_LANG": "id"}, Repository(shared.folder), house)
    registry = read_ground(Repository(shared.folder), shared.main, house).ground.registry
    place = classify(f"{MINE}/baru.md", registry)
    assert isinstance(place, Place)
    taken_back = story("Data 3273014507900003", withdrawn="{date: 2024-11-20, kind: pencabutan, reason: Keliru.}")
    assert [p.code for p in rules(place, taken_back.encode(), False)] == []
    assert [p.code for p in rules(place, taken_back.encode(), True)] == ["R-NIK"]
