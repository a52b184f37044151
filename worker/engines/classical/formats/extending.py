"""More picture beyond two of its sides: its own plain edge goes on, or a blurred copy of it."""

import cv2
import numpy as np

from worker.engines.classical.framing.surrounds import SURROUNDS, surrounded
from worker.engines.classical.painting.pixels import (
    Colour8,
    Layers,
    Picture,
    Pixels8,
    Plane,
    to_bytes,
    to_float,
    together,
)
from worker.engines.classical.painting.smoothing import blurred, widely_blurred
from worker.engines.classical.painting.tone import luma

_STRIP = 0.03  # of the side that is left, that tells how its edge goes on
_PLAIN = 0.035  # of tone: an edge that varies by less from place to place is plain
_FINE = 0.006  # of the longer side: what is finer is grain
_MIRRORED = 0.15  # of the side: more of it, mirrored, would look like a kaleidoscope
_UNTOUCHED = 0.9  # of the room beside what matters, that may be seen twice
_EASED = 0.6  # of the side, over which a picture runs into its surround
_SOFTER = 0.6  # px of blur for each px from the edge
_LEVELS = 6  # of blur, from the edge outwards
_WIDEST = 0.12  # of the longer side: the blur farthest out


def extended(layers: Layers, ratio: float, free: tuple[int, int], seed: int) -> tuple[Pixels8, str]:
    """`layers` to the bit within a picture of `ratio` (width to height), and how it went on.

    Where the edges are plain their colours go on; where nothing that matters is within `free` px
    of them, before and behind, what is there is mirrored; else the room is filled by a blurred
    copy. What is transparent stays so.
    """
    height, width = layers.colour.shape[:2]
    full = max(width, round(height * ratio)), max(height, round(width / ratio))
    upright = full[1] > height
    room = full[1] - height if upright else full[0] - width
    half = room // 2, room - room // 2
    pads = (half, (0, 0), (0, 0)) if upright else ((0, 0), half, (0, 0))
    if layers.alpha is not None:
        return np.pad(together(*layers), pads), "transparently"
    picture = to_float(layers.colour)
    picture = picture if upright else picture.transpose(1, 0, 2)
    if _plain(picture) and _plain(picture[::-1]):
        grown = _grown(picture, half, seed)
        grown = np.ascontiguousarray(grown if upright else grown.transpose(1, 0, 2))
        top, left = pads[0][0], pads[1][0]
        grown[top : top + height, left : left + width] = layers.colour
        return grown, "in the colours of its edges"
    if (mirror := _mirrored(layers.colour, room, free, upright=upright)) is not None:
        return mirror, "by mirrored edges"
    framed = surrounded(layers, ratio, SURROUNDS[0]).pixels
    across = framed if upright else framed.transpose(1, 0, 2)
    inner = height / width * across.shape[1] if upright else width / height * across.shape[1]
    _ease(across, round(inner))
    return framed, "by a blurred surround"


def _ease(framed: Pixels8, inner: int) -> None:
    """Let the middle `inner` rows of `framed` run into what is above and below, without a step.

    They go on mirrored, and softer with each row: what can be seen of it at the very edge has no
    shape any more where it could be known again.
    """
    top = (len(framed) - inner) // 2
    bottom = len(framed) - inner - top
    for rows, pad in ((framed, top), (framed[::-1], bottom)):
        depth = min(pad, inner - 1, max(1, round(_EASED * inner)))
        if depth < 1:
            continue
        beyond = rows[pad - depth : pad][::-1]
        mirror = to_float(np.ascontiguousarray(rows[pad + 1 : pad + 1 + depth]))
        at = np.linspace(0, 1, depth, dtype=np.float32)[:, None, None]
        share = at * at * (3 - 2 * at)
        beyond[:] = to_bytes(_softening(mirror) * (1 - share) + to_float(beyond) * share)


