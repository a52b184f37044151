"""Each person of a channel stands where they were shown last; asides move nobody."""

import pytest

from core.actions import Verb
from core.jobs import Failure, Job, Outcome
from core.replies import Turn
from core.standing import NEARBY
from tests.core.talk import Talk, photo, reply_of
from tests.values import asset

EDITS = ("remove the red cup", "make the lamp blue", "remove the plant")
FAILURE = Failure("CannotDo", "Easel Classical cannot do this: it adds nothing.")
ASKING = Outcome(grid=asset("outlined"), text="Is it that?", proposal=asset("mask", 48, 32))
# What Ada and Bob did after Ada's three edits, and which step Ada's "make it warmer" is made from:
# all that somebody says comes to a result, unless told otherwise behind the arrow.
WARMER = {
    "she undid one": (("ada: undo",), 2),
    "she undid two": (("ada: undo", "ada: undo"), 1),
    "she undid nothing": ((), 3),
    "it failed": (("ada: undo", "ada: remove the lamp → fails"), 2),
    "she cancelled it": (("ada: undo", "ada: remove the lamp → cancelled"), 2),
    "it was refused": (("ada: undo", "ada: brighter --rato 1:1"), 2),
    "it has no step more": (("ada: back to the original", "ada: undo", "ada: redo"), 1),
    "she asked what is in it": (("ada: undo", "ada: what is in it? → told"), 2),
    "she waits to hear what is in it": (("ada: undo", "ada: what is in it? → waits"), 2),
    "she had the text read": (("ada: undo", "ada: what does the text say? → told"), 2),
    "it asked whether it is this": (("ada: undo", "ada: make the flag green → asked"), 2),
    "she asked about Easel": (("ada: undo", "ada: which models are there?"), 2),
    "she asked for details": (("ada: undo", "ada: details"), 2),
    "she wants to delete something": (("ada: undo", "ada: delete that"), 2),
    "she asked what was made": (("ada: undo", "ada: what did I make?"), 2),
    "Bob asked": (("ada: undo", "bob: what is in it? → told"), 2),
    "Bob failed": (("ada: undo", "bob: remove the lamp → fails"), 2),
    "Bob undid, too": (("ada: undo", "bob: undo", "bob: undo"), 2),
    "Bob went back himself": (("bob: undo", "bob: undo"), 3),
    "Bob made something": (("ada: undo", "bob: draw a fox --n 1"), 2),
    "Bob is making something": (("ada: undo", "bob: draw a fox --n 1 → waits"), 2),
}


@pytest.fixture
async def talk() -> Talk:
    """The twins, with a worker."""
    one = Talk()
    await one.worker()
    return one


async def edited(talk: Talk) -> list[Job]:
    """Ada's edits of a photo, one after another."""
    jobs = [await talk.made(f"{EDITS[0]} --n 1", photo())]
    for more in EDITS[1:]:
        jobs.append(await talk.end(await talk.begin(f"{more} --n 1", reply_to=jobs[-1].id)))
    return jobs


async def goes(talk: Talk, line: str) -> Turn:
    """A line of what happened: who, what they said, and how it ended."""
    said, _, ending = line.partition(" → ")
    person, _, words = said.partition(": ")
    turn = await talk.say(words, person=person)
    if turn.job is not None and ending != "waits":
        await ends(talk, turn.job, ending)
    return turn


async def ends(talk: Talk, job: Job, how: str) -> None:
    """The job comes to its end."""
    match how:
        case "fails":
            assert await talk.ledger.fail(job.id, FAILURE)
        case "cancelled":
            assert await talk.ledger.cancel(job.id)
        case "told":
            await talk.end(job, text="A lamp.")
        case "asked":
            assert await talk.ledger.finish(job.id, ASKING)
        case _:
            await talk.end(job)


@pytest.mark.parametrize(("story", "step"), WARMER.values(), ids=WARMER)
async def test_what_is_warmer(talk: Talk, story: tuple[str, ...], step: int) -> None:
    jobs = await edited(talk)
    for line in story:
        await goes(talk, line)
    warmer = await talk.begin("make it warmer")
    assert warmer.spec.inputs == (jobs[step - 1].variants[0].asset,)


@pytest.mark.parametrize(
    "story",
    [
        pytest.param(("bob: draw a fox --n 1",), id="Bob made it, and she stood nowhere"),
        pytest.param(("ada: undo", "ada: draw a fox --n 1"), id="she made it after a step back"),
        pytest.param(
            ("ada: undo", "ada: brighter --n 1", "bob: draw a fox --n 1"),
            id="Bob made it after she made one",
        ),
        pytest.param(
            ("ada: undo", *["bob: hello"] * NEARBY, "bob: draw a fox --n 1"),
            id="Bob made it, and her step is far away",
        ),
    ],
)
async def test_the_latest_is_warmer(talk: Talk, story: tuple[str, ...]) -> None:
    await edited(talk)
    turns = [await goes(talk, line) for line in story]
    warmer = await talk.begin("make it warmer")
    assert warmer.spec.lineage is not None
    assert turns[-1].job is not None
    assert warmer.spec.lineage.job == turns[-1].job.id


@pytest.mark.parametrize(
    ("story", "said"),
    [
        pytest.param(("bob: undo", "ada: undo", "bob: undo"), "Step 1 of 3", id="each their own"),
        pytest.param(("ada: undo", "bob: undo"), "Step 2 of 3", id="another's is no beginning"),
        pytest.param(("ada: undo", "ada: undo", "bob: hi", "ada: redo"), "Step 2 of 3", id="redo"),
        pytest.param(("bob: draw a fox --n 1", "ada: undo"), "Step 2 of 3", id="one's own"),
        pytest.param(
            ("bob: draw a fox --n 1 → waits", "ada: undo"), "Step 2 of 3", id="without waiting"
        ),
        pytest.param(("ada: draw a fox --n 1 → waits", "ada: undo"), "The result that", id="soon"),
        pytest.param(
            ("ada: draw a fox --n 1 → waits", "bob: undo"), "The result that", id="another's, soon"
        ),
        pytest.param(
            ("ada: back to the original", "ada: remove the lamp → fails", "ada: go back"),
            "This is where it began",
            id="a failure leads nobody ahead",
        ),
    ],
)
async def test_steps_of_each(talk: Talk, story: tuple[str, ...], said: str) -> None:
    await edited(talk)
    turns = [await goes(talk, line) for line in story]
    assert reply_of(turns[-1]).text.startswith(said)


async def test_two_that_are_shown_side_by_side_are_no_place_to_stand(talk: Talk) -> None:
    older = await talk.made("make it a watercolour")
    latest = await talk.made("make it an oil painting")
    await talk.press(Verb.OPEN, older, 3)
    await talk.say("1 and 3 side by side", reply_to=older.id)
    lineage = (await talk.begin("make the sky purple")).spec.lineage
    assert lineage is not None
    assert lineage.job == latest.id


async def test_a_question_is_answered_after_asides(talk: Talk) -> None:
    """ "Is it this?" waits for its answer, whatever was asked in between."""
    await edited(talk)
    await goes(talk, "ada: make the flag green → asked")
    await goes(talk, "ada: what is in it? → told")
    assert (await talk.begin("yes")).spec.mask == ASKING.proposal
