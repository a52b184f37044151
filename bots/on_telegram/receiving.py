"""Updates, kept before Telegram forgets them, and answered once each, whatever dies in between."""

import asyncio
import json
import logging
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime
from typing import NamedTuple

import telegram
from telegram.error import BadRequest, InvalidToken, NetworkError, RetryAfter, TelegramError

from bots.on_telegram.front import KINDS
from bots.on_telegram.limiting import PerhapsSent, seconds_of
from bots.on_telegram.places import PLATFORM
from bots.on_telegram.sending import Bot
from core.inbox import Inbox
from core.ports import Clock

log = logging.getLogger("easel.telegram")

POLL = 30  # s that Telegram waits for updates
AGAIN = (5.0, 30.0, 120.0)  # s before an update is taken up again that could not be answered
PAUSES = (1.0, 2.0, 5.0, 15.0)  # s before Telegram is asked again that was not there

Handle = Callable[[telegram.Update, datetime], Awaitable[None]]
Greet = Callable[[telegram.Update, datetime], None]


class Arrived(NamedTuple):
    """An update, and when it came in, however long it waits for its answer."""

    update: telegram.Update
    came: datetime

    def packed(self) -> str:
        """What is kept of it."""
        return json.dumps({"came": self.came.isoformat(), "update": self.update.to_dict()})


class Receiving:
    """Takes updates in, and has them handled side by side."""

    def __init__(
        self, bot: Bot, inbox: Inbox, clock: Clock, handle: Handle, greet: Greet | None = None
    ) -> None:
        """`greet` hears of an update before it is kept: it says that it came, and no more."""
        self._bot = bot
        self._greet = greet
        self._inbox = inbox
        self._clock = clock
        self._handle = handle
        self._tasks: set[asyncio.Task[None]] = set()

    async def take(self, updates: Sequence[telegram.Update]) -> None:
        """Keep updates, then begin to answer those that are new."""
        came = self._clock.now()
        if self._greet is not None:
            for one in updates:
                self._greet(one, came)
        arrived = {one.update_id: Arrived(one, came) for one in updates}
        texts = {number: one.packed() for number, one in arrived.items()}
        for number in await self._inbox.receive(PLATFORM, texts):
            self._begin(arrived[number])

    async def resume(self) -> None:
        """Begin to answer what an earlier process has kept and not answered."""
        for content in (await self._inbox.pending(PLATFORM)).values():
            self._begin(self._unpacked(content))

    async def poll(self) -> None:
        """Ask Telegram for updates until cancelled; what is not kept is asked for again.

        Raises InvalidToken.
        """
        offset, failures = None, 0
        while True:
            try:
                updates = await self._bot.get_updates(offset, timeout=POLL, allowed_updates=KINDS)
                await self.take(updates)
            except InvalidToken:
                raise
            except RetryAfter as error:
                await asyncio.sleep(seconds_of(error))
            except TelegramError as error:
                log.warning("Telegram gives no updates: %s", error)
                await asyncio.sleep(PAUSES[min(failures, len(PAUSES) - 1)])
                failures += 1
            except Exception:
                log.exception("updates could not be kept, as while the database is away")
                await asyncio.sleep(PAUSES[min(failures, len(PAUSES) - 1)])
                failures += 1
            else:
                failures = 0
                offset = updates[-1].update_id + 1 if updates else offset

    async def stop(self) -> None:
        """End what is under way; another process takes it up."""
        for task in tuple(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def _unpacked(self, content: str) -> Arrived:
        """What was kept; earlier versions kept the update alone."""
        kept = json.loads(content)
        came = datetime.fromisoformat(kept["came"]) if "came" in kept else self._clock.now()
        return Arrived(telegram.Update.de_json(kept.get("update", kept), self._bot), came)

    def _begin(self, arrived: Arrived) -> None:
        task = asyncio.create_task(self._deal(*arrived))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _deal(self, update: telegram.Update, came: datetime) -> None:
        """Have an update handled, again where Telegram is away, and forget it then."""
        for pause in (*AGAIN, None):
            try:
                await self._handle(update, came)
                break
            except TelegramError as error:
                log.warning("update %s could not be answered: %s", update.update_id, error)
                if pause is None or not _may_pass(error):
                    break
                await asyncio.sleep(pause)
            except Exception:
                log.exception("update %s could not be answered", update.update_id)
                break
        await self._inbox.done(PLATFORM, update.update_id)


def _may_pass(error: TelegramError) -> bool:
    """Whether to try again may help, and says nothing twice.

    What Telegram refuses, it refuses for good.
    """
    if isinstance(error, BadRequest | PerhapsSent):
        return False
    return isinstance(error, NetworkError | RetryAfter)
