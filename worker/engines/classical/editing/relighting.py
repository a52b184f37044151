"""Sheds another light on a picture; shapes are guessed from tones and the outline."""

from typing import NamedTuple

import cv2
import numpy as np

from worker.engines.classical.editing.changes import Change
from worker.engines.classical.finding.contours import is_clear
from worker.engines.classical.finding.masks import subject_mask
from worker.engines.classical.painting.chance import Draw
from worker.engines.classical.painting.pixels import Colour8, Picture, Plane, unit
from worker.engines.classical.painting.smoothing import widely_blurred
from worker.engines.classical.painting.tone import from_lab, luma, positions, to_lab
from worker.engines.classical.words.lamps import Lamp


class Way(NamedTuple):
    """How a variant is lit."""

    title: str
    contrast: float  # of what faces the lamp and what does not, in stops
    fall: float  # across the picture, in stops
    colour: float  # how much the lamp's colour counts


WAYS = (
    Way("soft", 1.0, 1.8, 0.8),
    Way("strong", 1.9, 3.0, 1.0),
    Way("even", 0.4, 3.4, 1.4),
    Way("dramatic", 2.4, 5.2, 1.1),
)
_LIT, _SHADED = 0.3, 1.15  # how much of the stops the lit and the shaded sides take
_ROUNDED = 0.13  # of a subject's size, over which its guessed shape is rounded
# Shifts of a*, b* where the lamp shines, and in its shadow.
_TONES = {"warm": ((8, 40), (2, -4)), "cool": ((-5, -30), (0, -4)), "": ((0, 3), (0, -3))}


def relit(colour: Colour8, picture: Picture, lamp: Lamp, draw: Draw) -> Change:
    """`picture` with the lamp's light on it; a guess at shape, and no depth is known."""
    way = draw.one_of(WAYS)
    height, width = picture.shape[:2]
    turn = draw.between(-0.2, 0.2, 1)
    towards = np.array([lamp.across + turn * abs(lamp.down), lamp.down + turn * abs(lamp.across)])
    towards = towards / np.hypot(*towards)
    facing = _facing(colour, picture, towards)
    down, across = positions(picture)
    fall = (across - 0.5) * towards[0] * 2 + (down - 0.5) * towards[1] * 2
    stops = (way.contrast * facing + 0.5 * way.fall * fall).astype(np.float32)
    # A lamp is mostly seen by the shadows that it leaves: light tones have little room upwards.
    new = _exposed(picture, np.where(stops > 0, _LIT * stops, _SHADED * stops))
    lit = np.clip(0.5 + 0.5 * stops / max(way.contrast, way.fall), 0, 1)
    new = _tinted(new, lit, lamp.tone, way.colour)
    whole = np.ones((height, width), np.float32)
    return Change(new, whole, f"{way.title} {lamp.title}", "")


def _facing(colour: Colour8, picture: Picture, towards: Plane) -> Plane:
    """How much each place faces the lamp, -1 to 1: slopes of a relief that is guessed.

    Light tones stand out a little; where there is a clear subject, it alone has a shape.
    """
    scale = unit(picture)
    facing = _slope(0.35 * widely_blurred(luma(picture), 8 * scale), towards, scale)
    subject = subject_mask(colour)
    if not is_clear(colour, subject):
        return facing
    depth = cv2.distanceTransform((subject > 0.5).astype(np.uint8), cv2.DIST_L2, 5)
    bulge = np.sqrt(depth / max(float(depth.max()), 1.0))
    # The ridge of the distances is an edge that no rounded thing has.
    bulge = widely_blurred(bulge.astype(np.float32), _ROUNDED * float(np.sqrt(subject.sum())))
    return np.clip(facing + _slope(bulge, towards, scale), -1, 1) * subject


def _slope(relief: Plane, towards: Plane, scale: float) -> Plane:
    """The cosine between the relief and the direction in the plane, -1 to 1."""
    smooth = widely_blurred(relief.astype(np.float32), 14 * scale)
    steep = 220 * scale / 8
    across = steep * cv2.Sobel(smooth, cv2.CV_32F, 1, 0)
    down = steep * cv2.Sobel(smooth, cv2.CV_32F, 0, 1)
    slope = -(across * towards[0] + down * towards[1]) / np.sqrt(1 + across**2 + down**2)
    return widely_blurred(np.clip(1.5 * slope, -1, 1).astype(np.float32), 6 * scale)


def _exposed(picture: Picture, stops: Plane) -> Picture:
    """More or less light, with a shoulder, so that nothing burns out."""
    light = np.clip(picture, 0, 1) ** np.float32(2.2) * (2**stops)[..., None]
    rolled = np.where(light > 0.6, 0.6 + 0.4 * np.tanh((light - 0.6) / 0.4), light)
    return np.clip(rolled, 0, 1) ** np.float32(1 / 2.2)


def _tinted(picture: Picture, lit: Plane, tone: str, amount: float) -> Picture:
    lab = to_lab(picture)
    lights, shadows = _TONES[tone]
    for axis in (0, 1):
        shift = lights[axis] * lit + shadows[axis] * (1 - lit)
        lab[..., axis + 1] += amount * shift * (0.35 + 0.65 * lab[..., 0] / 100)
    return from_lab(lab)
