"""Jobs for the tests of the queue, and somebody who serves them."""

import asyncio
from collections.abc import (
    AsyncGenerator,
    AsyncIterator,
    Awaitable,
    Callable,
    Collection,
    Coroutine,
)
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import Any, TypeVar

from core.catalogue import Intent, Role
from core.jobs import Job, JobSpec, Lane, Place
from core.prompts import Prompt

Message = TypeVar("Message")


def a_job(
    name: str,
    person: str = "ann",
    cost: float = 5.0,
    lane: Lane = Lane.STILLS,
    platform: str = "web",
) -> Job:
    """A job whose id is `name`."""
    spec = JobSpec(
        intent=Intent.IMAGINE,
        role=Role.EXPLORE,
        model="classical",
        reason="it is here",
        prompt=Prompt("a lighthouse"),
        place=Place(platform, "channel", person),
        seed=1,
        count=1,
        lane=lane,
        estimate=cost,
    )
    return Job(name, spec, datetime(2026, 1, 1, tzinfo=UTC))


@asynccontextmanager
async def running(*parts: Coroutine[Any, Any, None]) -> AsyncGenerator[list[asyncio.Task[None]]]:
    """Run `parts` beside the block, then cancel them; an error of one is raised."""
    tasks = [asyncio.create_task(part) for part in parts]
    try:
        yield tasks
    finally:
        for task in tasks:
            task.cancel()
        for ended in await asyncio.gather(*tasks, return_exceptions=True):
            if isinstance(ended, Exception):
                raise ended


async def until(condition: Callable[[], bool], seconds: float = 10.0) -> None:
    """Wait for a condition; raises TimeoutError when it does not come."""
    async with asyncio.timeout(seconds):
        while not condition():
            await asyncio.sleep(0.002)


async def until_gone(
    holds: Callable[[Collection[str]], Awaitable[frozenset[str]]], *jobs: str, seconds: float = 10.0
) -> None:
    """Wait until none of these jobs is held; raises TimeoutError when that takes too long."""
    async with asyncio.timeout(seconds):
        while await holds(jobs):
            await asyncio.sleep(0.005)


async def collect(messages: AsyncIterator[Message], into: list[Message]) -> None:
    """Append each message as it comes."""
    async for message in messages:
        into += [message]


class Diary:
    """A handler that notes what it is given, and holds it while `gate` is closed."""

    def __init__(self, closed: bool = False) -> None:
        self.begun: list[str] = []
        self.done: list[str] = []
        self.gate = asyncio.Semaphore(0 if closed else 1_000_000)

    async def __call__(self, job: str) -> None:
        self.begun.append(job)
        await self.gate.acquire()
        self.done.append(job)
