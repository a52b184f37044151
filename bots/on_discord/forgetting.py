"""The command `/forget`: asks before anything is removed, and the one who asked alone."""

from typing import Any

import discord
from discord import app_commands

from bots.on_discord.incoming import PLATFORM
from core.forgetting import FORGET
from core.replies import Reply

Interaction = discord.Interaction[Any]  # its client is ours


@app_commands.command(name=FORGET, description="Remove everything that I keep of you")
async def forget(interaction: Interaction) -> None:
    """Ask whether everything that is kept of the person is to be removed."""
    await interaction.client.tell_later(interaction, _asked(interaction))


async def _asked(interaction: Interaction) -> Reply:
    client = interaction.client
    person = await client.registry.person(interaction.user)
    return await client.parts.forgetting.asked(person, PLATFORM, private=True)
