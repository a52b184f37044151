"""The Strips port: frames are drawn from small versions, in a process of its own."""

import asyncio
import hashlib
import logging
from collections.abc import Awaitable, Callable, Sequence
from concurrent.futures.process import BrokenProcessPool
from functools import lru_cache
from io import BytesIO
from typing import NamedTuple

from PIL import Image, ImageDraw, ImageFont, ImageOps

from core.errors import TargetGone
from core.grids import Box, fitted
from core.jobs import Asset
from core.ports import Blobs, Ledger
from core.renditions import Fit, Renditions, rendition_of
from core.strips import GAP, Frame, Strip, laid_out
from storage.picture_process import PictureProcess

QUALITY = 88
PAPER, INK, SOFT = "#181818", "#ffffff", "#cfcac2"
CHECKER = ("#e2e2e2", "#ececec")
CHECK = 20  # px
TITLE, BELOW = 40, 32  # px of letters
_log = logging.getLogger("easel.strips")


class Panel(NamedTuple):
    """A frame as the one who draws takes it."""

    picture: bytes
    shape: tuple[int, int]  # width and height of the step's own picture, in px
    title: str
    below: str
    plays: bool


Draw = Callable[[tuple[Panel, ...]], Awaitable[bytes]]


class DrawnStrips:
    """Fetches what the frames show, has it drawn, and keeps it."""

    def __init__(self, draw: Draw, blobs: Blobs, renditions: Renditions, ledger: Ledger) -> None:
        self._draw = draw
        self._blobs = blobs
        self._renditions = renditions
        self._ledger = ledger

    async def drawn(self, frames: Sequence[Frame]) -> Asset | None:
        """A stored picture of some frames; as `Strips` says."""
        try:
            panels = tuple([await self._panel(frame) for frame in frames])
            data = await self._draw(panels)
        except TargetGone:
            return None
        except (OSError, ValueError, BrokenProcessPool) as error:
            _log.warning("No strip of %s frames: %s", len(frames), error)
            return None
        plan = laid_out([panel.shape for panel in panels])
        asset = Asset(
            hashlib.sha256(data).hexdigest(), "image/jpeg", len(data), plan.width, plan.height
        )
        await self._blobs.put(data)
        await self._ledger.keep(asset)
        return asset

    async def _panel(self, frame: Frame) -> Panel:
        small = rendition_of(frame.asset, Fit.CHAT)
        key = await self._renditions.made(frame.asset.sha256, small) if small else None
        picture = await self._blobs.get(key or frame.asset.sha256)
        shape = frame.asset.width, frame.asset.height
        return Panel(picture, shape, frame.title, frame.below, frame.plays)


class StripProcess:
    """Draws in a process of its own."""

    def __init__(self, location: str) -> None:
        """`location` is where files are stored, as `storage.blobs.open_store` has it."""
        self._process = PictureProcess(location)

    async def draw(self, panels: tuple[Panel, ...]) -> bytes:
        """The strip as a JPEG."""
        return await self._process.run(strip, panels)

    def close(self) -> None:
        """End the process."""
        self._process.close()


async def in_thread(panels: tuple[Panel, ...]) -> bytes:
    """Draws within this process."""
    return await asyncio.to_thread(strip, panels)


def strip(panels: tuple[Panel, ...]) -> bytes:
    """The frames with what is written below them and arrows between, as a JPEG.

    Raises OSError and ValueError where a picture cannot be read.
    """
    plan = laid_out([panel.shape for panel in panels])
    sheet = Image.new("RGB", (plan.width, plan.height), PAPER)
    pen = ImageDraw.Draw(sheet)
    for index, (box, panel) in enumerate(zip(plan.frames, panels, strict=True)):
        _show(sheet, box, panel.picture)
        if panel.plays:
            _play(pen, box)
        _write(pen, plan.caption(index), panel)
    for index in range(len(panels) - 1):
        _arrow(pen, plan, index)
    target = BytesIO()
    sheet.save(target, "JPEG", quality=QUALITY, optimize=True, subsampling=0)
    return target.getvalue()


def _show(sheet: Image.Image, box: Box, data: bytes) -> None:
    with Image.open(BytesIO(data), formats=("PNG", "JPEG", "WEBP")) as opened:
        opened.draft("RGB", (2 * box.width, 2 * box.height))
        picture = opened.convert("RGBA" if opened.has_transparency_data else "RGB")
    place = fitted(box, *picture.size)
    size = (place.width, place.height)
    picture = ImageOps.contain(picture, size, Image.Resampling.LANCZOS).resize(size)
    if picture.mode == "RGBA":
        ground = _checked(*size)
        ground.paste(picture, mask=picture)
        picture = ground
    sheet.paste(picture, (place.left, place.top))


def _checked(width: int, height: int) -> Image.Image:
    """What stands behind transparency."""
    ground = Image.new("RGB", (width, height), CHECKER[0])
    pen = ImageDraw.Draw(ground)
    for top in range(0, height, CHECK):
        for left in range(top // CHECK % 2 * CHECK, width, 2 * CHECK):
            pen.rectangle((left, top, left + CHECK - 1, top + CHECK - 1), CHECKER[1])
    return ground


def _play(pen: ImageDraw.ImageDraw, box: Box) -> None:
    """The sign of a clip, in the middle of its poster."""
    x, y, r = box.left + box.width // 2, box.top + box.height // 2, box.width // 9
    pen.ellipse((x - r, y - r, x + r, y + r), "#000000", INK, 3)
    pen.polygon(((x - r // 3, y - r // 2), (x - r // 3, y + r // 2), (x + r // 2, y)), INK)


def _write(pen: ImageDraw.ImageDraw, box: Box, panel: Panel) -> None:
    for text, size, top, ink in (
        (panel.title, TITLE, box.top + 12, INK),
        (panel.below, BELOW, box.top + 62, SOFT),
    ):
        pen.text((box.left, top), _cut(text, box.width, size), ink, _font(size))


def _cut(text: str, width: int, size: int) -> str:
    """As much of a text as there is room for."""
    while len(text) > 1 and _font(size).getlength(text) > width:
        text = text[:-2].rstrip() + "…"
    return text


@lru_cache(maxsize=4)
def _font(size: int) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    return ImageFont.load_default(size=size)


def _arrow(pen: ImageDraw.ImageDraw, plan: Strip, index: int) -> None:
    """From a frame to the next one, where that stands beside it."""
    box, after = plan.frames[index], plan.frames[index + 1]
    if box.top != after.top:
        return
    x, y, r = box.right + GAP // 2, box.top + box.height // 2, GAP // 5
    pen.line((x - r, y - r, x + r // 2, y, x - r, y + r), SOFT, 4, "curve")
