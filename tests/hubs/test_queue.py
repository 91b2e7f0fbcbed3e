"""The queue: whatever the order of notes, answers and failures, no change of a feed is lost."""

from __future__ import annotations

import json
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given
from hypothesis import strategies as st

from plugins.hubs.outbox import Outbox, feeds_in
from plugins.hubs.queue import Queue, Waiting

_HUBS = ("https://a.example/", "https://b.example/")
_TOPICS = st.sets(st.sampled_from("pqrs"), min_size=1)
_STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("note"), _TOPICS),
        st.tuples(st.just("take"), st.sampled_from(_HUBS)),
        st.tuples(st.sampled_from(["done", "failed"]), _TOPICS),
    ),
    max_size=12,
)


@given(_STEPS)
def test_a_feed_waits_until_it_was_sent_after_its_last_change(steps: list[tuple[str, object]]) -> None:
    queue, truth = Queue(), {hub: set[str]() for hub in _HUBS}
    hub, sent = _HUBS[0], dict[str, Waiting]()  # what a sender has in its hands
    for step, what in steps:
        if step == "note":
            queue = queue.noted(_HUBS, sorted(what))  # type: ignore[call-overload]
            for waiting in truth.values():
                waiting |= what  # type: ignore[operator]
            changed = what
            sent = {topic: Waiting(0) if topic in changed else entry for topic, entry in sent.items()}  # type: ignore[operator]
        elif step == "take":
            hub = str(what)
            sent = dict(queue.to_send(hub))
        else:
            part = {topic: entry for topic, entry in sent.items() if topic in what}  # type: ignore[operator]
            if step == "done":
                truth[hub] -= {topic for topic, entry in part.items() if entry.number}
                queue = queue.done(hub, part)
            else:
                queue = queue.failed(hub, part, 5)
    assert {hub: {topic for topic, _ in queue.to_send(hub)} for hub in _HUBS} == truth
    assert bool(queue) is any(truth.values())


def test_a_change_while_it_is_sent_stays() -> None:
    queue = Queue().noted(_HUBS[:1], ["p", "q"])
    sent = dict(queue.to_send(_HUBS[0]))
    queue = queue.noted(_HUBS[:1], ["p"]).done(_HUBS[0], sent)
    assert queue.to_send(_HUBS[0]) == (("p", Waiting(2)),)


def test_the_newest_is_sent_first() -> None:
    queue = Queue().noted(_HUBS, ["p", "s"]).noted(_HUBS, ["r", "q"])
    assert [topic for topic, _ in queue.to_send(_HUBS[0])] == ["q", "r", "p", "s"]


def test_its_age_counts_from_the_first_failure_and_ends_with_the_next_change() -> None:
    queue = Queue().noted(_HUBS[:1], ["p", "q"])
    assert queue.untried() == {_HUBS[0]}
    sent = dict(queue.to_send(_HUBS[0]))
    queue = queue.failed(_HUBS[0], sent, 100).failed(_HUBS[0], sent, 200)
    assert (queue.untried(), queue.expired(100), queue.expired(101)) == (frozenset(), {}, {_HUBS[0]: 2})
    queue = queue.noted(_HUBS[:1], ["p"])
    assert queue.untried() == {_HUBS[0]}
    assert [topic for topic, _ in queue.without_expired(101).to_send(_HUBS[0])] == ["p"]


def test_a_hub_that_is_named_no_more_is_told_nothing() -> None:
    queue = Queue().noted(_HUBS, ["p"]).noted(_HUBS[1:], ["q"])
    assert (queue.to_send(_HUBS[0]), len(queue.to_send(_HUBS[1]))) == ((), 2)
    assert queue.done(_HUBS[0], {"p": Waiting(1)}) == queue


# On disk


def test_what_is_noted_is_there_for_the_next_process(tmp_path: Path) -> None:
    Outbox(tmp_path / "situs").note(_HUBS, ["p", "q"])
    Outbox(tmp_path / "situs").note(_HUBS, ["q"])
    assert Outbox(tmp_path / "situs").read() == Queue().noted(_HUBS, ["p", "q"]).noted(_HUBS, ["q"])
    assert json.loads((tmp_path / "situs/hubs/queue.json").read_text())["number"] == 2


def test_numbers_go_on_when_all_was_sent(tmp_path: Path) -> None:
    outbox = Outbox(tmp_path)
    for number in (1, 2):
        outbox.note(_HUBS[:1], ["p"])
        sent = dict(outbox.read().to_send(_HUBS[0]))
        assert sent == {"p": Waiting(number)}
        assert not outbox.update(lambda queue, sent=sent: queue.done(_HUBS[0], sent))  # type: ignore[misc]


def test_a_publish_that_broke_off_is_known_to_the_next(tmp_path: Path) -> None:
    assert Outbox(tmp_path).before_publish()
    assert not Outbox(tmp_path).before_publish()
    Outbox(tmp_path).note(_HUBS, [])
    assert not Outbox(tmp_path).is_certain()
    Outbox(tmp_path).settle()
    assert Outbox(tmp_path).is_certain()
    assert Outbox(tmp_path).before_publish()


def test_the_mark_of_a_publish_needs_no_folder_of_the_queue(tmp_path: Path) -> None:
    (tmp_path / "hubs").write_text("no folder")
    assert Outbox(tmp_path).before_publish()
    assert not Outbox(tmp_path).before_publish()


@given(torn=st.integers(min_value=0, max_value=200), damage=st.binary(max_size=3))
def test_wherever_a_queue_is_broken_what_is_noted_next_says_so_and_leaves_a_mark(torn: int, damage: bytes) -> None:
    with TemporaryDirectory() as folder:
        outbox, file = Outbox(Path(folder)), Path(folder, "hubs/queue.json")
        assert outbox.note(_HUBS, ["p"])
        whole = file.read_bytes()
        file.write_bytes(whole[: torn % len(whole)] + b"\xff" + damage)
        assert not outbox.read()
        assert outbox.is_certain()  # who reads it changes nothing: the file itself says that it is broken
        assert not outbox.note(_HUBS, ["q"])
        assert not outbox.is_certain()
        assert [topic for topic, _ in outbox.read().to_send(_HUBS[0])] == ["q"]
        assert outbox.note(_HUBS, ["r"])
        assert not outbox.is_certain()


def test_a_sender_leaves_a_broken_queue_to_the_next_publish(tmp_path: Path) -> None:
    outbox = Outbox(tmp_path)
    outbox.note(_HUBS, ["p"])
    sent = dict(outbox.read().to_send(_HUBS[0]))
    (tmp_path / "hubs/queue.json").write_bytes(b'{"number":1,"hubs":{"https')
    outbox.update(lambda queue: queue.done(_HUBS[0], sent).failed(_HUBS[1], sent, 5).without_expired(9))
    assert not outbox.note(_HUBS, ["q"])


def test_one_sends_at_a_time(tmp_path: Path) -> None:
    with Outbox(tmp_path).sending() as first, Outbox(tmp_path).sending() as second:
        assert (first, second) == (True, False)
    with Outbox(tmp_path).sending() as again:
        assert again


def test_all_feeds_of_an_output_are_found_and_nothing_hidden(tmp_path: Path) -> None:
    for path in ("feed.xml", "unit/a/feed.json", "unit/a/index.html", ".staging/feed.xml", "zona/b/arsip.xml"):
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).touch()
    assert feeds_in(tmp_path) == ["feed.xml", "unit/a/feed.json"]
