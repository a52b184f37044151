"""Puts something plain behind the subject: a colour, a gradient, or a painted sky."""

from typing import NamedTuple

import cv2
import numpy as np

from worker.engines.classical.editing.changes import Change
from worker.engines.classical.editing.distance import grained, photographed
from worker.engines.classical.editing.skies import painted_sky
from worker.engines.classical.editing.stages import Stage
from worker.engines.classical.finding.cutout import foreground
from worker.engines.classical.painting.chance import Draw
from worker.engines.classical.painting.pixels import Picture, Plane, filled, mixed, unit
from worker.engines.classical.painting.smoothing import blurred, widely_blurred
from worker.engines.classical.painting.tone import RGB, from_lab, mapped, positions, to_lab
from worker.engines.classical.posters.scenery import scenery
from worker.engines.classical.words.vocabulary import Colour

_DRAWN = "background replaced by an out-of-focus scene that is drawn, not photographed"
_WHITE = (255, 255, 255)


class Light(NamedTuple):
    """How a plain ground is lit."""

    title: str
    middle: float  # L* added in the middle
    rim: float  # L* added at the corners
    floor: float  # L* added at the lower edge
    shadow: float  # how dark the subject's shadow is, 0 to 1


LIGHTS = (
    Light("flat {}", 0, 0, 0, 0),
    Light("{} with a soft shadow", 0, -3, -4, 0.45),
    Light("{} with a glow behind", 9, -16, 0, 0),
    Light("{} like a studio floor", 5, -8, -20, 0.5),
)
# Of white, and of what is to be plain: the ground itself stays as it was asked for.
_PLAIN = (
    LIGHTS[0],
    Light("{} with a soft shadow", 0, 0, 0, 0.45),
    Light("{} with a faint shadow", 0, 0, 0, 0.2),
    Light("{} with a deep shadow", 0, 0, 0, 0.7),
)
# Degrees that a gradient is turned by, and hue and L* of its end against its beginning.
_GRADIENTS = ((90, 40, -30), (45, -50, -22), (0, 70, -14), (135, -30, 26))


def restaged(
    picture: Picture, subject: Plane, stage: Stage, draw: Draw, front: Picture | None = None
) -> Change:
    """`picture` with `stage` behind `subject` (0 to 1), whose own pixels stay as they are.

    `front` has the colours of the subject without its ground; left out, they are looked for.
    """
    front = foreground(picture, subject) if front is None else front
    if stage.scene:
        return _in_scene(front, subject, stage, draw)
    ground, title = _ground(picture, subject, stage, draw)
    new = mixed(ground, front, subject)
    if stage.sky:
        new = _wrapped(new, ground, subject)
    return Change(new, _behind(subject), title, "background replaced", whole=True)


def _behind(subject: Plane) -> Plane:
    """Where anything of a ground is seen: what is wholly the subject's stays as it is."""
    return (subject < 1).astype(np.float32)


def _in_scene(front: Picture, subject: Plane, stage: Stage, draw: Draw) -> Change:
    height, width = subject.shape
    scene = scenery(stage.scene, (width, height), draw, light="day")
    far = grained(photographed(scene.seen), front, subject, draw)
    place = f"{_DRAWN}: {scene.title}"
    new, colours = mixed(far, front, subject), scene.variant.partition(", ")[0]
    return Change(new, _behind(subject), colours, place, whole=True)


def _ground(picture: Picture, subject: Plane, stage: Stage, draw: Draw) -> tuple[Picture, str]:
    if stage.sky:
        # Nothing of the old background may shine through, as the clouds of an old sky do.
        empty = filled(picture, (0.62, 0.62, 0.62))
        ground, title = painted_sky(empty, np.ones_like(subject), stage.sky, draw)
        return ground, f"{title} {stage.sky} sky"
    if stage.gradient:
        return _gradient(picture, stage.colours, draw)
    colour = stage.colours[0]
    plain = stage.plain or colour.name == "white"
    return _plain(picture, subject, colour, draw.one_of(_PLAIN if plain else LIGHTS))


