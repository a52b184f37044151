"""What every Queue does: the twin in memory, the one on our own Redis, and one at REDIS_URL."""

import asyncio
import time

import pytest

from core.jobs import Lane
from core.ports import Queue
from tests.contracts.queues import Ends, fill, order
from tests.queue_jobs import Diary, a_job, running, until, until_gone

pytest_plugins = ["tests.redis_fixture"]


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
