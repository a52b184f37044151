"""A reply as a message of Discord, with its pictures made to fit the place."""

import base64
from dataclasses import replace

from bots.along import along
from bots.file_types import Fitted, ending_of
from bots.fitting import fitted
from bots.keyboards import without_regions
from bots.on_discord.outgoing import Enclosed, Shape, shape
from bots.on_discord.wording import LONGEST_TEXT
from bots.originals import given
from bots.parts import Parts
from bots.repacking import fitted_along
from bots.ticking import bar
from core.answers import file_size
from core.replies import Picture, Progress, Reply

FILE_LIMIT = 10 * 1024 * 1024  # bytes that Discord takes where it does not say otherwise
REQUEST_LIMIT = 24 * 1024 * 1024  # bytes of all files of a message
MOST_FILES = 10  # that a message may have
TOO_LARGE = "more than can be sent here"


async def shaped(reply: Reply, parts: Parts, limit: int) -> Shape:
    """The message for a reply; each of its files has at most `limit` bytes."""
    enclosed: list[Enclosed] = []
    notes: list[str] = []
    seen: set[tuple[str, str]] = set()  # the same file in the same form is sent once
    room = REQUEST_LIMIT
    for picture in (*reply.shown, *along(reply))[:MOST_FILES]:
        one, note = await _enclosed(picture, parts, min(limit, room))
        notes += [note] if note else []
        if (
            one is not None
            and (form := (picture.asset.sha256, one.name.rpartition(".")[2])) not in seen
        ):
            seen.add(form)
            enclosed.append(one)
            room -= len(one.data)
    told = replace(reply, lines=(*reply.lines, *notes), rows=without_regions(reply.rows))
    return shape(told, enclosed)


async def _enclosed(picture: Picture, parts: Parts, limit: int) -> tuple[Enclosed | None, str]:
    picture, said = given(picture, limit, lambda one: _where(one, parts))
    asset = picture.asset
    if picture.exact and not picture.handed and asset.size > limit:
        return None, _too_large(picture, parts)  # nobody reads an archive of gigabytes for that
    data = await parts.blobs.get(asset.sha256)

    async def make(most: int) -> Fitted | None:
        if len(data) <= most:
            return Fitted(data, ending_of(asset.media_type))
        if picture.handed:
            return await fitted_along(asset, data, most, parts)
        return None if picture.exact else await fitted(asset, data, most, parts)

    found = await parts.leaving.fitted(picture, limit, make)
    if found is None:
        return None, _too_large(picture, parts)
    which = f"{picture.name}: " if picture.handed else ""
    note = f"{which}{found.note}; the original: {_where(picture, parts)}" if found.note else said
    name = f"{picture.name}.{found.ending}"
    return Enclosed(name, found.data, picture.alt, picture.hidden), note


def _too_large(picture: Picture, parts: Parts) -> str:
    size = file_size(picture.asset.size)
    return f"{picture.name} has {size}, {TOO_LARGE}: {_where(picture, parts)}"


def _where(picture: Picture, parts: Parts) -> str:
    """How to get a file that does not fit."""
    asset = picture.asset.whole
    link = parts.link(replace(picture, asset=asset))
    # In angle brackets Discord shows no preview below the message.
    return f"<{link}>" if link else f"ask those who run Easel for {asset.sha256[:12]}"


def drawn(reply: Reply, progress: Progress) -> Shape:
    """The message of a job under way, with a bar, the stage and the preview.

    Where there is no new preview, the one before stays.
    """
    line = f"`{bar(progress)}` {progress.stage}"
    begun = shape(reply, most=LONGEST_TEXT - len(line) - 1)
    first, *rest = begun.text.split("\n")
    text = "\n".join((first, line, *rest))
    if not progress.preview:
        return replace(begun, text=text, keeps=True)
    preview = Enclosed("preview.jpg", base64.b64decode(progress.preview), "A preview")
    return replace(begun, text=text, enclosed=(preview,))
