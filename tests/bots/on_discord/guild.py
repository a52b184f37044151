"""A guild in a simulated Discord, with Easel in it, and twins of everything that it talks to."""

import functools
import inspect
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

import discord
import simcord

from bots.on_discord.client import EaselClient
from core.catalogue import ModelCard
from core.jobs import Job
from core.replies import Progress
from tests.bots.house import House, house

PATIENCE = 30.0  # s that an answer may take, on machines that do other things


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
        await self.env.restart_bot(EaselClient(self.house.parts))


def button(message: Any, label: str) -> str:
    """The custom id of the first button that is called so; empty where there is none."""
    rows = [one for row in message.components for one in row.children]
    return next((one.custom_id for one in rows if one.label == label), "")


@asynccontextmanager
async def guild(reads_all: bool = False) -> AsyncGenerator[Guild]:
    """Easel in a guild of a simulated Discord; `reads_all` with the message-content intent."""
    home = await house()
    async with simcord.run(EaselClient(home.parts, reads_all), settle_timeout=PATIENCE) as env:
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
