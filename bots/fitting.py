"""Pictures and clips made to fit what a place takes: as they are, encoded anew, or smaller."""

import asyncio
from io import BytesIO

from PIL import Image

from bots.file_types import Fitted, ending_of
from bots.parts import Parts
from core.jobs import Asset
from core.renditions import Clip

QUALITIES = (92, 82)  # of a lossy encoding at full size
SHRINK = 0.8  # of both sides, until it fits
LEAST = 500  # bytes; no picture of the smallest size has less, so none is tried
SMALLEST = 64  # px of the shorter side
CLIP_STEP = 250_000  # bytes; limits of clips are multiples of it, so that few are made


async def fitted(asset: Asset, data: bytes, limit: int, parts: Parts) -> Fitted | None:
    """A stored picture or clip, whose bytes are `data`, in at most `limit` bytes.

    None where it cannot be made to fit. A clip takes long, and is kept for the next time.
    """
    if len(data) <= limit or not asset.media_type.startswith("video/"):
        return await asyncio.to_thread(fit, data, asset.media_type, limit)
    if (room := limit - limit % CLIP_STEP) == 0:
        return None
    key = await parts.clips.made(asset.sha256, Clip(room))
    if key is None:
        return None
    megabytes = room / 1_000_000
    return Fitted(await parts.blobs.get(key), "mp4", f"encoded anew to fit {megabytes:g} MB")


def fit(data: bytes, media_type: str, limit: int) -> Fitted | None:
    """The picture in at most `limit` bytes; None where it is none or cannot be made to fit.

    A picture with transparency becomes a WebP, any other a JPEG; then its sides shrink.
    """
    if len(data) <= limit:
        return Fitted(data, ending_of(media_type))
    if limit < LEAST or not media_type.startswith("image/"):
        return None
    with Image.open(BytesIO(data)) as opened:
        picture = opened.convert("RGBA" if opened.has_transparency_data else "RGB")
    kind, ending = ("WEBP", "webp") if picture.mode == "RGBA" else ("JPEG", "jpg")
    whole = f"{picture.width} x {picture.height}"
    for quality in QUALITIES:
        encoded = _encoded(picture, kind, quality)
        if len(encoded) <= limit:
            return Fitted(encoded, ending, f"shown as {kind} of quality {quality}")
    while min(picture.size) * SHRINK >= SMALLEST:
        size = round(picture.width * SHRINK), round(picture.height * SHRINK)
        picture = picture.resize(size, Image.Resampling.LANCZOS)
        encoded = _encoded(picture, kind, QUALITIES[-1])
        if len(encoded) <= limit:
            return Fitted(encoded, ending, f"shown at {size[0]} x {size[1]} px, not {whole}")
    return None


def _encoded(picture: Image.Image, kind: str, quality: int) -> bytes:
    file = BytesIO()
    picture.save(file, kind, quality=quality)
    return file.getvalue()
