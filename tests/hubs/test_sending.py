"""The sender, with hubs on this machine that accept, fail, hang, refuse or are down."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from plugins.hubs.outbox import Outbox
from plugins.hubs.sending import Limits, Sender
from tests.hubs.hub import Hub, eventually, hub, nobody

_LIMITS = Limits(request=30.0, pauses=(0.0, 0.0, 0.0), round=60.0)
_NOW = 1_700_000_000
_FEED, _UNIT = "https://berita.samudra.example/feed.xml", "https://berita.samudra.example/unit/a/feed.xml"


class Post:
    """An outbox and its sender; `lines` are what that logged."""

    def __init__(self, folder: Path) -> None:
        self.outbox = Outbox(folder)
        self.lines: list[str] = []

    def note(self, *topics: str, hubs: tuple[str, ...]) -> None:
        self.outbox.note(hubs, topics)

    def send(self, limits: Limits = _LIMITS, now: int = _NOW) -> bool:
        return Sender(self.outbox, limits, lambda: now, self.lines.append).run()

    def waiting(self, at: str | Hub) -> list[str]:
        return [topic for topic, _ in self.outbox.read().to_send(at if isinstance(at, str) else at.address)]


@pytest.fixture
def post(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Post:
    monkeypatch.setenv("no_proxy", "*")
    return Post(tmp_path)


def test_each_topic_is_announced_once_to_each_hub(post: Post) -> None:
    with hub() as first, hub(status=204) as second:
        post.note(_UNIT, _FEED, hubs=(first.address, second.address))
        assert post.send()
        assert first.taken == second.taken == [_FEED, _UNIT]
        assert first.forms[0] == [("hub.mode", "publish"), ("hub.url", _FEED), ("hub.topic", _FEED)]
        assert post.send()
        assert len(first.forms) == 2
    assert sorted(post.lines) == sorted(f"{at.address}: 2 announced" for at in (first, second))
    assert not post.outbox.read()


def test_a_hub_that_fails_twice_is_tried_until_it_accepts(post: Post) -> None:
    with hub() as busy:
        busy.statuses = [503, 429]
        post.note(_FEED, hubs=(busy.address,))
        assert post.send()
        assert (len(busy.forms), busy.taken) == (3, [_FEED])


def test_a_hub_that_refuses_is_not_asked_again_and_its_reason_is_told(post: Post) -> None:
    with hub(status=400) as strict:
        post.note(_FEED, _UNIT, hubs=(strict.address,))
        assert post.send()
        assert len(strict.forms) == 2
    assert post.lines == [f"{strict.address}: 2 refused, and not tried again; {_FEED}: HTTP 400 Bad Request"]


def test_one_refusal_holds_up_nothing_else(post: Post) -> None:
    with hub() as picky:
        picky.statuses = [404]
        post.note(_FEED, _UNIT, hubs=(picky.address,))
        assert post.send()
        assert picky.taken == [_UNIT]


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_no_redirect_is_followed(post: Post, status: int) -> None:
    with hub() as other, hub(status=status) as moved:
        moved.headers["Location"] = other.address
        post.note(_FEED, hubs=(moved.address,))
        assert post.send()
        assert other.forms == []
        assert len(moved.forms) == 1
    assert f"HTTP {status}" in post.lines[0]


def test_what_a_hub_that_is_down_was_not_told_waits_for_the_next_sender(post: Post) -> None:
    down = nobody()
    with hub() as sound:
        post.note(_FEED, _UNIT, hubs=(down, sound.address))
        assert not post.send()
        assert sound.taken == [_FEED, _UNIT]
        assert (post.waiting(down), post.waiting(sound)) == ([_FEED, _UNIT], [])
        assert any(
            line.startswith(f"{down}: ") and "Connection refused; 2 announcements wait" in line for line in post.lines
        )
        assert not post.send()
        assert len(sound.taken) == 2


def test_a_hub_is_down_after_so_many_tries_of_one_topic(post: Post) -> None:
    with hub(status=500) as broken:
        post.note(_FEED, _UNIT, hubs=(broken.address,))
        assert not post.send(replace(_LIMITS, pauses=(0.0, 0.0)))
        assert [dict(form)["hub.url"] for form in broken.forms] == [_FEED] * 3
        broken.status = 202
        assert post.send()
        assert broken.taken == [_FEED, _UNIT]


def test_what_waits_too_long_is_given_up_with_a_line_in_the_log(post: Post) -> None:
    down = nobody()
    post.note(_FEED, hubs=(down,))
    assert not post.send(now=_NOW)
    assert not post.send(now=_NOW + _LIMITS.keep)
    post.note(_UNIT, hubs=(down,))
    assert not post.send(now=_NOW + _LIMITS.keep + 1)
    assert f"{down}: 1 announcements given up after 24 hours" in post.lines
    assert post.waiting(down) == [_UNIT]


def test_a_hub_whose_answer_never_ends_is_left_alone_and_holds_up_no_other(post: Post) -> None:
    with hub(hangs=True) as endless, hub() as sound:
        endless.drips = True
        post.note(_FEED, hubs=(endless.address, sound.address))
        assert not post.send(replace(_LIMITS, request=1.0, round=0.5))
        assert sound.taken == [_FEED]
        assert endless.heard.is_set()
        assert (post.waiting(endless), post.waiting(sound)) == ([_FEED], [])
    assert any("no answer within 1.5 s; 1 announcements wait" in line for line in post.lines)


def test_a_request_that_hangs_has_an_end(post: Post) -> None:
    with hub(hangs=True) as stuck:
        post.note(_FEED, hubs=(stuck.address,))
        assert not post.send(replace(_LIMITS, request=0.1, pauses=(0.0,)))
        eventually(lambda: len(stuck.forms) == 2)
    assert any("timed out" in line for line in post.lines)


@pytest.mark.parametrize("failed_before", [False, True])
def test_where_the_time_of_a_round_is_over_the_next_goes_on(post: Post, failed_before: bool) -> None:
    with hub() as slow:
        topics = [f"{_FEED}?{number}" for number in range(5)]
        post.note(*topics, hubs=(slow.address,))
        if failed_before:
            slow.statuses = [503]
            assert not post.send(replace(_LIMITS, pauses=()))
        assert post.send(replace(_LIMITS, round=0.0))
        assert sorted(set(slow.taken)) == topics


def test_what_is_noted_while_it_sends_is_sent_too(post: Post) -> None:
    with hub() as open_hub:
        later = Post(post.outbox.folder.parent)

        def note(topic: str) -> None:
            if topic == _FEED and _UNIT not in post.waiting(open_hub):
                later.note(_UNIT, hubs=(open_hub.address,))
                assert later.send()  # who is started meanwhile leaves it to the one at work

        open_hub.on_topic = note
        post.note(_FEED, hubs=(open_hub.address,))
        assert post.send()
        assert open_hub.taken == [_FEED, _UNIT]
        assert later.lines == ["another sender is at work, and sends this too"]


def test_a_feed_that_changes_while_it_is_announced_is_announced_again(post: Post) -> None:
    with hub() as open_hub:
        open_hub.on_topic = lambda topic: None if open_hub.taken else post.note(_FEED, hubs=(open_hub.address,))
        post.note(_FEED, hubs=(open_hub.address,))
        assert post.send()
        assert open_hub.taken == [_FEED, _FEED]


def test_a_queue_that_cannot_be_written_ends_it(post: Post, monkeypatch: pytest.MonkeyPatch) -> None:
    with hub() as open_hub:
        post.note(_FEED, hubs=(open_hub.address,))
        update = post.outbox.update
        calls = []

        def full(change):  # type: ignore[no-untyped-def]
            calls.append(change)
            if len(calls) > 1:
                raise OSError("penuh")
            return update(change)

        monkeypatch.setattr(post.outbox, "update", full)
        with pytest.raises(OSError, match="penuh"):
            post.send()
        assert open_hub.taken == [_FEED]
