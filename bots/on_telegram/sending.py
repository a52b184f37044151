"""The calls by which messages of Telegram are written and changed."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, NamedTuple

import telegram
from telegram.constants import ParseMode
from telegram.error import BadRequest
from telegram.ext import ExtBot

from bots.on_telegram.budgets import Urgency
from bots.on_telegram.outgoing import Enclosed, Shape

Bot = ExtBot[Any]
ALBUM = 10  # files of one album
MIXED = ("photo", "video")  # kinds that may share one; documents have their own
# What Telegram's sentences contain.
NO_TOPIC = ("message thread not found",)
# Where the file is the trouble, and not the place:
UNFIT = ("PHOTO_", "IMAGE_", "VIDEO_", "MEDIA_", "file is too big", "file must be", "wrong file")
UNSENDABLE = "Telegram does not show this file; Open and Original try it in other ways."


class Target(NamedTuple):
    """Where a message goes."""

    chat: int
    topic: int = 0
    under: int = 0  # the message that it replies to
    urgency: Urgency = Urgency.ANSWER

    @property
    def params(self) -> dict[str, Any]:
        """What a call needs of it."""
        under = telegram.ReplyParameters(self.under, allow_sending_without_reply=True)
        return {
            "chat_id": self.chat,
            "message_thread_id": self.topic or None,
            "reply_parameters": under if self.under else None,
            "rate_limit_args": self.urgency,
        }


async def send(bot: Bot, target: Target, shape: Shape) -> telegram.Message:
    """A new message, in the topic while that is there, with its file in a form that is taken."""
    try:
        return await _sent(bot, target, shape)
    except BadRequest as error:
        if says(error, NO_TOPIC) and target.topic:
            return await send(bot, target._replace(topic=0), shape)
        return await send(bot, target, _other(shape, error))


async def _sent(bot: Bot, target: Target, shape: Shape) -> telegram.Message:
    told = {"parse_mode": ParseMode.HTML, "reply_markup": shape.asks or shape.markup}
    params: dict[str, Any] = target.params | told
    if not shape.enclosed:
        plain = telegram.LinkPreviewOptions(is_disabled=True)
        return await bot.send_message(text=shape.texts[0], link_preview_options=plain, **params)
    file, params = shape.enclosed[0], params | {"caption": shape.texts[0]}
    match file.kind:
        case "photo":
            return await bot.send_photo(photo=file.input(), has_spoiler=file.hidden, **params)
        case "video":
            return await bot.send_video(
                video=file.input(), has_spoiler=file.hidden, **_sizes(file), **params
            )
        case "animation":
            return await bot.send_animation(
                animation=file.input(), has_spoiler=file.hidden, **params
            )
        case _:
            return await bot.send_document(document=file.input(), **params)


Part = Sequence[Enclosed] | str  # an album or a file; HTML


def rest_of(shape: Shape) -> list[Part]:
    """What does not go into the message itself: further files, as albums, and further text."""
    albums: list[list[Enclosed]] = []
    for file in shape.enclosed[1:]:
        kind = "album" if file.kind in MIXED else file.kind
        last = albums[-1] if albums else []
        fits = last and kind == ("album" if last[0].kind in MIXED else last[0].kind)
        if fits and len(last) < ALBUM and kind != "animation":
            last.append(file)
        else:
            albums.append([file])
    return [*albums, *shape.texts[1:]]


async def send_part(bot: Bot, target: Target, part: Part) -> None:
    """Send what follows a message, in the topic while that is there."""
    try:
        await _send_part(bot, target, part)
    except BadRequest as error:
        if not (says(error, NO_TOPIC) and target.topic):
            raise
        await _send_part(bot, target._replace(topic=0), part)


async def _send_part(bot: Bot, target: Target, part: Part) -> None:
    if isinstance(part, str):
        await bot.send_message(text=part, parse_mode=ParseMode.HTML, **target.params)
    elif len(part) == 1:
        await send(bot, target, Shape("", enclosed=(part[0],)))
    else:
        await _send_album(bot, target, part)


async def _send_album(bot: Bot, target: Target, files: Sequence[Enclosed]) -> None:
    """Files as an album; where Telegram shows one of them not as what it is, each by itself."""
    try:
        await bot.send_media_group(media=[as_media(one) for one in files], **target.params)
    except BadRequest as error:
        if not says(error, UNFIT):
            raise
        for one in files:
            await send(bot, target, Shape("", enclosed=(one,)))


async def edit(bot: Bot, target: Target, shape: Shape, known: str) -> telegram.Message:
    """Change the message `target.under`; `known` is what Telegram calls its file, with its kind."""
    where: dict[str, Any] = {
        "chat_id": target.chat,
        "message_id": target.under,
        "reply_markup": shape.markup,
        "rate_limit_args": target.urgency,
    }
    if not shape.enclosed:
        html = ParseMode.HTML
        plain = telegram.LinkPreviewOptions(is_disabled=True)
        edited = await bot.edit_message_text(
            shape.texts[0], parse_mode=html, link_preview_options=plain, **where
        )
    else:
        media = as_media(shape.enclosed[0], shape.texts[0], known)
        try:
            edited = await bot.edit_message_media(media, **where)
        except BadRequest as error:
            return await edit(bot, target, _other(shape, error), "")
    assert isinstance(edited, telegram.Message), "only messages sent by inline mode give True"
    return edited


def says(error: BadRequest, signs: Sequence[str]) -> bool:
    """Whether Telegram's sentence has one of these in it; the library changes its case."""
    return any(sign.lower() in error.message.lower() for sign in signs)


def as_media(file: Enclosed, caption: str = "", known: str = "") -> Any:
    """A file as the content of a message; one that Telegram knows is named instead of sent."""
    kind, _, id = known.partition(":") if known else (file.kind, "", "")
    media: Any = id or file.input(attached=True)
    told: dict[str, Any] = {"caption": caption or None, "parse_mode": ParseMode.HTML}
    match kind:
        case "photo":
            return telegram.InputMediaPhoto(media, has_spoiler=file.hidden, **told)
        case "video":
            return telegram.InputMediaVideo(media, has_spoiler=file.hidden, **_sizes(file), **told)
        case "animation":
            return telegram.InputMediaAnimation(media, has_spoiler=file.hidden, **told)
        case _:
            return telegram.InputMediaDocument(media, **told)


def _sizes(file: Enclosed) -> dict[str, Any]:
    sides = {"width": file.width, "height": file.height}
    return sides | {"duration": round(file.seconds), "supports_streaming": True}


def _other(shape: Shape, error: BadRequest) -> Shape:
    """The same with its file as a document, or without it; raises `error` where that is no help."""
    if not shape.enclosed or not says(error, UNFIT):
        raise error
    first, *more = shape.enclosed
    if first.kind == "document":
        return shape.without_files(UNSENDABLE)
    return replace(shape, enclosed=(first.as_document(), *more))
