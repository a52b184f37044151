"""A camera before scenery: what it sees of each depth on its way, with the frame always full."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from worker.engines.classical.motion.direction import Direction
from worker.engines.classical.motion.relief import Box, Scenery

_TRUCK = -0.35  # nearness that a pan leaves where it is; below 0: even what is far moves a little
_DEPTHS = np.linspace(0, 1, 9)
_TOUCH = 0.012  # of the frame: what is nearer to its edge is cut by it already
_AIR = 0.6  # of the room beside a subject that a push leaves
_EDGE = 0.002  # of the frame that a view stays away from the scenery's edge


class Pose(NamedTuple):
    """Where the camera is; all zeros show the scenery as it was taken."""

    forward: float = 0.0  # of the way to what is nearest
    across: float = 0.0  # how far the nearest moves in the frame, of its width
    down: float = 0.0  # the same, of its height


class View(NamedTuple):
    """What of the scenery a frame shows, in shares of the frame, for things of one nearness."""

    scale: NDArray[np.float64]  # how much larger they are than in the source
    across: NDArray[np.float64]  # how far the camera's axis is moved over them
    down: NDArray[np.float64]


class Camera(NamedTuple):
    """A move from one pose to another."""

    end: Pose
    focus: tuple[float, float]  # where it goes to: across and down, 0 to 1
    pivot: float = _TRUCK  # nearness of what keeps its place
    reversed: bool = False
    loop: bool = False

    def view(self, share: float, near: NDArray[np.float64]) -> View:
        """What is seen after `share` (0 to 1) of the clip of things that are `near` (0 far)."""
        way = self._way(share)
        # Geometric, so that the speed of a push looks even.
        forward = 1 - (1 - self.end.forward) ** way
        pose = Pose(forward, self.end.across * way, self.end.down * way)
        seen = _seen(pose, self.pivot, near)
        closer = _closer(_seen(pose, self.pivot, _DEPTHS), self.focus)
        return seen._replace(scale=seen.scale * closer)

    def _way(self, share: float) -> float:
        if self.loop:
            way = 0.5 - 0.5 * float(np.cos(2 * np.pi * share))
        else:
            way = share * share * share * (share * (6 * share - 15) + 10)
        return 1 - way if self.reversed else way


def camera_of(
    direction: Direction, scenery: Scenery, focus: tuple[float, float], strength: float
) -> Camera:
    """The moves of `direction` as one, on the way to `focus`; `strength` scales it, 1 as usual."""
    moves, amount = direction.moves, direction.pace * strength
    backwards = any(move.reversed for move in moves)
    sideways = amount * (-1 if backwards else 1)
    end = Pose(
        min(sum(move.forward for move in moves) * amount, 0.4),
        sum(move.across for move in moves) * sideways,
        sum(move.down for move in moves) * sideways,
    )
    pivot = scenery.subject if any(move.around for move in moves) else _TRUCK
    # A pan uses both sides of the frame, a push goes to the subject.
    aimed = (0.5 if end.across else focus[0], 0.5 if end.down else focus[1])
    camera = Camera(end, aimed, pivot, backwards, direction.loop)
    return camera if scenery.box is None else _heads_kept(camera, scenery.subject, scenery.box)


def _heads_kept(camera: Camera, near: float, box: Box) -> Camera:
    """`camera` aimed so that the subject, above all its head, stays in the frame if it can."""
    closest = camera._replace(reversed=False, loop=False).view(1.0, np.array([near]))
    scale, (x, y) = float(closest.scale[0]), camera.focus
    if scale > 1.001 and not camera.end.across:
        x = _kept(x, (box.left, box.right), scale)
    if scale > 1.001 and not camera.end.down:
        y = _kept(y, (box.top, box.bottom), scale)
    return camera._replace(focus=(x, y))


def _kept(focus: float, span: tuple[float, float], scale: float) -> float:
    """`focus` moved as little as keeps `span` (0 to 1) in the frame, its start before its end."""
    start, end = span
    if end < 1 - _TOUCH:
        focus = max(focus, (end * scale - 1 + _AIR * (1 - end)) / (scale - 1))
    if start > _TOUCH:
        focus = min(focus, (start * scale - _AIR * start) / (scale - 1))
    return min(max(focus, 0.0), 1.0)


def _seen(pose: Pose, pivot: float, near: NDArray[np.float64]) -> View:
    scale = 1 / (1 - pose.forward * near)
    aside = near - pivot
    return View(scale, pose.across * aside, pose.down * aside)


def _closer(view: View, focus: tuple[float, float]) -> float:
    """How much closer it must be shown, so that no edge of the scenery comes into the frame."""
    needed = 1.0
    for middle, moved in ((focus[0], view.across), (focus[1], view.down)):
        for room, away in ((middle, -moved), (1 - middle, moved)):
            left = np.maximum(room - away - _EDGE * (np.abs(away) > 0), 0.05 * room)
            needed = max(needed, float((room / left / view.scale).max()))
    return needed
