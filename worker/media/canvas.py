"""The size that a model paints at, and what of a picture lies on it."""

from typing import NamedTuple, Self

import cv2
import numpy as np

from worker.engine import Marks, Pixels

_AROUND = 0.35  # of a marked region's longer side: what the model sees beside it
_FEATHER = 1 / 64  # of the window: a painted region is blended into the rest over so much
_LEAST = 3.0  # px: a shorter blend shows as a line


class Canvas(NamedTuple):
    """Where a model paints: a window of the picture, and the size that it is painted at."""

    left: int  # px of the picture
    top: int  # px
    right: int  # px, exclusive
    bottom: int  # px, exclusive
    width: int  # px painted
    height: int  # px

    @classmethod
    def whole(cls, picture: Pixels, side: int, grain: int) -> Self:
        """The whole picture, with about as many pixels as a square of `side`.

        Sides are multiples of `grain`, as latents and their patches need.
        """
        height, width = picture.shape[:2]
        return cls(0, 0, width, height, *_suited(width, height, side, grain))

    @classmethod
    def around(cls, marks: Marks, side: int, grain: int) -> Self:
        """What is marked with its surroundings, as large as the model paints.

        `marks` has the size of the picture. So a small region gets all of the model's resolution.
        Pipelines have `padding_mask_crop` for it, but not all of them; it also scales what it was
        given twice, and would know neither soft marks nor their end at the picture's border.
        Several regions lie on one canvas, so that what is painted there matches.
        """
        height, width = marks.shape
        rows, columns = np.flatnonzero(marks.any(1)), np.flatnonzero(marks.any(0))
        top, bottom, left, right = rows[0], rows[-1] + 1, columns[0], columns[-1] + 1
        around = max(grain, round(_AROUND * max(bottom - top, right - left)))
        left, right = max(0, int(left) - around), min(width, int(right) + around)
        top, bottom = max(0, int(top) - around), min(height, int(bottom) + around)
        return cls(left, top, right, bottom, *_suited(right - left, bottom - top, side, grain))

    @classmethod
    def filled(cls, picture: Pixels, width: int, height: int) -> Self:
        """As much of the middle of a picture as fills a canvas of that size without distortion."""
        tall, wide = picture.shape[:2]
        across = min(wide, max(1, round(tall * width / height)))
        down = min(tall, max(1, round(wide * height / width)))
        left, top = (wide - across) // 2, (tall - down) // 2
        return cls(left, top, left + across, top + down, width, height)

    def sized(self, width: int, height: int, picture: Pixels) -> Self:
        """This window painted at that size, grown to its ratio as far as the picture goes."""
        tall, wide = picture.shape[:2]
        across, down = self.right - self.left, self.bottom - self.top
        left, right = _grown(self.left, self.right, round(down * width / height), wide)
        top, bottom = _grown(self.top, self.bottom, round(across * height / width), tall)
        return type(self)(left, top, right, bottom, width, height)

    def of(self, picture: Pixels | Marks) -> Pixels:
        """What of a picture lies on it, in its size."""
        window = picture[self.top : self.bottom, self.left : self.right]
        return _resized(window, self.width, self.height)

    def laid(self, painted: Pixels, picture: Pixels, marks: Marks) -> Pixels:
        """`picture` with what was painted where `marks` has something; the rest to the bit.

        What is painted on something transparent is there to be seen.
        """
        window = (slice(self.top, self.bottom), slice(self.left, self.right))
        fresh = _resized(painted, self.right - self.left, self.bottom - self.top)
        radius = _feather(max(self.right - self.left, self.bottom - self.top))
        share = _feathered(marks[window], radius)[..., None]
        result, before = picture.copy(), picture[window]
        result[window] = np.where(share == 0, before, _over(before, fresh[..., :3], share))
        return result


def _over(before: Pixels, fresh: Pixels, share: np.ndarray) -> Pixels:
    """`fresh`, as much of it as `share` says, over what was there: Porter and Duff, 1984."""
    if before.shape[2] == 3:
        return (before * (1 - share) + fresh * share + 0.5).astype(np.uint8)
    left = before[..., 3:] / 255 * (1 - share)  # how much of it is still to be seen
    alpha = left + share
    mixed = (before[..., :3] * left + fresh * share) / np.maximum(alpha, 1e-6)
    return (np.dstack([mixed, 255 * alpha]) + 0.5).astype(np.uint8)


def sized(painted: Pixels, picture: Pixels) -> Pixels:
    """What was painted, in the size of the picture that it was painted from."""
    height, width = picture.shape[:2]
    return _resized(painted, width, height)


def fitted(marks: Marks, picture: Pixels) -> Marks:
    """Marks in the size of the picture that they are for; what is not marked stays at 0."""
    height, width = picture.shape[:2]
    return _resized(marks, width, height)


def grown(marks: Marks) -> Marks:
    """Marks with so much around them as a blend takes: within it, all of a thing changes."""
    rows, columns = np.flatnonzero(marks.any(1)), np.flatnonzero(marks.any(0))
    if not len(rows):
        return marks
    longer = max(np.ptp(rows), np.ptp(columns)) + 1
    reach = round(_feather(longer * (1 + 2 * _AROUND)))
    disc = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (2 * reach + 1, 2 * reach + 1))
    return np.asarray(cv2.dilate(marks, disc), np.uint8)


def _grown(start: int, stop: int, length: int, most: int) -> tuple[int, int]:
    """A stretch of at least `length` around this one, within 0 and `most`."""
    length = min(most, max(length, stop - start))
    start = min(max(0, (start + stop - length) // 2), most - length)
    return start, start + length


def _suited(width: int, height: int, side: int, grain: int) -> tuple[int, int]:
    """Sides of that ratio with about as many pixels as a square of `side`."""
    scale = side / (width * height) ** 0.5
    return in_grain(width * scale, grain), in_grain(height * scale, grain)


def in_grain(side: float, grain: int) -> int:
    """The multiple of `grain` px that is nearest to a side, and at least one."""
    return max(grain, round(side / grain) * grain)


def _resized(picture: Pixels | Marks, width: int, height: int) -> Pixels:
    if picture.shape[:2] == (height, width):
        return picture
    smaller = width * height < picture.shape[0] * picture.shape[1]
    if picture.ndim > 2:
        way = cv2.INTER_AREA if smaller else cv2.INTER_LANCZOS4
        return np.asarray(cv2.resize(picture, (width, height), interpolation=way), np.uint8)
    way = cv2.INTER_AREA if smaller else cv2.INTER_LINEAR
    share = cv2.resize(picture.astype(np.float32), (width, height), interpolation=way)
    # The thinnest mark is still one; what rounding errors add is none.
    return np.ceil(np.clip(share - 1e-3, 0, 255)).astype(np.uint8)


def _feather(side: float) -> float:
    """Px over which a region is blended in whose window has that longer side."""
    return max(_LEAST, side * _FEATHER)


def _feathered(marks: Marks, radius: float) -> np.ndarray:
    """Marks from 0 to 1, soft inside of their edge: outside of it nothing may change.

    What is too thin to be blended in over `radius` px is, over a half of what it has.
    """
    there = (marks > 0).astype(np.uint8)
    inside = np.minimum(
        cv2.distanceTransform(there, cv2.DIST_L2, cv2.DIST_MASK_PRECISE), 2 * radius
    )
    side = 2 * round(radius) + 1
    thick = cv2.dilate(inside, np.ones((side, side), np.uint8))
    width = np.clip(thick / 2, 1, radius)
    return marks.astype(np.float32) / 255 * np.clip(inside / width, 0, 1)
