"""Several devices, each with one job."""

import asyncio
import threading
from collections.abc import Iterator, Sequence

import numpy as np
import pytest

from core.prompts import Prompt
from tests.values import spec
from tests.worker.cards import diffusion_card
from worker.crew import Crew
from worker.device import Device, Wanted
from worker.engine import Piece, Rendered, Share, Task, Weightless

CARD = diffusion_card(engine="remote")
GRAY = np.zeros((8, 8, 3), np.uint8)
AT_ONCE = 3


class Meeting(Weightless):
    """An engine whose jobs wait for each other, as if for a network."""

    def __init__(self, barrier: threading.Barrier) -> None:
        self._barrier = barrier

    def render(self, shares: Sequence[Share], bucket: int) -> Iterator[Piece]:
        self._barrier.wait(20)
        yield Piece(0, Rendered(1, GRAY, ""))

    def close(self) -> None:
        pass


def crew(parties: int) -> Crew:
    barrier = threading.Barrier(parties)
    return Crew([Device({"remote": lambda: Meeting(barrier)}) for _ in range(AT_ONCE)])


def wanted(number: int) -> Wanted:
    asked = spec(inputs=(), prompt=Prompt(f"job {number}"), count=1)

    async def begin() -> Task:
        return Task(asked, CARD, ())

    return Wanted(f"{number}", asked, CARD, begin, lambda _: None)


@pytest.mark.parametrize("jobs", [AT_ONCE, 2 * AT_ONCE], ids=["one each", "two each"])
async def test_jobs_wait_together(jobs: int) -> None:
    several = crew(AT_ONCE)
    found = await asyncio.gather(*(several.render(wanted(number)) for number in range(jobs)))
    assert [one.index for made in found for one in made] == [1] * jobs
    several.close()


async def test_a_device_that_failed_takes_jobs_again() -> None:
    several = crew(1)

    async def broken() -> Task:
        raise ZeroDivisionError

    for number in range(2 * AT_ONCE):
        job = wanted(number)
        with pytest.raises(ZeroDivisionError):
            await several.render(Wanted(job.key, job.spec, job.card, broken, job.report))
    assert len(await several.render(wanted(99))) == 1
    several.close()


async def test_every_device_is_warmed() -> None:
    several, warmed = crew(1), list[object]()
    await several.warm("remote", warmed.append)
    assert len({id(engine) for engine in warmed}) == AT_ONCE
    several.close()
