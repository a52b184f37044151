"""/recall with other words or another picture: the settings of the result that was chosen."""

import re
from functools import partial
from typing import Any

import discord

from bots.desk import sorry
from bots.on_discord.incoming import Wish, copied
from bots.on_discord.pressing import known
from core.actions import Action, Verb
from core.buttons import ONTO_PICTURE, ONTO_WORDS
from core.catalogue import Intent
from core.errors import BadOption

Interaction = discord.Interaction[Any]  # its client is ours
_ID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
NEEDS = "one of the results that are offered while you type, or the id that Details show"


async def reapply(
    interaction: Interaction, chosen: str, other: str, image: discord.Attachment | None
) -> None:
    """Take up the settings of the result that was `chosen` of those that are offered, or by its
    id, for other words, another picture, or both."""
    fetch = partial(copied, [image] if image else [])
    action = known(chosen)
    if action is not None and action.verb is Verb.OPEN:
        option = ONTO_PICTURE if image else ONTO_WORDS
        again = Action(Verb.RECALL, action.job, 0, option).pack()
        await interaction.client.take(interaction, Wish(other, again), fetch)
    elif _ID.fullmatch(chosen.strip()):
        wish = Wish(f"{chosen.strip()} {other}", intent=Intent.RECALL)
        await interaction.client.take(interaction, wish, fetch)
    else:
        error = BadOption(option="words", needs=NEEDS, given=f"“{chosen}”")
        await interaction.client.tell_privately(interaction, sorry(error))
