"""The Kin port: what every one of its implementations does."""

import pytest

from core.jobs import Job, Lineage, Place
from tests.contracts.stores import Store
from tests.values import spec, turn


async def stored(store: Store, after: Job | None = None) -> Job:
    """A job in the ledger, which goes on from another one."""
    return await kept(store, store.clock.new_id(), after.id if after else "")


async def kept(store: Store, id: str, after: str) -> Job:
    """A job of that id in the ledger, which goes on from one of that id."""
    place = Place("web", store.channel.id, store.person)
    lineage = Lineage(after, (1,), "edit") if after else None
    job = Job(id, spec(place=place, lineage=lineage), store.clock.now())
    said = turn(store.clock.new_id(), channel=store.channel.id, person=store.person)
    await store.history.open_turn(said)
    await store.history.answer(said.id, job=job)
    return job


async def test_what_goes_on_from_a_job_is_found_oldest_first(store: Store) -> None:
    first = await stored(store)
    second, third = await stored(store, first), await stored(store, first)
    await stored(store, second)
    assert await store.kin.after([first.id]) == (second.id, third.id)


async def test_of_several_jobs_all_that_go_on_are_found(store: Store) -> None:
    first = await stored(store)
    second = await stored(store, first)
    third = await stored(store, second)
    assert await store.kin.after({first.id, second.id}) == (second.id, third.id)


async def test_a_deleted_job_is_found_since_others_may_go_on_from_it(store: Store) -> None:
    first = await stored(store)
    second = await stored(store, first)
    await store.ledger.delete(second.id)
    assert await store.kin.after([first.id]) == (second.id,)


async def test_from_what_nobody_knows_nothing_goes_on(store: Store) -> None:
    await stored(store)
    assert await store.kin.after([]) == ()
    assert await store.kin.after([store.clock.new_id()]) == ()


async def test_a_thousand_jobs_are_asked_for_at_once(store: Store) -> None:
    first = await stored(store)
    second = await stored(store, first)
    strangers = [store.clock.new_id() for _ in range(1_200)]
    assert await store.kin.after([*strangers, first.id]) == (second.id,)


async def test_no_job_goes_on_from_itself(store: Store) -> None:
    id = store.clock.new_id()
    with pytest.raises(AssertionError, match="goes on from itself"):
        await kept(store, id, after=id)


@pytest.mark.parametrize("far", [1, 3], ids=["two", "four"])
async def test_no_circle_of_jobs_is_kept(store: Store, far: int) -> None:
    first = store.clock.new_id()
    last = await kept(store, store.clock.new_id(), after=first)
    for _ in range(far - 1):
        last = await stored(store, last)
    with pytest.raises(AssertionError, match="only kept now"):
        await kept(store, first, after=last.id)
    assert await store.ledger.job(first) is None
