"""Pictures laid anew: turned by quarters of a circle, and mirrored; no pixel changes."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.turning import Turn


def turned(pixels: NDArray[Any], turn: Turn) -> NDArray[Any]:
    """`pixels`, (height, width) or with channels behind, after `turn`; of the same type."""
    laid = pixels[:, ::-1] if turn.mirrored else pixels
    return np.ascontiguousarray(np.rot90(laid, -turn.quarters))
