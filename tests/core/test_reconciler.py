"""What is owed is queued and what has ended is told: each once, whatever died in between."""

from collections.abc import Collection

import pytest

from core.jobs import Failure, Job, Outcome
from core.reconciler import Repaired, reconcile
from storage.memory import MemoryLedger
from tests.core.talk import CutQueue, Talk
from tests.values import spec


@pytest.fixture
def talk() -> Talk:
    """The twins; nobody talks."""
    return Talk()


def owed(talk: Talk) -> Job:
    """A job in the ledger that no queue knows."""
    job = Job(talk.clock.new_id(), spec(), talk.clock.now())
    talk.memory.jobs[job.id] = job
    return job


async def ended(talk: Talk, how: str = "done") -> Job:
    """A job that has ended and was not told to anybody."""
    job = owed(talk)
    match how:
        case "done":
            await talk.ledger.finish(job.id, Outcome(text="A lighthouse."))
        case "failed":
            await talk.ledger.fail(job.id, Failure("RenderFailed", "It broke."))
        case _:
            await talk.ledger.cancel(job.id)
    return job


async def test_what_is_owed_and_lost_is_queued(talk: Talk) -> None:
    jobs = [owed(talk).id for _ in range(3)]
    assert await reconcile(talk.ledger, talk.queue) == Repaired(queued=3, delivered=0)
    assert await talk.queue.holds(jobs) == set(jobs)


async def test_what_waits_already_is_left_alone(talk: Talk) -> None:
    first, second = owed(talk), owed(talk)
    await talk.queue.enqueue(first)
    assert await reconcile(talk.ledger, talk.queue) == Repaired(1, 0)
    assert [await talk.queue.ahead(job) for job in (first, second)] == [0, 1]


async def test_a_job_whose_worker_died_is_still_owed(talk: Talk) -> None:
    job = owed(talk)
    await talk.ledger.start(job.id, "w1")
    assert await reconcile(talk.ledger, talk.queue) == Repaired(1, 0)


@pytest.mark.parametrize("how", ["done", "failed", "cancelled"])
async def test_what_has_ended_and_was_not_told_is_delivered(talk: Talk, how: str) -> None:
    job = await ended(talk, how)
    assert await reconcile(talk.ledger, talk.queue) == Repaired(queued=0, delivered=1)
    assert await talk.queue.holds_delivery([job.id]) == {job.id}
    assert await talk.queue.holds([job.id]) == frozenset()


async def test_what_was_told_is_not_told_again(talk: Talk) -> None:
    job = await ended(talk)
    await talk.ledger.delivered(job.id)
    assert await reconcile(talk.ledger, talk.queue) == Repaired(0, 0)


async def test_what_was_deleted_is_neither_made_nor_told(talk: Talk) -> None:
    for job in (owed(talk), await ended(talk)):
        await talk.ledger.delete(job.id)
    assert await reconcile(talk.ledger, talk.queue) == Repaired(0, 0)


async def test_a_second_round_finds_nothing(talk: Talk) -> None:
    owed(talk)
    await ended(talk)
    assert await reconcile(talk.ledger, talk.queue) == Repaired(1, 1)
    assert await reconcile(talk.ledger, talk.queue) == Repaired(0, 0)


async def test_a_transport_that_lost_everything_gets_it_back(talk: Talk) -> None:
    job, told = owed(talk), await ended(talk)
    await reconcile(talk.ledger, talk.queue)
    emptied = CutQueue()
    assert await reconcile(talk.ledger, emptied) == Repaired(1, 1)
    assert await emptied.holds([job.id]) == {job.id}
    assert await emptied.holds_delivery([told.id]) == {told.id}


class Hurrying(MemoryLedger):
    """A ledger beside which what was just asked for is told, before the queue is asked."""

    async def undelivered(self) -> tuple[Job, ...]:
        jobs = await super().undelivered()
        for job in jobs:
            await self.delivered(job.id)
        return jobs


class Filling(CutQueue):
    """A queue that gets a job just after somebody asked for it."""

    def __init__(self, coming: Job) -> None:
        super().__init__()
        self._coming = coming

    async def holds(self, jobs: Collection[str]) -> frozenset[str]:
        held = await super().holds(jobs)
        await self.enqueue(self._coming)
        return held


async def test_what_is_on_its_way_is_not_put_back(talk: Talk) -> None:
    coming = owed(talk)
    await ended(talk)
    ledger, queue = Hurrying(talk.memory, talk.clock), Filling(coming)
    assert await reconcile(ledger, queue) == Repaired(0, 0)


class Growing(MemoryLedger):
    """A ledger in which a job is begun whenever it was asked: its enqueuing follows."""

    async def owed(self) -> tuple[Job, ...]:
        jobs = await super().owed()
        job = Job(self._clock.new_id(), spec(), self._clock.now())
        self._memory.jobs[job.id] = job
        return jobs


async def test_what_was_begun_between_two_looks_is_not_put_back(talk: Talk) -> None:
    lost = owed(talk)
    ledger = Growing(talk.memory, talk.clock)
    assert await reconcile(ledger, talk.queue) == Repaired(1, 0)
    begun = [job for job in talk.memory.jobs if job != lost.id]
    assert await talk.queue.holds([lost.id, *begun]) == {lost.id}
