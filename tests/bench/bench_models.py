"""Diffusion models in a worker, beside the bare pipelines: overhead, batching, swapping, idleness.

Overhead is told beside the pipeline's call alone, and beside a script that calls it and saves a PNG
of each picture, as who has no Easel would; by the clock, and in the processor's time, which is the
same on a busy machine.

`python -m tests.bench.bench_models`. Tiny models of the real classes; weights of any size go the
same way. What a GPU gives is measured by the same functions there. Nothing is loaded ahead, and
jobs are held as a worker holds them. Waits are counted twice: in the schedule's own time, where the
same comes out on any machine, and by this machine's clock, which runs two backlogs one after the
other and so also tells how busy it was with something else.
"""

import asyncio
import io
import random
import statistics
import time
from collections.abc import Awaitable, Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple, Self

import torch

from core.catalogue import Intent, ModelCard
from core.jobs import Lane
from core.prompts import Prompt
from tests.values import spec
from tests.worker.backlogs import Takes, alike, backlog, in_order, longest, scheduled
from tests.worker.cards import diffusion_card
from tests.worker.engines.diffusion.shop import shop
from tests.worker.engines.diffusion.tiny import saved
from worker.app import IN_HAND
from worker.device import Device, Wanted
from worker.engine import Piece, Share, Step, Task
from worker.engines.diffusion.engine import DiffusionEngine
from worker.engines.diffusion.loading import load
from worker.engines.diffusion.machine import Machine
from worker.holding import Memory
from worker.residency import Parts

FAMILIES = ("sdxl", "z-image", "flux2-klein")
# Of padded words, and of words that are as long; with the steps of the real ones.
MIXING = {
    "deep flux2-klein": ("flux2-klein", 4),
    "z-image": ("z-image", 8),
    "sdxl": ("sdxl", 8),
}
ROUNDS = 15
TARGET = {"overhead": 0.05, "together": 1.5, "swaps": 0.25, "wait": 2.0, "busy": 0.95}
AT_ONCE = 0.05  # s: who began within it did not wait
MACHINE = Machine.here()
COUNTED = {
    "swaps of 1 s, pictures of 5 s": alike(1.0, 5.0),
    "swaps of 5 s, pictures of 1 s": alike(5.0),
    "swaps of 30 s, pictures of 1 s": alike(30.0),
    "models that differ": {"a": Takes(5, 1), "b": Takes(20, 5), "c": Takes(60, 30)},
}


@dataclass(slots=True)
class Watched:
    """An engine, and how it spent its time."""

    engine: DiffusionEngine
    loads: list[str] = field(default_factory=list[str])
    rendering: float = 0.0  # s
    loading: float = 0.0  # s
    begun: dict[str, float] = field(default_factory=dict[str, float])  # words → when

    def weigh(self, card: ModelCard) -> Parts:
        """As its engine."""
        return self.engine.weigh(card)

    def load(self, card: ModelCard) -> Parts:
        """As its engine; noted."""
        self.loads.append(card.name)
        begun = time.perf_counter()
        held = self.engine.load(card)
        self.loading += time.perf_counter() - begun
        return held

    def park(self, card: str) -> Parts:
        """As its engine."""
        return self.engine.park(card)

    def spare(self, card: ModelCard) -> Parts | None:
        """As its engine."""
        return self.engine.spare(card)

    def unload(self, card: str) -> None:
        """As its engine."""
        self.engine.unload(card)

    def render(self, shares: Sequence[Share], bucket: int) -> Iterator[Piece]:
        """As its engine; timed."""
        begun = time.perf_counter()
        self.begun |= {share.task.spec.prompt.words: begun for share in shares}
        pieces = list(self.engine.render(shares, bucket))
        self.rendering += time.perf_counter() - begun
        return iter(pieces)

    def close(self) -> None:
        """As its engine."""
        self.engine.close()


def measure() -> dict[str, Any]:
    """All of them."""
    with TemporaryDirectory() as folder:
        models = Path(folder)
        for family in dict.fromkeys((*FAMILIES, *MIXING)):
            saved(family, models / family)
        return {
            "device": MACHINE.name,
            "overhead": {
                "device": asyncio.run(_on_device(models)),
                "worker": asyncio.run(_in_worker(models, count=1)),
                "worker, four variants": asyncio.run(_in_worker(models, count=4)),
            },
            "batching": {name: asyncio.run(_batching(models, name)) for name in MIXING},
            "swapping": asyncio.run(_swapping(models)),
            "counted": _counted(),
            "target": TARGET,
        }


def _card(family: str, size: int, steps: int) -> ModelCard:
    return diffusion_card(family, family=family, source=family, size=size, steps=steps)


def _wanted(key: str, card: ModelCard) -> Wanted:
    asked = spec(inputs=(), count=1, prompt=Prompt(key), seed=len(key))

    async def begin() -> Task:
        return Task(asked, card, ())

    return Wanted(key, asked, card, begin, _ignore)


