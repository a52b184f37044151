"""Takes lettering off a picture: all of it, or the line that is named."""

import numpy as np

from worker.engines.classical.editing.changes import Change
from worker.engines.classical.finding.positions import window_of
from worker.engines.classical.lettering.erasing import Wipe, spilt, wiped
from worker.engines.classical.lettering.line import lettering
from worker.engines.classical.lettering.naming import named_lines
from worker.engines.classical.lettering.reading import Line, listed, marked_lines
from worker.engines.classical.painting.chance import Draw
from worker.engines.classical.painting.pixels import Colour8, Picture, Plane
from worker.engines.classical.words.beyond import Beyond
from worker.engines.classical.words.pointing import Pointer

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

    Raises Beyond where there is none.
    """
    meant = _meant(colour, pointer, marks)
    wipe, mask = draw.one_of(WIPES), np.zeros(colour.shape[:2], np.float32)
    ways = dict[str, None]()
    for number, line in enumerate(meant):
        seen = lettering(colour, line)
        if seen is None:
            raise Beyond(f"the ink of “{line.text}” cannot be told from its ground here.")
        bare = wiped(picture, seen, wipe, draw.noise(10 + number))
        if spilt(bare.hole, line):
            raise Beyond(f"“{line.text}” cannot be taken off here without what is around it.")
        picture, mask = bare.picture, np.maximum(mask, bare.hole)
        ways["smoothed over" if bare.smooth else "patched"] = None
    title = f"{' and '.join(ways)}, {wipe.margin} margin"
    return Change(picture, mask, title, f"{listed(meant)} removed", whole=True)


def _meant(colour: Colour8, pointer: Pointer, marks: Plane | None) -> tuple[Line, ...]:
    found = marked_lines(colour, marks)
    if not found:
        raise Beyond("it finds no text in this picture.")
    window = window_of(pointer.where)
    placed = tuple(line for line in found if window.holds(*_centre(colour, line)))
    meant = named_lines(placed, pointer.words) if pointer.words else placed
    if not meant:
        raise Beyond(f"it finds no such text in this picture. It reads: {listed(found)}.")
    return meant


def _centre(colour: Colour8, line: Line) -> tuple[float, float]:
    """How far across and down the middle of the line is, 0 to 1."""
    across, down = line.corners.mean(axis=0)
    return float(across) / colour.shape[1], float(down) / colour.shape[0]
