"""The bot's process as `easel discord` runs it: it comes, has its place, and goes."""

import asyncio
import signal
import sys
from asyncio.subprocess import PIPE, STDOUT, Process
from collections.abc import AsyncGenerator, Generator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from storage.redis_server import RedisServer
from tests.bots.on_discord.server import TOKEN, Discord, Fault, serving, until

# What the command line does, against a server of the tests; to compile the words takes seconds.
RUN = """
import asyncio, sys
from discord import gateway, http
from yarl import URL
from bots.discord_bot import main
from bots.settings import BotSettings
from core.errors import EaselError
from core.lexicon import Lexicon
http.Route.BASE = sys.argv[1] + "/api/v10"
gateway.DiscordWebSocket.DEFAULT_GATEWAY = URL(sys.argv[1].replace("http", "ws") + "/gateway")
Lexicon.prepare = str
try:
    asyncio.run(main(BotSettings(), print))
except EaselError as error:
    sys.exit(f"{error.name}: {error.sentence}")
"""


@pytest.fixture(autouse=True)
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Generator[None]:
    """All processes have the same Redis, which outlives them as an operator's does."""
    monkeypatch.setenv("EASEL_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("EASEL_DISCORD_TOKEN", TOKEN)
    with RedisServer(tmp_path / "redis") as redis:
        monkeypatch.setenv("REDIS_URL", redis.address)
        yield


@asynccontextmanager
async def begun(origin: str) -> AsyncGenerator[Process]:
    """A process of the bot, which is ended at the latest here."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-c", RUN, origin, stdout=PIPE, stderr=STDOUT
    )
    try:
        yield process
    finally:
        if process.returncode is None:
            process.kill()
        await process.communicate()


async def arrived(server: Discord, process: Process, before: int = 0) -> None:
    """Wait until it is connected."""
    await until(lambda: len(server.shards) > before or process.returncode is not None, 60)


async def said(process: Process) -> str:
    """All that it says until its end."""
    async with asyncio.timeout(60):
        output, _ = await process.communicate()
    return output.decode()


async def test_it_can_be_started_again_at_once() -> None:
    server = Discord()
    async with serving(server) as origin:
        for starts in range(2):
            async with begun(origin) as process:
                await arrived(server, process, starts)
                process.send_signal(signal.SIGTERM)
                assert "AlreadyThere" not in await said(process)
                assert process.returncode == 0
    assert len(server.shards) == 2


async def test_a_second_one_is_refused_while_the_first_is_there() -> None:
    server = Discord()
    async with serving(server) as origin, begun(origin) as first:
        await arrived(server, first)
        async with begun(origin) as second:
            assert "AlreadyThere: Another process is in Discord with this" in await said(second)
        assert (first.returncode, len(server.shards)) == (None, 1)


async def test_a_refused_token_leaves_the_place_free() -> None:
    unauthorised = {"code": 0, "message": "401: Unauthorized"}
    server = Discord(faults=[Fault("users/@me", 401, 1, unauthorised)])
    async with serving(server) as origin:
        async with begun(origin) as process:
            assert "Discord does not know this token" in await said(process)
        async with begun(origin) as process:
            await arrived(server, process)
            assert process.returncode is None