def _ignore(step: Step) -> None:
    pass


async def _on_device(models: Path) -> dict[str, float]:
    """One job on a device, beside the call of its pipeline alone."""
    card = _card("z-image", 512, 8)
    device = Device({"diffusion": lambda: DiffusionEngine(MACHINE, models)}, Memory(MACHINE.memory))

    async def ours(turn: int) -> None:
        await device.render(_wanted(f"{turn}", card))

    found = await _beside(ours, card, models, 1)
    device.close()
    return found


async def _in_worker(models: Path, count: int) -> dict[str, float]:
    """A job's whole way through a worker on twins: ledger, schedule, PNG masters, kept latents,
    grid, and the line back."""
    card = _card("z-image", 512, 8)
    async with shop(models, card) as one:

        async def ours(turn: int) -> None:
            asked = {"intent": Intent.IMAGINE, "count": count, "seed": turn}
            job = await one.made(card, f"a fox {turn}", **asked)
            assert len(job.variants) == count, job.failure

        return await _beside(ours, card, models, count)


async def _beside(
    ours: Callable[[int], Awaitable[None]], card: ModelCard, models: Path, count: int
) -> dict[str, float]:
    """Turns of ours and bare calls by turns; of all what is usual, and of each turn the ratio."""
    bare = load(card, models / card.family, MACHINE).base
    subject, called, saving = list[Took](), list[Took](), list[Took]()
    for turn in range(max(4, ROUNDS // count) + 1):  # the first one loads
        begun = Took.now()
        await ours(turn)
        subject.append(begun.since())
        begun = Took.now()
        pictures = await asyncio.to_thread(_called, bare, card, ["a fox"] * count)
        called.append(begun.since())
        await asyncio.to_thread(_saved, pictures)
        saving.append(begun.since())
    return {
        "bare_s": round(statistics.median(one.clock for one in called[1:]), 3),
        "script_s": round(statistics.median(one.clock for one in saving[1:]), 3),
        "ours_s": round(statistics.median(one.clock for one in subject[1:]), 3),
        "overhead": _more([one.clock for one in subject], [one.clock for one in called]),
        "processor": _more([one.cpu for one in subject], [one.cpu for one in called]),
        "script": _more([one.clock for one in subject], [one.clock for one in saving]),
        "script_processor": _more([one.cpu for one in subject], [one.cpu for one in saving]),
    }


class Took(NamedTuple):
    """Seconds of the clock, and of this process on the processor."""

    clock: float
    cpu: float

    @classmethod
    def now(cls) -> Self:
        """A moment."""
        return cls(time.perf_counter(), time.process_time())

    def since(self) -> "Took":
        """How long ago this moment was."""
        return Took(time.perf_counter() - self.clock, time.process_time() - self.cpu)


def _more(ours: Sequence[float], reference: Sequence[float]) -> float:
    """How much more it usually was in the same turn; the first one does not count."""
    pairs = zip(ours[1:], reference[1:], strict=True)
    return round(statistics.median(one / other for one, other in pairs) - 1, 3)


def _saved(pictures: Sequence[Any]) -> None:
    """As anybody would save them."""
    for picture in pictures:
        picture.save(io.BytesIO(), "PNG")


def _called(pipeline: Any, card: ModelCard, texts: Sequence[str]) -> Sequence[Any]:
    """As anybody would call it: pictures of Pillow."""
    with torch.inference_mode():
        return pipeline(
            prompt=[*texts],
            width=card.size,
            height=card.size,
            num_inference_steps=card.steps,
            generator=[torch.Generator(MACHINE.device).manual_seed(n) for n in range(len(texts))],
        ).images


async def _batching(models: Path, source: str) -> dict[str, float]:
    """Eight people's jobs at once, beside one after another; and the same of the bare pipeline,
    which is called with eight texts or with one."""
    family, steps = MIXING[source]
    card = replace(_card(family, 64, steps), source=source)
    device = Device({"diffusion": lambda: DiffusionEngine(MACHINE, models)}, Memory(MACHINE.memory))
    bare = load(card, models / source, MACHINE).base

    async def job(name: str) -> None:
        await device.render(_wanted(name, card))

    async def call(*texts: str) -> None:
        await asyncio.to_thread(_called, bare, card, texts)

    await job("first")
    together, apart, called, singly = (list[float]() for _ in range(4))
    for turn in range(ROUNDS // 3):
        new, others, bares = ([f"{turn}{mark}{n}" for n in range(8)] for mark in "/-=")
        together.append(await _seconds(asyncio.gather(*map(job, new))))
        apart.append(await _seconds(_in_turn(job, others)))
        called.append(await _seconds(call(*bares)))
        singly.append(await _seconds(_in_turn(call, bares)))
    device.close()
    return {
        "together_per_s": round(8 / statistics.median(together), 2),
        "apart_per_s": round(8 / statistics.median(apart), 2),
        "times": round(1 + _more(apart, together), 2),
        "bare_times": round(1 + _more(singly, called), 2),
    }


async def _in_turn(one: Callable[[str], Awaitable[None]], names: Sequence[str]) -> None:
    for name in names:
        await one(name)


async def _seconds(work: Awaitable[Any]) -> float:
    """How long something took."""
    begun = time.perf_counter()
    await work
    return time.perf_counter() - begun


async def _swapping(models: Path) -> dict[str, float]:
    """Sixty jobs over three models with room for one, beside the order in which they came."""
    cards = [_card(family, 64, 4) for family in FAMILIES] * 20
    random.Random(3).shuffle(cards)
    jobs = [(f"job {n}", card) for n, card in enumerate(cards)]
    plain = await _run(models, jobs, at_once=1)
    ours = await _run(models, jobs, at_once=IN_HAND[Lane.STILLS])
    waits = [max(ours.waits[key], AT_ONCE) / max(plain.waits[key], AT_ONCE) for key, _ in jobs]
    return {
        "swaps_in_order": len(plain.loads),
        "swaps": len(ours.loads),
        "share": round(len(ours.loads) / len(plain.loads), 3),
        "longest_wait": round(max(waits), 2),
        "seconds_in_order": round(plain.seconds, 1),
        "seconds": round(ours.seconds, 1),
        "rendering": round(ours.rendering / ours.seconds, 3),
        "loading": round(ours.loading / ours.seconds, 3),
    }


def _counted() -> dict[str, dict[str, float]]:
    """The worst of ten such backlogs in the schedule's own time, from a cold start."""
    found: dict[str, dict[str, float]] = {}
    for name, times in COUNTED.items():
        backlogs = [backlog(seed) for seed in range(10)]
        pairs = [
            (scheduled(jobs, times, IN_HAND[Lane.STILLS], cold=True), in_order(jobs, times))
            for jobs in backlogs
        ]
        found[name] = {
            "share": round(max(ours.swaps / plain.swaps for ours, plain in pairs), 2),
            "longest_wait": round(max(longest(ours, plain) for ours, plain in pairs), 2),
        }
    return found


@dataclass(frozen=True, slots=True)
class Run:
    """What came of a backlog."""

    waits: dict[str, float]  # s, by job
    loads: list[str]
    seconds: float
    rendering: float  # s
    loading: float  # s


async def _run(models: Path, jobs: list[tuple[str, ModelCard]], at_once: int) -> Run:
    """All jobs, so many of them in hand at a time; nothing is loaded or known at first."""
    watched = Watched(DiffusionEngine(MACHINE, models))
    device = Device({"diffusion": lambda: watched}, Memory(1))  # byte: room for one at a time
    hands = asyncio.Semaphore(at_once)

    async def held(key: str, card: ModelCard) -> None:
        async with hands:
            await device.render(_wanted(key, card))

    start = time.perf_counter()
    await asyncio.gather(*(held(key, card) for key, card in jobs))
    seconds = time.perf_counter() - start
    device.close()
    waits = {key: moment - start for key, moment in watched.begun.items()}
    return Run(waits, watched.loads, seconds, watched.rendering, watched.loading)


def table(result: dict[str, Any]) -> str:
    """The result as a person reads it."""
    swap, goal = result["swapping"], result["target"]
    return "\n".join(
        [
            f"models on {result['device']}",
            *(
                f"one job, {name}: {over['ours_s']} s; beside its bare pipeline "
                f"({over['bare_s']} s) {over['overhead']:+.1%}, {over['processor']:+.1%} of the "
                f"processor's time; beside a script that saves a PNG too ({over['script_s']} s) "
                f"{over['script']:+.1%}, {over['script_processor']:+.1%} "
                f"(target {goal['overhead']:.0%})"
                for name, over in result["overhead"].items()
            ),
            *(
                f"eight people's jobs, {name}: {batch['together_per_s']} a second together, "
                f"{batch['apart_per_s']} one at a time: {batch['times']} times "
                f"(target {goal['together']}; the bare pipeline with a list of eight texts "
                f"{batch['bare_times']} times)"
                for name, batch in result["batching"].items()
            ),
            f"sixty jobs over three models, cold: {swap['swaps']} swaps in {swap['seconds']} s, "
            f"{swap['swaps_in_order']} in {swap['seconds_in_order']} s in their order: "
            f"{swap['share']:.0%} (target {goal['swaps']:.0%})",
            f"the longest wait by the clock: {swap['longest_wait']} times that in their order",
            *(
                f"the same counted, {name}: {one['share']:.0%} of the swaps, the longest wait "
                f"{one['longest_wait']} times (target {goal['wait']})"
                for name, one in result["counted"].items()
            ),
            f"the device rendered {swap['rendering']:.1%} of the time and loaded "
            f"{swap['loading']:.1%} (target of both {goal['busy']:.0%})",
        ]
    )


if __name__ == "__main__":
    print(table(measure()))
