"""The Votes port: what every one of its implementations does."""

import asyncio

import pytest

from core.jobs import Job, Place
from tests.contracts.stores import Store
from tests.values import spec, turn


@pytest.fixture
async def job(store: Store) -> Job:
    """A job that is kept."""
    place = Place("web", store.channel.id, store.person)
    job = Job(store.clock.new_id(), spec(place=place), store.clock.now())
    opened = turn(store.clock.new_id(), "k1", channel=store.channel.id, person=store.person)
    await store.history.open_turn(opened)
    await store.history.answer(opened.id, job=job)
    return job


async def people(store: Store, count: int) -> list[str]:
    return [await store.history.person("web", f"p{number}") for number in range(count)]


async def test_without_votes_there_is_no_tally(store: Store, job: Job) -> None:
    assert await store.votes.of(job.id, store.person) == 0
    found = await store.ledger.job(job.id)
    assert found is not None
    assert found.votes == ()


async def test_votes_are_counted_for_each_variant(store: Store, job: Job) -> None:
    ada, bob, eve = await people(store, 3)
    assert await store.votes.vote(job.id, ada, 3) == (0, 0, 1)
    assert await store.votes.vote(job.id, bob, 1) == (1, 0, 1)
    assert await store.votes.vote(job.id, eve, 3) == (1, 0, 2)


async def test_each_person_has_one_vote_that_can_be_changed(store: Store, job: Job) -> None:
    assert await store.votes.vote(job.id, store.person, 2) == (0, 1)
    assert await store.votes.vote(job.id, store.person, 2) == (0, 1)
    assert await store.votes.vote(job.id, store.person, 1) == (1,)
    assert await store.votes.of(job.id, store.person) == 1


async def test_the_tally_comes_with_the_job_wherever_it_is_read(store: Store, job: Job) -> None:
    await store.votes.vote(job.id, store.person, 2)
    found = await store.ledger.job(job.id)
    turn_of = await store.history.turn_of(job.id)
    page = await store.history.page(store.channel.id)
    assert turn_of is not None
    assert page.turns[0].job is not None
    jobs = (found, turn_of.job, page.turns[0].job)
    assert [one.votes for one in jobs if one is not None] == [(0, 1)] * 3


async def test_votes_that_come_at_once_all_count(store: Store, job: Job) -> None:
    voters = await people(store, 8)
    await asyncio.gather(*(store.votes.vote(job.id, one, 1) for one in voters))
    found = await store.ledger.job(job.id)
    assert found is not None
    assert found.votes == (8,)
