"""What a search for a thing gives."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Plane = NDArray[np.float32]  # (height, width)


class Sought(NamedTuple):
    """Where something is, and whether to trust it."""

    share: Plane  # 0 to 1: how much of each pixel belongs to it
    sure: float  # 0 to 1, as the model says
    trusted: bool  # whether that is enough for this model