def _plain(picture: Picture, subject: Plane, colour: Colour, light: Light) -> tuple[Picture, str]:
    lab = to_lab(filled(picture, _rgb(colour)))
    down, across = positions(picture)
    away = np.clip(np.hypot(across - 0.5, down - 0.45) / 0.67, 0, 1)
    lab[..., 0] += light.middle * (1 - away) ** 2 + light.rim * away**2
    lab[..., 0] += light.floor * np.clip((down - 0.6) / 0.4, 0, 1) ** 2
    lab[..., 0] *= 1 - light.shadow * _shadow(subject)
    return from_lab(lab), light.title.format(colour.name)


def _rgb(colour: Colour) -> RGB:
    red, green, blue = _WHITE if colour.name == "white" else colour.rgb
    return red / 255, green / 255, blue / 255


def _shadow(subject: Plane) -> Plane:
    """A soft shadow on the ground below what stands on it; none where the edge cuts the subject."""
    scale, solid = unit(subject), subject > 0.5
    rows = np.nonzero(solid.any(axis=1))[0]
    shade = np.zeros(subject.shape, np.float32)
    if not rows.size or rows[-1] >= len(subject) - 2:
        return shade
    foot = np.nonzero(solid[max(0, int(rows[-1]) - round(30 * scale)) :].any(axis=0))[0]
    middle = int(foot[0] + foot[-1]) // 2, int(rows[-1]) - round(4 * scale)
    axes = max(4, int(np.ptp(foot)) * 11 // 20), max(3, round(int(np.ptp(foot)) * 0.12))
    cv2.ellipse(shade, middle, axes, 0, 0, 360, 1.0, -1)
    return np.clip(0.7 * blurred(shade, 9 * scale) + 0.5 * widely_blurred(shade, 34 * scale), 0, 1)


def _gradient(picture: Picture, colours: tuple[Colour, ...], draw: Draw) -> tuple[Picture, str]:
    turn, hue, depth = draw.one_of(_GRADIENTS)
    down, across = positions(picture)
    angle = np.deg2rad(turn + draw.between(-8, 8, 1))
    along = (across - 0.5) * np.cos(angle) + (down - 0.5) * np.sin(angle)
    along = (along - along.min()) / max(float(np.ptp(along)), 1e-6)
    first = _first(picture, colours, draw)
    last = _rgb(colours[1]) if len(colours) > 1 else _turned(first, hue, depth)
    stops = [(0.0, _bytes(first)), (1.0, _bytes(last))]
    named = " to ".join(colour.name for colour in colours[:2]) or "gradient"
    return mapped(along.astype(np.float32), stops), f"{named}, turned by {turn}°"


def _first(picture: Picture, colours: tuple[Colour, ...], draw: Draw) -> RGB:
    """The colour that was named, or one of the opposite hue of the picture's own."""
    if colours:
        return _rgb(colours[0])
    lab = to_lab(picture).reshape(-1, 3).mean(axis=0)
    angle = np.arctan2(-lab[2], -lab[1]) + draw.between(-0.6, 0.6, 2)
    shade = np.array([[[72, 34 * np.cos(angle), 34 * np.sin(angle)]]], np.float32)
    red, green, blue = from_lab(shade)[0, 0]
    return float(red), float(green), float(blue)


def _turned(colour: RGB, hue: float, depth: float) -> RGB:
    lab = to_lab(np.array([[colour]], np.float32))[0, 0]
    angle = np.arctan2(lab[2], lab[1]) + np.deg2rad(hue)
    chroma = max(float(np.hypot(lab[1], lab[2])), 18.0)
    light = float(np.clip(lab[0] + depth, 12, 94))
    end = np.array([[[light, chroma * np.cos(angle), chroma * np.sin(angle)]]], np.float32)
    red, green, blue = from_lab(end)[0, 0]
    return float(red), float(green), float(blue)


def _bytes(colour: RGB) -> tuple[int, int, int]:
    red, green, blue = (round(255 * value) for value in colour)
    return red, green, blue


def _wrapped(new: Picture, ground: Picture, subject: Plane) -> Picture:
    """A little of the sky's light around the edge of the subject, where it is not solid."""
    rim = np.clip(blurred(1 - subject, 3 * unit(subject)) * subject, 0, 1)
    return mixed(new, np.maximum(new, widely_blurred(ground, 20 * unit(subject))), 0.4 * rim)
