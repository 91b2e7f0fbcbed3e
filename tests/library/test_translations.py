from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from plugins.stories.story import Story
from tests import factory

ORIGINAL = factory.story()
TRANSLATION = factory.story("kanwil-biru/2024/counter", lang="en", translation_of=ORIGINAL.reference)


def test_the_library_knows_who_calls_itself_a_translation_of_what(tmp_path: Path) -> None:
    with factory.shelf(tmp_path, TRANSLATION) as shelf:
        assert shelf.library().translations([ORIGINAL.reference, "kanwil-biru/2024/x"]) == [TRANSLATION.reference]
        assert shelf.library().translations(["kanwil-biru/2024/x"]) == []


@pytest.mark.parametrize(
    "later",
    [replace(TRANSLATION, translation_of=""), replace(TRANSLATION, status="draft"), factory.withdrawn(TRANSLATION)],
)
def test_it_forgets_what_is_no_longer_said(tmp_path: Path, later: Story) -> None:
    with factory.shelf(tmp_path, TRANSLATION) as shelf:
        shelf.take(later)
        assert shelf.library().translations([ORIGINAL.reference]) == []
    with factory.shelf(tmp_path, ORIGINAL) as shelf:
        shelf.take(gone=(TRANSLATION.path,))
        assert shelf.library().translations([ORIGINAL.reference]) == []


def test_a_reference_answers_where_the_story_went(tmp_path: Path) -> None:
    moved = factory.story("kanim-teluk-biru/2024/baru", moved_from=(ORIGINAL.reference,))
    with factory.shelf(tmp_path, moved) as shelf:
        assert shelf.library().answers_to(ORIGINAL.reference) == moved.reference
        assert shelf.library().answers_to(moved.reference) == moved.reference
        shelf.take(replace(moved, status="draft"))
        assert shelf.library().answers_to(ORIGINAL.reference) is None
