"""Sets words as other words were set: the face is matched by printing the old ones in it."""

from dataclasses import dataclass
from typing import NamedTuple

import cv2
import numpy as np

from worker.engines.classical.lettering.line import Box, Lettering, Matrix
from worker.engines.classical.lettering.typefaces import Ink, Typeface, typefaces
from worker.engines.classical.painting.pixels import Plane
from worker.engines.classical.painting.smoothing import blurred

_PRINTED = 96  # px to the em that candidates are printed at
_LARGEST = 480  # px to the em that words are printed at
_JUDGED = 48  # px, the height of ink that they are compared at
_MARGIN = 0.22  # of that, by which they may lie beside
_STRETCHES = (1.0, 0.95, 1.05, 0.9, 1.1, 0.82, 1.2)
_HEIGHTS = (1.0, 0.95)
_SOFTNESS = (0.0, 0.4, 0.6, 0.8, 1.0, 1.3, 1.7, 2.2, 3.0)  # px of blur in the whole picture
_SLANTED = ("Italic", "Oblique")
_ALIGNED = 6  # faces that are looked at more closely
_LEANING = 0.8  # of likeness lost for each px aside in a px up
_STRETCHED = 0.3  # of likeness lost for letters wider or narrower by e: another cut has them so
_SMALL = 3.0  # times that a line is enlarged, from where on its type is small
_ADRIFT = 0.3  # of likeness, lost by what cannot be laid on the ink
_GAP = 0.4  # of the height of the ink, by which a word may begin before it is thought to
_AS_WIDE = 0.12  # of the width of the ink, by which printed words may be wider or narrower
_NARROWEST = 0.72  # times the width that is natural


class Match(NamedTuple):
    """How old words are printed in a face so that they cover their ink."""

    face: Typeface
    likeness: float  # correlation of the two, up to 1, less what speaks against it
    box: Box  # of the ink, in the upright line


@dataclass(frozen=True, slots=True)
class _Seen:
    """The ink to be matched, small, with where it lies."""

    ink: Plane
    scale: float  # px in `ink` for a px in the upright line
    left: int  # px in the small line
    top: int
    width: float  # px, of the box of the ink
    height: float
    stretched: float  # of likeness lost for letters wider or narrower by e


def matches(lettering: Lettering, text: str, needed: str = "") -> tuple[Match, ...]:
    """The faces by how well `text` printed in them covers the ink, the best first.

    Only those that have a glyph for all that is `needed`.

    Normalised cross-correlation at a few widths and heights; two faces of one family in a row
    would look alike, so only the best weight of each counts.
    """
    seen = _seen(lettering)
    able = [face for face in typefaces() if not face.lacks(text + needed)]
    found = [match for face in able if (match := _matched(seen, face, text)) is not None]
    found.sort(key=lambda match: -match.likeness)
    near = [_aligned(seen, match, text) for match in found[:_ALIGNED]]
    found = sorted(near, key=lambda match: -match.likeness) + found[_ALIGNED:]
    families = dict[str, Match]()
    for match in found:
        families.setdefault(match.face.title.split()[0], match)
    return tuple(families.values())


def _seen(lettering: Lettering) -> _Seen:
    box = lettering.box
    scale = _JUDGED / box.height
    height, width = (max(8, round(side * scale)) for side in lettering.ink.shape)
    small = cv2.resize(lettering.ink, (width, height), interpolation=cv2.INTER_AREA)
    margin = round(_MARGIN * _JUDGED)
    top, left = max(0, round(box.top * scale) - margin), max(0, round(box.left * scale) - margin)
    bottom = round((box.top + box.height) * scale) + margin
    right = round((box.left + box.width) * scale) + margin
    # In perspective nobody knows how wide letters were: of small type on a screen one does.
    stretched = _STRETCHED if lettering.upright.scale >= _SMALL else 0.0
    part = np.ascontiguousarray(small[top:bottom, left:right])
    return _Seen(
        blurred(part, 0.9), scale, left, top, box.width * scale, box.height * scale, stretched
    )


def _matched(seen: _Seen, face: Typeface, text: str) -> Match | None:
    printed = face.ink(text, _PRINTED).alpha
    if not printed.size:
        return None
    usual = seen.width / seen.height / (printed.shape[1] / printed.shape[0])
    tries = {(height, stretch) for height in _HEIGHTS for stretch in (*_STRETCHES, usual)}
    found = [
        match
        for height, stretch in sorted(tries)
        if 0.6 < stretch < 1.7
        and (match := _laid_over(seen, face, printed, height, stretch)) is not None
    ]
    return max(found, key=lambda match: match.likeness, default=None)


