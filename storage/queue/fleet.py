"""Workers that are alive, as they say themselves; Redis's clock is the only one that counts."""

import json
from typing import Any

from arq import ArqRedis

from core import wire
from core.ports import Announcement, Fleet
from storage.queue import keys

_FORGOTTEN = 3600.0  # s after which a worker that is gone makes room


class FleetBoard:
    """Where workers write that they are alive."""

    def __init__(self, redis: ArqRedis, recent: float) -> None:
        self._redis = redis
        self._recent = recent  # s

    async def write(self, announcement: Announcement, seconds: float) -> None:
        """Keep a worker alive for `seconds` from now."""
        now, notes = await self._read()
        record = {"until": now + seconds, "worker": wire.plain(announcement)}
        stale = [name for name, note in notes.items() if note["until"] < now - _FORGOTTEN]
        async with self._redis.pipeline(transaction=True) as pipe:
            pipe.hset(keys.FLEET, announcement.worker, json.dumps(record))
            if stale:
                pipe.hdel(keys.FLEET, *stale)
            await pipe.execute()

    async def read(self) -> Fleet:
        """The workers that are alive, and those that were a moment ago, by name."""
        now, notes = await self._read()
        live: list[Announcement] = []
        recent: list[Announcement] = []
        for _, note in sorted(notes.items()):
            gone_for = now - note["until"]  # s
            if gone_for < self._recent:
                (live if gone_for < 0 else recent).append(wire.read(Announcement, note["worker"]))
        return Fleet(tuple(live), tuple(recent))

    async def _read(self) -> tuple[float, dict[str, Any]]:
        async with self._redis.pipeline(transaction=True) as pipe:
            pipe.time()
            pipe.hgetall(keys.FLEET)
            (seconds, microseconds), notes = await pipe.execute()
        now = seconds + microseconds / 1e6
        return now, {name.decode(): json.loads(note) for name, note in notes.items()}
