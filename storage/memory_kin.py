"""What goes on from what, in memory."""

from collections.abc import Collection

from storage.memory import Memory


class MemoryKin:
    """The Kin port in memory."""

    def __init__(self, memory: Memory) -> None:
        self._memory = memory

    async def after(self, jobs: Collection[str]) -> tuple[str, ...]:
        """Ids of the jobs that go on from one of these, oldest first; of deleted ones, too."""
        every = self._memory.jobs.values()
        return tuple(
            sorted(one.id for one in every if one.spec.lineage and one.spec.lineage.job in jobs)
        )
