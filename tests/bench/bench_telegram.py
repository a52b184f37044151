"""How soon a press is acknowledged at 100 updates a second, beside a bot that only echoes.

`python -m tests.bench.bench_telegram`. The clients are python-telegram-bot's, asking a local server
that gives presses at a steady rate, and takes the time until each is answered. Easel writes the
details of a result for each of them: storage is twins, conversation and client are the real ones.
"""

import asyncio
import logging
import statistics
from collections.abc import AsyncGenerator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import Any

from telegram import Update
from telegram.ext import Application, CallbackQueryHandler

from core.actions import Action, Verb
from tests.bots.on_telegram.chat import chat
from tests.bots.on_telegram.server import ADA, TOKEN, Telegram, serving, until
from tests.core.talk import lexicon

RATE, SECONDS = 100, 30
TARGET = {"ratio": 2.0}
Ready = AbstractAsyncContextManager[tuple[Telegram, int, str]]  # message and data of its button


async def measure() -> dict[str, Any]:
    """Medians and 99th percentiles in ms of Easel and of the bare bot, and their ratio."""
    logging.disable(logging.ERROR)  # what is still to be answered at the end is cut off
    lexicon().prepare()  # as a process does before it connects
    bare = await _measured(_bare())
    easel = await _measured(_easel())
    ratio = easel["median_ms"] / bare["median_ms"]
    return {"easel": easel, "bare": bare, "ratio": round(ratio, 2), "target": TARGET}


@asynccontextmanager
async def _easel() -> AsyncGenerator[tuple[Telegram, int, str]]:
    async with chat() as easel:
        job = await easel.draw()
        details = Action(Verb.DETAILS, job.id).pack()
        yield easel.server, easel.last["message_id"], details


@asynccontextmanager
async def _bare() -> AsyncGenerator[tuple[Telegram, int, str]]:
    """A bot that answers a press and repeats what it says."""

    async def echo(update: Update, _: Any) -> None:
        query = update.callback_query
        assert query is not None
        await query.answer()
        await query.get_bot().send_message(ADA, query.data or "")

    server = Telegram()
    async with serving(server) as origin:
        builder = Application.builder().token(TOKEN).base_url(f"{origin}/bot")
        bot = builder.concurrent_updates(1000).build()
        bot.add_handler(CallbackQueryHandler(echo))
        message = server.say("a message")["message_id"]
        server.updates.clear()
        async with bot:
            assert bot.updater is not None
            await bot.updater.start_polling()
            await bot.start()
            try:
                yield server, message, "an echo"
            finally:
                await bot.updater.stop()
                await bot.stop()


async def _measured(ready: Ready) -> dict[str, float]:
    async with ready as (server, message, data):
        loop = asyncio.get_running_loop()
        begun, before = loop.time(), len(server.answered)
        for number in range(RATE * SECONDS):
            await asyncio.sleep(max(0.0, begun + number / RATE - loop.time()))
            server.press(ADA, message, data)
        wanted = before + RATE * SECONDS
        await until(lambda: len(server.answered) >= wanted, seconds=120)
        times = sorted(1000 * one for one in list(server.answered.values())[before:])
        return {
            "median_ms": round(statistics.median(times), 2),
            "p99_ms": round(times[int(len(times) * 0.99)], 2),
        }


def table(result: dict[str, Any]) -> str:
    """The result as a person reads it."""
    lines = [f"{'acknowledged at 100 a second':32}{'median':>12}{'p99':>12}"]
    for name, row in (("easel", result["easel"]), ("a bot that only echoes", result["bare"])):
        lines.append(f"{name:32}{row['median_ms']:9.1f} ms{row['p99_ms']:9.1f} ms")
    goal = result["target"]["ratio"]
    lines.append(f"{'ratio of the medians':32}{result['ratio']:9.2f} x  (target {goal})")
    return "\n".join(lines)


if __name__ == "__main__":
    print(table(asyncio.run(measure())))
