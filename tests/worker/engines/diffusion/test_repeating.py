"""A picture made again: the same bytes, alone, although strangers shared its first pass."""

import asyncio
from pathlib import Path

import numpy as np

from core.jobs import JobSpec, Variant
from core.prompts import Prompt
from tests.values import asset, spec
from tests.worker.cards import diffusion_card
from tests.worker.engines.diffusion.tiny import saved
from worker.device import Device, Wanted
from worker.engine import Rendered, Step, Task
from worker.engines.diffusion.engine import DiffusionEngine
from worker.engines.diffusion.machine import Machine

CARD = diffusion_card("klein", family="flux2-klein", source="klein")


def _ignore(step: Step) -> None:
    pass


def wanted(key: str, asked: JobSpec) -> Wanted:
    """A job for the device."""

    async def begin() -> Task:
        return Task(asked, CARD, ())

    return Wanted(key, asked, CARD, begin, _ignore)


def drawing(words: str, seed: int, made: list[Rendered] | None = None) -> JobSpec:
    """Four variants; the same as those that were `made`."""
    repeats = [Variant(one.index, 0, asset(), recipe=one.recipe) for one in made or ()]
    prompt = Prompt(words)
    return spec(inputs=(), count=4, prompt=prompt, seed=seed, repeats=tuple(repeats))


async def test_a_job_is_repeated_to_the_bit(tmp_path: Path) -> None:
    saved("flux2-klein", tmp_path / "klein")
    device = Device({"diffusion": lambda: DiffusionEngine(Machine.here(), tmp_path)})
    try:
        jobs = [wanted("mine", drawing("a fox", 5)), wanted("hers", drawing("a cat", 9))]
        first, _ = await asyncio.gather(*map(device.render, jobs))
        assert {one.recipe.bucket for one in first if one.recipe} == {8}
        again = await device.render(wanted("again", drawing("a fox", 5, first)))
        anew = await device.render(wanted("anew", drawing("a fox", 5)))
    finally:
        device.close()
    assert [one.recipe for one in again] == [one.recipe for one in first]
    same = [
        np.array_equal(one.pixels, other.pixels) for one, other in zip(first, again, strict=True)
    ]
    assert same == [True] * 4
    assert {one.recipe.bucket for one in anew if one.recipe} == {4}
