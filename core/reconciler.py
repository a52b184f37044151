"""Compares ledger and queue: what is owed is queued, what has ended is delivered.

Whatever died in between (bot, worker, Redis, the chat's connection), this finds what is missing
and puts it back. Every step may be repeated: a queue takes a job that it holds once only.
"""

from collections.abc import Awaitable, Callable, Collection, Sequence
from typing import NamedTuple

from core.jobs import Job
from core.ports import Ledger, Queue

Due = Callable[[], Awaitable[Sequence[Job]]]
Holds = Callable[[Collection[str]], Awaitable[Collection[str]]]

EVERY = 5.0  # s between two rounds: two small queries, where nothing is missing


class Repaired(NamedTuple):
    """What one round put back."""

    queued: int
    delivered: int


async def reconcile(ledger: Ledger, queue: Queue) -> Repaired:
    """One round. Raises NoRedis where the transport is away: then the next round does it."""
    lost = await _missing(ledger.owed, queue.holds)
    for job in lost:
        await queue.enqueue(job)
    untold = await _missing(ledger.undelivered, queue.holds_delivery)
    for job in untold:
        await queue.deliver(job)
    return Repaired(len(lost), len(untold))


async def _missing(due: Due, holds: Holds) -> list[Job]:
    """What is due by the ledger and not held by the queue, at two looks.

    One look alone may fall between the two steps of a job that is just being queued or shown.
    """
    first = {job.id for job in await _unheld(due, holds)}
    return [job for job in await _unheld(due, holds) if job.id in first] if first else []


async def _unheld(due: Due, holds: Holds) -> list[Job]:
    jobs = await due()
    held = await holds([job.id for job in jobs])
    return [job for job in jobs if job.id not in held]
