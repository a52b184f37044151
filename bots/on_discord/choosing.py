"""A message that was chosen from a menu: a result of ours, pictures of others, or neither."""

from collections.abc import Mapping
from functools import partial
from typing import Any

import discord

from bots.on_discord.asking import HELD, OURS, AskAbout, has_buttons, variants_in
from bots.on_discord.incoming import Wish, copied
from bots.on_discord.media import pictures_of
from core.catalogue import Intent
from core.replies import Kind, Reply

Interaction = discord.Interaction[Any]  # its client is ours
NO_PICTURE = "There is no picture in that message; choose one that shows a picture."
# They need no words.
DOES: Mapping[Intent | None, str] = {
    Intent.ANIMATE: "animate it",
    Intent.DESCRIBE: "describe this",
}


async def choose(interaction: Interaction, message: discord.Message, intent: Intent | None) -> None:
    """Do what a menu says with the pictures of a message, after asking what it leaves open.

    Nothing is looked up before the question is there: Discord waits for it.
    """
    shown = pictures_of(message, interaction.client.http.get_from_cdn)
    ours = message.author == interaction.client.user and has_buttons(message)
    numbers = variants_in(message) if ours else []
    if len(numbers) > 1 or (numbers and shown):
        await _ours(interaction, message, intent, numbers)
    elif ours or not shown:  # a preview is no picture yet
        await interaction.client.tell_privately(interaction, Reply(Kind.ERROR, NO_PICTURE))
    elif intent in DOES:
        wish = Wish(DOES[intent], intent=intent)
        await interaction.client.take(interaction, wish, partial(copied, shown))
    else:
        interaction.client.holding.hold(str(interaction.id), shown)
        await interaction.client.ask(interaction, AskAbout(intent, HELD, interaction.id))


async def _ours(
    interaction: Interaction, message: discord.Message, intent: Intent | None, numbers: list[int]
) -> None:
    """A result of ours is meant itself, not the picture of it that the message shows."""
    if intent in DOES and len(numbers) == 1:
        wish = Wish(DOES[intent], intent=intent, message=message.id, variant=numbers[0])
        await interaction.client.take(interaction, wish)
        return
    about = AskAbout(intent, OURS, message.id, numbers, words=intent not in DOES)
    await interaction.client.ask(interaction, about)
