from __future__ import annotations

import hashlib
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.publish.chain import GENESIS, BrokenLog, Entry, decode, encode, mark, walk
from tests.publish.shown import AT, story

ENTRY = Entry("published", AT, AT - 60, story(), True)


def lines(*entries: Entry) -> list[bytes]:
    head, made = GENESIS, []
    for entry in entries:
        line, head = encode(entry, head)
        made.append(line)
    return made


TEXTS = st.text(max_size=40)
MOMENTS = st.integers(-(10**9), 4 * 10**9)  # 1938 to 2096
ENTRIES = st.builds(
    Entry,
    st.sampled_from(["adopted", "published", "changed", "moved", "withdrawn", "removed"]),
    MOMENTS,
    MOMENTS,
    st.builds(story, id=TEXTS, unit=TEXTS, digest=TEXTS, instant=MOMENTS, corrections=st.integers(0, 9)),
    st.booleans(),
    TEXTS,
)


def test_a_line_is_compact_json_in_order_with_its_hash_at_the_end() -> None:
    (line,) = lines(ENTRY)
    fields = json.loads(line)
    assert list(fields) == [*sorted(set(fields) - {"hash"}), "hash"]
    assert fields["at"] == "2024-11-21T09:30:00Z"
    assert b" " not in line and line.endswith(b"\n")


def test_the_hash_can_be_checked_with_nothing_but_sha_256() -> None:
    first, second = lines(ENTRY, ENTRY)
    without = second[: second.index(b',"hash"')] + b"}"
    assert json.loads(second)["hash"] == hashlib.sha256(json.loads(first)["hash"].encode() + without).hexdigest()


@given(ENTRIES)
def test_an_entry_is_read_as_it_was_written(entry: Entry) -> None:
    (line,) = lines(entry)
    assert decode(line) == entry
    assert line.count(b"\n") == 1


@given(st.lists(ENTRIES, max_size=5))
def test_any_series_of_entries_chains(entries: list[Entry]) -> None:
    made = lines(*entries)
    walked = list(walk(made, GENESIS, "log.jsonl"))
    assert [entry for entry, _ in walked] == entries
    assert [own for _, own in walked] == [mark(line) for line in made]


@given(st.lists(ENTRIES, min_size=1, max_size=3), st.data())
def test_any_byte_that_is_another_is_found_in_its_line(entries: list[Entry], data: st.DataObject) -> None:
    whole = b"".join(lines(*entries))
    place = data.draw(st.integers(0, len(whole) - 1))
    other = data.draw(st.integers(0, 255).filter(lambda byte: byte != whole[place]))
    number = whole.count(b"\n", 0, place) + 1
    assert broken_at(whole[:place] + bytes([other]) + whole[place + 1 :]) == number
    assert broken_at(whole[:place] + whole[place + 1 :]) == number


def broken_at(data: bytes) -> int:
    """The number of the first broken line, 0 where there is none. As in a file, only line feeds end a line."""
    parts = data.split(b"\n")
    made = [part + b"\n" for part in parts[:-1]] + ([parts[-1]] if parts[-1] else [])
    try:
        list(walk(made, GENESIS, "log.jsonl"))
    except BrokenLog as error:
        return error.line
    return 0


def test_a_line_left_out_is_found() -> None:
    first, _, third = lines(ENTRY, ENTRY, ENTRY)
    assert broken_at(first + third) == 2


def test_a_line_whose_hash_holds_and_that_is_no_entry_is_told() -> None:
    body = b'{"event":"published"}'
    own = hashlib.sha256(GENESIS.encode() + body).hexdigest()
    with pytest.raises(BrokenLog, match=r"log\.jsonl is broken at line 1: it cannot be read"):
        list(walk([body[:-1] + f',"hash":"{own}"}}\n'.encode()], GENESIS, "log.jsonl"))


def test_the_message_says_what_to_do() -> None:
    with pytest.raises(BrokenLog, match="Put back a copy of it; without one, move the log away and publish with --ad"):
        list(walk([b"bukan catatan\n"], GENESIS, "log.jsonl"))
