"""The ways of answering: with a message, in a message that is there, and above a button."""

import logging
from dataclasses import dataclass, field

from telegram.error import TelegramError

from bots.on_telegram.drafting import Draft
from bots.on_telegram.outgoing import Shape
from bots.on_telegram.places import Spot
from bots.on_telegram.posts import Posts
from bots.on_telegram.sending import Bot
from bots.on_telegram.shaping import UPLOAD
from bots.posting import MessageGone, PlaceClosed, Said
from core.postings import Posting

log = logging.getLogger("easel.telegram")

LONGEST_TOAST = 200  # characters
WRITTEN = "It is in our private chat."
WRITE_FIRST = "Please write to me in private first: then press this again."
TOAST = "of a button"  # the place of what is no message


@dataclass(frozen=True, slots=True)
class UnderMessage:
    """The answer is a message of its own, in a group as a reply to what it answers."""

    posts: Posts
    spot: Spot
    under: int = 0
    draft: Draft | None = None  # the preview that it takes the place of

    @property
    def limit(self) -> int:
        """Bytes that a file may have there."""
        return UPLOAD

    async def say(self, shape: Shape) -> Said:
        """Send it."""
        if self.draft is not None:
            await self.draft.there()
        return await self.posts.say(self.spot, shape, self.under)


@dataclass(frozen=True, slots=True)
class InPlace:
    """The answer takes the place of an earlier one."""

    posts: Posts
    posting: Posting
    otherwise: UnderMessage  # where that is gone

    @property
    def limit(self) -> int:
        """Bytes that a file may have there."""
        return UPLOAD

    async def say(self, shape: Shape) -> Said:
        """Change the message."""
        try:
            now = await self.posts.change(self.posting, shape)
        except (MessageGone, PlaceClosed):
            return await self.otherwise.say(shape)
        return Said(now.place, now.message, file=now.file)


@dataclass(frozen=True, slots=True)
class AboveButton:
    """The answer is shown for a moment to the one who pressed, and to nobody else.

    A press has one such answer: what there is to say later is a message.
    """

    bot: Bot
    query: str
    later: UnderMessage
    _told: list[str] = field(default_factory=list[str])

    @property
    def limit(self) -> int:
        """Nothing can be shown but words."""
        return 0

    async def say(self, shape: Shape) -> Said:
        """Answer the query, in as many words as there is room for."""
        if self._told:
            return await self.later.say(shape)
        self._told.append(text := shape.first)
        short = text if len(text) <= LONGEST_TOAST else text[: LONGEST_TOAST - 1] + "…"
        await answer(self.bot, self.query, short)
        return Said(TOAST, self.query)


@dataclass(frozen=True, slots=True)
class AboveSecond:
    """The answer to what was pressed a moment before, too.

    That it is under way is shown above the button; anything else is a message.
    """

    above: AboveButton

    @property
    def limit(self) -> int:
        """Bytes that a file may have there."""
        return self.above.later.limit

    async def say(self, shape: Shape) -> Said:
        """Answer the query, and send what others are to see."""
        if shape.private:
            return await self.above.say(shape)
        await answer(self.above.bot, self.above.query)
        return await self.above.later.say(shape)


@dataclass(frozen=True, slots=True)
class Directly:
    """The answer is a message to the one who pressed in a group, and to nobody else."""

    above: AboveButton
    person: int

    @property
    def limit(self) -> int:
        """Bytes that a file may have there."""
        return UPLOAD

    async def say(self, shape: Shape) -> Said:
        """Send it, and say above the button where it is; what is wrong is said there alone."""
        if not shape.private:
            return await self.above.say(shape)
        try:
            said = await self.above.later.posts.say(Spot(self.person), shape)
        except PlaceClosed:
            return await self.above.say(Shape(WRITE_FIRST))
        await self.above.say(Shape(WRITTEN))
        return said


async def answer(bot: Bot, query: str, text: str = "") -> None:
    """Answer a press; where that fails, what it asked for is done all the same, and once."""
    try:
        await bot.answer_callback_query(query, text or None, show_alert=bool(text))
    except TelegramError as error:
        log.info("a press was not answered: %s", error)
