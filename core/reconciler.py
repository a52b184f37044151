"""Compares ledger and queue: what is owed is queued, what has ended is delivered.

Whatever died in between (bot, worker, Redis, the chat's connection), this finds what is missing
and puts it back. Every step may be repeated: a queue takes a job that it holds once only.
"""

from typing import NamedTuple

from core.ports import Ledger, Queue

EVERY = 5.0  # s between two rounds: two small queries, where nothing is missing


class Repaired(NamedTuple):
    """What one round put back."""

    queued: int
    delivered: int


async def reconcile(ledger: Ledger, queue: Queue) -> Repaired:
    """One round. Raises NoRedis where the transport is away: then the next round does it."""
    owed = await ledger.owed()
    held = await queue.holds([job.id for job in owed])
    lost = [job for job in owed if job.id not in held]
    for job in lost:
        await queue.enqueue(job)
    ended = await ledger.undelivered()
    waiting = await queue.holds_delivery([job.id for job in ended])
    untold = [job for job in ended if job.id not in waiting]
    for job in untold:
        await queue.deliver(job)
    return Repaired(len(lost), len(untold))
