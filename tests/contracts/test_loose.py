"""The Loose port: what nothing needs is found and removed, and nothing else ever is."""

from datetime import timedelta

import pytest

from core.errors import TargetGone
from core.jobs import Asset, Deep, Extra, Job, JobSpec, Kept, Outcome, Place, Traced, Variant
from core.replies import Kind, Picture, Reply
from core.sweeping import sweep
from storage.blobs import ObjectBlobs
from tests.contracts.stores import Store
from tests.values import asset, spec, turn

HOUR = timedelta(hours=1)


async def stored(store: Store, blobs: ObjectBlobs, name: str) -> Asset:
    """A file of that content, known in the ledger."""
    found = asset(name)
    assert await blobs.put(name.encode()) == found.sha256
    await store.ledger.keep(found)
    return found


async def there(blobs: ObjectBlobs, sha256: str) -> bool:
    try:
        await blobs.size(sha256)
    except TargetGone:
        return False
    return True


async def swept(store: Store, blobs: ObjectBlobs) -> int:
    """How many files went in two hours."""
    await sweep(store.loose, blobs, HOUR)  # what is new is looked at
    store.clock.move(7200)
    return await sweep(store.loose, blobs, HOUR)


async def asked(store: Store, key: str, of: JobSpec | None = None, **more: object) -> Job:
    """A job that is kept, and its turn."""
    place = Place("web", store.channel.id, store.person)
    made = of or spec(place=place, inputs=())
    job = Job(store.clock.new_id(), made, store.clock.now())
    where = {"channel": store.channel.id, "person": store.person}
    opened = turn(store.clock.new_id(), key, **where, **more)
    await store.history.open_turn(opened)
    await store.history.answer(opened.id, job=job)
    return job


async def test_what_was_stored_for_nothing_goes_after_the_grace(store: Store) -> None:
    blobs = ObjectBlobs.in_memory()
    lost = await stored(store, blobs, "lost")
    assert await sweep(store.loose, blobs, HOUR) == 0
    store.clock.move(3599)
    assert await sweep(store.loose, blobs, HOUR) == 0
    store.clock.move(1)
    assert await sweep(store.loose, blobs, HOUR) == 1
    assert not await there(blobs, lost.sha256)
    assert await store.ledger.asset(lost.sha256) is None


async def test_what_is_stored_again_begins_its_grace_again(store: Store) -> None:
    blobs = ObjectBlobs.in_memory()
    again = await stored(store, blobs, "again")
    await sweep(store.loose, blobs, HOUR)
    store.clock.move(3600)
    await store.ledger.keep(again)
    assert await sweep(store.loose, blobs, HOUR) == 0
    assert await there(blobs, again.sha256)


def results(one: Asset) -> dict[str, Outcome]:
    made = asset("made")
    return {
        "variant": Outcome((Variant(1, 7, one),)),
        "deep": Outcome((Variant(1, 7, asset("8", deep=Deep(one.sha256, 9, 16))),)),
        "latents": Outcome((Variant(1, 7, made, kept=Kept("sd", one)),)),
        "words": Outcome((Variant(1, 7, made, kept=Kept("sd", asset("l"), one)),)),
        "grid": Outcome((Variant(1, 7, made),), grid=one),
        "proposal": Outcome(proposal=one, grid=asset("seen")),
        "extra": Outcome((Variant(1, 7, made),), extras=(Extra(one, "icon.ico"),)),
    }


@pytest.mark.parametrize("where", list(results(asset())))
async def test_what_a_result_needs_stays_until_it_is_deleted(store: Store, where: str) -> None:
    blobs = ObjectBlobs.in_memory()
    one = await stored(store, blobs, "one")
    job = await asked(store, "k")
    await store.ledger.start(job.id, "w")
    await store.ledger.finish(job.id, results(one)[where])
    assert await swept(store, blobs) == 0
    await store.ledger.delete(job.id)
    await swept(store, blobs)
    assert not await there(blobs, one.sha256)


