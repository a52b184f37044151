"""What every Queue does: the twin in memory, the one on our own Redis, and one at REDIS_URL."""

import asyncio
import logging
import time
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AsyncExitStack

import pytest

from core.jobs import Job, Lane
from core.ports import Announcement, Elsewhere, Queue
from core.replies import Progress
from storage.memory_queue import MemoryQueue
from storage.queue import RedisQueue
from tests.queue_jobs import Diary, a_job, collect, running, until, until_gone
from tests.redis_servers import EMPTY_SERVERS, empty

pytest_plugins = ["tests.redis_fixture"]

RECENT = 0.6  # s
Ends = Callable[[], Queue]


@pytest.fixture(params=["memory", *EMPTY_SERVERS])
async def end(request: pytest.FixtureRequest) -> AsyncIterator[Ends]:
    """Makes another end of one and the same queue."""
    if request.param == "memory":
        twin = MemoryQueue(recent=RECENT)
        yield lambda: twin
        return
    address: str = request.getfixturevalue(request.param)
    ends: list[RedisQueue] = []
    async with AsyncExitStack() as stack:

        def make() -> RedisQueue:
            ends.append(RedisQueue(address, recent=RECENT))
            stack.push_async_exit(ends[-1])
            return ends[-1]

        yield make
    empty(address)


@pytest.fixture
def queue(end: Ends) -> Queue:
    return end()


async def fill(queue: Queue, jobs: Sequence[Job]) -> None:
    for job in jobs:
        await queue.enqueue(job)


async def order(queue: Queue, count: int) -> list[str]:
    diary = Diary()
    async with running(queue.render(Lane.STILLS, diary)):
        await until(lambda: len(diary.done) == count)
    return diary.done


async def test_a_job_that_was_handled_is_gone(queue: Queue) -> None:
    await queue.enqueue(a_job("a1"))
    assert await order(queue, 1) == ["a1"]
    assert await queue.holds(["a1"]) == frozenset()


async def test_a_job_may_come_again_after_it_was_handled(queue: Queue) -> None:
    diary = Diary()
    async with running(queue.render(Lane.STILLS, diary)):
        for count in (1, 2, 3):
            await queue.enqueue(a_job("a1"))
            await until(lambda count=count: len(diary.done) == count)
            await until_gone(queue.holds, "a1")
    assert diary.done == ["a1"] * 3


async def test_a_job_that_is_there_is_not_added_again_nor_charged_for(queue: Queue) -> None:
    await fill(queue, [a_job("a1", cost=50), a_job("a1", cost=50), a_job("a2"), a_job("b1", "bob")])
    await queue.enqueue(a_job("b2", "bob", cost=5))
    await queue.enqueue(a_job("b3", "bob", cost=50))
    await queue.enqueue(a_job("b4", "bob", cost=50))
    # a2 starts at 50: charged twice, it would start at 100 and come after b4 at 60.
    assert await order(queue, 6) == ["a1", "b1", "b2", "b3", "a2", "b4"]


ORDERS = {
    "one person, first come first": ([("a1", "ann", 5), ("a2", "ann", 5), ("a3", "ann", 5)], None),
    "forty of one person never delay another's first": (
        [*((f"a{n:02}", "ann", 5) for n in range(40)), ("b1", "bob", 5)],
        ["a00", "b1", *(f"a{n:02}" for n in range(1, 40))],
    ),
    "turns by cost": (
        [
            *((f"a{n}", "ann", 10) for n in range(3)),
            *((f"b{n}", "bob", 5) for n in range(5)),
        ],
        ["a0", "b0", "b1", "a1", "b2", "b3", "a2", "b4"],
    ),
    "who comes at the same time goes by id": (
        [("c", "cy", 5), ("a", "ann", 5), ("b", "bob", 5)],
        ["a", "b", "c"],
    ),
    "what costs nothing keeps its order": ([("a1", "ann", 0), ("a2", "ann", 0)], None),
    "parts of a second count": (
        [("a1", "ann", 0.2), ("a2", "ann", 0.2), ("b1", "bob", 0.1), ("b2", "bob", 0.1)],
        ["a1", "b1", "b2", "a2"],
    ),
}


