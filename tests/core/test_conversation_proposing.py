"""A place that was not found for sure is shown, and the person is asked whether it is that."""

from dataclasses import replace

import pytest

from core.actions import Verb
from core.answers import answer
from core.errors import TargetGone
from core.jobs import Job, Outcome
from core.replies import Kind
from tests.core.cards import CATALOGUE
from tests.core.talk import Talk, job_of, labels, photo, reply_of
from tests.values import asset

SHOWN = asset("outlined")
MASK = asset("mask", 48, 32)


@pytest.fixture
async def talk() -> Talk:
    """The twins, with a worker."""
    one = Talk()
    await one.worker()
    return one


async def asked(talk: Talk, words: str = "blur the background") -> Job:
    """A job that ended with the question."""
    job = await talk.begin(words, photo())
    await talk.ledger.start(job.id, "w1")
    outcome = Outcome(grid=SHOWN, text="I am not sure where that is.", proposal=MASK)
    assert await talk.ledger.finish(job.id, outcome)
    return await talk.fresh(job)


async def test_what_was_found_is_shown_with_the_question(talk: Talk) -> None:
    reply = answer(await asked(talk), CATALOGUE)
    assert reply.kind is Kind.QUESTION
    assert reply.text == "Is it this? “blur the background”"
    assert reply.lines[-1] == "I am not sure where that is."
    assert [one.asset for one in reply.shown] == [SHOWN]
    assert labels(reply) == [["Yes, this", "No, another"], ["Details", "Delete"]]


@pytest.mark.parametrize("words", ["yes", "Yes please!", "that's it", "ja genau", "oui", "sí"])
async def test_yes_begins_the_same_within_what_was_found(talk: Talk, words: str) -> None:
    question = await asked(talk)
    job = await talk.begin(words)
    was = question.spec
    assert job.spec == replace(
        was,
        mask=MASK,
        shown=True,
        lineage=job.spec.lineage,
        reason=f"{was.reason}; you said that it is this",
    )
    assert job.spec.lineage is not None
    assert job.spec.lineage.job == question.id


async def test_so_does_the_button_after_a_restart(talk: Talk) -> None:
    question = await asked(talk)
    talk.restart()
    job = job_of(await talk.press(Verb.CONFIRM, question))
    assert job.spec.mask == MASK


@pytest.mark.parametrize("words", ["no", "No, the other one", "nein", "non", "no, la otra"])
async def test_no_asks_for_another_place(talk: Talk, words: str) -> None:
    question = await asked(talk)
    job = await talk.begin(words)
    assert (job.spec.passed, job.spec.mask) == (1, None)
    assert job.spec == replace(question.spec, passed=1, lineage=job.spec.lineage)


async def test_each_no_passes_one_more_place(talk: Talk) -> None:
    first = job_of(await talk.press(Verb.OTHER, await asked(talk)))
    await talk.ledger.start(first.id, "w1")
    assert await talk.ledger.finish(first.id, Outcome(grid=SHOWN, text="?", proposal=MASK))
    assert job_of(await talk.press(Verb.OTHER, await talk.fresh(first))).spec.passed == 2


async def test_yes_to_nothing_begins_nothing(talk: Talk) -> None:
    await talk.made()
    assert reply_of(await talk.say("yes")).error


async def test_another_result_has_no_such_answer(talk: Talk) -> None:
    reply = reply_of(await talk.press(Verb.CONFIRM, await talk.made()))
    assert reply.error == TargetGone.__name__


async def test_a_step_back_leads_past_the_question(talk: Talk) -> None:
    first = await talk.made("make it a watercolour --n 1", photo())
    job = await talk.begin("blur the background", reply_to=first.id)
    await talk.ledger.start(job.id, "w1")
    assert await talk.ledger.finish(job.id, Outcome(grid=SHOWN, text="?", proposal=MASK))
    last = await talk.end(await talk.begin("yes"))
    back = reply_of(await talk.press(Verb.STEP, last))
    assert back.shown[0].asset == first.variants[0].asset
