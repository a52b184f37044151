"""The Strips port: frames are drawn from small versions, in a process of its own."""

import asyncio
import hashlib
import logging
from collections.abc import Awaitable, Callable, Sequence
from concurrent.futures.process import BrokenProcessPool

from core.errors import TargetGone
from core.jobs import Asset
from core.ports import Blobs, Ledger
from core.renditions import Fit, Renditions, rendition_of
from core.strips import Frame, Panel, laid_out
from storage.picture_process import PictureProcess

_log = logging.getLogger("easel.strips")


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
        await self._ledger.keep(asset)
        await self._blobs.put(data)
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
        return await self._process.run(_strip, panels)

    def close(self) -> None:
        """End the process."""
        self._process.close()


async def in_thread(panels: tuple[Panel, ...]) -> bytes:
    """Draws within this process."""
    return await asyncio.to_thread(_strip, panels)


def _strip(panels: tuple[Panel, ...]) -> bytes:
    from storage.strip_pixels import strip  # brings the library of pictures along

    return strip(panels)
