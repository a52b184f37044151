"""The ways of answering: after an interaction, beside what was pressed, and under a message."""

import logging
from dataclasses import dataclass
from typing import Any

import discord

from bots.desk import PlaceClosed, Said
from bots.on_discord.outgoing import Shape
from bots.on_discord.posts import Posts
from bots.on_discord.shaping import FILE_LIMIT

log = logging.getLogger("easel.discord")

Interaction = discord.Interaction[Any]


@dataclass(frozen=True, slots=True)
class AfterDeferring:
    """The answer takes the place of "… is thinking"."""

    interaction: Interaction
    posts: Posts
    private: bool = False  # whether nobody else sees it

    @property
    def limit(self) -> int:
        """Bytes that a file may have here, as Discord says."""
        return int(self.interaction.filesize_limit or FILE_LIMIT)

    async def say(self, shape: Shape) -> Said:
        """Edit the response; what only concerns the one who asked takes its place unseen."""
        if shape.private and not self.private:
            # What comes first after deferring stands in its place, and is as public as that.
            await self.interaction.edit_original_response(content="…")
            said = await _whispered(self.interaction, self.posts, shape, self.limit)
            await self.interaction.delete_original_response()
            return said
        more: dict[str, Any] = {"view": view} if (view := shape.view()) else {}
        message = await self.interaction.edit_original_response(
            content=shape.text, attachments=shape.files(), **more
        )
        return self.posts.said(message, self.limit, self.interaction.token)


@dataclass(frozen=True, slots=True)
class BesidePressed:
    """The answer is told to the one who pressed; what was pressed may be changed meanwhile."""

    interaction: Interaction
    posts: Posts

    @property
    def limit(self) -> int:
        """Bytes that a file may have here, as Discord says."""
        return int(self.interaction.filesize_limit or FILE_LIMIT)

    async def say(self, shape: Shape) -> Said:
        """Send it to the one who pressed."""
        return await _whispered(self.interaction, self.posts, shape, self.limit)


async def _whispered(interaction: Interaction, posts: Posts, shape: Shape, limit: int) -> Said:
    """A message that nobody else sees."""
    more: dict[str, Any] = {"view": view} if (view := shape.view()) else {}
    message = await interaction.followup.send(
        shape.text, files=shape.files(), ephemeral=True, wait=True, **more
    )
    return posts.said(message, limit, interaction.token)


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
    """The answer stands in the channel: where an interaction could not be acknowledged in time.

    What only concerns the one who asked goes to them directly, or nowhere.
    """

    interaction: Interaction
    posts: Posts
    private: bool = False

    @property
    def limit(self) -> int:
        """Bytes that a file may have here, as Discord says."""
        return int(self.interaction.filesize_limit or FILE_LIMIT)

    async def say(self, shape: Shape) -> Said:
        """Send it; there is no token by which it could be changed."""
        if self.private or shape.private:
            return await self._directly(shape)
        channel = self.interaction.client.get_partial_messageable(self.interaction.channel_id)
        more: dict[str, Any] = {"view": view} if (view := shape.view()) else {}
        sent = await channel.send(
            shape.text, files=shape.files(), nonce=str(self.interaction.id), **more
        )
        return self.posts.said(sent, self.limit)

    async def _directly(self, shape: Shape) -> Said:
        person, nonce = str(self.interaction.user.id), str(self.interaction.id)
        try:
            return await self.posts.tell(person, shape, nonce)
        except PlaceClosed:
            log.warning("interaction %s is answered nowhere: nobody else may see it", nonce)
            return Said("", "")
