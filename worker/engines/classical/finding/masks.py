"""Where something is: masks of a named colour and of the subject, and their soft edges."""

from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from worker.engines.classical.finding.completing import completed, missed
from worker.engines.classical.finding.faces import Face, faces
from worker.engines.classical.finding.people import collars, laps, likely_people
from worker.engines.classical.finding.plain import on_plain_ground
from worker.engines.classical.finding.saliency import salient
from worker.engines.classical.finding.surfaces import drawn_back
from worker.engines.classical.painting.pixels import (
    Colour8,
    Mask8,
    Picture,
    Plane,
    resized,
    to_float,
    unit,
)
from worker.engines.classical.painting.smoothing import colour_guided, guided
from worker.engines.classical.painting.tone import luma, step, stretched, to_lab
from worker.engines.classical.words.vocabulary import Colour

_CUT_SIDE = 448  # px, the long side that GrabCut works at
_COARSE = 128  # px of the short side from which the cut begins at half the size
_EDGE = 9  # px about the rough cut's edge that are looked at again
_FEWEST = 32  # px on either side that GrabCut can learn colours from
_POSSIBLE = 0.12  # chance of being the subject: what has less is never cut out
_HOLE = 0.06  # of the picture: what a subject encloses up to here belongs to it
_WIDER = 24.0  # degrees of hue that a name may reach further: one’s green is another’s yellow
_FOUND = 0.002  # of the picture, from where on a colour is there
_RNG = 7  # OpenCV's own generator, which GrabCut and k-means use


def colour_mask(colour: Colour8, named: Colour) -> Plane:
    """Pixels of a named colour, 0 to 1; where there are none, of the hues beside it."""
    if named.hue is None:
        return neutral_mask(colour, named.darkest, named.lightest)
    strict = hue_mask(colour, named.hue, named.width, named.lightest, fullest=named.fullest)
    if float(strict.mean()) >= _FOUND:
        return strict
    wider = named.width + _WIDER
    return hue_mask(colour, named.hue, wider, named.lightest, fullest=named.fullest)


def hue_mask(
    colour: Colour8,
    hue: float,
    width: float,
    lightest: float = 101.0,
    spread: float = 14.0,
    fullest: float = 200.0,
) -> Plane:
    """Pixels of a hue (degrees in CIE Lab, `width` to either side), 0 to 1.

    The most coloured pixels in that range are the thing that was meant: how much chroma counts,
    and which hues within `spread` degrees, follows them, so that a red coat does not take the
    skin with it. A table of reddish wood it may take with a red cup: what tells a single thing from
    what is near it in colour is `tinted.tinted_mask`.
    """
    lab = to_lab(to_float(colour))
    chroma = np.hypot(lab[..., 1], lab[..., 2])
    hues = np.degrees(np.arctan2(lab[..., 2], lab[..., 1]))
    away = (hues - hue + 180) % 360 - 180
    wedge = step(width + 6, width - 4, np.abs(away)) * step(lightest + 6, lightest - 6, lab[..., 0])
    wedge *= step(fullest + 6, fullest - 6, chroma)
    inside = _without_specks((wedge > 0.5) & (chroma > 10))
    if inside.sum() < 16:
        return np.zeros(colour.shape[:2], np.float32)
    usual = float(np.percentile(chroma[inside], 95))
    typical = inside & (chroma > 0.75 * usual)
    near = step(spread + 8, spread - 2, np.abs(away - float(np.median(away[typical]))))
    # Shadows of a coloured thing have less chroma than its lights, in proportion.
    shade = np.clip(lab[..., 0] / max(float(np.median(lab[..., 0][typical])), 1), 0.6, 1)
    least = np.float32(np.clip(0.5 * usual, 14, 42)) * shade
    coloured = np.clip((chroma / least - 0.6) / 0.4, 0, 1)
    return tidied(colour, (wedge * near * coloured).astype(np.float32))


