"""The subject of one picture in the scene of another: cut out, put on its ground, in its light."""

from typing import NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from worker.engines.classical.editing.edits import composited
from worker.engines.classical.finding.cutout import apart, cut_out, names_a_colour
from worker.engines.classical.finding.doubts import BEHIND, doubt
from worker.engines.classical.finding.faces import faces_of
from worker.engines.classical.finding.outdoors import sky_mask
from worker.engines.classical.finding.saliency import salient
from worker.engines.classical.painting.chance import Draw
from worker.engines.classical.painting.harmony import in_light_of
from worker.engines.classical.painting.pixels import (
    Colour8,
    Layers,
    Picture,
    Plane,
    mixed,
    resized,
    to_float,
)
from worker.engines.classical.painting.smoothing import blurred
from worker.engines.classical.words.beyond import Beyond

_EDGE = 0.012  # of the source: a subject nearer to its edge is cut by it
_HORIZON = 0.42  # of the height, where no sky tells
_STANDS = 0.78  # of the way from the horizon to the lower edge: where a subject stands
_STRIP = 0.03  # of the height: the least of ground that a subject stands on
_TALL = (0.28, 0.62)  # of the scene's height, at least and at most
_TALLEST = 0.9  # the same, of a subject that is cut by an edge
_WIDEST = 0.8  # of the scene's width
_SIZES = (1.0, 0.8, 0.9, 1.15)  # times that, by seed
_APART = 0.16  # of the width, between the places of variants
_WORSE = 2.0  # times what the best place hides: more is no place for a variant
_FACED = 8.0  # what hiding a face counts, where hiding what catches the eye counts 1
_SMALLER = (1.0, 0.8, 0.64, 0.5, 0.4)  # times as large, where it would hide a face
_PRIZED = 0.7  # of saliency: what has more should be seen, as the eyes of a cat
_HIDDEN = 0.02  # of the faces of a scene, and of what is prized there, that it may hide
_PIECE = 0.03  # of a subject: what lies apart from it and is larger tells that more is missing


class Subject(NamedTuple):
    """A subject without its surroundings."""

    colour: Picture  # (height, width, 3), only its own part of the source
    alpha: Plane
    tall: float  # of the height of the source
    foot: float  # how far down the source it stands, 0 to 1
    horizon: float  # of the source, 0 to 1
    cut: frozenset[str]  # edges of the source that cut it: left, right, bottom
    doubt: str = ""  # what a person should look at


class Ground(NamedTuple):
    """What a subject comes to stand on."""

    horizon: float  # of the height, from the top
    tallest: float = _TALL[1]  # of the scene's height
    margin: float = 0.02  # of the width, at least beside the subject
    pull: float = 1.0  # how far the light is matched, of what is usual
    sky: Plane | None = None  # on which nothing stands


class Standing(NamedTuple):
    """A scene with a subject in it."""

    picture: Picture
    alpha: Plane  # of the subject
    reach: Plane  # of the subject and its shadow
    title: str  # where it stands


class Spot(NamedTuple):
    """Where a subject comes to lie in a scene, in px."""

    top: int
    left: int
    height: int
    width: int


def pasted(scene: Colour8, source: Layers, words: str, draw: Draw) -> tuple[Colour8, str]:
    """`scene` with the subject of `source` in it, and where.

    What the subject and its shadow do not reach stays identical to the bit. Raises Beyond when the
    source has no subject with a clear edge; `words` may name its colour.
    """
    subject = subject_of(source, words)
    sky = sky_mask(scene)
    standing = stood(to_float(scene), subject, Ground(_horizon(sky), sky=sky), draw)
    title = ", ".join(filter(None, (standing.title, subject.doubt)))
    return composited(scene, standing.picture, standing.reach), title


def stood(background: Picture, subject: Subject, ground: Ground, draw: Draw) -> Standing:
    """`background` with `subject` on its ground, in its light."""
    spot, title = _free_spot(background, subject, ground, draw)
    colour, alpha = _placed(subject, spot, background.shape)
    shadow = _shadow(alpha, spot, subject)
    shaded = background * (1 - shadow[..., None])
    lit = in_light_of(colour, alpha, background, ground.pull)
    return Standing(mixed(shaded, lit, alpha), alpha, np.maximum(alpha, shadow), title)


