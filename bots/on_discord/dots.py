"""The sign that somebody types: no more than a decoration."""

import asyncio
from contextlib import suppress

import discord

from bots.on_discord.trouble import TROUBLE

PAUSE = 5.0  # s; Discord shows each sign for ten


async def typing(channel: discord.abc.Messageable) -> None:
    """Show that we type, until cancelled or until Discord does not want it."""
    with suppress(*TROUBLE):
        while True:
            await channel.typing()
            await asyncio.sleep(PAUSE)
