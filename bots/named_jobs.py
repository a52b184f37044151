"""Results that commands name: by their id, or by the end of it, as names of files have it."""

from typing import Protocol

from core.answers import short
from core.errors import BadRequest
from core.jobs import Job
from core.ports import Ledger

FEWEST = 6  # letters that the ending of an id must have


class Endings(Protocol):
    """Finds jobs by the end of their ids."""

    async def ending_in(self, ending: str) -> tuple[str, ...]:
        """The ids of up to two jobs that end so."""
        ...


class NoSuchJob(BadRequest):
    """There is no job {job} here; `easel history` lists what you made, and `reply.json` of a result
    names its own, as Details do in a chat."""


class NoJobNamed(BadRequest):
    """Please say which result, by its id or the end of it; `easel history` lists what you made."""


class SeveralSuchJobs(BadRequest):
    """There are several jobs whose ids end in {job}; please give more of the id."""


async def job_named(asked: str, endings: Endings, ledger: Ledger) -> Job:
    """The job whose id is `asked`, or ends in it.

    Raises NoJobNamed, NoSuchJob and SeveralSuchJobs.
    """
    ending = asked.strip().lower()
    if not ending:
        raise NoJobNamed
    ids = await endings.ending_in(ending) if len(ending) >= FEWEST else ()
    if len(ids) > 1:
        raise SeveralSuchJobs(job=ending)
    job = await ledger.job(ids[0]) if ids else None
    if job is None:
        raise NoSuchJob(job=short(ending))
    return job
