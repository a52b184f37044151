"""The twin of the history that keeps everything in memory."""

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime

from core.jobs import Job, State
from core.ports import Clock, Page
from core.removing import names
from core.replies import Channel, Reply, Turn
from core.wording import name as name_of
from storage.memory import Memory


class MemoryHistory:
    """The History port in memory."""

    def __init__(self, memory: Memory, clock: Clock) -> None:
        self._memory = memory
        self._clock = clock

    async def channel(self, platform: str, external: str, title: str = "") -> Channel:
        """The channel that the platform calls `external`; made when it is new."""
        new = Channel(self._clock.new_id(), platform, external, name_of(title) or external)
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
        self._memory.names.setdefault(id, name_of(name))
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
            self._keep(job)
        self._memory.turns[turn] = replace(known, reply=reply, job=job)
        return None

    def _keep(self, job: Job) -> None:
        """Keep a job; lineages have no circle, since nothing goes on from what is not kept yet."""
        if job.spec.lineage is not None and job.id not in self._memory.jobs:
            every = self._memory.jobs.values()
            later = {one.id for one in every if one.spec.lineage and one.spec.lineage.job == job.id}
            assert job.spec.lineage.job != job.id, f"{job.id} goes on from itself"
            assert not later, f"{later} goes on from {job.id}, which is only kept now"
        self._memory.jobs.setdefault(job.id, job)

    async def amend(self, turn: str, reply: Reply) -> None:
        """Replace the answer of a turn."""
        self._memory.turns[turn] = replace(self._memory.turns[turn], reply=reply, job=None)

    async def empty(self, turn: str, reply: Reply) -> None:
        """Replace the answer of a turn, and take out what came in."""
        nothing = replace(self._memory.turns[turn], words="", pictures=(), action="", reply_to="")
        self._memory.turns[turn] = replace(nothing, reply=reply, job=None)

    async def naming(self, jobs: Collection[str]) -> tuple[Turn, ...]:
        """The turns anywhere whose replies tell of one of these jobs, or have a button for one."""
        turns = sorted(self._memory.turns.values(), key=lambda turn: turn.id)
        return tuple(one for one in turns if one.reply and names(one.reply, jobs))

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
