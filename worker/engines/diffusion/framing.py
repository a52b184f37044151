"""A picture in another frame: what is around it is to be painted, and it is kept to the bit."""

from dataclasses import replace
from typing import NamedTuple

import cv2
import numpy as np

from core.errors import Unable
from core.jobs import JobSpec
from worker.engine import Laying, Marks, Pixels
from worker.engines.diffusion.calling import WHITE, Seat, inputs_of
from worker.media.ground import opaque

LONGEST = 8192  # px, a side of the frame
FARTHER = 1.5  # sides of the picture that a frame has, where no ratio is asked for
_STRENGTH = 1.0  # nothing of what is laid there first is to be seen


class Framed(NamedTuple):
    """A picture with room around it."""

    pixels: Pixels
    marks: Marks  # the room
    laying: Laying


def framed(seat: Seat) -> Seat:
    """A variant whose picture stands in the frame that is asked for; raises Unable for one that is
    too long."""
    task, spec = seat.task, seat.task.spec
    picture = inputs_of(seat)[0]
    found = _around(picture, *_sides(picture, _ratio(spec)), task.card.title)
    prompt = replace(spec.prompt, strength=_STRENGTH)
    alone = replace(
        spec, inputs=spec.inputs_of(seat.variant), each=False, prompt=prompt, strength=_STRENGTH
    )
    changed = replace(task, spec=alone, inputs=(found.pixels,), marks=found.marks, kept=b"")
    return seat._replace(task=changed, laying=found.laying)


def _ratio(spec: JobSpec) -> float | None:
    """Width to height of the frame, as it was asked for: sides are rounded to what a model paints;
    None where nothing was."""
    if (asked := spec.prompt.ratio) is not None:
        return asked.width / asked.height
    return spec.width / spec.height if spec.width and spec.height else None


def _sides(picture: Pixels, ratio: float | None) -> tuple[int, int]:
    """Width and height of the smallest frame of that ratio around a picture; of one that stands
    farther off, where there is no ratio or the picture has it."""
    tall, wide = picture.shape[:2]
    ratio = ratio or wide / tall
    across, down = max(wide, round(tall * ratio)), max(tall, round(wide / ratio))
    if (across, down) == (wide, tall):
        return round(wide * FARTHER), round(tall * FARTHER)
    return across, down


def _around(picture: Pixels, width: int, height: int, model: str) -> Framed:
    if max(width, height) > LONGEST:
        reason = f"the frame would be {width} x {height} px, and {LONGEST} px a side is the most."
        raise Unable(model=model, reason=reason)
    tall, wide = picture.shape[:2]
    left, top = (width - wide) // 2, (height - tall) // 2
    room = top, height - tall - top, left, width - wide - left
    pixels = cv2.copyMakeBorder(opaque(picture), *room, cv2.BORDER_REPLICATE)
    marks = np.full((height, width), WHITE, np.uint8)
    marks[top : top + tall, left : left + wide] = 0
    if picture.shape[2] == 4:  # what is painted is to be seen
        pixels = np.dstack([pixels, marks])
        pixels[top : top + tall, left : left + wide] = picture
    return Framed(np.asarray(pixels, np.uint8), marks, Laying(corner=(-left, -top)))
