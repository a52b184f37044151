"""The Sets port: what every one of its implementations does."""

import asyncio

import pytest

from core.jobs import Asset, Job, Place
from core.ratios import Ratio
from core.removing import TOLD
from core.replies import Kind, Picture, Reply
from core.sets import MOST_SETS, Content, NameTaken, ReferenceSet, TooManySets
from tests.contracts.stores import Store
from tests.values import asset, spec, turn

MIA = Content(pictures=(asset("one"), asset("two")))
ACME = Content(
    palette=("#b5462a", "#fffff0"),
    added="warm light",
    avoided="neon",
    logo=asset("logo"),
    ratios=(Ratio(16, 9),),
)


def found(one: ReferenceSet | None) -> ReferenceSet:
    assert one is not None
    return one


@pytest.mark.parametrize("content", [MIA, ACME, Content()], ids=["pictures", "a brand", "nothing"])
async def test_what_was_kept_is_there(store: Store, content: Content) -> None:
    kept = await store.sets.keep(store.person, "Mia", content)
    assert await store.sets.owned([store.person], "mia") == kept
    assert (kept.name, kept.version, kept.newest, kept.content) == ("Mia", 1, 1, content)
    assert kept.saved == store.clock.now()


@pytest.mark.parametrize(
    "name",
    [
        pytest.param("MIA", id="capitals"),
        pytest.param("mía", id="accents"),
        pytest.param("\uff4d\uff49\uff41", id="wide letters"),
    ],
)
async def test_ways_of_writing_are_one_name(store: Store, name: str) -> None:
    first = await store.sets.keep(store.person, "Mia", MIA)
    assert (await store.sets.keep(store.person, name, ACME)).id == first.id
    assert found(await store.sets.owned([store.person], name)).name == "Mia"


async def test_saving_again_makes_a_version_and_keeps_those_before(store: Store) -> None:
    first = await store.sets.keep(store.person, "mia", MIA)
    second = await store.sets.keep(store.person, "mia", ACME)
    assert (second.version, second.newest) == (2, 2)
    assert found(await store.sets.owned([store.person], "mia")).content == ACME
    assert found(await store.sets.at(first.id, 1)).content == MIA
    assert await store.sets.at(first.id, 3) is None


async def test_an_earlier_version_is_used_and_the_next_one_comes_after_all(store: Store) -> None:
    first = await store.sets.keep(store.person, "mia", MIA)
    await store.sets.keep(store.person, "mia", ACME)
    await store.sets.use(first.id, 1)
    now = found(await store.sets.owned([store.person], "mia"))
    assert (now.version, now.newest, now.content) == (1, 2, MIA)
    assert (await store.sets.keep(store.person, "mia", MIA)).version == 3


async def test_saving_at_once_makes_as_many_versions(store: Store) -> None:
    kept = await asyncio.gather(*(store.sets.keep(store.person, "mia", MIA) for _ in range(5)))
    assert sorted(one.version for one in kept) == [1, 2, 3, 4, 5]


async def test_others_have_their_own(store: Store) -> None:
    bob = await store.history.person("web", "bob")
    await store.sets.keep(store.person, "mia", MIA)
    assert await store.sets.owned([bob], "mia") is None
    theirs = await store.sets.keep(bob, "mia", ACME)
    assert theirs.version == 1
    both = await store.sets.every([store.person, bob])
    assert len(both) == 2
    assert await store.sets.every([bob]) == (theirs,)


async def test_a_channel_has_what_is_shared_there(store: Store) -> None:
    other = await store.history.channel("web", "other")
    mia = await store.sets.keep(store.person, "mia", MIA)
    for _ in range(2):
        await store.sets.share(mia.id, store.channel.id)
    assert await store.sets.shared(store.channel.id, "MIA") == mia
    assert await store.sets.here(store.channel.id) == (mia,)
    assert await store.sets.here(other.id) == ()
    assert await store.sets.places(mia.id) == (store.channel.id,)


async def test_sharing_is_taken_back_once(store: Store) -> None:
    mia = await store.sets.keep(store.person, "mia", MIA)
    await store.sets.share(mia.id, store.channel.id)
    taken = [await store.sets.unshare(mia.id, store.channel.id) for _ in range(2)]
    assert taken == [True, False]
    assert await store.sets.shared(store.channel.id, "mia") is None


async def test_a_channel_has_a_name_once(store: Store) -> None:
    bob = await store.history.person("web", "bob")
    mia = await store.sets.keep(store.person, "mia", MIA)
    theirs = await store.sets.keep(bob, "Mia", ACME)
    await store.sets.share(mia.id, store.channel.id)
    with pytest.raises(NameTaken):
        await store.sets.share(theirs.id, store.channel.id)
    assert await store.sets.here(store.channel.id) == (mia,)


