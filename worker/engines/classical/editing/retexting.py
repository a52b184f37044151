"""Puts other words in the place of a line of lettering: wiped, set alike, and read again."""

from typing import NamedTuple

import cv2
import numpy as np

from worker.engines.classical.editing.changes import Change
from worker.engines.classical.finding.positions import window_of
from worker.engines.classical.lettering.alignment import CENTRE, NOTHING, RIGHT, Footing, footing
from worker.engines.classical.lettering.choosing import chosen, placed
from worker.engines.classical.lettering.erasing import Wipe, Wiped, room, spilt, wiped
from worker.engines.classical.lettering.line import Box, Lettering, lettering
from worker.engines.classical.lettering.naming import named_lines
from worker.engines.classical.lettering.proofreading import Stand, proofread
from worker.engines.classical.lettering.reading import Line, lines, listed, marked_lines
from worker.engines.classical.lettering.telling import inked
from worker.engines.classical.lettering.typefaces import typefaces
from worker.engines.classical.lettering.typesetting import (
    Fit,
    Match,
    Room,
    Setting,
    begins,
    gap_before,
    matches,
    setting,
    softness,
    steadied,
)
from worker.engines.classical.painting.chance import Draw
from worker.engines.classical.painting.pixels import (
    Colour8,
    Picture,
    Plane,
    filled,
    mixed,
)
from worker.engines.classical.painting.smoothing import blurred, widely_blurred
from worker.engines.classical.painting.tone import luma, percentiles
from worker.engines.classical.words.beyond import Beyond
from worker.engines.classical.words.wording import Rewording

_SPILT = 0.02  # of what is set anew, that may lie outside of what was marked
_NEARLY = 0.02  # of likeness: a face that is less like the best by no more is as good
_COVERED = 0.85  # of a line that its ink reaches over: of less, something was not seen
_CORE = 0.93  # from here on a pixel is all ink
_TELLING = 20  # px of it
_ONE_TONE = 0.06  # of tone: ink that varies by less has one colour
_ROW = 0.2  # of the height of the ink, by which words of one row stand higher or lower
_SPACE = 0.9  # of it, that is left between two words if there was so much
_HAIR = 0.12  # of the edge of a stroke, that is inked where only that may differ
_LESS = 0.95  # times their own width or size, from where on that is told of letters
_CUT = 0.1  # of the height of the ink, by which its edge may leave the picture
_ASIDE = 0.15  # of the height of the ink, from where on words are seen to be moved
_UNLIKE = 0.75  # likeness of a face: below, it is not that of the old words


class Way(NamedTuple):
    """How a variant differs from the others; where its words stand the old ones tell."""

    title: str
    fit: Fit
    crispness: float = 1.0  # by which the blur of the old words is divided
    other: bool = False  # whether another face is taken that is nearly as like


WAYS = (
    Way("", Fit()),
    Way("a hair bolder", Fit(bolder=_HAIR)),
    Way("crisper", Fit(size=0.97), crispness=1.5, other=True),
    Way("bolder", Fit(size=0.95, bolder=0.25)),
)


def reworded(
    colour: Colour8, picture: Picture, wish: Rewording, draw: Draw, marks: Plane | None = None
) -> Change:
    """`picture` with the words of `wish` in the place of a line of `colour`.

    Where `marks` are, it is one of the lines that are marked. Raises Beyond, with the lines that
    were found, where none of them is meant or can be told from its ground.
    """
    found, meant = lines(colour), marked_lines(colour, marks)
    if found and not meant:
        raise Beyond(f"it finds no text within your mask. The picture reads: {listed(found)}.")
    line, parts, old = chosen(_told(colour, meant, wish), wish)
    others = tuple(one for one in found if not any(one is part for part in parts))
    seen = _ink_of(colour, line)
    bare = wiped(picture, seen, Wipe(), draw.noise(3))
    stood = footing(line, others, colour.shape[1], _off_the_middle(bare, seen))
    if not stood.listed and placed(line.text, old, wish, from_the_word=True)[0]:
        stood = NOTHING  # of “GRAND HOTEL” the first word stays where it is
    way = _on(stood, draw.one_of(WAYS))
    start, text = placed(line.text, old, wish, from_the_word=way.fit == Fit())
    faces = _faces(seen, line.text, text)
    near = [face for face in faces if face.likeness > faces[0].likeness - _NEARLY]
    match = steadied(near[-1] if way.other else near[0], seen)
    left = begins(match, line.text, start) if start else min(match.box.left, seen.box.left)
    if start:
        bare = wiped(picture, seen, Wipe(start=gap_before(seen, left)), draw.noise(3))
    if spilt(bare.hole, line):
        raise Beyond(f"“{line.text}” cannot be taken off here without what is around it.")
    free = _between(others, seen, room(bare, seen, left if start else -np.inf))
    type_ = setting(match, line.text, text, left, free, way.fit)
    soft = softness(seen, match, line.text) / way.crispness
    if _leaves(type_, seen, colour):
        raise Beyond(f"“{text}” would leave the picture here: shorter words may help.")
    new, mask = _printed(bare, seen, soft, type_)
    if marks is not None and float(mask[marks == 0].sum()) > _SPILT * float(mask.sum()):
        raise Beyond(f"“{text}” reaches beyond your mask: mark more room around it.")
    read = proofread(new, _stand(others, line, seen, type_), line.text[:start] + text)
    return Change(
        new,
        mask,
        title=f"set in {match.face.title}, {_stands(way, seen, type_)}",
        place=f"“{line.text}” replaced",
        note=", ".join((read, *_shortcomings(faces[0], bare, type_))),
        whole=True,
    )


