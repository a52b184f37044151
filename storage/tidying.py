"""Removes what nobody needs any more, in the background of a process."""

import asyncio
import logging
from dataclasses import dataclass
from datetime import timedelta

from core.ports import Blobs
from core.sweeping import AT_ONCE, Loose, sweep

log = logging.getLogger("easel.tidying")

SELDOM, OFTEN = 60.0, 0.5  # s between two looks


@dataclass(frozen=True, slots=True)
class Tidying:
    """What it takes to tidy up."""

    loose: Loose
    blobs: Blobs
    grace: timedelta  # for which files stay that nothing needs

    async def keep(self) -> None:
        """Tidy up until cancelled, some at a time; any number of processes may."""
        every = min(SELDOM, max(OFTEN, self.grace.total_seconds() / 4))
        while True:
            removed = 0
            try:
                removed = await sweep(self.loose, self.blobs, self.grace)
            except Exception:
                log.exception("files could not be tidied up, as while the database is away")
            if removed:
                log.info("removed %d files that nothing needs any more", removed)
            await asyncio.sleep(OFTEN if removed == AT_ONCE else every)
