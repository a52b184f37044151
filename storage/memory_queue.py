"""The complete twin of the queue on Redis, for one event loop: same order, same leaving of jobs."""

import asyncio
import logging
import time
from collections.abc import AsyncIterator, Collection
from contextlib import suppress
from typing import Generic, Self, TypeVar

from core import fairness
from core.jobs import Job, Lane
from core.ports import Announcement, Elsewhere, Fleet, Handler
from core.replies import Progress

_DECLINED = 0.5  # s for which a server leaves a job to others
_MOST_UNREAD = 1000
_KEPT_STARTS = 100

log = logging.getLogger("easel.queue")

Message = TypeVar("Message")


class MemoryQueue:
    """Transport between front ends and workers of one process.

    `recent`: s that the fleet remembers a worker that is gone.
    """

    def __init__(self, recent: float = 600.0) -> None:
        self._recent = recent
        self._lanes = {lane: _FairLine() for lane in Lane}
        self._platforms: dict[str, _Line] = {}
        self._progress = _Channel[Progress]()
        self._cancelled = _Channel[str]()
        self._claims: dict[str, tuple[str, float]] = {}
        self._workers: dict[str, tuple[Announcement, float]] = {}  # until when, s

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.aclose()

    async def aclose(self) -> None:
        """Nothing to close."""

    async def enqueue(self, job: Job) -> None:
        """Put a job into its lane, in fair order between people; nothing if it is there."""
        self._lanes[job.spec.lane].put(job)

    async def deliver(self, job: Job) -> None:
        """Tell the front end of `job.spec.place.platform` to show a job that has ended."""
        self._deliveries(job.spec.place.platform).put(job)

    async def holds(self, jobs: Collection[str]) -> frozenset[str]:
        """Which of these jobs wait or run in a lane."""
        return frozenset(
            job for job in jobs if any(line.holds(job) for line in self._lanes.values())
        )

    async def holds_delivery(self, jobs: Collection[str]) -> frozenset[str]:
        """Which of these jobs wait to be shown."""
        return frozenset(
            job for job in jobs if any(line.holds(job) for line in self._platforms.values())
        )

    async def ahead(self, job: Job) -> int:
        """How many jobs of its lane come before this one; 0 when it runs."""
        return self._lanes[job.spec.lane].ahead(job.id)

    async def render(self, lane: Lane, handle: Handler, at_once: int = 1) -> None:
        """Call `handle` with the id of each job of a lane, until this is cancelled."""
        await _Server(self._lanes[lane], handle).serve(at_once)

    async def deliveries(self, platform: str, handle: Handler, at_once: int = 8) -> None:
        """Call `handle` with the id of each job that a front end should show, until cancelled."""
        await _Server(self._deliveries(platform), handle).serve(at_once)

    async def report(self, progress: Progress) -> None:
        """Tell whoever watches how far a job is; may be lost."""
        self._progress.send(progress)

    def watch(self) -> AsyncIterator[Progress]:
        """Progress of all jobs from now on."""
        return self._progress.messages()

    async def cancel(self, job: str) -> None:
        """Tell the worker that renders a job to stop; may be lost."""
        self._cancelled.send(job)

    def cancellations(self) -> AsyncIterator[str]:
        """Ids of jobs that are cancelled from now on."""
        return self._cancelled.messages()

    async def announce(self, announcement: Announcement, seconds: float) -> None:
        """Tell that a worker is alive for the next `seconds`; 0 takes it back."""
        self._workers[announcement.worker] = announcement, time.monotonic() + seconds

    async def fleet(self) -> Fleet:
        """The workers that are alive, and those that were a moment ago."""
        now, live, recent = time.monotonic(), list[Announcement](), list[Announcement]()
        for _, (announcement, until) in sorted(self._workers.items()):
            if now - until < self._recent:
                (live if now < until else recent).append(announcement)
        return Fleet(tuple(live), tuple(recent))

    async def claim(self, name: str, owner: str, seconds: float) -> str:
        """Who holds `name`: from now for `seconds` the `owner`, unless somebody else does."""
        now = time.monotonic()
        holder, until = self._claims.get(name, (owner, 0.0))
        if holder != owner and now < until:
            return holder
        self._claims[name] = owner, now + seconds
        return owner

    async def release(self, name: str, owner: str) -> None:
        """Give `name` up before its time; nothing where the `owner` does not hold it."""
        if self._claims.get(name, ("", 0.0))[0] == owner:
            del self._claims[name]

    def _deliveries(self, platform: str) -> "_Line":
        return self._platforms.setdefault(platform, _Line())


