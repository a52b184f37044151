"""What was made here is listed as people would tell it, and found by its words."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from core.actions import Action, Verb
from core.catalogue import Intent
from core.incoming import Incoming
from core.jobs import Job, Lineage
from core.prompts import Prompt
from core.ratios import Ratio
from core.remembering import HERE, OWN, SHOWN, Remembering, when
from core.replies import Reply, Turn
from storage.memory import Memory, MemoryLedger
from storage.memory_history import MemoryHistory
from storage.memory_past import MemoryPast
from tests.core.cards import CATALOGUE
from tests.core.results import described, done
from tests.core.talk import Talk, job_of, labels, lexicon, reply_of
from tests.values import NOON, SetClock, turn


def id_of(number: int) -> str:
    """An id that sorts by its number."""
    return str(UUID(int=number))


def results(*words: str, **more: Any) -> list[Job]:
    """A finished job for each of `words`, oldest first."""
    made = (done(prompt=Prompt(text), **more) for text in words)
    return [replace(job, id=id_of(number)) for number, job in enumerate(made)]


async def told(jobs: list[Job], words: str = "", asked: datetime = NOON) -> Reply:
    """What is told of jobs, which are all that a channel has."""
    memory, clock = Memory(jobs={job.id: job for job in jobs}), SetClock()
    history, ledger = MemoryHistory(memory, clock), MemoryLedger(memory, clock)
    remembering = Remembering(MemoryPast(memory), history, ledger, CATALOGUE, lexicon())
    incoming = Incoming("key", "channel", "person", "web", words)
    return await remembering.asked(incoming, turn("turn", words=words, created=asked))


async def test_the_latest_few() -> None:
    jobs = results(*(f"number {number}" for number in range(SHOWN + 3)))
    jobs = [replace(job, id=id_of(number)) for number, job in enumerate(jobs)]
    talk = Talk(memory=Memory(jobs={job.id: job for job in jobs}))
    reply = reply_of(await talk.say("history", channel="channel"))
    assert reply.text == "The latest results here:"
    numbers = range(SHOWN + 2, 2, -1)
    assert [line.split(" · ")[0] for line in reply.lines] == [
        f"{place}. restyle “number {number}”" for place, number in enumerate(numbers, 1)
    ]
    actions = [Action.unpack(row[0].action).job for row in reply.rows[:-1]]
    assert actions == [jobs[number].id for number in numbers]


async def test_a_ratio_that_was_asked_for_is_told() -> None:
    tall = done(prompt=Prompt("a fox", ratio=Ratio(9, 16)))
    assert (await told([tall])).lines[0].startswith("1. restyle “a fox”, 9:16 · ")


@pytest.mark.parametrize(
    ("asked", "order", "above"),
    [
        pytest.param("FÓX", ["fox"], "Found for “FÓX”:", id="one word, folded"),
        pytest.param("boats", ["boat"], "Found for “boats”:", id="the plural"),
        pytest.param("sea", ["boat", "castle"], "Found for “sea”:", id="several"),
        pytest.param("castle, sea", ["castle", "boat"], "Found for “castle sea”:", id="most words"),
        pytest.param("castle above sea", ["castle"], "Found for “castle above sea”:", id="near"),
        pytest.param("the boats again", ["boat"], "Found for “boats”:", id="idle words"),
        pytest.param(
            "a zebra",
            ["boat", "fox", "castle"],
            "Nothing here was made with “zebra”. The latest results here:",
            id="nothing in common",
        ),
    ],
)
async def test_what_is_found_is_shown_and_named(asked: str, order: list[str], above: str) -> None:
    reply = await told(results("a castle above a sea", "a fox", "a boat at sea"), asked)
    shown = [
        next(name for name in ("castle", "fox", "boat") if name in line) for line in reply.lines
    ]
    assert (shown, reply.text) == (order, above)


async def test_only_what_has_a_picture_counts() -> None:
    assert len((await told([*results("a castle"), described()])).lines) == 1
    assert (await told([described()])).text == "Nothing has been made in this channel yet."


async def test_a_line_says_what_was_asked_which_model_took_it_and_when() -> None:
    assert (await told(results("a castle"))).lines == (
        "1. restyle “a castle” · Easel Classical · 1 Mar 2026, 12:00 UTC",
    )


async def test_a_press_without_words_is_told_by_what_it_was_pressed_on() -> None:
    first, *_ = results("a castle")
    pressed = replace(done(prompt=Prompt(""), intent=Intent.ANIMATE), id=id_of(900))
    pressed = replace(
        pressed, spec=replace(pressed.spec, lineage=Lineage(first.id, (2,), "animate"))
    )
    line = (await told([first, pressed], "castle")).lines[0]
    assert line.startswith("1. restyle “a castle” → animate · ")


async def test_a_line_is_short_whatever_was_asked() -> None:
    assert len((await told(results("a castle " * 400))).lines[0]) < 180


async def test_each_can_be_opened_and_repeated() -> None:
    assert labels(await told(results("a castle"))) == [["Open 1", "More of 1", "1 again"]]


@pytest.mark.parametrize(
    ("moment", "said"),
    [
        pytest.param(datetime(2026, 3, 1, 12, tzinfo=UTC), "1 Mar 2026, 12:00 UTC", id="noon"),
        pytest.param(datetime(2026, 11, 21, 9, 5, tzinfo=UTC), "21 Nov 2026, 09:05 UTC", id="zero"),
    ],
)
def test_when(moment: datetime, said: str) -> None:
    assert when(moment) == said


@pytest.mark.parametrize(
    "words", ["history", "/history", "show my history", "my gallery", "Verlauf", "mon historique"]
)
async def test_who_asks_for_everything_is_not_told_that_nothing_was_found(words: str) -> None:
    assert (await told(results("a lighthouse"), words)).text == HERE.latest


@pytest.mark.parametrize(
    ("words", "found"),
    [
        pytest.param("my pictures from last night", "Nothing", id="the night before"),
        pytest.param("what did we do today?", "Found, on 1 Mar 2026:", id="today"),
        pytest.param("was habe ich am sonntag gemacht", "Nothing", id="a week ago"),
        pytest.param("the teapot from today", "Found for “teapot”, on 1 Mar 2026:", id="and words"),
        pytest.param("the teapot since Monday", "Found for “teapot”, since 23 Feb 2026:", id="on"),
        pytest.param("teapot, this year", "Found for “teapot”, from 1 Jan", id="a year"),
        pytest.param("before October teapot", "Nothing here fits “teapot”, before 1 Oct", id="old"),
    ],
)
async def test_a_time_is_looked_for_and_told(words: str, found: str) -> None:
    assert (await told(results("a teapot"), words)).text.startswith(found)


async def test_what_is_of_another_time_is_shown_where_none_fits() -> None:
    reply = await told(results("a teapot", "a fox"), "the teapot from yesterday")
    assert reply.text == "Nothing here fits “teapot”, on 28 Feb 2026. Of other times:"
    assert [line.split(" · ")[0] for line in reply.lines] == ["1. restyle “a teapot”"]
    days = NOON + timedelta(days=1)
    assert (await told(results("a teapot"), "yesterday", days)).text == "Found, on 1 Mar 2026:"


@pytest.mark.parametrize(
    ("asked", "first", "looked_for"),
    [
        pytest.param("what did we make earlier?", "boat", "", id="no word tells"),
        pytest.param("what did you do with the castle?", "castle", "castle", id="one tells"),
        pytest.param("the zebra", "boat", "zebra", id="nothing like it"),
    ],
)
async def test_words_of_the_question_tell_nothing(asked: str, first: str, looked_for: str) -> None:
    reply = await told(results("make a castle with a moat", "a fox", "a boat at sea"), asked)
    assert first in reply.lines[0]
    if looked_for:
        assert f"“{looked_for}”" in reply.text
    else:
        assert reply.text == HERE.latest


@pytest.mark.parametrize(
    ("words", "found", "above"),
    [
        pytest.param("the clips", ["animate “a fox”"], "Found, clips:", id="a kind"),
        pytest.param("the video of the fox", ["animate “a fox”"], "Found for “video", id="a word"),
        pytest.param("edits", ["edit “a hat”"], "Found, edits:", id="another"),
        pytest.param("painter", ["edit “a hat”"], "Found for “painter”:", id="a model's name"),
        pytest.param("--model painter", ["edit “a hat”"], "Found, made by Painter:", id="a flag"),
        pytest.param("fox --model painter", [], "Nothing here fits “fox”, made by", id="both"),
        pytest.param("upscales", [], "Nothing here fits enlargements. The", id="none of a kind"),
    ],
)
async def test_kinds_and_models_are_found(words: str, found: list[str], above: str) -> None:
    (fox,) = results("a fox", intent=Intent.ANIMATE)
    (hat,) = results("a hat", intent=Intent.EDIT, model="painter")
    reply = await told([fox, replace(hat, id=id_of(5))], words)
    assert reply.text.startswith(above)
    if found:
        assert [line.partition(". ")[2].split(" · ")[0] for line in reply.lines] == found


async def test_what_is_told_of_long_words_is_short() -> None:
    assert len((await told(results("a castle"), "zebra " * 400)).text) < 150


async def test_of_very_many_words_only_some_are_looked_for() -> None:
    many = " ".join(f"word{number}" for number in range(300))
    assert (await told(results("a castle word3"), many)).text.startswith("Found for “word0 word1")


FOXES = tuple(f"a drawn fox in {where}" for where in ("snow", "rain", "fog", "mud", "ice", "sand"))


@pytest.fixture
async def talk() -> Talk:
    """Six foxes of Ada's; a worker is there."""
    talk = Talk()
    await talk.worker()
    for words in FOXES:
        await talk.end(await talk.begin(words))
    return talk


