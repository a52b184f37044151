"""Whoever sends a picture may mark a part of it before anything was made of it."""

import pytest

from core.actions import Action, Verb
from core.catalogue import Intent
from core.errors import PlaceNeeded
from core.jobs import BEFORE, Failure, Job, Outcome, State
from core.masks import NoPartInFormats
from core.painting import NoPaintingHere
from core.regions import PAINTED
from core.replies import Button, Kind, Reply
from tests.core.talk import Talk, attachments, job_of, labels, photo, reply_of
from tests.values import asset

FIRST = BEFORE + 1  # the picture that the first variant is made from


@pytest.fixture
async def talk() -> Talk:
    """The twins, with a page and a worker."""
    one = Talk(page=True)
    await one.worker()
    return one


def painting(reply: Reply) -> Button | None:
    """The button that leads to the page."""
    every = (button for row in reply.rows for button in row)
    return next((one for one in every if Action.unpack(one.action).verb is Verb.PAINT), None)


async def sent(talk: Talk, words: str = "paint on it") -> Job:
    """The job that keeps a picture which came with the wish to paint on it."""
    return job_of(await talk.say(words, photo()))


@pytest.mark.parametrize(
    "words",
    [
        "paint on it",
        "let me mark it",
        "edit by a mask",
        "I want to paint over a part of it",
        "lass mich die Stelle markieren",
        "mit einer Maske bearbeiten",
        "je veux peindre dessus",
        "quiero pintar encima",
    ],
)
async def test_the_wish_and_a_picture_give_the_button(talk: Talk, words: str) -> None:
    job = await sent(talk, words)
    reply = talk.shown(job)
    assert (reply.kind, labels(reply)) == (Kind.QUESTION, [["Paint a part"], ["Delete"]])


async def test_no_worker_is_asked_for_anything(talk: Talk) -> None:
    job = await sent(talk)
    assert job.state is State.DONE
    assert await talk.waiting() == []


async def test_the_button_leads_to_a_page_with_that_picture(talk: Talk) -> None:
    job = await sent(talk)
    button = painting(talk.shown(job))
    assert button is not None
    invitation = reply_of(await talk.say(action=button.action))
    assert invitation.rows[0][0].url
    (kept,) = talk.memory.invitations.values()
    variant = job.variant(kept.variant)
    assert variant is not None
    assert variant.asset == job.spec.inputs[0]


async def test_what_is_painted_is_an_edit_of_it_with_what_the_person_did(talk: Talk) -> None:
    job = await sent(talk)
    action = Action(Verb.EDIT, job.id, FIRST, PAINTED).pack()
    (mask,) = attachments(photo("white"))
    made = job_of(await talk.say("blur it", action=action, mask=mask))
    assert (made.spec.intent, made.spec.inputs) == (Intent.EDIT, job.spec.inputs)
    assert made.spec.mask is not None
    assert made.spec.reason.startswith("you painted the place")


@pytest.mark.parametrize("words", ["give me all formats", "alle Formate", "a hero and a square"])
async def test_a_painted_place_has_no_part_in_formats(talk: Talk, words: str) -> None:
    job = await sent(talk)
    action = Action(Verb.EDIT, job.id, FIRST, PAINTED).pack()
    (mask,) = attachments(photo("white"))
    reply = reply_of(await talk.say(words, action=action, mask=mask))
    assert reply.error == NoPartInFormats.__name__


async def test_the_same_words_after_a_result_give_its_button(talk: Talk) -> None:
    made = await talk.made("make it a watercolour --n 1", photo())
    reply = reply_of(await talk.say("paint on it"))
    button = painting(reply)
    assert button is not None
    assert Action.unpack(button.action) == Action(Verb.PAINT, made.id, 1)


async def test_where_nobody_else_reads_they_give_the_link(talk: Talk) -> None:
    await talk.made("make it a watercolour --n 1", photo())
    assert reply_of(await talk.say("paint on it", private=True)).rows[0][0].url


async def test_without_a_page_it_is_told(talk: Talk) -> None:
    talk.page = False
    talk.restart()
    assert reply_of(await talk.say("paint on it", photo())).error == NoPaintingHere.__name__


async def declined(talk: Talk, error: str) -> Job:
    """An edit of a person's own picture that could not be made."""
    job = await talk.begin("blur the left cup", photo())
    await talk.ledger.start(job.id, "w1")
    assert await talk.ledger.fail(job.id, Failure(error, "I cannot tell where that is."))
    return await talk.fresh(job)


@pytest.mark.parametrize(
    ("error", "offered"),
    [(PlaceNeeded.__name__, True), ("NothingElse", True), ("CannotDo", False), ("Unsafe", False)],
)
async def test_a_decline_that_needed_a_place_offers_to_paint_it(
    talk: Talk, error: str, offered: bool
) -> None:
    reply = talk.shown(await declined(talk, error))
    assert (painting(reply) is not None) is offered


async def test_so_does_the_question_whether_it_is_this(talk: Talk) -> None:
    job = await talk.begin("blur the left cup", photo())
    await talk.ledger.start(job.id, "w1")
    outcome = Outcome(grid=asset("seen"), text="?", proposal=asset("mask", 48, 32))
    assert await talk.ledger.finish(job.id, outcome)
    reply = talk.shown(await talk.fresh(job))
    assert labels(reply)[0] == ["Yes, this", "No, another", "Paint a part"]


async def test_no_button_leads_nowhere(talk: Talk) -> None:
    job = await declined(talk, PlaceNeeded.__name__)
    talk.page = False
    assert painting(talk.shown(job)) is None
