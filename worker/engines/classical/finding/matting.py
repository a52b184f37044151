"""How much of each pixel is sky, between bars and branches and beside lamps, as a soft matte."""

from typing import Any, NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from worker.engines.classical.finding.masks import reduced
from worker.engines.classical.painting.pixels import (
    Colour8,
    Mask8,
    Picture,
    Plane,
    mixed,
    resized,
    to_bytes,
    to_float,
    unit,
)
from worker.engines.classical.painting.smoothing import blurred, boxed, widely_blurred
from worker.engines.classical.painting.tone import luma, step, to_lab

_WIDEST = 0.07  # of the long side, between two parts of a sky that lattices stand in
_NOISE = (0.012, 0.05)  # of tone: the least and most that a sky may differ from its own mean
_MIXED = 1.5  # design px, how wide the edge itself is
_CONTRAST = 0.11  # of tone: what stands before a sky differs from it by at least so much
_EDGE = 2.5  # design px on either side of an edge that are mixed of both
_GAP = 8.0  # design px, between two parts of a sky
_BLACK = 0.05  # of tone, of bars that stand before a sky
_COMPANY = 0.1  # of the pixels around one that are sky, or it is a speck of something else
_SCALES = ((1.5, 1.0), (5.0, 0.02), (16.0, 4e-4), (60.0, 1e-5))  # px at 640, and their weight
_SEARCHED = 1280  # px, the long side that a sky is searched at; only edges need more
_SIDE = 640  # px, the long side that a bare sky is interpolated at
_GLARE = 0.97  # of tone, of a lamp
_LAMP = 0.004  # of the picture at most
_BRIGHT = 1.2  # of tone that a lamp adds beside it; farther off less
_DUSK = 0.6  # of tone, of a sky that rays can be seen before
_ROPE = 0.02  # of the long side: ropes and lattices before the sky are thinner
_ROUNDS = 6  # of growing into the gaps
_LIGHTER = 0.05  # of tone, than the sky around: a pale thing whose edge grain has blurred
_RAYS = 7.0  # times a lamp's radius, as far as its light is seen before the sky


class Matte(NamedTuple):
    """What of a picture is sky."""

    share: Plane  # 0 to 1: how much of a pixel’s colour is the sky’s
    own: Plane  # 0 to 1: how far a pixel shows the sky alone; under a lamp’s rays it does not
    grainy: bool = False  # whether grain lies over it, which another sky is to keep


class _Found(NamedTuple):
    """What is known of a sky at the size that it is searched at."""

    bare: Picture  # the sky as if nothing stood before it
    noise: float  # of tone
    zone: Plane  # 0 to 1: where some of it can be
    clear: Plane  # 0 to 1: deep inside it, where nothing thin stands before it
    light: Plane  # 0 to 1: a lamp’s rays before it


def matted(colour: Colour8, sky: Mask8, banned: Plane, *, wary: bool = False) -> Matte:
    """The matte of a small, hard `sky` at the size of `colour`; nothing where `banned` is 1.

    With the colour B of the bare sky known at each pixel, a pixel I holds as much of it as it is
    near to B on the line to what stands before it, the most unlike colour within a few pixels
    (as in difference matting; Smith and Blinn 1996). A lamp’s rays add to the sky and hide none.
    If `wary`, for grain that blurs edges, it does not grow into what is lighter than the sky.
    """
    found, (height, width) = _searched(colour, sky, banned, wary=wary), colour.shape[:2]
    picture, bare = to_float(colour), _wide(found.bare, width, height)
    zone, clear, light = (_wide(p, width, height) for p in (found.zone, found.clear, found.light))
    share = np.maximum(_share(_apart(picture, bare), found.noise, unit(colour)) * zone, clear)
    share = np.maximum(share, _between(picture, bare, share) * zone)
    own = step(0.85, 1, share) * (1 - step(0, 0.5, light))
    return Matte(_clean(np.maximum(share, light)), own.astype(np.float32))