def subject_of(source: Layers, words: str) -> Subject:
    """What `source` shows, cut out; `words` may name its colour.

    Raises Beyond when there is nothing with a clear edge.
    """
    if source.alpha is None:
        cut, _ = cut_out(source, words, Draw(0))
        rgba, horizon = cut, _horizon(sky_mask(source.colour))
        found = to_float(cut[..., 3])
        unsure = doubt(source.colour, found, guessed=not names_a_colour(words), marked=BEHIND)
    else:
        rgba, horizon, unsure = np.dstack([source.colour, source.alpha]), _HORIZON, ""
    alpha = to_float(rgba[..., 3])
    _refuse_pieces(alpha)
    rows, columns = np.flatnonzero((alpha > 0.1).any(axis=1)), np.flatnonzero((alpha > 0.1).any(0))
    (height, width), (top, bottom) = alpha.shape, (int(rows[0]), int(rows[-1]) + 1)
    left, right = int(columns[0]), int(columns[-1]) + 1
    gaps = {"left": left, "right": width - right, "bottom": height - bottom}
    cut = frozenset(edge for edge, gap in gaps.items() if gap < _EDGE * max(height, width))
    place = slice(top, bottom), slice(left, right)
    colour = to_float(np.ascontiguousarray(rgba[..., :3][place]))
    tall, foot = (bottom - top) / height, bottom / height
    return Subject(colour, np.ascontiguousarray(alpha[place]), tall, foot, horizon, cut, unsure)


def _refuse_pieces(alpha: Plane) -> None:
    if apart(alpha) > _PIECE:
        raise Beyond(
            "by colour and contrast it finds only pieces of the subject. Cut the subject out first "
            "(“cut out the red car”) and send the cut-out that you like with the scene."
        )


def _horizon(sky: Plane) -> float:
    """How far down the horizon is: where the sky ends, else a guess."""
    if float(sky.mean()) < 0.05:
        return _HORIZON
    return float(np.clip(_skyline(sky), 0.1, 0.8))


def _skyline(sky: Plane) -> float:
    """How far down a sky reaches in the columns that have any, in the median; 0 for none."""
    ends = [int(column[-1]) + 1 for column in map(np.flatnonzero, (sky > 0.5).T) if column.size]
    return float(np.median(ends)) / len(sky) if ends else 0.0


def _grounded(foot: float, sky: Plane) -> float:
    """How far down a subject stands that has only `sky` in its columns: nothing stands on air."""
    ground = _skyline(sky)
    if foot > ground + _STRIP:
        return foot
    return ground + _STRIP if ground + 2 * _STRIP < 1 else 1.0


def _free_spot(scene: Picture, subject: Subject, ground: Ground, draw: Draw) -> tuple[Spot, str]:
    """Where it stands, as large as it can be there without hiding what the scene shows.

    A face is never hidden. Where none is, as little as can be of what catches the eye: the eyes
    of a cat, or a cup.
    """
    faces = faces_of(scene).mask > 0.5
    prized = (salient(scene) > _PRIZED) & ~faces.any()
    size, found = draw.one_of(_SIZES), list[tuple[float, Spot, str]]()
    for smaller in _SMALLER:
        spot, title = _spot(scene, subject, ground, draw, size * smaller)
        cover = _placed(subject, spot, scene.shape)[1]
        if _hidden(faces, cover) > _HIDDEN:
            continue
        found.append((_hidden(prized, cover), spot, title))
        if found[-1][0] <= _HIDDEN:
            break
    if not found:
        raise Beyond(
            "wherever it stood it would hide the face in that picture. Send a scene with more room "
            "beside the face, or name one: “on a beach”."
        )
    _, spot, title = min(found, key=lambda one: one[0])
    return spot, title


def _hidden(shown: NDArray[np.bool_], cover: Plane) -> float:
    """How much of what a scene has shown is covered, 0 to 1."""
    return float(cover[shown].sum()) / max(1, int(shown.sum()))


def _spot(
    scene: Picture, subject: Subject, ground: Ground, draw: Draw, size: float
) -> tuple[Spot, str]:
    height, width = scene.shape[:2]
    foot, tall = _stance(ground, subject, size)
    high = max(8, round(tall * height))
    wide = max(8, round(high * subject.alpha.shape[1] / subject.alpha.shape[0]))
    if wide > _WIDEST * width:
        high, wide = max(8, round(high * _WIDEST * width / wide)), round(_WIDEST * width)
    bottom = round(foot * height)
    rows = slice(max(bottom - high, 0), max(bottom, 1))
    places = _quiet_places(scene, rows, wide / width, ground.margin)
    across = places[draw.seed % len(places)]
    if subject.cut & {"left", "right"}:
        # What an edge has cut stays at that edge.
        across = 0.0 if "left" in subject.cut else 1.0
    left = min(max(round(across * width - wide / 2), 0), width - wide)
    if ground.sky is not None:
        bottom = round(_grounded(foot, ground.sky[:, left : left + wide]) * height)
    middle = (left + wide / 2) / width
    where = "on the left" if middle < 0.42 else "on the right" if middle > 0.58 else "in the middle"
    return Spot(bottom - high, left, high, wide), f"{where}, {tall:.0%} as tall"