def _laid_over(
    seen: _Seen, face: Typeface, printed: Plane, height: float, stretch: float
) -> Match | None:
    down = round(seen.height * height)
    across = round(down * printed.shape[1] / printed.shape[0] * stretch)
    if not (6 <= down <= seen.ink.shape[0] and 0.8 * seen.width <= across <= seen.ink.shape[1]):
        return None
    small = blurred(cv2.resize(printed, (across, down), interpolation=cv2.INTER_AREA), 0.9)
    _, likeness, _, (x, y) = cv2.minMaxLoc(cv2.matchTemplate(seen.ink, small, cv2.TM_CCOEFF_NORMED))
    weight = abs(float(small.mean() - seen.ink[y : y + down, x : x + across].mean()))
    against = 0.8 * weight + 0.1 * abs(float(np.log(stretch)))
    against += 0.03 * any(word in face.title for word in _SLANTED)
    scale = seen.scale
    place = Box((x + seen.left) / scale, (y + seen.top) / scale, across / scale, down / scale)
    return Match(face, likeness - against, place)


def _aligned(seen: _Seen, match: Match, text: str) -> Match:
    """`match` judged anew with its letters laid on the ink more closely, by a projective map.

    A line is seldom made quite upright, and a face of the wrong widths may then seem nearer. What
    the map leans counts against it: an italic is not an upright face aslant. (Evangelidis and
    Psarakis 2008.)
    """
    left, top, across, down = match.box
    first = round(left * seen.scale) - seen.left, round(top * seen.scale) - seen.top
    size = max(1, round(across * seen.scale)), max(1, round(down * seen.scale))
    printed = match.face.ink(text, _PRINTED).alpha
    printed_height, printed_width = printed.shape
    printed = cv2.resize(printed, size, interpolation=cv2.INTER_AREA)
    laid = np.zeros_like(seen.ink)
    part = laid[first[1] : first[1] + size[1], first[0] : first[0] + size[0]]
    part[:] = printed[: part.shape[0], : part.shape[1]]
    laid = blurred(laid, 0.9)
    there = np.eye(3, dtype=np.float32)
    ending = cv2.TERM_CRITERIA_EPS | cv2.TERM_CRITERIA_COUNT, 40, 1e-4
    try:
        alike, there = cv2.findTransformECC(laid, seen.ink, there, cv2.MOTION_HOMOGRAPHY, ending)
    except cv2.error:  # it does not converge on what is quite unlike
        return match._replace(likeness=match.likeness - _ADRIFT)
    middle, half = first[0] + size[0] / 2, size[1] / 2
    ends = np.array([[[middle, first[1]], [middle, first[1] + 2 * half]]], np.float32)
    high, low = cv2.perspectiveTransform(ends, np.asarray(there, np.float32))[0]
    lean = abs(float(high[0] - low[0])) / max(1.0, 2 * half)
    stretch = (across / down) / (printed_width / printed_height)
    against = _LEANING * lean + seen.stretched * abs(float(np.log(stretch)))
    return match._replace(likeness=float(alike) - against)


def steadied(match: Match, lettering: Lettering) -> Match:
    """`match` in the middle of the ink, where both are about as wide.

    In perspective the old words printed flat lie on some of their letters better than on others.
    """
    box, ink = match.box, lettering.box
    if abs(box.width - ink.width) > _AS_WIDE * ink.width:
        return match
    return match._replace(box=box._replace(left=ink.left + (ink.width - box.width) / 2))


def softness(lettering: Lettering, match: Match, text: str) -> float:
    """The blur at which the printed words have edges as soft as the ink's, px there."""
    left, top, across, down = (max(0, round(side)) for side in match.box)
    size = max(1, across), max(1, down)
    printed = match.face.ink(text, _PRINTED).alpha
    printed = cv2.resize(printed, size, interpolation=cv2.INTER_AREA)
    seen = _steepness(lettering.ink[top : top + down, left : left + across])
    scale = lettering.upright.scale
    apart = {
        soft: abs(_steepness(_sampled(blurred(printed, soft * scale), scale)) - seen)
        for soft in _SOFTNESS
    }
    return min(apart, key=lambda soft: apart[soft])


