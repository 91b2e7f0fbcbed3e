from __future__ import annotations

import pytest

from plugins.copies import follow
from plugins.copies.declared import STEPS


@pytest.mark.parametrize(
    ("named", "expected"),
    [
        ({}, ""),
        ({"a/1": "b/1"}, "b/1"),
        ({"a/1": "b/1", "b/1": "c/1"}, "c/1"),
        ({"a/1": "b/1", "b/1": "a/1"}, ""),
        ({"a/1": "b/1", "b/1": "c/1", "c/1": "b/1"}, ""),
        ({"a/1": "a/2"}, ""),
        ({"a/1": "b/1", "b/1": "a/2"}, ""),
        ({f"{n}/x": f"{n + 1}/x" for n in range(STEPS)} | {"a/1": "0/x"}, ""),
        ({f"{n}/x": f"{n + 1}/x" for n in range(STEPS - 1)} | {"a/1": "0/x"}, f"{STEPS - 1}/x"),
    ],
    ids=["none", "one", "two", "circle", "into-a-circle", "own", "back-to-own", "too-long", "long"],
)
def test_a_story_retells_the_one_at_the_end_of_what_it_names(named: dict[str, str], expected: str) -> None:
    assert follow("a/1", named.get) == expected
