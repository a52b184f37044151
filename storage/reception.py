"""The Intake port: a stranger's bytes become a clean, stored picture."""

import asyncio
from collections.abc import Awaitable, Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from core.errors import TargetGone
from core.jobs import Asset, Deep
from core.ports import Blobs, Ledger, Received, Spooled
from storage.limits import STANDARD, Limits

if TYPE_CHECKING:
    from storage.intake import DeepPicture

TakeIn = Callable[[str, bytes | Spooled, Limits], Awaitable[Received]]


async def take_in(name: str, data: bytes | Spooled, limits: Limits, blobs: Blobs) -> Received:
    """Clean a file as `storage.intake.accept` does, and store what comes of it in `blobs`.

    Raises one of the errors below BadPicture.
    """
    # 8 MB, of no use to a bot whose intake is another process
    from storage.intake import accept
    from storage.provenance.origins import origin_of

    if isinstance(data, Spooled):
        data = await asyncio.to_thread(Path(data.path).read_bytes)
    clean = await asyncio.to_thread(accept, name, data, limits)
    origin = await asyncio.to_thread(origin_of, name, data)
    asset = Asset(
        sha256=await blobs.put(clean.data),
        media_type=clean.media_type,
        size=len(clean.data),
        width=clean.width,
        height=clean.height,
        alpha=clean.alpha,
        deep=None if clean.deep is None else await _stored(clean.deep, blobs),
        origin=origin,
    )
    return Received(asset, (*clean.notes, *origin.notes))


async def _stored(deep: "DeepPicture", blobs: Blobs) -> Deep:
    return Deep(await blobs.put(deep.data), len(deep.data), deep.bits, deep.colours)


def in_thread(blobs: Blobs) -> TakeIn:
    """Takes files in within this process."""
    return partial(take_in, blobs=blobs)


MOST_AGAIN = 2  # times that a file is taken in anew which was removed at that moment, as unneeded


class Reception:
    """Takes files in, one at a time: a decoded picture of 50 megapixels needs 200 MB."""

    def __init__(
        self, taking_in: TakeIn, ledger: Ledger, blobs: Blobs, limits: Limits = STANDARD
    ) -> None:
        self._take_in = taking_in
        self._ledger = ledger
        self._blobs = blobs
        self._limits = limits
        self._turn = asyncio.Semaphore(1)

    async def receive(self, name: str, data: bytes | Spooled) -> Received:
        """Check, normalise and store; raises one of the errors below BadPicture."""
        received = await self._kept(name, data)
        for _ in range(MOST_AGAIN):
            if await self._there(received.asset):
                break
            received = await self._kept(name, data)
        return received

    async def _kept(self, name: str, data: bytes | Spooled) -> Received:
        async with self._turn:
            received = await self._take_in(name, data, self._limits)
        await self._ledger.keep(received.asset)
        return received

    async def _there(self, asset: Asset) -> bool:
        """Whether the files of a picture are stored.

        One that was there before, and that nothing needed, may have been removed until it was kept.
        """
        try:
            for one in (asset, asset.whole):
                await self._blobs.size(one.sha256)
        except TargetGone:
            return False
        return True
