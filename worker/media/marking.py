"""What a person marked: from an uploaded mask to how much each pixel may change."""

import cv2
import numpy as np
from numpy.typing import NDArray

from core.masks import EverythingMarked, NothingMarked, UnclearMask
from worker.engine import Marks, Pixels

_DARK, _LIGHT = 0.1, 0.9  # up to here it is black, from here on white, whatever a JPEG made of it
_LEAST = 16  # px of the mask: less is a slip, while a blemish may be as small
_ERASED = 0.0005  # of the mask: where less is transparent, it is no copy with a part erased
_COLOURED = 48  # of 255 between the channels of what is neither black, grey nor white
_TINTED = 0.01  # of the mask, that may be
_VAGUE = 0.7  # of the mask, that may be grey: more than in any gradient from edge to edge
_GREY = 0.3  # of the mask: from here on grey is a gradient, or a photograph
_ROUGH = 3.0  # of 255, mean size of the Laplacian where it is grey: gradients have about 1
_FLAT = 12  # of 255, that the colour of a brush varies by
_GLANCE = 256  # px, the long side that a mask is compared with its picture at
_ALIKE = 12  # of 255, that a copy differs from it on average


def marks_of(mask: Pixels, source: Pixels) -> Marks:
    """How much of each pixel `mask` marks, in its own size; `source` is the picture it is for.

    White marks, in a picture of black and white. In one with transparency what was erased does,
    unless what is left is no picture: then it was painted, and what is painted marks. Raises
    UnclearMask, NothingMarked and EverythingMarked.
    """
    share = _levelled(_marked(mask, source))
    if np.count_nonzero(share > 0.5) < _LEAST:
        raise NothingMarked
    if np.count_nonzero(share < 0.5) < _LEAST:
        raise EverythingMarked
    return (share * 255 + 0.5).astype(np.uint8)


def _marked(mask: Pixels, source: Pixels) -> Marks:
    if mask.shape[2] == 3 or float((mask[..., 3] < 128).mean()) < _ERASED:
        return _white(mask[..., :3])
    alpha, there = mask[..., 3], mask[..., 3] >= 128
    colours = mask[there][:, :3]
    if not len(colours) or _copied(mask, source):
        return 255 - alpha
    light = _light(colours)
    if float(((light > 50) & (light < 205)).mean()) < _TINTED and not _tinted(colours):
        # Black alone stands around what was erased; white was painted.
        white = float((light > 205).sum()) > _ERASED * alpha.size
        return np.minimum(_light(mask), alpha) if white else 255 - alpha
    painted = float(colours.std(axis=0).max()) < _FLAT
    return alpha if painted else 255 - alpha


def _white(colour: Pixels) -> Marks:
    """Where a picture without transparency is white."""
    light = _light(colour)
    if _tinted(colour) or _is_photograph(light):
        raise UnclearMask
    return light


def _is_photograph(light: Marks) -> bool:
    """Whether greys are those of a photograph, not those of soft edges."""
    grey = (light > 50) & (light < 205)
    share = float(grey.mean())
    if share <= _GREY or share > _VAGUE:
        return share > _VAGUE
    return float(np.abs(cv2.Laplacian(light, cv2.CV_32F))[grey].mean()) > _ROUGH


def _light(colour: Pixels) -> Marks:
    return colour[..., :3].mean(axis=-1).astype(np.uint8)


def _tinted(colour: Pixels) -> bool:
    apart = colour.max(axis=-1).astype(np.int16) - colour.min(axis=-1)
    return float((apart > _COLOURED).mean()) > _TINTED


def _copied(mask: Pixels, source: Pixels) -> bool:
    """Whether what is left of `mask` is what `source` shows there."""
    height, width = mask.shape[:2]
    scale = min(1.0, _GLANCE / max(height, width))
    size = max(1, round(width * scale)), max(1, round(height * scale))
    ours, theirs = (
        cv2.resize(pixels, size, interpolation=cv2.INTER_AREA).astype(np.int16)
        for pixels in (mask, source[..., :3])
    )
    left = ours[..., 3] > 250
    return bool(left.any()) and float(np.abs(ours[left][:, :3] - theirs[left]).mean()) < _ALIKE


def _levelled(marks: Marks) -> NDArray[np.float32]:
    """Marks from 0 to 255 as 0 to 1, what is nearly black or white made so."""
    level = (marks.astype(np.float32) / 255 - _DARK) / (_LIGHT - _DARK)
    return np.clip(level, 0, 1).astype(np.float32)
