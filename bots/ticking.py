"""How far a job is, edited into its message: seldom enough for a chat, and never after its end."""

import asyncio
import logging
from collections import OrderedDict
from dataclasses import replace
from typing import Protocol

from bots.parts import Parts
from core.jobs import Job, State
from core.postings import Posting
from core.replies import Progress
from core.waiting import in_line

log = logging.getLogger("easel.ticking")

MOST = 500  # jobs whose last edit is remembered
MOST_UNSEEN = 100  # jobs whose next preview is kept, some kilobytes each
MOST_WAITING = 50  # jobs whose place in line is told anew, those that waited longest
LINES = 5.0  # s between two looks at the lines
BAR = 12  # cells of the bar
NEXT = "the next one"


class Shows(Protocol):
    """Shows the progress of a job in its message."""

    async def tick(self, posting: Posting, job: Job, progress: Progress) -> None:
        """Show it; what cannot be shown is lost. Without a preview the one before stays."""
        ...


class Ticker:
    """Edits progress into messages, each job's by itself: a slow message delays no other."""

    def __init__(self, parts: Parts, posts: Shows, seldom: float, platform: str = "") -> None:
        """`seldom`: s between two edits of a message; `platform`: whose jobs, empty for all."""
        self._parts = parts
        self._posts = posts
        self._seldom = seldom
        self._platform = platform
        self._told: OrderedDict[str, float] = OrderedDict()
        self._unseen: OrderedDict[str, str] = OrderedDict()  # the latest previews, by job
        self._telling: set[str] = set()  # jobs whose message is being edited
        self._waiting: dict[str, str] = {}  # what was told of places in line, by job

    async def watch(self) -> None:
        """Show progress until cancelled."""
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(self._watch_lines(tasks))
            async for progress in self._parts.queue.watch():
                tasks.create_task(self._told_kindly(progress))

    async def tell(self, progress: Progress) -> None:
        """Show it, unless the message was edited a moment ago or is being edited."""
        self._remember(progress)
        now = self._parts.clock.now().timestamp()
        recently = now - self._told.get(progress.job, 0.0) < self._seldom
        if recently or progress.job in self._telling:
            return
        self._telling.add(progress.job)
        try:
            await self._tell(progress, now)
        finally:
            self._telling.discard(progress.job)

    def _remember(self, progress: Progress) -> None:
        """Keep its preview for the next edit, whichever step that tells of."""
        if progress.preview:
            self._unseen[progress.job] = progress.preview
            self._unseen.move_to_end(progress.job)
            while len(self._unseen) > MOST_UNSEEN:
                self._unseen.popitem(last=False)

    async def lines(self) -> list[Progress]:
        """News of the places in line of those that wait."""
        owed = await self._parts.ledger.owed()
        waiting = [job for job in owed if self._waits(job)][:MOST_WAITING]
        before, self._waiting = self._waiting, {}
        news: list[Progress] = []
        for job in waiting:
            line = await in_line(job, self._parts.queue)
            if line is None and job.id in before:
                line = Progress(job.id, 0.0, NEXT)
            if line is not None:
                self._waiting[job.id] = line.stage
            if line is not None and line.stage != before.get(job.id):
                news.append(line)
        return news

    async def _watch_lines(self, tasks: asyncio.TaskGroup) -> None:
        while True:
            await asyncio.sleep(LINES)
            try:
                news = await self.lines()
            except Exception:
                log.exception("places in line could not be looked up")
                continue
            for progress in news:
                tasks.create_task(self._told_kindly(progress))

    async def _told_kindly(self, progress: Progress) -> None:
        """Tell it; whatever breaks meanwhile concerns nobody else's news."""
        try:
            await self.tell(progress)
        except Exception:
            log.exception("progress of job %s was not shown", progress.job)

    async def _tell(self, progress: Progress, now: float) -> None:
        job = await self._parts.ledger.job(progress.job)
        posting = await self._parts.postings.of(progress.job)
        preview = self._unseen.pop(progress.job, "")
        if job is None or posting is None or job.state.ended or not self._ours(job):
            return  # nothing was told: what comes next may be told at once
        self._told[progress.job] = now
        self._told.move_to_end(progress.job)
        while len(self._told) > MOST:
            self._told.popitem(last=False)
        await self._posts.tick(posting, job, replace(progress, preview=preview))

    def _waits(self, job: Job) -> bool:
        return job.state is State.QUEUED and self._ours(job)

    def _ours(self, job: Job) -> bool:
        return self._platform in ("", job.spec.place.platform)


def bar(progress: Progress) -> str:
    """How far a job is, as a row of cells."""
    full = round(max(0.0, min(1.0, progress.fraction)) * BAR)
    return "█" * full + "░" * (BAR - full)
