"""What is known by its colour or place alone: whether it is surely what words name."""

from typing import NoReturn

import cv2
import numpy as np

from worker.engines.classical.editing.wishes import Request
from worker.engines.classical.finding.positions import window_of
from worker.engines.classical.finding.tinted import other_places
from worker.engines.classical.painting.pixels import Colour8, Picture, Plane, resized, unit
from worker.engines.classical.painting.tone import to_lab
from worker.engines.classical.words.beyond import Beyond

_LARGE = 0.15  # of the picture: a thing that is larger often takes in its neighbours
_SOLID = 0.55  # of its convex hull that a thing fills: a rim and scattered pieces fill less
_MARGIN = 4.0  # design px around what was found, so that its soft edge is marked as a whole
_OFFERED = 3  # other places that are asked about, one after another
# What names nothing in particular: then its colour is all there is to go by.
_ANYTHING = frozenset(
    {"part", "thing", "one", "area", "spot", "ding", "teil", "chose", "cosa"}
    | {"parts", "things", "ones", "areas", "spots", "dinge", "teile", "choses", "cosas"}
)
_GLANCE = 320  # px, the long side that a sky is looked at
_INSIDE = 0.9  # of a pixel, that is sky
_DARK, _BLUE = 40.0, -6.0  # of L* and b*: a night and a clear day are no walls
_EVEN = 0.8  # of L*, that the light of a wall differs from a plane
_ELSEWHERE = 0.35  # of what was found, that lies outside of where words say it does


def ask_whether(colour: Colour8, found: Plane, changed: Plane, request: Request) -> None:
    """Raises Beyond with what would be `changed`, where what was `found` may be another thing.

    Nobody recognises the noun of “the red flag”: the largest red thing may be a suit.
    """
    named, where = request.named, request.where
    if named is None or _ANYTHING & {*request.title.split()}:
        return
    if where or not request.one:
        _ask_of_much(found, changed, request)
        return
    beside = other_places(colour, named, found)[:_OFFERED]
    if beside:
        doubt = f"of {len(beside) + 1} {named.name} places this is the largest"
    elif float(found.mean()) > _LARGE:
        doubt = f"what is {named.name} here covers {float(found.mean()):.0%} of the picture"
    elif _filled(found) < _SOLID:
        doubt = f"what is {named.name} here is a rim, or in pieces"
    else:
        return
    more = () if request.outside else tuple(beside)
    guess = changed if request.outside else _around(found)
    raise Beyond(f"it goes by the colour of {_told(request)}: {doubt}.", guess, more)


def _ask_of_much(found: Plane, changed: Plane, request: Request) -> None:
    """The same of several things, and of one whose place is said: “the red stripes”."""
    window, (height, width) = window_of(request.where), found.shape
    rows = slice(round(window.top * height), round(window.bottom * height))
    columns = slice(round(window.left * width), round(window.right * width))
    away = 1 - float(found[rows, columns].sum()) / max(1.0, float(found.sum()))
    name = request.named.name if request.named else ""
    if float(found.mean()) > _LARGE:
        doubt = f"what is {name} here covers {float(found.mean()):.0%} of the picture"
    elif request.where and away > _ELSEWHERE:
        doubt = f"{away:.0%} of what is {name} there lies elsewhere"
    else:
        return
    guess = changed if request.outside else _around(found)
    raise Beyond(f"it goes by the colour of {_told(request)}: {doubt}.", guess, ())


def ask_of_what_stands_out(found: Plane, title: str) -> NoReturn:
    """Raises Beyond with what was `found` for standing out, where only a name says what is meant.

    A house may be all that stands out where somebody wants a tree gone.
    """
    doubt = f"what stands out most covers {float(found.mean()):.0%} of the picture"
    raise Beyond(f"it does not recognise {title}: {doubt}.", _around(found), ())


def like_a_wall(picture: Picture, sky: Plane) -> bool:
    """Whether the `sky` of a `picture`, 0 to 1, is as even as a wall: neither blue nor dark, its
    light nearly a plane. Skies have clouds, or haze above the ground."""
    scale = min(1.0, _GLANCE / max(sky.shape))
    size = max(8, round(sky.shape[1] * scale)), max(8, round(sky.shape[0] * scale))
    inside = resized(sky, *size) > _INSIDE
    light, _, blue = to_lab(resized(picture, *size))[inside].T
    if not light.size or float(light.mean()) < _DARK or float(blue.mean()) < _BLUE:
        return False
    down, across = np.nonzero(inside)
    plane = np.column_stack((down, across, np.ones_like(down)))
    _, left, *_ = np.linalg.lstsq(plane, light, rcond=None)
    return float(np.sqrt(left.sum() / light.size)) < _EVEN


def ask_of_a_wall(sky: Plane) -> NoReturn:
    """Raises Beyond with what was taken for the `sky`, which may be what is behind a table."""
    doubt = "what runs down from the upper edge is as even as a wall, and not blue"
    raise Beyond(f"the sky may be none: {doubt}.", (sky > 0).astype(np.float32), ())


def _told(request: Request) -> str:
    return request.title.removeprefix("everything except ")


def _filled(found: Plane) -> float:
    """How much of its convex hull a mask fills, 0 to 1."""
    outlines, _ = cv2.findContours(
        (found > 0.5).astype(np.uint8), cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE
    )
    if not outlines:
        return 1.0
    hull = cv2.contourArea(cv2.convexHull(np.concatenate(outlines)))
    return float((found > 0.5).sum()) / max(1.0, hull)


def _around(found: Plane) -> Plane:
    away = cv2.distanceTransform((found <= 0).astype(np.uint8), cv2.DIST_L2, 5)
    return (away <= max(3.0, _MARGIN * unit(found))).astype(np.float32)
