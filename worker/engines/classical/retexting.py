"""Puts other words in the place of a line of lettering: wiped, set alike, and read again."""

import re
from typing import NamedTuple

import cv2
import numpy as np

from worker.engines.classical.beyond import Beyond
from worker.engines.classical.chance import Draw
from worker.engines.classical.changes import Change
from worker.engines.classical.erasing import Wipe, Wiped, room, wiped
from worker.engines.classical.lettering import Lettering, lettering, upright
from worker.engines.classical.pixels import Colour8, Picture, Plane, mixed, to_bytes
from worker.engines.classical.reading import ALIKE, Line, likeness, line_in, lines, listed, plain
from worker.engines.classical.smoothing import blurred, widely_blurred
from worker.engines.classical.tone import luma
from worker.engines.classical.typesetting import (
    Setting,
    begins,
    gap_before,
    matches,
    setting,
    softness,
)
from worker.engines.classical.wording import Rewording

_LARGER = 1.8  # times the second largest, that the largest line is meant without a name
_UNLIKE = 0.45  # likeness of a face: below, it is not that of the old words


class Way(NamedTuple):
    """How a variant sets the new words."""

    title: str
    face: int  # 0 is the most alike
    centred: bool


WAYS = (
    Way("from where the old words began", 0, False),
    Way("centred on the old words", 0, True),
    Way("the next face", 1, False),
    Way("a third face, centred", 2, True),
)


def reworded(colour: Colour8, picture: Picture, wish: Rewording, draw: Draw) -> Change:
    """`picture` with the words of `wish` in the place of a line of `colour`.

    Raises Beyond, with the lines that were found, where none of them is meant or can be told from
    its ground.
    """
    line = chosen(lines(colour), wish)
    seen = lettering(colour, line)
    faces = () if seen is None else matches(seen, line.text)
    if seen is None or not faces:
        raise Beyond(f"the ink of “{line.text}” cannot be told from its ground here.")
    way = draw.one_of(WAYS)
    match = faces[min(way.face, len(faces) - 1)]
    start, text = _places(line.text, wish, from_the_word=way is WAYS[0])
    left = begins(match, line.text, start)
    wipe = Wipe(start=gap_before(seen, left) if start else 0.0)
    bare = wiped(picture, seen, wipe, draw.noise(3))
    free = room(bare, seen, left if start else -np.inf)
    type_ = setting(match, line.text, text, left, free, way.centred)
    new, mask = _printed(bare, seen, softness(seen, match, line.text), type_)
    whole = line.text[:start] + text
    unlike = ("no face here is like the old one",) if faces[0].likeness < _UNLIKE else ()
    return Change(
        new,
        mask,
        title=f"set in {match.face.title}, {way.title}",
        place=f"“{line.text}” replaced",
        note=", ".join((_read_again(new, seen, type_, whole), *unlike)),
        whole=True,
    )


def chosen(found: tuple[Line, ...], wish: Rewording) -> Line:
    """The line that `wish` means: the one it names, or that its new words correct, or the only."""
    if not found:
        raise Beyond("it finds no text in this picture.")
    named = wish.old or wish.new
    best = max(found, key=lambda line: likeness(line.text, named))
    if likeness(best.text, named) >= ALIKE:
        return best
    if wish.old:
        raise Beyond(f"it finds no “{wish.old}” in this picture. It reads: {listed(found)}.")
    return _largest(found)


def _largest(found: tuple[Line, ...]) -> Line:
    order = sorted(found, key=lambda line: -line.height)
    if len(order) > 1 and order[0].height < _LARGER * order[1].height:
        raise Beyond(
            f"it cannot tell which line is meant. It reads: {listed(found)}. Say which "
            f"(“change the text {order[0].text} to …”)."
        )
    return order[0]


def _places(text: str, wish: Rewording, *, from_the_word: bool) -> tuple[int, str]:
    """From which character on the line is set anew, and what then stands there."""
    new = wish.new.upper() if text.isupper() and not wish.quoted else wish.new
    part = re.search(re.escape(wish.old), text, re.IGNORECASE) if wish.old else None
    if part is None:
        return 0, new
    start = part.start() if from_the_word else 0
    return start, text[start : part.start()] + new + text[part.end() :]


def _printed(bare: Wiped, seen: Lettering, soft: float, type_: Setting) -> tuple[Picture, Plane]:
    """The new words on the wiped picture, and where anything changed."""
    height, width = bare.picture.shape[:2]
    back = np.linalg.inv(seen.upright.there) @ type_.there
    twice = np.diag([2.0, 2.0, 1.0]) @ back
    # Printed twice as large and reduced, so that slanting edges are clean.
    large = cv2.warpPerspective(type_.ink.alpha, twice, (2 * width, 2 * height))
    ink = cv2.resize(large, (width, height), interpolation=cv2.INTER_AREA)
    ink = np.clip(blurred(ink, soft), 0, 1)
    new = mixed(bare.picture, _lit(bare, seen), ink)
    return new, np.maximum(bare.hole, ink > 1 / 255).astype(np.float32)


def _lit(bare: Wiped, seen: Lettering) -> Picture:
    """The colour of the ink in the light of its ground."""
    light = luma(widely_blurred(bare.picture, 0.8 * seen.box.height / seen.upright.scale))
    usual = float(np.median(light[bare.hole]))
    share = np.clip(light / max(usual, 0.05), 0.6, 1.5)
    share = 1 + (share - 1) * (0.5 if bare.smooth else 1.0)
    return np.array(seen.colour, np.float32) * share[..., None].astype(np.float32)


def _read_again(new: Picture, seen: Lettering, type_: Setting, meant: str) -> str:
    read = line_in(to_bytes(upright(to_bytes(new), _around(seen, type_)).picture))
    if plain(read) == plain(meant):
        return f"it now reads “{meant}”"
    if not read:
        return f"it should read “{meant}”, but cannot be read"
    return f"it now reads “{read}”, which is not what you asked"


def _around(seen: Lettering, type_: Setting) -> Line:
    """The new line with a little air, in the whole picture."""
    old, new = seen.box, type_.box
    air = 0.15 * old.height
    left, top = min(old.left, new.left) - air, min(old.top, new.top) - air
    right = new.left + new.width + air
    bottom = max(old.top + old.height, new.top + new.height) + air
    corners = np.array([[[left, top], [right, top], [right, bottom], [left, bottom]]], np.float32)
    back = np.linalg.inv(seen.upright.there)
    return Line("", cv2.perspectiveTransform(corners, back)[0].astype(np.float32), 1.0)