async def test_a_new_name_is_the_name_everywhere(store: Store) -> None:
    mia = await store.sets.keep(store.person, "mia", MIA)
    await store.sets.share(mia.id, store.channel.id)
    await store.sets.rename(mia.id, "Lea")
    assert await store.sets.owned([store.person], "mia") is None
    assert found(await store.sets.owned([store.person], "lea")).id == mia.id
    assert found(await store.sets.shared(store.channel.id, "lea")).name == "Lea"
    await store.sets.rename(mia.id, "LEA")


async def test_a_name_that_is_taken_stays_where_it_is(store: Store) -> None:
    bob = await store.history.person("web", "bob")
    mia = await store.sets.keep(store.person, "mia", MIA)
    lea = await store.sets.keep(store.person, "lea", ACME)
    rex = await store.sets.keep(bob, "rex", ACME)
    await store.sets.share(mia.id, store.channel.id)
    await store.sets.share(rex.id, store.channel.id)
    for taken in (lea.name, rex.name):
        with pytest.raises(NameTaken):
            await store.sets.rename(mia.id, taken)
    assert found(await store.sets.owned([store.person], "mia")).id == mia.id


async def test_a_set_that_is_deleted_is_gone_with_its_versions(store: Store) -> None:
    mia = await store.sets.keep(store.person, "mia", MIA)
    await store.sets.share(mia.id, store.channel.id)
    for _ in range(2):
        await store.sets.delete(mia.id)
    assert await store.sets.at(mia.id, 1) is None
    assert await store.sets.here(store.channel.id) == ()
    assert (await store.sets.keep(store.person, "mia", ACME)).version == 1


async def test_nobody_has_more_than_the_limit(store: Store) -> None:
    for number in range(MOST_SETS):
        await store.sets.keep(store.person, f"s{number}", Content())
    with pytest.raises(TooManySets):
        await store.sets.keep(store.person, "one-more", Content())
    await store.sets.keep(store.person, "s1", MIA)


async def used(store: Store, person: str, key: str, *inputs: Asset) -> Job:
    """A job of somebody that was made of some pictures."""
    place = Place("web", store.channel.id, person)
    job = Job(store.clock.new_id(), spec(place=place, inputs=inputs), store.clock.now())
    opened = turn(store.clock.new_id(), key, channel=store.channel.id, person=person)
    await store.history.open_turn(opened)
    await store.history.answer(opened.id, job=job)
    return job


async def withheld(store: Store, job: Job) -> tuple[str, ...]:
    left = await store.ledger.job(job.id)
    assert left is not None
    return left.spec.withheld


async def test_who_used_a_deleted_set_is_shown_its_pictures_no_more(store: Store) -> None:
    mia = await store.sets.keep(store.person, "mia", MIA)
    await store.sets.keep(store.person, "mia", ACME)
    bob = await store.history.person("web", "bob")
    one, two = MIA.pictures
    mine = await used(store, store.person, "a", one)
    theirs = await used(store, bob, "b", one, two, asset("own"))
    assert await store.sets.delete(mia.id) == {theirs.id}
    assert await withheld(store, mine) == ()
    assert await withheld(store, theirs) == (one.sha256, two.sha256)


async def test_what_others_sent_or_have_in_a_set_stays_theirs(store: Store) -> None:
    mia = await store.sets.keep(store.person, "mia", MIA)
    bob = await store.history.person("web", "bob")
    one, two = MIA.pictures
    sent = turn(store.clock.new_id(), "s", channel=store.channel.id, person=bob, pictures=(one,))
    await store.history.open_turn(sent)
    await store.sets.keep(bob, "rex", Content(pictures=(two,)))
    theirs = await used(store, bob, "b", one, two)
    await store.sets.delete(mia.id)
    assert await withheld(store, theirs) == ()


async def test_a_reply_to_others_that_showed_a_deleted_set_does_so_no_more(store: Store) -> None:
    mia = await store.sets.keep(store.person, "mia", MIA)
    bob = await store.history.person("web", "bob")
    asked = turn(store.clock.new_id(), "s", channel=store.channel.id, person=bob)
    await store.history.open_turn(asked)
    shown = Reply(Kind.NOTICE, "@mia", shown=(Picture(MIA.pictures[0], "mia"),))
    await store.history.answer(asked.id, reply=shown)
    await store.sets.delete(mia.id)
    (left,) = (await store.history.page(store.channel.id)).turns
    assert left.reply == TOLD
