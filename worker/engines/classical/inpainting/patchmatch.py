"""Fills a hole with patches of the same picture, coarse to fine, so that texture goes on in it."""

from typing import NamedTuple

import cv2
import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from worker.engines.classical.painting.pixels import Picture, Plane, resized

Hole = NDArray[np.bool_]  # (height, width), True where pixels are missing
Places = NDArray[np.int64]  # (patches,), rows or columns of patch centres, px

_COARSEST = 56  # px, the short side that the pyramid stops at
_FEWEST = 50  # whole patches that a level needs to copy from
_HEAVY = 24_000  # patches from which a level only refines what the coarser one found
_LEVEL = 8.0  # squared difference that a patch from the whole height away is worth
_ROWS = 4.0  # times what a column says: most scenes go on sideways, as horizons do
_NEIGHBOURS = ((0, 1), (1, 0), (0, -1), (-1, 0))
_FARTHER = ((0, -2), (-2, 0), (0, 2), (2, 0))


class _Level(NamedTuple):
    picture: Picture
    hole: Hole


class _Field(NamedTuple):
    """For each patch that touches the hole (y, x) the patch it is copied from (from_y, from_x)."""

    y: Places
    x: Places
    from_y: Places
    from_x: Places


def filled_in(picture: Picture, hole: Hole, radius: int, rng: np.random.Generator) -> Picture:
    """`picture` with `hole` filled by patches from outside it; the rest is returned as it came.

    The patches, 2 * `radius` + 1 px wide, are found by PatchMatch (Barnes et al. 2009) and voted
    into pixels from coarse to fine (Wexler et al. 2007).
    """
    levels = _pyramid(_Level(picture, hole), radius)
    current = _first_guess(levels[-1])
    field: _Field | None = None
    for depth in range(len(levels) - 1, -1, -1):
        level = levels[depth]
        current = _put(level, _enlarged(current, level.picture))
        sources = _inner(~_widened(level.hole, radius), radius)
        if sources.sum() < _FEWEST:
            continue
        field = _begun(level, sources, field, radius, rng)
        field, current = _Solver(level, sources, radius, rng).solved(field, current, depth)
    return _put(levels[0], current)


def _pyramid(level: _Level, radius: int) -> list[_Level]:
    levels = [level]
    while min(levels[-1].hole.shape) > _COARSEST and _deepest(levels[-1].hole) > 0.9 * radius:
        levels.append(_halved(levels[-1]))
    return levels


def _deepest(hole: Hole) -> float:
    return float(cv2.distanceTransform(hole.astype(np.uint8), cv2.DIST_L2, 3).max())


