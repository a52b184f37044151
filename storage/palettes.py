"""The Palettes port: colours are taken from small versions, in a process of its own."""

import asyncio
import hashlib
import logging
from collections.abc import Awaitable, Callable, Sequence
from concurrent.futures.process import BrokenProcessPool
from typing import Any

from core.errors import TargetGone
from core.jobs import Asset
from core.ports import Blobs, Ledger
from core.renditions import Fit, Renditions, rendition_of
from storage.picture_process import PictureProcess

_log = logging.getLogger("easel.palettes")

Run = Callable[..., Awaitable[Any]]  # calls a function of a module with what it is given


class KeptPalettes:
    """Fetches pictures, has their colours found, and keeps what is drawn."""

    def __init__(self, run: Run, blobs: Blobs, renditions: Renditions, ledger: Ledger) -> None:
        self._run = run
        self._blobs = blobs
        self._renditions = renditions
        self._ledger = ledger

    async def of(self, pictures: Sequence[Asset]) -> tuple[str, ...]:
        """The colours that rule some pictures; as `Palettes` says."""
        try:
            files = tuple([await self._small(one) for one in pictures])
            return await self._run(_found, files)
        except TargetGone:
            return ()
        except (OSError, ValueError, BrokenProcessPool) as error:
            _log.warning("No palette of %s pictures: %s", len(pictures), error)
            return ()

    async def drawn(self, palette: Sequence[str]) -> Asset | None:
        """A stored picture of a palette; as `Palettes` says."""
        try:
            data, width, height = await self._run(_swatches, tuple(palette))
        except (OSError, ValueError, BrokenProcessPool) as error:
            _log.warning("No picture of the palette %s: %s", palette, error)
            return None
        asset = Asset(hashlib.sha256(data).hexdigest(), "image/png", len(data), width, height)
        await self._blobs.put(data)
        await self._ledger.keep(asset)
        return asset

    async def _small(self, asset: Asset) -> bytes:
        small = rendition_of(asset, Fit.CHAT)
        key = await self._renditions.made(asset.sha256, small) if small else None
        return await self._blobs.get(key or asset.sha256)


class PaletteProcess:
    """Looks and draws in a process of its own."""

    def __init__(self, location: str) -> None:
        """`location` is where files are stored, as `storage.blobs.open_store` has it."""
        self._process = PictureProcess(location)

    async def run(self, task: Callable[..., Any], *given: Any) -> Any:
        """What a function of a module gives there."""
        return await self._process.run(task, *given)

    def close(self) -> None:
        """End the process."""
        self._process.close()


async def in_thread(task: Callable[..., Any], *given: Any) -> Any:
    """What a function gives, within this process."""
    return await asyncio.to_thread(task, *given)


def _found(files: tuple[bytes, ...]) -> tuple[str, ...]:
    from storage.palette_pixels import found  # brings the library of pictures along

    return found(files)


def _swatches(palette: tuple[str, ...]) -> tuple[bytes, int, int]:
    from storage.palette_pixels import swatches

    return swatches(palette)
