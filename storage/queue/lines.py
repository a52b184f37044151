"""Lines of jobs in Redis, as arq's workers read them: fair for lanes, first come for deliveries.

A line is a sorted set of arq's job ids. arq takes the scores for times in ms and runs what is
due, lowest first, ties by id. Our scores are small positive integers, long past for any clock,
so that they are nothing but an order. (arq never runs a score of 0.)
"""

import time
from collections.abc import Collection
from typing import NamedTuple

from arq import ArqRedis
from arq.constants import in_progress_key_prefix, job_key_prefix
from arq.jobs import serialize_job
from redis.asyncio.client import Pipeline

from core import fairness
from core.jobs import Job, Lane
from storage.queue import codec, keys

FUNCTION = "handle"  # what arq calls the handler of every line
_EXPIRES = 30 * 24 * 3600 * 1000  # ms; a job that nobody serves so long is the ledger's to bring
_KEPT_STARTS = 100  # more than a lane's servers decline at the same moment


class Line:
    """Jobs in order of their ids; these are UUIDv7, so the oldest is first."""

    prefix = ""  # of arq's job ids

    def __init__(self, redis: ArqRedis, queue: str) -> None:
        self.queue = queue
        self._redis = redis

    async def put(self, job: Job) -> None:
        """Add a job, unless it is there."""

        async def add(pipe: Pipeline) -> None:
            if await pipe.zscore(self.queue, self._name(job.id)) is None:
                pipe.multi()
                self._write(pipe, job, score=1)

        await self._redis.transaction(add, self._job_key(job.id))

    async def holds(self, jobs: Collection[str]) -> frozenset[str]:
        """Which of these jobs wait or run."""
        # One command for the whole line: asking for each takes this loop far longer.
        names = frozenset(await self._redis.zrange(self.queue, 0, -1))
        return frozenset(job for job in jobs if self._name(job).encode() in names)

    async def started(self, name: str, score: int) -> None:
        """Note that a worker begins the job that arq calls `name`."""

    async def returned(self, name: str) -> None:
        """Offer a job that a worker left in the line to the other workers."""
        await self._redis.publish(keys.wake(self.queue), name)

    def _name(self, job: str) -> str:
        return self.prefix + job

    def _job_key(self, job: str) -> str:
        return job_key_prefix + self._name(job)

    def _write(self, pipe: Pipeline, job: Job, score: int) -> None:
        now = int(time.time() * 1000)
        record = serialize_job(FUNCTION, (job.id,), {}, None, now, serializer=codec.encode)
        pipe.psetex(self._job_key(job.id), _EXPIRES, record)
        pipe.zadd(self.queue, {self._name(job.id): score})
        pipe.publish(keys.wake(self.queue), job.id)


class DeliveryLine(Line):
    """Jobs that have ended, for a front end to show."""

    prefix = keys.DELIVERY

    def __init__(self, redis: ArqRedis, platform: str) -> None:
        super().__init__(redis, keys.deliver_queue(platform))
        self._platform = platform

    @staticmethod
    async def platforms(redis: ArqRedis) -> frozenset[str]:
        """The front ends that were ever delivered to."""
        async with redis.pipeline(transaction=False) as pipe:
            pipe.smembers(keys.PLATFORMS)
            (names,) = await pipe.execute()
        return frozenset(name.decode() for name in names)

    def _write(self, pipe: Pipeline, job: Job, score: int) -> None:
        super()._write(pipe, job, score)
        pipe.sadd(keys.PLATFORMS, self._platform)


class _Standing(NamedTuple):
    """What the place of a job in its lane depends on."""

    held: bool  # it is there already
    virtual_now: float  # s
    finish_before: float  # s


class FairLine(Line):
    """A lane: jobs in order of their start tags (see core.fairness), in ms plus 1."""

    def __init__(self, redis: ArqRedis, lane: Lane) -> None:
        super().__init__(redis, keys.render_queue(lane))
        self._finish = keys.finish_tags(lane)
        self._started = keys.started(lane)

    async def put(self, job: Job) -> None:
        """Add a job, unless it is there, and charge the person for it, in one transaction."""

        async def add(pipe: Pipeline) -> None:
            if not (now := await self._look(job)).held:
                self._add(pipe, job, now)

        await self._redis.transaction(add, self._job_key(job.id), self._finish)

    async def ahead(self, job: str) -> int:
        """How many jobs come before this one; 0 when it runs or is not there."""
        async with self._redis.pipeline(transaction=True) as pipe:
            pipe.zrank(self.queue, job)
            pipe.exists(in_progress_key_prefix + job)
            rank, runs = await pipe.execute()
        return 0 if runs or rank is None else int(rank)

    async def started(self, name: str, score: int) -> None:
        await self._redis.zadd(self._started, {name: score})

    async def returned(self, name: str) -> None:
        # A job that was declined did not use its turn: virtual time must not have moved for it.
        await self._redis.zrem(self._started, name)
        await super().returned(name)

    async def _look(self, job: Job) -> _Standing:
        # Beside the watching connection, where each command would be a journey of its own.
        async with self._redis.pipeline(transaction=False) as pipe:
            pipe.zscore(self.queue, job.id)
            pipe.zscore(self._finish, job.spec.place.charged)
            pipe.zrevrange(self._started, 0, 0, withscores=True)
            score, finish_before, latest = await pipe.execute()
        virtual_now = (latest[0][1] - 1) / 1000 if latest else 0.0
        return _Standing(score is not None, virtual_now, finish_before or 0.0)

    def _add(self, pipe: Pipeline, job: Job, now: _Standing) -> None:
        tags = fairness.tags(now.virtual_now, now.finish_before, job.spec.estimate)
        pipe.multi()
        pipe.zremrangebyscore(self._finish, "-inf", now.virtual_now)
        pipe.zremrangebyrank(self._started, 0, -1 - _KEPT_STARTS)
        pipe.zadd(self._finish, {job.spec.place.charged: tags.finish})
        self._write(pipe, job, score=round(tags.start * 1000) + 1)
