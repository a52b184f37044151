"""A worker of our own, for whoever waits for a result while no other worker is alive."""

import asyncio
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any, TypeVar

from bots.supervisor import WORKER, run_part
from core.errors import Broken
from core.ports import Queue
from storage.until_signal import ended, still_wanted

Result = TypeVar("Result")

LOOK = 0.25  # s between two looks at who is alive
PATIENCE = 120.0  # s for a worker of our own to come up


class NoWorker(Broken):
    """No worker comes up here; what it said stands in {log}."""


async def with_worker(
    queue: Queue, log: Path, tell: Callable[[str], object], work: Coroutine[Any, Any, Result]
) -> Result:
    """Do `work`; whenever no worker is alive meanwhile, one of our own runs and writes to `log`.

    Raises NoWorker, whatever `work` raises, and NoRedis.
    """
    working = asyncio.create_task(work)
    keeping = asyncio.create_task(_keep(queue, log, tell))
    try:
        await asyncio.wait((working, keeping), return_when=asyncio.FIRST_COMPLETED)
        return await (working if working.done() else keeping)
    finally:
        await ended(working, keeping)


async def worker_alive(queue: Queue) -> None:
    """Return as soon as a worker is alive."""
    while True:
        if (await queue.fleet()).live:
            return
        still_wanted()
        await asyncio.sleep(LOOK / 5)


async def _keep(queue: Queue, log: Path, tell: Callable[[str], object]) -> Any:
    """Start a worker as soon as none is alive; raises NoWorker where it does not come up."""
    while True:
        alive = (await queue.fleet()).live
        still_wanted()
        if not alive:
            tell("starting a worker")
            await _run_own(queue, log)
        await asyncio.sleep(LOOK)


async def _run_own(queue: Queue, log: Path) -> None:
    """Run a worker to its end; raises NoWorker where it never was alive."""
    running = asyncio.create_task(run_part(WORKER, log))
    coming_up = asyncio.create_task(worker_alive(queue))
    try:
        await asyncio.wait(
            (running, coming_up), timeout=PATIENCE, return_when=asyncio.FIRST_COMPLETED
        )
        if not coming_up.done():
            raise NoWorker(log=log)
        await running
    finally:
        await ended(running, coming_up)
