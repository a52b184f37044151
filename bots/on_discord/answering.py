"""The two ways of answering: after an interaction, and under a message."""

from dataclasses import dataclass
from typing import Any

import discord

from bots.on_discord.desk import FILE_LIMIT
from bots.on_discord.outgoing import Shape

Interaction = discord.Interaction[Any]


@dataclass(frozen=True, slots=True)
class AfterDeferring:
    """The answer takes the place of "… is thinking"."""

    interaction: Interaction

    @property
    def limit(self) -> int:
        """Bytes that a file may have here, as Discord says."""
        return int(getattr(self.interaction, "filesize_limit", 0) or FILE_LIMIT)

    async def say(self, shape: Shape) -> tuple[discord.Message, str]:
        """Edit the response; gives its message and the interaction's token."""
        more: dict[str, Any] = {"view": view} if (view := shape.view()) else {}
        message = await self.interaction.edit_original_response(
            content=shape.text, attachments=shape.files(), **more
        )
        return message, self.interaction.token


@dataclass(frozen=True, slots=True)
class UnderMessage:
    """The answer is a reply to the message; where that is gone, it stands alone."""

    message: discord.Message

    @property
    def limit(self) -> int:
        """Bytes that a file may have here."""
        guild = self.message.guild
        return guild.filesize_limit if guild else FILE_LIMIT

    async def say(self, shape: Shape) -> tuple[discord.Message, str]:
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
        return sent, ""
