"""The Engine protocol on pipelines of diffusers."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any

import torch

from core.catalogue import ModelCard
from core.errors import OutOfMemory
from worker.engine import Piece, Pixels, Rendered, Share, Task
from worker.engines.diffusion.calling import Call, Seat, call, inputs_of, marks_of
from worker.engines.diffusion.families import Craft, Family, craft_of, family_of
from worker.engines.diffusion.filming import as_bytes, clip, heard
from worker.engines.diffusion.loading import Loaded, load
from worker.engines.diffusion.machine import Machine
from worker.engines.diffusion.saying import done
from worker.engines.diffusion.segmenting.segmenter import LOADERS, Segmenter
from worker.engines.diffusion.watching import Watch
from worker.engines.diffusion.weights import folder_of, weight_of

_OF_CLIPS = 5  # dimensions: (batch, frames, 3, height, width)


class DiffusionEngine:
    """Runs models on one device; `models` is the folder of their weights."""

    def __init__(self, machine: Machine, models: Path) -> None:
        self._machine = machine
        self._models = models
        self._loaded: dict[str, Loaded | Segmenter] = {}

    def weigh(self, card: ModelCard) -> int:
        """Bytes of a model's weights on the device; raises NoWeights and BadWeights."""
        return weight_of(card, self._models, self._machine.precision_for(card))

    def load(self, card: ModelCard) -> int:
        """Bring a model onto the device; raises NoWeights and BadWeights."""
        if card.name not in self._loaded:
            self._loaded[card.name] = self._fetched(card)
        return self._loaded[card.name].size

    def _fetched(self, card: ModelCard) -> Loaded | Segmenter:
        if card.family in LOADERS:
            return Segmenter.load(card, self._models, self._machine)
        folder = folder_of(card, self._models)
        return load(card, folder, family_of(card), self._machine)

    def unload(self, card: str) -> None:
        """Give the device's memory back that the card of that name takes."""
        if self._loaded.pop(card, None) is not None and self._machine.kind == "cuda":
            torch.cuda.empty_cache()

    def close(self) -> None:
        """Give all of the device's memory back."""
        for card in tuple(self._loaded):
            self.unload(card)

    def render(self, shares: Sequence[Share], bucket: int) -> Iterator[Piece]:
        """One pass, or one for each variant where they are made from other pictures or words.

        Raises CannotDo, Cancelled and OutOfMemory.
        """
        task = shares[0].task
        loaded = self._loaded[task.card.name]
        if isinstance(loaded, Segmenter):
            yield from loaded.render(shares)
            return
        craft = craft_of(task, loaded.family)
        seats = [Seat(n, one.task, index) for n, one in enumerate(shares) for index in one.indices]
        watch = Watch(shares)
        apart = _apart(task, craft, loaded.family, seats)
        for _, group in groupby(seats, key=lambda seat: seat.variant if apart else 0):
            together = list(group)
            made = call(loaded, craft, together, 1 if apart else bucket)
            for seat, rendered in zip(together, _rendered(made, together, watch), strict=True):
                if watch.wants(seat.share):
                    yield Piece(seat.share, rendered)


def _apart(task: Task, craft: Craft, family: Family, seats: Sequence[Seat]) -> bool:
    """Whether each variant needs a pass of its own: from other pictures, or from other words where
    a pass has one text."""
    if task.spec.each and (craft is Craft.REFERENCES or task.found):
        return True
    words = {seat.task.spec.words_of(seat.variant) for seat in seats}
    return family.one_prompt and len(words) > 1


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
    marks = marks_of(seat) if made.canvas is not None else None
    if made.canvas is not None and marks is not None:
        pixels = made.canvas.laid(pixels, inputs_of(seat)[0], marks)
    return Rendered(seat.variant, pixels, done(seat, pixels), recipe=made.recipe)


def _clips(made: Call, seats: Sequence[Seat], result: Any) -> Iterator[Rendered]:
    frames, audio = result[0], result[1] if len(result.keys()) > 1 else None
    fps = int((seats[0].task.card.extra or {}).get("fps", 0))
    for number, seat in enumerate(seats):
        pictures = as_bytes(frames[number])
        sound = None if audio is None else heard(audio[number])
        moving = clip(pictures, sound, made.pipeline, fps)
        yield Rendered(seat.variant, pictures[0], "", moving, recipe=made.recipe)
