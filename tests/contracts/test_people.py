"""The People port: what is kept of somebody is counted, and taken out."""

from core.jobs import Job, Lineage, Outcome, Place, Variant
from core.painting import Invitation
from core.postings import Posting
from core.sets import Content
from tests.contracts.stores import Store
from tests.values import NOON, asset, spec, turn


async def made(store: Store, person: str, key: str, channel: str = "", **more: object) -> Job:
    """A finished job of somebody, with its turn."""
    where = channel or store.channel.id
    given = {"place": Place("web", where, person), "inputs": (), **more}
    job = Job(store.clock.new_id(), spec(**given), store.clock.now())
    opened = turn(store.clock.new_id(), key, channel=where, person=person)
    await store.history.open_turn(opened)
    await store.history.answer(opened.id, job=job)
    await store.ledger.start(job.id, "w")
    await store.ledger.finish(job.id, Outcome((Variant(1, 7, asset(f"made {key}")),)))
    return job


async def linked(store: Store) -> str:
    """Ada's account in Discord, which is linked with the one on the page."""
    other = await store.history.person("discord", "7", "Ada")
    await store.links.offer(store.person, "ABCDEFGH")
    await store.links.redeem(other, "ABCDEFGH")
    return other


async def forgotten(store: Store, person: str, but: str = "") -> int:
    """Delete the results of somebody and take out the rest; how many facts stay."""
    for id in (await store.people.belongings(person)).jobs:
        await store.ledger.delete(id)
    return (await store.people.forget(person, but)).facts


async def test_what_there_is_is_counted_with_all_accounts(store: Store) -> None:
    other = await linked(store)
    jobs = [await made(store, store.person, "a"), await made(store, other, "b")]
    await made(store, await store.history.person("web", "bob"), "c")
    found = await store.people.belongings(store.person)
    assert [one.id for one in found.accounts] == [store.person, other]
    assert found.jobs == tuple(job.id for job in jobs)
    assert (found.results, found.requests, found.files) == (2, 2, 2)


async def test_of_a_stranger_there_is_nothing(store: Store) -> None:
    found = await store.people.belongings(store.person)
    assert (found.jobs, found.requests, found.files) == ((), 0, 0)


async def test_nothing_is_left_of_who_is_forgotten(store: Store) -> None:
    other = await linked(store)
    job = await made(store, store.person, "a")
    await made(store, other, "b")
    await store.postings.keep(Posting(job.id, "discord", "1", "2"))
    invited = Invitation("i", Place("web", store.channel.id, store.person), job.id, 1, NOON)
    await store.invitations.keep(invited)
    assert await forgotten(store, store.person) == 0
    assert (await store.history.page(store.channel.id)).turns == ()
    assert await store.ledger.deleted(job.id) is None
    assert await store.postings.every(job.id) == ()
    assert await store.invitations.of("i") is None
    assert await store.links.other(other) is None
    assert await store.history.called(store.person) == ""
    assert await store.history.person("discord", "7") != other


async def test_others_keep_what_is_theirs(store: Store) -> None:
    bob = await store.history.person("web", "bob", "Bob")
    theirs = await made(store, bob, "c")
    await made(store, store.person, "a")
    await forgotten(store, store.person)
    (left,) = (await store.history.page(store.channel.id)).turns
    assert (left.person, left.job and left.job.id) == (bob, theirs.id)
    assert await store.history.called(bob) == "bob"


async def test_what_others_went_on_from_stays_as_a_fact_of_nobody(store: Store) -> None:
    bob = await store.history.person("web", "bob", "Bob")
    first = await made(store, store.person, "a")
    second = await made(store, store.person, "b", lineage=Lineage(first.id, (1,), "edit"))
    aside = await made(store, store.person, "d")
    third = await made(store, bob, "c", lineage=Lineage(second.id, (1,), "edit"))
    assert await forgotten(store, store.person) == 2
    facts = [await store.ledger.deleted(one.id) for one in (first, second, aside)]
    assert [fact is not None for fact in facts] == [True, True, False]
    assert [fact.prompt.words for fact in facts if fact] == ["", ""]
    assert await store.history.called(store.person) != "ada"
    assert await store.ledger.job(third.id) is not None


async def test_others_are_shown_the_pictures_of_their_sets_no_more(store: Store) -> None:
    photo, bob = asset("photo"), await store.history.person("web", "bob", "Bob")
    await store.sets.keep(store.person, "mia", Content(pictures=(photo,)))
    theirs = await made(store, bob, "a", inputs=(photo,))
    assert (await store.people.forget(store.person)).lent == {theirs.id}
    left = await store.ledger.job(theirs.id)
    assert left is not None
    assert left.spec.withheld == (photo.sha256,)


async def test_the_turn_that_is_answered_stays_without_its_words(store: Store) -> None:
    now = turn(store.clock.new_id(), "k", channel=store.channel.id, person=store.person)
    await store.history.open_turn(now)
    await forgotten(store, store.person, now.id)
    (left,) = (await store.history.page(store.channel.id)).turns
    assert (left.id, left.words) == (now.id, "")
    assert await store.history.person("web", "ada") != store.person


async def test_a_private_chat_has_no_name_any_more_and_its_settings_go(store: Store) -> None:
    ada = await store.history.person("telegram", "42", "Ada")
    private = await store.history.channel("telegram", "42", "our chat, Ada")
    group = await store.history.channel("telegram", "-9", "A group")
    bob = await store.history.person("telegram", "43", "Bob")
    for where, who in ((private, ada), (group, ada), (group, bob)):
        await made(store, who, f"{where.id} {who}", where.id)
    await store.customs.keep("telegram", "chat 42", "count", "2")
    await forgotten(store, ada)
    left = {one.title for one in await store.history.channels("telegram")}
    assert left == {"", "A group"}
    assert "42" not in {one.external for one in await store.history.channels("telegram")}
    assert await store.customs.of("telegram", "chat 42") == {}


async def test_people_are_found_by_id_by_number_and_by_name(store: Store) -> None:
    ada = await store.history.person("discord", "7", "Ada")
    for words in (ada, "discord:7", "Ada"):
        assert [one.id for one in await store.people.called(words)] == [ada]
    assert await store.people.called("nobody") == ()
