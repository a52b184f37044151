"""The order of a lane: as the paper has it, and the same in Redis and in memory."""

import asyncio
from typing import NamedTuple

import redis
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core import fairness
from core.jobs import Lane
from core.ports import Queue
from storage.memory_queue import MemoryQueue
from storage.queue import RedisQueue
from tests.queue_jobs import Diary, a_job, running, until
from tests.redis_servers import empty

pytest_plugins = ["tests.redis_fixture"]


class Arrival(NamedTuple):
    """A job that comes, after `served` of those before it were done."""

    person: str
    cost: float  # s
    served: int


arrivals = st.lists(
    st.builds(
        Arrival,
        st.sampled_from(["ann", "bob", "cy"]),
        st.sampled_from([0.1, 0.3, 1.0, 5.0, 12.5, 300.0]),
        st.sampled_from([0, 0, 0, 1, 2]),
    ),
    min_size=1,
    max_size=14,
)


def expected(story: list[Arrival]) -> list[str]:
    """Order in which one server begins the jobs of a story, by core.fairness alone."""
    finish: dict[str, float] = {}
    waiting: list[tuple[int, str]] = []
    begun: list[str] = []
    virtual_now, busy = 0.0, False

    def begin() -> None:
        nonlocal virtual_now, busy
        busy = bool(waiting)
        if busy:
            score, name = min(waiting)
            waiting.remove((score, name))
            begun.append(name)
            virtual_now = max(virtual_now, score / 1000)

    for n, (person, cost, served) in enumerate(story):
        for _ in range(served):
            begin()
        tags = fairness.tags(virtual_now, finish.get(person, 0.0), cost)
        finish[person] = tags.finish
        waiting.append((round(tags.start * 1000), f"j{n:02}"))
        if not busy:
            begin()
    while waiting:
        begin()
    return begun


async def play(queue: Queue, story: list[Arrival]) -> list[str]:
    """Order in which one server of `queue` begins the jobs of a story."""
    diary = Diary(closed=True)
    async with running(queue.render(Lane.STILLS, diary)):
        for n, (person, cost, served) in enumerate(story):
            for _ in range(min(served, n - len(diary.done))):
                diary.gate.release()
                done = len(diary.done) + 1
                await until(lambda done=done: len(diary.done) == done)
                await until(lambda done=done, n=n: len(diary.begun) == min(done + 1, n))
            await queue.enqueue(a_job(f"j{n:02}", person, cost))
            await until(lambda n=n: len(diary.begun) == min(len(diary.done) + 1, n + 1))
        for _ in story:
            diary.gate.release()
        await until(lambda: len(diary.done) == len(story))
    return diary.begun


@given(arrivals)
@settings(max_examples=60)
def test_the_twin_serves_as_the_paper_has_it(story: list[Arrival]) -> None:
    assert asyncio.run(play(MemoryQueue(), story)) == expected(story)


@given(arrivals)
@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_redis_serves_as_the_paper_has_it(redis_address: str, story: list[Arrival]) -> None:
    async def run() -> list[str]:
        async with RedisQueue(redis_address) as queue:
            return await play(queue, story)

    empty(redis_address)
    assert asyncio.run(run()) == expected(story)


async def test_who_is_behind_virtual_time_is_forgotten(redis_address: str) -> None:
    diary = Diary()
    async with RedisQueue(redis_address) as queue, running(queue.render(Lane.STILLS, diary)):
        for n in range(6):
            await queue.enqueue(a_job(f"a{n}", person="ann" if n else "bob", cost=10))
            await until(lambda n=n: len(diary.done) == n + 1)
    with redis.Redis.from_url(redis_address) as client:
        assert client.zrange("easel:finish:stills", 0, -1) == [b"ann"]


async def test_many_who_ask_at_once_are_all_served_in_order(redis_address: str) -> None:
    people = ["ann", "bob", "cy", "di"]
    jobs = [a_job(f"j{n:02}", people[n % 4], cost=1) for n in range(40)]
    diary = Diary()
    async with RedisQueue(redis_address) as queue, RedisQueue(redis_address) as other:
        ends = (queue, other)
        await asyncio.gather(*(ends[n % 2].enqueue(job) for n, job in enumerate(jobs)))
        async with running(queue.render(Lane.STILLS, diary)):
            await until(lambda: len(diary.done) == 40)
    turns = [
        {name: people[int(name[1:]) % 4] for name in diary.done[i : i + 4]} for i in range(0, 40, 4)
    ]
    assert [sorted(turn.values()) for turn in turns] == [people] * 10
