"""Messages that Telegram shows: written, changed and found again, whatever has happened to them."""

import logging
from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import TypeVar

from telegram.constants import ChatAction, ParseMode
from telegram.error import BadRequest, ChatMigrated, Forbidden, TelegramError

from bots.on_telegram.budgets import Urgency
from bots.on_telegram.following import Following
from bots.on_telegram.limiting import Dropped
from bots.on_telegram.outgoing import Shape, file_of
from bots.on_telegram.places import Places, Spot
from bots.on_telegram.sending import Bot, Target, edit, rest_of, says, send
from bots.on_telegram.shaping import UPLOAD, drawn, shaped
from bots.parts import Parts
from bots.posting import MessageGone, PlaceClosed, Said
from core.jobs import Job, Lane
from core.postings import Posting
from core.replies import Channel, Progress, Reply

log = logging.getLogger("easel.telegram")

Result = TypeVar("Result")
PAUSES = (5.0, 30.0)  # s before what follows an answer is sent again that did not get through
# What Telegram's sentences contain.
SAME = ("message is not modified",)
NO_TEXT = ("no text in the message",)
GONE = ("message to edit not found", "can't be edited", "MESSAGE_ID_INVALID")
SHUT = (
    "chat not found",
    "not enough rights",
    "have no rights",
    "need administrator rights",
    "WRITE_FORBIDDEN",
    "RESTRICTED",
    "TOPIC_CLOSED",
)


