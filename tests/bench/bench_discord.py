"""How soon an interaction is acknowledged at 100 a second, beside a bot that does nothing else.

`python -m tests.bench.bench_discord`. The clients are discord.py's, connected to a local server
that gives slash commands at a steady rate, and takes the time until each is acknowledged. Easel
answers each of them: history, ledger and queue are twins, the conversation is the real one.
"""

import asyncio
import logging
import statistics
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Any

import discord
from discord import gateway, http
from yarl import URL

from bots.on_discord.client import EaselClient
from tests.bots.house import house
from tests.bots.on_discord.server import TOKEN, Discord, Given, serving, until
from tests.bots.on_discord.wire import PROMPT
from tests.core.talk import lexicon

RATE, COUNT = 100, 500  # a second; in all
TARGET = {"median_ms": 50.0, "p99_ms": 500.0, "ratio": 2.0}


class Bare(discord.Client):
    """Defers, and does nothing else."""

    def __init__(self) -> None:
        super().__init__(intents=discord.Intents(guilds=True))
        self.arrived = asyncio.Event()

    async def on_ready(self) -> None:
        self.arrived.set()

    async def on_interaction(self, interaction: discord.Interaction[Any]) -> None:
        await interaction.response.defer(thinking=True)


async def measure() -> dict[str, Any]:
    """Medians and 99th percentiles in ms of Easel and of the bare bot, and their ratio."""
    logging.disable(logging.ERROR)  # what is still to be answered at the end is cut off
    home = await house()
    lexicon().prepare()  # as a process does before it connects
    bare = await _measured(lambda: _started(Bare()))
    easel = await _measured(lambda: _started(EaselClient(home.parts)))
    ratio = easel["median_ms"] / bare["median_ms"]
    return {"easel": easel, "bare": bare, "ratio": round(ratio, 2), "target": TARGET}


async def _started(client: Any) -> Any:
    return client


async def _measured(make: Callable[[], Awaitable[Any]]) -> dict[str, float]:
    server = Discord()
    async with serving(server) as origin:
        http.Route.BASE = f"{origin}/api/v10"
        gateway.DiscordWebSocket.DEFAULT_GATEWAY = URL(origin.replace("http", "ws") + "/gateway")
        client = await make()
        running = asyncio.create_task(client.start(TOKEN))
        try:
            async with asyncio.timeout(20):
                await client.arrived.wait()
            return _figures(await _given(server))
        finally:
            await client.close()
            running.cancel()
            with suppress(asyncio.CancelledError):
                await running


async def _given(server: Discord) -> list[Given]:
    """Commands at the rate, each with the time that it took."""
    loop = asyncio.get_running_loop()
    begun, given = loop.time(), list[Given]()
    for number in range(COUNT):
        await asyncio.sleep(max(0.0, begun + number / RATE - loop.time()))
        given.append(await server.command("imagine", PROMPT))
    await until(lambda: all(one.acknowledged for one in given), seconds=60)
    return given


def _figures(given: list[Given]) -> dict[str, float]:
    times = sorted(1000 * ((one.acknowledged or 0) - one.begun) for one in given)
    return {
        "median_ms": round(statistics.median(times), 2),
        "p99_ms": round(times[int(len(times) * 0.99)], 2),
    }


def table(result: dict[str, Any]) -> str:
    """The result as a person reads it."""
    goal = result["target"]
    lines = [f"{'acknowledged at 100 a second':32}{'median':>12}{'p99':>12}"]
    for name, row in (("easel", result["easel"]), ("a bot that only defers", result["bare"])):
        lines.append(f"{name:32}{row['median_ms']:9.1f} ms{row['p99_ms']:9.1f} ms")
    lines.append(f"{'target':32}{goal['median_ms']:9.1f} ms{goal['p99_ms']:9.1f} ms")
    lines.append(f"{'ratio of the medians':32}{result['ratio']:9.2f} x  (target {goal['ratio']})")
    return "\n".join(lines)


if __name__ == "__main__":
    print(table(asyncio.run(measure())))
