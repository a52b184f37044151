"""The twin of what perhaps nothing needs, in memory: what is needed is looked for when asked."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any, cast

from core.ports import Clock
from core.sweeping import Remove
from core.wire import plain
from storage.memory import Memory


class MemoryLoose:
    """The Loose port in memory."""

    def __init__(self, memory: Memory, clock: Clock) -> None:
        self._memory = memory
        self._clock = clock

    async def due(self, grace: timedelta, limit: int) -> tuple[str, ...]:
        """Those that were loose for `grace`, the longest first; the time of new ones begins now."""
        now, loose, needed = self._clock.now(), self._memory.loose, self.needed()
        for asset in self._memory.assets.values():
            files = (asset.sha256, *([asset.deep.sha256] if asset.deep else []))
            for one in files:
                if one not in needed:
                    loose[one] = loose.get(one) or now
        old = [(since, one) for one, since in loose.items() if since and since <= now - grace]
        return tuple(one for _, one in sorted(old)[:limit])

    async def let_go(self, sha256: str, remove: Remove) -> bool:
        """Remove a file, and what is known of it, unless something needs it."""
        loose = self._memory.loose
        if loose.get(sha256) is None:
            return False
        if sha256 in self.needed():
            del loose[sha256]
            return False
        await remove(sha256)
        self._memory.assets.pop(sha256, None)
        del loose[sha256]
        return True

    def needed(self) -> set[str]:
        """The files that something needs."""
        memory = self._memory
        jobs = [job for job in memory.jobs.values() if job.id not in memory.deleted]
        turns = [(turn.pictures, turn.reply) for turn in memory.turns.values()]
        sets = [content for one in memory.sets.values() for content, _ in one.versions]
        return set(named_in(plain((jobs, turns, sets))))


def named_in(data: Any) -> Iterator[str]:
    """The files that plain data names."""
    if isinstance(data, dict):
        for name, value in cast("dict[str, Any]", data).items():
            yield from (value,) if name == "sha256" else named_in(value)
    elif isinstance(data, list):
        for one in cast("list[Any]", data):
            yield from named_in(one)
