"""An interaction or a message of Discord as what the conversation takes."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

import discord
from discord.http import HTTPClient

from bots.on_discord.customs import House
from bots.on_discord.incoming import (
    DOES,
    PLATFORM,
    Copied,
    Registry,
    Wish,
    copied,
    without_mention,
)
from bots.on_discord.media import pictures_of
from bots.on_discord.naming import named, names_of_interaction, names_of_message
from bots.on_discord.posts import Posts
from core.actions import Verb
from core.incoming import Incoming

Interaction = discord.Interaction[Any]
Fetch = Callable[[], Awaitable[Copied]]  # of what was attached; only once we have acknowledged


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads what comes in, once it is acknowledged."""

    registry: Registry
    house: House
    posts: Posts
    http: HTTPClient

    async def interaction(
        self, interaction: Interaction, wish: Wish, fetch: Fetch | None
    ) -> Incoming:
        """What somebody asks for with a command, a button or a question.

        Raises NotPermitted, TargetGone, and what `fetch` raises.
        """
        if (message := deleted(interaction, wish)) is not None:
            await self.posts.renewed(message, interaction.token)
        where, who, house = interaction.channel, interaction.user, self.house
        heard = await self.registry.heard(interaction.id, where, who)
        # What one began may be ended anywhere, whatever was set since; what is painted is begun.
        ends = wish.private and wish.verb not in DOES
        manner = house.always(where) if ends else await house.manner(where, who)
        copies = await fetch() if fetch else Copied(())
        place, of = interaction.channel_id, wish.message
        meant = await self.posts.shown_in(place, of) if of else None
        return Incoming(
            key=heard.key,
            channel=heard.channel,
            person=heard.person,
            platform=PLATFORM,
            words=named(wish.words, names_of_interaction(interaction)),
            attachments=copies.attachments,
            mask=copies.mask,
            action=wish.action,
            reply_to=meant.job if meant else "",
            variant=wish.variant or (meant.variant if meant else 0),
            left_out=copies.left_out,
            intent=wish.intent,
            moderates=heard.moderates,
            private=interaction.context.dm_channel,
            local=wish.local,
            manner=manner,
            taken=copies.taken,
            came=interaction.created_at,
        )

    async def message(self, message: discord.Message, me: int) -> Incoming:
        """What somebody says to us, whose id is `me`.

        Raises NotPermitted, and FileTooLarge and NotFetched for what came with it.
        """
        target = await self.posts.replied_to(message)
        heard = await self.registry.heard(message.id, message.channel, message.author)
        manner = await self.house.manner(message.channel, message.author)
        pictures = pictures_of(message, self.http.get_from_cdn)
        replied = message.reference.resolved if message.reference else None
        if isinstance(replied, discord.Message) and not target:
            pictures += pictures_of(replied, self.http.get_from_cdn)
        files = await copied(pictures)
        return Incoming(
            key=heard.key,
            channel=heard.channel,
            person=heard.person,
            platform=PLATFORM,
            words=named(without_mention(message.content, me), names_of_message(message)),
            attachments=files.attachments,
            reply_to=target.job if target else "",
            variant=target.variant if target else 0,
            left_out=files.left_out,
            moderates=heard.moderates,
            private=message.guild is None,
            came=message.created_at,
            manner=manner,
        )


def deleted(interaction: Interaction, wish: Wish) -> discord.Message | None:
    """The message whose result is to be deleted, where that was pressed in one."""
    return interaction.message if wish.verb is Verb.DELETE else None
