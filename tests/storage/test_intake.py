"""A stranger's bytes become a clean picture, or an error that a person understands."""

import struct
from io import BytesIO
from typing import cast

import pytest
from PIL import Image
from PIL.Image import Transpose

from core.errors import (
    BadPicture,
    BadShape,
    BrokenPicture,
    EmptyFile,
    FileTooLarge,
    NotAPicture,
    TooManyPixels,
)
from storage.intake import CleanPicture, Limits, accept, as_data, summary
from tests.storage import strangers
from tests.storage.strangers import moving, png, saved, scene, veiled, with_chunk

Colour = tuple[int, ...]


def pixels(picture: CleanPicture) -> Image.Image:
    """What was kept, decoded."""
    return Image.open(BytesIO(picture.data))


def near(one: Colour, other: Colour, within: int) -> bool:
    """Whether two colours are as good as the same."""
    return all(abs(a - b) <= within for a, b in zip(one, other, strict=True))


def corners(image: Image.Image) -> list[Colour]:
    """Colours in the middle of the quarters, clockwise from top left."""
    width, height = image.size
    places = ((1, 1), (3, 1), (3, 3), (1, 3))
    return [cast("Colour", image.getpixel((width * x // 4, height * y // 4))) for x, y in places]


@pytest.mark.parametrize(
    ("file", "found", "within"),
    [
        pytest.param(saved(scene(), "PNG"), "image/png", 0, id="png"),
        pytest.param(saved(scene().quantize(), "PNG"), "image/png", 0, id="palette"),
        pytest.param(saved(scene(), "JPEG", quality=95), "image/jpeg", 6, id="jpeg"),
        pytest.param(saved(scene(), "JPEG", progressive=True), "image/jpeg", 12, id="progressive"),
        pytest.param(saved(scene(), "WEBP", lossless=True), "image/webp", 0, id="lossless webp"),
        pytest.param(saved(scene(), "WEBP", quality=95), "image/webp", 12, id="lossy webp"),
        pytest.param(saved(scene(), "GIF"), "image/gif", 0, id="gif"),
        pytest.param(saved(scene(), "AVIF", quality=95), "image/avif", 12, id="avif"),
        pytest.param(saved(scene(), "HEIC", quality=95), "image/heic", 12, id="heic"),
        pytest.param(strangers.polyglot(), "image/jpeg", 6, id="jpeg that is a zip too"),
    ],
)
def test_formats_people_send(file: bytes, found: str, within: int) -> None:
    picture = accept("cat", file)
    assert (picture.found, picture.media_type) == (found, "image/png")
    assert (picture.width, picture.height, picture.alpha) == (48, 32, False)
    for seen, drawn in zip(corners(pixels(picture)), strangers.CORNERS, strict=True):
        assert near(seen, drawn, within)


@pytest.mark.parametrize(
    ("name", "file", "error"),
    [
        ("nothing", b"", EmptyFile),
        ("page.html", b"<!DOCTYPE html><html><body>cat</body></html>", NotAPicture),
        ("drawing.svg", b'<svg xmlns="http://www.w3.org/2000/svg" width="64"/>', NotAPicture),
        ("paper.pdf", saved(scene(), "PDF"), NotAPicture),
        ("print.eps", saved(scene(), "EPS"), NotAPicture),
        ("float.tiff", saved(scene("F"), "TIFF"), NotAPicture),
        ("lab.tiff", saved(scene("LAB"), "TIFF"), NotAPicture),
        ("old.bmp", saved(scene(), "BMP"), NotAPicture),
        ("archive.zip", b"PK\3\4" + bytes(64), NotAPicture),
        ("clip.mp4", b"\0\0\0\x18ftypisom\0\0\2\0isomiso2" + bytes(64), NotAPicture),
        ("dot.png", saved(scene(size=(2, 2)).resize((1, 1)), "PNG"), BadShape),
        ("line.png", saved(scene(size=(10000, 2)).resize((10000, 1)), "PNG"), BadShape),
        ("strip.png", saved(scene(size=(16 * 20 + 2, 16)), "PNG"), BadShape),
        ("narrow.png", saved(scene(size=(14, 40)), "PNG"), BadShape),
        ("bomb.png", strangers.one_bit(30000), TooManyPixels),
        ("header.png", png((60000, 60000), []), TooManyPixels),
        ("header.gif", b"GIF89a" + struct.pack("<HHBBB", 60000, 60000, 0, 0, 0)
         + b"," + struct.pack("<HHHHB", 0, 0, 60000, 60000, 0) + b"\2\1\0\0;", TooManyPixels),
        ("header.webp", b"RIFF\x16\0\0\0WEBPVP8X\n" + bytes(7) + b"\x5f\xea\0" * 2, TooManyPixels),
        ("header.jpg", saved(scene(), "JPEG").replace(struct.pack(">HH", 32, 48), b"\xea\x60" * 2),
         TooManyPixels),
        ("header.avif",
         saved(scene(), "AVIF").replace(struct.pack(">II", 48, 32), b"\0\0\x3e\x80" * 2),
         TooManyPixels),
        ("no palette.png", png((64, 64), [bytes(64)] * 64, colour=3), BrokenPicture),
        ("no header.png", png((64, 64), [bytes(64)] * 64)[:8] + b"garbage" * 9, BrokenPicture),
        ("no rows.png", png((64, 64), []), BrokenPicture),
        ("scans.jpg", strangers.many_scans(100), BrokenPicture),
        ("segments.jpg", strangers.endless_segments(), BrokenPicture),
        ("text.jpg", b"\xff\xd8\xff\xe0 not a picture after all", BrokenPicture),
    ],
)  # fmt: skip
def test_what_is_refused(name: str, file: bytes, error: type[BadPicture]) -> None:
    with pytest.raises(error) as refusal:
        accept(name, file)
    assert type(refusal.value) is error
    assert refusal.value.sentence.startswith(f"{name} ")


def test_more_bytes_than_allowed() -> None:
    with pytest.raises(FileTooLarge, match=r"big.png is 3 MB; please send a picture under 2 MB"):
        accept("big.png", bytes(3_000_000), Limits(megabytes=2))


@pytest.mark.parametrize("order", ["<", ">"])
@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
@pytest.mark.parametrize(
    ("value", "stored"),
    [
        (1, None),
        (2, Transpose.FLIP_LEFT_RIGHT),
        (3, Transpose.ROTATE_180),
        (4, Transpose.FLIP_TOP_BOTTOM),
        (5, Transpose.TRANSPOSE),
        (6, Transpose.ROTATE_90),
        (7, Transpose.TRANSVERSE),
        (8, Transpose.ROTATE_270),
    ],
)
def test_every_orientation(kind: str, value: int, stored: Transpose | None, order: str) -> None:
    lying = scene().transpose(stored) if stored is not None else scene()
    file = saved(lying, kind, exif=strangers.orientation(value, order), quality=95)
    picture = accept("photo", file)
    assert (picture.width, picture.height) == (48, 32)
    assert picture.notes == (("turned upright",) if stored is not None else ())
    for seen, drawn in zip(corners(pixels(picture)), strangers.CORNERS, strict=True):
        assert near(seen, drawn, 12)


@pytest.mark.parametrize("kind", ["AVIF", "HEIC"])
def test_orientation_that_is_a_property_of_the_container(kind: str) -> None:
    lying = scene().transpose(Transpose.ROTATE_90)
    picture = accept("photo", saved(lying, kind, exif=strangers.orientation(6), quality=95))
    for seen, drawn in zip(corners(pixels(picture)), strangers.CORNERS, strict=True):
        assert near(seen, drawn, 12)


DAMAGED_EXIF = {
    "empty": b"Exif\0\0",
    "cut": strangers.orientation(6)[:-9],
    "out of range": strangers.orientation(9),
    "wrong type": strangers.exif((0x0112, 4, 6)),
    "directory outside": b"Exif\0\0II*\0\xff\xff\xff\x7f",
    "no byte order": b"Exif\0\0??*\0" + bytes(40),
    "claims": b"Exif\0\0II*\0\x08\0\0\0\xff\xff" + struct.pack("<HHII", 1, 7, 60000, 8) * 5000,
}


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
@pytest.mark.parametrize("block", DAMAGED_EXIF.values(), ids=DAMAGED_EXIF.keys())
def test_damaged_exif_leaves_the_picture_as_it_is(kind: str, block: bytes) -> None:
    if kind == "PNG":
        file = with_chunk(saved(scene(), kind), b"eXIf", block[6:])
    else:
        file = saved(scene(), kind, exif=block)
    picture = accept("photo", file)
    assert (picture.width, picture.height) == (48, 32)


@pytest.mark.parametrize(
    ("file", "note"),
    [
        pytest.param(moving("GIF", 300), "first of 300 frames", id="gif"),
        pytest.param(moving("GIF", 1100), "first of more than 1000 frames", id="long gif"),
        pytest.param(moving("PNG", 5), "first of 5 frames", id="apng"),
        pytest.param(moving("WEBP", 5, lossless=True), "first of 5 frames", id="webp"),
        pytest.param(moving("AVIF", 5, quality=95), "first of 5 frames", id="avif"),
    ],
)
def test_the_first_frame_of_what_moves(file: bytes, note: str) -> None:
    picture = accept("moving", file)
    assert picture.notes == (note,)
    assert near(corners(pixels(picture))[0], strangers.CORNERS[0], 12)


def test_a_picture_with_others_behind_it_is_a_jpeg() -> None:
    picture = accept(
        "depth.jpg", saved(scene(), "MPO", save_all=True, append_images=[veiled().convert("RGB")])
    )
    assert (picture.found, picture.width) == ("image/jpeg", 48)


TEXT = strangers.chunk(b"tEXt", b"Comment\0made by me")
MEGABYTES = 1 << 20


@pytest.mark.parametrize(
    ("file", "note"),
    [
        (saved(scene(), "JPEG", exif=strangers.LOCATION), "location and camera data removed"),
        (saved(scene(), "JPEG", exif=strangers.CAMERA), "camera data removed"),
        (saved(scene(), "JPEG", comment=b"made by me"), "metadata removed"),
        (saved(scene(), "WEBP", xmp=b"<x:xmpmeta/>"), "metadata removed"),
        (saved(scene(), "AVIF", exif=strangers.LOCATION), "metadata removed"),
        (saved(scene(), "HEIC", exif=strangers.LOCATION), "location and camera data removed"),
        (png((32, 32), [bytes(96)] * 32, chunks=TEXT), "metadata removed"),
        (with_chunk(saved(scene(), "PNG"), b"eXIf", strangers.LOCATION[6:]),
         "location and camera data removed"),
        (saved(scene(), "GIF", comment=b"made by me"), "metadata removed"),
    ],
    ids=["jpeg place", "jpeg camera", "jpeg comment", "webp xmp", "avif exif", "heic place",
         "png text", "png place", "gif comment"],
)  # fmt: skip
def test_what_a_file_gives_away_is_removed_and_said(file: bytes, note: str) -> None:
    picture = accept("photo", file)
    assert picture.notes == (note,)


@pytest.mark.parametrize(("alpha", "seen"), [(0, False), (1, True), (255, True)])
def test_a_picture_that_nobody_can_see_is_taken_and_said(alpha: int, seen: bool) -> None:
    picture = accept("sticker", saved(Image.new("RGBA", (64, 48), (9, 9, 9, alpha)), "PNG"))
    assert (picture.notes == ()) is seen
    assert seen or "transparent" in picture.notes[0]


def test_nothing_but_pixels_is_kept() -> None:
    file = saved(scene(), "PNG", icc_profile=strangers.display_p3(), dpi=(300, 300))
    kept = accept(
        "photo", with_chunk(with_chunk(file, b"eXIf", strangers.LOCATION[6:]), *TEXT_CHUNK)
    )
    kinds = [kept.data[at : at + 4] for at in _chunk_kinds(kept.data)]
    assert kinds == [b"IHDR", b"IDAT", b"IEND"]


TEXT_CHUNK = (b"tEXt", b"Comment\0made by me")


def _chunk_kinds(data: bytes) -> list[int]:
    places = [12]
    while places[-1] + 8 < len(data):
        places.append(places[-1] + 12 + int.from_bytes(data[places[-1] - 4 : places[-1]], "big"))
    return places


@pytest.mark.parametrize(
    ("file", "size", "note"),
    [
        pytest.param(
            saved(scene(size=(6000, 2000)), "JPEG"), (4096, 1365),
            ("scaled from 6000 x 2000 to 4096 x 1365",), id="jpeg",
        ),
        pytest.param(
            saved(scene(size=(2000, 5000)), "JPEG", exif=strangers.orientation(6)), (4096, 1638),
            ("turned upright", "scaled from 5000 x 2000 to 4096 x 1638"), id="jpeg on its side",
        ),
        pytest.param(
            saved(veiled(size=(5000, 300)), "PNG", compress_level=1), (4096, 246),
            ("scaled from 5000 x 300 to 4096 x 246",), id="png with transparency",
        ),
        pytest.param(saved(scene(size=(4096, 206)), "PNG"), (4096, 206), (), id="just fits"),
        pytest.param(saved(scene(size=(320, 16)), "PNG"), (320, 16), (), id="just wide enough"),
    ],
)  # fmt: skip
def test_large_pictures_are_scaled(
    file: bytes, size: tuple[int, int], note: tuple[str, ...]
) -> None:
    picture = accept("large", file)
    assert (picture.width, picture.height) == size == pixels(picture).size
    assert picture.notes == note


@pytest.mark.parametrize(
    ("file", "line"),
    [
        (saved(scene(), "PNG"), "image/png, 48 x 32 px, {size} bytes, from image/png"),
        (
            moving("GIF", 3),
            "image/png, 48 x 32 px, {size} bytes, from image/gif: first of 3 frames",
        ),
        (
            saved(veiled(), "PNG"),
            "image/png, 48 x 32 px, with transparency, {size} bytes, from image/png",
        ),
    ],
    ids=["png", "moving", "transparent"],
)
def test_summary(file: bytes, line: str) -> None:
    picture = accept("photo", file)
    assert summary(picture) == line.format(size=len(picture.data))


def test_as_data() -> None:
    picture = accept("photo", moving("GIF", 3))
    assert as_data(picture) == {
        "size": len(picture.data),
        "media_type": "image/png",
        "width": 48,
        "height": 32,
        "alpha": False,
        "found": "image/gif",
        "notes": ["first of 3 frames"],
    }
