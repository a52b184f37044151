"""The Engine protocol on pipelines of diffusers."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any

import torch

from core.catalogue import ModelCard
from worker.engine import Piece, Pixels, Rendered, Share
from worker.engines.diffusion.applying import running
from worker.engines.diffusion.calling import Call, Seat, call, inputs_of
from worker.engines.diffusion.canvas import changed, fitted
from worker.engines.diffusion.families import Craft, craft_of
from worker.engines.diffusion.filming import as_bytes, clip, heard
from worker.engines.diffusion.gate import Gate
from worker.engines.diffusion.machine import Machine
from worker.engines.diffusion.memory import freeing_memory
from worker.engines.diffusion.stock import Stock
from worker.engines.diffusion.watching import Watch
from worker.residency import Parts

_OF_CLIPS = 5  # dimensions: (batch, frames, 3, height, width)


class DiffusionEngine:
    """Runs models on one device; `models` is the folder of their weights, and all engines of a
    process have one gate."""

    def __init__(self, machine: Machine, models: Path, gate: Gate | None = None) -> None:
        if machine.kind == "cuda":
            torch.cuda.set_device(machine.device)  # of this thread, which is the device's
        self._gate = gate or Gate()
        self.stock = Stock(machine, models, self._gate)

    def weigh(self, card: ModelCard) -> Parts:
        """What a model's weights will take; raises NoWeights, BadWeights and BadSwitch."""
        return self.stock.weigh(card)

    def load(self, card: ModelCard) -> Parts:
        """Bring a model onto the device; raises what `weigh` raises, and OutOfMemory."""
        with freeing_memory():
            return self.stock.load(card)

    def park(self, card: str) -> Parts:
        """Move a model to host memory, where that is another one."""
        return self.stock.park(card)

    def spare(self, card: ModelCard) -> Parts | None:
        """Decode in tiles, then keep the model in host memory but for what runs."""
        return self.stock.spare(card)

    def unload(self, card: str) -> None:
        """Give the memory back that the card of that name takes."""
        self.stock.unload(card)

    def close(self) -> None:
        """Give all of the device's memory back."""
        self.stock.clear()

    def render(self, shares: Sequence[Share], bucket: int) -> Iterator[Piece]:
        """One pass, or one for each picture where every variant is made from another.

        Raises CannotDo, Cancelled and OutOfMemory.
        """
        task = shares[0].task
        loaded = self.stock.loaded[task.card.name]
        craft = craft_of(task, loaded.family)
        seats = [Seat(n, one.task, index) for n, one in enumerate(shares) for index in one.indices]
        watch = Watch(shares)
        apart = task.spec.each and craft is Craft.REFERENCES
        for _, group in groupby(seats, key=lambda seat: seat.variant if apart else 0):
            together = list(group)
            made = call(loaded, craft, together, 1 if apart else bucket)
            pieces = _rendered(made, together, watch, self._gate)
            for seat, rendered in zip(together, pieces, strict=True):
                if watch.wants(seat.share):
                    yield Piece(seat.share, rendered)


def _rendered(made: Call, seats: Sequence[Seat], watch: Watch, gate: Gate) -> Iterator[Rendered]:
    """What a pass gives for each seat; its filling is left out."""
    with freeing_memory(), running(gate, made.pipeline, made.switches):
        result = made.pipeline(callback_on_step_end=watch.stepped, **made.arguments)
    if result[0].ndim == _OF_CLIPS:
        yield from _clips(made, seats, result)
        return
    for seat, pixels in zip(seats, as_bytes(result[0]), strict=False):
        yield _picture(made, seat, pixels)


def _picture(made: Call, seat: Seat, pixels: Pixels) -> Rendered:
    marks, did = seat.task.marks, ""
    if made.canvas is not None and marks is not None:
        picture = inputs_of(seat)[0]
        pixels = made.canvas.laid(pixels, picture, fitted(marks, picture))
        did = f"{changed(picture, pixels):.0%} changed".replace("%", " %")
    return Rendered(seat.variant, pixels, did, recipe=made.recipe)


def _clips(made: Call, seats: Sequence[Seat], result: Any) -> Iterator[Rendered]:
    frames, audio = result[0], result[1] if len(result.keys()) > 1 else None
    fps = int((seats[0].task.card.extra or {}).get("fps", 0))
    for number, seat in enumerate(seats):
        pictures = as_bytes(frames[number])
        sound = None if audio is None else heard(audio[number])
        moving = clip(pictures, sound, made.pipeline, fps)
        yield Rendered(seat.variant, pictures[0], "", moving, recipe=made.recipe)
