"""Enlarging by a model, tile by tile: the memory that it takes does not grow with the picture."""

from collections.abc import Callable
from typing import NamedTuple, Self

import cv2
import numpy as np
import torch
from numpy.typing import NDArray

from core.errors import CannotDo, OutOfMemory, PictureNeeded
from worker.engine import Pixels, Rendered, Task
from worker.engines.classical.words.sizes import Target, target
from worker.engines.diffusion.sight.model import Model
from worker.engines.diffusion.sight.tiles import count, laid, spans
from worker.media.ground import lifted, opaque

Tell = Callable[[float, str], None]  # a fraction from 0 to 1, and the stage

MOST = 4096  # px of the long side: what is kept of a picture is no larger
FURTHEST = 4.0  # times the source: more would be invented from nothing
TILE = 192  # px of the source that go through the model at once, a side
LEAST = 96  # px: smaller tiles would be little but overlap
OVERLAP = 32  # px of the source around what a tile is trusted with
GRAIN = 8  # px: the model attends within windows of so many, so tiles begin at multiples of it

_USUAL = Target(factor=2)


class Aim(NamedTuple):
    """The size to reach."""

    width: int  # px
    height: int  # px
    limited: str = ""  # why it is less than what was asked for

    @classmethod
    def of(cls, words: str, picture: Pixels, card: str) -> Self:
        """What `words` ask of a picture, else twice its size; raises CannotDo."""
        height, width = picture.shape[:2]
        long = max(height, width)
        asked = target(words) or _USUAL
        wanted = asked.side or round(asked.factor * long)
        most = min(MOST, round(FURTHEST * long))
        reached = min(wanted, most)
        if asked.side > MOST:
            reason = f"it makes at most {MOST} px on the long side, and {asked.side} px were asked"
            raise CannotDo(model=card, reason=f"{reason} for. Say “4K” for 3840 px.")
        if reached <= long:
            reason = f"the picture is already that large: {width} x {height} px."
            raise CannotDo(model=card, reason=reason)
        limited = "" if reached == wanted else f"as far as it goes from {width} x {height} px"
        scale = reached / long
        return cls(max(1, round(width * scale)), max(1, round(height * scale)), limited)


class Enlarger:
    """Serves a card of the family swin2sr."""

    kind = "Swin2SRForImageSuperResolution"
    precision = torch.float32  # a small model, and half of it would show as bands in skies

    def __init__(self, model: Model) -> None:
        self.model = model
        self._scale = int(model.network.config.upscale)

    def render(self, task: Task, index: int, tell: Tell) -> Rendered:
        """One picture, larger; raises CannotDo, Cancelled and OutOfMemory."""
        if not task.inputs:
            raise PictureNeeded
        picture = task.inputs[index - 1] if task.spec.each else task.inputs[0]
        aim = Aim.of(task.spec.words_of(index), picture, task.card.title)
        large = _fitted(self._grown(opaque(picture), aim, tell), aim)
        if picture.shape[2] == 4:
            large = lifted(large, _fitted(picture[..., 3], aim))
        did = f"enlarged to {aim.width} x {aim.height} px by {task.card.title}"
        did = ", ".join(filter(None, (did, aim.limited)))
        return Rendered(index, large, did, recipe=self.model.recipe)

    def _grown(self, colour: Pixels, aim: Aim, tell: Tell) -> Pixels:
        """The picture at least as large as `aim`, in as few passes as that takes."""
        while colour.shape[1] < aim.width or colour.shape[0] < aim.height:
            needed = max(aim.width / colour.shape[1], aim.height / colour.shape[0])
            colour = self._pass(colour, _kept(needed, self._scale), tell)
        return colour

    def _pass(self, colour: Pixels, kept: int, tell: Tell) -> Pixels:
        """Once through the model, `kept` times as large; in smaller tiles where memory is short."""
        tile = TILE
        while True:
            try:
                return self.enlarged(colour, kept, tile, tell)
            except torch.OutOfMemoryError as error:
                tile //= 2
                if tile < LEAST:
                    raise OutOfMemory from error

    def enlarged(self, colour: Pixels, kept: int, tile: int, tell: Tell) -> Pixels:
        """`colour` through the model in tiles of `tile` px, `kept` times as large."""
        height, width = colour.shape[:2]
        across = spans(width, tile, OVERLAP)
        whole = np.zeros((height * kept, width * kept, 3), np.uint8)
        tiles, done = count(height, width, tile, OVERLAP), 0
        for down in spans(height, tile, OVERLAP):
            band = np.zeros(((down.stop - down.start) * kept, width * kept, 3), np.float32)
            for one in across:
                part = self._tile(colour[down.start : down.stop, one.start : one.stop], kept)
                laid(band.swapaxes(0, 1), part.swapaxes(0, 1), one, kept)
                done += 1
                tell(done / (tiles + 1), f"tile {done} of {tiles}")
            laid(whole, band, down, kept)
        return whole

    def _tile(self, colour: Pixels, kept: int) -> NDArray[np.float32]:
        """A tile through the model, from 0 to 255; the mean where the model makes more of it."""
        height, width = colour.shape[:2]
        below, beside = -height % GRAIN, -width % GRAIN
        padded = np.pad(colour, ((0, below), (0, beside), (0, 0)), "symmetric")
        pixels = torch.from_numpy(padded).permute(2, 0, 1)[None].to(self.model.device)
        with torch.inference_mode():
            made = self.model.network(pixels.to(self.precision) / 255).reconstruction
            made = made[..., : height * self._scale, : width * self._scale]
            made = torch.nn.functional.avg_pool2d(made, self._scale // kept)
            made = made.clamp(0, 1).mul(255)[0].permute(1, 2, 0)
        return np.ascontiguousarray(made.cpu().numpy(), np.float32)


def _kept(needed: float, scale: int) -> int:
    """How much of what the model makes is kept: 2 of 4 where twice as large is enough."""
    return next(
        one for one in range(1, scale + 1) if scale % one == 0 and one >= min(needed, scale)
    )


def _fitted(pixels: Pixels, aim: Aim) -> Pixels:
    height, width = pixels.shape[:2]
    if (width, height) == (aim.width, aim.height):
        return pixels
    way = cv2.INTER_AREA if width > aim.width else cv2.INTER_CUBIC
    return np.asarray(cv2.resize(pixels, (aim.width, aim.height), interpolation=way), np.uint8)
