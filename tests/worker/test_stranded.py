"""Jobs whose models no worker has any more."""

from collections.abc import AsyncGenerator, Callable, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace

import pytest

from core.catalogue import Catalogue, Intent
from core.jobs import Job, Lane, State
from core.ports import Announcement, Elsewhere
from core.prompts import Prompt
from tests.worker.test_rendering import Shop, inverted, shop
from worker.engine import Rendered, Report, Task
from worker.rendering import Renderer
from worker.stranded import PATIENCE

KLEIN = "flux2-klein-4b"


@dataclass
class Time:
    """Seconds that a test lets pass."""

    now: float = 0.0

    def __call__(self) -> float:
        return self.now


@asynccontextmanager
async def queue_shop(
    behaviour: Callable[[Task, Report], Iterator[Rendered]] = inverted,
) -> AsyncGenerator[tuple[Shop, Time]]:
    """A worker of the classical engine alone, with a time of its own."""
    async with shop(behaviour) as one:
        time = Time()
        one.renderer = Renderer(one.renderer.bench, one.renderer.devices, time)
        yield one, time


async def announce(one: Shop, seconds: float, *cards: str, seat: str = "") -> None:
    """Another worker says that it lives for that long; 0: it went just now."""
    other = Announcement(f"with {cards}", cards, "2 CPU cores", tuple(Lane), seat=seat)
    await one.queue.announce(other, seconds)


async def waits(one: Shop, job: Job) -> bool:
    """Whether it is left to others."""
    try:
        await one.renderer.handle(job.id)
    except Elsewhere:
        return True
    return False


async def long_after(one: Shop, time: Time, job: Job) -> Job:
    """What became of a job that this worker left to others first."""
    assert await waits(one, job)
    time.now += PATIENCE
    return await one.handled(job)


async def test_it_is_handed_on_to_a_model_that_is_here() -> None:
    async with queue_shop() as (one, time):
        done = await long_after(one, time, await one.job(model=KLEIN))
        (note,) = done.notes
        title = one.renderer.bench.catalogue.card(KLEIN).title
        assert done.state is State.DONE
        assert note.endswith(
            f"instead of {title}: {title} is not running on any worker now: one that has it must "
            "be started first."
        )
        assert await one.told(done)


async def test_where_it_was_chosen_the_reply_says_so() -> None:
    async with queue_shop() as (one, time):
        prompt = Prompt("as a watercolour", model=KLEIN)
        failed = await long_after(one, time, await one.job(model=KLEIN, prompt=prompt))
        assert failed.failure is not None
        assert failed.failure.name == "NotServed"
        assert failed.failure.sentence.endswith("may do it (--model classical).")
        assert failed.attempts == 0


async def test_one_that_starts_later_finds_its_jobs() -> None:
    async with queue_shop() as (one, time):
        job = await one.job(model=KLEIN)
        assert await waits(one, job)
        time.now += PATIENCE - 1
        assert await waits(one, job)
        await announce(one, 60, KLEIN)
        time.now += PATIENCE
        assert await waits(one, job)


async def test_one_that_is_only_restarting_finds_its_jobs() -> None:
    async with queue_shop() as (one, time):
        await announce(one, 0, KLEIN, seat="desk")
        job = await one.job(model=KLEIN)
        assert await waits(one, job)
        time.now += PATIENCE
        assert await waits(one, job)


async def test_one_that_came_back_without_the_model_is_not_waited_for() -> None:
    async with queue_shop() as (one, time):
        await announce(one, 0, KLEIN, seat="desk")
        await announce(one, 60, "classical", seat="desk")
        done = await long_after(one, time, await one.job(model=KLEIN))
        assert done.state is State.DONE


async def test_it_is_left_to_a_worker_with_a_better_model() -> None:
    async with queue_shop() as (one, time):
        await announce(one, 60, "qwen-image-edit-2511")
        job = await one.job(model=KLEIN)
        assert await waits(one, job)
        time.now += PATIENCE
        assert await waits(one, job)
        await announce(one, 60)
        await announce(one, 0, "qwen-image-edit-2511")
        assert (await one.handled(job)).state is State.DONE


async def test_nobody_else_says_why_none_can() -> None:
    async with queue_shop() as (one, time):
        pictures = (await one.job()).spec.inputs * 9  # no model here draws from so many
        failed = await long_after(one, time, await one.job(model=KLEIN, inputs=pictures))
        assert failed.failure is not None
        assert failed.failure.name == "NotServed"


async def test_a_model_that_left_the_catalogue_is_named() -> None:
    async with queue_shop() as (one, time):
        failed = await long_after(one, time, await one.job(model="gone-since"))
        assert failed.failure is not None
        assert failed.failure.sentence.startswith("There is no model called gone-since")


@pytest.mark.parametrize("more", [False, True], ids=["here", "elsewhere"])
async def test_those_that_are_here_compete_without_the_others(more: bool) -> None:
    def made(task: Task, _: Report) -> Iterator[Rendered]:
        yield Rendered(1, task.inputs[0], f"by {task.card.name}")

    async with queue_shop(made) as (one, time):
        bench = one.renderer.bench
        names = ("classical", "second", KLEIN)
        second = replace(bench.catalogue.card("classical"), name="second", title="Second")
        catalogue = Catalogue((*bench.catalogue, second))
        bench = replace(bench, catalogue=catalogue, cards=names[:2])
        one.renderer = Renderer(bench, one.renderer.devices, time)
        await announce(one, 60, *(names[1:] if more else names[:1]))
        job = await one.job(intent=Intent.COMPARE, contenders=names, count=3)
        done = await long_after(one, time, job)
        assert [variant.did for variant in done.variants] == ["by classical", "by second"]
        (absent,) = done.absent
        assert "is not running on any worker now" in absent.why
