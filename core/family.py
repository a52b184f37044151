"""All that is related to a result: what it came from, and everything that came of that.

What was deleted in the middle stays as a place without words and pictures, so that what came of it
keeps its way. Nothing that a person may not reach from where they are is found.
"""

from dataclasses import dataclass
from typing import NamedTuple

from core.catalogue import Intent
from core.jobs import Job, JobSpec, Lineage
from core.kin import Kin
from core.ports import History, Ledger

FARTHEST = 200  # steps that are gone back to where a family began
AT_ONCE = 200  # turns of a channel that are read at once


@dataclass(frozen=True, slots=True)
class Reach:
    """Where somebody looks from: what of others they see is that of one channel."""

    channel: str
    person: str = ""  # who sees what they made elsewhere, too: in private


class Parent(NamedTuple):
    """What a member came from."""

    job: str
    variants: tuple[int, ...]  # 1-based


@dataclass(frozen=True, slots=True)
class Member:
    """A result, or the place of one that was deleted."""

    id: str
    intent: Intent
    parent: Parent | None  # the nearest member that it came from
    deleted: bool = False


class _Told(NamedTuple):
    """What has to be known of a request to say where it belongs."""

    intent: Intent
    lineage: Lineage | None
    shows: bool  # whether there are pictures, or were
    deleted: bool


@dataclass(frozen=True, slots=True)
class Families:
    """Finds families, and all that was made in a channel."""

    history: History
    ledger: Ledger
    kin: Kin

    async def of(self, job: Job, reach: Reach, most: int = 10_000) -> tuple[Member, ...]:
        """The family of a result, oldest first: about `most` requests of it are looked at."""
        found = await self._descended(await self._first(job, reach), reach, most)
        if job.id not in found:  # it is too far down a large one
            found = found | await self._descended(job.id, reach, most)
        return _members(found)

    async def within(self, channel: str) -> tuple[Member, ...]:
        """All that was made in a channel, oldest first."""
        found: dict[str, _Told] = {}
        before: str | None = None
        while True:
            page = await self.history.page(channel, before, AT_ONCE)
            found |= {one.job.id: _told(one.job) for one in page.turns if one.job is not None}
            if (before := page.before) is None:
                break
        return _members(found | await self._deleted(found, Reach(channel)))

    async def _deleted(self, found: "dict[str, _Told]", reach: Reach) -> "dict[str, _Told]":
        """Deleted requests that some of those `found` go on from."""
        gone: dict[str, _Told] = {}
        wanted = {one.lineage.job for one in found.values() if one.lineage} - found.keys()
        while wanted:
            new = {id: told for id in wanted if (told := await self._looked_up(id, reach))}
            gone |= new
            wanted = {one.lineage.job for one in new.values() if one.lineage}
            wanted -= found.keys() | gone.keys()
        return gone

    async def _first(self, job: Job, reach: Reach) -> str:
        """Id of what a result began with."""
        id, lineage = job.id, job.spec.lineage
        for _ in range(FARTHEST):
            told = await self._looked_up(lineage.job, reach) if lineage else None
            if told is None or lineage is None:
                break
            id, lineage = lineage.job, told.lineage
        return id

    async def _descended(self, first: str, reach: Reach, most: int) -> "dict[str, _Told]":
        """A request and all that go on from it, by id."""
        found: dict[str, _Told] = {}
        ids: tuple[str, ...] = (first,)
        while ids and len(found) < most:
            new = {id: told for id in ids if (told := await self._looked_up(id, reach))}
            found |= new
            ids = tuple(id for id in await self.kin.after(new) if id not in found)
        return found

    async def _looked_up(self, id: str, reach: Reach) -> "_Told | None":
        job = await self.ledger.job(id)
        spec = job.spec if job else await self.ledger.deleted(id)
        if spec is None or not await self._reaches(reach, spec):
            return None
        return _told(job) if job else _Told(spec.intent, spec.lineage, shows=True, deleted=True)

    async def _reaches(self, reach: Reach, spec: JobSpec) -> bool:
        """Whether a request is seen from there."""
        asked = spec.place.person
        if spec.place.channel == reach.channel or not reach.person:
            return spec.place.channel == reach.channel
        return asked == reach.person or asked in await self.history.accounts(reach.person)


def _told(job: Job) -> _Told:
    return _Told(job.spec.intent, job.spec.lineage, bool(job.variants), deleted=False)


def _members(found: dict[str, _Told]) -> tuple[Member, ...]:
    """Those that show something, and those deleted ones that something came of."""
    members = {
        id: Member(id, one.intent, _parent(one.lineage, found), one.deleted)
        for id, one in sorted(found.items())
        if one.shows
    }
    while True:
        used = {one.parent.job for one in members.values() if one.parent}
        left = {id: one for id, one in members.items() if id in used or not one.deleted}
        if len(left) == len(members):
            return tuple(left.values())
        members = left


def _parent(lineage: Lineage | None, found: dict[str, _Told]) -> Parent | None:
    """The nearest of those that show something; what failed or only asked is passed over.

    So is what was only repeated, since that is no source: no variant of it is named.
    """
    while lineage is not None and (before := found.get(lineage.job)) is not None:
        if before.shows and lineage.variants:
            return Parent(lineage.job, lineage.variants)
        lineage = before.lineage
    return None
