"""Pictures of messages that somebody chose from a menu, until the words for them are there."""

import asyncio
from collections import OrderedDict
from collections.abc import Callable, Sequence
from typing import NamedTuple

from bots.on_discord.incoming import Copied, fetched
from bots.on_discord.media import Media
from core.attachments import MOST_ATTACHMENTS, Looked, Looking, too_many
from core.errors import EaselError, PictureGone

MOST = 200  # menus that are open at once
LIVES = 3600.0  # s for which somebody may think about the words


class _Held(NamedTuple):
    until: float  # s, of the loop's clock
    looked: asyncio.Task[Looked]


class Holding:
    """Takes pictures in at once, because what a menu gives may not be asked for again.

    They are stored as any others are; in memory there is one file at a time, of all menus.
    """

    def __init__(self, looking: Callable[[int], Looking]) -> None:
        """`looking` takes so many attachments in."""
        self._looking = looking
        self._one_file = asyncio.Lock()
        self._held: OrderedDict[str, _Held] = OrderedDict()

    def hold(self, key: str, shown: Sequence[Media]) -> None:
        """Begin to take in."""
        now = asyncio.get_running_loop().time()
        self._held[key] = _Held(now + LIVES, asyncio.create_task(self._taken(shown)))
        while len(self._held) > MOST or self._stale(now):
            _, oldest = self._held.popitem(last=False)
            oldest.looked.cancel()

    @property
    def count(self) -> int:
        """How many menus are held."""
        return len(self._held)

    async def take(self, key: str) -> Copied:
        """What became of them; raises PictureGone where they are not held any more."""
        held = self._held.pop(key, None)
        if held is None or held.until < asyncio.get_running_loop().time():
            raise PictureGone
        return Copied((), taken=await held.looked)

    def _stale(self, now: float) -> bool:
        """Whether the oldest was held for too long."""
        return any(held.until < now for held in list(self._held.values())[:1])

    async def _taken(self, shown: Sequence[Media]) -> Looked:
        if len(shown) > MOST_ATTACHMENTS:
            return too_many(len(shown))
        looking = self._looking(len(shown))
        try:
            for one in shown:
                async with self._one_file:
                    await looking.take(await fetched(one))
        except EaselError as error:
            return Looked(trouble=error)
        return looking.looked
