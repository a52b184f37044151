"""Nothing of a private chat is reachable from another place, by whatever one knows of it."""

import pytest

from core.actions import OF_JOBS, Action, Verb
from core.catalogue import Intent
from core.errors import ForgedAction, NotYours, TargetGone
from core.jobs import Job
from core.replies import Turn
from tests.core.talk import Talk, photo

SECRET = "a secret lighthouse"
OPTIONS = {Verb.STEP: "1"}
SPOKEN = [
    "undo",
    "undo the lighthouse",
    "step 1",
    "details",
    "open 1",
    "delete it",
    "cancel",
    "more",
    "paint on it",
    "make it darker",
    "the second one",
    "what is this?",
    "history",
    "same again",
]


async def private(page: bool = False) -> tuple[Talk, Job]:
    """Ada made something in her own chat, and an edit of it."""
    talk = Talk(page=page)
    await talk.worker()
    first = await talk.made(SECRET, photo(), channel="ada's own")
    made = await talk.begin("the secret door open", reply_to=first.id, channel="ada's own")
    return talk, await talk.end(made)


def told(turn: Turn, talk: Talk, job: Job) -> str:
    """Everything that a turn shows or makes, as text, of what is not the asker's own."""
    assert turn.job is None or turn.job.spec.lineage is None or turn.job.spec.lineage.job != job.id
    pictures = {one.asset.sha256 for one in job.variants} | {one.sha256 for one in job.spec.inputs}
    shown = repr((turn.reply, turn.job))
    assert not any(sha256 in shown for sha256 in pictures)
    return shown


@pytest.mark.parametrize("elsewhere", [False, True], ids=["in a group", "in their own chat"])
@pytest.mark.parametrize("verb", OF_JOBS)
async def test_a_button_of_hers_does_nothing_for_others_elsewhere(
    verb: Verb, elsewhere: bool
) -> None:
    talk, job = await private(page=True)
    packed = Action(verb, job.id, 1, OPTIONS.get(verb, "")).pack()
    turn = await talk.say(action=packed, channel="bob's", person="bob", private=elsewhere)
    assert turn.reply is not None
    assert turn.reply.error in (NotYours.__name__, ForgedAction.__name__)
    assert "secret" not in told(turn, talk, job)
    assert await talk.ledger.job(job.id) == job


@pytest.mark.parametrize("verb", [Verb.OPEN, Verb.DETAILS, Verb.MORE])
async def test_in_a_group_not_even_she_shows_it(verb: Verb) -> None:
    talk, job = await private()
    turn = await talk.press(verb, job, channel="a group")
    assert turn.reply is not None
    assert turn.reply.error == NotYours.__name__


@pytest.mark.parametrize("words", SPOKEN)
async def test_a_reply_to_it_from_elsewhere_finds_it_gone(words: str) -> None:
    talk, job = await private(page=True)
    turn = await talk.say(words, reply_to=job.id, channel="bob's", person="bob", private=True)
    assert turn.reply is not None
    assert turn.reply.error == TargetGone.__name__
    assert "secret" not in told(turn, talk, job).replace(words, "")


@pytest.mark.parametrize("words", [*SPOKEN, "the secret lighthouse again", "recall the secret"])
async def test_words_alone_never_find_it_from_elsewhere(words: str) -> None:
    talk, job = await private()
    for intent in (None, Intent.RECALL):
        turn = await talk.say(
            words, channel="bob's", person="bob", private=True, intent=intent, key=f"{intent}"
        )
        assert "door" not in told(turn, talk, job)


async def test_a_picture_that_both_sent_tells_neither_of_the_other() -> None:
    talk, job = await private()
    theirs = await talk.say("what did I ask before?", photo(), channel="bob's", person="bob")
    assert "secret" not in repr(theirs)
    assert job.id not in repr(theirs)
