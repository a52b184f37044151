"""The twin of the search of what was made before, which looks at everything that there is."""

from collections.abc import Collection, Iterator, Mapping

from core.jobs import Job, State
from core.keywords import of_favourite
from core.past import Found, Period, Reach, Spot, Wanted, variant_of
from core.replies import Turn
from storage.memory import Memory
from storage.memory_keywords import told_of


class MemoryPast:
    """The Past port in memory."""

    def __init__(self, memory: Memory) -> None:
        self._memory = memory

    async def find(
        self, reach: Reach, wanted: Wanted, after: Spot | None = None, limit: int = 5
    ) -> Found:
        """The results within reach that have all that they must; the nearest, then the newest."""
        fit = [spot for job in self._results(reach) if (spot := self._fit(job, wanted))]
        least = max((spot.shared for spot in fit), default=0) / 2
        near = sorted((spot for spot in fit if spot.shared >= least), reverse=True)
        rest = [spot for spot in near if after is None or spot < after]
        jobs = tuple(self._memory.jobs[spot.job] for spot in rest[:limit])
        return Found(jobs, rest[limit - 1] if len(rest) > limit else None)

    async def favour(self, person: str, job: str, variant: int, kept: bool = True) -> bool:
        """Keep a variant among a person's favourites, or no longer; False where it was so."""
        favourites, one = self._memory.favourites, (job, person, variant)
        if (one in favourites) is kept:
            return False
        (favourites.add if kept else favourites.remove)(one)
        return True

    async def favourites(
        self, people: Collection[str], jobs: Collection[str]
    ) -> Mapping[str, tuple[int, ...]]:
        """Which variants of `jobs` are favourites of any of these accounts."""
        found = dict[str, tuple[int, ...]]()
        for job, person, variant in sorted(self._memory.favourites):
            if person in people and job in jobs and self._memory.job(job):
                found[job] = tuple(sorted({*found.get(job, ()), variant}))
        return found

    async def of_file(self, people: Collection[str], sha256: str) -> tuple[Job, ...]:
        """The results of these accounts of which a variant is the file of that name."""
        results = self._results(Reach(people=tuple(people)))
        having = (job for job in results if variant_of(job, sha256))
        return tuple(sorted(having, key=lambda job: job.id))

    async def asked(self, turn: str) -> Turn | None:
        """The turn of that id; None where there is none."""
        return self._memory.turns.get(turn)

    def _results(self, reach: Reach) -> Iterator[Job]:
        kept = {job for job, person, _ in self._memory.favourites if person in reach.kept_by}
        for job in self._memory.jobs.values():
            place = job.spec.place
            here = place.channel == reach.channel or place.person in reach.people or job.id in kept
            gone = job.id in self._memory.deleted
            if here and not gone and job.state is State.DONE and job.variants:
                yield job

    def _fit(self, job: Job, wanted: Wanted) -> Spot | None:
        """How near a job comes to what is wanted; None where it does not."""
        has = self._keywords(job)
        if not _in(wanted.period, job) or not all(forms & has for forms in wanted.must):
            return None
        shared = sum(bool(forms & has) for forms in wanted.words)
        return Spot(shared, job.id) if shared or not wanted.words else None

    def _keywords(self, job: Job) -> frozenset[str]:
        told = self._memory.told.get(job.id) or told_of(job, self._memory.jobs)
        liked = (one for one in self._memory.favourites if one[0] == job.id)
        return told | {of_favourite(person) for _, person, _ in liked}


def _in(period: Period, job: Job) -> bool:
    since, until = period
    return (since is None or job.created >= since) and (until is None or job.created < until)
