"""The Links port: what every one of its implementations does."""

import asyncio
from dataclasses import replace

import pytest

from core.errors import AlreadyLinked, EaselError, SamePlatform, TooManyTries, WrongCode
from core.jobs import Outcome, Variant
from core.linking import TRIES
from tests.contracts.stores import Store
from tests.values import asset, job, turn

CODE, OTHER = "K7QM3XR9", "000000AA"
MINUTES, HOUR = 60.0, 3600.0  # s


async def people(store: Store) -> tuple[str, str]:
    """Ada on Discord, and on Telegram."""
    person = store.history.person
    return await person("discord", "1", "Ada"), await person("telegram", "2", "Ada L.")


async def refused(store: Store, account: str, code: str = OTHER) -> str:
    """Why a code is not taken."""
    try:
        await store.links.redeem(account, code)
    except EaselError as error:
        return type(error).__name__
    return ""


async def made(store: Store, person: str, key: str) -> str:
    """A finished job of somebody."""
    asked = job(store.clock.new_id())
    place = replace(asked.spec.place, channel=store.channel.id, person=person)
    asked = replace(asked, spec=replace(asked.spec, place=place))
    said = turn(store.clock.new_id(), key, channel=store.channel.id, person=person)
    await store.history.open_turn(said)
    await store.history.answer(said.id, job=asked)
    await store.ledger.start(asked.id, "w1")
    await store.ledger.finish(asked.id, Outcome((Variant(1, 7, asset(key)),)))
    return asked.id


async def test_a_code_links_the_account_that_wrote_it(store: Store) -> None:
    ada, again = await people(store)
    await store.links.offer(ada, CODE)
    linked = await store.links.redeem(again, CODE)
    assert linked.called == "Ada on Discord"
    for one in (ada, again):
        assert set(await store.history.accounts(one)) == {ada, again}
    other = await store.links.other(ada)
    assert other is not None
    assert (other.id, other.called) == (again, "Ada L. on Telegram")


async def test_whoever_is_alone_has_one_account(store: Store) -> None:
    ada, _ = await people(store)
    assert await store.history.accounts(ada) == (ada,)
    assert await store.links.other(ada) is None


async def test_results_of_both_accounts_are_one_persons_until_they_are_taken_apart(
    store: Store,
) -> None:
    ada, again = await people(store)
    bob = await store.history.person("discord", "3", "Bob")
    first, second = await made(store, ada, "1"), await made(store, again, "2")
    theirs = await made(store, bob, "3")
    await store.links.offer(ada, CODE)
    await store.links.redeem(again, CODE)
    for one in (ada, again):
        assert [job.id for job in await store.history.made_by(one)] == [second, first]
    assert await store.links.unlink(ada)
    for one, own in ((ada, first), (again, second), (bob, theirs)):
        assert [job.id for job in await store.history.made_by(one)] == [own]


@pytest.mark.parametrize("end", [0, 1], ids=["giver", "taker"])
async def test_either_end_takes_a_pair_apart_once(store: Store, end: int) -> None:
    pair = await people(store)
    await store.links.offer(pair[0], CODE)
    await store.links.redeem(pair[1], CODE)
    assert await store.links.unlink(pair[end])
    assert not await store.links.unlink(pair[0])
    assert not await store.links.unlink(pair[1])
    for one in pair:
        assert await store.history.accounts(one) == (one,)


@pytest.mark.parametrize(
    ("seconds", "expected"),
    [
        pytest.param(9.9 * MINUTES, "", id="in time"),
        pytest.param(10 * MINUTES, WrongCode.__name__, id="too late"),
    ],
)
async def test_a_code_is_good_for_ten_minutes(store: Store, seconds: float, expected: str) -> None:
    ada, again = await people(store)
    await store.links.offer(ada, CODE)
    store.clock.move(seconds)
    assert await refused(store, again, CODE) == expected


async def test_a_new_code_takes_the_place_of_the_old_one(store: Store) -> None:
    ada, again = await people(store)
    await store.links.offer(ada, CODE)
    await store.links.offer(ada, OTHER)
    assert await refused(store, again, CODE) == WrongCode.__name__
    assert await refused(store, again, OTHER) == ""


async def test_a_code_that_others_saw_is_good_no_longer(store: Store) -> None:
    ada, again = await people(store)
    await store.links.offer(ada, CODE)
    await store.links.spoil(CODE)
    await store.links.spoil(OTHER)
    assert await refused(store, again, CODE) == WrongCode.__name__


async def test_of_several_who_redeem_a_code_at_once_one_does(store: Store) -> None:
    ada, _ = await people(store)
    several = [await store.history.person("telegram", str(number)) for number in range(8)]
    await store.links.offer(ada, CODE)
    answers = await asyncio.gather(*(refused(store, one, CODE) for one in several))
    assert sorted(answers) == ["", *[WrongCode.__name__] * 7]
    winner = several[answers.index("")]
    for one in several:
        assert (await store.links.other(one) is not None) == (one == winner)
    assert set(await store.history.accounts(ada)) == {ada, winner}


async def test_two_who_redeem_each_others_codes_at_once_are_linked_once(store: Store) -> None:
    ada, again = await people(store)
    await store.links.offer(ada, CODE)
    await store.links.offer(again, OTHER)
    answers = await asyncio.gather(refused(store, again, CODE), refused(store, ada, OTHER))
    assert answers.count("") == 1
    assert set(await store.history.accounts(ada)) == {ada, again}


async def test_after_a_few_wrong_codes_none_is_taken_for_an_hour(store: Store) -> None:
    ada, again = await people(store)
    await store.links.offer(ada, CODE)
    tries = [await refused(store, again) for _ in range(TRIES + 1)]
    assert tries == [*[WrongCode.__name__] * TRIES, TooManyTries.__name__]
    assert await refused(store, again, CODE) == TooManyTries.__name__, "nor a right one"
    bob = await store.history.person("telegram", "3")
    assert await refused(store, bob) == WrongCode.__name__, "others may still try"
    store.clock.move(HOUR)
    await store.links.offer(ada, CODE)
    assert await refused(store, again, CODE) == ""


async def test_guesses_at_once_are_counted_each(store: Store) -> None:
    _, again = await people(store)
    answers = await asyncio.gather(*(refused(store, again) for _ in range(3 * TRIES)))
    assert answers.count(WrongCode.__name__) == TRIES
    assert answers.count(TooManyTries.__name__) == 2 * TRIES


async def test_an_account_of_the_same_platform_is_refused_and_the_code_stays(store: Store) -> None:
    ada, again = await people(store)
    bob = await store.history.person("discord", "3", "Bob")
    await store.links.offer(ada, CODE)
    assert await refused(store, bob, CODE) == SamePlatform.__name__
    assert await refused(store, ada, CODE) == SamePlatform.__name__, "one's own code"
    assert await refused(store, again, CODE) == ""


async def test_an_account_that_is_linked_is_refused(store: Store) -> None:
    ada, again = await people(store)
    bob = await store.history.person("discord", "3", "Bob")
    await store.links.offer(ada, CODE)
    await store.links.redeem(again, CODE)
    await store.links.offer(bob, CODE)
    assert await refused(store, again, CODE) == AlreadyLinked.__name__
    assert await store.history.accounts(bob) == (bob,)
