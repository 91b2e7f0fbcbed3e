from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageCms, ImageStat

from plugins.pictures import scaling
from plugins.stories import media
from tests.pictures.photos import opened, photo, saved

SIDES = st.integers(1, 20_000)


@given(SIDES, SIDES)
def test_no_size_is_wider_than_the_photo_and_the_widest_is_as_wide_as_it_may_be(width: int, height: int) -> None:
    widths = scaling.widths(width, height)
    assert list(widths) == sorted(set(widths))
    assert all(0 < size <= min(width, 1440) for size in widths)
    if widths:
        assert widths[-1] == min(width, 1440)


def test_a_photo_between_two_widths_comes_in_its_own_too() -> None:
    assert scaling.widths(900, 600) == (360, 720, 900)
    assert scaling.widths(720, 480) == (360, 720)
    assert scaling.widths(120, 80) == (120,)
    assert scaling.widths(4000, 3000) == (360, 720, 1080, 1440)


def test_what_no_webp_could_hold_has_no_sizes() -> None:
    assert scaling.widths(300, 20_000) == ()


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "AVIF"])
def test_each_width_has_the_photos_shape(form: str) -> None:
    found = scaling.scaled(photo(900, 600, form, **({"lossless": True} if form == "WEBP" else {})), (360, 720))
    for width in (360, 720):
        if (content := found[width]) is not None:
            assert opened(content).size == (width, width * 2 // 3)
            assert opened(content).format == "WEBP"
    assert found[360] is not None


def test_the_same_photo_gives_the_same_bytes() -> None:
    data = photo()
    assert scaling.scaled(data, (360, 720)) == scaling.scaled(data, (360, 720))


def test_a_size_that_takes_more_bytes_than_the_photo_is_not_made() -> None:
    plain = saved(Image.new("1", (800, 600)), "PNG")
    assert scaling.scaled(plain, (360, 800)) == {360: None, 800: None}


def test_a_photo_that_moves_is_left_alone() -> None:
    frames = [Image.new("RGB", (400, 300), colour) for colour in ("red", "green")]
    for form in ("WEBP", "PNG", "AVIF"):
        moving = saved(frames[0], form, save_all=True, append_images=frames[1:])
        assert scaling.scaled(moving, (360,)) == {360: None}


def test_a_photo_that_breaks_off_has_no_sizes() -> None:
    data = photo()
    assert scaling.scaled(data[: len(data) // 2], (360,)) == {360: None}
    assert scaling.scaled(b"", (360,)) == {360: None}
    assert scaling.scaled(b"<html>", (360,)) == {360: None}


def test_more_pixels_than_a_story_may_show_are_not_decoded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(media, "MAX_PIXELS", 900 * 600 - 1)
    assert scaling.scaled(photo(900, 600), (360,)) == {360: None}


def test_nothing_but_pixels_remains() -> None:
    exif = Image.Exif()
    exif[0x010E] = "rumah si Fulan"
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    found = opened(scaling.scaled(photo(800, 500, exif=exif, icc_profile=profile), (360,))[360] or b"")
    assert not {"exif", "icc_profile", "xmp"} & found.info.keys()


def test_a_broken_colour_profile_is_passed_over() -> None:
    found = scaling.scaled(photo(800, 500, icc_profile=b"not a profile" * 20), (360,))
    assert found == scaling.scaled(photo(800, 500), (360,))


@pytest.mark.parametrize("mode", ["L", "LA", "P", "RGBA", "I;16", "CMYK", "1"])
def test_pictures_of_all_sorts_of_pixels_can_be_scaled(mode: str) -> None:
    grey = opened(photo(800, 500)).convert("L")
    picture = grey.convert("I").point(lambda value: value * 257) if mode == "I;16" else opened(photo(800, 500))
    data = saved(picture.convert(mode), "JPEG" if mode == "CMYK" else "PNG")
    found = scaling.scaled(data + b"\0" * 100_000, (360,))[360]
    assert found is not None
    meant = grey if mode == "I;16" else opened(data).convert("RGBA").convert("L")  # Pillow cuts sixteen bits off
    assert abs(brightness(opened(found)) - brightness(meant)) < 12


def brightness(picture: Image.Image) -> float:
    return ImageStat.Stat(picture.convert("L")).mean[0]


def test_what_can_be_seen_through_stays_so() -> None:
    clear = Image.new("RGBA", (600, 400), (200, 0, 0, 0))
    clear.paste((10, 20, 30, 255), (0, 0, 300, 400))
    found = opened(scaling.scaled(saved(clear, "PNG", compress_level=0), (360,))[360] or b"")
    assert found.mode == "RGBA"
    assert [found.getpixel((x, 100))[3] for x in (10, 350)] == [255, 0]  # type: ignore[index]
