"""What of a story is hidden, decided from its file and its row."""

from __future__ import annotations

import pytest

from plugins.leaks.hidden import Hidden, comments, hidden
from plugins.leaks.words import words_of
from plugins.stories.frontmatter import read_front
from plugins.stories.story import Story
from tests import factory

NOW = factory.instant("2024-06-01 12:00")
REFERENCE = "kanim-teluk-biru/2024/antrean"
FILE = b"""---
title: Judul naskah ini
summary: Ringkasan naskah rahasia sekali
date: 2024-06-01 # jangan dulu
image: {file: loket.jpg, alt: Loket kosong melompong}
waive: [{rule: angka, reason: Menunggu jawaban}]
---

Tubuh naskah. [Tautan](lain.md) <!-- catatan dalam -->
"""


def of(story: Story | None, broken: bool = False, data: bytes = FILE) -> Hidden | None:
    return hidden("berita/x.md", REFERENCE, data, read_front(data, "berita/x.md")[0], story, broken, NOW)


def says(found: Hidden | None, text: str) -> bool:
    return found is not None and any(words_of(text) in one for one in found.texts)


ALL = ("Judul naskah ini", "Ringkasan naskah rahasia sekali", "Loket kosong melompong", "Tubuh naskah Tautan")
NOTES = ("jangan dulu", "Menunggu jawaban", "catatan dalam")


@pytest.mark.parametrize(
    ("story", "why"),
    [
        (factory.story(REFERENCE, "2024-06-01 14:01"), "scheduled"),
        (factory.story(REFERENCE, "2024-06-01 11:59", status="draft"), "draft"),
        (None, "broken"),
    ],
)
def test_of_what_is_not_due_everything_is_hidden(story: Story | None, why: str) -> None:
    found = of(story, broken=story is None)
    assert found is not None and (found.why, found.addresses, found.files) == (why, (REFERENCE,), ("loket.jpg",))
    assert all(says(found, text) for text in (*ALL, *NOTES))


def test_an_embargo_is_called_so() -> None:
    found = of(
        factory.story(REFERENCE, "2024-06-02"), data=FILE.replace(b"summary:", b"embargo_until: 2024-06-02\nsummary:")
    )
    assert found is not None and found.why == "embargoed" and found.until is not None and found.until > NOW


def test_of_a_public_story_only_notes_beside_it_are_hidden() -> None:
    found = of(factory.story(REFERENCE, "2024-06-01 11:59"))
    assert all(says(found, text) for text in NOTES) and not any(says(found, text) for text in ALL)
    assert found is not None and (found.addresses, found.files) == ((), ())


def test_of_a_withdrawn_story_the_text_is_hidden_and_title_and_address_stay() -> None:
    found = of(factory.withdrawn(factory.story(REFERENCE, "2024-05-01")))
    assert [says(found, text) for text in ALL] == [False, True, True, True]
    assert found is not None and (found.addresses, found.files) == ((), ("loket.jpg",))


def test_of_a_story_withdrawn_for_privacy_the_address_is_hidden_too_but_where_it_leads_on() -> None:
    found = of(factory.withdrawn(factory.story(REFERENCE, "2024-05-01"), "privasi"))
    assert all(says(found, text) for text in ALL)
    assert found is not None and found.addresses == (REFERENCE,) and found.redirects == (f"berita/{REFERENCE}/",)


def test_a_broken_file_hides_what_its_last_good_version_does_not_say() -> None:
    found = of(factory.story(REFERENCE, "2024-05-01"), broken=True)
    assert says(found, "Tubuh naskah Tautan") and found is not None and found.addresses == ()


def test_notes_of_a_moment_to_come_are_hidden() -> None:
    story = factory.story(
        REFERENCE, "2024-05-01", corrections=(factory.correction("2024-06-02 10:00", note="Angka korban keliru"),)
    )
    assert says(of(story), "Angka korban keliru")


def test_of_an_expired_story_feeds_may_not_tell() -> None:
    found = of(factory.story(REFERENCE, "2024-05-01", expires=NOW))
    assert found is not None and found.feed_ids == (f",2024:{REFERENCE}",) and found.addresses == ()


def test_a_file_that_cannot_be_read_is_hidden_line_by_line() -> None:
    assert says(of(None, True, b"bukan berita sama sekali\nbaris kedua"), "bukan berita sama sekali")


def test_comments_are_read_in_order_and_beginnings_without_an_end_but_once() -> None:
    assert list(comments("a <!-- b --> c <!--d<!-- e-->f--> <!-- g")) == [" b ", "d<!-- e"]
    assert not list(comments("<!--" * 500_000)), "were each searched to the end, this would take hours"
