"""A guild in a simulated Discord, with Easel in it, and twins of everything that it talks to."""

import asyncio
import functools
import inspect
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

import discord
import simcord

from bots.on_discord.client import EaselClient
from bots.on_web.links import Links
from bots.parts import Parts
from core import conversation
from core.answers import answer
from core.catalogue import Catalogue, ModelCard
from core.jobs import Job, Lane
from core.ports import Announcement
from core.replies import Progress
from storage.blobs import ObjectBlobs
from storage.clock import SystemClock
from storage.memory import Memory, MemoryCustoms, MemoryHistory, MemoryLedger, MemoryPostings
from storage.memory_queue import MemoryQueue
from storage.reception import Reception, in_thread
from tests.bots.on_web.painter import Painter
from tests.bots.on_web.studio import CARD, SECRET
from tests.core.talk import lexicon

YEARS = 1e9  # s


@dataclass
class House:
    """Easel's parts on twins, and a worker that works when it is told to."""

    parts: Parts
    memory: Memory
    queue: MemoryQueue
    painter: Painter

    def client(self, reads_all: bool = False) -> EaselClient:
        """Easel as a process has it; another one after a restart."""
        return EaselClient(self.parts, reads_all)

    async def owed(self) -> list[Job]:
        """Jobs that have not ended, oldest first."""
        return list(await self.parts.ledger.owed())

    def said(self, key: str, channel: str, person: str) -> conversation.Incoming:
        """A request for a picture, by ids of the ledger."""
        return conversation.Incoming(key, channel, person, "discord", "a lighthouse")

    async def serve_one(self) -> None:
        """Let a worker take the first job out of the line, make it and be gone."""
        made = asyncio.Event()

        async def handle(id: str) -> None:
            if made.is_set():
                await asyncio.Event().wait()  # the next one is left in the line
            await self.painter.handle(id)
            made.set()

        serving = asyncio.create_task(self.queue.render(Lane.STILLS, handle))
        await made.wait()
        while len(await self.queue.holds(list(self.memory.jobs))) == len(await self.owed()) + 1:
            await asyncio.sleep(0)
        serving.cancel()
        await asyncio.gather(serving, return_exceptions=True)

    async def render(self, job: Job) -> Job:
        """Let the worker make a job."""
        await self.painter.handle(job.id)
        ended = await self.parts.ledger.job(job.id)
        assert ended is not None
        return ended


async def house(page: str = "") -> House:
    """Parts that nobody has used; `page` is where the studio page would be."""
    links = Links(SECRET, SystemClock())
    clock, memory, blobs = SystemClock(), Memory(), ObjectBlobs.in_memory()
    history, ledger = MemoryHistory(memory, clock), MemoryLedger(memory, clock)
    catalogue, queue = Catalogue((CARD,)), MemoryQueue()
    await queue.announce(Announcement("painter", (CARD.name,), "here", tuple(Lane)), seconds=YEARS)
    talk = conversation.Conversation(
        conversation.Parts(
            history, ledger, queue, Reception(in_thread(blobs), ledger), clock, catalogue, lexicon()
        )
    )
    parts = Parts(
        conversation=talk,
        history=history,
        ledger=ledger,
        postings=MemoryPostings(memory),
        customs=MemoryCustoms(memory),
        blobs=blobs,
        queue=queue,
        clock=clock,
        catalogue=catalogue,
        answer=lambda job: answer(job, catalogue),
        link=lambda asset, name: f"{page}{links.url(asset, name)}" if page else "",
    )
    return House(parts, memory, queue, Painter(ledger, blobs, queue, asyncio.Event()))


