"""Small things of a poster that a look would swallow: cut again, or counted as lost."""

from typing import Any, NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from worker.engines.classical.painting.pixels import Mask8, Picture, Plane
from worker.engines.classical.painting.tone import luma
from worker.engines.classical.posters.patches import Patch

_SEEN = 0.16  # of tone, that a thing differs at least from what is around it
_EVEN = 0.12  # of tone: what is around it is no rougher, or the thing is one mark of many
_ROOM = 0.3  # of a thing's width, that is kept clear around it


class _Thing(NamedTuple):
    """One of several, with what is around it."""

    place: tuple[slice, slice]
    shape: Plane  # 0 to 1
    around: NDArray[np.bool_]


def unseen(picture: Picture, patches: tuple[Patch, ...]) -> int:
    """How many of the things that `patches` were filled with do not stand out in `picture`."""
    return sum(not _stands_out(picture, thing) for thing in _things(picture, patches))


def cut_again(picture: Picture, patches: tuple[Patch, ...]) -> Picture:
    """`picture` with those that do not stand out cut anew, in its own ink or paper."""
    result = picture.copy()
    tones = luma(picture)
    ink, paper = (_shade(picture, tones, percent) for percent in (2, 98))
    for thing in _things(picture, patches):
        if _stands_out(picture, thing):
            continue
        seen = result[thing.place]
        light = float(np.median(luma(seen)[thing.around])) > float(luma(ink + paper)) / 2
        ground, colour = (paper, ink) if light else (ink, paper)
        clear = thing.around & (np.abs(luma(seen) - luma(ground)) > _EVEN)
        seen[clear] = ground
        seen += (colour - seen) * thing.shape[..., None]
    return result


def _shade(picture: Picture, tones: Plane, percent: float) -> NDArray[Any]:
    """The usual colour of the darkest or lightest pixels."""
    edge = np.percentile(tones, percent)
    chosen = tones <= edge if percent < 50 else tones >= edge
    return np.median(picture[chosen], axis=0).astype(np.float32)


def _stands_out(picture: Picture, thing: _Thing) -> bool:
    tones = luma(picture[thing.place])
    around, own = tones[thing.around], tones[thing.shape > 0.6]
    if not own.size or not around.size:
        return False
    apart = abs(float(own.mean()) - float(around.mean()))
    return apart > _SEEN and float(around.std()) < max(_EVEN, 0.5 * apart)


def _things(picture: Picture, patches: tuple[Patch, ...]) -> list[_Thing]:
    """Each thing by itself, with room around it."""
    cover = np.zeros(picture.shape[:2], np.float32)
    for patch in patches:
        cover[patch.place] = np.maximum(cover[patch.place], patch.cover)
    solid = (cover > 0.2).astype(np.uint8)
    count, labels, stats, _ = cv2.connectedComponentsWithStats(solid, connectivity=8)
    return [_thing(cover, np.asarray(labels) == at, stats[at]) for at in range(1, count)]


def _thing(cover: Plane, own: NDArray[np.bool_], stat: NDArray[Any]) -> _Thing:
    left, top, across, down = (int(value) for value in stat[:4])
    room = max(2, round(_ROOM * across))
    place = (
        slice(max(0, top - room), top + down + room),
        slice(max(0, left - room), left + across + room),
    )
    shape: Mask8 = own[place].astype(np.uint8)
    size = 2 * room + 1
    kernel = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (size, size))
    around = (cv2.dilate(shape, kernel) > 0) & (cover[place] <= 0.2)
    return _Thing(place, cover[place] * shape, around)
