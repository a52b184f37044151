"""The Postings port: what every one of its implementations does."""

from dataclasses import replace
from datetime import timedelta

import pytest

from core.jobs import Job
from core.postings import Posting
from tests.contracts.stores import Store
from tests.contracts.test_ledger import kept


@pytest.fixture
async def job(store: Store) -> Job:
    """A job that is kept and waits."""
    return await kept(store, "k1")


def posting(job: Job, message: str = "900", **more: object) -> Posting:
    """A message that shows a job."""
    return replace(Posting(job.id, "discord", "700", message), **more)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]


async def test_what_nobody_kept_is_none(store: Store, job: Job) -> None:
    assert await store.postings.of(job.id) is None
    assert await store.postings.at("discord", "700", "900") is None


async def test_a_posting_is_found_by_job_and_by_message(store: Store, job: Job) -> None:
    until = store.clock.now() + timedelta(minutes=15)
    one = posting(
        job, token="a token", expires=until, limit=25 * 1024 * 1024, asks="e1:edit", file="F1"
    )
    await store.postings.keep(one)
    assert await store.postings.of(job.id) == one
    assert await store.postings.at("discord", "700", "900") == one


@pytest.mark.parametrize(
    ("platform", "place", "message"),
    [
        pytest.param("telegram", "700", "900", id="platform"),
        pytest.param("discord", "701", "900", id="place"),
        pytest.param("discord", "700", "901", id="message"),
    ],
)
async def test_another_message_shows_nothing(
    store: Store, job: Job, platform: str, place: str, message: str
) -> None:
    await store.postings.keep(posting(job))
    assert await store.postings.at(platform, place, message) is None


async def test_the_same_message_shows_one_thing(store: Store, job: Job) -> None:
    other = await kept(store, "k2")
    await store.postings.keep(posting(job))
    await store.postings.keep(posting(other, variant=2))
    assert await store.postings.at("discord", "700", "900") == posting(other, variant=2)
    assert await store.postings.of(job.id) is None


async def test_the_latest_message_of_a_job_counts(store: Store, job: Job) -> None:
    for message in ("900", "905", "901"):
        store.clock.move(1)
        await store.postings.keep(posting(job, message))
    assert await store.postings.of(job.id) == posting(job, "901")


async def test_a_variant_alone_is_not_the_job(store: Store, job: Job) -> None:
    await store.postings.keep(posting(job))
    store.clock.move(1)
    await store.postings.keep(posting(job, "901", variant=3))
    assert await store.postings.of(job.id) == posting(job)


async def test_every_message_of_a_job_is_known(store: Store, job: Job) -> None:
    other = await kept(store, "k2")
    shown = [posting(job), posting(job, "901", variant=3), posting(job, "902", platform="web")]
    for one in (*shown, posting(other, "903")):
        await store.postings.keep(one)
        store.clock.move(1)
    assert await store.postings.every(job.id) == tuple(shown)
    assert await store.postings.every("nobody's") == ()


async def test_a_message_that_is_gone_is_forgotten(store: Store, job: Job) -> None:
    await store.postings.keep(posting(job))
    await store.postings.forget(posting(job))
    assert await store.postings.of(job.id) is None
    await store.postings.forget(posting(job))
