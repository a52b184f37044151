"""Comic: flat tones, ink along the edges, printed dots in the shadows."""

from typing import NamedTuple

import numpy as np

from worker.engines.classical.painting.chance import Draw
from worker.engines.classical.painting.flow import flow_of, inked, lines_of
from worker.engines.classical.painting.grading import developed
from worker.engines.classical.painting.pixels import Picture, Plane, mixed, unit
from worker.engines.classical.painting.smoothing import blurred, flattened, painted, widely_blurred
from worker.engines.classical.painting.texture import dots
from worker.engines.classical.painting.tone import (
    RGB,
    from_lab,
    levelled,
    luma,
    mapped,
    saturated,
    step,
    tinted,
    to_lab,
)


class Issue(NamedTuple):
    """One way of drawing and printing."""

    title: str
    tones: int
    chroma: float
    nib: float  # design px
    ink: float  # threshold: higher inks more
    screen: float  # pitch of the dots in design px; 0 for none
    tint: RGB
    light: float = 1.0
    night: bool = False  # coloured by a limited palette


ISSUES = (
    Issue("four-colour print", 5, 1.35, 1.1, 0.18, 7, (1.0, 0.97, 0.90)),
    Issue("bold ink", 4, 1.5, 1.6, 0.30, 9, (1.02, 0.90, 0.74), 0.66),
    Issue("clear line", 6, 0.9, 0.9, 0.14, 0, (1.0, 1.0, 0.98), 1.6),
    Issue("limited palette at dusk", 4, 0.9, 1.4, 0.28, 7, (1.0, 0.97, 0.95), night=True),
)
_DUSK = (
    (0.0, (18, 14, 30)),
    (0.35, (52, 50, 92)),
    (0.62, (196, 92, 74)),
    (0.85, (246, 200, 130)),
    (1.0, (255, 246, 222)),
)


def comic(picture: Picture, draw: Draw) -> tuple[Picture, str]:
    """Draw `picture` as a comic."""
    issue, scale = draw.one_of(ISSUES), unit(picture)
    ready = saturated(levelled(picture, 0.8), issue.chroma * draw.between(0.9, 1.1, 1), 0.25)
    flat = flattened(painted(ready, 4 * scale), 7 * scale, 0.14, 2)
    colour, light = _toned(flat, issue, draw)
    if issue.night:
        colour = mapped(luma(colour), _DUSK)
    if issue.screen:
        colour = _screened(colour, light, issue.screen * scale, draw)
    printed = developed(tinted(colour, issue.tint), draw, 0.42)
    return printed * _ink(ready, flat, issue, scale)[..., None], issue.title


def _toned(flat: Picture, issue: Issue, draw: Draw) -> tuple[Picture, Plane]:
    lab = to_lab(flat)
    lab[..., 2] += draw.between(-3, 3, 0)
    gamma = 0.88 / issue.light * draw.between(0.94, 1.06, 2)
    light = np.clip(lab[..., 0] / 100, 0, 1) ** np.float32(gamma)
    levels = light * issue.tones
    whole = np.floor(levels)
    stepped = (whole + step(0.4, 0.6, levels - whole)) / issue.tones
    lab[..., 0] = (stepped * 0.8 + light * 0.2) * 100
    return from_lab(lab), light


def _screened(colour: Picture, light: Plane, pitch: float, draw: Draw) -> Picture:
    screen = dots(light.shape, max(3.0, pitch), 0.7 + draw.between(-0.2, 0.2, 3))
    dark = np.clip((0.62 - light) * 1.15, 0, 0.72)
    dotted = step(0.10, 0.0, screen - dark + 0.12) * step(0.65, 0.45, light)
    return mixed(colour, colour * 0.72, dotted * 0.8)


def _ink(ready: Picture, flat: Picture, issue: Issue, scale: float) -> Plane:
    flow = flow_of(flat, max(1.0, 3 * scale), 24 * scale)
    tones = luma(blurred(ready, 0.6 * scale))
    # Thresholds follow the neighbourhood, or a dark picture would turn to ink altogether.
    tones = np.clip(tones + 0.45 * (0.5 - widely_blurred(tones, 80 * scale)), 0, 1)
    nib = max(0.6, issue.nib * scale)
    lines = lines_of(luma(flat), max(0.7, 1.6 * scale), flow, 0.010)
    return np.minimum(inked(tones, nib, issue.ink, flow), 1 - lines)
