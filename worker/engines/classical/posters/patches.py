"""Coverage of a part of a canvas: what shapes are when they are filled."""

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from worker.engines.classical.painting.pixels import Plane


class Patch(NamedTuple):
    """Coverage of a part of the canvas."""

    cover: Plane  # (height, width), 0 to 1
    top: int  # px
    left: int  # px

    @property
    def bottom(self) -> int:
        """One past its last row, px."""
        return self.top + self.cover.shape[0]

    @property
    def right(self) -> int:
        """One past its last column, px."""
        return self.left + self.cover.shape[1]

    @property
    def place(self) -> tuple[slice, slice]:
        """Where it lies on the canvas."""
        return slice(self.top, self.bottom), slice(self.left, self.right)

    def times(self, share: NDArray[Any] | float) -> "Patch":
        """The same place, covered by `share` of this."""
        return self._replace(cover=self.cover * np.asarray(share, np.float32))

    def within(self, other: "Patch") -> "Patch":
        """This where `other` covers."""
        return self.times(self._seen_of(other))

    def minus(self, other: "Patch") -> "Patch":
        """This where `other` does not cover."""
        return self.times(1 - self._seen_of(other))

    def _seen_of(self, other: "Patch") -> Plane:
        """What `other` covers of the place of this."""
        seen = np.zeros_like(self.cover)
        top, left = max(self.top, other.top), max(self.left, other.left)
        bottom, right = min(self.bottom, other.bottom), min(self.right, other.right)
        if bottom > top and right > left:
            here = (
                slice(top - self.top, bottom - self.top),
                slice(left - self.left, right - self.left),
            )
            there = (
                slice(top - other.top, bottom - other.top),
                slice(left - other.left, right - other.left),
            )
            seen[here] = other.cover[there]
        return seen
