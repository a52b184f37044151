"""`easel telegram` as a process: it starts, says what is wrong, and loses nothing when killed."""

import os
import re
import signal
import sqlite3
from asyncio import create_subprocess_exec
from asyncio.subprocess import PIPE, STDOUT, Process
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from sys import executable

import pytest

from core.jobs import Lane
from core.ports import Announcement
from storage.queue import RedisQueue
from storage.redis_server import RedisServer
from storage.settings import make_home
from tests.acceptance.processes import free_port
from tests.bots.on_telegram.chat import words
from tests.bots.on_telegram.server import TOKEN, Telegram, serving, until
from tests.redis_servers import empty

pytestmark = pytest.mark.timeout(180)


@dataclass
class Station:
    """A server, and a home in which processes of Easel work one after the other."""

    server: Telegram
    origin: str
    home: Path
    redis: str

    @asynccontextmanager
    async def easel(self, **more: str) -> AsyncGenerator[Process]:
        """A process; it is killed at the end where it did not end before."""
        settings = {
            "EASEL_HOME": str(self.home),
            "EASEL_TELEGRAM_TOKEN": TOKEN,
            "EASEL_TELEGRAM_API": self.origin,
            "REDIS_URL": self.redis,
        }
        process = await create_subprocess_exec(
            executable,
            "-m",
            "bots",
            "telegram",
            env=os.environ | settings | more,  # noqa: TID251 - of the child
            stdout=PIPE,
            stderr=STDOUT,
        )
        try:
            yield process
        finally:
            if process.returncode is None:
                process.kill()
            await process.communicate()

    async def forget(self) -> None:
        """A Redis that knows of a worker and of nothing else.

        It would believe in the place of a process that was killed for half a minute more.
        """
        empty(self.redis)
        async with RedisQueue(self.redis, 15.0) as queue:
            worker = Announcement("painter", ("classical",), "here", tuple(Lane))
            await queue.announce(worker, seconds=3600)

    def jobs(self) -> list[str]:
        """The keys of the requests that began a job."""
        with sqlite3.connect(self.home / "easel.db") as database:
            return [key for (key,) in database.execute("SELECT key FROM turn WHERE job NOTNULL")]

    def pending(self) -> int:
        """Updates that were kept and not dealt with."""
        with sqlite3.connect(self.home / "easel.db") as database:
            query = "SELECT count(*) FROM received WHERE done IS NULL"
            return int(database.execute(query).fetchone()[0])


@pytest.fixture
async def station(tmp_path: Path) -> AsyncGenerator[Station]:
    server, home = Telegram(local=True), tmp_path / "home"
    make_home(home)
    with RedisServer(home) as redis:
        async with serving(server) as origin:
            yield Station(server, origin, home, redis.address)


async def said(process: Process, pattern: str) -> str:
    """The first line that matches, as soon as it is printed."""
    assert process.stdout is not None
    async for line in process.stdout:
        if re.search(pattern, line.decode()):
            return line.decode()
    raise AssertionError(f"it ended without saying {pattern!r}")


@pytest.mark.parametrize("hooked", [False, True], ids=["polling", "webhook"])
async def test_it_answers_and_ends_when_told_to(station: Station, hooked: bool) -> None:
    port = free_port()
    url = {"EASEL_TELEGRAM_WEBHOOK": f"http://127.0.0.1:{port}/t"} if hooked else {}
    async with station.easel(EASEL_TELEGRAM_PORT=str(port), **url) as process:
        await said(process, "Easel is in Telegram as @easel_bot.")
        station.server.say("a lighthouse at dusk")
        await until(lambda: station.server.shown())
        assert bool(station.server.webhook) is hooked
        assert bool(station.server.secret) is hooked
        process.send_signal(signal.SIGTERM)
        assert await process.wait() == 0


async def test_a_webhook_of_yesterday_keeps_nothing_from_it(station: Station) -> None:
    station.server.webhook = "http://127.0.0.1:1/nobody"
    async with station.easel() as process:
        await said(process, "Easel is in Telegram as @easel_bot.")
        assert station.server.webhook == ""


async def test_it_can_be_started_again_at_once(station: Station) -> None:
    async with station.easel(EASEL_TELEGRAM_TOKEN="100:other") as refused:
        await refused.wait()
    for _ in range(2):
        async with station.easel() as process:
            await said(process, "Easel is in Telegram as @easel_bot.")
            process.send_signal(signal.SIGTERM)
            assert await process.wait() == 0


@pytest.mark.parametrize(
    ("settings", "sentence"),
    [
        pytest.param({"EASEL_TELEGRAM_TOKEN": ""}, "EASEL_TELEGRAM_TOKEN is not usable", id="none"),
        pytest.param(
            {"EASEL_TELEGRAM_TOKEN": "100:other"}, "Telegram does not know this token", id="wrong"
        ),
        pytest.param({"EASEL_TELEGRAM_API": "nowhere"}, "EASEL_TELEGRAM_API", id="no address"),
    ],
)
async def test_wrong_settings_are_a_sentence(
    station: Station, settings: dict[str, str], sentence: str
) -> None:
    async with station.easel(**settings) as process:
        output, _ = await process.communicate()
        assert sentence in output.decode()
        assert "Traceback" not in output.decode()
        assert process.returncode == 78


async def test_a_token_that_is_taken_back_is_a_sentence(station: Station) -> None:
    async with station.easel() as process:
        await said(process, "Easel is in Telegram")
        station.server.revoked = True
        station.server.say("is anybody there?")
        output, _ = await process.communicate()
        assert "Telegram no longer knows this token" in output.decode()
        assert TOKEN not in output.decode()
        assert process.returncode == 78


async def test_a_telegram_that_is_not_there_is_a_sentence(station: Station) -> None:
    gone = {"EASEL_TELEGRAM_API": f"http://127.0.0.1:{free_port()}"}
    async with station.easel(**gone) as process:
        output, _ = await process.communicate()
        assert "Telegram" in output.decode()
        assert "Traceback" not in output.decode()
        assert process.returncode == 1


async def test_updates_survive_kills_and_are_answered_once(station: Station) -> None:
    """Killed with what came in on its way; the next process takes it up."""
    ids: list[str] = []
    await station.forget()
    for burst in range(2):
        async with station.easel() as process:
            await said(process, "Easel is in Telegram")
            station.server.holds.clear()  # no answer gets through before it is killed
            ids += [
                str(station.server.say(f"a lighthouse {burst} {number}")["message_id"])
                for number in range(5)
            ]
            await until(lambda: not station.server.updates)
            process.kill()
            await process.wait()
        station.server.holds.set()
        await station.forget()
    async with station.easel() as process:
        await said(process, "Easel is in Telegram")
        await until(lambda: station.pending() == 0, seconds=100)
        assert sorted(station.jobs()) == sorted(ids)
        first = [words(one).splitlines()[0] for one in station.server.shown()]
        expected = {f"Drawing: “a lighthouse {b} {n}” …" for b in range(2) for n in range(5)}
        assert set(first) == expected