@dataclass
class Guild:
    """A guild with one channel; Ada and Bob are in it, and somebody who looks after it."""

    env: Any
    house: House
    channel: Any
    ada: Any
    bob: Any
    mod: Any
    guild: Any
    owner: Any  # may manage the server

    def member(self, name: str, **permissions: bool) -> Any:
        """Somebody new, with permissions."""
        held = discord.Permissions(**permissions)
        role = self.guild.create_role(f"role of {name}", permissions=held)
        return self.guild.add_member(self.env.create_user(name), roles=[role])

    async def thread(self, name: str) -> Any:
        """A thread of the channel."""
        with self.env._bot_scope():
            channel = self.env.bot.get_channel(self.channel.id)
            await channel.create_thread(name=name, type=discord.ChannelType.public_thread)
        await self.env.settle()
        return self.channel.threads[-1]

    def cards(self, *cards: ModelCard) -> None:
        """Let the catalogue have these cards, from the next request on."""
        # The parts were handed out: only the catalogue's own content can change for all of them.
        object.__setattr__(self.house.parts.catalogue, "cards", cards)

    @property
    def messages(self) -> list[Any]:
        """The channel's messages, oldest first."""
        return self.channel.history()

    @property
    def last(self) -> Any:
        """The latest message of the channel."""
        return self.channel.last_message

    async def call(self, words: str, *files: bytes, reply_to: Any = None) -> None:
        """Ada mentions Easel."""
        named = [(f"{number}.png", data) for number, data in enumerate(files, 1)]
        said = f"{self.env.bot.user.mention} {words}"
        await self.ada.send(self.channel, said, attachments=named, reply_to=reply_to)

    async def click(self, label: str, by: Any = None, on: Any = None) -> Any:
        """Ada, unless told otherwise, presses the first button of that name."""
        message = on or next(one for one in reversed(self.messages) if button(one, label))
        return await (by or self.ada).click(message, custom_id=button(message, label))

    async def finish(self) -> Job:
        """Let the oldest job end, and Easel show it."""
        ended = await self.house.render((await self.house.owed())[0])
        await self.show(ended)
        return ended

    async def show(self, job: Job) -> None:
        """What delivery does with a job that has ended."""
        with self.env._bot_scope():  # as the client's own process does it
            await self.env.bot.desk.show(job)
        await self.env.settle()

    async def tell(self, progress: Progress) -> None:
        """News of a job."""
        with self.env._bot_scope():
            await self.env.bot.tell(progress)
        await self.env.settle()

    async def fresh(self, message: Any) -> Any:
        """A message as it is now."""
        return next(one for one in self.messages if one.id == message.id)

    async def restart(self) -> None:
        """A new process of Easel."""
        await self.env.restart_bot(self.house.client())


def button(message: Any, label: str) -> str:
    """The custom id of the first button that is called so; empty where there is none."""
    rows = [one for row in message.components for one in row.children]
    return next((one.custom_id for one in rows if one.label == label), "")


@asynccontextmanager
async def guild(reads_all: bool = False) -> AsyncGenerator[Guild]:
    """Easel in a guild of a simulated Discord; `reads_all` with the message-content intent."""
    home = await house()
    async with simcord.run(home.client(reads_all)) as env:
        place = env.create_guild("Studio")
        channel = place.create_text_channel("pictures")
        keeps = place.create_role("keepers", permissions=discord.Permissions(manage_messages=True))
        managing = discord.Permissions(manage_guild=True, manage_channels=True)
        manages = place.create_role("managers", permissions=managing)
        yield Guild(
            env,
            home,
            channel,
            ada=place.add_member(env.create_user("ada")),
            bob=place.add_member(env.create_user("bob")),
            mod=place.add_member(env.create_user("mod"), roles=[keeps]),
            guild=place,
            owner=place.add_member(env.create_user("owner"), roles=[manages]),
        )


def in_guild(story: Callable[..., Awaitable[None]]) -> Callable[..., Awaitable[None]]:
    """Run a story in a guild of its own; in one task, as the simulation wants it."""

    @functools.wraps(story)
    async def told(**more: Any) -> None:
        async with guild() as place:
            await story(place, **more)

    signature = inspect.signature(story)
    others = [one for one in signature.parameters.values() if one.name != "place"]
    told.__signature__ = signature.replace(parameters=others)  # type: ignore[attr-defined]
    return told