def _halved(level: _Level) -> _Level:
    height, width = (side // 2 + side % 2 for side in level.hole.shape)
    known = (~level.hole).astype(np.float32)
    light = resized(level.picture * known[..., None], width, height)
    share = resized(known, width, height)
    small = light / np.maximum(share, 1e-4)[..., None]
    return _Level(small, share < 0.6)


def _first_guess(level: _Level) -> Picture:
    """Each missing pixel from the nearest known ones in its row and column, the row first."""
    light = np.zeros_like(level.picture)
    total = np.full(level.hole.shape, 1e-6, np.float32)
    for axis, trust in ((1, _ROWS), (0, 1.0)):
        for way in (1, -1):
            hole = np.flip(level.hole, axis) if way < 0 else level.hole
            known = np.flip(level.picture, axis) if way < 0 else level.picture
            last = _last_known(hole, axis)
            found = np.take_along_axis(known, np.maximum(last, 0)[..., None], axis)
            away = np.indices(hole.shape)[axis] - last
            share = np.where(last < 0, 0, trust / np.maximum(away, 1) ** 2).astype(np.float32)
            found, share = (np.flip(it, axis) if way < 0 else it for it in (found, share))
            light, total = light + found * share[..., None], total + share
    return _put(level, light / total[..., None])


def _last_known(hole: Hole, axis: int) -> Places:
    """The index along `axis` of the last known pixel up to each one; -1 where there is none."""
    index = np.where(hole, -1, np.indices(hole.shape)[axis])
    return np.maximum.accumulate(index, axis=axis)


def _put(level: _Level, inside: Picture) -> Picture:
    return np.where(level.hole[..., None], inside, level.picture)


def _enlarged(current: Picture, like: Picture) -> Picture:
    height, width = like.shape[:2]
    if current.shape[:2] == (height, width):
        return current
    return cv2.resize(current, (width, height), interpolation=cv2.INTER_CUBIC)


def _inner(plane: Hole, radius: int) -> Hole:
    """Without the centres whose patch would reach past the edge of the picture."""
    kept = np.zeros_like(plane)
    kept[radius:-radius, radius:-radius] = plane[radius:-radius, radius:-radius]
    return kept


def _widened(plane: Hole, radius: int) -> Hole:
    size = 2 * radius + 1
    return cv2.dilate(plane.astype(np.uint8), np.ones((size, size), np.uint8)) > 0


def _begun(
    level: _Level, sources: Hole, coarser: _Field | None, radius: int, rng: np.random.Generator
) -> _Field:
    """A field to start from: the coarser one, doubled, and chance where that leads nowhere."""
    height, width = level.hole.shape
    y, x = np.nonzero(_inner(_widened(level.hole, radius), radius))
    from_y, from_x = np.full_like(y, -1), np.full_like(x, -1)
    if coarser is not None:
        known_y, known_x = np.full((2, height // 2 + 1, width // 2 + 1), -1)
        known_y[coarser.y, coarser.x], known_x[coarser.y, coarser.x] = coarser[2:]
        half_y, half_x = known_y[y // 2, x // 2], known_x[y // 2, x // 2]
        from_y = np.where(half_y < 0, -1, np.minimum(half_y * 2 + y % 2, height - 1))
        from_x = np.where(half_x < 0, -1, np.minimum(half_x * 2 + x % 2, width - 1))
    lost = (from_y < 0) | (from_x < 0) | ~sources[from_y, from_x]
    all_y, all_x = np.nonzero(sources)
    chosen = rng.integers(0, len(all_y), int(lost.sum()))
    from_y[lost], from_x[lost] = all_y[chosen], all_x[chosen]
    return _Field(y, x, from_y, from_x)


def _square(radius: int) -> Places:
    """Offsets (2, pixels) of a patch's pixels from its centre: down and across."""
    away = np.arange(-radius, radius + 1)
    return np.stack([grid.ravel() for grid in np.meshgrid(away, away, indexing="ij")])


class _Solver:
    """Searches patches and votes them into pixels on one level, in turns."""

    def __init__(self, level: _Level, sources: Hole, radius: int, rng: np.random.Generator) -> None:
        self.level, self.sources, self.rng = level, sources, rng
        self.height, self.width = level.hole.shape
        self.radius = radius
        self.heavy = _widened(level.hole, radius).sum() > _HEAVY
        self.compared = np.arange(0, 2 * radius + 1, 2 if self.heavy else 1) * self.width
        depth = cv2.distanceTransform(level.hole.astype(np.uint8), cv2.DIST_L2, 3)
        self.trust = (1.3**-depth).astype(np.float32)  # pixels near the rim are known better

    def solved(self, field: _Field, current: Picture, depth: int) -> tuple[_Field, Picture]:
        """The field and the picture after this level's turns; `depth` 0 is the finest level."""
        quick = self.heavy or depth == 0
        turns, sweeps = (1, 1) if quick else (2, 2) if depth == 1 else (5, 3)
        for turn in range(turns):
            flat = np.ascontiguousarray(current.reshape(-1, 3))
            field, cost = self._searched(flat, field, sweeps, wide=not self.heavy)
            current = self._voted(current, field, cost, sharp=depth == 0 and turn == turns - 1)
        return field, current

    def _searched(
        self, flat: Picture, field: _Field, sweeps: int, *, wide: bool
    ) -> tuple[_Field, Plane]:
        index = np.full((self.height, self.width), -1)
        index[field.y, field.x] = np.arange(len(field.y))
        cost = self._cost(flat, field.y, field.x, field.from_y, field.from_x)
        for sweep in range(sweeps):
            for step in _FARTHER if sweep % 2 else _NEIGHBOURS:
                self._propagated(flat, field, cost, index, step)
            reach = max(self.height, self.width) / 2
            while wide and reach >= 2:
                self._tried(flat, field, cost, int(reach))
                reach /= 2.2
        return field, cost

    def _propagated(
        self, flat: Picture, field: _Field, cost: Plane, index: Places, step: tuple[int, int]
    ) -> None:
        """Let each patch try what its neighbour was copied from, moved along."""
        down, across = step
        beside_y = np.clip(field.y - down, 0, self.height - 1)
        beside_x = np.clip(field.x - across, 0, self.width - 1)
        neighbour = index[beside_y, beside_x]
        from_y, from_x = field.from_y[neighbour] + down, field.from_x[neighbour] + across
        moved = (from_y != field.from_y) | (from_x != field.from_x)
        self._improved(flat, field, cost, from_y, from_x, (neighbour >= 0) & moved)

    def _tried(self, flat: Picture, field: _Field, cost: Plane, reach: int) -> None:
        """Let each patch try another within `reach` px of what it is copied from."""
        count = len(field.y)
        from_y = field.from_y + self.rng.integers(-reach, reach + 1, count)
        from_x = field.from_x + self.rng.integers(-reach, reach + 1, count)
        self._improved(flat, field, cost, from_y, from_x, np.ones(count, bool))

    def _improved(
        self,
        flat: Picture,
        field: _Field,
        cost: Plane,
        from_y: Places,
        from_x: Places,
        open_: Hole,
    ) -> None:
        from_y, from_x = np.clip(from_y, 0, self.height - 1), np.clip(from_x, 0, self.width - 1)
        which = np.nonzero(open_ & self.sources[from_y, from_x])[0]
        from_y, from_x = from_y[which], from_x[which]
        new = self._cost(flat, field.y[which], field.x[which], from_y, from_x)
        better = new < cost[which]
        taken = which[better]
        field.from_y[taken], field.from_x[taken] = from_y[better], from_x[better]
        cost[taken] = new[better]

    def _cost(self, flat: Picture, y: Places, x: Places, from_y: Places, from_x: Places) -> Plane:
        """Sum of squared differences of whole patches."""
        first = (y - self.radius) * self.width + x - self.radius
        other = (from_y - self.radius) * self.width + from_x - self.radius
        # A patch's row is one run of memory: a seventh of the look-ups that pixels would take.
        rows = sliding_window_view(flat.ravel(), 3 * (2 * self.radius + 1))[::3]
        difference = rows[first[:, None] + self.compared]
        difference -= rows[other[:, None] + self.compared]
        unlike = np.einsum("npc,npc->n", difference, difference)
        # Pictures have an upper and a lower part: what is as high up fits better.
        moved = (from_y - y).astype(np.float32) * np.float32(1 / self.height)
        return unlike + np.float32(_LEVEL) * moved * moved

    def _voted(self, current: Picture, field: _Field, cost: Plane, *, sharp: bool) -> Picture:
        """The hole's pixels as the weighted mean of what all patches over them say."""
        from_y, from_x = np.full((2, self.height, self.width), -1)
        from_y[field.y, field.x], from_x[field.y, field.x] = field.from_y, field.from_x
        weight = np.zeros((self.height, self.width), np.float32)
        usual = max(1e-6, float(np.percentile(cost, 75)))
        weight[field.y, field.x] = np.exp(-cost / usual) * self.trust[field.y, field.x] + 1e-5
        y, x = np.nonzero(self.level.hole)
        light, total = np.zeros((len(y), 3), np.float32), np.zeros(len(y), np.float32)
        # Few patches over each pixel keep the last picture sharp.
        over = _square(min(self.radius, 2) if sharp else self.radius)
        for down, across in over.T.tolist():
            at_y = np.clip(y - down, 0, self.height - 1)
            at_x = np.clip(x - across, 0, self.width - 1)
            share = weight[at_y, at_x]
            if sharp:
                share = share * np.exp(-(down**2 + across**2) / (0.5 * self.radius**2))
            source_y = np.clip(from_y[at_y, at_x] + down, 0, self.height - 1)
            source_x = np.clip(from_x[at_y, at_x] + across, 0, self.width - 1)
            light += current[source_y, source_x] * share[:, None]
            total += share
        result = current.copy()
        reached = total > 0
        result[y[reached], x[reached]] = light[reached] / total[reached, None]
        return result
