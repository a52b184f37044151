"""News that comes faster than it is read, and workers who are long gone."""

import asyncio
from collections.abc import AsyncIterator

import pytest

from core.ports import Announcement
from core.replies import Progress
from storage.memory_queue import MemoryQueue
from storage.queue.connection import connect
from storage.queue.fleet import FleetBoard
from storage.queue.signals import Inbox, Signals
from tests.queue_jobs import until

pytest_plugins = ["tests.redis_fixture"]


async def test_a_full_inbox_loses_its_oldest() -> None:
    inbox = Inbox(most=2)
    for message in (b"one", b"two", b"", b"three"):
        inbox.put(message)
    assert [await inbox.get(), await inbox.get()] == [b"two", b"three"]


async def test_the_twin_of_a_full_inbox_loses_its_oldest() -> None:
    async with MemoryQueue() as queue:
        stream = queue.watch()
        first = asyncio.ensure_future(anext(stream))
        await asyncio.sleep(0)
        for n in range(1002):
            await queue.report(Progress("a1", 0.5, f"step {n}"))
        assert (await first).stage == "step 2"
        assert (await anext(stream)).stage == "step 3"


@pytest.fixture
async def signals(redis_address: str) -> AsyncIterator[Signals]:
    redis = connect(redis_address)
    signals = Signals(redis)
    yield signals
    await signals.aclose()
    await redis.aclose(close_connection_pool=True)


async def test_who_begins_to_listen_is_told_that_something_may_have_been_missed(
    signals: Signals,
) -> None:
    heard: list[bytes] = []
    with signals.heard("channel", heard.append):
        await until(lambda: heard == [b""])


async def test_who_stops_to_listen_hears_nothing(redis_address: str, signals: Signals) -> None:
    one, other = list[bytes](), list[bytes]()
    redis = connect(redis_address)
    with signals.heard("channel", one.append):
        with signals.heard("channel", other.append):
            await until(lambda: b"" in one + other)
        other.clear()
        await redis.publish("channel", b"news")
        await until(lambda: b"news" in one)
    assert other == []
    await redis.aclose(close_connection_pool=True)


async def test_workers_who_are_long_gone_make_room(redis_address: str) -> None:
    redis = connect(redis_address)
    board = FleetBoard(redis, recent=600.0)
    for name, seconds in (("old", -3700.0), ("older", -9999.0), ("new", 60.0)):
        await board.write(Announcement(name, (), "", ()), seconds)
    assert await redis.hkeys("easel:fleet") == [b"new"]  # pyright: ignore[reportGeneralTypeIssues]
    await redis.aclose(close_connection_pool=True)
