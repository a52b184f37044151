"""Pictures of messages that somebody chose from a menu, until the words for them are there."""

import asyncio
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass, field

import discord

from bots.on_discord.incoming import Copied, copied
from core.errors import TargetGone

MOST = 200  # menus that are open at once


@dataclass
class Holding:
    """Copies, begun at once, because what a menu gives may not be asked for again."""

    _held: OrderedDict[str, asyncio.Task[Copied]] = field(
        default_factory=OrderedDict[str, asyncio.Task[Copied]]
    )

    def hold(self, key: str, attachments: Sequence[discord.Attachment]) -> None:
        """Begin to copy."""
        self._held[key] = asyncio.create_task(copied(attachments))
        while len(self._held) > MOST:
            _, oldest = self._held.popitem(last=False)
            oldest.cancel()

    async def take(self, key: str) -> Copied:
        """The copies; raises TargetGone where they are not held any more, and what copying did."""
        task = self._held.pop(key, None)
        if task is None:
            raise TargetGone
        return await task
