"""The twin of what grows old, in memory."""

from datetime import datetime

from core.jobs import Job
from storage.memory import Memory, MemoryLedger


class MemoryAged:
    """The Aged port in memory."""

    def __init__(self, memory: Memory, ledger: MemoryLedger) -> None:
        self._memory = memory
        self._ledger = ledger

    async def platforms(self) -> tuple[str, ...]:
        """Names of all platforms of which something is kept."""
        return tuple(sorted({platform for platform, _ in self._memory.channels}))

    async def drop(self, platform: str, before: datetime, limit: int) -> int:
        """Remove the oldest of what came in before a moment; returns how much it was."""
        memory = self._memory
        there = {one.id for (name, _), one in memory.channels.items() if name == platform}
        jobs = sorted(memory.jobs.values(), key=lambda job: job.id)
        old = [one for one in jobs if one.spec.place.channel in there and one.created < before]
        liked = {job for job, _, _ in memory.favourites} | memory.deleted
        alive = [one for one in old if one.id not in liked and one.state.ended]
        results = [one for one in alive if not self._later(one, alive=True)][:limit]
        for one in results:
            await self._ledger.delete(one.id)
        turns = [
            turn.id
            for turn in sorted(memory.turns.values(), key=lambda turn: turn.id)
            if turn.channel in there
            and turn.created < before
            and (turn.job is None or turn.job.id in memory.deleted)
        ][:limit]
        begun = {turn.job.id for turn in memory.turns.values() if turn.job}
        gone = [one for one in old if one.id in memory.deleted and one.id not in begun]
        facts = [one.id for one in gone if not self._later(one, alive=False)][:limit]
        for id in turns:
            del memory.turns[id]
        for id in facts:
            del memory.jobs[id]
            memory.deleted.discard(id)
            shown = [key for key, posting in memory.postings.items() if posting.job == id]
            for key in shown:
                del memory.postings[key]
        return len(results) + len(turns) + len(facts)

    def _later(self, job: Job, alive: bool) -> bool:
        """Whether something went on from a job, and is there still where that matters."""
        return any(
            one.spec.lineage is not None
            and one.spec.lineage.job == job.id
            and not (alive and one.id in self._memory.deleted)
            for one in self._memory.jobs.values()
        )
