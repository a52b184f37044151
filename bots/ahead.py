"""What a page will show first is made while somebody still reaches for its link."""

import asyncio
import logging

from core.errors import TargetGone
from core.jobs import Asset
from core.renditions import Fit, Renditions, rendition_of

log = logging.getLogger("easel.ahead")


class Ahead:
    """Makes small versions before they are asked for; of a large picture that takes a second."""

    def __init__(self, renditions: Renditions) -> None:
        self._renditions = renditions
        self._under_way: set[asyncio.Task[None]] = set()  # the loop alone does not hold them

    def begin(self, asset: Asset) -> None:
        """Begin to make the small version of a picture; nobody waits for it."""
        task = asyncio.create_task(self._make(asset))
        self._under_way.add(task)
        task.add_done_callback(self._under_way.discard)

    async def _make(self, asset: Asset) -> None:
        small = rendition_of(asset, Fit.CHAT)
        if small is None:
            return
        try:
            await self._renditions.made(asset.sha256, small)
        except TargetGone:
            log.info("%s was deleted before its small version was made", asset.sha256)
