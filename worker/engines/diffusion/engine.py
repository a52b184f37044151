"""The Engine protocol on pipelines of diffusers."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import torch

from core.catalogue import Intent, ModelCard
from worker.engine import WITHHELD, Piece, Pixels, Rendered, Share, Task
from worker.engines.diffusion.calling import Call, Seat, call, inputs_of, marks_of, ran
from worker.engines.diffusion.directing import fps_of, motion_of, said
from worker.engines.diffusion.families import Craft, Family, family_of, fills
from worker.engines.diffusion.filming import NotNumbers, as_bytes, clip, heard
from worker.engines.diffusion.framing import framed
from worker.engines.diffusion.gate import Gate
from worker.engines.diffusion.indexes import few
from worker.engines.diffusion.keeping import packed, spread, token_of
from worker.engines.diffusion.loading import Loaded
from worker.engines.diffusion.machine import Machine
from worker.engines.diffusion.memory import freeing_memory
from worker.engines.diffusion.parting import passes
from worker.engines.diffusion.previewing import Previewer
from worker.engines.diffusion.redrawing import redrawn
from worker.engines.diffusion.refusals import refusals
from worker.engines.diffusion.saying import done, whole
from worker.engines.diffusion.sight.rendering import looked
from worker.engines.diffusion.spoiled import spoiled
from worker.engines.diffusion.stock import Stock
from worker.engines.diffusion.watching import PREVIEW_EVERY, Turn, Watch
from worker.engines.diffusion.weights import bad, folder_of
from worker.media.canvas import sized
from worker.residency import Parts

_OF_CLIPS = 5  # dimensions: (batch, frames, 3, height, width)


class DiffusionEngine:
    """Runs models on one device; `models` is the folder of their weights, and all engines of a
    process have one gate."""

    def __init__(
        self,
        machine: Machine,
        models: Path,
        gate: Gate | None = None,
        preview_every: float = PREVIEW_EVERY,
    ) -> None:
        if machine.kind == "cuda":
            torch.cuda.set_device(machine.device)  # of this thread, which is the device's
        self._machine, self._models = machine, models
        self._preview_every = preview_every  # s
        self._gate = gate or Gate()
        self._previewers: dict[str, Previewer | None] = {}
        self.stock = Stock(machine, models, self._gate)

    def weigh(self, card: ModelCard) -> Parts:
        """What a model's weights will take; raises NoWeights, BadWeights and BadSwitch."""
        return self.stock.weigh(card)

    def load(self, card: ModelCard) -> Parts:
        """Bring a model onto the device; raises what `weigh` raises, and OutOfMemory."""
        with freeing_memory():
            parts = self.stock.load(card)
            if card.name not in self._previewers:
                self._previewers[card.name] = Previewer.of(card, self._models, self._machine)
        previewer = self._previewers[card.name]
        return {**parts, f"{card.name}/preview": previewer.size} if previewer else parts

    def park(self, card: str) -> Parts:
        """Move a model to host memory, where that is another one."""
        return self.stock.park(card)

    def spare(self, card: ModelCard) -> Parts | None:
        """Decode in tiles, then keep the model in host memory but for what runs; raises
        OutOfMemory where it cannot even be loaded so."""
        with freeing_memory():
            return self.stock.spare(card)

    def unload(self, card: str) -> None:
        """Give the memory back that the card of that name takes."""
        self._previewers.pop(card, None)
        self.stock.unload(card)

    def close(self) -> None:
        """Give all of the device's memory back."""
        self.stock.clear()

    def render(self, shares: Sequence[Share], bucket: int) -> Iterator[Piece]:
        """One pass, or one for each variant where they are made from other pictures or words.

        Raises CannotDo, Cancelled, OutOfMemory, NotNumbers, and BadWeights where those are why.
        """
        try:
            yield from self._pieces(shares, bucket)
        except NotNumbers:
            card = shares[0].task.card
            loaded = self.stock.loaded.get(card.name)
            if loaded is None or not (parts := spoiled(loaded.base)):
                raise
            detail = f"damaged: what is no number in {few(parts)}"
            raise bad(card, folder_of(card, self._models), detail) from None

    def _pieces(self, shares: Sequence[Share], bucket: int) -> Iterator[Piece]:
        name = shares[0].task.card.name
        if segmenter := self.stock.segmenters.get(name):
            yield from segmenter.render(shares)
            return
        if sight := self.stock.sights.get(name):
            yield from looked(sight, shares)
            return
        with refusals(shares[0].task.card):
            yield from self._painted(self.stock.loaded[name], shares, bucket)

    def _painted(self, loaded: Loaded, shares: Sequence[Share], bucket: int) -> Iterator[Piece]:
        """What a pipeline gives."""
        task = shares[0].task
        if task.spec.intent is Intent.UPSCALE:
            yield from self._redrawn(loaded, shares)
            return
        craft = loaded.craft(task)
        seats = [Seat(n, one.task, index) for n, one in enumerate(shares) for index in one.indices]
        watch = Watch(shares, self._previewers[task.card.name], self._preview_every)
        apart = _apart(task, craft, loaded.family)
        if fills(task, loaded.family):
            seats = [framed(seat) for seat in seats]
        done = 0
        for size, together in passes(seats, loaded, craft, self._gate, 1 if apart else bucket):
            made = call(loaded, craft, together, size)
            turn = Turn(done / len(seats), len(together) / len(seats))
            watch.begin([seat.share for seat in together], *made.size, turn)
            done += len(together)
            pieces = _rendered(made, together, watch, self._gate)
            for seat, rendered in zip(together, pieces, strict=True):
                if watch.wants(seat.share):
                    yield Piece(seat.share, rendered)

    def _redrawn(self, loaded: Loaded, shares: Sequence[Share]) -> Iterator[Piece]:
        """Every picture larger, with the model's own detail, one after another."""
        watch = Watch(shares, every=self._preview_every)
        seats = [Seat(n, one.task, index) for n, one in enumerate(shares) for index in one.indices]
        for number, seat in enumerate(seats):
            part = Turn(number / len(seats), 1 / len(seats))
            rendered = redrawn(loaded, seat, part, watch, self._gate)
            if watch.wants(seat.share):
                yield Piece(seat.share, rendered)


