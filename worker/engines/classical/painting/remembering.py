"""Keeps what was found in a picture: the variants of one request all begin with the same search."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from functools import wraps
from hashlib import blake2b
from typing import Concatenate, ParamSpec, TypeVar

import numpy as np

from worker.engines.classical.painting.pixels import Colour8

KEPT = 9  # findings of each kind: as many pictures as one request can have

More = ParamSpec("More")
Found = TypeVar("Found")
_Find = Callable[Concatenate[Colour8, More], Found]


def remembered(find: _Find[More, Found]) -> _Find[More, Found]:
    """`find` that searches each picture once, while it is among the last KEPT of this process.

    All arguments but the picture have to be hashable, and nobody may change what is found. What
    `find` raises is not kept.
    """
    known: OrderedDict[Hashable, Found] = OrderedDict()

    @wraps(find)
    def found(colour: Colour8, *args: More.args, **more: More.kwargs) -> Found:
        digest = blake2b(np.ascontiguousarray(colour).data, digest_size=16).digest()
        key = colour.shape, digest, args, tuple(sorted(more.items()))
        if key not in known:
            known[key] = find(colour, *args, **more)
        known.move_to_end(key)
        while len(known) > KEPT:
            known.popitem(last=False)
        return known[key]

    return found
