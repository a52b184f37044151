"""The bots that the Telegram bench compares, each in a process of its own.

`python -m tests.bench.telegram_bots (easel | bare) ORIGIN`: prints what its button says once it is
there, and at the end of its input the CPU time in s that it took since. Easel works on SQLite, a
folder and a Redis of its own, as one that is started does; its limits are set so high that both
bots may say as much. What they cost as shipped, `bench_turns` measures.
"""

import asyncio
import sys
import tempfile
import time
from collections.abc import AsyncGenerator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import replace
from pathlib import Path

from telegram import Update
from telegram.ext import Application, CallbackQueryHandler, ContextTypes
from telegram.request import HTTPXRequest

from bots.composing import chat_on
from bots.on_telegram.albums import Albums
from bots.on_telegram.budgets import Allowance, Allowances
from bots.on_telegram.front import AT_ONCE, Front, bot_of
from bots.on_telegram.limiting import Limiter
from bots.on_telegram.places import PLATFORM
from bots.on_telegram.receiving import Receiving
from bots.settings import BotSettings
from core.actions import Action, Verb
from core.jobs import Outcome, Place, Variant
from core.replies import Turn
from storage.opening import Storage, open_storage
from storage.redis_server import RedisServer
from storage.settings import make_home
from tests.bots.on_telegram.server import ADA, TOKEN
from tests.values import asset, job

PLENTY = Allowances(*(Allowance(1000, 1.0) for _ in range(3)))


@asynccontextmanager
async def easel(origin: str) -> AsyncGenerator[str]:
    """Easel as `easel telegram` composes it; its button asks for the details of a result."""
    with tempfile.TemporaryDirectory() as folder:
        settings = BotSettings(home=Path(folder))
        make_home(settings.home)
        with RedisServer(settings.home) as redis:
            async with open_storage(settings, redis.address) as storage:
                bot = bot_of(TOKEN, origin, Limiter(PLENTY))
                front = Front(bot, chat_on(settings, storage), Albums())
                receiving = Receiving(bot, storage.inbox, storage.clock, front.handle, front.greet)
                await bot.initialize()
                polling = asyncio.create_task(receiving.poll())
                yield Action(Verb.DETAILS, await _result(storage)).pack()
                polling.cancel()
                await receiving.stop()


async def _result(storage: Storage) -> str:
    """The id of a job that is done."""
    history, clock = storage.history, storage.clock
    channel = await history.channel(PLATFORM, str(ADA), "our chat")
    person = await history.person(PLATFORM, str(ADA), "Ada")
    new = job(clock.new_id(), place=Place(PLATFORM, channel.id, person))
    asked = Turn(clock.new_id(), "1", channel.id, person, clock.now(), "a lighthouse")
    await history.open_turn(asked)
    await history.answer(asked.id, job=replace(new, created=clock.now()))
    await storage.ledger.start(new.id, "w1")
    await storage.ledger.finish(new.id, Outcome((Variant(1, 7, asset("a variant")),)))
    return new.id


@asynccontextmanager
async def bare(origin: str) -> AsyncGenerator[str]:
    """A bot that answers a press and repeats what it says, with as many connections as Easel."""
    request = HTTPXRequest(AT_ONCE, read_timeout=30.0, pool_timeout=30.0)
    builder = Application.builder().token(TOKEN).base_url(f"{origin}/bot").request(request)
    bot = builder.concurrent_updates(AT_ONCE).build()
    bot.add_handler(CallbackQueryHandler(_echo))
    async with bot:
        assert bot.updater is not None
        await bot.updater.start_polling()
        await bot.start()
        yield "an echo"
        await bot.updater.stop()
        await bot.stop()


async def _echo(update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
    query = update.callback_query
    assert query is not None
    await query.answer()
    await query.get_bot().send_message(ADA, query.data or "")


async def main(running: AbstractAsyncContextManager[str]) -> None:
    """Be there until the input ends."""
    async with running as says:
        print(says, flush=True)
        begun = time.process_time()
        await asyncio.to_thread(sys.stdin.readline)
        print(time.process_time() - begun, flush=True)


if __name__ == "__main__":
    asyncio.run(main({"easel": easel, "bare": bare}[sys.argv[1]](sys.argv[2])))
