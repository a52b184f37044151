"""Removes what nobody needs any more, in the background of a process."""

import asyncio
import logging
from dataclasses import dataclass
from datetime import timedelta

from core.ports import Blobs, Clock
from core.retention import Aged, Retention, expire
from core.sweeping import AT_ONCE, Loose, sweep
from storage.archives import KeptArchives

log = logging.getLogger("easel.tidying")

SELDOM, OFTEN = 60.0, 0.5  # s between two looks


@dataclass(frozen=True, slots=True)
class Tidying:
    """What it takes to tidy up."""

    loose: Loose
    aged: Aged
    blobs: Blobs
    clock: Clock
    grace: timedelta  # for which files stay that nothing needs
    retention: Retention
    archives: KeptArchives

    async def keep(self) -> None:
        """Tidy up until cancelled, some at a time; any number of processes may."""
        every = min(SELDOM, max(OFTEN, self.grace.total_seconds() / 4))
        while True:
            more = False
            try:
                more = await self.round()
            except Exception:
                log.exception("nothing could be tidied up, as while the database is away")
            await asyncio.sleep(OFTEN if more else every)

    async def round(self) -> bool:
        """Remove some of what is old and of what nothing needs; whether there may be more."""
        expired = await expire(self.aged, self.retention, self.clock.now())
        removed = await sweep(self.loose, self.blobs, self.grace)
        await self.archives.sweep()
        if expired or removed:
            log.info("removed %d rows for their age, and %d files", expired, removed)
        return expired > 0 or removed == AT_ONCE
