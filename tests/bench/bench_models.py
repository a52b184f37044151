"""Diffusion models on a device, beside the bare pipelines: overhead, batching, swapping, idleness.

`python -m tests.bench.bench_models`. Tiny models of the real classes; weights of any size go the
same way. What a GPU gives is measured by the same functions there.
"""

import asyncio
import random
import statistics
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import torch

from core.catalogue import ModelCard
from core.prompts import Prompt
from tests.values import spec
from tests.worker.cards import diffusion_card
from tests.worker.engines.diffusion.tiny import saved
from worker.device import Device, Wanted
from worker.engine import Piece, Share, Step, Task
from worker.engines.diffusion.engine import DiffusionEngine
from worker.engines.diffusion.loading import load
from worker.engines.diffusion.machine import Machine
from worker.holding import Memory
from worker.residency import Parts

FAMILIES = ("sdxl", "z-image", "flux2-klein")
ROUNDS = 15
TARGET = {"overhead": 0.05, "together": 1.5, "swaps": 0.25, "wait": 2.0, "busy": 0.95}
AT_ONCE = 0.05  # s: who began within it did not wait
MACHINE = Machine.here()


@dataclass(slots=True)
class Watched:
    """An engine, and how it spent its time."""

    engine: DiffusionEngine
    loads: list[str] = field(default_factory=list[str])
    busy: float = 0.0  # s
    begun: dict[str, float] = field(default_factory=dict[str, float])  # words → when

    def weigh(self, card: ModelCard) -> Parts:
        """As its engine."""
        return self.engine.weigh(card)

    def load(self, card: ModelCard) -> Parts:
        """As its engine; noted."""
        self.loads.append(card.name)
        begun = time.perf_counter()
        held = self.engine.load(card)
        self.busy += time.perf_counter() - begun
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
        self.busy += time.perf_counter() - begun
        return iter(pieces)

    def close(self) -> None:
        """As its engine."""
        self.engine.close()