def requests(one: Asset) -> dict[str, dict[str, object]]:
    return {
        "input": {"inputs": (one,)},
        "mask": {"inputs": (asset("source"),), "mask": one},
        "encoded": {"encoded": one},
        "latents": {"inputs": (asset("source"),), "kept": Kept("sd", one)},
        "traced": {"inputs": (asset("source"),), "traced": Traced("classical", one)},
        "repeated": {"repeats": (Variant(1, 7, one),)},
    }


@pytest.mark.parametrize("where", list(requests(asset())))
async def test_what_a_request_needs_stays_while_it_is_there(store: Store, where: str) -> None:
    blobs = ObjectBlobs.in_memory()
    one = await stored(store, blobs, "one")
    place = Place("web", store.channel.id, store.person)
    of = spec(**{"place": place, "inputs": (), **requests(one)[where]})
    job = await asked(store, "k", of)
    assert await swept(store, blobs) == 0
    await store.ledger.delete(job.id)
    await swept(store, blobs)
    assert not await there(blobs, one.sha256)


async def test_what_came_with_a_turn_or_is_shown_in_a_reply_stays(store: Store) -> None:
    blobs = ObjectBlobs.in_memory()
    came, shown = await stored(store, blobs, "came"), await stored(store, blobs, "shown")
    where = {"channel": store.channel.id, "person": store.person}
    opened = turn(store.clock.new_id(), "k", pictures=(came,), **where)
    await store.history.open_turn(opened)
    strip = Reply(Kind.NOTICE, "Details", shown=(Picture(shown, "easel-steps"),))
    await store.history.answer(opened.id, reply=strip)
    assert await swept(store, blobs) == 0
    await store.history.amend(opened.id, Reply(Kind.NOTICE, "This result was deleted."))
    assert await swept(store, blobs) == 1
    assert [await there(blobs, one.sha256) for one in (came, shown)] == [True, False]


async def test_a_file_that_two_need_stays_for_the_other(store: Store) -> None:
    blobs = ObjectBlobs.in_memory()
    one = await stored(store, blobs, "one")
    jobs = [await asked(store, key) for key in ("a", "b")]
    for job in jobs:
        await store.ledger.start(job.id, "w")
        await store.ledger.finish(job.id, Outcome((Variant(1, 7, one),)))
    await store.ledger.delete(jobs[0].id)
    assert await swept(store, blobs) == 0
    await store.ledger.delete(jobs[1].id)
    assert await swept(store, blobs) == 1


async def test_what_is_needed_again_within_the_grace_stays(store: Store) -> None:
    blobs = ObjectBlobs.in_memory()
    one = await stored(store, blobs, "one")
    job = await asked(store, "k")
    await store.ledger.start(job.id, "w")
    await store.ledger.finish(job.id, Outcome((Variant(1, 7, one),)))
    read = await store.ledger.job(job.id)  # somebody presses Edit, and at this moment …
    await store.ledger.delete(job.id)  # … another one deletes it
    await sweep(store.loose, blobs, HOUR)
    store.clock.move(60)
    assert read is not None
    place = Place("web", store.channel.id, store.person)
    await asked(store, "later", spec(place=place, inputs=(read.variants[0].asset,)))
    store.clock.move(7200)
    assert await sweep(store.loose, blobs, HOUR) == 0
    assert await there(blobs, one.sha256)


async def test_what_was_made_of_a_file_goes_with_it(store: Store) -> None:
    blobs = ObjectBlobs.in_memory()
    one = await stored(store, blobs, "one")
    small = f"{one.sha256}.chat-1600.jpg"
    await blobs.put_as(small, b"small")
    await swept(store, blobs)
    assert not await there(blobs, small)


async def test_a_file_that_cannot_be_removed_is_due_again(store: Store) -> None:
    blobs = ObjectBlobs.in_memory()
    one = await stored(store, blobs, "one")
    await sweep(store.loose, blobs, HOUR)
    store.clock.move(7200)

    async def away(_: str) -> None:
        raise ConnectionError

    with pytest.raises(ConnectionError):
        await store.loose.let_go(one.sha256, away)
    assert await sweep(store.loose, blobs, HOUR) == 1
