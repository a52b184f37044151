"""Which earlier results a person may go on from in a place."""

from core.jobs import Job, Place
from core.ports import History


async def reaches(place: Place, job: Job, history: History, private: bool) -> bool:
    """Whether a job may be gone on from in a place.

    It may in its own channel, and its person may in private, with any of their accounts.
    """
    if job.spec.place.channel == place.channel:
        return True
    return private and await is_of(place.person, job, history)


async def is_of(person: str, job: Job, history: History) -> bool:
    """Whether a person asked for a job, with any of their accounts."""
    asked = job.spec.place.person
    return asked == person or asked in await history.accounts(person)
