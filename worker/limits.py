"""How many samples of a shape fit a device, where more of them ran out of memory.

What was short may have been another program's, or of that moment. So after some passes twice as
many are tried again; each time that this was in vain, it takes twice as many passes.
"""

import logging
from dataclasses import dataclass, replace

from worker.batching import Shape
from worker.engine import BUCKETS

log = logging.getLogger("easel.worker")

AGAIN = 32  # passes: a try in vain costs about one


@dataclass(frozen=True, slots=True)
class _Limit:
    most: int  # samples
    patience: int  # passes until more are tried
    left: int  # of these
    raised: bool = False  # whether more were tried since it was lowered


class Limits:
    """What a device was seen to hold of each shape, whosever samples they are."""

    def __init__(self) -> None:
        self._found: dict[Shape, _Limit] = {}

    def most(self, shape: Shape) -> int:
        """Samples of a pass."""
        found = self._found.get(shape.whosever)
        return found.most if found is not None else BUCKETS[0]

    def lower(self, shape: Shape, most: int) -> None:
        """More than so many ran out of memory."""
        key = shape.whosever
        before = self._found.get(key)
        patience = AGAIN if before is None else before.patience * (1 + before.raised)
        self._found[key] = _Limit(most, patience, patience)
        size = f"{shape.width}x{shape.height}"
        log.warning("%s ran out of memory: %s go %d at a time", shape.card, size, most)

    def went(self, shape: Shape, bucket: int) -> None:
        """A pass of so many went through."""
        key = shape.whosever
        found = self._found.get(key)
        if found is None or bucket < found.most:
            return
        if found.left > 1:
            self._found[key] = replace(found, left=found.left - 1)
        else:
            more = min(2 * found.most, BUCKETS[0])
            self._found[key] = replace(found, most=more, left=found.patience, raised=True)
