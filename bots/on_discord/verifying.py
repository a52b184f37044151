"""The command and the menu `verify`: where a file came from, told to the one who asked alone."""

from collections.abc import Sequence
from typing import Any

import discord
from discord import app_commands

from bots.on_discord.incoming import copied
from bots.on_discord.media import Media, pictures_of
from core.replies import Reply
from core.verifying import VERIFY, verified

Interaction = discord.Interaction[Any]  # its client is ours


@app_commands.command(name=VERIFY, description="Where a file came from, as it says itself")
@app_commands.describe(file="The file to look at")
async def verify(interaction: Interaction, file: discord.Attachment) -> None:
    """Where a file came from."""
    await interaction.client.tell_later(interaction, _verified(interaction, [file]))


@app_commands.context_menu(name="Verify")
async def verify_this(interaction: Interaction, message: discord.Message) -> None:
    """Where the files of a message came from."""
    shown = pictures_of(message, interaction.client.http.get_from_cdn)
    await interaction.client.tell_later(interaction, _verified(interaction, shown))


async def _verified(interaction: Interaction, files: Sequence[Media]) -> Reply:
    copies = await copied(files)
    return await verified(copies.attachments, interaction.client.parts.reading)
