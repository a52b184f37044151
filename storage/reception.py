"""The Intake port: a stranger's bytes become a clean, stored picture."""

import asyncio
from collections.abc import Awaitable, Callable

from core.jobs import Asset
from core.ports import Blobs, Ledger, Received
from storage.intake import CleanPicture, Limits, accept

Accept = Callable[[str, bytes, Limits], Awaitable[CleanPicture]]


async def in_thread(name: str, data: bytes, limits: Limits) -> CleanPicture:
    """Accept a file in this process."""
    return await asyncio.to_thread(accept, name, data, limits)


class Reception:
    """Takes files in, one at a time: a decoded picture of 50 megapixels needs 200 MB."""

    def __init__(
        self,
        blobs: Blobs,
        ledger: Ledger,
        limits: Limits | None = None,
        accepting: Accept = in_thread,
    ) -> None:
        self._accept = accepting
        self._blobs = blobs
        self._ledger = ledger
        self._limits = limits or Limits()
        self._turn = asyncio.Semaphore(1)

    async def receive(self, name: str, data: bytes) -> Received:
        """Check, normalise and store; raises one of the errors below BadPicture."""
        async with self._turn:
            clean = await self._accept(name, data, self._limits)
        asset = Asset(
            sha256=await self._blobs.put(clean.data),
            media_type=clean.media_type,
            size=len(clean.data),
            width=clean.width,
            height=clean.height,
            alpha=clean.alpha,
        )
        await self._ledger.keep(asset)
        return Received(asset, clean.notes)
