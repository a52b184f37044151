"""A queue inside one process, for tests of a front end: what is put in comes out, at once."""

import asyncio
from collections.abc import AsyncIterator, Collection

from core.jobs import Job, Lane
from core.ports import Announcement, Fleet, Handler
from core.replies import Progress


class MemoryQueue:
    """The Queue port in memory, for one worker and one front end."""

    def __init__(self, fleet: Fleet) -> None:
        self.waiting: dict[str, Job] = {}
        self.cancelled: list[str] = []
        self._fleet = fleet
        self._lane: asyncio.Queue[str] = asyncio.Queue()
        self._owed: asyncio.Queue[str] = asyncio.Queue()
        self._watchers: set[asyncio.Queue[Progress]] = set()

    async def enqueue(self, job: Job) -> None:
        """Put a job into the lane."""
        if job.id not in self.waiting:
            self.waiting[job.id] = job
            self._lane.put_nowait(job.id)

    async def deliver(self, job: Job) -> None:
        """Put a job into the delivery queue."""
        self._owed.put_nowait(job.id)

    async def holds(self, jobs: Collection[str]) -> frozenset[str]:
        """Which of these jobs wait."""
        return frozenset(jobs) & frozenset(self.waiting)

    async def holds_delivery(self, jobs: Collection[str]) -> frozenset[str]:
        """None: what is delivered here is shown at once."""
        return frozenset()

    async def ahead(self, job: Job) -> int:
        """How many jobs wait before this one."""
        return list(self.waiting).index(job.id) if job.id in self.waiting else 0

    async def render(self, lane: Lane, handle: Handler, at_once: int = 1) -> None:
        """Hand out jobs of the one lane, one after another."""
        while True:
            job = await self._lane.get()
            await handle(job)
            self.waiting.pop(job, None)

    async def deliveries(self, platform: str, handle: Handler, at_once: int = 8) -> None:
        """Hand out jobs to be shown."""
        while True:
            await handle(await self._owed.get())

    async def report(self, progress: Progress) -> None:
        """Tell all watchers."""
        for watcher in self._watchers:
            watcher.put_nowait(progress)

    async def watch(self) -> AsyncIterator[Progress]:
        """Progress from now on."""
        mine: asyncio.Queue[Progress] = asyncio.Queue()
        self._watchers.add(mine)
        try:
            while True:
                yield await mine.get()
        finally:
            self._watchers.discard(mine)

    async def cancel(self, job: str) -> None:
        """Remember that a job is no longer wanted."""
        self.cancelled.append(job)

    async def cancellations(self) -> AsyncIterator[str]:
        """Those so far."""
        for job in self.cancelled:
            yield job

    async def announce(self, announcement: Announcement, seconds: float) -> None:
        """The fleet of a test is what it was given."""

    async def fleet(self) -> Fleet:
        """The fleet that the test was given."""
        return self._fleet
