"""More room on some sides of a picture, made of what stands beside them; the rest is identical."""

from collections.abc import Sequence
from typing import NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from core.growing import Growth
from core.sides import Side
from worker.engine import Laying
from worker.engines.classical.framing.framed import Reframed, reduced
from worker.engines.classical.painting.pixels import (
    EDIT_SIDE,
    Colour8,
    Layers,
    Pixels8,
    Plane,
    apart,
    fitted,
    resized,
    together,
)
from worker.engines.classical.painting.smoothing import widely_blurred
from worker.engines.classical.words.beyond import Beyond

UNPAINTED = "nothing new is painted beyond its edges: that needs a diffusion model"
_SIDE = 512  # px, the long side that the new room is blurred at
_SOFT, _SOFTER = 40, 9  # parts of the long side that the blurs are: near the edge, and far from it
_NEAR, _FAR = 0.02, 0.2  # of the long side, from the edge to where each blur is reached
_MOST = 4.0  # times as long as the picture, that room makes it


class Room(NamedTuple):
    """What is added on each side, px."""

    left: int
    right: int
    top: int
    bottom: int


def grown(layers: Layers, growth: Growth) -> Reframed:
    """`layers` with the room that was asked for, and what was done. Raises Beyond for too much."""
    height, width = layers.colour.shape[:2]
    sizes = {side: width if side.upright else height for side in growth.sides}
    more = {side: growth.amount.of(size) for side, size in sizes.items()}
    room = Room(*(more.get(side, 0) for side in Side))
    if any(more[side] > _MOST * size for side, size in sizes.items()):
        raise Beyond(f"so much room is more than the picture: it is {width} x {height} px.")
    told = f"{growth.amount.title} more room {placed(growth.sides)}"
    return _with_room(layers, room, f"{told}, {_soft(layers)}; {UNPAINTED}")


def grown_to(layers: Layers, ratio: float, sides: Sequence[Side]) -> Reframed | None:
    """`layers` in `ratio` (width to height) by room on `sides`; None where these give none."""
    height, width = layers.colour.shape[:2]
    lacking = {True: round(height * ratio) - width, False: round(width / ratio) - height}
    growing = [side for side in sides if lacking[side.upright] > 0]
    if not growing:
        return None
    total = lacking[growing[0].upright]
    room = Room(*(total // len(growing) if side in growing else 0 for side in Side))
    less = total - sum(room)  # of two sides, the px that halves leave
    last = growing[-1]
    room = room._replace(**{last.value: getattr(room, last.value) + less})
    return _with_room(layers, room, f"more room {placed(growing)}, {_soft(layers)}")


def placed(sides: Sequence[Side]) -> str:
    """Sides as the places of something: “on the left and at the top”."""
    return " and ".join(f"{'on' if side.upright else 'at'} the {side}" for side in sides)


def _soft(layers: Layers) -> str:
    return "transparent" if layers.alpha is not None else "soft, as the edge goes on"


def _with_room(layers: Layers, room: Room, did: str) -> Reframed:
    """`layers` to the bit with `room` around them; what is larger than EDIT_SIDE is reduced."""
    height, width = layers.colour.shape[:2]
    share = EDIT_SIDE / max(width + room.left + room.right, height + room.top + room.bottom)
    if share < 1:
        layers = apart(fitted(together(*layers), max(1, int(max(height, width) * share))))
        room = Room(*(int(side * share) for side in room))
    laying = Laying(corner=(-room.left, -room.top))
    if share < 1:
        laying, did = None, f"{did}; the picture in it {reduced(layers.colour)}"
    pixels = _continued if layers.alpha is None else _cleared
    return Reframed(pixels(layers, room), did, laying)


def _cleared(layers: Layers, room: Room) -> Pixels8:
    """`layers` with transparent room."""
    assert layers.alpha is not None, "something of it is see-through"
    clear = _mirrored(layers.colour, room)
    alpha = np.zeros(clear.shape[:2], np.uint8)
    _place(alpha, room, layers.alpha)
    return together(clear, alpha)


def _continued(layers: Layers, room: Room) -> Pixels8:
    """`layers` with room that goes on as they end there, the softer the farther."""
    colour = layers.colour
    whole = _mirrored(colour, room)
    height, width = whole.shape[:2]
    scale = min(1.0, _SIDE / max(height, width))
    small = resized(whole, round(width * scale), round(height * scale)).astype(np.float32)
    far = _distance(colour.shape[:2], room) / max(height, width)
    for part, reach in ((_SOFT, _NEAR), (_SOFTER, _FAR)):
        soft = widely_blurred(small, max(small.shape[:2]) / part)
        share = np.clip(far / reach, 0, 1)[..., None]
        soft = cv2.resize(soft, (width, height), interpolation=cv2.INTER_LINEAR)
        whole = np.clip(whole + (soft - whole) * share + 0.5, 0, 255).astype(np.uint8)
    _place(whole, room, colour)
    return whole


def _mirrored(colour: Colour8, room: Room) -> Pixels8:
    left, right, top, bottom = room
    framed = cv2.copyMakeBorder(colour, top, bottom, left, right, cv2.BORDER_REFLECT)
    return np.asarray(framed, np.uint8)


def _distance(size: tuple[int, ...], room: Room) -> Plane:
    """How far each pixel is from the picture of `size` (height, width), px; 0 within it."""
    height, width = size
    across = np.arange(-room.left, width + room.right, dtype=np.float32)
    down = np.arange(-room.top, height + room.bottom, dtype=np.float32)
    beside = np.maximum(0, np.maximum(-across, across - width + 1))
    above = np.maximum(0, np.maximum(-down, down - height + 1))
    return np.hypot(beside[None, :], above[:, None])


def _place(whole: NDArray[np.uint8], room: Room, part: NDArray[np.uint8]) -> None:
    height, width = part.shape[:2]
    whole[room.top : room.top + height, room.left : room.left + width] = part
