"""The commands `/link` and `/unlink`: this account and one of another platform are one person."""

from typing import Any

import discord
from discord import app_commands

from bots.on_discord.incoming import PLATFORM
from core.linking import LINK, UNLINK, Account, link, unlink
from core.replies import Reply

Interaction = discord.Interaction[Any]  # its client is ours


@app_commands.command(name=LINK, description="Link this account with your other one")
@app_commands.describe(code="The code from your other account; leave it to get one")
async def link_(interaction: Interaction, code: str = "") -> None:
    """Link this account with another one, or give a code for that."""
    await interaction.client.tell_later(interaction, _link(interaction, code))


@app_commands.command(name=UNLINK, description="Take the link with your other account back")
async def unlink_(interaction: Interaction) -> None:
    """Take the link with the other account back."""
    await interaction.client.tell_later(interaction, _unlink(interaction))


async def _link(interaction: Interaction, code: str) -> Reply:
    parts = interaction.client.parts
    return await link(code, await _account(interaction), parts.links, parts.clock)


async def _unlink(interaction: Interaction) -> Reply:
    return await unlink(await _account(interaction), interaction.client.parts.links)


async def _account(interaction: Interaction) -> Account:
    id = await interaction.client.registry.person(interaction.user)
    return Account(id, PLATFORM, interaction.user.display_name)
