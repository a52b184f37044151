"""Watercolour: flat washes in soft steps, pigment pooled at their rims, bare paper around."""

from typing import NamedTuple

import numpy as np

from worker.engines.classical.finding.faces import Faces, faces_of
from worker.engines.classical.finding.saliency import delicate
from worker.engines.classical.painting.chance import Draw
from worker.engines.classical.painting.flow import flow_of, lines_of
from worker.engines.classical.painting.grading import developed
from worker.engines.classical.painting.pixels import Picture, Plane, filled, mixed, unit
from worker.engines.classical.painting.smoothing import blurred, flattened, painted
from worker.engines.classical.painting.texture import clouds, paper, wobbled
from worker.engines.classical.painting.tone import (
    RGB,
    from_lab,
    levelled,
    luma,
    positions,
    saturated,
    step,
    stretched,
    tinted,
    to_lab,
)


class Wash(NamedTuple):
    """One way of painting."""

    title: str
    brush: float  # design px
    washes: float  # tonal steps
    lightness: float  # exponent: smaller is lighter
    chroma: float
    wobble: float  # design px
    pool: float  # how much darker the rims are
    margin: float  # of the short side
    tint: RGB
    pen: float = 0.0  # how strong a pen drawing under it is


WASHES = (
    Wash("clear washes", 6, 7, 0.72, 1.05, 1.5, 0.30, 0.0, (1.02, 0.98, 0.92)),
    Wash("wet in wet", 10, 5, 0.58, 0.82, 3.0, 0.40, 0.012, (0.92, 0.99, 1.03)),
    Wash("pen and wash", 5, 9, 0.56, 0.5, 1.4, 0.24, -0.006, (1.03, 0.99, 0.80), pen=0.85),
    Wash("deep evening glazes", 7, 6, 1.20, 0.95, 2.0, 0.26, 0.006, (0.90, 0.92, 1.04)),
)
_PAPER: RGB = (0.972, 0.955, 0.925)
_EYE = 55  # of the width of a face: brushes that paint an eye


def watercolour(picture: Picture, draw: Draw) -> tuple[Picture, str]:
    """Paint `picture` in watercolour (density model: Bousseau et al. 2006)."""
    wash, scale = draw.one_of(WASHES), unit(picture)
    ready = saturated(levelled(picture, 0.8), wash.chroma * draw.between(0.9, 1.12, 1), 0.12)
    ready = tinted(ready ** np.float32(wash.lightness * draw.between(0.9, 1.1, 2)), wash.tint)
    found = faces_of(picture)
    wobble = wash.wobble * scale * (1 - found.mask)
    flat = _washed(wobbled(ready, draw.noise(1), wobble, 26 * scale), wash, found, scale)
    sheet = paper(picture.shape, draw.noise(2), max(0.5, 1.1 * scale))
    density = _density(flat, wash, draw, scale) + 0.05 * sheet.height * (1 - luma(flat))
    colour = np.clip(flat, 0.004, 1) ** np.clip(density, 0.3, 3)[..., None]
    if wash.pen:
        colour = _penned(colour, ready, wash.pen, scale)
    colour = developed(colour, draw, 0.3, 8.0)
    return _on_paper(colour, wash, draw) * sheet.light[..., None], wash.title


def _washed(picture: Picture, wash: Wash, found: Faces, scale: float) -> Picture:
    flat = flattened(painted(picture, wash.brush * scale), 7 * scale, 0.1, 1)
    brush = min(wash.brush, 3.0) * scale
    careful = painted(picture, min(brush, found.side / _EYE) if found.side else brush)
    flat = mixed(flat, careful, np.maximum(delicate(picture) * 0.9, found.mask))
    lab = to_lab(flat)
    levels = lab[..., 0] / 100 * wash.washes
    whole = np.floor(levels)
    stepped = (whole + step(0.3, 0.7, levels - whole)) / wash.washes * 100
    lab[..., 0] = mixed(lab[..., 0], stepped, 0.65 - 0.4 * found.mask)
    return from_lab(lab)


def _density(flat: Picture, wash: Wash, draw: Draw, scale: float) -> Plane:
    tones = luma(flat)
    rims = np.abs(tones - blurred(tones, wash.brush * 0.5 * scale))
    rims = blurred(stretched(rims, 10, 99.5), 0.8 * scale)
    grain = clouds(flat.shape, draw.noise(3), 5 * scale, 2) * 0.05
    blooms = clouds(flat.shape, draw.noise(4), 110 * scale) * 0.13
    return 1 + wash.pool * rims + grain * (1.2 - tones) * 2 + blooms * (1.15 - tones)


def _penned(colour: Picture, source: Picture, strength: float, scale: float) -> Picture:
    lines = lines_of(luma(source), 1.2 * scale, flow_of(source, 3 * scale, 24 * scale))
    return mixed(colour, colour * 0.2 + 0.03, lines * strength)


def _on_paper(colour: Picture, wash: Wash, draw: Draw) -> Picture:
    height, width = colour.shape[:2]
    short = min(height, width)
    down, across = positions(colour)
    edge = np.minimum(
        np.minimum(across, 1 - across) * (width / short),
        np.minimum(down, 1 - down) * (height / short),
    )
    edge = edge + clouds(colour.shape, draw.noise(5), short * 0.16, 4) * 0.009 - wash.margin
    rim = np.exp(-(((edge - 0.031) / 0.006) ** 2))
    painted_over = colour * (1 - 0.16 * rim[..., None])
    sheet = filled(colour, _PAPER)
    return mixed(sheet, painted_over * sheet, step(0.018, 0.030, edge))
