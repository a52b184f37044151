"""Whatever colours a file has, they are kept as sRGB of 8 bits."""

import struct
from io import BytesIO
from typing import cast

import pytest
from PIL import Image, ImageCms

from core.errors import UnsupportedPixels
from storage.colour import eight_bit
from storage.intake import CleanPicture, accept
from tests.storage import strangers
from tests.storage.strangers import png, saved, scene, veiled, with_chunk

Colour = tuple[int, ...]


def pixels(picture: CleanPicture) -> Image.Image:
    """What was kept, decoded."""
    return Image.open(BytesIO(picture.data))


def near(one: Colour, other: Colour, within: int) -> bool:
    """Whether two colours are as good as the same."""
    return all(abs(a - b) <= within for a, b in zip(one, other, strict=True))


@pytest.mark.parametrize(
    "file",
    [
        pytest.param(saved(veiled(), "PNG"), id="png"),
        pytest.param(saved(veiled().convert("LA"), "PNG"), id="grey png"),
        pytest.param(saved(veiled().quantize(16), "PNG"), id="palette with transparency"),
        pytest.param(
            saved(scene("L"), "PNG", transparency=scene("L").getpixel((0, 0))), id="grey key"
        ),
        pytest.param(saved(scene(), "PNG", transparency=strangers.CORNERS[0]), id="colour key"),
        pytest.param(saved(veiled(), "GIF"), id="gif"),
        pytest.param(saved(veiled(), "WEBP", lossless=True), id="webp"),
        pytest.param(saved(veiled(), "AVIF"), id="avif"),
        pytest.param(saved(veiled(), "HEIC"), id="heic"),
        pytest.param(
            png(
                (32, 32),
                [b"\x12\x34" * 16 + b"\x12\x35" * 16] * 32,
                16,
                0,
                strangers.chunk(b"tRNS", b"\x12\x34"),
            ),
            id="16-bit grey key",
        ),
        pytest.param(
            png(
                (32, 32),
                [b"\x12\x34\x56\x78\x9a\xbc" * 16 + bytes(96)] * 32,
                16,
                2,
                strangers.chunk(b"tRNS", b"\x12\x34\x56\x78\x9a\xbc"),
            ),
            id="16-bit colour key",
        ),
    ],
)
def test_transparency_stays(file: bytes) -> None:
    picture = accept("logo", file)
    left, right = (pixels(picture).getpixel((x, 8)) for x in (4, 28))
    assert picture.alpha
    assert (cast("Colour", left)[3], cast("Colour", right)[3]) == (0, 255)


def test_transparency_that_hides_nothing_is_dropped() -> None:
    picture = accept("photo.png", saved(scene("RGBA"), "PNG"))
    assert (picture.alpha, pixels(picture).mode) == (False, "RGB")


PLAIN = Image.new("RGB", (32, 32), (100, 150, 100))
INK = Image.new("CMYK", (32, 32), (200, 100, 50, 0))
GREY = Image.new("L", (32, 32), 128)
IGNORED = "colour profile could not be read and was ignored"


