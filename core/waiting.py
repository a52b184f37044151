"""How many jobs come before one that waits, and about how long that takes, in words."""

from core.fairness import wait
from core.jobs import Job
from core.ports import Queue
from core.replies import Progress


async def in_line(job: Job, queue: Queue) -> Progress | None:
    """The place of a job in its lane; None where nothing comes before it. Raises NoRedis."""
    ahead = await queue.ahead(job)
    if not ahead:
        return None
    live = (await queue.fleet()).live
    before = "1 job before this one" if ahead == 1 else f"{ahead} jobs before this one"
    if not live:
        return Progress(job.id, 0.0, f"{before}, and no worker is running at present")
    serving = sum(job.spec.lane in one.lanes for one in live)
    seconds = wait(ahead, job.spec.estimate, serving)
    return Progress(job.id, 0.0, f"{before}, about {seconds:.0f} s")
