"""Small type on a screen keeps its ink and its face, and no shadow is seen where none is."""

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

from core.catalogue import Intent
from tests.pictures.screens import COLUMNS, INK, screen
from tests.worker.engines.classical.requests import made
from worker.engine import Pixels
from worker.engines.classical.editing.retexting import covers
from worker.engines.classical.lettering.line import lettering
from worker.engines.classical.lettering.reading import Line

_ROW = slice(202, 226), slice(COLUMNS[0] - 6, COLUMNS[0] + 130)  # where Greenleaf stands


def _typed(text: str, size: int) -> Pixels:
    """`text` in dark ink on plain white, at `size` px to the em."""
    picture = Image.new("RGB", (320, 90), (255, 255, 255))
    ImageDraw.Draw(picture).text((60, 34), text, fill=INK, font=ImageFont.load_default(size))
    return np.asarray(picture)


def _line(picture: Pixels, padding: float) -> Line:
    """The line of ink in `picture`, in a box with `padding` px around it."""
    rows, columns = (np.flatnonzero((picture.min(axis=2) < 200).any(axis=axis)) for axis in (1, 0))
    left, right = columns[0] - padding, columns[-1] + 1 + padding
    top, low = rows[0] - padding, rows[-1] + 1 + padding
    corners = np.array([(left, top), (right, top), (right, low), (left, low)], np.float32)
    return Line("Paid", corners, 1.0)


@pytest.mark.parametrize("size", [14, 16, 18, 30])
@pytest.mark.parametrize("text", ["Blue Harbor Ltd", "12 March 2026"])
def test_the_ink_of_small_type_is_as_dark_as_it_was_printed(text: str, size: int) -> None:
    picture = _typed(text, size)
    seen = lettering(picture, _line(picture, 4))
    assert seen is not None
    assert np.abs(np.array(seen.colour) * 255 - INK).max() <= 12


def _darkest(picture: Pixels) -> NDArray[np.float64]:
    """The colour that the darkest pixels of the row have."""
    part = picture[_ROW].reshape(-1, 3).astype(np.float64)
    return part[np.argsort(part.sum(axis=1))[:25]].mean(axis=0)


@pytest.mark.parametrize("seed", range(4))
def test_a_new_cell_is_as_dark_as_the_old_and_has_no_shadow(seed: int) -> None:
    source = screen()
    variant = made(source, "change Greenleaf to Greenfield", Intent.EDIT, seed=seed)
    assert "shadow" not in variant.did
    assert np.abs(_darkest(variant.pixels) - _darkest(source)).max() < 16
    inks = [255.0 - cv2.cvtColor(one[_ROW], cv2.COLOR_RGB2GRAY) for one in (source, variant.pixels)]
    letters = len("Greenfield") / len("Greenleaf")
    assert 0.85 < inks[1].sum() / inks[0].sum() / letters < 1.15


@pytest.mark.parametrize(("pieces", "whole"), [(1, True), (3, False)], ids=["whole", "a third"])
def test_a_short_word_fills_its_roomy_box(pieces: int, whole: bool) -> None:
    """A reader pads what it finds: of four small letters a third of the box is air."""
    picture = _typed("Paid", 17)
    line, seen = _line(picture, 8.5), lettering(picture, _line(picture, 8.5))
    assert seen is not None
    seen = seen._replace(box=seen.box._replace(width=seen.box.width / pieces))
    assert covers(seen, line) == whole
