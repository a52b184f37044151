"""How far a job is, edited into its message: seldom enough for a chat, and never after its end."""

import logging
from collections import OrderedDict
from typing import Protocol

from bots.parts import Parts
from core.jobs import Job
from core.postings import Posting
from core.replies import Progress

log = logging.getLogger("easel.ticking")

MOST = 500  # jobs whose last edit is remembered
BAR = 12  # cells of the bar


class Shows(Protocol):
    """Shows the progress of a job in its message."""

    async def tick(self, posting: Posting, job: Job, progress: Progress) -> None:
        """Show it; what cannot be shown is lost."""
        ...


class Ticker:
    """Edits progress into messages."""

    def __init__(self, parts: Parts, posts: Shows, seldom: float) -> None:
        """`seldom`: s between two edits of a message."""
        self._parts = parts
        self._posts = posts
        self._seldom = seldom
        self._told: OrderedDict[str, float] = OrderedDict()

    async def watch(self) -> None:
        """Show progress until cancelled; what breaks on the way costs these news alone."""
        async for progress in self._parts.queue.watch():
            try:
                await self.tell(progress)
            except Exception:
                log.exception("progress of job %s was not shown", progress.job)

    async def tell(self, progress: Progress) -> None:
        """Show it, unless the message was edited a moment ago."""
        now = self._parts.clock.now().timestamp()
        if now - self._told.get(progress.job, 0.0) < self._seldom:
            return
        self._told[progress.job] = now
        while len(self._told) > MOST:
            self._told.popitem(last=False)
        posting = await self._parts.postings.of(progress.job)
        job = await self._parts.ledger.job(progress.job)
        if posting is not None and job is not None and not job.state.ended:
            await self._posts.tick(posting, job, progress)


def bar(progress: Progress) -> str:
    """How far a job is, as a row of cells."""
    full = round(max(0.0, min(1.0, progress.fraction)) * BAR)
    return "█" * full + "░" * (BAR - full)
