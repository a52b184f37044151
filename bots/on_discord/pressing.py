"""Buttons whose id says all that they mean, so that they work after any restart."""

import re
from typing import Any, Self

import discord

from core.actions import Action, Verb

STYLES = {
    Verb.DELETE: discord.ButtonStyle.danger,
    Verb.CANCEL: discord.ButtonStyle.danger,
    Verb.MORE: discord.ButtonStyle.primary,
}
LONGEST_LABEL = 80  # characters


class Press(discord.ui.DynamicItem[discord.ui.Button[Any]], template=r"(?P<packed>e1:[\w:.-]+)"):
    """A button of Easel's; its custom id is the packed action."""

    def __init__(self, packed: str, label: str = "…") -> None:
        self.packed = packed
        style = STYLES.get(Action.unpack(packed).verb, discord.ButtonStyle.secondary)
        super().__init__(
            discord.ui.Button(label=label[:LONGEST_LABEL], custom_id=packed, style=style)
        )

    @classmethod
    async def from_custom_id(
        cls,
        interaction: discord.Interaction[Any],
        item: discord.ui.Item[Any],
        match: re.Match[str],
    ) -> Self:
        """The button that was pressed, whoever sent it and whenever. Raises ForgedAction."""
        return cls(match["packed"])

    async def callback(self, interaction: discord.Interaction[Any]) -> Any:
        """Let the client, which is ours, do what it means."""
        await interaction.client.pressed(interaction, self.packed)
