"""Pictures on white, as every model sees them, and back: what is erased is shown to nobody.

A file keeps colours under what is transparent. They are what a person took away.
"""

import numpy as np

from worker.engine import Marks, Pixels

_WHITE = 255


def opaque(picture: Pixels) -> Pixels:
    """A picture on white; as it is where it has no transparency."""
    if picture.shape[2] == 3:
        return picture
    share = picture[..., 3:].astype(np.float32) / _WHITE
    return (picture[..., :3] * share + _WHITE * (1 - share) + 0.5).astype(np.uint8)


def lifted(colour: Pixels, alpha: Marks) -> Pixels:
    """The transparent picture that gives `colour` on white."""
    share = np.maximum(alpha, 1)[..., None].astype(np.float32) / _WHITE
    own = _WHITE - (_WHITE - colour.astype(np.float32)) / share
    return np.dstack([np.clip(np.rint(own), 0, _WHITE).astype(np.uint8), alpha])