def _searched(colour: Colour8, sky: Mask8, banned: Plane, *, wary: bool) -> _Found:
    """The sky grown, by its colour, into the gaps between what stands before it."""
    picture = to_float(reduced(colour, _SEARCHED))
    height, width = picture.shape[:2]
    inner = _wide(cv2.erode(sky, np.ones((5, 5), np.uint8)), width, height)
    clear = step(0.5, 1, inner) * (1 - _thin(picture))
    bare = _bare(picture, clear)
    noise = _noise(picture, bare, clear)
    zone = _zone(sky, banned, width, height)
    lighter = (picture - bare).max(axis=2)
    spared = step(1.5 * _LIGHTER, _LIGHTER, lighter) if wary else np.float32(1)
    for _ in range(_ROUNDS):
        alike = np.maximum(
            step(3 * noise, 1.5 * noise, _apart(picture, bare)) * spared * zone, clear
        )
        zone = np.maximum(zone, _onward(alike, sky) * (1 - _wide(banned, width, height)))
        bare = _bare(picture, alike)
    return _Found(bare, noise, zone, clear, _lamplight(picture, bare, noise) * zone)


def _wide(plane: NDArray[Any], width: int, height: int) -> Plane:
    return cv2.resize(plane.astype(np.float32), (width, height), interpolation=cv2.INTER_LINEAR)


def plate(picture: Picture, matte: Matte) -> Picture:
    """The sky as it would be if nothing stood before it, and without its grain."""
    if matte.grainy:
        return _bare(picture, matte.own)
    return mixed(_bare(picture, matte.own), picture, matte.own)


def _bare(picture: Picture, known: Plane) -> Picture:
    """`picture` interpolated from where it is `known`: normalised convolution, near before far.

    (Knutsson and Westin 1993.)
    """
    height, width = known.shape
    scale = min(1.0, _SIDE / max(height, width))
    size = max(8, round(width * scale)), max(8, round(height * scale))
    weight = resized(known, *size) ** 4
    small = resized(picture * known[..., None], *size)
    small /= np.maximum(resized(known, *size), 1e-4)[..., None]
    light, share = np.zeros_like(small), np.full(weight.shape, 1e-12, np.float32)
    for sigma, trust in _SCALES:
        light += widely_blurred(small * weight[..., None], sigma) * np.float32(trust)
        share += widely_blurred(weight, sigma) * np.float32(trust)
    return _wide(light / share[..., None], width, height)


def _apart(picture: Picture, bare: Picture) -> Plane:
    """How far each pixel is from the sky behind it, of tone."""
    return cv2.magnitude(
        cv2.magnitude(picture[..., 0] - bare[..., 0], picture[..., 1] - bare[..., 1]),
        picture[..., 2] - bare[..., 2],
    ) * np.float32(0.577)


def _noise(picture: Picture, bare: Picture, inner: Plane) -> float:
    sure = inner > 0.99
    usual = float(np.median(_apart(picture, bare)[sure])) if sure.any() else 0.0
    return float(np.clip(1.5 * usual, *_NOISE))


def _zone(sky: Mask8, banned: Plane, width: int, height: int) -> Plane:
    """Where some of the sky can be: near it, and between two parts of it that are not far apart."""
    reach = 2 * max(2, round(_WIDEST * max(sky.shape))) + 1
    kernel = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (reach, reach))
    padded = cv2.copyMakeBorder(sky, reach, reach, reach, reach, cv2.BORDER_REPLICATE)
    closed = cv2.morphologyEx(padded, cv2.MORPH_CLOSE, kernel)[reach:-reach, reach:-reach]
    near = np.maximum(closed, cv2.dilate(sky, np.ones((5, 5), np.uint8))).astype(np.float32)
    return step(0.3, 0.7, _wide(near * (1 - banned), width, height))


def _onward(alike: Plane, sky: Mask8) -> Plane:
    """What lies beside that which is `alike`, down to where the `sky` ends."""
    height, width = alike.shape
    size = sky.shape[1], sky.shape[0]
    known = (cv2.resize(alike, size, interpolation=cv2.INTER_AREA) > 0.5).astype(np.uint8)
    known = np.asarray(cv2.dilate(known, np.ones((9, 9), np.uint8)), np.uint8)
    known[int(np.nonzero(sky.any(axis=1))[0][-1]) + 1 :] = 0
    return step(0.3, 0.7, _wide(known, width, height))


