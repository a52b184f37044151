"""Twins of the history and the ledger that keep everything in memory.

They pass the same contract tests as the real ones, so a test that uses them proves the same.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from core.jobs import Asset, Failure, Job, JobSpec, Outcome, State
from core.painting import REMEMBERED, Invitation
from core.ports import Clock
from core.postings import Posting
from core.removing import bare_job, untold
from core.replies import Channel, Turn
from core.sets import Content
from storage.memory_keywords import told_of


@dataclass
class KeptSet:
    """A reference set with all its versions."""

    owner: str
    name: str
    versions: list[tuple[Content, datetime]]
    current: int = 0
    channels: set[str] = field(default_factory=set[str])


@dataclass
class Memory:
    """What the twins of one installation share."""

    channels: dict[tuple[str, str], Channel] = field(default_factory=dict[tuple[str, str], Channel])
    people: dict[tuple[str, str], str] = field(default_factory=dict[tuple[str, str], str])
    names: dict[str, str] = field(default_factory=dict[str, str])  # of people
    links: dict[str, str] = field(default_factory=dict[str, str])  # pairs of people, both ways
    turns: dict[str, Turn] = field(default_factory=dict[str, Turn])
    jobs: dict[str, Job] = field(default_factory=dict[str, Job])
    deleted: set[str] = field(default_factory=set[str])
    assets: dict[str, Asset] = field(default_factory=dict[str, Asset])
    loose: dict[str, datetime | None] = field(default_factory=dict[str, datetime | None])
    postings: dict[tuple[str, str, str], Posting] = field(
        default_factory=dict[tuple[str, str, str], Posting]
    )
    customs: dict[tuple[str, str], dict[str, str]] = field(
        default_factory=dict[tuple[str, str], dict[str, str]]
    )
    updates: dict[tuple[str, int], str | None] = field(
        default_factory=dict[tuple[str, int], str | None]
    )  # None for what was dealt with
    invitations: dict[str, Invitation] = field(default_factory=dict[str, Invitation])
    favourites: set[tuple[str, str, int]] = field(default_factory=set[tuple[str, str, int]])
    votes: dict[tuple[str, str], int] = field(default_factory=dict[tuple[str, str], int])

    told: dict[str, frozenset[str]] = field(default_factory=dict[str, frozenset[str]])  # keywords
    sets: dict[str, KeptSet] = field(default_factory=dict[str, KeptSet])

    def job(self, id: str) -> Job | None:
        """The job, unless it was deleted."""
        return None if id in self.deleted else self.jobs.get(id)


class MemoryPostings:
    """The Postings port in memory; the latest that was kept comes last."""

    def __init__(self, memory: Memory) -> None:
        self._postings = memory.postings

    async def keep(self, posting: Posting) -> None:
        """Keep what a message shows, instead of what it showed before."""
        await self.forget(posting)
        self._postings[posting.platform, posting.place, posting.message] = posting

    async def of(self, job: str) -> Posting | None:
        """The latest message that shows a job as a whole."""
        shows = [one for one in self._postings.values() if one.job == job and not one.variant]
        return shows[-1] if shows else None

    async def every(self, job: str) -> tuple[Posting, ...]:
        """All messages that show a job or one of its variants, the earliest first."""
        return tuple(one for one in self._postings.values() if one.job == job)

    async def at(self, platform: str, place: str, message: str) -> Posting | None:
        """What a message shows."""
        return self._postings.get((platform, place, message))

    async def forget(self, posting: Posting) -> None:
        """The message is no longer there."""
        self._postings.pop((posting.platform, posting.place, posting.message), None)


class MemoryInvitations:
    """The Invitations port in memory."""

    def __init__(self, memory: Memory, clock: Clock) -> None:
        self._invitations = memory.invitations
        self._clock = clock

    async def keep(self, invitation: Invitation) -> None:
        """Keep one; those that are over for a week are forgotten."""
        since = self._clock.now() - REMEMBERED
        for id in [one.id for one in self._invitations.values() if one.expires < since]:
            del self._invitations[id]
        self._invitations[invitation.id] = invitation

    async def of(self, id: str) -> Invitation | None:
        """The invitation of that id; None where there is none."""
        return self._invitations.get(id)


class MemoryCustoms:
    """The Customs port in memory."""

    def __init__(self, memory: Memory) -> None:
        self._customs = memory.customs

    async def of(self, platform: str, place: str) -> Mapping[str, str]:
        """What was set for a place; empty where nothing was."""
        return dict(self._customs.get((platform, place), {}))

    async def keep(self, platform: str, place: str, name: str, value: str | None) -> None:
        """Set one thing, instead of what it was before; None takes it back."""
        customs = self._customs.setdefault((platform, place), {})
        customs.pop(name, None)
        if value is not None:
            customs[name] = value


class MemoryInbox:
    """The Inbox port in memory."""

    def __init__(self, memory: Memory) -> None:
        self._updates = memory.updates

    async def receive(self, platform: str, updates: Mapping[int, str]) -> tuple[int, ...]:
        """Keep what came in; gives the numbers that were never there before, in order."""
        new = tuple(sorted(one for one in updates if (platform, one) not in self._updates))
        self._updates.update({(platform, number): updates[number] for number in new})
        return new

    async def pending(self, platform: str) -> Mapping[int, str]:
        """What was not dealt with yet, in the order of its numbers."""
        return {
            number: content
            for (where, number), content in sorted(self._updates.items())
            if where == platform and content is not None
        }

    async def done(self, platform: str, number: int) -> None:
        """It was dealt with."""
        if (platform, number) in self._updates:
            self._updates[platform, number] = None


class MemoryLedger:
    """The Ledger port in memory."""

    def __init__(self, memory: Memory, clock: Clock) -> None:
        self._memory = memory
        self._clock = clock

    async def job(self, id: str) -> Job | None:
        """The job, or None where it was deleted or never was."""
        return self._memory.job(id)

    async def start(self, id: str, worker: str) -> Job | None:
        """Count an attempt and mark the job as running; None when it has ended already."""
        job = self._open(id)
        if job is None:
            return None
        started = replace(
            job, state=State.RUNNING, attempts=job.attempts + 1, started=self._clock.now()
        )
        self._memory.jobs[id] = started
        return started

    async def release(self, id: str) -> None:
        """Take an attempt back, because the worker was stopped on purpose."""
        job = self._open(id)
        if job is not None:
            attempts = job.attempts - 1
            self._memory.jobs[id] = replace(
                job, state=State.QUEUED, attempts=attempts, started=None
            )

    async def finish(self, id: str, outcome: Outcome) -> bool:
        """Keep the result; False when the job had ended already: then nothing is kept."""
        job = self._end(id, State.DONE)
        if job is not None:
            self._memory.jobs[id] = replace(
                job,
                variants=outcome.variants,
                grid=outcome.grid,
                text=outcome.text,
                notes=outcome.notes,
                proposal=outcome.proposal,
                extras=outcome.extras,
                lines=outcome.lines,
                absent=outcome.absent,
            )
            if outcome.variants:
                self._memory.told[id] = told_of(job, self._memory.jobs)
        return job is not None

    async def fail(self, id: str, failure: Failure) -> bool:
        """Keep why there is no result; False when the job had ended already."""
        job = self._end(id, State.FAILED)
        if job is not None:
            self._memory.jobs[id] = replace(job, failure=failure)
        return job is not None

    async def cancel(self, id: str) -> bool:
        """End a job that is not finished; False when it had ended already."""
        return self._end(id, State.CANCELLED) is not None

    async def delivered(self, id: str) -> bool:
        """Keep that the answer was shown; False when it was kept before."""
        job = self._memory.jobs.get(id)
        if job is None or job.delivered is not None:
            return False
        self._memory.jobs[id] = replace(job, delivered=self._clock.now())
        return True

    async def delete(self, id: str) -> None:
        """Forget a job's result; its buttons then find it gone."""
        if id in self._memory.jobs:
            self._memory.deleted.add(id)
            self._memory.favourites -= {one for one in self._memory.favourites if one[0] == id}
            self._memory.told.pop(id, None)
            for vote in [one for one in self._memory.votes if one[0] == id]:
                del self._memory.votes[vote]
            gone = self._memory.jobs[id]
            self._memory.jobs[id] = bare_job(gone)
            for one in await self.later((id,)):
                job = self._memory.jobs[one]
                self._memory.jobs[one] = replace(job, spec=untold(job.spec, gone))

    async def deleted(self, id: str) -> JobSpec | None:
        """What a deleted job was asked for; None for others."""
        return self._memory.jobs[id].spec if id in self._memory.deleted else None

    async def later(self, jobs: Collection[str]) -> frozenset[str]:
        """Ids of all jobs that went on from these, however far."""
        every, found, size = self._memory.jobs.values(), set(jobs), -1
        while len(found) > size:
            size = len(found)
            found |= {one.id for one in every if one.spec.lineage and one.spec.lineage.job in found}
        first = {one.id for one in every if one.spec.lineage and one.spec.lineage.job in found}
        return frozenset(first)

    async def owed(self) -> tuple[Job, ...]:
        """Jobs that have not ended, oldest first."""
        return self._jobs(lambda job: not job.state.ended)

    async def undelivered(self) -> tuple[Job, ...]:
        """Jobs that have ended and were not delivered, oldest first."""
        return self._jobs(lambda job: job.state.ended and job.delivered is None)

    async def keep(self, asset: Asset) -> None:
        """Keep what is known of a stored file; in which file each of its pictures came is not."""
        self._memory.assets.setdefault(asset.sha256, replace(asset, origin=None))
        files = (asset.sha256, *([asset.deep.sha256] if asset.deep else []))
        self._memory.loose |= dict.fromkeys(files)  # they were stored a moment ago

    async def asset(self, sha256: str) -> Asset | None:
        """What is known of a stored file."""
        return self._memory.assets.get(sha256)

    def _jobs(self, wanted: Callable[[Job], bool]) -> tuple[Job, ...]:
        jobs = self._memory.jobs.values()
        found = [job for job in jobs if wanted(job) and job.id not in self._memory.deleted]
        return tuple(sorted(found, key=lambda job: job.id))

    def _open(self, id: str) -> Job | None:
        job = self._memory.job(id)
        return None if job is None or job.state.ended else job

    def _end(self, id: str, state: State) -> Job | None:
        job = self._open(id)
        if job is not None:
            job = replace(job, state=state, finished=self._clock.now())
            self._memory.jobs[id] = job
        return job
