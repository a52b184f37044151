"""The Engine protocol on pipelines of diffusers."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any

import torch

from core.catalogue import ModelCard
from core.errors import OutOfMemory
from worker.engine import Piece, Pixels, Rendered, Share
from worker.engines.diffusion.calling import Call, Seat, call, inputs_of
from worker.engines.diffusion.canvas import changed, fitted
from worker.engines.diffusion.families import Craft, craft_of, family_of
from worker.engines.diffusion.filming import as_bytes, clip, heard
from worker.engines.diffusion.loading import Loaded, load
from worker.engines.diffusion.machine import Machine
from worker.engines.diffusion.sight.engine import SightEngine
from worker.engines.diffusion.sight.families import SIGHTS
from worker.engines.diffusion.watching import Watch
from worker.engines.diffusion.weights import folder_of, size_of

_OF_CLIPS = 5  # dimensions: (batch, frames, 3, height, width)


class DiffusionEngine:
    """Runs models on one device; `models` is the folder of their weights."""

    def __init__(self, machine: Machine, models: Path) -> None:
        self._machine = machine
        self._models = models
        self._loaded: dict[str, Loaded] = {}
        self._sight = SightEngine(machine, models)

    def weigh(self, card: ModelCard) -> int:
        """Bytes of a model's weights on the device; raises NoWeights and BadWeights."""
        if card.family in SIGHTS:
            return self._sight.weigh(card)
        return size_of(folder_of(card, self._models), self._machine.precision)

    def load(self, card: ModelCard) -> int:
        """Bring a model onto the device; raises NoWeights and BadWeights."""
        if card.family in SIGHTS:
            return self._sight.load(card)
        if card.name not in self._loaded:
            folder = folder_of(card, self._models)
            self._loaded[card.name] = load(card, folder, family_of(card), self._machine)
        return self._loaded[card.name].size

    def unload(self, card: str) -> None:
        """Give the device's memory back that the card of that name takes."""
        self._loaded.pop(card, None)
        self._sight.unload(card)
        if self._machine.kind == "cuda":
            torch.cuda.empty_cache()

    def close(self) -> None:
        """Give all of the device's memory back."""
        self._sight.close()
        for card in tuple(self._loaded):
            self.unload(card)

    def render(self, shares: Sequence[Share], bucket: int) -> Iterator[Piece]:
        """One pass, or one for each picture where every variant is made from another.

        Raises CannotDo, Cancelled and OutOfMemory.
        """
        task = shares[0].task
        if task.card.family in SIGHTS:
            yield from self._sight.render(shares, bucket)
            return
        loaded = self._loaded[task.card.name]
        craft = craft_of(task, loaded.family)
        seats = [Seat(n, one.task, index) for n, one in enumerate(shares) for index in one.indices]
        watch = Watch(shares)
        apart = task.spec.each and craft is Craft.REFERENCES
        for _, group in groupby(seats, key=lambda seat: seat.variant if apart else 0):
            together = list(group)
            made = call(loaded, craft, together, 1 if apart else bucket)
            for seat, rendered in zip(together, _rendered(made, together, watch), strict=True):
                if watch.wants(seat.share):
                    yield Piece(seat.share, rendered)


def _rendered(made: Call, seats: Sequence[Seat], watch: Watch) -> Iterator[Rendered]:
    """What a pass gives for each seat; its filling is left out."""
    try:
        with torch.inference_mode():
            result = made.pipeline(callback_on_step_end=watch.stepped, **made.arguments)
    except torch.OutOfMemoryError as error:
        raise OutOfMemory from error
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
