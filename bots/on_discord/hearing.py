"""Which messages are meant for us: what only looks so is passed over in silence."""

import re
from dataclasses import dataclass
from enum import Enum, auto

import discord

from bots.on_discord.incoming import PLATFORM, Registry
from bots.on_discord.posts import Posts
from bots.parts import Parts
from core.postings import Posting

SPOKEN = frozenset({discord.MessageType.default, discord.MessageType.reply})
HINT = "I cannot read replies here. Mention me in them: {me} 2 but at night."
HINTED = "hinted {channel}"  # what a channel that has had the hint is kept under


class Meant(Enum):
    """What is done about a message."""

    NOT = auto()
    ASKED = auto()
    UNREAD = auto()  # it goes on from a result of theirs, and its words are hidden from us


@dataclass(frozen=True, slots=True)
class Hearing:
    """Tells them apart."""

    parts: Parts
    posts: Posts
    registry: Registry
    reads_all: bool  # whether Discord lets us read what is not addressed to us

    async def meant(self, message: discord.Message, me: int) -> Meant:
        """Whether a message asks something of us, whose id is `me`."""
        if message.author.bot or message.type not in SPOKEN:
            return Meant.NOT  # Discord itself speaks where somebody pins or shares a result
        if message.guild is None or re.search(rf"<@!?{me}>", message.content):
            return Meant.ASKED
        target = await self.posts.replied_to(message)
        if target is None and all(one.id != me for one in message.mentions):
            return Meant.NOT
        if message.attachments:
            return Meant.ASKED
        if message.content:
            idle = self.parts.conversation.asks_nothing(message.content)
            return Meant.NOT if idle else Meant.ASKED
        if target is None or self.reads_all or message.stickers:
            return Meant.NOT
        return Meant.UNREAD if await self._theirs(message, target) else Meant.NOT

    async def hint(self, message: discord.Message, called: str) -> str:
        """What to say to words that are hidden; empty where the channel was told before.

        `called` is our name: no reply calls anybody by a number.
        """
        place = HINTED.format(channel=message.channel.id)
        if await self.parts.customs.of(PLATFORM, place):
            return ""
        await self.parts.customs.keep(PLATFORM, place, "replies", str(message.id))
        return HINT.format(me=f"@{called}")

    async def _theirs(self, message: discord.Message, target: Posting) -> bool:
        """Whether they asked for the result themselves: others may just talk about it."""
        job = await self.parts.ledger.job(target.job)
        person = await self.registry.person(message.author)
        return job is not None and job.spec.place.person == person
