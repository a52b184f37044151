"""The History port: what every one of its implementations does."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from core.catalogue import Intent
from core.jobs import Failure, Job, Lane, Lineage, Outcome, Place, Variant
from core.prompts import parse
from core.replies import Button, Kind, Picture, Reply, Turn
from tests.contracts.stores import Store
from tests.core.words import shipped
from tests.values import asset, spec, turn


def said(store: Store, key: str, **more: object) -> Turn:
    id = store.clock.new_id()
    return turn(id, key, channel=store.channel.id, person=store.person, **more)


def asked(store: Store) -> Job:
    place = Place("web", store.channel.id, store.person)
    return Job(store.clock.new_id(), spec(place=place), store.clock.now())


async def test_a_channel_is_made_once(store: Store) -> None:
    again = await store.history.channel("web", "studio", "Another title")
    assert again == store.channel


async def test_channels_of_other_platforms_are_not_listed(store: Store) -> None:
    await store.history.channel("discord", "studio")
    second = await store.history.channel("web", "second", "Second")
    assert await store.history.channels("web") == (store.channel, second)


async def test_a_channel_is_found_by_its_id(store: Store) -> None:
    foreign = await store.history.channel("discord", "studio", "Elsewhere")
    assert await store.history.channel_of(store.channel.id) == store.channel
    assert await store.history.channel_of(foreign.id) == foreign


@pytest.mark.parametrize("id", ["", "studio", "0" * 36, "x" * 5_000])
async def test_of_an_unknown_id_there_is_no_channel(store: Store, id: str) -> None:
    assert await store.history.channel_of(id) is None


async def test_what_a_channel_is_called_turns_no_line_around(store: Store) -> None:
    named = await store.history.channel("discord", "4712", "\u202eoidutS\nof Ada")
    assert named.title == "oidutS of Ada"


async def test_a_person_is_made_once(store: Store) -> None:
    assert await store.history.person("web", "ada", "Ada") == store.person
    assert await store.history.person("web", "bob") != store.person


async def test_the_same_person_made_at_once_by_many_is_one(store: Store) -> None:
    made = await asyncio.gather(*(store.history.person("web", "eve") for _ in range(8)))
    assert len(set(made)) == 1


async def test_a_new_turn_is_kept_as_it_came(store: Store) -> None:
    new = said(store, "k1", pictures=(asset("one"), asset("two", alpha=True)), action="e1:x")
    assert await store.history.open_turn(new) is None
    page = await store.history.page(store.channel.id)
    assert page.turns == (new,)


async def test_a_redelivered_turn_returns_the_first_one(store: Store) -> None:
    first = said(store, "k1", words="first")
    await store.history.open_turn(first)
    assert await store.history.open_turn(said(store, "k1", words="second")) == first


async def test_the_same_key_in_another_channel_is_another_turn(store: Store) -> None:
    other = await store.history.channel("web", "other")
    await store.history.open_turn(said(store, "k1"))
    elsewhere = replace(said(store, "k1"), channel=other.id)
    assert await store.history.open_turn(elsewhere) is None


async def test_a_reply_is_kept_with_its_turn(store: Store) -> None:
    new = said(store, "k1")
    await store.history.open_turn(new)
    reply = Reply(Kind.NOTICE, "Hello", ("a line",))
    await store.history.answer(new.id, reply=reply)
    page = await store.history.page(store.channel.id)
    assert page.turns[0].reply == reply


async def test_a_job_is_kept_with_the_turn_that_began_it(store: Store) -> None:
    new, job = said(store, "k1"), asked(store)
    await store.history.open_turn(new)
    await store.history.answer(new.id, job=job)
    page = await store.history.page(store.channel.id)
    assert page.turns[0].job == job
    assert await store.ledger.job(job.id) == job
    assert await store.history.turn_of(job.id) == replace(new, job=job)


async def test_an_answered_turn_keeps_its_first_answer(store: Store) -> None:
    new, first, second = said(store, "k1"), asked(store), asked(store)
    await store.history.open_turn(new)
    assert await store.history.answer(new.id, job=first) is None
    assert await store.history.answer(new.id, job=second) == replace(new, job=first)
    late = await store.history.answer(new.id, reply=Reply(Kind.NOTICE, "late"))
    assert late == replace(new, job=first)
    assert await store.ledger.job(second.id) is None


async def test_a_turn_that_was_answered_in_words_begins_no_job(store: Store) -> None:
    new, reply = said(store, "k1"), Reply(Kind.NOTICE, "first")
    await store.history.open_turn(new)
    assert await store.history.answer(new.id, reply=reply) is None
    assert await store.history.answer(new.id, job=asked(store)) == replace(new, reply=reply)
    late = Reply(Kind.NOTICE, "late")
    assert await store.history.answer(new.id, reply=late) == replace(new, reply=reply)


async def test_of_two_that_answer_at_once_one_counts(store: Store) -> None:
    new = said(store, "k1")
    await store.history.open_turn(new)
    jobs = [asked(store) for _ in range(5)]
    kept = await asyncio.gather(*(store.history.answer(new.id, job=job) for job in jobs))
    assert kept.count(None) == 1
    assert len(await store.ledger.owed()) == 1


async def test_an_answer_can_be_amended(store: Store) -> None:
    new, job = said(store, "k1"), asked(store)
    await store.history.open_turn(new)
    await store.history.answer(new.id, job=job)
    gone = Reply(Kind.NOTICE, "Deleted.")
    await store.history.amend(new.id, gone)
    assert (await store.history.page(store.channel.id)).turns == (replace(new, reply=gone),)


async def test_turns_are_found_by_their_keys(store: Store) -> None:
    other = await store.history.channel("web", "another place")
    turns = [said(store, key) for key in ("k1", "k2", "k3")]
    for one in (*turns, replace(said(store, "k1"), channel=other.id)):
        await store.history.open_turn(one)
    found = await store.history.called_so(store.channel.id, ["k3", "k1", "k4"])
    assert found == (turns[0], turns[2])
    assert await store.history.called_so(store.channel.id, []) == ()


async def test_what_has_no_answer_is_found_after_a_while(store: Store) -> None:
    elsewhere = await store.history.channel("discord", "studio")
    named = {"reply_to": store.clock.new_id(), "intent": Intent.RECALL}
    turns = [said(store, "open", **named), said(store, "answered"), said(store, "worked on")]
    for one in (*turns, replace(said(store, "another"), channel=elsewhere.id)):
        await store.history.open_turn(one)
    await store.history.answer(turns[1].id, reply=Reply(Kind.NOTICE, "Here."))
    await store.history.answer(turns[2].id, job=asked(store))
    came = turns[0].created
    found = await store.history.unanswered("web", came + timedelta(microseconds=1))
    assert found == (turns[0],)
    assert await store.history.unanswered("web", came) == ()


async def test_no_turn_began_an_unknown_job(store: Store) -> None:
    assert await store.history.turn_of(store.clock.new_id()) is None


async def test_pages_go_back_to_the_beginning_and_repeat_nothing(store: Store) -> None:
    keys = [f"k{number}" for number in range(7)]
    for key in keys:
        await store.history.open_turn(said(store, key))
    pages: list[list[str]] = []
    before = None
    while True:
        page = await store.history.page(store.channel.id, before, limit=3)
        pages.append([one.key for one in page.turns])
        before = page.before
        if before is None:
            break
    assert pages == [["k4", "k5", "k6"], ["k1", "k2", "k3"], ["k0"]]


async def test_a_page_of_exactly_all_turns_is_the_first(store: Store) -> None:
    for key in ("a", "b"):
        await store.history.open_turn(said(store, key))
    assert (await store.history.page(store.channel.id, limit=2)).before is None


async def test_an_empty_channel_has_an_empty_page(store: Store) -> None:
    assert await store.history.page(store.channel.id) == ((), None)


async def test_a_page_shows_all_that_is_known_of_a_job(store: Store) -> None:
    everything = spec(
        place=Place("web", store.channel.id, store.person),
        prompt=parse(
            "a {red|blue} fox “HELLO” @mia --ar 3:2 --n 2 --seed 7 --raw", shipped().asides
        ),
        contenders=("classical", "other", "third", "fourth"),
        lineage=Lineage(store.clock.new_id(), (1, 2), "vary"),
        lane=Lane.MOTION,
        notes=("one", "two"),
    )
    outcome = Outcome((Variant(1, 7, asset("a", seconds=2.5), "did", "label"),), asset("g"), "said")
    new, job = said(store, "k1"), replace(asked(store), spec=everything)
    await store.history.open_turn(new)
    await store.history.answer(new.id, job=job)
    await store.ledger.start(job.id, "worker")
    await store.ledger.finish(job.id, outcome)
    await store.ledger.delivered(job.id)
    known = await store.ledger.job(job.id)
    assert known is not None
    assert known.variants == outcome.variants
    assert known.spec == everything
    assert (await store.history.page(store.channel.id)).turns == (replace(new, job=known),)


async def test_a_page_shows_why_a_job_failed(store: Store) -> None:
    new, job, failure = said(store, "k1"), asked(store), Failure("NoIdea", "It did not work.")
    await store.history.open_turn(new)
    await store.history.answer(new.id, job=job)
    await store.ledger.fail(job.id, failure)
    (shown,) = (await store.history.page(store.channel.id)).turns
    assert shown.job is not None
    assert shown.job.failure == failure


async def test_a_page_shows_a_reply_with_all_its_parts(store: Store) -> None:
    new, picture = said(store, "k1"), Picture(asset("one", alpha=True), "name", "alt", 1)
    buttons = ((Button("Edit", "e1:x", asks="What?", example="the sky", variant=1),), ())
    reply = Reply(Kind.RESULT, "Hello", ("a",), (picture,), (picture,), buttons, "job", "error")
    await store.history.open_turn(new)
    await store.history.answer(new.id, reply=reply)
    assert (await store.history.page(store.channel.id)).turns == (replace(new, reply=reply),)


async def test_a_deleted_job_leaves_its_turn_on_the_page(store: Store) -> None:
    new, job = said(store, "k1"), asked(store)
    await store.history.open_turn(new)
    await store.history.answer(new.id, job=job)
    await store.ledger.delete(job.id)
    assert (await store.history.page(store.channel.id)).turns == (new,)


async def test_pages_can_be_read_at_once(store: Store) -> None:
    new = said(store, "k1")
    await store.history.open_turn(new)
    pages = await asyncio.gather(*(store.history.page(store.channel.id) for _ in range(8)))
    assert pages == [((new,), None)] * 8


async def test_a_page_that_nobody_waits_for_any_more_is_no_harm_to_the_next(store: Store) -> None:
    new = said(store, "k1")
    await store.history.open_turn(new)
    given_up = asyncio.create_task(store.history.page(store.channel.id))
    await asyncio.sleep(0)
    given_up.cancel()
    assert (await store.history.page(store.channel.id)).turns == (new,)


async def test_latest_is_the_newest_result_with_a_picture(store: Store) -> None:
    outcomes = (
        Outcome((Variant(1, 7, asset("old")),)),
        Outcome((Variant(1, 7, asset("new")),)),
        Outcome(text="only words"),
        None,
    )
    jobs: list[Job] = []
    for number, outcome in enumerate(outcomes):
        new, job = said(store, f"k{number}"), asked(store)
        await store.history.open_turn(new)
        await store.history.answer(new.id, job=job)
        if outcome:
            await store.ledger.finish(job.id, outcome)
        jobs.append(job)
    latest = await store.history.latest(store.channel.id)
    assert latest is not None
    assert latest.id == jobs[1].id
    await store.ledger.delete(jobs[1].id)
    latest = await store.history.latest(store.channel.id)
    assert latest is not None
    assert latest.id == jobs[0].id


async def test_what_a_person_made_is_the_newest_first_in_any_channel(store: Store) -> None:
    other = await store.history.channel("telegram", "500")
    made: list[str] = []
    for number, channel in enumerate((store.channel, other, store.channel)):
        place = Place("web", channel.id, store.person)
        new = turn(store.clock.new_id(), f"k{number}", channel=channel.id, person=store.person)
        job = Job(store.clock.new_id(), spec(place=place), store.clock.now())
        await store.history.open_turn(new)
        await store.history.answer(new.id, job=job)
        await store.ledger.finish(job.id, Outcome((Variant(1, 7, asset(f"{number}")),)))
        made.insert(0, job.id)
    assert [job.id for job in await store.history.made_by(store.person)] == made
    assert [job.id for job in await store.history.made_by(store.person, limit=1)] == made[:1]
    await store.ledger.delete(made[0])
    assert [job.id for job in await store.history.made_by(store.person)] == made[1:]
    assert await store.history.made_by("nobody") == ()


async def test_a_channel_without_results_has_no_latest(store: Store) -> None:
    assert await store.history.latest(store.channel.id) is None


async def test_what_a_platform_calls_a_person(store: Store) -> None:
    bob = await store.history.person("discord", "4711", "Bob")
    assert await store.history.called(bob) == "4711"
    assert await store.history.called(store.person) == "ada"
    assert await store.history.called("nobody") == ""


async def test_what_shows_pictures_of_a_job_is_found(store: Store) -> None:
    job, picture = asked(store), Picture(asset("one"), "one", "One", variant=1)
    begun, opened, details, other = (said(store, f"k{number}") for number in range(4))
    for one in (begun, opened, details, other):
        await store.history.open_turn(one)
    await store.history.answer(begun.id, job=job)
    shown = Reply(Kind.NOTICE, "1 of 4", shown=(picture,), job=job.id)
    await store.history.answer(opened.id, reply=shown)
    await store.history.answer(details.id, reply=replace(shown, shown=()))
    await store.history.answer(other.id, reply=replace(shown, job="another"))
    assert await store.history.showing(begun.channel, job.id) == (replace(opened, reply=shown),)
    assert await store.history.showing("another", job.id) == ()
