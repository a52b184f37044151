"""Which pieces of ink are a line's own: letters and their accents, no frame, no other line."""

import cv2
import numpy as np
from numpy.typing import NDArray

from worker.engines.classical.painting.pixels import Plane
from worker.engines.classical.painting.smoothing import blurred

_INKED = 0.4  # of a pixel, from where on it belongs to a piece
_OWN = 0.5  # of a piece that lies within the line
_SPECK = 0.0012  # of the height of a line, squared: what is smaller is noise
_DEEP = 0.55  # of ink on average: what has less is noise on what is neither ground nor ink
_SOFT = 0.04  # of the height, around a letter, where its soft edge is
_TALL = 0.4  # of the height of a line: what is as tall is a letter
_ACCENT = 0.55  # of the height of its letter, that an accent has at most
_OVER = 0.3  # of the height of its letter, that an accent stands above it at most
_UNDER = 0.15  # the same for what hangs below it
_HOLLOW = 0.35  # of its box that a frame fills at most
_WIDE = 0.6  # of the width of a line, that a frame around it has at least
_HELD = 0.5  # of the other pieces, that stand within a frame

Rows = NDArray[np.float64]


def own_ink(ink: Plane, margin: int) -> Plane:
    """`ink` without what is none of the line within `margin` px of its sides."""
    solid = (ink > _INKED).astype(np.uint8)
    _, labels, found, _ = cv2.connectedComponentsWithStats(solid, connectivity=8)
    places, stats = np.asarray(labels, np.int32), np.asarray(found, np.int32)
    deep = np.bincount(places.ravel(), ink.ravel()) / stats[:, cv2.CC_STAT_AREA]
    own = _own(places, stats, margin) & (deep > _DEEP)
    reach = 2 * max(1, round(_SOFT * ink.shape[0])) + 1
    kept = cv2.dilate(own[places].astype(np.uint8), np.ones((reach, reach), np.uint8)) > 0
    kept &= own[places] | (solid == 0)  # the edge of a letter, not that of a frame beside it
    return ink * blurred(kept.astype(np.float32), 1.0)


def _own(places: NDArray[np.int32], stats: NDArray[np.int32], margin: int) -> NDArray[np.bool_]:
    """Which pieces are letters and accents of the line."""
    height, width = places.shape
    tall, areas = height - 2 * margin, stats[:, cv2.CC_STAT_AREA]
    boxes = stats[:, :4].astype(np.float64)
    sides = _sides(boxes, width, height)
    # What goes on beyond two sides is the edge of a board, or the wall around it.
    foreign = (sides.sum(axis=1) > 1) | _frames(boxes, areas) | (areas < _SPECK * tall**2)
    foreign[0] = True  # the ground
    # A reader's box often cuts the first and the last letter.
    within = _share(places, stats, margin, margin // 3) >= _OWN
    cut = sides[:, [0, 2]].any(axis=1) & (_share(places, stats, margin, margin) < _OWN)
    own = within & ~foreign & ~cut
    own |= ~foreign & ~sides.any(axis=1) & _accents(boxes, own, tall)
    return own


def _share(
    places: NDArray[np.int32], stats: NDArray[np.int32], down: int, across: int
) -> NDArray[np.float64]:
    """How much of each piece is farther than `down` and `across` px from the sides."""
    height, width = places.shape
    part = places[down : height - down, across : width - across]
    return np.bincount(part.ravel(), minlength=len(stats)) / stats[:, cv2.CC_STAT_AREA]


def _sides(boxes: Rows, width: int, height: int) -> NDArray[np.bool_]:
    """Which of the four sides each piece touches, (pieces, 4)."""
    left, top, across, down = boxes.T
    ends = left <= 0, top <= 0, left + across >= width, top + down >= height
    return np.stack(ends, axis=1)


def _frames(boxes: Rows, areas: NDArray[np.int32]) -> NDArray[np.bool_]:
    """What is hollow and holds most of the other pieces."""
    left, top, across, down = boxes.T
    middles, levels = left + across / 2, top + down / 2
    reach = float((left[1:] + across[1:]).max(initial=0) - left[1:].min(initial=1e6))
    hollow = (areas < _HOLLOW * across * down) & (across > _WIDE * reach)
    for number in np.flatnonzero(hollow):
        held = (np.abs(middles - middles[number]) < across[number] / 2) & (
            np.abs(levels - levels[number]) < down[number] / 2
        )
        others = max(1, len(boxes) - 2)  # neither the ground nor itself
        hollow[number] = held[1:].sum() - 1 >= max(2, _HELD * others)
    return hollow


def _accents(boxes: Rows, own: NDArray[np.bool_], tall: float) -> NDArray[np.bool_]:
    """The small pieces that stand close above or hang close below a letter."""
    left, top, across, down = boxes.T
    bottom, middle = top + down, left + across / 2
    found = np.zeros(len(boxes), bool)
    for letter in np.flatnonzero(own & (down > _TALL * tall)):
        height = down[letter]
        at = np.abs(middle - middle[letter]) < 0.7 * across[letter]
        small = down < _ACCENT * height
        above = (top < top[letter]) & (bottom > top[letter] - _OVER * height)
        above &= bottom < top[letter] + _OVER * height
        below = (bottom > bottom[letter]) & (top < bottom[letter] + _UNDER * height)
        below &= top > bottom[letter] - _UNDER * height
        found |= at & small & (above | below)
    return found
