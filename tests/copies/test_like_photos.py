from __future__ import annotations

from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageDraw, ImageEnhance

from plugins.copies.photos import ALIKE, Photo, distance, photo_hash, reused


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
    hashes = [hashed(photo(seed)) for seed in range(12)]
    assert min(distance(a, b) for number, a in enumerate(hashes) for b in hashes[:number]) > ALIKE


def test_a_turned_photo_is_taken_as_it_is_seen() -> None:
    turned = photo(1).rotate(90, expand=True)  # to the left; EXIF says: turn it to the right
    turned.getexif()[0x0112] = 6
    assert distance(hashed(photo(1)), hashed(turned)) <= ALIKE


@pytest.mark.parametrize("picture", [Image.new("RGB", (80, 60), "white"), Image.new("L", (1, 1))])
def test_a_plain_picture_says_nothing(picture: Image.Image) -> None:
    assert photo_hash(picture) is None


def test_reused_photos_come_nearest_first() -> None:
    one = Photo("baru.jpg", 0b1111)
    earlier = [Photo("b.jpg", 0b1110), Photo("a.jpg", 0b1110), Photo("sama.jpg", 0b1111), Photo("lain.jpg", 2**40 - 1)]
    assert [(found.name, bits) for found, bits in reused(one, earlier)] == [("sama.jpg", 0), ("a.jpg", 1), ("b.jpg", 1)]


@given(st.integers(0, 2**64 - 1), st.integers(0, 2**64 - 1))
def test_distance_is_symmetric_and_none_of_the_same(one: int, other: int) -> None:
    assert distance(one, other) == distance(other, one)
    assert (distance(one, other) == 0) == (one == other)