class Posts:
    """Edits and sends messages for a bot."""

    def __init__(self, bot: Bot, parts: Parts, places: Places) -> None:
        self._bot = bot
        self._parts = parts
        self._places = places
        self._following = Following(bot, parts.customs)

    async def shaped(self, reply: Reply, limit: int = 0) -> Shape:
        """The message for a reply, with its files made to fit."""
        return await shaped(reply, self._parts, limit or UPLOAD)

    async def at_home(self, posting: Posting, place: Channel) -> bool:
        """Whether a message is in the place that was asked in, also after that has moved."""
        first = Spot.read(place.external).chat
        return int(posting.place) in (first, await self._places.now(first))

    async def change(self, posting: Posting, shape: Shape) -> Posting:
        """Make a message look like `shape`; a file that it shows already is not sent again.

        Raises MessageGone, PlaceClosed, and TelegramError for what may pass. What stands in a
        group that moved cannot be changed any more: its number belongs to another message now.
        """
        target = Target(int(posting.place), 0, int(posting.message), Urgency.RESULT)
        if not await self._open(target.chat):
            raise PlaceClosed
        if not (rest := rest_of(shape)):
            return await self._changed(posting, shape, target) or posting
        owed = await self._following.begin(target)  # first: a kill must not come in between
        try:
            now = await self._changed(posting, shape, target)
        except (MessageGone, PlaceClosed):
            await self._following.drop(target)
            raise
        if now is None and not owed:
            await self._following.drop(target)  # it shows all of it already
        else:
            await self._following.go_on(await self._topical(target, posting), rest)
        return now or posting

    async def reword(self, posting: Posting, reply: Reply) -> None:
        """Change the words and the buttons of a message; what follows it stays as it is.

        Raises what `change` does.
        """
        made = await self.shaped(reply, posting.limit)
        target = Target(int(posting.place), 0, int(posting.message), Urgency.RESULT)
        if not await self._open(target.chat):
            raise PlaceClosed
        await self._changed(posting, replace(made, enclosed=made.enclosed[:1]), target)

    async def _changed(self, posting: Posting, shape: Shape, target: Target) -> Posting | None:
        """What a message shows now, which is kept; None where nothing had to be changed."""
        try:
            sent = await self._reached(lambda: edit(self._bot, target, shape, posting.file), target)
        except ChatMigrated as error:
            raise PlaceClosed from error
        except BadRequest as error:
            if says(error, SAME):
                return None
            if says(error, NO_TEXT):
                await self._take_out(target, shape)
            raise _meaning(error) from error
        now = replace(posting, file=file_of(sent))
        await self._parts.postings.keep(now)
        return now

    async def say(
        self, spot: Spot, shape: Shape, under: int = 0, urgency: Urgency = Urgency.ANSWER
    ) -> Said:
        """A new message, as a reply to the message `under` where there is one.

        Raises PlaceClosed, and TelegramError for what may pass.
        """
        chat = await self._places.now(spot.chat)
        if await self._places.closed(chat):
            raise PlaceClosed
        target = Target(chat, spot.topic, under if chat == spot.chat else 0, urgency)
        try:
            sent = await self._reached(lambda: send(self._bot, target, shape), target)
        except ChatMigrated:
            return await self.say(spot, shape, urgency=urgency)
        except BadRequest as error:
            raise _meaning(error) from error
        after = Target(sent.chat.id, Spot.of(sent).topic, sent.message_id, urgency)
        if rest := rest_of(shape):
            try:
                await self._following.go_on(after, rest, PAUSES)
            except TelegramError as error:  # the message is there, and not to be sent once more
                log.error("what follows a message is lost: %s", error)
        return Said(str(sent.chat.id), str(sent.message_id), file=file_of(sent))

    async def send(self, place: Channel, shape: Shape, nonce: str) -> Said:
        """A new message in a place; Telegram cannot tell whether it was sent before.

        Raises PlaceClosed, and TelegramError for what may pass.
        """
        return await self.say(Spot.read(place.external), shape, urgency=Urgency.RESULT)

    async def tell(self, person: str, shape: Shape, nonce: str) -> Said:
        """A message to the person alone. Raises PlaceClosed where they take none."""
        return await self.say(Spot(int(person)), shape, urgency=Urgency.RESULT)

    async def tick(self, posting: Posting, job: Job, progress: Progress) -> None:
        """Show how far a job is; what cannot be shown, or has no room, is lost."""
        made = drawn(self._parts.answer(job), progress)
        target = Target(int(posting.place), 0, int(posting.message), Urgency.PROGRESS)
        if not await self._open(target.chat):
            return
        try:
            await self._reached(lambda: edit(self._bot, target, made, ""), target)
            await self.act(target.chat, job, (await self._topical(target, posting)).topic)
        except (TelegramError, Dropped, PlaceClosed) as error:
            log.debug("progress of job %s was not shown: %r", progress.job, error)

    async def act(self, chat: int, job: Job, topic: int = 0) -> None:
        """Say for five seconds, above the chat, that something is under way."""
        motion = job.spec.lane is Lane.MOTION
        action = ChatAction.UPLOAD_VIDEO if motion else ChatAction.UPLOAD_PHOTO
        await self._bot.send_chat_action(
            chat, action, message_thread_id=topic or None, rate_limit_args=Urgency.PROGRESS
        )

    async def _open(self, chat: int) -> bool:
        """Whether messages of a chat can be changed: it is open, and has not moved."""
        return await self._places.now(chat) == chat and not await self._places.closed(chat)

    async def _topical(self, target: Target, posting: Posting) -> Target:
        """The same with its topic, which only the ledger knows."""
        job = await self._parts.ledger.job(posting.job)
        channel = await self._places.channel_of(job.spec.place.channel) if job else None
        return target._replace(topic=Spot.read(channel.external).topic if channel else 0)

    async def _take_out(self, target: Target, shape: Shape) -> None:
        """Take out a picture that words stand for now: Telegram puts no words in its place.

        Raises MessageGone once it is gone; after two days only its caption and buttons change.
        """
        try:
            await self._bot.delete_message(target.chat, target.under)
        except BadRequest:
            await self._bot.edit_message_caption(
                target.chat, target.under, caption=shape.texts[0], parse_mode=ParseMode.HTML
            )
        raise MessageGone

    async def _reached(self, call: Callable[[], Awaitable[Result]], target: Target) -> Result:
        """What comes of a call.

        Raises ChatMigrated where a group has another number now, and PlaceClosed where the bot
        was blocked or thrown out; both are kept in mind.
        """
        try:
            return await call()
        except ChatMigrated as error:
            await self._places.moved(target.chat, error.new_chat_id)
            raise
        except Forbidden as error:
            log.warning("nothing can be written to %s any more: %s", target.chat, error.message)
            await self._places.close(target.chat, error.message)
            raise PlaceClosed from error


def _meaning(error: BadRequest) -> Exception:
    """What Telegram's refusal means for us.

    It is never asked for twice: what nobody foresaw counts as a place that takes nothing.
    """
    if says(error, GONE):
        return MessageGone()
    if not says(error, SHUT):
        log.error("Telegram refused a message: %s", error.message)
    return PlaceClosed()
