"""The Aged port: what is old goes, some at a time, and what is wanted or needed stays."""

from datetime import timedelta

from core.jobs import Job, Lineage, Outcome, Place, Variant
from core.replies import Kind, Picture, Reply
from core.retention import Retention, expire
from core.sweeping import sweep
from storage.blobs import ObjectBlobs
from tests.contracts.stores import Store
from tests.values import asset, spec, turn

DAY = 24 * 60 * 60  # s
WEEK = Retention(7)


async def made(store: Store, key: str, **more: object) -> Job:
    """A finished job with its turn."""
    given = {"place": Place("web", store.channel.id, store.person), "inputs": (), **more}
    now = store.clock.now()
    job = Job(store.clock.new_id(), spec(**given), now)
    where = {"channel": store.channel.id, "person": store.person, "created": now}
    opened = turn(store.clock.new_id(), key, **where)
    await store.history.open_turn(opened)
    await store.history.answer(opened.id, job=job)
    await store.ledger.start(job.id, "w")
    await store.ledger.finish(job.id, Outcome((Variant(1, 7, asset(f"made {key}")),)))
    return job


async def expired(store: Store, retention: Retention = WEEK) -> int:
    """How much goes until nothing is due."""
    removed = 0
    while one := await expire(store.aged, retention, store.clock.now()):
        removed += one
    return removed


async def test_what_is_old_goes_with_its_turn_and_its_fact(store: Store) -> None:
    old = await made(store, "old")
    store.clock.move(8 * DAY)
    young = await made(store, "young")
    assert await expired(store) == 3
    (left,) = (await store.history.page(store.channel.id)).turns
    assert left.job is not None
    assert left.job.id == young.id
    assert await store.ledger.deleted(old.id) is None


async def test_nothing_goes_where_no_time_is_set(store: Store) -> None:
    await made(store, "old")
    store.clock.move(9999 * DAY)
    assert await expired(store, Retention()) == 0
    assert await expired(store, Retention(7, {"web": 0})) == 0
    assert await expired(store, Retention(0, {"web": 7})) == 3


async def test_what_a_younger_result_went_on_from_stays_as_long(store: Store) -> None:
    old = await made(store, "old")
    store.clock.move(5 * DAY)
    await made(store, "young", lineage=Lineage(old.id, (1,), "edit"))
    store.clock.move(5 * DAY)
    assert await expired(store) == 0
    store.clock.move(5 * DAY)
    assert await expired(store) == 6


async def test_what_is_under_way_stays(store: Store) -> None:
    place = Place("web", store.channel.id, store.person)
    job = Job(store.clock.new_id(), spec(place=place), store.clock.now())
    opened = turn(store.clock.new_id(), "k", channel=store.channel.id, person=store.person)
    await store.history.open_turn(opened)
    await store.history.answer(opened.id, job=job)
    store.clock.move(8 * DAY)
    assert await expired(store) == 0


async def test_a_file_that_a_younger_reply_shows_stays_with_that(store: Store) -> None:
    blobs = ObjectBlobs.in_memory()
    await blobs.put(b"made old")
    picture = asset("made old")
    await store.ledger.keep(picture)
    await made(store, "old")
    store.clock.move(8 * DAY)
    where = {"channel": store.channel.id, "person": store.person}
    opened = turn(store.clock.new_id(), "k", **where, created=store.clock.now())
    await store.history.open_turn(opened)
    shown = Reply(Kind.RESULT, "Number 1", shown=(Picture(picture, "a"),))
    await store.history.answer(opened.id, reply=shown)
    assert await expired(store) == 3
    none = timedelta(0)
    assert await sweep(store.loose, blobs, none) == 0
    store.clock.move(8 * DAY)
    assert await expired(store) == 1
    assert await sweep(store.loose, blobs, none) == 1


async def test_portions_are_small(store: Store) -> None:
    for number in range(5):
        await made(store, f"{number}")
    store.clock.move(8 * DAY)
    before = store.clock.now() - timedelta(days=7)
    # Results and turns; what is left of those goes in the round after.
    assert [await store.aged.drop("web", before, at_once) for at_once in (2, 9, 9)] == [4, 8, 3]
