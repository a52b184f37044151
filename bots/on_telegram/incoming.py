"""What Telegram sends, in the words of no platform: words that are meant for us, and pictures."""

import asyncio
import logging
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import telegram
from telegram.error import BadRequest, NetworkError, RetryAfter, TelegramError

from bots.on_telegram.commands import KNOWN, Written, written
from bots.on_telegram.sending import Bot, says
from core.attachments import MOST_ATTACHMENTS, Attachment
from core.errors import FileTooLarge, NotAPicture, NotFetched

log = logging.getLogger("easel.telegram")

MOST_MEGABYTES = 20  # of a file that Telegram gives to bots
MEGABYTE = 1_000_000
AGAIN = (0.5, 2.0)  # s before a file is fetched again that did not get through; its link may be old


class Spoken(NamedTuple):
    """The words of a message, if they are meant for us."""

    words: str
    command: str = ""
    ours: bool = True


def spoken(messages: Sequence[telegram.Message], me: telegram.User) -> Spoken:
    """What is said in a message or an album, which has its words under one of its pictures."""
    texts = [one.text or one.caption or "" for one in messages]
    text = next((one for one in texts if one.strip()), "")
    named = re.compile(rf"\s*@{re.escape(me.username or '')}\b\s*", re.IGNORECASE)
    private = messages[0].chat.type == telegram.Chat.PRIVATE
    command = written(re.sub(rf"^{named.pattern}", "", text, flags=re.IGNORECASE))
    if command is not None and (private or _for_us(command, me)):
        return Spoken(named.sub(" ", command.words).strip(), command.name)
    ours = private or bool(named.search(text)) or any(_calls(one, me) for one in messages)
    ours = ours and not (command and command.bot)
    return Spoken(named.sub(" ", text).strip(), ours=ours)


def speaker(message: telegram.Message) -> telegram.User | None:
    """Who says something; None for bots.

    An administrator who is anonymous speaks as the group.
    """
    person, chat = message.from_user, message.sender_chat
    if chat is not None and chat.id == message.chat.id:
        return telegram.User(chat.id, chat.title or "", is_bot=False)
    return None if person is None or person.is_bot else person


def is_empty(messages: Sequence[telegram.Message]) -> bool:
    """Whether there are neither words nor files: a message about the chat itself."""
    return not any(one.text or one.caption or one.effective_attachment for one in messages)


def is_foreign(messages: Sequence[telegram.Message]) -> bool:
    """Whether there is something, and neither words nor a picture: a voice, a place, a poll."""
    words = any(one.text or one.caption for one in messages)
    return not (words or pictures_of(messages) or is_empty(messages))


def _for_us(command: Written, me: telegram.User) -> bool:
    """Whether a command of a group is ours: one that names us, or one of ours that names nobody."""
    if command.bot:
        return command.bot.lower() == (me.username or "").lower()
    return command.name in KNOWN


def _calls(message: telegram.Message, me: telegram.User) -> bool:
    """Whether a message replies to one of ours, or links to us in its words."""
    replied = replied_to(message)
    if replied is not None and replied.from_user is not None and replied.from_user.id == me.id:
        return True
    entities = (*message.entities, *message.caption_entities)
    return any(one.user is not None and one.user.id == me.id for one in entities)


def replied_to(message: telegram.Message) -> telegram.Message | None:
    """The message that this replies to; in a topic, every message replies to its beginning."""
    replied = message.reply_to_message
    return None if replied is None or replied.forum_topic_created else replied


class Picture(NamedTuple):
    """A file that came with a message, not fetched yet."""

    id: str
    name: str
    size: int  # bytes; 0 where Telegram does not say
    usable: bool = True


def pictures_of(messages: Sequence[telegram.Message]) -> list[Picture]:
    """The pictures of a message or an album."""
    several = len(messages) > 1
    return [
        found
        for number, message in enumerate(messages, 1)
        if (found := _picture(message, f" {number}" if several else ""))
    ]


def _picture(message: telegram.Message, number: str) -> Picture | None:
    if message.photo:
        photo = message.photo[-1]  # the largest
        return Picture(photo.file_id, f"photo{number}.jpg", photo.file_size or 0)
    clip = message.animation or message.video or message.video_note
    if clip is not None:
        return Picture(clip.file_id, f"The clip{number}", clip.file_size or 0, usable=False)
    if message.document is not None:
        file = message.document
        return Picture(file.file_id, file.file_name or f"file{number}", file.file_size or 0)
    sticker = message.sticker
    if sticker is not None and not (sticker.is_animated or sticker.is_video):
        return Picture(sticker.file_id, "sticker.webp", sticker.file_size or 0)
    return None


@dataclass(frozen=True, slots=True)
class Copied:
    """The bytes of pictures, fetched at once: their links expire."""

    attachments: tuple[Attachment, ...]
    left_out: int = 0


async def copied(bot: Bot, pictures: Sequence[Picture], last: bool = False) -> Copied:
    """Fetch pictures; raises FileTooLarge, NotAPicture, and NotFetched where one is gone.

    Raises TelegramError where Telegram gives them perhaps later; with `last` that is too late.
    """
    if len(pictures) > MOST_ATTACHMENTS:
        return Copied((), len(pictures))
    return Copied(tuple(await asyncio.gather(*(_patiently(bot, one, last) for one in pictures))))


async def _patiently(bot: Bot, picture: Picture, last: bool) -> Attachment:
    for pause in AGAIN:
        try:
            return await _fetched(bot, picture)
        except TelegramError as error:
            log.info("a picture did not get through: %s", error)
            await asyncio.sleep(pause)
    try:
        return await _fetched(bot, picture)
    except TelegramError as error:
        log.warning("a picture could not be fetched: %s", error)
        if isinstance(error, NetworkError | RetryAfter) and not last:
            raise
        raise NotFetched(file=picture.name) from error


async def _fetched(bot: Bot, picture: Picture) -> Attachment:
    if not picture.usable:
        raise NotAPicture(file=picture.name)
    if picture.size > MOST_MEGABYTES * MEGABYTE:
        raise _too_large(picture)
    try:
        file = await bot.get_file(picture.id)
        return Attachment(picture.name, bytes(await file.download_as_bytearray()))
    except BadRequest as error:
        if says(error, ("too big",)):
            raise _too_large(picture) from error
        raise NotFetched(file=picture.name) from error


def _too_large(picture: Picture) -> FileTooLarge:
    megabytes = max(picture.size / MEGABYTE, MOST_MEGABYTES)
    return FileTooLarge(file=picture.name, megabytes=megabytes, limit=MOST_MEGABYTES)