def _share(apart: Plane, noise: float, scale: float) -> Plane:
    reach = 2 * max(1, round(_EDGE * scale)) + 1
    most = cv2.dilate(apart, np.ones((reach, reach), np.uint8))
    most = np.maximum(blurred(most, 0.3 * reach), _CONTRAST)
    share = np.clip(1 - (apart - 1.5 * noise) / (most - 1.5 * noise), 0, 1)
    alike = (apart < 2 * noise).astype(np.float32)
    company = step(_COMPANY / 2, _COMPANY, boxed(alike, reach))
    # Shading inside what stands before the sky is no edge.
    edge = 2 * max(1, round(_MIXED * scale)) + 1
    near = blurred(cv2.dilate(alike, np.ones((edge, edge), np.uint8)), 0.25 * edge)
    return (share * company * step(0.2, 0.9, near)).astype(np.float32)


def _between(picture: Picture, bare: Picture, share: Plane) -> Plane:
    """The share of what lies between parts of the sky and is the sky, darkened: tiny gaps."""
    size = 2 * max(1, round(_GAP * unit(share))) + 1
    kernel = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (size, size))
    within = cv2.morphologyEx((share > 0.7).astype(np.uint8), cv2.MORPH_CLOSE, kernel)
    dark = ((picture - _BLACK) / np.maximum(bare - _BLACK, 0.05)).min(axis=2)
    dark = np.clip(dark, 0, 1)
    rest = np.abs(picture - dark[..., None] * bare).max(axis=2)
    return dark * step(1.6 * _BLACK, 0.8 * _BLACK, rest) * within


def _thin(picture: Picture) -> Plane:
    """What is thin and darker or warmer than around it: masts and ropes, but no stars, 0 to 1."""
    colour = to_bytes(picture)
    size = 2 * max(1, round(_ROPE * max(colour.shape))) + 1
    around = np.dstack([cv2.medianBlur(channel, size) for channel in cv2.split(colour)])
    apart = to_lab(picture) - to_lab(to_float(around.astype(np.uint8)))
    apart[..., 0] = np.minimum(apart[..., 0], 0)
    apart[..., 2] = np.maximum(apart[..., 2], 0)
    return step(4, 8, np.linalg.norm(apart, axis=2))


def _lamplight(picture: Picture, bare: Picture, noise: float) -> Plane:
    """Where what is lighter than the sky is the glare of a lamp, 0 to 1."""
    extra = picture - bare
    adds = step(-4 * noise, -1.5 * noise, extra.min(axis=2))
    light = np.zeros(adds.shape, np.float32)
    tones = luma(picture)
    glare = ((picture.max(axis=2) > _GLARE) & (luma(bare) < _DUSK) & (tones > 0.6)).astype(np.uint8)
    count, labels, stats, _ = cv2.connectedComponentsWithStats(glare, connectivity=8)
    for label in range(1, count):
        size = float(stats[label, cv2.CC_STAT_AREA])
        if not 4 <= size <= _LAMP * glare.size:
            continue
        radius = float(np.sqrt(size / np.pi))
        part = _window(stats[label], round(_RAYS * radius), light.shape)
        rays = _rays(np.asarray(labels)[part] == label, radius, luma(extra[part]))
        light[part] = np.maximum(light[part], rays)
    return light * adds


def _rays(lamp: NDArray[np.bool_], radius: float, extra: Plane) -> Plane:
    """Where the `extra` light is no more than a `lamp` sheds beside itself, 0 to 1."""
    far = cv2.distanceTransform((~lamp).astype(np.uint8), cv2.DIST_L2, 5)
    most = _BRIGHT * radius / (radius + far)
    within = step(1, 0, (extra - 0.9 * most) / (0.5 * most))
    return within * step(_RAYS * radius, 0.7 * _RAYS * radius, far)


def _window(stat: NDArray[Any], reach: int, shape: tuple[int, ...]) -> tuple[slice, slice]:
    left, top, across, down = (int(value) for value in stat[:4])
    return (
        slice(max(0, top - reach), min(shape[0], top + down + reach)),
        slice(max(0, left - reach), min(shape[1], left + across + reach)),
    )


def _clean(share: NDArray[Any]) -> Plane:
    return np.clip((share - 0.04) / 0.92, 0, 1).astype(np.float32)
