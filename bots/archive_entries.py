"""Which files of a result go into an archive, and under which paths."""

from collections.abc import AsyncGenerator, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from bots.file_types import ending_of
from core.archive_names import safe_name
from core.catalogue import Catalogue
from core.customs import adult_maker
from core.errors import TargetGone
from core.exporting import Thread, Weight
from core.family import Families, Member
from core.jobs import BEFORE, Asset, Job
from core.ports import Ledger
from core.provenance import ROOM

CELL = 90_000  # bytes that a picture takes on the contact sheet, about
ZIP = "application/zip"


class File(NamedTuple):
    """A file of an archive."""

    path: str
    asset: Asset
    job: str = ""  # by which it says where it came from; empty where it says nothing
    variant: int = 0


class Entry(NamedTuple):
    """A result with its files."""

    number: int  # 1-based, oldest first
    member: Member
    job: Job | None  # None where it was deleted
    files: tuple[File, ...]


@dataclass(frozen=True, slots=True)
class Entries:
    """Finds what belongs to a thread."""

    families: Families
    ledger: Ledger
    catalogue: Catalogue

    async def of(self, thread: Thread) -> AsyncGenerator[Entry]:
        """The results of a thread, oldest first; each is read when it is its turn.

        Raises TargetGone.
        """
        known: set[str] = set()
        members = await self._members(thread)
        for number, member in enumerate(members, 1):
            job = None if member.deleted else await self.ledger.job(member.id)
            if job is not None and self.left_out(job, thread):
                continue
            files = tuple(_files(number, job, known)) if job else ()
            known.update(file.asset.sha256 for file in files)
            yield Entry(number, member, job, files)

    async def weighed(self, thread: Thread) -> Weight:
        """How much a thread holds. Raises TargetGone."""
        members, results, files, size = len(await self._members(thread)), 0, 0, 0
        seen = 0
        async for entry in self.of(thread):
            seen += 1
            results += entry.job is not None
            files += len(entry.files)
            size += sum(file.asset.size + ROOM + CELL for file in entry.files)
        return Weight(results, files, size, members - seen)

    def left_out(self, job: Job, thread: Thread) -> bool:
        """Whether a result is not for the place that a thread is read in."""
        return not thread.adult and adult_maker(job.spec, self.catalogue) is not None

    async def _members(self, thread: Thread) -> tuple[Member, ...]:
        if not thread.job:
            return await self.families.within(thread.channel)
        job = await self.ledger.job(thread.job)
        if job is None:
            raise TargetGone
        return await self.families.of(job, thread.reach)


def _files(number: int, job: Job, known: set[str]) -> Iterator[File]:
    """What came in for a result and is not among the files before, and what came of it."""
    yield from _brought(number, job, known)
    spec = job.spec
    folder = f"{number:04}-{safe_name(f'{spec.intent} {spec.own_words}')}"
    for made in job.variants:
        whole = made.asset.whole
        name = safe_name(made.name, otherwise=str(made.index))
        yield File(f"{folder}/{name}.{ending_of(whole.media_type)}", whole, job.id, made.index)
    for extra in job.extras:
        if extra.asset.media_type != ZIP:  # which only has the same files once more
            yield File(f"{folder}/{safe_name(extra.name, 'file')}", extra.asset, job.id)


def _brought(number: int, job: Job, known: set[str]) -> Iterator[File]:
    """What came in; what was deleted is handed to nobody, though it is kept for what needs it."""
    inputs = {
        one.whole.sha256: (at, one.whole)
        for at, one in enumerate(job.spec.inputs, 1)
        if one.sha256 not in job.spec.withheld
    }
    for sha256, (at, asset) in inputs.items():
        if sha256 in known:
            continue
        # What was an earlier result says so, where it is known which variant was made from it.
        told = at if job.spec.each else 1
        signed = (job.id, BEFORE + told) if told == at else ("", 0)
        yield File(f"brought/{number:04}-{at}.{ending_of(asset.media_type)}", asset, *signed)
    if (mask := job.spec.mask) is not None and mask.sha256 not in known:
        yield File(f"masks/{number:04}.{ending_of(mask.media_type)}", mask)