def _without_specks(mask: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """`mask` eroded by a px, so that noise on something of a neighbouring hue does not decide."""
    core = cv2.erode(mask.astype(np.uint8), np.ones((3, 3), np.uint8)) > 0
    return core if core.sum() >= 16 else mask


def neutral_mask(colour: Colour8, darkest: float, lightest: float) -> Plane:
    """Pixels without much colour, of a lightness between `darkest` and `lightest` (0 to 100)."""
    lab = to_lab(to_float(colour))
    light = lab[..., 0]
    mask = step(20, 9, np.hypot(lab[..., 1], lab[..., 2]))
    mask = mask * step(darkest - 6, darkest + 6, light) * step(lightest + 6, lightest - 6, light)
    return tidied(colour, mask.astype(np.float32))


def subject_mask(
    colour: Colour8, likely: Plane | None = None, rounds: int = 5, *, whole: bool = True
) -> Plane:
    """The subject, 0 to 1: GrabCut (Rother et al. 2004) from saliency or from `likely`.

    `rounds` are GrabCut's; where only a glance is needed, fewer do. On a plain ground it is all
    that is not the ground. `whole`: with the tips that the cut has missed.
    """
    plain = on_plain_ground(colour) if likely is None else None
    if plain is not None:
        return plain
    found = faces(colour) if likely is None else ()
    if likely is None:
        likely = _likely_subject(colour, found)
    small = reduced(colour, _CUT_SIDE)
    chance = resized(likely, small.shape[1], small.shape[0])
    solid = _cleaned(cut(small, _trimap(chance), rounds), hole=_HOLE)
    if found:
        scale = small.shape[1] / colour.shape[1]
        solid = _dressed(small, solid, chance, tuple(face.scaled(scale) for face in found), rounds)
    elif whole:
        solid = drawn_back(small, solid | missed(small, solid))
    return refined(colour, solid)


def _trimap(chance: Plane) -> Mask8:
    trimap = np.full(chance.shape, cv2.GC_PR_BGD, np.uint8)
    trimap[chance < _POSSIBLE] = cv2.GC_BGD
    trimap[chance > 0.42] = cv2.GC_PR_FGD
    trimap[chance > 0.8] = cv2.GC_FGD
    return trimap


def _dressed(
    small: Colour8, solid: Mask8, chance: Plane, found: tuple[Face, ...], rounds: int
) -> Mask8:
    """`solid` with what people hold, and with their collars.

    Grey before grey, colours do not tell collars apart.
    """
    region = laps(solid, found)
    if region.any():
        wider = np.where(region > 0, np.maximum(chance, _POSSIBLE), chance)
        solid = solid | (_cleaned(cut(small, _trimap(wider), rounds), hole=_HOLE) & region)
        solid = _cleaned(solid | (missed(small, solid) & region), hole=_HOLE)
    whole = (completed(small, solid.astype(np.float32)) > 0.5).astype(np.uint8)
    return solid | (whole & collars(solid.shape, found))


def reduced(colour: Colour8, side: int) -> Colour8:
    """`colour` with a long side of at most `side` px, and at least 8 px a side."""
    height, width = colour.shape[:2]
    scale = min(1.0, side / max(height, width))
    return resized(colour, max(8, round(width * scale)), max(8, round(height * scale)))


def _likely_subject(colour: Colour8, found: tuple[Face, ...]) -> Plane:
    picture = to_float(colour)
    return likely_people(salient(picture), found) if found else _likely_thing(picture)


def _likely_thing(picture: Picture) -> Plane:
    scale = unit(picture)
    likely = guided(luma(picture), salient(picture), max(2, round(12 * scale)), 1e-3)
    likely = stretched(likely, 2, 99.5)
    threshold, _ = cv2.threshold((likely * 255).astype(np.uint8), 0, 255, cv2.THRESH_OTSU)
    middle = float(np.clip(threshold / 255, 0.25, 0.7))
    above = 0.42 + 0.58 * (likely - middle) / (1 - middle)
    likely = np.where(likely > middle, above, 0.42 * likely / middle)
    rim = max(1, round(0.015 * min(likely.shape)))
    inner = np.zeros(likely.shape, bool)
    inner[rim:-rim, rim:-rim] = True
    return np.where(inner, likely, np.minimum(likely, 0.1)).astype(np.float32)


def cut(small: Colour8, trimap: Mask8, rounds: int) -> Mask8:
    """GrabCut from a `trimap` of its labels, the same on every run.

    Its rounds run at half the size; at the whole one a last round settles what lies along the edge
    that they found. That takes less than half the time, and the edge wanders less.
    """
    height, width = trimap.shape
    if min(height, width) < _COARSE:
        return _cut_at_once(small, trimap, rounds)
    half = width // 2, height // 2
    labels = np.asarray(cv2.resize(trimap, half, interpolation=cv2.INTER_NEAREST), np.uint8)
    rough = _cut_at_once(resized(small, *half), labels, rounds)
    inside = np.asarray(cv2.resize(rough, (width, height), interpolation=cv2.INTER_NEAREST))
    return _cut_at_once(small, _settled(inside.astype(np.uint8), trimap), 1)


def _settled(inside: Mask8, trimap: Mask8) -> Mask8:
    """Labels that leave open only what lies along the edge of `inside`, and was open before."""
    reach = np.ones((_EDGE, _EDGE), np.uint8)
    labels = np.where(inside > 0, cv2.GC_PR_FGD, cv2.GC_PR_BGD)
    labels[cv2.erode(inside, reach) > 0] = cv2.GC_FGD
    labels[cv2.dilate(inside, reach) == 0] = cv2.GC_BGD
    sure = (trimap == cv2.GC_BGD) | (trimap == cv2.GC_FGD)
    return np.where(sure, trimap, labels).astype(np.uint8)


def _cut_at_once(small: Colour8, trimap: Mask8, rounds: int) -> Mask8:
    """GrabCut at one size; `trimap` is changed."""
    inside = (trimap == cv2.GC_FGD) | (trimap == cv2.GC_PR_FGD)
    if min(inside.sum(), inside.size - inside.sum()) < _FEWEST:
        return inside.astype(np.uint8)
    cv2.setRNGSeed(_RNG)
    models = np.zeros((1, 65)), np.zeros((1, 65))
    pixels = np.ascontiguousarray(small[..., ::-1])
    cv2.grabCut(pixels, trimap, (0, 0, 1, 1), *models, rounds, cv2.GC_INIT_WITH_MASK)
    return ((trimap == cv2.GC_FGD) | (trimap == cv2.GC_PR_FGD)).astype(np.uint8)


def _cleaned(mask: Mask8, least: float = 0.01, hole: float = 0.003) -> Mask8:
    """Without specks and holes: parts below `least` of the picture or 12 % of the largest."""
    kept = _large_parts(mask, least)
    holes = 1 - kept
    kept[(holes > 0) & (_large_parts(holes, hole, 0.0) == 0)] = 1
    kernel = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (3, 3))
    opened = cv2.morphologyEx(kept, cv2.MORPH_OPEN, kernel)
    return cv2.morphologyEx(opened, cv2.MORPH_CLOSE, kernel).astype(np.uint8)