async def pages(talk: Talk, first: Turn, **more: Any) -> list[str]:
    """The words of all pages, along their buttons; `more` says who presses where."""
    seen, reply = list[str](), reply_of(first)
    while True:
        seen += [line.partition("“")[2].partition("”")[0] for line in reply.lines]
        older = [one for row in reply.rows for one in row if one.label == "Older"]
        if not older:
            return seen
        reply = reply_of(await talk.say(action=older[0].action, **more))


@pytest.mark.parametrize("words", ["history", "fox", "fox drawn"])
async def test_older_pages_go_on_with_the_same_words(talk: Talk, words: str) -> None:
    first = await talk.say(words, intent=Intent.RECALL)
    talk.restart()
    assert await pages(talk, first) == [*reversed(FOXES)]


async def test_what_is_made_meanwhile_moves_no_page(talk: Talk) -> None:
    first = await talk.say("history")
    await talk.end(await talk.begin("a new fox"))
    assert await pages(talk, first) == [*reversed(FOXES)]


async def test_the_newest_page_is_one_press_away(talk: Talk) -> None:
    first = reply_of(await talk.say("history"))
    second = reply_of(await talk.say(action=first.rows[-1][0].action))
    assert labels(second)[-1] == ["Newest"]
    again = reply_of(await talk.say(action=second.rows[-1][0].action))
    assert (again.lines, again.text) == (first.lines, first.text)


