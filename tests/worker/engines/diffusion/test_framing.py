"""The frame around a picture has the ratio that was asked for."""

import numpy as np
import pytest

from core.catalogue import Intent
from core.prompts import Prompt
from core.ratios import Ratio
from tests.pictures_made import landscape
from tests.values import asset, spec
from tests.worker.cards import diffusion_card
from worker.engine import Pixels, Task
from worker.engines.diffusion.calling import Seat
from worker.engines.diffusion.framing import framed


def seat(picture: Pixels, ratio: Ratio, width: int, height: int) -> Seat:
    """A variant in another frame, with the sides that its model paints for that ratio."""
    prompt = Prompt("", ratio=ratio)
    sides = {"width": width, "height": height}
    asked = spec(intent=Intent.REFRAME, prompt=prompt, count=1, inputs=(asset(),), **sides)
    return Seat(0, Task(asked, diffusion_card(), (picture,)), 1)


@pytest.mark.parametrize(
    ("ratio", "painted", "frame"),
    [
        (Ratio(16, 9), (80, 48), (1920, 1080)),
        (Ratio(4, 5), (48, 64), (1080, 1350)),
        (Ratio(1, 1), (64, 64), (1080, 1080)),
    ],
    ids=lambda value: getattr(value, "title", None),
)
def test_it_is_counted_from_the_ratio_and_not_from_sides_that_were_rounded(
    ratio: Ratio, painted: tuple[int, int], frame: tuple[int, int]
) -> None:
    picture = landscape(1080, 1080)
    tall, wide = framed(seat(picture, ratio, *painted)).task.inputs[0].shape[:2]
    assert (wide, tall) == (frame if frame != (1080, 1080) else (1620, 1620))


def test_around_an_erased_edge_nothing_of_it_is_shown() -> None:
    erased = np.dstack([landscape(40, 40), np.zeros((40, 40), np.uint8)])
    found = framed(seat(erased, Ratio(2, 1), 96, 48)).task
    (pixels,), marks = found.inputs, found.marks
    assert marks is not None
    assert (pixels[marks > 0] == 255).all()
    assert np.array_equal(pixels[marks == 0], erased.reshape(-1, 4))