def _told(colour: Colour8, found: tuple[Line, ...], wish: Rewording) -> tuple[Line, ...]:
    """The lines of `found` that the colour of `wish` and its place leave."""
    if wish.colour is None and not wish.where:
        return found
    window, (height, width) = window_of(wish.where), colour.shape[:2]
    middles = {id(one): one.corners.mean(axis=0) for one in found}
    named = named_lines(found, wish.old) if wish.old else found
    there = tuple(
        one
        for one in named
        if window.holds(middles[id(one)][0] / width, middles[id(one)][1] / height)
    )
    if not there:
        raise Beyond(f"it finds no such text there. It reads: {listed(found)}.")
    return inked(colour, there, wish.colour)


def _stands(way: Way, seen: Lettering, type_: Setting) -> str:
    """Where the new words stand, which their room may not leave to the way."""
    if abs(type_.moved) <= _ASIDE * seen.box.height:
        return way.title
    return f"moved to the {'right' if type_.moved > 0 else 'left'}, to fit"


def _shortcomings(nearest: Match, bare: Wiped, type_: Setting) -> tuple[str, ...]:
    """What a person should know of letters that could not be set as the old ones were."""
    unlike = nearest.likeness < _UNLIKE
    return (
        *_fitted(type_),
        *(("no face here is like the old one: this is the nearest",) if unlike else ()),
        *(("the shadow of the old letters is not set again",) if bare.shaded else ()),
    )


def _fitted(type_: Setting) -> tuple[str, ...]:
    """What was done to letters so that their words fit, if that is seen."""
    less = ("narrower", type_.narrowed), ("smaller", type_.smaller)
    told = [f"{1 - share:.0%} {how}".replace("%", " %") for how, share in less if share <= _LESS]
    return (f"set {' and '.join(told)}, to fit",) if told else ()


def _leaves(type_: Setting, seen: Lettering, colour: Colour8) -> bool:
    """Whether new letters would be cut by an edge of the picture, farther than the old ones."""
    new, old = (_beyond(box, seen, colour) for box in (type_.box, seen.box))
    return new > max(0.0, old) + _CUT * seen.box.height / seen.upright.scale


def _beyond(box: Box, seen: Lettering, colour: Colour8) -> float:
    """How far a box of the upright line reaches out of the picture, px."""
    left, top, right, low = box.left, box.top, box.left + box.width, box.top + box.height
    corners = np.array([[[left, top], [right, top], [right, low], [left, low]]], np.float32)
    there = cv2.perspectiveTransform(corners, np.linalg.inv(seen.upright.there))[0]
    height, width = colour.shape[:2]
    return float(max((-there).max(), (there - (width, height)).max()))


def _off_the_middle(bare: Wiped, seen: Lettering) -> float:
    """How far old words are off the middle of what they stand on, in heights of their ink."""
    box, around = seen.box, room(bare, seen, -np.inf)
    return ((around.left + around.right) / 2 - (box.left + box.width / 2)) / box.height


def _on(stood: Footing, way: Way) -> Way:
    """`way` with its words where the old ones stood; in a list all lines keep one size."""
    edge, size = stood.edge, 1.0 if stood.listed else way.fit.size
    fit = way.fit._replace(centred=edge == CENTRE, ended=edge == RIGHT, size=size)
    more = " and ".join(filter(None, ("a hair smaller" if size < 1 else "", way.title)))
    return way._replace(title=", ".join(filter(None, (stood.title, more))), fit=fit)


