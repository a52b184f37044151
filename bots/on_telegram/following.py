"""What follows a message: sent part by part, and gone on with where it was broken off."""

import asyncio
import logging
from collections.abc import Sequence

from telegram.error import BadRequest, TelegramError

from bots.on_telegram.places import PLATFORM
from bots.on_telegram.sending import Bot, Part, Target, send_part
from core.customs import Customs

log = logging.getLogger("easel.telegram")

SENT = "sent"  # the name under which it is kept how many parts there are


class Following:
    """Sends what follows messages; how far that is, is kept with the message."""

    def __init__(self, bot: Bot, customs: Customs) -> None:
        self._bot = bot
        self._customs = customs

    async def begin(self, target: Target) -> bool:
        """Something will follow the message `target.under`; whether that was owed before."""
        owed = SENT in await self._customs.of(PLATFORM, _key(target))
        if not owed:
            await self._customs.keep(PLATFORM, _key(target), SENT, "0")
        return owed

    async def drop(self, target: Target) -> None:
        """Nothing is owed any more."""
        await self._customs.keep(PLATFORM, _key(target), SENT, None)

    async def go_on(self, target: Target, rest: list[Part], pauses: Sequence[float] = ()) -> None:
        """Send the parts that were not sent yet, again after `pauses` (s) where that fails.

        Raises TelegramError where it cannot be done now; what was sent is kept in mind.
        """
        kept = await self._customs.of(PLATFORM, _key(target))
        for number, part in enumerate(rest[int(kept.get(SENT, 0)) :], int(kept.get(SENT, 0)) + 1):
            try:
                await self._patiently(target, part, pauses)
            except BadRequest as error:
                log.error("Telegram refused what follows a message: %s", error.message)
            await self._customs.keep(PLATFORM, _key(target), SENT, str(number))
        await self.drop(target)

    async def _patiently(self, target: Target, part: Part, pauses: Sequence[float]) -> None:
        for pause in (*pauses, None):
            try:
                return await send_part(self._bot, target, part)
            except BadRequest:
                raise
            except TelegramError as error:
                if pause is None:
                    raise
                log.warning("what follows a message did not get through: %s", error)
                await asyncio.sleep(pause)
        return None


def _key(target: Target) -> str:
    return f"after {target.under} in {target.chat}"