async def test_a_page_is_turned_where_it_was_asked_for_alone(talk: Talk) -> None:
    first = reply_of(await talk.say("history"))
    action = first.rows[-1][0].action
    assert reply_of(await talk.say(action=action, channel="other")).error == "NotYours"
    gone = Action(Verb.PAGE, talk.clock.new_id()).pack()
    assert reply_of(await talk.say(action=gone)).error == "TargetGone"
    forged = Action(Verb.PAGE, Action.unpack(action).job, 1, "none").pack()
    assert reply_of(await talk.say(action=forged)).error == "ForgedAction"


async def test_a_private_place_is_searched_from_nowhere_else(talk: Talk) -> None:
    secret = await talk.end(await talk.begin("a secret badger", channel="direct", private=True))
    for words in ("history", "badger", "my favourites"):
        told = reply_of(await talk.say(words, intent=Intent.RECALL))
        assert secret.id not in {Action.unpack(row[0].action).job for row in told.rows}
    mine = reply_of(await talk.say("badger", intent=Intent.RECALL, channel="dm", private=True))
    assert mine.text == "Found for “badger”:"
    others = {"person": "bob", "channel": "bobs", "private": True}
    assert reply_of(await talk.say("badger", intent=Intent.RECALL, **others)).text == OWN.none


