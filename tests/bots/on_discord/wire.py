"""The real client, connected to a local server."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager, suppress

import pytest
from discord import gateway, http
from yarl import URL

from bots.on_discord.client import EaselClient
from bots.on_discord.sharding import client as made
from tests.bots.house import House, house
from tests.bots.on_discord.server import TOKEN, Discord, Given, serving, until


class Connected:
    """Easel, connected to a Discord of the tests."""

    def __init__(self, server: Discord, client: EaselClient, home: House) -> None:
        self.server = server
        self.client = client
        self.home = home

    async def finish(self) -> None:
        """Let the oldest job end, and Easel show it."""
        await until(lambda: bool(self.home.memory.jobs))
        ended = await self.home.render((await self.home.owed())[0])
        await self.client.desk.show(ended)


@asynccontextmanager
async def reachable(monkeypatch: pytest.MonkeyPatch, server: Discord) -> AsyncGenerator[None]:
    """Clients take a server of the tests for Discord."""
    async with serving(server) as origin:
        monkeypatch.setattr(http.Route, "BASE", f"{origin}/api/v10")
        address = URL(origin.replace("http", "ws") + "/gateway")
        monkeypatch.setattr(gateway.DiscordWebSocket, "DEFAULT_GATEWAY", address)
        yield


@asynccontextmanager
async def connected(
    monkeypatch: pytest.MonkeyPatch, page: str = "", shards: int = 1
) -> AsyncGenerator[Connected]:
    """A client that is ready; `page` is where the studio page would be."""
    server, home = Discord(), await house(page)
    async with reachable(monkeypatch, server):
        client = made(home.parts, reads_all=False, shards=shards)
        running = asyncio.create_task(client.start(TOKEN))
        try:
            async with asyncio.timeout(20):
                await client.arrived.wait()
            yield Connected(server, client, home)
        finally:
            await client.close()
            running.cancel()
            with suppress(asyncio.CancelledError):
                await running


PROMPT = [{"name": "prompt", "type": 3, "value": "a lighthouse"}]


async def drawn(easel: Connected) -> Given:
    """A command that was given and answered."""
    given = await easel.server.command("imagine", PROMPT)
    await until(lambda: bool(easel.home.memory.postings))
    return given
