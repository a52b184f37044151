"""Easel in a Telegram of the tests: the real client against a local server, twins of the rest."""

import asyncio
from collections.abc import AsyncGenerator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass

from bots.on_telegram.albums import Albums
from bots.on_telegram.budgets import Allowance, Allowances
from bots.on_telegram.front import Front, bot_of
from bots.on_telegram.limiting import Limiter
from bots.on_telegram.places import PLATFORM
from bots.on_telegram.receiving import Receiving
from bots.on_telegram.sending import Bot
from core.jobs import Job
from storage.memory import MemoryInbox
from tests.bots.house import House, house
from tests.bots.on_telegram.schema import all_violations
from tests.bots.on_telegram.server import ADA, TOKEN, Json, Telegram, serving, until

QUIET, LATE = 0.05, 5.0  # s
SOON = (0.01, 0.01, 0.01)  # s before a call is tried again
# Stories do not wait for budgets; those have tests of their own.
PLENTY = Allowances(*(Allowance(1000, 1.0) for _ in range(3)))


@dataclass
class Running:
    """One process of Easel."""

    bot: Bot
    front: Front
    receiving: Receiving
    albums: Albums
    polling: asyncio.Task[None]

    async def end(self, killed: bool = False) -> None:
        """End; `killed` without a word to Telegram."""
        self.polling.cancel()
        await asyncio.gather(self.polling, return_exceptions=True)
        await self.receiving.stop()
        await self.bot.shutdown()


@dataclass
class Chat:
    """The server, Easel, and what it works with."""

    server: Telegram
    home: House
    start: Callable[[], "asyncio.Future[Running]"]
    running: Running
    origin: str

    @property
    def last(self) -> Json:
        """What Easel wrote last to Ada."""
        return self.server.shown()[-1]

    def texts(self, chat: int = ADA) -> list[str]:
        """What Easel wrote in a chat: texts and captions, oldest first."""
        return [words(one) for one in self.server.shown(chat)]

    async def settled(self) -> None:
        """Until everything that came in was answered."""
        await until(lambda: not self.server.updates)
        await until(lambda: self.unanswered() == self.running.albums.waiting)

    def unanswered(self) -> int:
        """Updates that were not dealt with yet."""
        return sum(one is not None for one in self.home.memory.updates.values())

    async def say(self, text: str = "", **more: object) -> Json:
        """Somebody writes, and is answered."""
        message = self.server.say(text, **more)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
        await self.settled()
        return message

    async def announce(self, what: Json, chat: int = ADA) -> None:
        """Something without text happens in a chat."""
        self.server.announce(what, chat)
        await self.settled()

    async def click(self, label: str, **more: int) -> None:
        """Somebody presses a button, and is answered."""
        self.server.click(label, **more)
        await self.settled()

    async def finish(self) -> Job:
        """Let the oldest job end, and Easel show it."""
        await until(lambda: bool(self.home.memory.jobs))
        ended = await self.home.render((await self.home.owed())[0])
        await self.show(ended)
        return ended

    async def show(self, job: Job) -> None:
        """What delivery does with a job that has ended."""
        await self.running.front.desk.show(job)

    async def draw(self, text: str = "a lighthouse at dusk", **more: object) -> Job:
        """A finished grid."""
        await self.say(text, **more)
        return await self.finish()

    async def owed(self) -> Job:
        """The one job that is under way."""
        (job,) = await self.home.owed()
        return job

    async def restart(self) -> None:
        """Another process."""
        await self.running.end()
        self.running = await self.start()


def words(message: Json) -> str:
    """The text of a message, or its caption."""
    return str(message.get("text", message.get("caption", "")))


@asynccontextmanager
async def chat(
    page: str = "",
    allowances: Allowances = PLENTY,
    server: Telegram | None = None,
    late: float = LATE,
) -> AsyncGenerator[Chat]:
    """Easel in Telegram; `page` is where the studio page would be."""
    server, home = server or Telegram(), await house(page)
    async with serving(server) as origin:

        async def start() -> Running:
            bot = bot_of(TOKEN, origin, Limiter(allowances, SOON))
            await bot.initialize()
            albums = Albums(QUIET, late)
            front = Front(bot, home.parts, albums)
            receiving = Receiving(
                bot, MemoryInbox(home.memory), home.parts.clock, front.handle, front.greet
            )
            await receiving.resume()
            polling = asyncio.create_task(receiving.poll())
            return Running(bot, front, receiving, albums, polling)

        begin: Callable[[], asyncio.Future[Running]] = lambda: asyncio.ensure_future(start())  # noqa: E731
        easel = Chat(server, home, begin, await begin(), origin)
        try:
            yield easel
            found = all_violations(server)
            assert not found, "\n".join(found)
        finally:
            await easel.running.end()


__all__ = ["PLATFORM", "Chat", "chat", "words"]
