"""An arq worker that lives inside a running loop, holds its jobs by lease and is woken by news."""

import asyncio
import logging
from contextlib import suppress
from typing import Any, NamedTuple

from arq import ArqRedis
from arq.constants import in_progress_key_prefix
from arq.worker import RetryJob, Worker, func

from core.ports import Elsewhere, Handler
from storage.queue import codec, keys
from storage.queue.connection import UNREACHABLE, Outage, log
from storage.queue.declined import Declined
from storage.queue.lines import FUNCTION, Line
from storage.queue.signals import Signals

_POLL = 1.0  # s between looks at the line when no news comes
_READ_LIMIT = 1000  # ids at a look; must exceed what the whole fleet runs at once
_FOREVER = 30 * 24 * 3600  # s; a clip may take hours, and the ledger counts attempts, not arq
_MANY = 1_000_000


class Service(NamedTuple):
    """What a worker does with the jobs of a line."""

    handle: Handler
    at_once: int
    lease: float  # s


class LeasedWorker(Worker):
    """Serves one line until it is cancelled, whether Redis is there or not."""

    def __init__(self, redis: ArqRedis, signals: Signals, line: Line, service: Service) -> None:
        logging.getLogger("arq").setLevel(logging.WARNING)
        super().__init__(
            [func(self._handle, name=FUNCTION)],
            queue_name=line.queue,
            redis_pool=redis,
            handle_signals=False,
            max_jobs=service.at_once,
            job_timeout=_FOREVER,
            keep_result=0,
            queue_read_limit=_READ_LIMIT,
            max_tries=_MANY,
            health_check_interval=15,
            job_serializer=codec.encode,
            job_deserializer=codec.decode,
        )
        self._signals = signals
        self._line = line
        self._service = service
        self._wake = asyncio.Event()
        self._stopping = False
        self._declined = Declined(self.loop.time)
        self._finishing: set[asyncio.Task[Any]] = set()
        self._dealt_with: set[str] = set()

    async def main(self) -> None:
        """Take jobs and run them until this is cancelled; then leave in the line what runs."""
        taking = asyncio.create_task(self._take_jobs())
        renewing = asyncio.create_task(self._renew_leases())
        with self._signals.heard(keys.wake(self.queue_name), lambda _: self._wake.set()):
            try:
                await asyncio.shield(taking)
            finally:
                await self._stop(taking, renewing)

    async def _take_jobs(self) -> None:
        outage = Outage(f"the worker of {self.queue_name}")
        while not self._stopping:
            self._wake.clear()
            try:
                await self._poll_iteration()
            except UNREACHABLE as error:
                await self._pause(outage.begin(error))
            else:
                outage.end()
                await self._pause(_POLL)

    async def _pause(self, seconds: float) -> None:
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._wake.wait()

    async def _stop(self, taking: asyncio.Task[None], renewing: asyncio.Task[None]) -> None:
        # Told to stop rather than cancelled: otherwise a job could be leased and not run.
        self._stopping = True
        self._wake.set()
        await asyncio.wait({taking})
        running = dict(self.tasks)
        for task in running.values():
            task.cancel()
        await asyncio.gather(*running.values(), return_exceptions=True)
        await asyncio.gather(*self._finishing, return_exceptions=True)
        renewing.cancel()
        await asyncio.wait({renewing})
        # arq frees what was cancelled inside its handler; these did not come so far.
        unbegun = [in_progress_key_prefix + name for name, t in running.items() if t.cancelled()]
        if unbegun:
            with suppress(*UNREACHABLE):
                await self.pool.delete(*unbegun)

    async def _renew_leases(self) -> None:
        while True:
            await asyncio.sleep(self._service.lease / 3)
            names = [name for name, task in self.tasks.items() if not task.done()]
            # Without Redis nothing can be renewed; the worker's loop says so.
            with suppress(*UNREACHABLE):
                async with self.pool.pipeline(transaction=False) as pipe:
                    for name in names:
                        key, lease = in_progress_key_prefix + name, int(self._service.lease * 1000)
                        pipe.set(key, b"1", px=lease, xx=True)
                    await pipe.execute()

    async def start_jobs(self, job_ids: list[bytes]) -> None:
        """Start the first of these that nobody runs; look at the line again when it has news."""
        for name in (job_id.decode() for job_id in job_ids):
            if self._stopping or self.job_counter >= self.max_jobs:
                return
            if self._runs(name) or name in self._declined:
                continue
            # News may change the order; but each look must start something, or none ever would.
            if await self._start(name) and self._wake.is_set():
                return

    async def _start(self, name: str) -> bool:
        key, lease = in_progress_key_prefix + name, int(self._service.lease * 1000)
        async with self.pool.pipeline(transaction=True) as pipe:
            pipe.set(key, b"1", px=lease, nx=True)
            pipe.zscore(self.queue_name, name)
            leased, score = await pipe.execute()
        if leased and score is None:  # finished since the line was read
            await self.pool.delete(key)
        if not leased or score is None:
            return False
        self.job_counter += 1
        self.tasks[name] = asyncio.create_task(self.run_job(name, int(score)))
        self.tasks[name].add_done_callback(self._ended)
        return True

    def _ended(self, _: asyncio.Task[Any]) -> None:
        self.job_counter -= 1
        self._wake.set()

    def _runs(self, name: str) -> bool:
        return name in self.tasks and not self.tasks[name].done()

    async def _handle(self, ctx: dict[Any, Any], job: str) -> None:
        # The order may suffer when Redis goes just now; the job must not.
        with suppress(*UNREACHABLE):
            await self._line.started(ctx["job_id"], ctx["score"])
        try:
            await self._service.handle(job)
        except Elsewhere:
            self._declined.add(ctx["job_id"])
            self.queue_read_limit = _READ_LIMIT + len(self._declined)
            # Not arq's Retry: its delay would replace the score, and with it the job's turn.
            raise RetryJob from None
        except Exception:  # noqa: BLE001 - a handler may fail in any way; it is told here
            log.exception("the handler of %s failed at %s", self.queue_name, job)
        self._dealt_with.add(ctx["job_id"])

    async def finish_job(self, job_id: str, finish: bool, *rest: Any, **named: Any) -> None:
        """Take a job from the line, or offer it again; while Redis is away, for a lease's time."""
        task = asyncio.current_task()
        assert task is not None
        self._finishing.add(task)
        task.add_done_callback(self._finishing.discard)
        deadline = self.loop.time() + self._service.lease
        # On Python 3.11 arq does not see that a handler finished although it was cancelled.
        finish = finish or job_id in self._dealt_with
        self._dealt_with.discard(job_id)
        while True:
            try:
                await super().finish_job(job_id, finish, *rest, **named)
                return None if finish else await self._line.returned(job_id)
            except UNREACHABLE:
                if self._stopping or self.loop.time() > deadline:
                    raise
                await asyncio.sleep(0.1)
