"""What is related to a result: in numbers, past what was deleted, as far as one may see."""

import pytest

from core.actions import Verb
from core.family import Families, Member, Reach
from core.jobs import Job
from tests.core.talk import Talk, job_of, photo

STUDIO = Reach("studio")


@pytest.fixture
async def talk() -> Talk:
    """The twins, with a worker."""
    one = Talk()
    await one.worker()
    return one


async def after(talk: Talk, job: Job, words: str = "at night --n 1", **more: str) -> Job:
    """A result that goes on from another one."""
    return await talk.end(await talk.begin(words, reply_to=job.id, **more))


async def of(talk: Talk, job: Job, reach: Reach = STUDIO) -> tuple[Member, ...]:
    return await Families(talk.history, talk.ledger, talk.kin).of(job, reach)


def parents(members: tuple[Member, ...]) -> list[int]:
    """The number of what each member came from, 0 for none."""
    at = {one.id: number for number, one in enumerate(members, 1)}
    return [at[one.parent.job] if one.parent else 0 for one in members]


async def test_a_branch_stands_beside_what_was_there(talk: Talk) -> None:
    first = await talk.made("as a watercolour --n 2", photo())
    second = await after(talk, first, "2 at night --n 1")
    third = await after(talk, second)
    branch = await after(talk, second, "in the fog --n 1")
    for one in (first, second, third, branch):
        members = await of(talk, one)
        assert [member.id for member in members] == [first.id, second.id, third.id, branch.id]
        assert parents(members) == [0, 1, 2, 2]
    assert members[1].parent is not None
    assert members[1].parent.variants == (2,)


async def test_strangers_are_not_related(talk: Talk) -> None:
    first = await talk.made("as a watercolour --n 1", photo())
    await talk.made("as an oil painting --n 1", photo("red"))
    assert [one.id for one in await of(talk, first)] == [first.id]


async def test_a_deleted_step_stays_between_those_beside_it(talk: Talk) -> None:
    first = await talk.made("as a watercolour --n 1", photo())
    second = await after(talk, first)
    third = await after(talk, second)
    await talk.ledger.delete(second.id)
    members = await of(talk, third)
    assert [one.deleted for one in members] == [False, True, False]
    assert parents(members) == [0, 1, 2]


async def test_deleted_steps_that_nothing_came_of_are_gone(talk: Talk) -> None:
    first = await talk.made("as a watercolour --n 1", photo())
    second = await after(talk, first)
    third = await after(talk, second)
    for one in (third, second):
        await talk.ledger.delete(one.id)
    assert [one.id for one in await of(talk, first)] == [first.id]


async def test_what_was_only_repeated_stands_beside_its_first_go(talk: Talk) -> None:
    first = await talk.made("as a watercolour --n 1", photo())
    second = await after(talk, first)
    again = await talk.end(job_of(await talk.press(Verb.MORE, second)))
    members = await of(talk, again)
    assert [one.id for one in members] == [first.id, second.id, again.id]
    assert parents(members) == [0, 1, 1]


async def test_what_failed_is_passed_over(talk: Talk) -> None:
    first = await talk.made("as a watercolour --n 1", photo())
    failed = await talk.begin("at night --n 1", reply_to=first.id)
    await talk.ledger.cancel(failed.id)
    again = await talk.end(job_of(await talk.press(Verb.RETRY, await talk.fresh(failed))))
    members = await of(talk, first)
    assert [one.id for one in members] == [first.id, again.id]


async def test_what_came_of_it_in_private_is_seen_there_alone(talk: Talk) -> None:
    first = await talk.made("as a watercolour --n 1", photo())
    alone = await talk.begin("at night --n 1", reply_to=first.id, channel="private", private=True)
    mine = await talk.end(alone)
    assert [one.id for one in await of(talk, first)] == [first.id]
    hers = await of(talk, mine, Reach("private", "ada"))
    assert [one.id for one in hers] == [first.id, mine.id]
    bobs = await of(talk, mine, Reach("private", "bob"))
    assert [one.id for one in bobs] == [mine.id]


async def test_a_channel_holds_the_places_of_what_was_deleted(talk: Talk) -> None:
    first = await talk.made("as a watercolour --n 1", photo())
    second = await after(talk, first)
    third = await after(talk, second)
    other = await talk.made("as an oil painting --n 1", photo("red"))
    await talk.press(Verb.DELETE, second)
    members = await Families(talk.history, talk.ledger, talk.kin).within("studio")
    assert [one.id for one in members] == [first.id, second.id, third.id, other.id]
    assert parents(members) == [0, 1, 2, 0]
