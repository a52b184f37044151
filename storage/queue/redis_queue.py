"""The port `Queue` on Redis."""

import asyncio
import json
from collections.abc import AsyncIterator, Collection, Generator
from contextlib import contextmanager, suppress
from typing import Self

from redis.exceptions import WatchError

from core import wire
from core.jobs import Job, Lane
from core.ports import Announcement, Fleet, Handler
from core.replies import Progress
from storage.queue import keys
from storage.queue.connection import connect, log, reaching
from storage.queue.fleet import FleetBoard
from storage.queue.leased_worker import LeasedWorker, Service
from storage.queue.lines import DeliveryLine, FairLine, Line
from storage.queue.signals import Inbox, Signals


class RedisQueue:
    """Transport between front ends and workers, through a Redis and arq.

    Each method but the four that go on until they are cancelled (`render`, `deliveries`, `watch`,
    `cancellations`) raises NoRedis within 2 s; those four keep trying.
    """

    def __init__(self, address: str, lease: float = 15.0, recent: float = 600.0) -> None:
        """`address`: a URL or a socket's path; `lease`: s that a silent server keeps its jobs;
        `recent`: s that the fleet remembers a worker that is gone. Raises BadSettings."""
        self._redis = connect(address)
        self._lease = lease
        self._lanes = {lane: FairLine(self._redis, lane) for lane in Lane}
        self._signals = Signals(self._redis)
        self._board = FleetBoard(self._redis, recent)
        # Transactions that would only disturb each other take turns.
        self._turn = asyncio.Lock()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.aclose()

    async def aclose(self) -> None:
        """Close the connections; whoever serves must have been cancelled before."""
        await self._signals.aclose()
        await self._redis.aclose(close_connection_pool=True)

    async def enqueue(self, job: Job) -> None:
        """Put a job into its lane, in fair order between people; nothing if it is there."""
        async with reaching(), self._turn:
            await self._lanes[job.spec.lane].put(job)

    async def deliver(self, job: Job) -> None:
        """Tell the front end of `job.spec.place.platform` to show a job that has ended."""
        async with reaching():
            await DeliveryLine(self._redis, job.spec.place.platform).put(job)

    async def holds(self, jobs: Collection[str]) -> frozenset[str]:
        """Which of these jobs wait or run in a lane."""
        async with reaching():
            held = [await lane.holds(jobs) for lane in self._lanes.values()]
        return frozenset[str]().union(*held)

    async def holds_delivery(self, jobs: Collection[str]) -> frozenset[str]:
        """Which of these jobs wait to be shown."""
        async with reaching():
            platforms = await DeliveryLine.platforms(self._redis)
            lines = [DeliveryLine(self._redis, platform) for platform in platforms]
            return frozenset[str]().union(*[await line.holds(jobs) for line in lines])

    async def ahead(self, job: Job) -> int:
        """How many jobs of its lane come before this one; 0 when it runs."""
        async with reaching():
            return await self._lanes[job.spec.lane].ahead(job.id)

    async def render(self, lane: Lane, handle: Handler, at_once: int = 1) -> None:
        """Call `handle` with the id of each job of a lane, until this is cancelled."""
        await self._serve(self._lanes[lane], handle, at_once)

    async def deliveries(self, platform: str, handle: Handler, at_once: int = 8) -> None:
        """Call `handle` with the id of each job that a front end should show, until cancelled."""
        await self._serve(DeliveryLine(self._redis, platform), handle, at_once)

    async def report(self, progress: Progress) -> None:
        """Tell whoever watches how far a job is; may be lost."""
        async with reaching():
            await self._redis.publish(keys.PROGRESS, json.dumps(wire.plain(progress)))

    async def watch(self) -> AsyncIterator[Progress]:
        """Progress of all jobs from now on."""
        with self._inbox(keys.PROGRESS) as inbox:
            while True:
                message = await inbox.get()
                try:
                    yield wire.read(Progress, json.loads(message))
                except ValueError as error:
                    log.warning("dropped a progress report that does not fit: %s", error)

    async def cancel(self, job: str) -> None:
        """Tell the worker that renders a job to stop; may be lost."""
        async with reaching():
            await self._redis.publish(keys.CANCELLED, job)

    async def cancellations(self) -> AsyncIterator[str]:
        """Ids of jobs that are cancelled from now on."""
        with self._inbox(keys.CANCELLED) as inbox:
            while True:
                yield (await inbox.get()).decode()

    async def announce(self, announcement: Announcement, seconds: float) -> None:
        """Tell that a worker is alive for the next `seconds`; 0 takes it back."""
        async with reaching():
            await self._board.write(announcement, seconds)

    async def fleet(self) -> Fleet:
        """The workers that are alive, and those that were a moment ago."""
        async with reaching():
            return await self._board.read()

    async def claim(self, name: str, owner: str, seconds: float) -> str:
        """Who holds `name`: from now for `seconds` the `owner`, unless somebody else does."""
        key, lasting = keys.claim(name), int(seconds * 1000)
        async with reaching(), self._redis.pipeline(transaction=True) as pipe:
            pipe.set(key, owner, nx=True, px=lasting)
            pipe.get(key)
            _, holder = await pipe.execute()
            if holder == owner.encode():
                await self._redis.pexpire(key, lasting)
        return holder.decode()

    async def release(self, name: str, owner: str) -> None:
        """Give `name` up before its time; nothing where the `owner` does not hold it."""
        key = keys.claim(name)
        async with reaching(), self._redis.pipeline(transaction=True) as pipe:
            await pipe.watch(key)
            if await pipe.get(key) == owner.encode():
                pipe.multi()
                pipe.delete(key)
                with suppress(WatchError):  # then it is somebody else's by now
                    await pipe.execute()

    async def _serve(self, line: Line, handle: Handler, at_once: int) -> None:
        service = Service(handle, at_once, self._lease)
        await LeasedWorker(self._redis, self._signals, line, service).main()

    @contextmanager
    def _inbox(self, channel: str) -> Generator[Inbox]:
        inbox = Inbox()
        with self._signals.heard(channel, inbox.put):
            yield inbox