async def test_favourites_are_found_and_opened_where_the_star_is(talk: Talk) -> None:
    grid = await talk.end(await talk.begin("a badger"))
    for variant in (3, 2, 3):
        await talk.press(Verb.STAR, grid, variant)
    told = reply_of(await talk.say("my favourites"))
    assert told.text == "Found, your favourites:"
    assert [line.rpartition(" · ")[2] for line in told.lines] == ["★ 2"]
    assert Action.unpack(told.rows[0][0].action) == Action(Verb.OPEN, grid.id, 2)
    assert reply_of(await talk.say("my favourites", person="bob")).text == HERE.unloved
    assert job_of(await talk.say("a fox, my favourite animal")).spec.intent is Intent.IMAGINE


BOBS: dict[str, Any] = {"person": "bob", "channel": "bob's own", "private": True}


async def kept(talk: Talk) -> Job:
    """What Ada made in a channel, and Bob keeps."""
    grid = await talk.end(await talk.begin("a badger"))
    await talk.press(Verb.STAR, grid, 2, person="bob")
    return grid


@pytest.mark.parametrize(
    "words",
    ["my favourites", "meine Favoriten", "mes favoris", "mis favoritos", "my favourite badger"],
)
async def test_what_others_made_is_among_ones_favourites_in_private(talk: Talk, words: str) -> None:
    grid = await kept(talk)
    told = reply_of(await talk.say(words, intent=Intent.RECALL, **BOBS))
    assert told.text.startswith("Found")
    assert Action.unpack(told.rows[0][0].action) == Action(Verb.OPEN, grid.id, 2)


async def test_what_one_keeps_is_opened_and_gone_on_from_in_private(talk: Talk) -> None:
    grid = await kept(talk)
    opened = reply_of(await talk.press(Verb.OPEN, grid, 2, **BOBS))
    assert opened.shown[0].job == grid.id
    job = await talk.begin("as an oil painting", reply_to=grid.id, **BOBS)
    assert job.spec.lineage is not None
    assert job.spec.lineage.job == grid.id


@pytest.mark.parametrize("verb", [Verb.DELETE, Verb.CANCEL, Verb.VOTE, Verb.TREE, Verb.EXPORT])
async def test_who_keeps_a_result_decides_nothing_about_it(talk: Talk, verb: Verb) -> None:
    grid = await kept(talk)
    assert reply_of(await talk.press(verb, grid, 1, **BOBS)).error == "NotYours"
    assert await talk.ledger.job(grid.id) == grid


async def test_what_others_keep_is_reached_by_nobody_else(talk: Talk) -> None:
    grid = await kept(talk)
    carols: dict[str, Any] = {"person": "carol", "channel": "carol's own", "private": True}
    assert reply_of(await talk.say("my favourites", **carols)).text == OWN.none
    assert reply_of(await talk.press(Verb.OPEN, grid, 2, **carols)).error == "NotYours"
    elsewhere: dict[str, Any] = {"person": "bob", "channel": "another group"}
    assert reply_of(await talk.press(Verb.OPEN, grid, 2, **elsewhere)).error == "NotYours"
    assert reply_of(await talk.say("my favourites", **elsewhere)).text == HERE.none


async def test_what_is_given_up_is_out_of_reach_again(talk: Talk) -> None:
    grid = await kept(talk)
    await talk.press(Verb.STAR, grid, 2, **BOBS)
    assert reply_of(await talk.press(Verb.OPEN, grid, 2, **BOBS)).error == "NotYours"
