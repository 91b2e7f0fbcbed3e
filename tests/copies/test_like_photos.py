from __future__ import annotations

from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageDraw, ImageEnhance

from plugins.copies.photos import ALIKE, BITS, alike, distance, photo_hash


def photo(seed: int) -> Image.Image:
    """A fabricated photo of counters and people: light and dark shapes at places of its own."""
    made = Image.new("RGB", (480, 320), (90 + seed * 7 % 60, 120, 140))
    draw = ImageDraw.Draw(made)
    for number in range(24):
        x, y = (seed * 131 + number * 97) % 440, (seed * 71 + number * 53) % 280
        shade = (seed * 37 + number * 61) % 256
        draw.rectangle((x, y, x + 30 + number * 3, y + 24 + number * 2), fill=(shade, 255 - shade, shade // 2))
    return made


def squeezed(picture: Image.Image, quality: int = 40) -> Image.Image:
    buffer = BytesIO()
    picture.save(buffer, "JPEG", quality=quality)
    return Image.open(BytesIO(buffer.getvalue()))


def hashed(picture: Image.Image) -> int:
    found = photo_hash(picture)
    assert found is not None
    return found


@pytest.mark.parametrize("seed", range(6))
def test_a_photo_is_known_again_when_it_was_scaled_squeezed_or_brightened(seed: int) -> None:
    first = hashed(photo(seed))
    for other in (
        photo(seed).resize((240, 160)),
        squeezed(photo(seed)),
        ImageEnhance.Brightness(photo(seed)).enhance(1.2),
        photo(seed).convert("L"),
    ):
        assert distance(first, hashed(other)) <= ALIKE


def test_other_photos_are_others() -> None:
    hashes = [hashed(photo(seed)) for seed in range(24)]
    assert min(distance(a, b) for number, a in enumerate(hashes) for b in hashes[:number]) > 2 * ALIKE


def test_a_turned_photo_is_taken_as_it_is_seen() -> None:
    turned = photo(1).rotate(90, expand=True)  # to the left; EXIF says: turn it to the right
    turned.getexif()[0x0112] = 6
    assert distance(hashed(photo(1)), hashed(turned)) <= ALIKE


@pytest.mark.parametrize("picture", [Image.new("RGB", (80, 60), "white"), Image.new("L", (1, 1))])
def test_a_plain_picture_says_nothing(picture: Image.Image) -> None:
    assert photo_hash(picture) is None


def test_photos_that_are_alike_come_nearest_first() -> None:
    known = [0b1110, 0b0111, 0b1111, 2**40 - 1]
    assert alike([0b1111, 2**127], known) == {0b1111: [0b1111, 0b0111, 0b1110], 2**127: [0b0111, 0b1110, 0b1111]}


def turned(hashed: int, places: set[int]) -> int:
    return hashed ^ sum(1 << place for place in places)


@settings(max_examples=50, deadline=None)
@given(
    st.lists(st.integers(0, 2**BITS - 1), min_size=1, max_size=6),
    st.lists(st.sets(st.integers(0, BITS - 1), max_size=ALIKE + 3), min_size=1, max_size=12),
)
def test_many_are_told_the_same_as_few(hashes: list[int], slips: list[set[int]]) -> None:
    known = [turned(hashed, places) for hashed in hashes for places in slips]
    asked = {*hashes, *known}
    one_by_one = {one: alike([one], known)[one] for one in asked}
    assert alike(asked, known) == one_by_one


@given(st.integers(0, 2**BITS - 1), st.integers(0, 2**BITS - 1))
def test_distance_is_symmetric_and_none_of_the_same(one: int, other: int) -> None:
    assert distance(one, other) == distance(other, one)
    assert (distance(one, other) == 0) == (one == other)
