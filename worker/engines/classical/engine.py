"""The Engine protocol on image processing: one process a variant, the same bytes everywhere."""

import os
from collections.abc import Iterator, Sequence
from dataclasses import replace
from time import monotonic

import numpy as np

from core.catalogue import Intent, ModelCard
from core.errors import CannotDo, NothingElse, PictureNeeded, PlaceNeeded
from core.filming import settled
from core.jobs import JobSpec
from core.motion import FREE
from worker.engine import (
    Found,
    Guessed,
    Piece,
    Pixels,
    Rendered,
    Report,
    Share,
    Step,
    Task,
    Weightless,
)
from worker.engines.classical.libraries import VERSIONS
from worker.engines.classical.order import Heed, Made, Order
from worker.engines.classical.painting.pixels import fitted, resized
from worker.engines.classical.pool import Pool
from worker.engines.classical.variant import timed
from worker.engines.classical.words.beyond import Beyond, Unplaced
from worker.residency import Parts

_FROM_WORDS = frozenset({Intent.IMAGINE, Intent.COMPARE, Intent.ANIMATE})  # what needs no picture
_STRIDE = 0.02  # of a task: what is less is not worth a message
_BEAT = 0.5  # s after which a message is worth it all the same
_ANOTHER = "this is what else could be it."
_PREVIEW = 256  # px, the long side of the picture that a step shows


class ClassicalEngine(Weightless):
    """Transforms pictures without a model.

    `processes` defaults to the cores of the machine; with `inline` everything happens in the
    calling thread, to the same bytes.
    """

    def __init__(self, processes: int | None = None, *, inline: bool = False) -> None:
        self._pool = None if inline else Pool(processes or _cores())

    def load(self, card: ModelCard) -> Parts:
        """Start the processes; they hold nothing on any device."""
        if self._pool is not None:
            self._pool.open()
        return {}

    def close(self) -> None:
        """End the processes."""
        if self._pool is not None:
            self._pool.close()

    def render(self, shares: Sequence[Share], bucket: int) -> Iterator[Piece]:
        """Make every variant of the one job that there is, each as soon as it is ready.

        Raises CannotDo when the words ask for what needs a diffusion model, PictureNeeded when
        there is nothing to work on, RenderFailed when two pools broke, and what `report` raises.
        """
        (share,) = shares
        for rendered in self._rendered(share.task, share.report):
            yield Piece(0, rendered)

    def _rendered(self, task: Task, report: Report) -> Iterator[Rendered]:
        orders, declined = _orders(task), dict[int, str]()
        progress = _Progress(len(orders), report)
        try:
            for order, made in self._made(orders, progress.heed):
                if made.declined:
                    declined[order.index] = made.declined
                if len(declined) == len(orders):
                    raise Beyond(declined[1])
                yield _as_rendered(order, made)
                progress.made(made.pixels)
        except Beyond as beyond:
            raise _declined(task, beyond) from None

    def _made(self, orders: tuple[Order, ...], heed: Heed) -> Iterator[tuple[Order, Made]]:
        if self._pool is not None:
            return self._pool.make(orders, heed)
        return ((order, timed(replace(order, heed=heed))) for order in orders)


def _declined(task: Task, beyond: Beyond) -> CannotDo:
    title, passed = task.card.title, task.spec.passed
    guesses = (() if beyond.guess is None else (beyond.guess,)) + beyond.more
    if passed and passed >= len(guesses):
        return NothingElse(model=title)
    if not guesses:
        kind = PlaceNeeded if isinstance(beyond, Unplaced) else CannotDo
        return kind(model=title, reason=beyond.reason)
    reason = beyond.reason if not passed else _ANOTHER
    marks = (np.clip(guesses[passed], 0, 1) * 255 + 0.5).astype(np.uint8)
    height, width = task.inputs[0].shape[:2]
    # Large pictures are looked at in a smaller copy; what is shown and painted is the whole one.
    marks = resized(marks, width, height) if marks.shape != (height, width) else marks
    return Guessed(model=title, reason=reason, found=Found("it", marks, 0.0, title, passed))


def _as_rendered(order: Order, made: Made) -> Rendered:
    left_out = made.declined if order.format or order.scene else ""
    return Rendered(
        order.index,
        made.pixels,
        made.did,
        made.clip,
        made.text,
        left_out=left_out,
        lines=made.lines,
        libraries=VERSIONS,
        last=made.last,
        took=made.took,
        laying=made.laying,
    )


class _Progress:
    """Tells how far a task is: when it is further, and now and then that it is under way."""

    def __init__(self, count: int, report: Report) -> None:
        self._count = count
        self._report = report
        self._done = 0
        self._begun = self._told_at = monotonic()
        self._told = 0.0
        report(Step(0.0, self._stage()))

    def heed(self, share: float) -> None:
        """`share` variants are done of those under way; raises Cancelled where nobody waits."""
        fraction = (self._done + share) / self._count
        now = monotonic()
        if fraction >= self._told + _STRIDE or now >= self._told_at + _BEAT:
            self._told, self._told_at = max(fraction, self._told), now
            stage = f"{self._stage()}, {now - self._begun:.0f} s so far"
            self._report(Step(self._told, stage))

    def made(self, pixels: Pixels) -> None:
        """One more variant is ready."""
        self._done += 1
        self._told, self._told_at = self._done / self._count, monotonic()
        self._report(Step(self._told, self._stage(), fitted(pixels, _PREVIEW)))

    def _stage(self) -> str:
        return f"variant {min(self._done + 1, self._count)} of {self._count}"


def _cores() -> int:
    return min(os.cpu_count() or 1, 9)


def _orders(task: Task) -> tuple[Order, ...]:
    spec = task.spec
    if not task.inputs and spec.intent not in _FROM_WORDS:
        raise PictureNeeded
    return tuple(_order(task, index) for index in range(1, spec.count + 1))


def _order(task: Task, index: int) -> Order:
    spec, scenes = task.spec, task.spec.prompt.scenes
    rival = spec.contenders[index - 1] if spec.contenders else ""
    drawn = not task.inputs  # of what is drawn from words the rivals are looks on top
    return Order(
        index=index,
        intent=Intent.IMAGINE if rival and drawn else spec.intent,
        words=_words(spec, index) if drawn or not rival else rival,
        seed=spec.seed_of(index),
        strength=spec.strength,
        pictures=(task.inputs[index - 1],) if spec.each else task.inputs,
        marks=task.marks,
        shown=spec.shown,
        traced=task.traced,
        ratio=spec.prompt.ratio,
        negative=spec.prompt.negative,
        size=(spec.width, spec.height),
        drawn=spec.drawn,
        look=rival if drawn else "",
        single=not ((spec.each or scenes) and spec.count > 1),
        scene=bool(scenes),
        retext=spec.retext,
        format=spec.formats[index - 1] if spec.formats else "",
        palette=_palette(spec),
        motion=settled(spec.motion, task.card) if spec.motion else FREE,
        onto=task.inputs[-1] if spec.motion and spec.motion.ends else None,
    )


def _palette(spec: JobSpec) -> tuple[str, ...]:
    """The colours to keep to: those of the request, or of what it draws anew."""
    again = spec.drawn if spec.intent is Intent.VARY else None
    return spec.palette or (again.palette if again else ())


def _words(spec: JobSpec, index: int) -> str:
    """What a variant is made from; of a clip, without what its motion says already."""
    if spec.motion is None or spec.prompt.permutations:
        return spec.words_of(index)
    return spec.motion.rest
