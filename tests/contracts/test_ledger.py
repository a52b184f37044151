"""The Ledger port: what every one of its implementations does."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace

import pytest

from core.jobs import (
    UNTOLD,
    Absent,
    Deep,
    Drawn,
    Extra,
    Failure,
    Job,
    Lineage,
    Outcome,
    Place,
    Scene,
    State,
    Variant,
)
from core.origins import Origin
from core.ports import Ledger
from core.removing import bare
from core.wire import plain
from tests.contracts.stores import Store
from tests.values import asset, spec, turn

OUTCOME = Outcome(
    (Variant(1, 7, asset("one"), "watercolour", marked=True, name="teapot-hero", took=1.5),),
    asset("grid"),
    "",
    ("1 of 2",),
    (Extra(asset("archive"), "teapot-formats.zip"),),
    ("SUMER SALE",),
    absent=(Absent(2, "Klein", "It has no brush."),),
)
FAILURE = Failure("OutOfMemory", "Too large.")


@pytest.fixture
async def job(store: Store) -> Job:
    """A job that is kept and waits."""
    return await kept(store, "k1")


async def kept(store: Store, key: str) -> Job:
    place = Place("web", store.channel.id, store.person)
    job = Job(store.clock.new_id(), spec(place=place), store.clock.now())
    opened = turn(store.clock.new_id(), key, channel=store.channel.id, person=store.person)
    await store.history.open_turn(opened)
    await store.history.answer(opened.id, job=job)
    return job


async def test_an_unknown_job_is_none(store: Store) -> None:
    assert await store.ledger.job(store.clock.new_id()) is None


async def test_starting_counts_an_attempt_and_the_time(store: Store, job: Job) -> None:
    store.clock.move(5)
    started = await store.ledger.start(job.id, "w1")
    assert started is not None
    assert (started.state, started.attempts) == (State.RUNNING, 1)
    assert started.started == store.clock.now()
    again = await store.ledger.start(job.id, "w2")
    assert again is not None
    assert again.attempts == 2


async def test_a_released_attempt_does_not_count(store: Store, job: Job) -> None:
    await store.ledger.start(job.id, "w1")
    await store.ledger.release(job.id)
    assert await store.ledger.job(job.id) == job


async def test_a_result_is_kept_whole(store: Store, job: Job) -> None:
    await store.ledger.start(job.id, "w1")
    store.clock.move(2.5)
    assert await store.ledger.finish(job.id, OUTCOME)
    done = await store.ledger.job(job.id)
    assert done is not None
    assert (done.state, done.variants, done.grid) == (State.DONE, OUTCOME.variants, OUTCOME.grid)
    assert (done.extras, done.lines) == (OUTCOME.extras, OUTCOME.lines)
    assert done.seconds == pytest.approx(2.5)


End = Callable[[Ledger, str], Awaitable[bool]]
ENDS: dict[str, End] = {
    "finish": lambda ledger, id: ledger.finish(id, OUTCOME),
    "fail": lambda ledger, id: ledger.fail(id, FAILURE),
    "cancel": lambda ledger, id: ledger.cancel(id),
}


@pytest.mark.parametrize("first", ENDS.values(), ids=ENDS.keys())
@pytest.mark.parametrize("second", ENDS.values(), ids=ENDS.keys())
async def test_the_first_end_counts(store: Store, job: Job, first: End, second: End) -> None:
    assert await first(store.ledger, job.id)
    ended = await store.ledger.job(job.id)
    assert not await second(store.ledger, job.id)
    assert await store.ledger.job(job.id) == ended


@pytest.mark.parametrize("end", ENDS.values(), ids=ENDS.keys())
async def test_a_job_that_ended_is_not_started(store: Store, job: Job, end: End) -> None:
    await end(store.ledger, job.id)
    assert await store.ledger.start(job.id, "w1") is None


async def test_a_failure_is_kept_with_its_sentence(store: Store, job: Job) -> None:
    await store.ledger.fail(job.id, FAILURE)
    failed = await store.ledger.job(job.id)
    assert failed is not None
    assert (failed.state, failed.failure) == (State.FAILED, FAILURE)


async def test_of_many_that_finish_at_once_one_counts(store: Store, job: Job) -> None:
    ended = await asyncio.gather(*(store.ledger.finish(job.id, OUTCOME) for _ in range(6)))
    assert sorted(ended) == [False] * 5 + [True]


async def test_owed_and_undelivered_follow_a_job(store: Store, job: Job) -> None:
    later = await kept(store, "k2")
    assert [one.id for one in await store.ledger.owed()] == [job.id, later.id]
    assert await store.ledger.undelivered() == ()
    await store.ledger.start(job.id, "w1")
    assert [one.id for one in await store.ledger.owed()] == [job.id, later.id]
    await store.ledger.finish(job.id, OUTCOME)
    assert [one.id for one in await store.ledger.owed()] == [later.id]
    assert [one.id for one in await store.ledger.undelivered()] == [job.id]
    await store.ledger.delivered(job.id)
    assert await store.ledger.undelivered() == ()


async def test_delivery_counts_once(store: Store, job: Job) -> None:
    await store.ledger.finish(job.id, OUTCOME)
    told = await asyncio.gather(*(store.ledger.delivered(job.id) for _ in range(4)))
    assert sorted(told) == [False, False, False, True]


async def test_a_deleted_job_is_gone_and_owed_to_nobody(store: Store, job: Job) -> None:
    await store.ledger.delete(job.id)
    assert await store.ledger.job(job.id) is None
    assert await store.ledger.owed() == ()
    assert await store.ledger.start(job.id, "w1") is None
    assert (await store.history.page(store.channel.id)).turns[0].job is None


async def test_later_steps_do_not_tell_the_words_of_a_deleted_one(store: Store, job: Job) -> None:
    place = job.spec.place
    told = spec(
        place=place,
        lineage=Lineage(job.id, (1,), "edit"),
        scene=Scene("a secret"),
        drawn=Drawn("classical", "a secret", 7),
    )
    later = Job(store.clock.new_id(), told, store.clock.now())
    opened = turn(store.clock.new_id(), "k2", channel=store.channel.id, person=store.person)
    await store.history.open_turn(opened)
    await store.history.answer(opened.id, job=later)
    await store.ledger.delete(job.id)
    left = await store.ledger.job(later.id)
    assert left is not None
    assert left.spec == replace(told, scene=UNTOLD, drawn=None)


async def test_later_steps_know_what_of_theirs_was_deleted(store: Store, job: Job) -> None:
    made, own = asset("made"), asset("own")
    await store.ledger.finish(job.id, Outcome((Variant(1, 7, made),)))
    went_on = spec(place=job.spec.place, inputs=(made, own), lineage=Lineage(job.id, (1,), "edit"))
    later = Job(store.clock.new_id(), went_on, store.clock.now())
    opened = turn(store.clock.new_id(), "k2", channel=store.channel.id, person=store.person)
    await store.history.open_turn(opened)
    await store.history.answer(opened.id, job=later)
    await store.ledger.delete(job.id)
    left, fact = await store.ledger.job(later.id), await store.ledger.deleted(job.id)
    assert left is not None
    assert left.spec.withheld == (made.sha256,)
    assert fact is not None
    assert fact.withheld == (made.sha256,)


async def test_of_a_deleted_job_it_stays_known_what_it_went_on_from(store: Store, job: Job) -> None:
    assert await store.ledger.deleted(job.id) is None
    await store.ledger.delete(job.id)
    assert await store.ledger.deleted(job.id) == bare(job.spec)
    assert await store.ledger.deleted("no such job") is None


async def test_an_asset_is_kept_once_as_it_was_first(store: Store) -> None:
    clip = asset("clip", seconds=3.5, alpha=True)
    await store.ledger.keep(clip)
    await store.ledger.keep(asset("clip", width=1))
    assert plain(await store.ledger.asset(clip.sha256)) == plain(clip)
    assert await store.ledger.asset("0" * 64) is None


async def test_in_which_file_a_picture_came_is_no_part_of_what_is_stored(store: Store) -> None:
    photo = asset("photo")
    await store.ledger.keep(replace(photo, origin=Origin("f" * 64, trained=True)))
    assert await store.ledger.asset(photo.sha256) == photo


async def test_an_asset_may_be_kept_several_times_at_once(store: Store) -> None:
    same = asset("the words of four variants")
    await asyncio.gather(*(store.ledger.keep(same) for _ in range(8)))
    assert await store.ledger.asset(same.sha256) == same


async def test_an_asset_is_kept_with_what_is_deeper(store: Store) -> None:
    photo = asset("photo", deep=Deep("d" * 64, 900, 16, "Display P3"))
    await store.ledger.keep(photo)
    assert plain(await store.ledger.asset(photo.sha256)) == plain(photo)
