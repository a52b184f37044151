"""Jobs to the front end that asked: those that have ended are shown, and kept as shown.

One that has not was begun by another process, for a chat that is to see it under way.
"""

from typing import Protocol

from core.jobs import Job
from core.ports import Ledger, Queue


class Front(Protocol):
    """Shows results where they were asked for."""

    async def begin(self, job: Job) -> None:
        """Show that a job is under way which another process began; once."""
        ...

    async def show(self, job: Job) -> None:
        """Show a job that has ended; showing it once more must change nothing."""
        ...


async def deliver(
    platform: str, front: Front, ledger: Ledger, queue: Queue, at_once: int = 8
) -> None:
    """Show every job of a platform that has ended, `at_once` side by side, until cancelled.

    A delivery that is lost or fails stays undelivered in the ledger: the reconciler repeats it.
    """

    async def handle(id: str) -> None:
        job = await ledger.job(id)
        if job is not None and not job.state.ended:
            await front.begin(job)
            job = await ledger.job(id)  # it may have ended while this was in the line for it
        if job is None or not job.state.ended or job.delivered is not None:
            return
        await front.show(job)
        await ledger.delivered(id)

    await queue.deliveries(platform, handle, at_once)
