"""The twin of the votes that keeps everything in memory."""

from dataclasses import replace

from core.votes import Tally, tallied
from storage.memory import Memory


class MemoryVotes:
    """The Votes port in memory."""

    def __init__(self, memory: Memory) -> None:
        self._memory = memory

    async def vote(self, job: str, person: str, variant: int) -> Tally:
        """Keep a person's vote (`variant` is 1-based) instead of any before; gives the tally."""
        self._memory.votes[job, person] = variant
        return self._counted(job)

    async def of(self, job: str, person: str) -> int:
        """The variant that a person voted for; 0 where they did not."""
        return self._memory.votes.get((job, person), 0)

    def _counted(self, job: str) -> Tally:
        tally = tallied([index for (one, _), index in self._memory.votes.items() if one == job])
        self._memory.jobs[job] = replace(self._memory.jobs[job], votes=tally)
        return tally
