"""Where Easel can be installed, and what it hears there."""

import discord
from discord import app_commands

# Servers, direct messages with us, and those of others; installed by servers and by people.
EVERYWHERE = app_commands.AppCommandContext(guild=True, dm_channel=True, private_channel=True)
BY_ALL = app_commands.AppInstallationType(guild=True, user=True)


def intents(reads_all: bool) -> discord.Intents:
    """What is asked of the gateway; `reads_all` needs the privileged message-content intent.

    Without it, messages that mention us, direct messages and replies that ping us are heard.
    """
    wanted = discord.Intents(guilds=True, guild_messages=True, dm_messages=True)
    wanted.message_content = reads_all
    return wanted