@pytest.mark.parametrize("case", ORDERS.values(), ids=ORDERS)
async def test_order_between_people(
    queue: Queue, case: tuple[list[tuple[str, str, float]], list[str] | None]
) -> None:
    jobs, expected = case
    await fill(queue, [a_job(name, person, cost) for name, person, cost in jobs])
    assert await order(queue, len(jobs)) == (expected or [name for name, _, _ in jobs])


async def test_a_newcomer_is_next(queue: Queue) -> None:
    diary = Diary(closed=True)
    await fill(queue, [a_job(f"a{n:02}") for n in range(40)])
    async with running(queue.render(Lane.STILLS, diary)):
        for served in range(3):
            await until(lambda served=served: len(diary.begun) == served + 1)
            diary.gate.release()
        await until(lambda: len(diary.begun) == 4)
        await queue.enqueue(a_job("b1", "bob"))
        diary.gate.release()
        await until(lambda: len(diary.begun) == 5)
    assert diary.begun == ["a00", "a01", "a02", "a03", "b1"]


async def test_to_have_been_away_saves_no_turns_up(queue: Queue) -> None:
    await fill(queue, [a_job(f"a{n}", cost=10) for n in range(5)])
    await order(queue, 5)
    await fill(queue, [a_job("a5", cost=10), a_job("a6", cost=10)])
    await fill(queue, [a_job(f"b{n}", "bob", cost=10) for n in range(3)])
    assert await order(queue, 5) == ["b0", "a5", "b1", "a6", "b2"]


async def test_a_lane_does_not_delay_the_other(queue: Queue) -> None:
    clips, stills = Diary(closed=True), Diary()
    await fill(queue, [a_job("clip", lane=Lane.MOTION), a_job("still")])
    async with running(queue.render(Lane.MOTION, clips), queue.render(Lane.STILLS, stills)):
        await until(lambda: stills.done == ["still"] and clips.begun == ["clip"])
        await until_gone(queue.holds, "still")
        assert await queue.holds(["clip", "still"]) == {"clip"}


@pytest.mark.parametrize("at_once", [1, 3])
async def test_as_many_at_once_as_asked(queue: Queue, at_once: int) -> None:
    diary = Diary(closed=True)
    await fill(queue, [a_job(f"a{n}") for n in range(5)])
    async with running(queue.render(Lane.STILLS, diary, at_once)):
        await until(lambda: len(diary.begun) == at_once)
        await asyncio.sleep(0.05)
        assert len(diary.begun) == at_once
        diary.gate.release()
        await until(lambda: len(diary.begun) == at_once + 1)


async def test_servers_share_a_lane(end: Ends) -> None:
    one, other = Diary(closed=True), Diary(closed=True)
    await fill(end(), [a_job(f"a{n}") for n in range(2)])
    async with running(end().render(Lane.STILLS, one), end().render(Lane.STILLS, other)):
        await until(lambda: len(one.begun) == len(other.begun) == 1)
    assert {*one.begun, *other.begun} == {"a0", "a1"}


async def test_news_comes_at_once(queue: Queue) -> None:
    diary = Diary()
    async with running(queue.render(Lane.STILLS, diary)):
        await asyncio.sleep(0.2)
        begun = time.perf_counter()
        for n in range(5):
            await queue.enqueue(a_job(f"a{n}"))
            await until(lambda n=n: len(diary.done) == n + 1)
        # By polling once a second this would take 2.5 s on average.
        assert time.perf_counter() - begun < 1.0


async def test_place_in_line(queue: Queue) -> None:
    jobs = [a_job("a1"), a_job("a2"), a_job("a3"), a_job("b1", "bob")]
    await fill(queue, jobs)
    assert [await queue.ahead(job) for job in jobs] == [0, 2, 3, 1]
    assert await queue.ahead(a_job("unknown")) == 0


async def test_what_runs_waits_for_nobody(queue: Queue) -> None:
    diary = Diary(closed=True)
    jobs = [a_job("a1"), a_job("a2"), a_job("a3")]
    await fill(queue, jobs)
    async with running(queue.render(Lane.STILLS, diary, 2)):
        await until(lambda: len(diary.begun) == 2)
        assert [await queue.ahead(job) for job in jobs] == [0, 0, 2]


