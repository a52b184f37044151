"""What the parts of the front end share: the bot, what is stored, and how a request is taken."""

import asyncio
import logging
from collections.abc import AsyncGenerator, Coroutine
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any
from weakref import WeakValueDictionary

import telegram
from telegram.error import TelegramError

from bots.desk import Desk, sorry
from bots.on_telegram.drafting import Drafting
from bots.on_telegram.outgoing import Shape, shape
from bots.on_telegram.places import Places, Spot, is_group, title_of
from bots.on_telegram.posts import Posts
from bots.on_telegram.sending import Bot
from bots.on_telegram.setting import manner
from bots.parts import Parts
from bots.posting import Answering, PlaceClosed
from core.customs import Manner
from core.errors import EaselError
from core.incoming import Incoming
from core.replies import Channel, Turn

log = logging.getLogger("easel.telegram")

Locks = WeakValueDictionary[tuple[int, int], asyncio.Lock]
LOOK_AFTER = (telegram.ChatMember.OWNER, telegram.ChatMember.ADMINISTRATOR)


@dataclass(frozen=True, slots=True)
class House:
    """One bot and all that it works with."""

    bot: Bot
    parts: Parts
    places: Places
    posts: Posts
    desk: Desk[Shape]
    drafting: Drafting
    _turns: Locks = field(default_factory=Locks)

    async def take(
        self,
        incoming: Coroutine[Any, Any, Incoming],
        answering: Answering[Shape],
        prompt: bool = False,
    ) -> Turn | None:
        """Answer; whatever is wrong becomes a sentence in the same place.

        `prompt`: whether the answer cannot wait until messages were changed.
        Raises TelegramError where Telegram cannot be reached: then it is to be taken again.
        """
        try:
            return await self.desk.take(await incoming, answering, prompt)
        except PlaceClosed:
            log.warning("an answer could not be shown: nothing can be written there any more")
        except EaselError as error:
            await answering.say(shape(sorry(error)))
        except TelegramError:
            raise
        except Exception:
            log.exception("something that came in could not be answered")
            await answering.say(shape(sorry()))
        return None

    async def manner(self, chat: int) -> Manner:
        """How requests of a chat are taken."""
        first = await self.places.first(chat)
        return await manner(first, self.parts.customs, self.parts.catalogue)

    @asynccontextmanager
    async def in_turn(self, chat: int, person: int) -> AsyncGenerator[None]:
        """What one person does in a chat is taken in the order in which it came."""
        lock = self._turns.setdefault((chat, person), asyncio.Lock())
        async with lock:
            yield

    async def channel(self, spot: Spot, chat: telegram.Chat) -> Channel:
        """The channel in the ledger."""
        return await self.places.channel(spot, title_of(chat, spot.topic))

    async def looks_after(self, chat: int, person: int) -> bool:
        """Whether somebody may decide for a chat: in a group its administrators may."""
        if not is_group(chat) or person == chat:
            return True  # only administrators speak as the group
        try:
            member = await self.bot.get_chat_member(chat, person)
        except TelegramError as error:
            log.info("who looks after %s is not known: %s", chat, error)
            return False
        return member.status in LOOK_AFTER