def _ink_of(colour: Colour8, line: Line) -> Lettering:
    """The ink of a line; raises Beyond where it cannot be told from its ground."""
    seen = lettering(colour, line)
    if seen is None or not covers(seen, line):
        raise Beyond(
            f"the ink of “{line.text}” cannot be told from its ground here, as where a sign is "
            "seen aslant. Paint over the letters and say “remove it”, send a sharper picture, or "
            "leave it to a model that edits pictures (--model)."
        )
    return seen


def covers(seen: Lettering, line: Line) -> bool:
    """Whether the ink that was told from its ground reaches over the line that was read."""
    there = cv2.perspectiveTransform(line.corners[None], seen.upright.there)[0]
    left, right = float(there[[0, 3], 0].mean()), float(there[[1, 2], 0].mean())
    top, bottom = float(there[[0, 1], 1].mean()), float(there[[2, 3], 1].mean())
    box = seen.box
    both = min(right, box.left + box.width) - max(left, box.left)
    # A reader leaves as much air at the ends as above and below: of a short word that is a lot.
    air = max(0.5 * box.height, bottom - top - box.height)
    return both > _COVERED * (right - left - air)


class _Beside(NamedTuple):
    """Another line of the same row, in the upright line."""

    text: str
    first: float  # px
    last: float


def _row(others: tuple[Line, ...], seen: Lettering) -> tuple[list[_Beside], list[_Beside]]:
    """What stands in the row of the line, to the left and to the right of it."""
    box = seen.box
    before, after = list[_Beside](), list[_Beside]()
    for other in others:
        corners = cv2.perspectiveTransform(other.corners[None], seen.upright.there)[0]
        (first, top), (last, bottom) = corners.min(axis=0).tolist(), corners.max(axis=0).tolist()
        middle = (top + bottom) / 2
        if not box.top - _ROW * box.height < middle < box.top + (1 + _ROW) * box.height:
            continue
        beside = _Beside(other.text, first, last)
        if last < box.left + box.width / 2:
            before.append(beside)
        elif first > box.left + box.width / 2:
            after.append(beside)
    before.sort(key=lambda one: one.last)
    return before, sorted(after, key=lambda one: one.first)


def _between(others: tuple[Line, ...], seen: Lettering, free: Room) -> Room:
    """`free` without what the words beside it need: the spaces between words stay as they are."""
    box, (left, right) = seen.box, free
    end, space = box.left + box.width, _SPACE * box.height
    before, after = _row(others, seen)
    for other in before:
        left = max(left, min(box.left, other.last + min(box.left - other.last, space)))
    for other in after:
        right = min(right, max(end, other.first - min(other.first - end, space)))
    return Room(left, right)


def _stand(others: tuple[Line, ...], line: Line, seen: Lettering, type_: Setting) -> Stand:
    """Where the new words stand, between the words on either side."""
    before, after = _row(others, seen)
    texts = (before[-1].text if before else "", after[0].text if after else "")
    return Stand(line, seen, type_, *texts)


def _faces(seen: Lettering, old: str, new: str) -> tuple[Match, ...]:
    """The faces that have all glyphs, the most alike first."""
    faces = matches(seen, old, new)
    if faces:
        return faces
    lacking = [face.lacking(new) for face in typefaces()]
    if all(lacking):
        raise Beyond(f"no typeface here has “{min(lacking, key=len)}”.")
    raise Beyond(
        f"the ink of “{old}” is not like that of any typeface here: condensed, outlined and drawn "
        f"letters are not among them. It can take them out (“remove the text {old}”)."
    )


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


def _plain(seen: Lettering) -> bool:
    """Whether the ink is of one colour throughout, however its ground runs: paint, or a title."""
    cores = cv2.erode((seen.ink > _CORE).astype(np.uint8), np.ones((3, 3), np.uint8)) > 0
    if cores.sum() < _TELLING:
        return False
    low, high = percentiles(luma(seen.upright.picture)[cores][None], 5, 95)
    return high - low < _ONE_TONE


def _lit(bare: Wiped, seen: Lettering) -> Picture:
    """The colour of the ink, in the light of its ground where that shows on it."""
    if _plain(seen):
        return filled(bare.picture, seen.colour)
    light = luma(widely_blurred(bare.picture, 0.8 * seen.box.height / seen.upright.scale))
    usual = float(np.median(light[bare.hole]))
    share = np.clip(light / max(usual, 0.05), 0.6, 1.5)
    share = 1 + (share - 1) * (0.5 if bare.smooth else 1.0)
    return np.array(seen.colour, np.float32) * share[..., None].astype(np.float32)