@pytest.mark.parametrize(
    ("file", "colour", "note"),
    [
        pytest.param(
            saved(PLAIN, "PNG", icc_profile=strangers.display_p3()),
            (83, 153, 94), "your file is kept in Display P3", id="wide gamut png",
        ),
        pytest.param(
            saved(PLAIN, "JPEG", quality=98, icc_profile=strangers.display_p3()),
            (83, 153, 94), "your file is kept in Display P3", id="wide gamut jpeg",
        ),
        pytest.param(
            saved(PLAIN, "WEBP", lossless=True, icc_profile=strangers.display_p3()),
            (83, 153, 94), "your file is kept in Display P3", id="wide gamut webp",
        ),
        pytest.param(
            saved(PLAIN, "HEIC", quality=98, icc_profile=strangers.display_p3()),
            (83, 153, 94), "your file is kept in Display P3", id="wide gamut heic",
        ),
        pytest.param(
            saved(PLAIN, "AVIF", quality=98, icc_profile=strangers.display_p3()),
            (83, 153, 94), "your file is kept in Display P3", id="wide gamut avif",
        ),
        pytest.param(
            saved(GREY, "PNG", icc_profile=strangers.linear_grey()),
            (188, 188, 188), "converted from Linear grey to sRGB", id="grey with its profile",
        ),
        pytest.param(
            saved(GREY, "JPEG", quality=98, icc_profile=strangers.display_p3()),
            (129, 129, 129), "your file is kept in Display P3", id="grey with a colour profile",
        ),
        pytest.param(
            saved(INK, "JPEG", quality=98, icc_profile=strangers.press()),
            (255, 255, 255), "converted from Two-step press to sRGB", id="cmyk with a profile",
        ),
        pytest.param(
            saved(INK, "JPEG", quality=98),
            (55, 155, 205), "converted from CMYK to sRGB", id="cmyk without",
        ),
        pytest.param(
            saved(PLAIN, "PNG", icc_profile=strangers.press()),
            (100, 150, 100), IGNORED, id="profile of other pixels",
        ),
        pytest.param(
            saved(PLAIN, "PNG", icc_profile=b"rubbish" * 40),
            (100, 150, 100), IGNORED, id="rubbish profile",
        ),
        pytest.param(
            with_chunk(saved(PLAIN, "PNG"), b"iCCP", b"rubbish"),
            (100, 150, 100), IGNORED, id="rubbish iCCP",
        ),
        pytest.param(
            saved(PLAIN, "PNG", icc_profile=strangers.display_p3("P3\x1b[31m\n" + "x" * 99)),
            (83, 153, 94), f"your file is kept in P3[31m {'x' * 32}…", id="hostile profile name",
        ),
        pytest.param(
            with_chunk(saved(GREY, "PNG"), b"gAMA", struct.pack(">I", 100_000)),
            (188, 188, 188), "brightness adapted from its gamma to sRGB", id="grey with gamma",
        ),
        pytest.param(
            with_chunk(saved(PLAIN, "PNG"), b"gAMA", struct.pack(">I", 45_455)),
            (100, 150, 100), None, id="gamma of sRGB",
        ),
        pytest.param(
            with_chunk(with_chunk(saved(PLAIN, "PNG"), b"gAMA", struct.pack(">I", 100_000)),
                       b"sRGB", b"\0"),
            (100, 150, 100), None, id="sRGB outweighs gamma",
        ),
        pytest.param(
            with_chunk(saved(PLAIN, "PNG"), b"gAMA", bytes(4)),
            (100, 150, 100), None, id="no gamma",
        ),
    ],
)  # fmt: skip
def test_colours_come_as_srgb(file: bytes, colour: Colour, note: str | None) -> None:
    picture = accept("photo", file)
    assert near(cast("Colour", pixels(picture).getpixel((9, 9))), colour, 2)
    assert picture.notes == ((note,) if note else ())


def test_a_profile_that_is_srgb_changes_nothing() -> None:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    picture = accept("photo", saved(scene(), "PNG", icc_profile=profile))
    assert picture.notes == ()
    assert pixels(picture).getpixel((1, 1)) == strangers.CORNERS[0]


def test_transparent_pixels_take_part_in_the_conversion() -> None:
    picture = accept("logo", saved(veiled(), "PNG", icc_profile=strangers.display_p3()))
    assert picture.alpha
    assert picture.notes == ("your file is kept in Display P3",)


def test_16_bit_grey_keeps_its_steps() -> None:
    picture = accept("scan.png", strangers.grey_ramp_16())
    ramp = [cast("Colour", pixels(picture).getpixel((x, 0)))[0] for x in range(32)]
    assert ramp == [round(column * 2048 / 257) for column in range(32)]
    assert picture.notes == ("your file is kept at 16 bits",)


@pytest.mark.parametrize("mode", ["F", "LAB", "HSV"])
def test_pixels_that_cannot_be_shown(mode: str) -> None:
    with pytest.raises(UnsupportedPixels, match=f"photo stores its pixels .* \\({mode}\\)"):
        eight_bit(
            scene().convert("L").convert("F") if mode == "F" else Image.new(mode, (16, 16)), "photo"
        )
