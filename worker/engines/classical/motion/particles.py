"""Snow, rain, embers, dust, stars and leaves that fly behind and before a subject."""

from functools import reduce
from itertools import groupby
from typing import NamedTuple, Self

import numpy as np

from worker.engines.classical.motion.camera import Camera
from worker.engines.classical.motion.sprites import Dots, glow_of, lit, tumbling
from worker.engines.classical.motion.swarms import Swarm, Values, kinds, swarms_of
from worker.engines.classical.painting.pixels import Colour8, Plane
from worker.engines.classical.painting.tone import step

_FAINT = (0.75, 1.0, 0.4)  # of far, middle and near ones: the near ones are out of focus
_MARGIN = 0.06  # of the frame, outside of it, where particles come from
_NEAREST = 1.2  # what is nearer moves with the camera no faster
_LIFT = 0.5  # s that they take to appear


class Particles(NamedTuple):
    """The particles of a clip."""

    behind: tuple[Swarm, ...]
    before: tuple[Swarm, ...]
    size: tuple[int, int]  # width and height of a frame, px
    camera: Camera
    lift: float  # of the clip, that they take to appear; 0 where they are there from the start

    @classmethod
    def of(
        cls,
        names: tuple[str, ...],
        size: tuple[int, int],
        camera: Camera,
        seconds: float,
        rng: np.random.Generator,
    ) -> Self:
        """The particles called `names`; they fade in from the first frame on, unless it is a loop.

        The first frame is the picture that the clip was made of.
        """
        swarms = [
            swarm
            for name in names
            for swarm in swarms_of(kinds()[name], size, seconds, rng, loop=camera.loop)
        ]
        behind = tuple(swarm for swarm in swarms if swarm.band == 0)
        before = tuple(swarm for swarm in swarms if swarm.band)
        return cls(behind, before, size, camera, 0.0 if camera.loop else _LIFT / seconds)

    def drawn(
        self, frame: Colour8, swarms: tuple[Swarm, ...], share: float, sky: Plane | None = None
    ) -> Colour8:
        """`frame` with `swarms` after `share` (0 to 1) of the clip; stars stay inside `sky`."""
        for kind, group in groupby(swarms, key=lambda swarm: swarm.kind):
            placed = [(swarm, self._dots(swarm, share)) for swarm in group]
            if kind.shape == "leaf":
                for swarm, dots in placed:
                    frame = tumbling(frame, swarm, dots)
                continue
            glow = reduce(np.maximum, (glow_of(self.size, *one) for one in placed))
            if sky is not None and kind.shape == "star":
                glow = (glow * sky).astype(np.uint8)
            frame = lit(frame, glow, kind)
        return frame

    def _dots(self, swarm: Swarm, share: float) -> Dots:
        width, height = self.size
        near, side = np.minimum(swarm.near, _NEAREST), max(self.size)
        view = self.camera.view(share, near)
        sway = np.sin(2 * np.pi * (swarm.waves * share + swarm.phase)) * swarm.kind.sway * side
        x = np.mod(swarm.x + swarm.drifts * share - view.across, 1)
        y = np.mod(swarm.y + swarm.turns * share - view.down, 1)
        x = _over_the_edge(x) * width + sway - self.camera.focus[0] * width
        y = _over_the_edge(y) * height - self.camera.focus[1] * height
        return Dots(
            self.camera.focus[0] * width + x * view.scale,
            self.camera.focus[1] * height + y * view.scale,
            swarm.size * side * view.scale,
            self._light(swarm, share),
        )

    def _light(self, swarm: Swarm, share: float) -> Values:
        kind = swarm.kind
        light = np.full(len(swarm.x), kind.opacity * _FAINT[swarm.band])
        if kind.life:
            lived = np.mod(swarm.phase + share * np.maximum(swarm.waves, 1), 1)
            light *= np.sin(np.pi * lived) ** 2
        if kind.flicker:
            light *= 0.6 + 0.4 * np.sin(2 * np.pi * (3 * swarm.waves * share + 7 * swarm.phase))
        return light * step(0, self.lift, np.full(len(light), share)) if self.lift else light


def _over_the_edge(share: Values) -> Values:
    return share * (1 + 2 * _MARGIN) - _MARGIN
