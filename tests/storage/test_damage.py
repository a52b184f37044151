"""Damage that still decodes is told, and nothing that an encoder writes is taken for it."""

import random
from io import BytesIO

import pytest
from PIL import Image

from storage.damage import damaged
from storage.intake import DAMAGED, accept
from tests.pictures_made import landscape


def jpeg(mode: str = "RGB", **more: object) -> bytes:
    """The landscape as a JPEG."""
    file = BytesIO()
    Image.fromarray(landscape()).convert(mode).save(file, "JPEG", **more)
    return file.getvalue()


@pytest.mark.parametrize("quality", [30, 90, 100])
@pytest.mark.parametrize("subsampling", [0, 1, 2])
@pytest.mark.parametrize("progressive", [True, False], ids=["progressive", "in one scan"])
def test_what_encoders_write_is_whole(quality: int, subsampling: int, progressive: bool) -> None:
    file = jpeg(quality=quality, subsampling=subsampling, progressive=progressive)
    assert not damaged(file)
    assert DAMAGED not in accept("photo.jpg", file).notes


@pytest.mark.parametrize(
    "file",
    [
        pytest.param(jpeg("L"), id="grey"),
        pytest.param(jpeg("CMYK"), id="four inks"),
        pytest.param(jpeg(restart_marker_blocks=4), id="restarts"),
        pytest.param(jpeg() + b"more", id="more behind it"),
        pytest.param(b"\xff\xd8", id="nothing that it could read"),
    ],
)
def test_rare_files_are_whole(file: bytes) -> None:
    assert not damaged(file)


def flipped(file: bytes, seed: int) -> bytes:
    """The file with one bit of its codes flipped."""
    chance, data = random.Random(seed), bytearray(file)
    begin = file.index(b"\xff\xda") + 20
    data[chance.randrange(begin, len(data) - 20)] ^= 1 << chance.randrange(8)
    return bytes(data)


def test_many_flipped_bits_are_told() -> None:
    file = jpeg(quality=90)
    told = [seed for seed in range(60) if damaged(flipped(file, seed))]
    assert len(told) >= 6
    assert DAMAGED in accept("photo.jpg", flipped(file, told[0])).notes
