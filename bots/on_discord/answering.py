"""The ways of answering: after an interaction, beside what was pressed, and under a message."""

import logging
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from typing import Any, TypeVar

import discord

from bots.on_discord.outgoing import Shape
from bots.on_discord.posts import Posts
from bots.on_discord.shaping import FILE_LIMIT
from bots.on_discord.trouble import TROUBLE, Unsaid, patiently, refusal
from bots.posting import PlaceClosed, Said

log = logging.getLogger("easel.discord")

T = TypeVar("T")

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
        """Edit the response; where that cannot be done, send a message instead of it.

        What only concerns the one who asked takes its place unseen. Raises Unsaid, and what the
        platform refuses for good.
        """
        if shape.private and not self.private:
            return await self._unseen(shape)
        try:
            message = await patiently(partial(self._edit, shape))
        except TROUBLE as error:
            if why := refusal(error):
                raise why from error
            return await self._instead(shape, error)
        return self.posts.said(message, self.limit, self.interaction.token)

    async def _unseen(self, shape: Shape) -> Said:
        # What comes first after deferring stands in its place, and is as public as that.
        await _said(partial(self.interaction.edit_original_response, content="…"))
        try:
            return await _whispered(self.interaction, self.posts, shape, self.limit)
        finally:
            await self._withdraw()

    async def _edit(self, shape: Shape) -> discord.Message:
        more: dict[str, Any] = {"view": view} if (view := shape.view()) else {}
        return await self.interaction.edit_original_response(
            content=shape.text, attachments=shape.files(), **more
        )

    async def _instead(self, shape: Shape, error: Exception) -> Said:
        if self.private:
            raise Unsaid from error
        log.info("an answer becomes a message of its own: %r", error)
        said = await InChannel(self.interaction, self.posts).say(shape)
        await self._withdraw()
        return said

    async def _withdraw(self) -> None:
        with suppress(*TROUBLE):  # otherwise we would be thinking there for ever
            await self.interaction.delete_original_response()


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
        return self.posts.said(await _said(partial(self._send, shape)), self.limit)

    async def _send(self, shape: Shape) -> discord.Message:
        more: dict[str, Any] = {"view": view} if (view := shape.view()) else {}
        reference = self.message.to_reference(fail_if_not_exists=False)
        return await self.message.channel.send(
            shape.text,
            files=shape.files(),
            reference=reference,
            mention_author=False,
            nonce=str(self.message.id),
            **more,
        )


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
        return self.posts.said(await _said(partial(self._send, shape)), self.limit)

    async def _send(self, shape: Shape) -> discord.Message:
        channel = self.interaction.client.get_partial_messageable(self.interaction.channel_id)
        more: dict[str, Any] = {"view": view} if (view := shape.view()) else {}
        return await channel.send(
            shape.text, files=shape.files(), nonce=str(self.interaction.id), **more
        )

    async def _directly(self, shape: Shape) -> Said:
        person, nonce = str(self.interaction.user.id), str(self.interaction.id)
        try:
            return await _said(partial(self.posts.tell, person, shape, nonce))
        except PlaceClosed:
            log.warning("interaction %s is answered nowhere: nobody else may see it", nonce)
            return Said("", "")


async def _whispered(interaction: Interaction, posts: Posts, shape: Shape, limit: int) -> Said:
    """A message that nobody else sees."""

    async def send() -> discord.Message:
        more: dict[str, Any] = {"view": view} if (view := shape.view()) else {}
        return await interaction.followup.send(
            shape.text, files=shape.files(), ephemeral=True, wait=True, **more
        )

    return posts.said(await _said(send), limit, interaction.token)


async def _said(send: Callable[[], Awaitable[T]]) -> T:
    """What was sent. Raises Unsaid, and what the platform refuses for good."""
    try:
        return await patiently(send)
    except TROUBLE as error:
        raise refusal(error) or Unsaid from error
