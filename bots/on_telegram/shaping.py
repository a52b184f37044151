"""A reply as a message of Telegram, with each file sent as what Telegram takes of it."""

from collections.abc import Sequence
from dataclasses import replace

from bots.along import along
from bots.file_types import Fitted, ending_of
from bots.fitting import fitted
from bots.on_telegram.outgoing import Enclosed, Shape, shape
from bots.originals import given
from bots.parts import Parts
from bots.repacking import fitted_along
from bots.ticking import bar
from core.answers import file_size
from core.catalogue import Intent
from core.provenance import ROOM
from core.replies import Kind, Picture, Progress, Reply

MEGABYTE = 1_000_000
UPLOAD, PHOTO = 50 * MEGABYTE, 10 * MEGABYTE  # bytes of any file, and of a photo
MOST_SIDES = 10_000  # px of width and height of a photo together
MOST_RATIO = 20  # of its longer side to the shorter
TOO_LARGE = "more than can be sent here"
FOLLOWS = "photos here are made smaller and have no transparency: the files follow"
COVERED = "not shown, because Telegram covers no file of that size or shape; Original sends it"
WHOLE = "sent as a file, because Telegram shows no photo of that size or shape"


async def shaped(reply: Reply, parts: Parts, limit: int) -> Shape:
    """The message for a reply; each of its files has at most `limit` bytes."""
    found = [await _enclosed(picture, parts, limit) for picture in reply.shown]
    clear = [one for one in along(reply) if not one.hidden]  # a document has no spoiler
    whole = await _whole(reply, parts, [one for one, _ in found if one is not None])
    found += [await _enclosed(picture, parts, limit) for picture in (*whole, *clear)]
    notes = (*(note for _, note in found if note), *([FOLLOWS] if whole else []))
    told = replace(reply, lines=(*reply.lines, *notes))
    return shape(told, [one for one, _ in found if one is not None])


async def _whole(reply: Reply, parts: Parts, shown: Sequence[Enclosed]) -> list[Picture]:
    """Pictures of a result whose files follow, because a photo is not what was asked for."""
    job = await parts.ledger.job(reply.job) if reply.kind is Kind.RESULT else None
    if job is None or reply.attached:
        return []
    sent = {one.name.rpartition(".")[0] for one in shown if one.kind == "document"}
    wanted = [one for one in reply.files if one.name not in sent and not one.asset.seconds]
    large = job.spec.intent is Intent.UPSCALE
    open_to_all = [one for one in wanted if not one.hidden]  # a document has no spoiler
    return [replace(one, exact=True) for one in open_to_all if large or one.asset.alpha]


async def _enclosed(picture: Picture, parts: Parts, limit: int) -> tuple[Enclosed | None, str]:
    """A file, and what there is to say of it."""
    picture, note = given(picture, limit, lambda one: _where(one, parts))
    asset = picture.asset
    if picture.exact and not picture.handed and asset.size > limit:
        return None, _too_large(picture, parts)  # nobody reads an archive of gigabytes for that
    data = await parts.blobs.get(asset.sha256)
    kind = "document" if picture.exact else kind_of(picture, len(data) + ROOM)
    if kind == "document" and picture.hidden and not picture.exact:
        return None, f"{picture.name}: {COVERED}"
    if kind == "document" and not (picture.exact or asset.alpha):
        note = f"{picture.name}: {WHOLE}"

    async def make(most: int) -> Fitted | None:
        if len(data) <= most:
            return Fitted(data, ending_of(asset.media_type))
        if picture.handed:
            return await fitted_along(asset, data, most, parts)
        return None if picture.exact else await fitted(asset, data, most, parts)

    found = await parts.leaving.fitted(picture, limit, make)
    if found is None:
        return None, _too_large(picture, parts)
    if found.note:
        which = f"{picture.name}: " if picture.handed else ""
        note = f"{which}{found.note}; the original: {_where(picture, parts)}"
    name = f"{picture.name}.{found.ending}"
    sizes = asset.width, asset.height, asset.seconds
    return Enclosed(kind, name, found.data, *sizes, hidden=picture.hidden), note


def kind_of(picture: Picture, size: int) -> str:
    """As what a file of `size` bytes is sent: a photo would lose its transparency."""
    asset = picture.asset
    if asset.media_type == "image/gif":
        return "animation"
    if asset.media_type.startswith("video/"):
        return "video"
    sides = asset.width + asset.height
    ratio = max(asset.width, asset.height) / max(1, min(asset.width, asset.height))
    shown = size <= PHOTO and sides <= MOST_SIDES and ratio <= MOST_RATIO
    seen_through = asset.alpha and not picture.hidden
    return "photo" if shown and not seen_through else "document"


def _too_large(picture: Picture, parts: Parts) -> str:
    size = file_size(picture.asset.size)
    return f"{picture.name} has {size}, {TOO_LARGE}: {_where(picture, parts)}"


def _where(picture: Picture, parts: Parts) -> str:
    """How to get a file that does not fit."""
    asset = picture.asset.whole
    link = parts.link(replace(picture, asset=asset))
    return link or f"ask those who run Easel for {asset.sha256[:12]}"


def drawn(reply: Reply, progress: Progress) -> Shape:
    """The message of a job under way, with a bar and the stage."""
    begun = shape(reply)
    line = f"{bar(progress)} {progress.stage}"
    return Shape(begun.first, (line, *begun.small), rows=begun.rows)