def _large_parts(mask: Mask8, least: float, of_largest: float = 0.12) -> Mask8:
    count, labels, stats, _ = cv2.connectedComponentsWithStats(mask, connectivity=4)
    if count < 2:
        return mask.copy()
    sizes = stats[:, cv2.CC_STAT_AREA]
    enough = max(
        min(least * mask.size, float(sizes[1:].max())), of_largest * float(sizes[1:].max())
    )
    keep = [label for label in range(1, count) if sizes[label] >= enough]
    return np.isin(labels, keep).astype(np.uint8)


def tidied(colour: Colour8, mask: Plane, least: float = 0.002) -> Plane:
    """`mask` without specks below `least` of the picture, its edge led by the picture."""
    core = _cleaned((mask > 0.5).astype(np.uint8), least)
    if not core.any():
        return np.zeros(mask.shape, np.float32)
    reach = max(3, 2 * round(4 * unit(colour)) + 1)
    near = cv2.dilate(core, np.ones((reach, reach), np.uint8))
    solid = np.maximum(mask * near, core).astype(np.float32)
    # One px wider: pixels on the border hold some of the colour too, and would stay as a fringe.
    wide = cv2.dilate(solid, np.ones((3, 3), np.uint8))
    return ended(guided(luma(to_float(colour)), wide, max(1, reach // 4), 1e-4))


def refined(colour: Colour8, mask: Mask8) -> Plane:
    """A small hard mask as a soft one at full size, its edge led by the picture's colours."""
    height, width = colour.shape[:2]
    coarse = cv2.resize(mask.astype(np.float32), (width, height), interpolation=cv2.INTER_LINEAR)
    radius = max(2, max(height, width) // 110)
    soft = np.clip((colour_guided(to_float(colour), coarse, radius, 1e-4) - 0.5) * 1.35 + 0.5, 0, 1)
    reach = np.ones((2 * radius + 1, 2 * radius + 1), np.uint8)
    sure, none = cv2.erode(coarse, reach) > 0.98, cv2.dilate(coarse, reach) < 0.02
    return ended(np.where(sure, 1, np.where(none, 0, soft)))


def ended(mask: NDArray[Any]) -> Plane:
    """`mask` with its faint tails cut off."""
    # The tails of a guided filter would change pixels that nobody asked to change.
    return np.clip((mask - 0.04) / 0.92, 0, 1).astype(np.float32)
