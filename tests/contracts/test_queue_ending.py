"""What becomes of jobs that a server declines, leaves or fails, in every kind of queue."""

import asyncio
import logging

import pytest

from core.jobs import Lane
from core.ports import Elsewhere, Queue
from tests.contracts.queues import Ends, fill, order
from tests.queue_jobs import Diary, a_job, running, until, until_gone

pytest_plugins = ["tests.redis_fixture"]


class Choosy(Diary):
    """Declines some jobs."""

    def __init__(self, *declines: str) -> None:
        super().__init__()
        self._declines = declines

    async def __call__(self, job: str) -> None:
        if job in self._declines:
            self.begun.append(job)
            raise Elsewhere
        await super().__call__(job)


async def test_elsewhere_leaves_a_job_to_another_server(end: Ends) -> None:
    choosy, other = Choosy("a1"), Diary()
    async with running(end().render(Lane.STILLS, choosy), end().render(Lane.STILLS, other)):
        for n in range(8):
            job = a_job("a1")
            await end().enqueue(job)
            await until(lambda n=n: len(other.done) == n + 1)
            await until_gone(end().holds, "a1")
    assert choosy.done == []


async def test_elsewhere_is_offered_again_to_the_same_server(queue: Queue) -> None:
    refusals = iter([True, False])
    taken: list[str] = []

    async def handle(job: str) -> None:
        if next(refusals):
            raise Elsewhere
        taken.append(job)

    await queue.enqueue(a_job("a1"))
    async with running(queue.render(Lane.STILLS, handle)):
        await until(lambda: taken == ["a1"], 4.0)


async def test_elsewhere_keeps_the_turn_of_a_job(queue: Queue) -> None:
    choosy = Choosy("a1")
    await fill(queue, [a_job("a1"), a_job("a2"), a_job("a3")])
    async with running(queue.render(Lane.STILLS, choosy)):
        await until(lambda: choosy.done == ["a2", "a3"])
    await fill(queue, [a_job("a4"), a_job("a5")])
    assert await order(queue, 3) == ["a1", "a4", "a5"]


async def test_a_declined_job_used_no_turn(queue: Queue) -> None:
    names = [f"a{n}" for n in range(4)]
    choosy = Choosy(*names)
    await fill(queue, [a_job(name) for name in names])
    async with running(queue.render(Lane.STILLS, choosy)):
        await until(lambda: sorted(set(choosy.begun)) == names)
        await asyncio.sleep(0.05)
    await queue.enqueue(a_job("b0", "bob"))
    assert await order(queue, 5) == ["a0", "b0", "a1", "a2", "a3"]


async def test_a_server_that_is_stopped_leaves_its_jobs_to_others_at_once(end: Ends) -> None:
    stopped, other = Diary(closed=True), Diary()
    await fill(end(), [a_job("a1"), a_job("a2"), a_job("a3")])
    async with running(end().render(Lane.STILLS, stopped, 2)):
        await until(lambda: len(stopped.begun) == 2)
    assert await end().holds(["a1", "a2", "a3"]) == {"a1", "a2", "a3"}
    async with running(end().render(Lane.STILLS, other)):
        await until(lambda: other.done == ["a1", "a2", "a3"], 2.0)
    assert stopped.done == []


async def test_stopping_wakes_the_others(end: Ends) -> None:
    stopped, other = Diary(closed=True), Diary()
    await end().enqueue(a_job("a1"))
    async with running(end().render(Lane.STILLS, stopped)) as (serving,):
        await until(lambda: stopped.begun == ["a1"])
        async with running(end().render(Lane.STILLS, other)):
            await asyncio.sleep(0.1)
            serving.cancel()
            await until(lambda: other.done == ["a1"], 2.0)


async def test_a_handler_that_ends_in_spite_of_its_cancellation_has_dealt_with_it(
    queue: Queue,
) -> None:
    begun: list[str] = []

    async def handle(job: str) -> None:
        begun.append(job)
        try:
            await asyncio.sleep(60)
        except asyncio.CancelledError:
            return

    await queue.enqueue(a_job("a1"))
    async with running(queue.render(Lane.STILLS, handle)):
        await until(lambda: begun == ["a1"])
    assert await queue.holds(["a1"]) == frozenset()


async def test_a_handler_that_fails_has_dealt_with_it(
    queue: Queue, caplog: pytest.LogCaptureFixture
) -> None:
    begun: list[str] = []

    async def handle(job: str) -> None:
        begun.append(job)
        if job == "a1":
            raise ZeroDivisionError("no such thing")

    await fill(queue, [a_job("a1"), a_job("a2")])
    with caplog.at_level(logging.ERROR):
        async with running(queue.render(Lane.STILLS, handle)):
            await until(lambda: begun == ["a1", "a2"])
            await until_gone(queue.holds, "a1", "a2")
    assert "a1" in caplog.text
    assert "no such thing" in caplog.text
    assert begun == ["a1", "a2"]
