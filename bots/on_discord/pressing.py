"""Buttons whose id says all that they mean, so that they work after any restart."""

import re
from typing import Any, Self

import discord

from core.actions import Action, Verb
from core.errors import ForgedAction

STYLES = {
    Verb.DELETE: discord.ButtonStyle.danger,
    Verb.FORGET: discord.ButtonStyle.danger,
    Verb.DROP: discord.ButtonStyle.danger,
    Verb.CANCEL: discord.ButtonStyle.danger,
    Verb.MORE: discord.ButtonStyle.primary,
}
LONGEST_LABEL = 80  # characters


def known(packed: str) -> Action | None:
    """What a button means; None for one that this release does not know."""
    try:
        return Action.unpack(packed)
    except ForgedAction:
        return None


# Any id is taken: a button of another release, too, is answered, if only with a sentence.
class Press(discord.ui.DynamicItem[discord.ui.Button[Any]], template=r"(?s)(?P<packed>.+)"):
    """A button of Easel's; its custom id is the packed action."""

    def __init__(self, packed: str, label: str = "…") -> None:
        self.packed = packed
        action = known(packed)
        style = STYLES.get(action.verb) if action else None
        super().__init__(
            discord.ui.Button(
                label=label[:LONGEST_LABEL],
                custom_id=packed,
                style=style or discord.ButtonStyle.secondary,
            )
        )

    @classmethod
    async def from_custom_id(
        cls,
        interaction: discord.Interaction[Any],
        item: discord.ui.Item[Any],
        match: re.Match[str],
    ) -> Self:
        """The button that was pressed, whoever sent it and whenever."""
        return cls(match["packed"])

    async def callback(self, interaction: discord.Interaction[Any]) -> Any:
        """Let the client, which is ours, do what it means."""
        await interaction.client.pressed(interaction, self.packed)
