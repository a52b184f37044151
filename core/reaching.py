"""Which earlier results a person may go on from in a place."""

from core.jobs import Job, Place
from core.past import Past
from core.ports import History


async def reaches(
    place: Place, job: Job, history: History, private: bool, past: Past | None = None
) -> bool:
    """Whether a job may be gone on from in a place.

    It may in its own channel, and its person may in private, with any of their accounts. Whoever
    has it among their favourites may where a `past` is given, which knows these.
    """
    if job.spec.place.channel == place.channel:
        return True
    if past is not None and await keeps(place.person, job, past, history):
        return True
    return private and await is_of(place.person, job, history)


async def keeps(person: str, job: Job, past: Past, history: History) -> bool:
    """Whether somebody has a job among the favourites of any of their accounts.

    Only where it was shown can it come among these, so what they keep they have seen.
    """
    return bool(await past.favourites(await history.accounts(person), [job.id]))


async def is_of(person: str, job: Job, history: History) -> bool:
    """Whether a person asked for a job, with any of their accounts."""
    asked = job.spec.place.person
    return asked == person or asked in await history.accounts(person)
