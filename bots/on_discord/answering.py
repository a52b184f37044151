"""The two ways of answering: after an interaction, and under a message."""

from dataclasses import dataclass
from typing import Any

import discord

from bots.desk import Said
from bots.on_discord.outgoing import Shape
from bots.on_discord.posts import Posts
from bots.on_discord.shaping import FILE_LIMIT

Interaction = discord.Interaction[Any]


@dataclass(frozen=True, slots=True)
class AfterDeferring:
    """The answer takes the place of "… is thinking"."""

    interaction: Interaction
    posts: Posts

    @property
    def limit(self) -> int:
        """Bytes that a file may have here, as Discord says."""
        return int(self.interaction.filesize_limit or FILE_LIMIT)

    async def say(self, shape: Shape) -> Said:
        """Edit the response."""
        more: dict[str, Any] = {"view": view} if (view := shape.view()) else {}
        message = await self.interaction.edit_original_response(
            content=shape.text, attachments=shape.files(), **more
        )
        return self.posts.said(message, self.limit, self.interaction.token)


@dataclass(frozen=True, slots=True)
class UnderMessage:
    """The answer is a reply to the message; where that is gone, it stands alone."""

    message: discord.Message
    posts: Posts

    @property
    def limit(self) -> int:
        """Bytes that a file may have here."""
        guild = self.message.guild
        return guild.filesize_limit if guild else FILE_LIMIT

    async def say(self, shape: Shape) -> Said:
        """Send it; there is no token by which it could be changed."""
        more: dict[str, Any] = {"view": view} if (view := shape.view()) else {}
        reference = self.message.to_reference(fail_if_not_exists=False)
        sent = await self.message.channel.send(
            shape.text,
            files=shape.files(),
            reference=reference,
            mention_author=False,
            nonce=str(self.message.id),
            **more,
        )
        return self.posts.said(sent, self.limit)


@dataclass(frozen=True, slots=True)
class InChannel:
    """The answer stands in the channel: where an interaction could not be acknowledged in time."""

    interaction: Interaction
    posts: Posts

    @property
    def limit(self) -> int:
        """Bytes that a file may have here, as Discord says."""
        return int(self.interaction.filesize_limit or FILE_LIMIT)

    async def say(self, shape: Shape) -> Said:
        """Send it; there is no token by which it could be changed."""
        channel = self.interaction.client.get_partial_messageable(self.interaction.channel_id)
        more: dict[str, Any] = {"view": view} if (view := shape.view()) else {}
        sent = await channel.send(
            shape.text, files=shape.files(), nonce=str(self.interaction.id), **more
        )
        return self.posts.said(sent, self.limit)
