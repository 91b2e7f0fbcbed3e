"""A photo in other widths: upright, without metadata, in the colours that every screen takes for granted (sRGB).

What comes in are published photos, which `stories.media` has measured and stripped. Pixels are decoded once, and each
width is coded from the widest. The same bytes give the same bytes on every machine with the same Pillow.
"""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from plugins.stories import media

if TYPE_CHECKING:  # Pillow is heavy: imported where a photo is opened
    from PIL import Image

FORM = "webp"
WIDTHS = (360, 720, 1080, 1440)
_TALLEST = 16_383  # pixels, either way (WebP Container Specification, "VP8 bitstream")
_QUALITY, _METHOD = 70, 4


def widths(width: int, height: int) -> tuple[int, ...]:
    """How wide the sizes of a photo are, in pixels, the smallest first: never wider than the photo itself.

    A photo between two widths comes in its own too, so that nothing is lost on large screens.
    """
    widest = min(width, WIDTHS[-1])
    if width < 1 or height < 1 or _height(width, height, widest) > _TALLEST:
        return ()
    return (*(step for step in WIDTHS if step < widest), widest)


def settings() -> str:
    """What the bytes of a size depend on beside the photo, as text."""
    import PIL
    from PIL import features

    coder, scales = features.version("webp"), features.version("littlecms2")
    return f"{PIL.__version__} {coder} {scales} {FORM} {_QUALITY} {_METHOD}"


def scaled(photo: bytes, of: Sequence[int]) -> Mapping[int, bytes | None]:
    """A photo in each of these widths, coded as FORM; None where that takes no fewer bytes than the photo as it is.

    Nothing but None for a photo that moves, or that cannot be decoded: browsers show of it what they can.
    """
    try:
        with media.opened(photo) as picture:
            if getattr(picture, "n_frames", 1) > 1:
                return dict.fromkeys(of)
            if picture.width * picture.height > media.MAX_PIXELS:
                raise ValueError("more pixels than its header said")
            upright = _upright(picture, max(of))
            return {width: _coded(upright, width, len(photo)) for width in of}
    except ValueError:
        return dict.fromkeys(of)


def _upright(picture: Image.Image, widest: int) -> Image.Image:
    """The photo at its widest, as RGB or RGBA in sRGB. Scaled first, for large photos take hundreds of megabytes."""
    from PIL import ImageOps

    if picture.format == "JPEG":  # decodes at a half or a quarter where that is still twice as wide as needed
        longer = 2 * max(widest, _height(picture.width, picture.height, widest))
        picture.draft(None, (longer, longer))
    profile = picture.info.get("icc_profile")
    ImageOps.exif_transpose(picture, in_place=True)
    wanted = "RGBA" if picture.has_transparency_data else "RGB"
    if picture.mode.startswith("I"):  # sixteen bits: PNG alone has them
        picture = picture.convert("I").point(lambda value: value / 257).convert("L")
    elif picture.mode in ("1", "P", "PA", "LA"):  # of these no shade between two can be told
        picture = picture.convert(wanted)
    scaled = _resized(picture, min(widest, picture.width))
    return (_in_srgb(scaled, profile) if profile else scaled).convert(wanted)


def _in_srgb(picture: Image.Image, profile: bytes) -> Image.Image:
    """The picture as its colour profile means it; as it is where the profile is broken, or of other colours."""
    from PIL import ImageCms

    out = "RGBA" if picture.mode == "RGBA" else "RGB"
    try:
        given = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        found = ImageCms.profileToProfile(picture, given, ImageCms.createProfile("sRGB"), outputMode=out)
    except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
        return picture
    return found or picture


def _resized(picture: Image.Image, width: int) -> Image.Image:
    from PIL import Image

    if width == picture.width:
        return picture
    size = (width, _height(picture.width, picture.height, width))
    return picture.resize(size, Image.Resampling.LANCZOS, reducing_gap=3.0)


def _coded(upright: Image.Image, width: int, most: int) -> bytes | None:
    target = io.BytesIO()
    shown = _resized(upright, width)
    shown.save(target, FORM.upper(), quality=_QUALITY, method=_METHOD, icc_profile=b"", exif=b"", xmp=b"")
    return target.getvalue() if target.tell() < most else None


def _height(width: int, height: int, wanted: int) -> int:
    return max(1, round(height * wanted / width))
