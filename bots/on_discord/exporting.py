"""The command `export`: all that was made in a channel, as one archive."""

from typing import Any

import discord
from discord import app_commands

from bots.on_discord.incoming import Wish
from core.exporting import EXPORT

Interaction = discord.Interaction[Any]  # its client is ours


@app_commands.command(name=EXPORT, description="All results of this channel as a ZIP")
async def export(interaction: Interaction) -> None:
    """All results of the channel."""
    await interaction.client.take(interaction, Wish(EXPORT))
