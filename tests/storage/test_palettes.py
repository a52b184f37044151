"""The colours that rule pictures, and a picture of colours."""

from io import BytesIO
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from core.jobs import Asset
from core.palettes import FOUND
from storage.blobs import ObjectBlobs
from storage.memory import Memory, MemoryLedger
from storage.palette_pixels import found, swatches
from storage.palettes import KeptPalettes, PaletteProcess, in_thread
from storage.renditions import KeptRenditions
from storage.renditions import in_thread as small_in_thread
from tests.pictures_made import as_png
from tests.values import SetClock, asset

BRICK, IVORY, NAVY = (181, 70, 42), (255, 255, 240), (22, 36, 79)


def striped(*parts: tuple[tuple[int, int, int], int]) -> bytes:
    """Stripes of colours, each so many px wide."""
    row = [colour for colour, width in parts for _ in range(width)]
    return as_png(np.array([row] * 60, np.uint8))


def test_what_covers_more_comes_first() -> None:
    picture = striped((NAVY, 150), (BRICK, 60), (IVORY, 10))
    assert found((picture,)) == ("#16244f", "#b5462a", "#fffff0")


def test_a_small_spot_of_a_full_colour_comes_before_grey_of_its_size() -> None:
    picture = striped(((250, 250, 250), 160), ((120, 120, 120), 30), ((220, 20, 30), 30))
    assert found((picture,))[1] == "#dc141e"


def test_each_picture_counts_alike() -> None:
    large = as_png(np.full((900, 900, 3), NAVY, np.uint8))
    small = as_png(np.full((9, 9, 3), BRICK, np.uint8))
    assert set(found((large, small))) == {"#16244f", "#b5462a"}


def test_shades_of_one_colour_are_one() -> None:
    shades = [((100 + 3 * step, 40, 40), 20) for step in range(6)]
    assert len(found((striped(*shades),))) == 1


def test_no_more_than_the_limit() -> None:
    many = [((60 * red, 90 * green, 120), 20) for red in range(4) for green in range(3)]
    assert len(found((striped(*many),))) == FOUND


def test_what_is_transparent_has_no_colour() -> None:
    pixels = np.zeros((40, 40, 4), np.uint8)
    pixels[10:20, 10:20] = (*BRICK, 255)
    file = BytesIO()
    Image.fromarray(pixels).save(file, "PNG")
    assert found((file.getvalue(),)) == ("#b5462a",)
    empty = BytesIO()
    Image.new("RGBA", (9, 9)).save(empty, "PNG")
    assert found((empty.getvalue(),)) == ()


def test_the_picture_has_each_colour() -> None:
    data, width, height = swatches(("#b5462a", "#fffff0"))
    with Image.open(BytesIO(data)) as made:
        assert made.size == (width, height)
        colours = {colour for _, colour in made.getcolors(100_000) or []}
    assert {BRICK, IVORY} <= colours


def kept(blobs: ObjectBlobs, memory: Memory) -> KeptPalettes:
    renditions = KeptRenditions(small_in_thread(blobs), blobs)
    return KeptPalettes(in_thread, blobs, renditions, MemoryLedger(memory, SetClock()))


async def stored(blobs: ObjectBlobs, data: bytes) -> Asset:
    sha256 = await blobs.put(data)
    return Asset(sha256, "image/png", len(data), 220, 60)


async def test_a_palette_is_kept_as_a_file() -> None:
    blobs, memory = ObjectBlobs.in_memory(), Memory()
    made = await kept(blobs, memory).drawn(("#b5462a",))
    assert made is not None
    assert len(await blobs.get(made.sha256)) == made.size
    assert memory.assets == {made.sha256: made}


@pytest.mark.parametrize("data", [b"", b"no picture at all"], ids=["gone", "no picture"])
async def test_what_cannot_be_read_has_no_palette(data: bytes) -> None:
    blobs = ObjectBlobs.in_memory()
    one = await stored(blobs, data) if data else asset("gone")
    assert await kept(blobs, Memory()).of([one]) == ()


async def test_colours_are_taken_in_another_process(tmp_path: Path) -> None:
    blobs = ObjectBlobs.in_memory()
    process = PaletteProcess(str(tmp_path))
    renditions = KeptRenditions(small_in_thread(blobs), blobs)
    ledger = MemoryLedger(Memory(), SetClock())
    palettes = KeptPalettes(process.run, blobs, renditions, ledger)
    try:
        one = await stored(blobs, striped((NAVY, 150), (BRICK, 70)))
        assert await palettes.of([one]) == ("#16244f", "#b5462a")
    finally:
        process.close()
