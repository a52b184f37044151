"""A job as the requests for pictures that a service gets."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from math import log
from typing import Any

import numpy as np

from core.filming import settled
from worker.engine import Marks, Pixels, Task
from worker.engines.remote.service import NONE, WHITE, Service, Size
from worker.media.canvas import Canvas, fitted
from worker.media.files import master
from worker.media.ground import opaque

GRAIN = 16  # px: sides of what is asked for are multiples of it, where a service takes any


@dataclass(frozen=True, slots=True, eq=False)
class Ask:
    """One request: variants that words, pictures and seed have in common."""

    indices: tuple[int, ...]  # 1-based
    fields: Mapping[str, Any]  # prompt, n, size, and what this service takes beside
    size: Size
    pictures: tuple[bytes, ...] = ()  # PNG
    mask: bytes | None = None  # PNG, of the size of the first picture
    canvas: Canvas | None = None  # where what comes back belongs, if there is a mask


def asks_of(task: Task, service: Service) -> Iterator[Ask]:
    """The requests of a job.

    Where the service knows seeds each variant is asked for with its own, so that it can be asked
    for again without its companions; elsewhere up to `most` at once.
    """
    spec = task.spec

    def alike(index: int) -> tuple[object, ...]:
        own = (index,) if service.seeded or spec.each else ()
        return (spec.words_of(index), *own)

    indices = sorted(range(1, spec.count + 1), key=alike)
    for _, group in groupby(indices, key=alike):
        together = tuple(group)
        for start in range(0, len(together), service.most):
            yield _ask(task, service, together[start : start + service.most])


def sized(width: float, height: float, service: Service) -> Size:
    """What to ask for: the size of the service that is nearest in ratio, then in pixels."""
    if not service.sizes:
        return Size(_grained(width), _grained(height))

    def far(size: Size) -> tuple[float, float]:
        ratio = abs(log(size.width * height / (size.height * width)))
        return (round(ratio, 2), abs(log(size.width * size.height / (width * height))))

    return min(map(Size.of, service.sizes), key=far)


def own_fields(task: Task, service: Service, index: int) -> dict[str, Any]:
    """What Easel knows of a variant, of what its service takes beside the usual."""
    spec, card = task.spec, task.card
    known = {
        "seed": spec.seed_of(index),
        "negative_prompt": spec.prompt.negative or None,
        "strength": _strength(task),
        "seconds": _seconds(task),
        "num_inference_steps": card.steps or None,
        "guidance_scale": card.guidance,
    }
    return {name: known[name] for name in service.takes if known[name] is not None}


def _seconds(task: Task) -> str | None:
    """How long a clip is to be, where somebody said so; services take it as text."""
    motion = settled(task.spec.motion, task.card)
    return f"{motion.seconds:g}" if motion.seconds else None


def _strength(task: Task) -> float | None:
    """How far a picture may change; where a place is marked, only what somebody named: the rest is
    left to the model."""
    if not task.inputs:
        return None
    return task.spec.prompt.strength if task.marks is not None else task.spec.strength


def inputs_of(task: Task, index: int) -> tuple[Pixels, ...]:
    """The pictures that a variant is made from."""
    return (task.inputs[index - 1],) if task.spec.each else task.inputs


def begun_with(picture: Pixels, size: Size) -> bytes:
    """The first picture of a clip, as it is sent: it must have the size of the clip."""
    return master(Canvas.filled(picture, *size).of(opaque(picture)))


def _ask(task: Task, service: Service, indices: tuple[int, ...]) -> Ask:
    spec, side = task.spec, task.card.size
    given = inputs_of(task, indices[0])
    fields = {"prompt": spec.words_of(indices[0]), "n": len(indices)}
    fields |= own_fields(task, service, indices[0]) | dict(service.body or {})
    if not given:
        size = sized(spec.width or side, spec.height or side, service)
        return Ask(indices, fields | {"size": str(size)}, size)
    if task.marks is not None:
        return _within(indices, fields, service, (given, fitted(task.marks, given[0]), side))
    whole = Canvas.whole(given[0], side, GRAIN)
    size = sized(spec.width or whole.width, spec.height or whole.height, service)
    return Ask(indices, fields | {"size": str(size)}, size, _sent(given, side))


def _within(
    indices: tuple[int, ...],
    fields: Mapping[str, Any],
    service: Service,
    work: tuple[Sequence[Pixels], Marks, int],
) -> Ask:
    """An edit of what is marked: only that region is sent, as large as the model paints."""
    given, marks, side = work
    around = Canvas.around(marks, side, GRAIN)
    size = sized(around.width, around.height, service)
    canvas = around.sized(*size, given[0])
    pictures = (master(canvas.of(opaque(given[0]))), *_sent(given[1:], side))
    mask = None if service.mask == NONE else _mask(canvas.of(marks), service.mask)
    return Ask(indices, dict(fields) | {"size": str(size)}, size, pictures, mask, canvas)


def _sent(given: Sequence[Pixels], side: int) -> tuple[bytes, ...]:
    """Pictures as they are sent: with about as many pixels as the model paints."""
    return tuple(master(Canvas.whole(one, side, GRAIN).of(opaque(one))) for one in given)


def _mask(marks: Marks, kind: str) -> bytes:
    """Where to paint: white on black, or transparent as the API of OpenAI has it."""
    if kind == WHITE:
        return master(np.repeat(((marks > 0) * 255).astype(np.uint8)[..., None], 3, axis=2))
    clear = np.zeros((*marks.shape, 4), np.uint8)
    clear[..., 3] = np.where(marks > 0, 0, 255)
    return master(clear)


def _grained(side: float) -> int:
    return max(GRAIN, round(side / GRAIN) * GRAIN)
