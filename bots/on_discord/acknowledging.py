"""The first answer to an interaction, for which Discord gives three seconds."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from enum import Enum, auto
from typing import Any

import discord

from bots.on_discord.trouble import TROUBLE, TWICE, passes, pause_of

log = logging.getLogger("easel.discord")

PATIENCE = 2.5  # s after which another attempt would come too late

Interaction = discord.Interaction[Any]


class First(Enum):
    """What became of the first answer."""

    GIVEN = auto()
    LATE = auto()  # Discord takes none any more: what there is to say stands in the channel
    TAKEN = auto()  # another process has given it


async def deferred(interaction: Interaction, private: bool, changes: bool = False) -> First:
    """Tell Discord that an answer comes, which only the asker sees where it is `private`.

    `changes`: whether what was pressed is changed itself; then nothing new appears yet.
    """

    async def defer() -> None:
        await interaction.response.defer(thinking=not changes, ephemeral=private)

    return await _first(interaction, defer)


async def asked(interaction: Interaction, modal: discord.ui.Modal) -> First:
    """Ask for words, which must be the first answer."""

    async def send() -> None:
        await interaction.response.send_modal(modal)

    return await _first(interaction, send)


async def told(interaction: Interaction, text: str) -> First:
    """Say no more than this, to the asker alone."""

    async def send() -> None:
        await interaction.response.send_message(text, ephemeral=True)

    return await _first(interaction, send)


async def _first(interaction: Interaction, answer: Callable[[], Awaitable[None]]) -> First:
    """Try until it is given or too late: limits and cut connections may pass in time."""
    loop = asyncio.get_running_loop()
    begun, again = loop.time(), False
    while True:
        try:
            await answer()
        except TROUBLE as error:
            if getattr(error, "code", 0) == TWICE:
                if again:
                    return First.GIVEN  # the attempt whose answer was lost had arrived
                log.warning(
                    "somebody else answers interaction %s: another process?", interaction.id
                )
                return First.TAKEN
            pause = pause_of(error)
            if not passes(error) or loop.time() - begun + pause > PATIENCE:
                log.warning("interaction %s was not acknowledged: %r", interaction.id, error)
                return First.LATE
            again = True
            await asyncio.sleep(pause)
        else:
            return First.GIVEN
