"""Jobs that have ended, to a front end that notes what it was asked to show."""

import asyncio
from collections.abc import AsyncGenerator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from bots.delivery import deliver
from core.jobs import Job, Outcome, Place
from core.reconciler import reconcile
from storage.memory import Memory, MemoryLedger
from storage.memory_history import MemoryHistory
from storage.memory_queue import MemoryQueue
from tests.values import SetClock, spec, turn


@dataclass
class NotingFront:
    """Notes; fails as often as it is told to."""

    shown: list[str] = field(default_factory=list[str])
    begun: list[str] = field(default_factory=list[str])
    failures: int = 0

    async def begin(self, job: Job) -> None:
        self.begun.append(job.id)

    async def show(self, job: Job) -> None:
        if self.failures:
            self.failures -= 1
            raise ConnectionError("the chat is away")
        self.shown.append(job.id)


@dataclass
class Desk:
    """A ledger, a queue and a front end."""

    ledger: MemoryLedger
    history: MemoryHistory
    queue: MemoryQueue
    front: NotingFront
    clock: SetClock

    async def job(self) -> Job:
        """A job that waits."""
        job = Job(self.clock.new_id(), spec(place=Place("web", "c", "p")), self.clock.now())
        opened = turn(self.clock.new_id())
        await self.history.open_turn(opened)
        await self.history.answer(opened.id, job=job)
        return job


@asynccontextmanager
async def desk(failures: int = 0) -> AsyncGenerator[Desk]:
    clock, memory, queue = SetClock(), Memory(), MemoryQueue()
    ledger, front = MemoryLedger(memory, clock), NotingFront(failures=failures)
    serving = asyncio.create_task(deliver("web", front, ledger, queue))
    yield Desk(ledger, MemoryHistory(memory, clock), queue, front, clock)
    serving.cancel()
    await asyncio.gather(serving, return_exceptions=True)


async def soon(happened: Callable[[], bool]) -> None:
    async with asyncio.timeout(5):
        while not happened():
            await asyncio.sleep(0.005)


async def a_while() -> None:
    await asyncio.sleep(0.05)


async def test_a_job_that_ended_is_shown_and_kept_as_shown() -> None:
    async with desk() as one:
        job = await one.job()
        await one.ledger.finish(job.id, Outcome(text="done"))
        await one.queue.deliver(job)
        await soon(lambda: one.front.shown == [job.id])
        await a_while()
        assert await one.ledger.undelivered() == ()


async def test_a_second_delivery_shows_nothing() -> None:
    async with desk() as one:
        job = await one.job()
        await one.ledger.finish(job.id, Outcome(text="done"))
        for _ in range(3):
            await one.queue.deliver(job)
            await a_while()
        assert one.front.shown == [job.id]


async def test_a_job_that_still_runs_or_is_gone_is_not_shown() -> None:
    async with desk() as one:
        running, gone = await one.job(), await one.job()
        await one.ledger.finish(gone.id, Outcome(text="done"))
        await one.ledger.delete(gone.id)
        for job in (running, gone):
            await one.queue.deliver(job)
        await a_while()
        assert one.front.shown == []


async def test_what_could_not_be_shown_is_shown_when_the_reconciler_comes_by() -> None:
    async with desk(failures=1) as one:
        job = await one.job()
        await one.ledger.finish(job.id, Outcome(text="done"))
        await one.queue.deliver(job)
        await soon(lambda: one.front.failures == 0)
        await a_while()
        assert [job.id for job in await one.ledger.undelivered()] == [job.id]
        await reconcile(one.ledger, one.queue)
        await soon(lambda: one.front.shown == [job.id])


async def test_a_job_that_another_process_began_is_shown_as_under_way() -> None:
    async with desk() as one:
        job = await one.job()
        await one.queue.deliver(job)
        await soon(lambda: one.front.begun == [job.id])
        assert one.front.shown == []


async def test_a_job_that_ended_while_its_beginning_was_told_is_shown() -> None:
    async with desk() as one:
        job = await one.job()

        async def ends(begun: Job) -> None:
            await one.ledger.finish(begun.id, Outcome(text="done"))

        one.front.begin = ends  # type: ignore[method-assign]
        await one.queue.deliver(job)
        await soon(lambda: one.front.shown == [job.id])


async def test_the_end_is_delivered_though_the_beginning_was() -> None:
    async with desk() as one:
        job = await one.job()
        await one.queue.deliver(job)
        await soon(lambda: one.front.begun == [job.id])
        await a_while()
        await one.ledger.finish(job.id, Outcome(text="done"))
        await reconcile(one.ledger, one.queue)
        await soon(lambda: one.front.shown == [job.id])
