"""Twins of the history and the ledger that keep everything in memory.

They pass the same contract tests as the real ones, so a test that uses them proves the same.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from core.jobs import Asset, Failure, Job, Outcome, State
from core.ports import Clock, Page
from core.postings import Posting
from core.replies import Channel, Reply, Turn


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
    postings: dict[tuple[str, str, str], Posting] = field(
        default_factory=dict[tuple[str, str, str], Posting]
    )
    customs: dict[tuple[str, str], dict[str, str]] = field(
        default_factory=dict[tuple[str, str], dict[str, str]]
    )
    updates: dict[tuple[str, int], str | None] = field(
        default_factory=dict[tuple[str, int], str | None]
    )  # None for what was dealt with

    def job(self, id: str) -> Job | None:
        """The job, unless it was deleted."""
        return None if id in self.deleted else self.jobs.get(id)


class MemoryHistory:
    """The History port in memory."""

    def __init__(self, memory: Memory, clock: Clock) -> None:
        self._memory = memory
        self._clock = clock

    async def channel(self, platform: str, external: str, title: str = "") -> Channel:
        """The channel that the platform calls `external`; made when it is new."""
        new = Channel(self._clock.new_id(), platform, external, title or external)
        return self._memory.channels.setdefault((platform, external), new)

    async def channels(self, platform: str) -> tuple[Channel, ...]:
        """All channels of a platform, oldest first."""
        found = [one for one in self._memory.channels.values() if one.platform == platform]
        return tuple(sorted(found, key=lambda one: one.id))

    async def channel_of(self, id: str) -> Channel | None:
        """The channel of that id; None where there is none."""
        return next((one for one in self._memory.channels.values() if one.id == id), None)

    async def person(self, platform: str, external: str, name: str = "") -> str:
        """Id of the person whom the platform calls `external`; made when new."""
        id = self._memory.people.setdefault((platform, external), self._clock.new_id())
        self._memory.names.setdefault(id, name)
        return id

    async def called(self, person: str) -> str:
        """What the platform calls the person of that id; empty where nobody has it."""
        names = (external for (_, external), id in self._memory.people.items() if id == person)
        return next(names, "")

    async def accounts(self, person: str) -> tuple[str, ...]:
        """Ids of all accounts of the one whose account this is, in order; this one among them."""
        return tuple(sorted({person, self._memory.links.get(person, person)}))

    async def open_turn(self, turn: Turn) -> Turn | None:
        """Keep what came in; an existing turn of the same key and channel is returned instead."""
        for known in self._memory.turns.values():
            if (known.channel, known.key) == (turn.channel, turn.key):
                return self._fresh(known)
        self._memory.turns[turn.id] = turn
        return None

    async def answer(
        self, turn: str, reply: Reply | None = None, job: Job | None = None
    ) -> Turn | None:
        """Keep the answer of a turn, and the job that it begins, unless it has its answer."""
        known = self._memory.turns[turn]
        if known.reply or known.job:
            return self._fresh(known)
        if job is not None:
            self._memory.jobs.setdefault(job.id, job)
        self._memory.turns[turn] = replace(known, reply=reply, job=job)
        return None

    async def amend(self, turn: str, reply: Reply) -> None:
        """Replace the answer of a turn."""
        self._memory.turns[turn] = replace(self._memory.turns[turn], reply=reply, job=None)

    async def showing(self, channel: str, job: str) -> tuple[Turn, ...]:
        """The turns of a channel that show pictures of a job which they did not begin."""
        here = (turn for turn in self._memory.turns.values() if turn.channel == channel)
        answered = [turn for turn in here if turn.reply and not turn.job and turn.reply.shown]
        about = [turn for turn in answered if turn.reply and turn.reply.job == job]
        return tuple(sorted(about, key=lambda turn: turn.id))

    async def unanswered(self, platform: str, before: datetime) -> tuple[Turn, ...]:
        """The turns of a platform that came in before a moment and have no answer, oldest first."""
        places = {one.id for one in await self.channels(platform)}
        return tuple(
            turn
            for turn in sorted(self._memory.turns.values(), key=lambda turn: turn.id)
            if turn.channel in places and turn.created < before and not (turn.reply or turn.job)
        )

    async def page(self, channel: str, before: str | None = None, limit: int = 50) -> Page:
        """The latest `limit` turns before the key `before`, with their jobs."""
        found = sorted(
            (
                turn
                for turn in self._memory.turns.values()
                if turn.channel == channel and (before is None or turn.id < before)
            ),
            key=lambda turn: turn.id,
        )
        shown = tuple(self._fresh(turn) for turn in found[-limit:])
        return Page(shown, shown[0].id if len(found) > limit else None)

    async def turn_of(self, job: str) -> Turn | None:
        """The turn that began a job."""
        turns = self._memory.turns.values()
        found = next((turn for turn in turns if turn.job and turn.job.id == job), None)
        return self._fresh(found) if found else None

    async def called_so(self, channel: str, keys: Collection[str]) -> tuple[Turn, ...]:
        """The turns of a channel that have one of these keys, oldest first."""
        turns = self._memory.turns.values()
        found = [one for one in turns if one.channel == channel and one.key in keys]
        return tuple(self._fresh(one) for one in sorted(found, key=lambda one: one.id))

    async def latest(self, channel: str) -> Job | None:
        """The job that gave the latest result with a picture in a channel."""
        found = [
            job
            for job in self._memory.jobs.values()
            if job.spec.place.channel == channel
            and job.state is State.DONE
            and job.variants
            and job.id not in self._memory.deleted
        ]
        return max(found, key=lambda job: job.id, default=None)

    async def made_by(self, person: str, limit: int = 50) -> tuple[Job, ...]:
        """The latest `limit` jobs of a person, with any of their accounts, that gave a picture."""
        accounts = await self.accounts(person)
        found = [
            job
            for job in self._memory.jobs.values()
            if job.spec.place.person in accounts
            and job.state is State.DONE
            and job.variants
            and job.id not in self._memory.deleted
        ]
        return tuple(sorted(found, key=lambda job: job.id, reverse=True)[:limit])

    def _fresh(self, turn: Turn) -> Turn:
        """The turn with its job as it stands now."""
        return replace(turn, job=self._memory.job(turn.job.id) if turn.job else None)


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
                job, variants=outcome.variants, grid=outcome.grid, text=outcome.text
            )
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

    async def owed(self) -> tuple[Job, ...]:
        """Jobs that have not ended, oldest first."""
        return self._jobs(lambda job: not job.state.ended)

    async def undelivered(self) -> tuple[Job, ...]:
        """Jobs that have ended and were not delivered, oldest first."""
        return self._jobs(lambda job: job.state.ended and job.delivered is None)

    async def keep(self, asset: Asset) -> None:
        """Keep what is known of a stored file."""
        self._memory.assets.setdefault(asset.sha256, asset)

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
