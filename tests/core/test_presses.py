"""A press is read from its packed action; history and lineage are told in a few lines."""

from dataclasses import replace
from typing import Any

import pytest

from core.actions import Action, Verb
from core.catalogue import Intent
from core.errors import ForgedAction, Gone, NothingToSelect, NotYours, TargetGone
from core.jobs import Job, Lineage, Place
from core.presses import DEEPEST, INTENTS, RECALLED, Presses
from core.prompts import Prompt
from tests.core.cards import CATALOGUE, EVERY
from tests.core.results import done, variants
from tests.core.talk import Talk, labels
from tests.values import PLACE, asset, turn


@pytest.fixture
def talk() -> Talk:
    """The twins, without a worker."""
    return Talk()


@pytest.fixture
def presses(talk: Talk) -> Presses:
    """What is tested, on the twins."""
    return Presses(talk.history, talk.ledger, talk.queue, talk.clock)


def kept(talk: Talk, job: Job) -> Job:
    """The job under a new id, in the ledger."""
    job = replace(job, id=talk.clock.new_id())
    talk.memory.jobs[job.id] = job
    return job


async def said(talk: Talk, words: str, **more: Any) -> Job:
    """A finished job in the history of the channel."""
    job = kept(talk, done(prompt=Prompt(words), **more))
    opened = turn(talk.clock.new_id(), words=words)
    await talk.history.open_turn(opened)
    await talk.history.answer(opened.id, job=job)
    return job


class TestReading:
    """From the packed action to the job."""

    async def test_a_press(self, talk: Talk, presses: Presses) -> None:
        job = kept(talk, done())
        action = Action(Verb.EDIT, job.id, 2)
        press = await presses.read(action.pack(), PLACE, "  a hat\n")
        assert (press.action, press.job, press.words) == (action, job, "a hat")

    @pytest.mark.parametrize(
        ("variant", "channel", "forged", "error"),
        [
            pytest.param(1, "channel", True, ForgedAction, id="forged"),
            pytest.param(1, "elsewhere", False, NotYours, id="another channel"),
            pytest.param(5, "channel", False, NothingToSelect, id="no such variant"),
            pytest.param(5, "elsewhere", False, NotYours, id="another channel is told nothing"),
        ],
    )
    async def test_what_is_refused(
        self,
        talk: Talk,
        presses: Presses,
        variant: int,
        channel: str,
        forged: bool,
        error: type[Gone],
    ) -> None:
        packed = Action(Verb.EDIT, kept(talk, done()).id, variant).pack()
        place = Place("web", channel, "person")
        with pytest.raises(error):
            await presses.read(packed.upper() if forged else packed, place, "")

    async def test_what_is_gone(self, talk: Talk, presses: Presses) -> None:
        with pytest.raises(TargetGone):
            await presses.read(Action(Verb.EDIT, talk.clock.new_id(), 1).pack(), PLACE, "")


@pytest.mark.parametrize("verb", Verb, ids=str)
async def test_every_verb_is_a_reply_a_repetition_or_a_request(
    talk: Talk, presses: Presses, verb: Verb
) -> None:
    job = kept(talk, done())
    press = await presses.read(Action(verb, job.id, 1).pack(), PLACE, "a hat")
    replied = await presses.reply(press, CATALOGUE) is not None
    assert [replied, press.repeats, verb in INTENTS].count(True) == 1


async def test_the_chain_of_details_has_an_end(talk: Talk, presses: Presses) -> None:
    """A lineage that leads round in a circle, or is very long, is cut."""
    job = kept(talk, done(1))
    round_about = replace(job, spec=replace(job.spec, lineage=Lineage(job.id, (1,), "edit")))
    talk.memory.jobs[job.id] = round_about
    press = await presses.read(Action(Verb.DETAILS, job.id).pack(), PLACE, "")
    reply = await presses.reply(press, CATALOGUE)
    assert reply is not None
    assert reply.lines[-1].count("restyle") == DEEPEST + 1


def test_more_of_a_job_keeps_everything_but_the_seed(talk: Talk, presses: Presses) -> None:
    job = done(strength=0.2, notes=("turned upright",), lineage=Lineage("x", (1,), "edit"))
    spec = presses.repeat(presses.again(job, PLACE), EVERY, CATALOGUE)
    assert spec.seed == talk.clock.count
    changed = {"seed", "lineage", "reason"}
    for name in set(type(spec).__slots__) - changed:
        assert getattr(spec, name) == getattr(job.spec, name), name


class TestRecalling:
    """What was made in a channel."""

    async def test_the_latest_few(self, talk: Talk, presses: Presses) -> None:
        jobs = [await said(talk, f"number {number}") for number in range(RECALLED + 3)]
        reply = await presses.recall("channel", "")
        assert reply.text == "The latest results here:"
        assert [line.split(", ")[0] for line in reply.lines] == [
            f"{place}. restyle “number {number}”"
            for place, number in enumerate(range(RECALLED + 2, 2, -1), 1)
        ]
        actions = [Action.unpack(row[0].action).job for row in reply.rows]
        assert actions == [job.id for job in jobs[:2:-1]]

    @pytest.mark.parametrize(
        ("asked", "order"),
        [
            pytest.param("what did we make?", ["boat", "fox", "castle"], id="nothing in common"),
            pytest.param("the FOX, please", ["fox", "boat", "castle"], id="one word, folded"),
            pytest.param("the castle above the sea", ["castle", "boat", "fox"], id="most words"),
        ],
    )
    async def test_those_that_share_words_come_first(
        self, talk: Talk, presses: Presses, asked: str, order: list[str]
    ) -> None:
        for words in ("a castle above a sea", "a fox", "a boat at sea"):
            await said(talk, words)
        reply = await presses.recall("channel", asked)
        found = [next(name for name in order if name in line) for line in reply.lines]
        assert found == order

    async def test_only_what_has_a_result_counts(self, talk: Talk, presses: Presses) -> None:
        await said(talk, "a castle")
        gone = await said(talk, "a fox")
        await talk.ledger.delete(gone.id)
        await talk.say("a dragon", channel="channel")
        assert len((await presses.recall("channel", "")).lines) == 1
        assert (await presses.recall("elsewhere", "")).lines == ()

    async def test_a_line_is_short_whatever_was_asked(self, talk: Talk, presses: Presses) -> None:
        await said(talk, "a castle " * 400)
        await said(talk, "", intent=Intent.CUTOUT)
        lines = (await presses.recall("channel", "")).lines
        assert lines[0].startswith("1. cutout, classical, seed 7, ")
        assert len(lines[1]) < 180

    async def test_it_can_be_opened_and_repeated(self, talk: Talk, presses: Presses) -> None:
        job = kept(talk, replace(done(1), variants=variants(1)))
        opened = turn(talk.clock.new_id())
        await talk.history.open_turn(opened)
        await talk.history.answer(opened.id, job=job)
        reply = await presses.recall("channel", "")
        assert labels(reply) == [["Open 1", "More of 1", "Details of 1"]]
        packed = reply.rows[0][0].action
        shown = await presses.reply(await presses.read(packed, PLACE, ""), CATALOGUE)
        assert shown is not None
        assert shown.shown[0].asset == asset("result 1")
