"""What the contract suites of the queue share."""

from collections.abc import Callable, Sequence

from core.jobs import Job, Lane
from core.ports import Queue
from tests.queue_jobs import Diary, running, until

RECENT = 0.6  # s
Ends = Callable[[], Queue]


async def fill(queue: Queue, jobs: Sequence[Job]) -> None:
    for job in jobs:
        await queue.enqueue(job)


async def order(queue: Queue, count: int) -> list[str]:
    diary = Diary()
    async with running(queue.render(Lane.STILLS, diary)):
        await until(lambda: len(diary.done) == count)
    return diary.done
