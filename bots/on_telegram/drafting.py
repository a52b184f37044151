"""What is done in a private chat with pictures that came, until the first message of the answer."""

import asyncio
import logging

from telegram.error import BadRequest, NetworkError, RetryAfter, TelegramError

from bots.on_telegram.budgets import Urgency
from bots.on_telegram.limiting import Dropped
from bots.on_telegram.places import Spot, is_group
from bots.on_telegram.sending import Bot

log = logging.getLogger("easel.telegram")

READING = "Reading {what} …"
PATIENCE = 1.0  # s that an answer waits for the preview, which would outlive it if it came later


class Drafting:
    """Shows a preview that Telegram takes away after 30 s, or with the next message."""

    def __init__(self, bot: Bot) -> None:
        self._bot = bot
        self._taken = True  # until Telegram refuses it

    def begin(self, spot: Spot, number: int, pictures: int) -> "Draft":
        """The preview of an answer; `number` is one of its own for each.

        Words alone are answered at once, and have none.
        """
        if is_group(spot.chat) or not pictures or not self._taken:
            return Draft(None)
        what = "the picture" if pictures == 1 else f"{pictures} pictures"
        return Draft(asyncio.create_task(self._shown(spot, number, READING.format(what=what))))

    async def _shown(self, spot: Spot, number: int, text: str) -> None:
        try:
            await self._bot.send_message_draft(
                spot.chat,
                number,
                text=text,
                message_thread_id=spot.topic or None,
                rate_limit_args=Urgency.PROGRESS,
            )
        except (Dropped, RetryAfter):
            return
        except TelegramError as error:
            if isinstance(error, NetworkError) and not isinstance(error, BadRequest):
                return
            log.info("Telegram shows no previews: %s", error)
            self._taken = False


class Draft:
    """A preview that is on its way."""

    def __init__(self, task: asyncio.Task[None] | None) -> None:
        self._task = task

    async def there(self) -> None:
        """Until it is there, or will not be."""
        if self._task is None:
            return
        await asyncio.wait({self._task}, timeout=PATIENCE)
        self._task.cancel()