def _sampled(ink: Plane, scale: float) -> Plane:
    """`ink` as it looks enlarged from a picture where it is `scale` times smaller."""
    if scale <= 1:
        return ink
    height, width = ink.shape
    size = max(1, round(width / scale)), max(1, round(height / scale))
    small = cv2.resize(ink, size, interpolation=cv2.INTER_AREA)
    return cv2.resize(small, (width, height), interpolation=cv2.INTER_CUBIC)


def _steepness(ink: Plane) -> float:
    """How steep the steepest edges are."""
    across, down = cv2.Sobel(ink, cv2.CV_32F, 1, 0), cv2.Sobel(ink, cv2.CV_32F, 0, 1)
    return float(np.percentile(np.hypot(across, down), 95))


class Room(NamedTuple):
    """How far words may reach, px in the upright line."""

    left: float
    right: float


class Setting(NamedTuple):
    """Where and how new words are set, in the upright line."""

    ink: Ink
    there: Matrix  # from the printed ink's px to the upright line's
    box: Box
    narrowed: float = 1.0  # times the width that is natural
    smaller: float = 1.0  # times the size of the old words
    moved: float = 0.0  # px to the right of where they should stand, because of their room


def begins(match: Match, text: str, start: int) -> float:
    """Where, in px of the upright line, the character `start` of the old `text` begins."""
    if start == 0:
        return match.box.left
    whole = match.face.ink(text, _PRINTED)
    # What stands before is measured with the pen, so that the space before a word counts.
    rest = match.face.ink(text[start:], _PRINTED)
    share = (whole.alpha.shape[1] - rest.alpha.shape[1]) / max(1, whole.alpha.shape[1])
    return match.box.left + share * match.box.width


def gap_before(lettering: Lettering, left: float) -> float:
    """The emptiest column near `left`, where one word ends and the next begins, in px."""
    reach = _GAP * lettering.box.height
    first = max(0, round(left - reach))
    columns = blurred(lettering.ink[:, first : round(left + 0.2 * reach) + 1].sum(axis=0), 1.0)
    return float(first + int(np.argmin(columns)))


class Fit(NamedTuple):
    """How words are fitted, besides their face."""

    centred: bool = False
    ended: bool = False  # whether it ends where the old words did
    size: float = 1.0  # times that of the old words
    bolder: float = 0.0  # of the edge of a stroke that is inked, too


def setting(match: Match, old: str, new: str, left: float, room: Room, fit: Fit) -> Setting:
    """`new` in the face and on the baseline of `old`, from `left` px on or about its middle.

    It stays within `room`: words that need more are narrowed, to 0.72 of their width at most, and
    then set smaller.
    """
    before = match.face.ink(old, _PRINTED)
    usual = match.box.height / before.alpha.shape[0] * fit.size
    size = int(np.clip(_PRINTED * usual, _PRINTED, _LARGEST))
    after = match.face.ink(new, size)
    down = usual * _PRINTED / size
    across = match.box.width / before.alpha.shape[1] * _PRINTED / size * fit.size
    share = min(1.0, (room.right - room.left) / (after.alpha.shape[1] * across))
    across, smaller = across * share, min(1.0, share / _NARROWEST)
    width = after.alpha.shape[1] * across
    if fit.centred:
        left = (left + match.box.left + match.box.width - width) / 2
    elif fit.ended:
        left = match.box.left + match.box.width - width
    first = max(room.left, min(left, room.right - width))
    baseline = match.box.top - before.top * match.box.height / before.alpha.shape[0]
    top = baseline + after.top * down * smaller
    there = np.array([[across, 0, first], [0, down * smaller, top], [0, 0, 1]], np.float64)
    after = after._replace(alpha=_bolder(after.alpha, fit.bolder))
    box = Box(first, top, width, after.alpha.shape[0] * down * smaller)
    return Setting(after, there, box, max(share, _NARROWEST), smaller, first - left)


def _bolder(ink: Plane, share: float) -> Plane:
    """`ink` with strokes wider by a `share` of half a twentieth of their height on either side."""
    if not share:
        return ink
    reach = 2 * max(1, round(ink.shape[0] / 40)) + 1
    wide = cv2.dilate(ink, cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (reach, reach)))
    return (ink + share * (wide - ink)).astype(np.float32)
