"""The Past port: what every one of its implementations finds, and in which order."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from core.catalogue import Intent
from core.jobs import Deep, Job, Lineage, Outcome, Place, Variant
from core.keywords import forms, of_favourite, of_intent, of_model
from core.past import Period, Reach, Wanted, variant_of
from core.prompts import Prompt
from storage import past
from storage.clock import SystemClock, first_id
from tests.contracts.stores import Store
from tests.values import NOON, asset, spec, turn

DAY = timedelta(days=1)


async def made(store: Store, words: str, pictures: int = 1, **more: Any) -> Job:
    """A job that has ended, by Ada in her channel unless told otherwise."""
    where: dict[str, Any] = {"channel": store.channel.id, "person": store.person}
    id, created = more.pop("id", store.clock.new_id()), more.pop("created", store.clock.now())
    where |= {name: more.pop(name) for name in list(where) if name in more}
    drawn = tuple(Variant(n, n, asset(f"{id} {n}")) for n in range(1, pictures + 1))
    variants: tuple[Variant, ...] = more.pop("variants", drawn)
    job = Job(id, spec(place=Place("web", **where), prompt=Prompt(words), **more), created)
    new = turn(store.clock.new_id(), f"key of {id}", **where)
    await store.history.open_turn(new)
    await store.history.answer(new.id, job=job)
    await store.ledger.finish(job.id, Outcome(variants, text="" if variants else "words"))
    return job


def wanted(*words: str, must: tuple[str, ...] = (), period: Period | None = None) -> Wanted:
    """Words, each in the singular and the plural, and marks."""
    marks = tuple(frozenset({one}) for one in must)
    return Wanted(tuple(map(forms, words)), marks, period or Period())


async def found(store: Store, what: Wanted, **more: Any) -> list[str]:
    """The words of what is found in the channel of the tests."""
    page = await store.past.find(Reach(store.channel.id), what, **more)
    return [job.spec.prompt.words for job in page.jobs]


@pytest.mark.parametrize(
    ("words", "order"),
    [
        pytest.param(["fox"], ["a fox"], id="a word"),
        pytest.param(["boats"], ["a boat at sea"], id="the plural"),
        pytest.param(["sea"], ["a boat at sea", "a castle above a sea"], id="the newest first"),
        pytest.param(["castle", "sea"], ["a castle above a sea", "a boat at sea"], id="nearest"),
        pytest.param(["castle", "above", "sea"], ["a castle above a sea"], id="too far"),
        pytest.param(["zebra"], [], id="none"),
        pytest.param(["fox", "zebra"], ["a fox"], id="what is known of it"),
        pytest.param(["fo"], [], id="no beginnings of words"),
        pytest.param([], ["a boat at sea", "a fox", "a castle above a sea"], id="everything"),
    ],
)
async def test_what_words_find(store: Store, words: list[str], order: list[str]) -> None:
    for each in ("a castle above a sea", "a fox", "a boat at sea"):
        await made(store, each)
    assert await found(store, wanted(*words)) == order


@pytest.mark.parametrize("words", [[], ["fox"], ["fox", "red"]], ids=["all", "a word", "ranked"])
async def test_pages_go_on_where_the_last_one_ended(store: Store, words: list[str]) -> None:
    for number in range(7):
        await made(store, f"fox {number}" + (" red" if number % 3 == 0 else ""))
    whole = await found(store, wanted(*words), limit=9)
    assert len(whole) == 7
    seen: list[str] = []
    spot = None
    for size in (3, 3, 1):
        page = await store.past.find(Reach(store.channel.id), wanted(*words), spot, 3)
        seen += [job.spec.prompt.words for job in page.jobs]
        spot = page.more
        assert len(page.jobs) == size
        assert (spot is None) == (len(seen) == 7)
    assert seen == whole


async def test_only_what_gave_a_picture_and_was_not_deleted_is_found(store: Store) -> None:
    await made(store, "a fox", pictures=0)
    gone = await made(store, "a fox in the snow")
    await store.ledger.delete(gone.id)
    assert await found(store, wanted("fox")) == []
    assert await found(store, wanted()) == []


@pytest.mark.parametrize("words", [[], ["fox"]], ids=["all", "a word"])
async def test_what_was_deleted_takes_no_room_on_a_page(store: Store, words: list[str]) -> None:
    jobs = [await made(store, f"fox {number}") for number in range(3)]
    await store.ledger.delete(jobs[2].id)
    page = await store.past.find(Reach(store.channel.id), wanted(*words), limit=2)
    assert [job.id for job in page.jobs] == [jobs[1].id, jobs[0].id]
    assert page.more is None


async def test_what_another_channel_made_is_not_found(store: Store) -> None:
    other = await store.history.channel("telegram", "private")
    await made(store, "a fox", channel=other.id)
    for what in (wanted("fox"), wanted(), wanted("fox", "red"), wanted(period=Period(NOON - DAY))):
        assert await found(store, what) == []


async def test_a_person_finds_what_they_made_anywhere(store: Store) -> None:
    other, bob = await store.history.channel("web", "two"), await store.history.person("web", "b")
    mine = [await made(store, "a fox"), await made(store, "a red fox", channel=other.id)]
    await made(store, "a fox of Bob's", person=bob)
    for what in (wanted("fox"), wanted(), wanted("fox", "red", "bob")):
        page = await store.past.find(Reach(people=(store.person,)), what)
        assert sorted(job.id for job in page.jobs) == [job.id for job in mine]
    page = await store.past.find(Reach(people=(store.person, bob)), wanted("fox"))
    assert len(page.jobs) == 3


async def test_kinds_and_models_are_found_by_their_marks(store: Store) -> None:
    await made(store, "a fox", intent=Intent.ANIMATE)
    await made(store, "a fox to edit", intent=Intent.EDIT, model="flux")
    assert await found(store, wanted(must=(of_intent(Intent.ANIMATE),))) == ["a fox"]
    assert await found(store, wanted("fox", must=(of_model("flux"),))) == ["a fox to edit"]
    assert await found(store, wanted("fox", must=(of_model("none"),))) == []
    assert await found(store, wanted("animate")) == ["a fox"]


async def test_a_press_without_words_is_found_by_what_it_was_pressed_on(store: Store) -> None:
    first = await made(store, "a castle")
    clip = await made(store, "", intent=Intent.ANIMATE, lineage=Lineage(first.id, (1,), "animate"))
    again = await made(store, "", intent=Intent.VARY, lineage=Lineage(clip.id, (1,), "vary"))
    page = await store.past.find(Reach(store.channel.id), wanted("castles"))
    assert [job.id for job in page.jobs] == [again.id, clip.id, first.id]
    await store.ledger.delete(first.id)
    # Its words went with it: what begins later on what was deleted is found by none of them.
    await made(store, "", intent=Intent.VARY, lineage=Lineage(first.id, (1,), "vary"))
    page = await store.past.find(Reach(store.channel.id), wanted("castle"))
    assert [job.id for job in page.jobs] == [again.id, clip.id]


@pytest.mark.parametrize("words", [[], ["fox"]], ids=["all", "a word"])
@pytest.mark.parametrize(
    ("since", "until", "expected"),
    [
        pytest.param(2, 4, [3, 2], id="two days"),
        pytest.param(None, 2, [1, 0], id="before"),
        pytest.param(3, None, [4, 3], id="since"),
        pytest.param(9, 12, [], id="none"),
    ],
)
async def test_a_period_holds_its_beginning_and_not_its_end(
    store: Store, words: list[str], since: int | None, until: int | None, expected: list[int]
) -> None:
    clock = SystemClock()
    for day in range(5):
        when = NOON + day * DAY
        id = first_id(when)[:20] + clock.new_id()[20:]  # as it would have been made then
        await made(store, f"fox {day}", id=id, created=when)
    period = Period(*(None if day is None else NOON + day * DAY for day in (since, until)))
    assert await found(store, wanted(*words, period=period)) == [f"fox {n}" for n in expected]


async def test_what_was_dated_back_is_found_by_its_new_time(store: Store) -> None:
    clock, old = SystemClock(), datetime(2025, 1, 1, tzinfo=UTC)
    await made(store, "an old fox", id=clock.new_id(), created=old)
    period = Period(old - DAY, old + DAY)
    assert await found(store, wanted("fox", period=period)) == ["an old fox"]
    assert await found(store, wanted("fox", period=Period(old + DAY))) == []


async def test_favourites_are_kept_once_and_given_up(store: Store) -> None:
    job = await made(store, "a fox", pictures=4)
    mark = wanted(must=(of_favourite(store.person),))
    assert await store.past.favour(store.person, job.id, 3)
    assert not await store.past.favour(store.person, job.id, 3)
    assert await store.past.favour(store.person, job.id, 1)
    assert await store.past.favourites([store.person], [job.id]) == {job.id: (1, 3)}
    assert await found(store, mark) == ["a fox"]
    assert await store.past.favour(store.person, job.id, 3, kept=False)
    assert not await store.past.favour(store.person, job.id, 3, kept=False)
    assert await found(store, mark) == ["a fox"]
    assert await store.past.favour(store.person, job.id, 1, kept=False)
    assert await found(store, mark) == []


async def test_favourites_are_each_persons_own_and_go_with_the_result(store: Store) -> None:
    bob = await store.history.person("web", "bob")
    job = await made(store, "a fox")
    await store.past.favour(bob, job.id, 1)
    assert await found(store, wanted(must=(of_favourite(store.person),))) == []
    assert await found(store, wanted("fox", must=(of_favourite(bob),))) == ["a fox"]
    assert await store.past.favourites([store.person], [job.id]) == {}
    await store.ledger.delete(job.id)
    assert await store.past.favourites([bob], [job.id]) == {}


@pytest.mark.parametrize(
    ("what", "order"),
    [
        pytest.param(wanted(), ["a red fox", "a fox"], id="all"),
        pytest.param(wanted("red"), ["a red fox"], id="a word"),
        pytest.param(wanted("red", "fox"), ["a red fox", "a fox"], id="ranked"),
        pytest.param(wanted(period=Period(NOON - DAY)), ["a red fox", "a fox"], id="a time"),
        pytest.param(wanted(period=Period(NOON + DAY)), [], id="another time"),
    ],
)
async def test_what_a_person_keeps_is_found_whoever_made_it(
    store: Store, what: Wanted, order: list[str]
) -> None:
    bob = await store.history.person("web", "bob")
    jobs = [await made(store, words) for words in ("a fox", "a red fox", "a fox that is not kept")]
    for job in jobs[:2]:
        await store.past.favour(bob, job.id, 1)
    page = await store.past.find(Reach(kept_by=(bob,)), what)
    assert [job.spec.prompt.words for job in page.jobs] == order
    nobody = await store.past.find(Reach(kept_by=(store.person,)), what)
    assert nobody.jobs == ()


async def test_a_turn_is_found_by_its_id(store: Store) -> None:
    new = turn(store.clock.new_id(), "k", channel=store.channel.id, person=store.person)
    await store.history.open_turn(new)
    assert await store.past.asked(new.id) == replace(new)
    assert await store.past.asked(store.clock.new_id()) is None


async def test_a_file_leads_to_the_results_that_it_is_a_variant_of(store: Store) -> None:
    fox = asset("the fox")
    before = await made(store, "a fox", variants=(Variant(1, 1, fox),))
    twice = (Variant(1, 1, asset("b")), Variant(2, 2, fox))
    again = await made(store, "a fox again", variants=twice)
    moving = replace(asset("a clip"), seconds=3.0)
    await made(store, "it moves", variants=(Variant(1, 1, moving, poster=fox),))
    found = await store.past.of_file([store.person], fox.sha256)
    assert [(job.id, variant_of(job, fox.sha256)) for job in found] == [
        (before.id, 1),
        (again.id, 2),
    ]
    await store.ledger.delete(before.id)
    (found,) = await store.past.of_file([store.person], fox.sha256)
    assert found.id == again.id


async def test_a_file_in_all_its_depth_leads_to_its_result(store: Store) -> None:
    deep = Deep(asset("in 16 bits").sha256, 10, 16, "")
    job = await made(store, "a fox", variants=(Variant(1, 1, replace(asset("in 8"), deep=deep)),))
    (found,) = await store.past.of_file([store.person], deep.sha256)
    assert (found.id, variant_of(found, deep.sha256)) == (job.id, 1)


async def test_a_file_leads_to_nothing_of_others(store: Store) -> None:
    fox, bob = asset("the fox"), await store.history.person("web", "bob")
    await made(store, "a fox", person=bob, variants=(Variant(1, 1, fox),))
    assert await store.past.of_file([store.person], fox.sha256) == ()
    assert await store.past.of_file([store.person, bob], asset("sent").sha256) == ()
    assert len(await store.past.of_file([store.person, bob], fox.sha256)) == 1


MANY = {
    "a word and a mark": wanted("fox", must=(of_intent(Intent.RESTYLE),)),
    "a time": wanted(period=Period(since=NOON - DAY)),
    "a word and a time": wanted("fox", period=Period(since=NOON - DAY)),
}


@pytest.mark.parametrize("what", MANY.values(), ids=MANY)
async def test_pages_go_on_beyond_what_one_of_them_looks_at(
    store: Store, what: Wanted, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(past, "REACH", 4)
    for number in range(11):
        await made(store, f"fox {number}")
    seen, spot = list[str](), None
    while len(seen) < 11:
        page = await store.past.find(Reach(store.channel.id), what, spot, 3)
        seen += [job.spec.prompt.words for job in page.jobs]
        spot = page.more
        if spot is None:
            break
    assert seen == [f"fox {number}" for number in range(10, -1, -1)]
