"""Takes lettering off a picture: all of it, or the line that is named."""

from collections.abc import Iterable

import cv2
import numpy as np

from worker.engines.classical.editing.changes import Change
from worker.engines.classical.lettering.erasing import Wipe, Wiped, spilt, wiped
from worker.engines.classical.lettering.line import lettering
from worker.engines.classical.lettering.reading import (
    Line,
    lines,
    listed,
    marked_lines,
    plain,
    unaccented,
)
from worker.engines.classical.lettering.telling import told_lines
from worker.engines.classical.painting.chance import Draw
from worker.engines.classical.painting.pixels import Colour8, Picture, Plane, to_bytes
from worker.engines.classical.words.beyond import Beyond
from worker.engines.classical.words.pointing import Pointer

_READABLE = 2  # letters of a line, that are no chance
_MARK = "Mark it with a mask and say “remove it”."

WIPES = (
    Wipe("tight", 0.08),
    Wipe("usual", 0.13),
    Wipe("wide", 0.18),
    Wipe("very wide", 0.26),
)


def untexted(
    colour: Colour8, picture: Picture, pointer: Pointer, draw: Draw, marks: Plane | None = None
) -> Change:
    """`picture` without the lettering that `pointer` means, of what is marked where `marks` are.

    Of all the text, what cannot be taken off stays, and is told. Raises Beyond where there is
    none, where none can be, and where a reader still finds some of what was.
    """
    meant = told_lines(colour, marked_lines(colour, marks), pointer)
    wipe, mask = draw.one_of(WIPES), np.zeros(colour.shape[:2], np.float32)
    ways, gone, stays = dict[str, None](), list[Line](), list[Line]()
    for number, line in enumerate(meant):
        try:
            bare = _bare(colour, picture, line, wipe, draw.noise(10 + number))
        except Beyond:
            if pointer.words or len(stays) == len(meant) - 1:
                raise
            stays.append(line)
            continue
        gone.append(line)
        picture, mask = bare.picture, np.maximum(mask, bare.hole)
        ways["smoothed over" if bare.smooth else "patched"] = None
    _check_gone(gone, lines(to_bytes(picture)))
    title = f"{' and '.join(ways)}, {wipe.margin} margin"
    note = f"{listed(tuple(stays))} left: no ink can be told from its ground there" if stays else ""
    return Change(picture, mask, title, f"{listed(tuple(gone))} removed", note, whole=True)


def _bare(
    colour: Colour8, picture: Picture, line: Line, wipe: Wipe, rng: np.random.Generator
) -> Wiped:
    """`picture` without a line; raises Beyond where its ink cannot be told, or is not all."""
    seen = lettering(colour, line)
    if seen is None:
        raise Beyond(f"the ink of “{line.text}” cannot be told from its ground here. {_MARK}")
    bare = wiped(picture, seen, wipe, rng)
    if spilt(bare.hole, line):
        raise Beyond(f"“{line.text}” cannot be taken off here without what is around it. {_MARK}")
    return bare


def _check_gone(gone: Iterable[Line], found: tuple[Line, ...]) -> None:
    """Raises Beyond where some of a line that is `gone` is among what is `found` now."""
    for line in gone:
        if left := left_of(line, found):
            raise Beyond(f"some of “{line.text}” would be left: it would read “{left}”. {_MARK}")


def left_of(line: Line, found: tuple[Line, ...]) -> str:
    """What of a line is among those that are `found` where it stood; empty where nothing is."""
    was, quad = plain(unaccented(line.text)), line.corners.astype(np.float32)
    there = (
        one.text
        for one in found
        if cv2.pointPolygonTest(quad, one.corners.mean(axis=0).tolist(), measureDist=False) >= 0
        and plain(unaccented(one.text)) in was
    )
    return " ".join(text for text in there if len(plain(text)) >= _READABLE)
