"""Hostile and damaged files end as a clean picture or as BadPicture, soon and in little memory."""

import random
import struct
import threading
import time
import tracemalloc
from collections.abc import Callable, Iterator
from io import BytesIO
from typing import Any

import pytest
from PIL import Image

from core.errors import BadPicture, BrokenPicture, TooManyPixels
from storage.intake import CleanPicture, accept
from tests.storage import strangers
from tests.storage.strangers import MEGABYTE, png, saved, scene, veiled, with_bit_turned, with_chunk

ZEROS = strangers.squeezed_zeros(200)


@pytest.mark.parametrize(
    ("build", "outcome"),
    [
        (lambda: with_chunk(saved(scene(), "PNG"), b"zTXt", b"a\0\0" + ZEROS), CleanPicture),
        (lambda: with_chunk(saved(scene(), "PNG"), b"iTXt", b"a\0\1\0\0\0" + ZEROS), CleanPicture),
        (lambda: with_chunk(saved(scene(), "PNG"), b"iCCP", b"a\0\0" + ZEROS), CleanPicture),
        (lambda: png((48, 32), [bytes(144)] * 32, surplus=200 * MEGABYTE), CleanPicture),
        (lambda: png((60000, 60000), []), TooManyPixels),
        (lambda: strangers.one_bit(30000), TooManyPixels),
        (strangers.endless_segments, BrokenPicture),
        (strangers.crumbled_gif, BrokenPicture),
    ],
    ids=["zTXt", "iTXt", "iCCP", "IDAT", "header", "1-bit", "segments", "blocks"],
)
def test_bombs_cost_little(build: Callable[[], bytes], outcome: type[Any]) -> None:
    file = build()
    tracemalloc.start()
    began = time.perf_counter()
    try:
        result: object = accept("bomb", file)
    except BadPicture as error:
        result = error
    peak, took = tracemalloc.get_traced_memory()[1], time.perf_counter() - began
    tracemalloc.stop()
    assert isinstance(result, outcome)
    assert peak < 40 * MEGABYTE
    assert took < 20.0  # s; under tracemalloc, on a busy machine


def test_several_threads_give_what_one_gives() -> None:
    files = [saved(scene(), kind) for kind in ("PNG", "JPEG", "WEBP", "AVIF", "HEIC", "GIF")] * 3
    alone = [accept("photo", file) for file in files]
    together: dict[int, CleanPicture] = {}

    def work(first: int) -> None:
        for at in range(first, len(files), 4):
            together[at] = accept("photo", files[at])

    threads = [threading.Thread(target=work, args=(first,)) for first in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [together[at] for at in range(len(files))] == alone


@pytest.mark.parametrize("claimed", [(100, 100), (1199, 800), (4000, 4000)], ids=str)
def test_a_heic_that_lies_about_its_size(claimed: tuple[int, int]) -> None:
    file = saved(scene(size=(1200, 800)), "HEIC")
    lie = file.replace(struct.pack(">II", 1200, 800), struct.pack(">II", *claimed))
    with pytest.raises(BrokenPicture):
        accept("small.heic", lie)


DAMAGED = {
    "png": saved(scene(), "PNG", icc_profile=strangers.display_p3(), exif=strangers.LOCATION),
    "palette": saved(veiled().quantize(16), "PNG"),
    "apng": strangers.moving("PNG", 3),
    "jpeg": saved(scene(), "JPEG", icc_profile=strangers.display_p3(), exif=strangers.CAMERA),
    "progressive": saved(scene(), "JPEG", progressive=True),
    "cmyk": saved(scene("CMYK"), "JPEG"),
    "mpo": saved(scene(), "MPO", save_all=True, append_images=[scene()]),
    "gif": strangers.moving("GIF", 3),
    "webp": saved(veiled(), "WEBP", icc_profile=strangers.display_p3(), exif=strangers.LOCATION),
    "moving webp": strangers.moving("WEBP", 3, lossless=True),
    "avif": saved(veiled(), "AVIF", icc_profile=strangers.display_p3(), exif=strangers.LOCATION),
    "heic": saved(veiled(), "HEIC", exif=strangers.LOCATION),
}


def damaged(file: bytes) -> Iterator[bytes]:
    """The file cut short at many lengths, with single bits turned, and with a stretch destroyed."""
    chance = random.Random(7)
    for step in range(40):
        yield file[: len(file) * step // 40]
    for _ in range(150):
        yield with_bit_turned(file, chance.randrange(len(file)), chance.randrange(8))
    for _ in range(40):
        at = chance.randrange(len(file))
        yield file[:at] + chance.randbytes(9) + file[at + 9 :]


@pytest.mark.parametrize("file", DAMAGED.values(), ids=DAMAGED.keys())
def test_damage_gives_a_picture_or_a_reason(file: bytes) -> None:
    pictures = reasons = 0
    for broken in damaged(file):
        try:
            picture = accept("photo", broken)
        except BadPicture:
            reasons += 1
        else:
            pictures += 1
            assert Image.open(BytesIO(picture.data)).size == (picture.width, picture.height)
    # Cutting always shows; some turned bits do not.
    assert reasons >= 30
    assert pictures >= 1
