"""A picture in tiles that overlap, and one picture again without a seam."""

from itertools import pairwise
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray


class Span(NamedTuple):
    """What a tile covers along one side, and where it is trusted."""

    start: int  # px
    stop: int  # px, exclusive
    inner: int  # px of its beginning that are left out: they lack surroundings
    ramp: int  # px behind these, over which it takes over from the tile before


def spans(length: int, tile: int, overlap: int) -> tuple[Span, ...]:
    """Tiles of at most `tile` px along `length` px; two neighbours share twice `overlap`.

    Each begins at a multiple of `tile - 2 * overlap`. The half of an overlap that is next to a
    tile's own edge is left out, the rest goes over softly.
    """
    step = tile - 2 * overlap
    assert step > 0, f"tiles of {tile} px cannot overlap by {overlap}"
    starts = [0]
    while starts[-1] + tile < length:
        starts.append(starts[-1] + step)
    first = Span(0, min(tile, length), 0, 0)
    margin = overlap // 2
    rest = (
        Span(start, min(start + tile, length), margin, 2 * (overlap - margin))
        for start in starts[1:]
    )
    return (first, *rest)


def even(length: int, tile: int, overlap: int) -> tuple[Span, ...]:
    """Tiles of `tile` px along `length` px, the last one as long as the others; one where it is
    shorter. Neighbours share at least twice `overlap`, and go over into each other in the middle.
    """
    if length <= tile:
        return (Span(0, length, 0, 0),)
    step = tile - 2 * overlap
    assert step > 0, f"tiles of {tile} px cannot overlap by {overlap}"
    last = -(-(length - tile) // step)
    starts = [round(number * (length - tile) / last) for number in range(last + 1)]
    rest = (
        Span(start, start + tile, (before + tile - start - overlap) // 2, overlap)
        for before, start in pairwise(starts)
    )
    return (Span(0, tile, 0, 0), *rest)


def laid(whole: NDArray[Any], part: NDArray[np.float32], span: Span, scale: int) -> None:
    """Lay `part`, which covers `span` times `scale` along the first side, over `whole`.

    What lies before its ramp stays, what lies behind it is the part's.
    """
    begin, ramp, end = (span.start + span.inner) * scale, span.ramp * scale, span.stop * scale
    fresh = part[span.inner * scale :]
    share = np.ones(len(fresh), np.float32)
    share[:ramp] = (np.arange(ramp, dtype=np.float32) + 0.5) / max(1, ramp)
    share = share.reshape(-1, *(1 for _ in fresh.shape[1:]))
    mixed = whole[begin:end] * (1 - share) + fresh * share
    whole[begin:end] = np.rint(mixed) if whole.dtype == np.uint8 else mixed


def count(height: int, width: int, tile: int, overlap: int) -> int:
    """How many tiles a picture has."""
    return len(spans(height, tile, overlap)) * len(spans(width, tile, overlap))
