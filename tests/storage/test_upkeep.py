"""The reconciler in the background: one bad round is logged, and the next one comes."""

import asyncio
from dataclasses import dataclass

import pytest

from core.jobs import Job
from storage.memory import Memory, MemoryLedger
from storage.memory_queue import MemoryQueue
from storage.upkeep import keep_reconciled
from tests.values import SetClock, job


@dataclass
class FailingOnce(MemoryLedger):
    """A ledger whose database is away for a moment."""

    rounds: int = 0

    def __init__(self, memory: Memory) -> None:
        super().__init__(memory, SetClock())

    async def owed(self) -> tuple[Job, ...]:
        self.rounds += 1
        if self.rounds == 1:
            raise ConnectionRefusedError("the database is away")
        return await super().owed()


async def test_a_database_that_was_away_is_caught_up_with(
    caplog: pytest.LogCaptureFixture,
) -> None:
    waiting, memory, queue = job(), Memory(), MemoryQueue()
    memory.jobs[waiting.id] = waiting
    keeping = asyncio.create_task(keep_reconciled(FailingOnce(memory), queue, every=0.01))
    async with asyncio.timeout(5):
        while waiting.id not in await queue.holds([waiting.id]):
            await asyncio.sleep(0.005)
    keeping.cancel()
    await asyncio.gather(keeping, return_exceptions=True)
    assert "the database is away" in caplog.text