async def test_holds_what_waits_and_what_runs(queue: Queue) -> None:
    diary = Diary(closed=True)
    await fill(queue, [a_job("a1"), a_job("a2"), a_job("m1", lane=Lane.MOTION)])
    async with running(queue.render(Lane.STILLS, diary)):
        await until(lambda: diary.begun == ["a1"])
        assert await queue.holds(["a1", "a2", "m1", "other"]) == {"a1", "a2", "m1"}
        assert await queue.holds([]) == frozenset()


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


async def test_deliveries_reach_their_front_end(queue: Queue) -> None:
    web, discord = Diary(), Diary(closed=True)
    for job in (a_job("a1"), a_job("a2", platform="discord"), a_job("a3"), a_job("a3")):
        await queue.deliver(job)
    assert await queue.holds_delivery(["a1", "a2", "a3", "other"]) == {"a1", "a2", "a3"}
    async with running(queue.deliveries("web", web), queue.deliveries("discord", discord)):
        await until(lambda: sorted(web.done) == ["a1", "a3"] and discord.begun == ["a2"])
        await until_gone(queue.holds_delivery, "a1")
        assert await queue.holds_delivery(["a1", "a2"]) == {"a2"}


async def test_a_delivery_is_not_the_job(queue: Queue) -> None:
    job, rendered, shown = a_job("a1"), Diary(closed=True), Diary()
    await queue.enqueue(job)
    assert await queue.holds_delivery(["a1"]) == frozenset()
    async with running(queue.render(Lane.STILLS, rendered), queue.deliveries("web", shown)):
        await until(lambda: rendered.begun == ["a1"])
        await queue.deliver(job)
        await until(lambda: shown.done == ["a1"])
        assert await queue.holds(["a1"]) == {"a1"}


async def test_deliveries_come_oldest_first(queue: Queue) -> None:
    diary = Diary()
    for name in ("a2", "a1", "a3"):
        await queue.deliver(a_job(name))
    async with running(queue.deliveries("web", diary, 1)):
        await until(lambda: diary.done == ["a1", "a2", "a3"])


async def test_a_stopped_front_end_is_owed_its_deliveries(queue: Queue) -> None:
    diary = Diary(closed=True)
    await queue.deliver(a_job("a1"))
    async with running(queue.deliveries("web", diary)):
        await until(lambda: diary.begun == ["a1"])
    assert await queue.holds_delivery(["a1"]) == {"a1"}


async def test_everybody_who_watches_sees_progress(end: Ends) -> None:
    progress = Progress("a1", 0.25, "variant 1 of 4", "aGk=")
    seen: list[Progress] = []

    async def look(queue: Queue) -> None:
        async for report in queue.watch():
            seen.append(report)
            return

    async with running(look(end()), look(end())):
        queue = end()
        while len(seen) < 2:
            await queue.report(progress)
            await asyncio.sleep(0.01)
    assert seen == [progress, progress]


async def test_cancellations_are_heard(end: Ends) -> None:
    heard: list[str] = []
    async with running(collect(end().cancellations(), heard)):
        queue = end()
        while not heard:
            await queue.cancel("a1")
            await asyncio.sleep(0.01)
    assert set(heard) == {"a1"}


def worker(name: str, *cards: str) -> Announcement:
    return Announcement(name, cards, "2 CPU cores", (Lane.STILLS,))


async def test_the_fleet_is_who_announced_themselves(queue: Queue) -> None:
    assert await queue.fleet() == ((), ())
    await queue.announce(worker("w2", "flux"), 60)
    await queue.announce(worker("w1", "classical"), 60)
    await queue.announce(worker("w1", "classical", "flux"), 60)
    assert await queue.fleet() == ((worker("w1", "classical", "flux"), worker("w2", "flux")), ())


async def test_a_worker_is_recent_when_its_time_is_over_and_then_forgotten(queue: Queue) -> None:
    await queue.announce(worker("w1"), 0.3)
    assert await queue.fleet() == ((worker("w1"),), ())
    await asyncio.sleep(0.4)
    assert await queue.fleet() == ((), (worker("w1"),))
    await asyncio.sleep(RECENT)
    assert await queue.fleet() == ((), ())


async def test_a_worker_may_take_its_word_back(queue: Queue) -> None:
    await queue.announce(worker("w1"), 60)
    await queue.announce(worker("w1"), 0)
    assert await queue.fleet() == ((), (worker("w1"),))
