"""The bots that the Discord bench compares, each in a process of its own.

`python -m tests.bench.discord_bots (easel | bare) ORIGIN`: prints a line once it is there, and at
the end of its input the CPU time in s that it took since. Easel works on SQLite, a folder and a
Redis of its own, as one that is started does; a worker is announced, and none works.
"""

import asyncio
import sys
import tempfile
import time
from collections.abc import AsyncGenerator
from contextlib import AbstractAsyncContextManager, asynccontextmanager, suppress
from pathlib import Path
from typing import Any

import discord
from discord import gateway, http
from yarl import URL

from bots.composing import chat_on
from bots.on_discord.sharding import client
from bots.settings import BotSettings
from core.jobs import Lane
from core.ports import Announcement
from storage.opening import open_storage
from storage.redis_server import RedisServer
from storage.settings import make_home
from tests.bots.house import YEARS
from tests.bots.on_discord.server import TOKEN


class Bare(discord.Client):
    """Defers, and does nothing else."""

    def __init__(self) -> None:
        super().__init__(intents=discord.Intents(guilds=True))
        self.arrived = asyncio.Event()

    async def on_ready(self) -> None:
        self.arrived.set()

    async def on_interaction(self, interaction: discord.Interaction[Any]) -> None:
        await interaction.response.defer(thinking=True)


@asynccontextmanager
async def easel() -> AsyncGenerator[None]:
    """Easel as `easel discord` composes it."""
    with tempfile.TemporaryDirectory() as folder:
        settings = BotSettings(home=Path(folder))
        make_home(settings.home)
        with RedisServer(settings.home) as redis:
            async with open_storage(settings, redis.address) as storage:
                worker = Announcement("nobody", ("classical",), "here", tuple(Lane))
                await storage.queue.announce(worker, seconds=YEARS)
                bot = client(chat_on(settings, storage), reads_all=False, shards=1)
                async with _connected(bot):
                    yield


@asynccontextmanager
async def bare() -> AsyncGenerator[None]:
    """A bot that only defers."""
    async with _connected(Bare()):
        yield


@asynccontextmanager
async def _connected(bot: Any) -> AsyncGenerator[None]:
    running = asyncio.create_task(bot.start(TOKEN))
    try:
        async with asyncio.timeout(20):
            await bot.arrived.wait()
        yield
    finally:
        await bot.close()
        running.cancel()
        with suppress(asyncio.CancelledError):
            await running


async def main(bot: AbstractAsyncContextManager[None], origin: str) -> None:
    """Be there until the input ends."""
    http.Route.BASE = f"{origin}/api/v10"
    gateway.DiscordWebSocket.DEFAULT_GATEWAY = URL(origin.replace("http", "ws") + "/gateway")
    async with bot:
        print("there", flush=True)
        begun = time.process_time()
        await asyncio.to_thread(sys.stdin.readline)
        print(time.process_time() - begun, flush=True)


if __name__ == "__main__":
    asyncio.run(main({"easel": easel, "bare": bare}[sys.argv[1]](), sys.argv[2]))
