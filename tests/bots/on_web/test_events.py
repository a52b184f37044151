"""What reaches open pages, and what happens when one is slow."""

import asyncio
import logging
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bots.on_web import events
from bots.on_web.events import MOST_WAITING, Hub, Mailbox
from core.catalogue import Intent, Role
from core.errors import NoRedis
from core.jobs import Job, JobSpec, Place, State
from core.prompts import Prompt
from core.replies import Progress, Turn
from storage.clock import SystemClock
from storage.memory import Memory, MemoryLedger
from storage.memory_queue import MemoryQueue

NOW = datetime(2026, 3, 1, tzinfo=UTC)
JOB = "01900000-0000-7000-8000-000000000001"


def turn_of(number: int, job: Job | None = None) -> Turn:
    """A turn in the channel `here`."""
    return Turn(f"turn-{number}", f"key-{number}", "here", "someone", NOW, job=job)


def job_at(platform: str = "web", state: State = State.RUNNING) -> Job:
    """A job of the channel `here`."""
    place = Place(platform, "here", "someone")
    spec = JobSpec(Intent.IMAGINE, Role.EXPLORE, "m", "why", Prompt("a cat"), place, 1, 4)
    return Job(JOB, spec, NOW, state)


def step(fraction: float, job: str = JOB) -> Progress:
    """Progress of a job."""
    return Progress(job, fraction, "on it")


async def taken(mailbox: Mailbox) -> tuple[events.Event, ...]:
    """What waits in a mailbox."""
    return await asyncio.wait_for(mailbox.take(), 1)


async def test_a_turn_reaches_every_page_of_its_channel_and_no_other() -> None:
    hub = Hub()
    with (
        hub.listening("here") as one,
        hub.listening("here") as two,
        hub.listening("there") as other,
    ):
        hub.publish(turn_of(1))
        assert await taken(one) == await taken(two) == (turn_of(1),)
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(other.take(), 0.01)


async def test_of_a_job_only_the_latest_progress_waits() -> None:
    mailbox = Mailbox()
    for fraction in (0.1, 0.2, 0.9):
        mailbox.put(step(fraction))
    assert await taken(mailbox) == (step(0.9),)


@pytest.mark.parametrize("state", [State.DONE, State.FAILED, State.CANCELLED])
async def test_late_news_of_a_job_that_has_ended_is_no_news(state: State) -> None:
    mailbox = Mailbox()
    mailbox.put(turn_of(1, job_at(state=State.QUEUED)))
    mailbox.put(turn_of(1, job_at(state=state)))
    mailbox.put(turn_of(1, job_at(state=State.QUEUED)))
    assert await taken(mailbox) == (turn_of(1, job_at(state=state)),)


async def test_a_page_that_reads_nothing_holds_no_more_than_so_much() -> None:
    mailbox = Mailbox()
    for number in range(MOST_WAITING + 1):
        mailbox.put(turn_of(number))
    assert mailbox.overflowed
    assert await taken(mailbox) == ()


async def test_a_page_that_comes_later_learns_what_runs() -> None:
    hub = Hub()
    hub.publish(turn_of(1, job_at()))
    hub.progress("here", step(0.4))
    with hub.listening("here") as mailbox:
        assert await taken(mailbox) == (step(0.4),)


async def test_of_an_ended_job_no_progress_is_kept() -> None:
    hub = Hub()
    hub.progress("here", step(0.4))
    hub.publish(turn_of(1, job_at(state=State.DONE)))
    with hub.listening("here") as mailbox:
        hub.publish(turn_of(2))
        assert await taken(mailbox) == (turn_of(2),)


async def test_closing_lets_every_reader_go() -> None:
    hub = Hub()
    with hub.listening("here") as before:
        hub.close()
        assert await taken(before) == ()
        assert before.closed
    with hub.listening("here") as after:
        assert after.closed


@pytest.mark.parametrize(
    ("platform", "state", "arrives"),
    [
        ("web", State.RUNNING, True),
        ("web", State.QUEUED, True),
        ("web", State.DONE, False),
        ("discord", State.RUNNING, False),
    ],
)
async def test_progress_finds_its_channel_by_the_ledger(
    platform: str, state: State, arrives: bool
) -> None:
    hub, queue, memory = Hub(), MemoryQueue(), Memory()
    memory.jobs[JOB] = job_at(platform, state)
    watch = asyncio.create_task(hub.watch(queue, MemoryLedger(memory, SystemClock())))
    with hub.listening("here") as mailbox:
        await asyncio.sleep(0)
        await queue.report(step(0.5, "unknown"))
        await queue.report(step(0.5))
        if arrives:
            assert await taken(mailbox) == (step(0.5),)
        else:
            with pytest.raises(TimeoutError):
                await asyncio.wait_for(mailbox.take(), 0.05)
    watch.cancel()


class Faltering(MemoryQueue):
    """A queue whose watch breaks so many times before it holds."""

    def __init__(self, error: Exception, times: int) -> None:
        super().__init__()
        self.error = error
        self.times = times

    async def watch(self) -> AsyncIterator[Progress]:
        """Break, or go on with one step."""
        self.times -= 1
        if self.times >= 0:
            raise self.error
        yield step(0.5)
        await asyncio.Event().wait()


@pytest.mark.parametrize(
    ("error", "level"),
    [(NoRedis(detail="gone"), logging.WARNING), (RuntimeError("a fault"), logging.ERROR)],
    ids=["no Redis", "a fault"],
)
async def test_a_watch_that_breaks_is_begun_again(
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    error: Exception,
    level: int,
) -> None:
    monkeypatch.setattr(events, "BACKOFF", (0.0,))
    hub, memory = Hub(), Memory()
    memory.jobs[JOB] = replace(job_at())
    watch = asyncio.create_task(
        hub.watch(Faltering(error, times=3), MemoryLedger(memory, SystemClock()))
    )
    with hub.listening("here") as mailbox:
        assert await taken(mailbox) == (step(0.5),)
    watch.cancel()
    assert [record.levelno for record in caplog.records] == [level] * 3