class _Line:
    """Jobs in order of their ids; these are UUIDv7, so the oldest is first."""

    def __init__(self) -> None:
        self._scores: dict[str, int] = {}
        self._running: set[str] = set()
        self._news = asyncio.Event()

    def put(self, job: Job) -> None:
        """Add a job, unless it is there."""
        if not self.holds(job.id):
            self._scores[job.id] = self._score(job)
            self.tell()

    def holds(self, job: str) -> bool:
        """Whether a job waits or runs."""
        return job in self._scores

    def ahead(self, job: str) -> int:
        """How many jobs come before this one; 0 when it runs or is not there."""
        if job in self._running or job not in self._scores:
            return 0
        return self._order().index(job)

    def begin(self, passed_over: Collection[str]) -> str | None:
        """The first job that nobody runs, which then runs."""
        taken = self._running.union(passed_over)
        job = next((name for name in self._order() if name not in taken), None)
        if job is not None:
            self._running.add(job)
        return job

    def end(self, job: str, dealt_with: bool) -> None:
        """Take a job that runs from the line, or leave it there for others."""
        self._running.discard(job)
        if dealt_with:
            del self._scores[job]
        self.tell()

    def tell(self) -> None:
        """Wake everybody who waits for news."""
        self._news.set()
        self._news = asyncio.Event()

    async def news(self, seconds: float) -> None:
        """Wait until something happens to the line, at most for `seconds`."""
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._news.wait()

    def _score(self, job: Job) -> int:
        return 1

    def _order(self) -> list[str]:
        return sorted(self._scores, key=lambda job: (self._scores[job], job))


class _FairLine(_Line):
    """Jobs in order of their start tags (see core.fairness), in ms."""

    def __init__(self) -> None:
        super().__init__()
        self._finish: dict[str, float] = {}  # tag of each person's latest job, s
        self._started: dict[str, int] = {}  # score of each job that was started lately

    def begin(self, passed_over: Collection[str]) -> str | None:
        job = super().begin(passed_over)
        if job is not None:
            self._started[job] = self._scores[job]
        return job

    def end(self, job: str, dealt_with: bool) -> None:
        if not dealt_with:
            self._started.pop(job, None)
        super().end(job, dealt_with)

    def _score(self, job: Job) -> int:
        kept = sorted(self._started.items(), key=lambda item: item[1])[-_KEPT_STARTS:]
        self._started = dict(kept)
        virtual_now = kept[-1][1] / 1000 if kept else 0.0
        person = job.spec.place.charged
        tags = fairness.tags(virtual_now, self._finish.get(person, 0.0), job.spec.estimate)
        self._finish = {who: tag for who, tag in self._finish.items() if tag > virtual_now}
        self._finish[person] = tags.finish
        return round(tags.start * 1000)


class _Server:
    """Somebody who handles the jobs of a line."""

    def __init__(self, line: _Line, handle: Handler) -> None:
        self._line = line
        self._handle = handle
        self._declined: dict[str, float] = {}  # until when, s

    async def serve(self, at_once: int) -> None:
        """Handle `at_once` jobs at a time, until this is cancelled."""
        async with asyncio.TaskGroup() as slots:
            for _ in range(at_once):
                slots.create_task(self._take_turns())

    async def _take_turns(self) -> None:
        while True:
            now = time.monotonic()
            self._declined = {job: until for job, until in self._declined.items() if now < until}
            job = self._line.begin(self._declined)
            if job is None:
                await self._line.news(_DECLINED if self._declined else 60.0)
            else:
                await self._run(job)

    async def _run(self, job: str) -> None:
        task = asyncio.ensure_future(self._handle(job))
        try:
            await asyncio.wait({task})
        finally:
            task.cancel()
            await asyncio.wait({task})
            self._line.end(job, dealt_with=self._deals_with(job, task))

    def _deals_with(self, job: str, task: asyncio.Future[None]) -> bool:
        if task.cancelled():
            return False
        error = task.exception()
        if isinstance(error, Elsewhere):
            self._declined[job] = time.monotonic() + _DECLINED
            return False
        if error is not None:
            log.error("the handler failed at %s", job, exc_info=error)
        return True


class _Channel(Generic[Message]):
    """News for everybody who listens at that moment."""

    def __init__(self) -> None:
        self._inboxes: set[asyncio.Queue[Message]] = set()

    def send(self, message: Message) -> None:
        """Tell all listeners; a full inbox loses its oldest message."""
        for inbox in self._inboxes:
            if inbox.full():
                inbox.get_nowait()
            inbox.put_nowait(message)

    async def messages(self) -> AsyncIterator[Message]:
        """What is sent from now on."""
        inbox = asyncio.Queue[Message](_MOST_UNREAD)
        self._inboxes.add(inbox)
        try:
            while True:
                yield await inbox.get()
        finally:
            self._inboxes.discard(inbox)
