"""The Telegram front end: takes updates of every kind, and shows what comes of them."""

from datetime import datetime

import telegram
from telegram.ext import ExtBot
from telegram.request import HTTPXRequest

from bots.desk import Desk
from bots.on_telegram.albums import Albums
from bots.on_telegram.drafting import Drafting
from bots.on_telegram.house import House
from bots.on_telegram.limiting import Limiter
from bots.on_telegram.places import PLATFORM, Places
from bots.on_telegram.posts import Posts
from bots.on_telegram.pressing import Pressing
from bots.on_telegram.sending import Bot
from bots.on_telegram.sharing import offer
from bots.on_telegram.speaking import Speaking
from bots.parts import Parts
from bots.ticking import Ticker

SELDOM = 3.0  # s between two edits of a message for progress
AT_ONCE = 64  # connections; a result that waits for its turn holds none
UPLOAD, READ, POOL = 120.0, 30.0, 30.0  # s
KINDS = (
    telegram.Update.MESSAGE,
    telegram.Update.CALLBACK_QUERY,
    telegram.Update.INLINE_QUERY,
    telegram.Update.MY_CHAT_MEMBER,
)
OUT = (telegram.ChatMember.LEFT, telegram.ChatMember.BANNED)


def bot_of(token: str, api: str, limiter: Limiter) -> Bot:
    """A client for the Bot API at the address `api`."""
    return ExtBot(
        token,
        base_url=f"{api}/bot",
        base_file_url=f"{api}/file/bot",
        request=HTTPXRequest(
            AT_ONCE, read_timeout=READ, pool_timeout=POOL, media_write_timeout=UPLOAD
        ),
        rate_limiter=limiter,
    )


class Front:
    """Easel in Telegram."""

    def __init__(self, bot: Bot, parts: Parts, albums: Albums) -> None:
        self.places = Places(parts.customs, parts.history)
        self.posts = Posts(bot, parts, self.places)
        self.desk = Desk(parts, self.posts, PLATFORM)
        self.ticker = Ticker(parts, self.desk, SELDOM, PLATFORM)
        self._house = House(bot, parts, self.places, self.posts, self.desk, Drafting(bot))
        self._speaking = Speaking(self._house, albums)
        self._pressing = Pressing(self._house)

    def greet(self, update: telegram.Update, came: datetime) -> None:
        """Say that a press came, before it is kept: whoever pressed waits for that."""
        if update.callback_query is not None:
            self._pressing.greet(update.callback_query, came)

    async def handle(self, update: telegram.Update, came: datetime) -> None:
        """Answer an update that `came` then, perhaps in an earlier process.

        Raises TelegramError where it is to be handed in once more.
        """
        if update.callback_query is not None:
            await self._pressing.pressed(update.callback_query, came)
        elif update.inline_query is not None:
            query = update.inline_query
            person = await self.places.person(query.from_user)
            await offer(self._house.bot, self._house.parts, query, person)
        elif update.my_chat_member is not None:
            await self._admitted(update.my_chat_member)
        elif update.message is not None:
            await self._heard(update.message, came)

    async def _heard(self, message: telegram.Message, came: datetime) -> None:
        if message.migrate_to_chat_id:
            await self.places.moved(message.chat.id, message.migrate_to_chat_id)
        elif message.migrate_from_chat_id:
            await self.places.moved(message.migrate_from_chat_id, message.chat.id)
        else:
            await self._speaking.heard(message, came)

    async def _admitted(self, change: telegram.ChatMemberUpdated) -> None:
        """The bot was blocked or thrown out, or let in again."""
        status = change.new_chat_member.status
        if status in OUT:
            await self.places.close(change.chat.id, f"the bot is {status}")
        else:
            await self.places.open(change.chat.id)
