"""Whoever is killed, no job is lost, and none takes effect twice."""

import asyncio
import os
import signal
import subprocess
import sys
import time
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from core.jobs import Lane
from storage.queue import RedisQueue
from storage.redis_server import RedisServer
from tests.queue_jobs import Diary, a_job, running, until, until_gone

pytest_plugins = ["tests.redis_fixture"]

LEASE = 1.5  # s
NAMES = [f"j{n:02}" for n in range(20)]


@pytest.fixture
async def queue(redis_address: str) -> AsyncIterator[RedisQueue]:
    async with RedisQueue(redis_address, lease=LEASE) as queue:
        yield queue


def server_process(address: str, folder: Path) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "tests.storage.lane_server", address, str(folder), str(LEASE)]
    return subprocess.Popen(command)


def files(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


async def test_a_killed_server_loses_nothing(
    queue: RedisQueue, redis_address: str, tmp_path: Path
) -> None:
    begun, redone = tmp_path / "begun", list[str]()
    begun.touch()

    async def handle(job: str) -> None:
        redone.append(job)
        (tmp_path / job).touch(exist_ok=True)

    for name in NAMES:
        await queue.enqueue(a_job(name))
    process = server_process(redis_address, tmp_path)
    try:
        await until(lambda: len(begun.read_text().split()) >= 9)
    finally:
        process.kill()
        process.wait()
    killed = time.perf_counter()
    assert process.returncode == -signal.SIGKILL
    interrupted = [name for name in begun.read_text().split() if not (tmp_path / name).exists()]
    async with running(queue.render(Lane.STILLS, handle)):
        await until_gone(queue.holds, *NAMES)
    assert len(interrupted) in (1, 2)
    assert {*interrupted} <= {*redone}
    assert time.perf_counter() - killed < LEASE + 2.5
    assert files(tmp_path) == {*NAMES, "begun"}
    assert len(redone) == len({*redone}) <= 13


async def test_two_servers_share_and_one_is_killed(
    queue: RedisQueue, redis_address: str, tmp_path: Path
) -> None:
    finished: list[str] = []

    async def handle(job: str) -> None:
        await asyncio.sleep(0.05)
        if not (tmp_path / job).exists():
            (tmp_path / job).touch(exist_ok=False)
            finished.append(job)

    (tmp_path / "begun").touch()
    process = server_process(redis_address, tmp_path)
    try:
        for name in NAMES:
            await queue.enqueue(a_job(name))
        await until(lambda: bool((tmp_path / "begun").read_text()))
        async with running(queue.render(Lane.STILLS, handle)):
            await until(lambda: len((tmp_path / "begun").read_text().split()) >= 5)
            process.kill()
            await until_gone(queue.holds, *NAMES)
    finally:
        process.kill()
        process.wait()
    assert files(tmp_path) == {*NAMES, "begun"}
    assert 0 < len(finished) < 20


async def test_a_job_that_takes_longer_than_the_lease_has_one_server(queue: RedisQueue) -> None:
    one, other = Diary(closed=True), Diary(closed=True)
    await queue.enqueue(a_job("a1"))
    async with running(queue.render(Lane.STILLS, one)):
        await until(lambda: one.begun == ["a1"])
        async with running(queue.render(Lane.STILLS, other)):
            await asyncio.sleep(2.5 * LEASE)
            assert other.begun == []
            one.gate.release()
            await until_gone(queue.holds, "a1")
    assert one.begun == one.done == ["a1"]


@pytest.mark.parametrize("ms", [0, 1, 2, 3, 4, 6, 8, 12, 20])
async def test_however_soon_a_server_is_stopped_no_job_waits_for_its_lease(
    redis_address: str, ms: int
) -> None:
    hasty, other = Diary(), Diary()
    async with RedisQueue(redis_address, lease=60) as queue:
        for name in NAMES:
            await queue.enqueue(a_job(name))
        async with running(queue.render(Lane.STILLS, hasty, 5)):
            await asyncio.sleep(ms / 1000)
        async with running(queue.render(Lane.STILLS, other)):
            await until_gone(queue.holds, *NAMES, seconds=5.0)
    assert sorted(hasty.done + other.done) == NAMES


async def test_a_killed_redis_loses_nothing(tmp_path: Path) -> None:
    diary = Diary(closed=True)
    with RedisServer(tmp_path, dies_with_parent=True) as server:
        async with RedisQueue(server.address, lease=LEASE) as queue:
            for name in NAMES:
                await queue.enqueue(a_job(name))
            await queue.deliver(a_job("shown"))
            async with running(queue.render(Lane.STILLS, diary, 2)):
                await until(lambda: len(diary.begun) == 2)
                await asyncio.sleep(1.1)  # Redis writes to the disk once a second
                kill(server)
                server.start()
                for _ in NAMES:
                    diary.gate.release()
                await until_gone(queue.holds, *NAMES)
            assert await queue.holds_delivery(["shown"]) == {"shown"}
    # What ran while Redis was away is not run again.
    assert sorted(diary.done) == NAMES


def kill(server: RedisServer) -> None:
    """End the process of a server with SIGKILL."""
    pid = server.pid
    assert pid is not None
    os.kill(pid, signal.SIGKILL)
    os.waitpid(pid, os.WNOHANG)
    deadline = time.monotonic() + 5
    while server.answers:
        assert time.monotonic() < deadline
        time.sleep(0.001)
