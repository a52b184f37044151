"""Pixels to files and back."""

import base64
import io

import numpy as np
import pytest
from PIL import Image

from tests.pictures_made import as_jpeg, landscape
from worker.engine import Pixels
from worker.media.files import jpeg, master, pixels_of, preview

CLEAR = np.dstack([landscape(), np.tile(np.arange(160, dtype=np.uint8), (120, 1))])


GRAIN = np.random.default_rng(1).normal(128, 20, (256, 256, 3)).astype(np.uint8)
TILES = np.tile(GRAIN[:16, :16], (16, 16, 1))


@pytest.mark.parametrize("painted", [False, True], ids=["drawn", "painted"])
@pytest.mark.parametrize(
    "pixels", [landscape(), CLEAR, GRAIN, TILES], ids=["opaque", "transparent", "grain", "tiles"]
)
def test_a_master_loses_nothing(pixels: Pixels, *, painted: bool) -> None:
    assert (pixels_of(master(pixels, painted=painted)) == pixels).all()


def test_what_repeats_is_looked_for_where_no_model_painted() -> None:
    assert len(master(TILES)) < len(master(TILES, painted=True)) / 3
    assert len(master(GRAIN, painted=True)) < len(master(GRAIN))


def test_a_master_is_a_png_of_the_right_colours() -> None:
    with Image.open(io.BytesIO(master(landscape()))) as image:
        assert image.format == "PNG"
        assert image.getpixel((60, 70)) == (190, 40, 30)


def test_a_chat_picture_is_a_jpeg_near_the_original() -> None:
    with Image.open(io.BytesIO(jpeg(landscape(640, 480)))) as image:
        assert image.format == "JPEG"
        difference = np.abs(np.asarray(image).astype(int) - landscape(640, 480))
        assert difference.mean() < 4


def test_a_preview_is_small() -> None:
    with Image.open(io.BytesIO(base64.b64decode(preview(landscape(1600, 1200))))) as image:
        assert image.size == (384, 288)


def test_a_stored_jpeg_is_read_as_rgb() -> None:
    assert pixels_of(as_jpeg(landscape())).shape == (120, 160, 3)