def _apart(task: Task, craft: Craft, family: Family) -> bool:
    """Whether each variant needs a pass of its own: from other pictures, or because its model takes
    one at a time."""
    if craft is Craft.BETWEEN:  # some pipelines take one generator and one pair of pictures
        return True
    if task.spec.each and (craft is Craft.REFERENCES or task.found or fills(task, family)):
        return True
    return family.alone


def _rendered(made: Call, seats: Sequence[Seat], watch: Watch, gate: Gate) -> Iterator[Rendered]:
    """What a pass gives for each seat; its filling is left out."""
    result = ran(made, watch, gate)
    if result[0].ndim == _OF_CLIPS:
        yield from _clips(made, seats, result)
        return
    latents = watch.latents if made.keeps else None
    black = getattr(result, "nsfw_content_detected", None) or [False] * len(seats)
    for number, (seat, pixels) in enumerate(zip(seats, as_bytes(result[0]), strict=False)):
        picture = _picture(made, seat, pixels)
        if black[number]:
            yield replace(picture, left_out=WITHHELD)
        else:
            yield picture if latents is None else _keeping(picture, made, seat, latents[number])


def _keeping(picture: Rendered, made: Call, seat: Seat, latents: torch.Tensor) -> Rendered:
    """A picture with what its family can go on from."""
    spec = seat.task.spec
    if patch := family_of(seat.task.card).patch:
        latents = spread(latents, made.size[0] // token_of(made.pipeline), patch)
    words = spec.words_of(seat.variant), spec.prompt.negative
    encoded = made.encoder.packed(*words) if made.encoder is not None else b""
    return replace(picture, kept=packed(latents, made.keeps), encoded=encoded)


def _picture(made: Call, seat: Seat, pixels: Pixels) -> Rendered:
    marks = marks_of(seat) if made.canvas is not None else None
    if made.canvas is not None and marks is not None:
        pixels = made.canvas.laid(pixels, inputs_of(seat)[0], marks)
    did = done(seat, pixels)
    if whole(seat):  # it goes on from there in the size that it had
        pixels = sized(pixels, inputs_of(seat)[0])
    return Rendered(seat.variant, pixels, did, recipe=made.recipe, laying=seat.laying)


def _clips(made: Call, seats: Sequence[Seat], result: Any) -> Iterator[Rendered]:
    frames, audio = result[0], result[1] if len(result.keys()) > 1 else None
    task = seats[0].task
    motion, fps = motion_of(task), fps_of(task.card)
    closed = motion.loop and bool(task.inputs)
    for number, seat in enumerate(seats):
        pictures = as_bytes(frames[number])
        if closed:  # its last frame would be its first one once more
            pictures = pictures[:-1]
        sound = None if audio is None or motion.silent else heard(audio[number])
        moving = clip(pictures, sound, made.pipeline, fps)
        last = None if closed else pictures[-1]
        told = said(task, moving.seconds)
        yield Rendered(seat.variant, pictures[0], told, moving, recipe=made.recipe, last=last)
