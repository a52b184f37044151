"""Reads what was set anew, in its surroundings, so that nothing is shown that reads wrong."""

import difflib
import unicodedata
from typing import NamedTuple

import cv2
import numpy as np

from worker.engines.classical.lettering.line import Lettering, upright
from worker.engines.classical.lettering.reading import Line, line_in, lines, plain, unaccented
from worker.engines.classical.lettering.typesetting import Setting
from worker.engines.classical.painting.pixels import Colour8, Picture, to_bytes
from worker.engines.classical.words.beyond import Beyond

_AIR = 0.15  # of the height of the old line, around what is read
_MORE_AIR = 0.4  # the same, so that an accent that was left is seen
_NEARLY = 0.85  # likeness of what is read and what was meant, where a letter may be misread
_LEGIBLY = 0.75  # likeness from where on a line is perhaps only squeezed
_ENDS = 2  # letters at either end, where what was left of the old words would stand
_TELLING = 3  # letters, of which a reader should read some
_LOOK_ALIKES = str.maketrans("i1j05829", "lllosbzg")


class Misread(Beyond):
    """What was set anew reads otherwise than it should; another setting may do better."""

    def __init__(self, reason: str, read: str) -> None:
        super().__init__(reason)
        self.read = read

    def saying(self, reason: str) -> "Misread":
        """The same in other words."""
        return Misread(reason, self.read)

    def __reduce__(self) -> tuple[type["Misread"], tuple[str, str]]:
        """It crosses processes with what was read."""
        return Misread, (self.reason, self.read)


class Stand(NamedTuple):
    """Where new words stand in the place of old ones."""

    line: Line  # the old one
    seen: Lettering
    type: Setting
    before: str = ""  # what stands to the left of it
    after: str = ""


def proofread(new: Picture, stand: Stand, meant: str) -> str:
    """What `new` now reads where the old line was and where the new one is, as a clause.

    Raises Beyond where it reads otherwise than `meant` by more than a letter that a reader may
    mistake, or where some of the old line is left.
    """
    close, wide = (_read(new, stand, meant, air) for air in (_AIR, _MORE_AIR))
    if _left_over(wide, meant):
        left = f"some of “{stand.line.text}” would be left: it would read “{wide}”."
        raise Misread(left, wide)
    read = close if plain(close) == plain(meant) or plain(wide) != plain(meant) else wide
    if plain(read) == plain(meant):
        apart = len(read.split()) >= len(meant.split())
        return f"it now reads “{meant}”" + ("" if apart else f" (or “{read}”: the words are close)")
    if not _legible(meant):
        return f"it should read “{meant}”, which cannot be read again here"
    if plain(unaccented(read)) == plain(unaccented(meant)):
        return f"it now reads “{meant}”, its accents hard to tell"
    if not mistakable(read, meant):
        seen = f"“{read}”" if read else "nothing that can be read"
        raise Misread(
            f"“{meant}” does not come out legible here: it would read {seen}. A larger or sharper "
            "picture, or shorter words, may help.",
            read,
        )
    return f"it now reads “{read}”, which is not what you asked: look closely"


def _read(new: Picture, stand: Stand, meant: str, air: float) -> str:
    """What stands there; `meant` where only the ends of its neighbours are read with it."""
    around = surroundings(stand.line, stand.seen, stand.type, air)
    strip = to_bytes(upright(to_bytes(new), around).picture)
    read = line_in(strip)
    if _squeezed(read, meant) and plain(found := _found_in(strip)) == plain(meant):
        return found
    first, same, last = plain(read).partition(plain(meant))
    beside = plain(stand.before).endswith(first) and plain(stand.after).startswith(last)
    return meant if same and (first or last) and beside else read


def _squeezed(read: str, meant: str) -> bool:
    """Whether a line is perhaps only too long for the reader: it is nearly what was meant."""
    likeness = difflib.SequenceMatcher(None, plain(read), plain(meant)).ratio()
    return _LEGIBLY <= likeness < 1.0


def _found_in(strip: Colour8) -> str:
    """What a line says, word by word: as one strip a long one is squeezed, and read badly."""
    words = sorted(lines(strip), key=lambda one: float(one.corners[:, 0].min()))
    return " ".join(one.text for one in words)


def _left_over(read: str, meant: str) -> bool:
    """Whether `read` has accents that nobody asked for."""
    same = plain(unaccented(read)) == plain(unaccented(meant))
    return same and plain(read) != plain(meant) and unaccented(meant) == meant


def _legible(text: str) -> bool:
    """Whether a reader of Latin letters can read `text`, which signs alone are not."""
    letters = plain(text)
    latin = all(one.isascii() or "LATIN" in unicodedata.name(one, "") for one in letters)
    return latin and letters.isalnum() and len(letters) >= _TELLING


def mistakable(read: str, meant: str) -> bool:
    """Whether a reader may take `meant` for `read`."""
    first, second = (plain(unaccented(one)).translate(_LOOK_ALIKES) for one in (read, meant))
    ends = first[:_ENDS] == second[:_ENDS] and first[-_ENDS:] == second[-_ENDS:]
    return ends and difflib.SequenceMatcher(None, first, second).ratio() >= _NEARLY


def surroundings(line: Line, seen: Lettering, type_: Setting, air: float = _AIR) -> Line:
    """The old line and the new one in the whole picture, with `air` (heights of the old one)."""
    old, new = seen.box, type_.box
    near, air = _AIR * old.height, air * old.height
    ends = cv2.perspectiveTransform(line.corners[None], seen.upright.there)[0][:, 0]
    left = min(old.left, new.left, float(ends.min()) + near) - near
    right = max(old.left + old.width, new.left + new.width, float(ends.max()) - near) + near
    top = min(old.top, new.top) - air
    bottom = max(old.top + old.height, new.top + new.height) + air
    corners = np.array([[[left, top], [right, top], [right, bottom], [left, bottom]]], np.float32)
    back = np.linalg.inv(seen.upright.there)
    return Line("", cv2.perspectiveTransform(corners, back)[0].astype(np.float32), 1.0)
