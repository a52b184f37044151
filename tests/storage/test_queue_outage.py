"""What the queue does while there is no Redis."""

import asyncio
import logging
import os
import signal
import time
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
import redis.asyncio

from core.errors import BadSettings, NoRedis
from core.jobs import Lane
from core.ports import Announcement
from core.replies import Progress
from storage.queue import RedisQueue
from storage.redis_server import RedisServer
from tests.queue_jobs import Diary, a_job, collect, running, until

WORKER = Announcement("w1", ("classical",), "2 CPU cores", (Lane.STILLS,))

CALLS: dict[str, Callable[[RedisQueue], Awaitable[object]]] = {
    "enqueue": lambda queue: queue.enqueue(a_job("a1")),
    "deliver": lambda queue: queue.deliver(a_job("a1")),
    "holds": lambda queue: queue.holds(["a1"]),
    "holds_delivery": lambda queue: queue.holds_delivery(["a1"]),
    "ahead": lambda queue: queue.ahead(a_job("a1")),
    "report": lambda queue: queue.report(Progress("a1", 0.5, "half")),
    "cancel": lambda queue: queue.cancel("a1"),
    "announce": lambda queue: queue.announce(WORKER, 10),
    "fleet": lambda queue: queue.fleet(),
}


@pytest.mark.parametrize("call", CALLS.values(), ids=CALLS)
async def test_without_redis_each_call_says_so(
    tmp_path: Path, call: Callable[[RedisQueue], Awaitable[object]]
) -> None:
    async with RedisQueue(str(tmp_path / "redis.sock")) as queue:
        with pytest.raises(NoRedis, match=r"found no Redis to talk to \(.+[^.]\); start one"):
            await call(queue)


async def test_a_redis_that_is_silent_counts_as_gone(tmp_path: Path) -> None:
    with RedisServer(tmp_path, dies_with_parent=True) as server:
        async with RedisQueue(server.address) as queue:
            await queue.enqueue(a_job("a1"))
            assert server.pid is not None
            os.kill(server.pid, signal.SIGSTOP)
            begun = time.perf_counter()
            try:
                calls = [call(queue) for call in CALLS.values()]
                errors = await asyncio.gather(*calls, return_exceptions=True)
            finally:
                os.kill(server.pid, signal.SIGCONT)
            assert time.perf_counter() - begun < 3.5
            assert {type(error) for error in errors} == {NoRedis}


def test_an_address_that_is_none_is_told() -> None:
    with pytest.raises(BadSettings, match="REDIS_URL"):
        RedisQueue("http://localhost")


async def test_servers_wait_for_redis_and_say_so_once(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    server = RedisServer(tmp_path, dies_with_parent=True)
    rendered, shown = Diary(), Diary()
    async with RedisQueue(server.address) as queue:
        parts = (queue.render(Lane.STILLS, rendered), queue.deliveries("web", shown))
        with caplog.at_level(logging.INFO, "easel.queue"):
            async with running(*parts) as tasks:
                await asyncio.sleep(0.5)
                assert [task.done() for task in tasks] == [False, False]
                with server:
                    await queue.enqueue(a_job("a1"))
                    await queue.deliver(a_job("a1"))
                    await until(lambda: rendered.done == shown.done == ["a1"])
                    await until(lambda: "worker of easel:render:stills found" in caplog.text)
                    said = [line.message for line in caplog.records]
    told = [line for line in said if "worker of easel:render" in line]
    assert [line.split(" Redis")[0] for line in told] == [
        "the worker of easel:render:stills lost",
        "the worker of easel:render:stills found",
    ]


async def test_stopping_without_redis_takes_no_time(tmp_path: Path) -> None:
    diary = Diary(closed=True)
    with RedisServer(tmp_path, dies_with_parent=True) as server:
        async with RedisQueue(server.address) as queue:
            await queue.enqueue(a_job("a1"))
            async with running(queue.render(Lane.STILLS, diary)):
                await until(lambda: diary.begun == ["a1"])
                server.stop()
                await asyncio.sleep(0.1)
                begun = time.perf_counter()
    assert time.perf_counter() - begun < 2.5


async def test_who_watches_sees_progress_again_when_redis_is_back(tmp_path: Path) -> None:
    seen: list[Progress] = []

    async def report(queue: RedisQueue, fraction: float) -> None:
        while fraction not in [progress.fraction for progress in seen]:
            await queue.report(Progress("a1", fraction, "going"))
            await asyncio.sleep(0.02)

    with RedisServer(tmp_path, dies_with_parent=True) as server:
        async with RedisQueue(server.address) as queue, running(collect(queue.watch(), seen)):
            await asyncio.wait_for(report(queue, 0.25), 5)
            server.stop()
            await asyncio.sleep(0.2)
            server.start()
            await asyncio.wait_for(report(queue, 0.75), 5)


async def test_a_report_that_does_not_fit_is_dropped(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    seen: list[Progress] = []
    with RedisServer(tmp_path, dies_with_parent=True) as server:
        async with RedisQueue(server.address) as queue, running(collect(queue.watch(), seen)):
            client = redis.asyncio.Redis.from_url(server.address)
            while len(seen) < 2:
                await client.publish("easel:progress", b'{"job": "a1", "mood": "good"}')
                await client.publish("easel:progress", b"not JSON")
                await queue.report(Progress("a1", 0.5, "half"))
                await asyncio.sleep(0.02)
            await client.aclose()
    assert {report.fraction for report in seen} == {0.5}
    assert "mood" in caplog.text