def measure() -> dict[str, Any]:
    """All four."""
    with TemporaryDirectory() as folder:
        models = Path(folder)
        for family in FAMILIES:
            saved(family, models / family)
        return {
            "device": MACHINE.name,
            "overhead": asyncio.run(_overhead(models)),
            "batching": asyncio.run(_batching(models)),
            "swapping": asyncio.run(_swapping(models)),
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


async def _overhead(models: Path) -> dict[str, float]:
    """One job on a device, beside the call of its pipeline alone."""
    card = _card("z-image", 512, 8)
    bare = load(card, models / card.family, MACHINE).base
    device = Device({"diffusion": lambda: DiffusionEngine(MACHINE, models)}, Memory(MACHINE.memory))
    ours, reference = list[float](), list[float]()
    for turn in range(ROUNDS + 1):
        begun = time.perf_counter()
        await device.render(_wanted(f"{turn}", card))
        ours.append(time.perf_counter() - begun)
        begun = time.perf_counter()
        await asyncio.to_thread(_called, bare, card)
        reference.append(time.perf_counter() - begun)
    device.close()
    ratios = [ours / bare for ours, bare in zip(ours[1:], reference[1:], strict=True)]
    return {
        "bare_s": round(statistics.median(reference[1:]), 3),
        "worker_s": round(statistics.median(ours[1:]), 3),
        "overhead": round(statistics.median(ratios) - 1, 3),
    }


def _called(pipeline: Any, card: ModelCard) -> None:
    """As anybody would call it: pictures as bytes of Pillow."""
    with torch.inference_mode():
        pipeline(
            ["a fox"],
            width=card.size,
            height=card.size,
            num_inference_steps=card.steps,
            generator=[torch.Generator(MACHINE.device).manual_seed(1)],
        )


async def _batching(models: Path) -> dict[str, float]:
    """Eight people's jobs at once, beside one after another."""
    card = _card("z-image", 64, 8)
    device = Device({"diffusion": lambda: DiffusionEngine(MACHINE, models)}, Memory(MACHINE.memory))
    await device.render(_wanted("first", card))
    together, apart = list[float](), list[float]()
    for turn in range(ROUNDS // 3):
        begun = time.perf_counter()
        await asyncio.gather(*(device.render(_wanted(f"{turn}/{n}", card)) for n in range(8)))
        together.append(8 / (time.perf_counter() - begun))
        begun = time.perf_counter()
        for n in range(8):
            await device.render(_wanted(f"{turn}-{n}", card))
        apart.append(8 / (time.perf_counter() - begun))
    device.close()
    return {
        "together_per_s": round(statistics.median(together), 2),
        "apart_per_s": round(statistics.median(apart), 2),
        "times": round(statistics.median(a / b for a, b in zip(together, apart, strict=True)), 2),
    }


async def _swapping(models: Path) -> dict[str, float]:
    """Sixty jobs over three models with room for one, beside the order in which they came."""
    cards = [_card(family, 64, 4) for family in FAMILIES] * 20
    random.Random(3).shuffle(cards)
    jobs = [(f"job {n}", card) for n, card in enumerate(cards)]
    in_order = await _run(models, jobs, at_once=False)
    ours = await _run(models, jobs, at_once=True)
    waits = [max(ours.waits[key], AT_ONCE) / max(in_order.waits[key], AT_ONCE) for key, _ in jobs]
    return {
        "swaps_in_order": len(in_order.loads),
        "swaps": len(ours.loads),
        "share": round(len(ours.loads) / len(in_order.loads), 3),
        "changes": sum(one.name != other.name for one, other in pairwise(cards)) + 1,
        "longest_wait": round(max(waits), 2),
        "seconds_in_order": round(in_order.seconds, 1),
        "seconds": round(ours.seconds, 1),
        "busy": round(ours.busy, 3),
    }


@dataclass(frozen=True, slots=True)
class Run:
    """What came of a backlog."""

    waits: dict[str, float]  # s, by job
    loads: list[str]
    seconds: float
    busy: float  # share of the time


async def _run(models: Path, jobs: list[tuple[str, ModelCard]], *, at_once: bool) -> Run:
    watched = Watched(DiffusionEngine(MACHINE, models))
    device = Device({"diffusion": lambda: watched}, Memory(1))  # byte: room for one at a time
    for _, card in jobs[:6]:
        await device.render(_wanted("warm", card))  # what a swap and a picture cost is known then
    watched.loads.clear()
    watched.busy, start = 0.0, time.perf_counter()
    rendering = [device.render(_wanted(key, card)) for key, card in jobs]
    if at_once:
        await asyncio.gather(*rendering)
    else:
        for one in rendering:
            await one
    seconds = time.perf_counter() - start
    device.close()
    waits = {key: moment - start for key, moment in watched.begun.items()}
    return Run(waits, watched.loads, seconds, watched.busy / seconds)


def table(result: dict[str, Any]) -> str:
    """The result as a person reads it."""
    over, batch, swap = result["overhead"], result["batching"], result["swapping"]
    goal = result["target"]
    return "\n".join(
        [
            f"models on {result['device']}",
            f"one job: {over['worker_s']} s, its bare pipeline {over['bare_s']} s: "
            f"{over['overhead']:.1%} more (target {goal['overhead']:.0%})",
            f"eight people's jobs: {batch['together_per_s']} a second together, "
            f"{batch['apart_per_s']} one at a time: {batch['times']} times "
            f"(target {goal['together']})",
            f"sixty jobs over three models: {swap['swaps']} swaps in {swap['seconds']} s, "
            f"{swap['swaps_in_order']} in {swap['seconds_in_order']} s in their order: "
            f"{swap['share']:.0%} (target {goal['swaps']:.0%})",
            f"the longest wait: {swap['longest_wait']} times that in their order "
            f"(target {goal['wait']})",
            f"the device was busy {swap['busy']:.1%} of the time (target {goal['busy']:.0%})",
        ]
    )


if __name__ == "__main__":
    print(table(measure()))