def _stance(ground: Ground, subject: Subject, size: float) -> tuple[float, float]:
    """How far down a scene a subject stands, and how tall it is, in shares of the height."""
    if subject.cut:
        return 1.0, float(np.clip(subject.tall * size, _TALL[0], _TALLEST))
    horizon = ground.horizon
    foot = horizon + (1 - horizon) * _STANDS
    # From one height of the camera, what stands on the ground rises above the horizon alike.
    above = subject.foot - subject.horizon
    tall = subject.tall * (foot - horizon) / above if above > 0.1 else subject.tall
    return foot, float(np.clip(tall, _TALL[0], ground.tallest)) * size


def _quiet_places(scene: Picture, rows: slice, wide: float, margin: float) -> list[float]:
    """Where across a subject hides least, best first and apart from each other.

    It covers `rows` of the scene, and is `wide`, in shares of its width, as is `margin`.
    """
    weights = (salient(scene) ** 2 + _FACED * faces_of(scene).mask)[rows].mean(axis=0)
    reach = max(1, round(wide * len(weights)))
    padded = np.pad(weights, reach // 2, "edge")
    hidden = np.convolve(padded, np.ones(reach) / reach, "valid")[: len(weights)]
    low, high = min(0.5 * wide + margin, 0.5), max(1 - 0.5 * wide - margin, 0.5)
    # In the middle it is looked for first.
    costs = {
        place: float(hidden[round(place * (len(hidden) - 1))]) + 0.04 * abs(place - 0.5)
        for place in np.linspace(low, high, 17).tolist()
    }
    limit = _WORSE * min(costs.values()) + 0.03
    found = list[float]()
    for place in sorted(costs, key=costs.__getitem__):
        if costs[place] <= limit and all(abs(place - other) >= _APART for other in found):
            found.append(place)
    return found


def _placed(subject: Subject, spot: Spot, shape: tuple[int, ...]) -> tuple[Picture, Plane]:
    """The subject at its spot on an empty canvas of the scene's shape."""
    height, width = shape[:2]
    alpha = resized(subject.alpha, spot.width, spot.height)
    premultiplied = resized(subject.colour * subject.alpha[..., None], spot.width, spot.height)
    straight = premultiplied / np.maximum(alpha, 1 / 255)[..., None]
    canvas, cover = np.zeros((height, width, 3), np.float32), np.zeros((height, width), np.float32)
    top, first = max(spot.top, 0), max(-spot.top, 0)
    place = slice(top, spot.top + spot.height), slice(spot.left, spot.left + spot.width)
    canvas[place] = np.clip(straight[first:], 0, 1)
    cover[place] = np.clip(alpha[first:], 0, 1)
    return canvas, cover


def _shadow(alpha: Plane, spot: Spot, subject: Subject) -> Plane:
    """What the subject keeps from the ground of the light: narrow at its foot, and wide around."""
    if "bottom" in subject.cut:
        return np.zeros_like(alpha)
    height, width = alpha.shape
    foot = spot.top + spot.height
    band = alpha[max(foot - max(2, spot.height // 8), 0) : foot].max(axis=0)
    columns = np.flatnonzero(band > 0.3)
    if not columns.size:
        return np.zeros_like(alpha)
    middle, half = float(columns.mean()), float(columns[-1] - columns[0] + 1) / 2
    shadow = np.zeros_like(alpha)
    for wide, flat, dark, soft in ((1.25, 0.2, 0.30, 0.10), (0.92, 0.07, 0.45, 0.025)):
        layer = np.zeros((height, width), np.float32)
        size = max(1, round(half * wide)), max(1, round(half * flat))
        cv2.ellipse(layer, (round(middle), foot - size[1] // 2), size, 0, 0, 360, dark, -1)
        shadow = np.maximum(shadow, blurred(layer, max(1.0, half * soft)))
    return np.where(shadow > 0.01, shadow, 0).astype(np.float32)