def _softening(rows: Picture) -> Picture:
    """`rows` blurred by _SOFTER px more for each px that they are from the first."""
    result, done = rows.copy(), 1
    sharper = rows
    while done < len(rows):
        softer = widely_blurred(rows, 2 * _SOFTER * done)
        part = slice(done, min(2 * done, len(rows)))
        share = np.log2(np.arange(part.start, part.stop, dtype=np.float32) / done)[:, None, None]
        result[part] = sharper[part] * (1 - share) + softer[part] * share
        sharper, done = softer, 2 * done
    return result


def _mirrored(
    colour: Colour8, room: int, free: tuple[int, int], *, upright: bool
) -> Pixels8 | None:
    """`colour` with `room` px of its edges mirrored; None where more than those would be seen."""
    spare = max(1, sum(free))
    before = round(room * free[0] / spare)
    pads = before, room - before
    most = _MIRRORED * colour.shape[0 if upright else 1]
    if any(pad > min(_UNTOUCHED * at, most) for pad, at in zip(pads, free, strict=True)):
        return None
    around = (*pads, 0, 0) if upright else (0, 0, *pads)
    return np.asarray(cv2.copyMakeBorder(colour, *around, cv2.BORDER_REFLECT_101), np.uint8)


def _depth(picture: Picture) -> int:
    return max(2, round(_STRIP * picture.shape[0]))


def _plain(picture: Picture) -> bool:
    """Whether the first rows of `picture` show nothing but a gradient and grain."""
    fine = max(1.0, _FINE * max(picture.shape[:2]))
    rows = blurred(picture[: _depth(picture)], fine)
    smooth = widely_blurred(rows, 12 * fine)
    return float(np.percentile(np.abs(luma(rows - smooth + 0.5) - 0.5), 97)) < _PLAIN


def _grown(picture: Picture, half: tuple[int, int], seed: int) -> Pixels8:
    """`picture` with as many more rows above and below it."""
    rng = np.random.default_rng(seed)
    top, bottom = _beyond(picture, half[0]), _beyond(picture[::-1], half[1])[::-1]
    ends = (to_bytes(band + _grain(picture, band.shape, rng)) for band in (top, bottom))
    first, last = ends
    return np.concatenate([first, to_bytes(picture), last])


def _beyond(picture: Picture, rows: int) -> Picture:
    """What goes on above the first row: its colours, softer the farther they are from it."""
    edge = picture[: _depth(picture)].mean(axis=0, keepdims=True)
    fine, widest = _FINE * max(picture.shape[:2]), _WIDEST * max(picture.shape[:2])
    sigmas = np.geomspace(max(1.0, fine), max(2.0, widest), _LEVELS)
    levels = np.concatenate([_along(edge, float(sigma)) for sigma in sigmas])
    reach = np.linspace(_LEVELS - 1, 0, rows, dtype=np.float32) if rows > 1 else np.zeros(rows)
    low = np.clip(reach.astype(int), 0, _LEVELS - 2)
    share = (reach - low)[:, None, None]
    return np.asarray(levels[low] * (1 - share) + levels[low + 1] * share, np.float32)


def _along(row: Picture, sigma: float) -> Picture:
    """One row blurred along itself alone."""
    return widely_blurred(np.repeat(row, 3, axis=0), sigma)[1:2] if sigma < 8 else _wide(row, sigma)


def _wide(row: Picture, sigma: float) -> Picture:
    tall = np.repeat(row, max(3, round(sigma)), axis=0)
    return widely_blurred(tall, sigma)[tall.shape[0] // 2][None]


def _grain(picture: Picture, shape: tuple[int, ...], rng: np.random.Generator) -> Plane:
    """Noise as strong as the grain of the first and last rows."""
    rows = np.concatenate([picture[: _depth(picture)], picture[-_depth(picture) :]])
    grain = float(np.median(np.abs(luma(rows - blurred(rows, 1.5) + 0.5) - 0.5))) / 0.6745
    noise = rng.standard_normal(shape[:2], dtype=np.float32) * np.float32(min(grain, 0.02))
    return noise[..., None]
