"""Steps back and forth: nothing is overwritten, and what is asked next goes on from there."""

import pytest

from core.actions import Action, Verb
from core.catalogue import Intent
from core.errors import StillMaking, TargetGone
from core.jobs import Job
from core.replies import Reply, Turn
from core.steps import AtTheBeginning, NoSuchStep, NothingToRedo
from tests.core.talk import Talk, job_of, photo, reply_of

EDITS = ("remove the red cup", "make the lamp blue", "remove the plant")


@pytest.fixture
async def talk() -> Talk:
    """The twins, with a worker."""
    one = Talk()
    await one.worker()
    return one


async def edited(talk: Talk, *words: str) -> list[Job]:
    """Edits of a photo, one after another, each of one variant."""
    jobs = [await talk.made(f"{words[0]} --n 1", photo())]
    for more in words[1:]:
        jobs.append(await talk.end(await talk.begin(f"{more} --n 1", reply_to=jobs[-1].id)))
    return jobs


def seen(turn: Turn) -> tuple[str, str]:
    """What a step says, and the picture that it shows."""
    reply = reply_of(turn)
    return reply.text, reply.shown[0].asset.sha256 if reply.shown else reply.error


def of(job: Job) -> str:
    """The picture of a job with one variant."""
    return job.variants[0].asset.sha256


def pressing(reply: Reply, label: str) -> str:
    """The action of a button of a reply."""
    return next(one.action for row in reply.rows for one in row if one.label == label)


async def test_back_to_the_picture_that_it_began_with_and_forth_again(talk: Talk) -> None:
    first, second, third = await edited(talk, *EDITS)
    source = first.spec.inputs[0].sha256
    assert seen(await talk.say("undo")) == ("Step 2 of 3: edit “make the lamp blue”", of(second))
    assert seen(await talk.say("undo")) == ("Step 1 of 3: edit “remove the red cup”", of(first))
    began = "Step 0 of 3: the picture that it began with"
    assert seen(await talk.say("undo that")) == (began, source)
    assert seen(await talk.say("undo"))[1] == AtTheBeginning.__name__
    assert seen(await talk.say("redo"))[1] == of(first)
    assert seen(await talk.say("redo"))[1] == of(second)
    assert seen(await talk.say("redo"))[1] == of(third)
    assert seen(await talk.say("redo"))[1] == NothingToRedo.__name__


@pytest.mark.parametrize(
    ("words", "step"),
    [
        ("undo the last two", 1),
        ("start again from step 2", 2),
        ("back to the original", 0),
        ("undo the lamp", 1),
        ("put the cup back", 0),
        ("undo 9 steps", 0),
        ("undo step 2", 1),
        ("undo the 2nd", 1),
        ("undo the second edit", 1),
        ("take back removing the plants", 2),
        ("zurück zu Schritt 1", 1),
    ],
)
async def test_a_step_that_is_named(talk: Talk, words: str, step: int) -> None:
    jobs = await edited(talk, *EDITS)
    pictures = [jobs[0].spec.inputs[0].sha256, *map(of, jobs)]
    assert seen(await talk.say(words))[1] == pictures[step]


@pytest.mark.parametrize("number", [4, 99])
async def test_a_step_that_there_is_not(talk: Talk, number: int) -> None:
    await edited(talk, *EDITS)
    reply = reply_of(await talk.say(f"start again from step {number}"))
    assert (reply.error, reply.text) == (
        NoSuchStep.__name__,
        f"There is no step {number} here; the steps are 0 to 3.",
    )


async def test_buttons_lead_both_ways_after_a_restart(talk: Talk) -> None:
    _, second, third = await edited(talk, *EDITS)
    undone = reply_of(await talk.press(Verb.STEP, third))
    assert undone.shown[0].asset.sha256 == of(second)
    talk.restart()
    again = reply_of(await talk.say(action=pressing(undone, "Redo")))
    assert again.shown[0].asset.sha256 == of(third)


async def test_what_follows_goes_on_from_the_step(talk: Talk) -> None:
    first, *_ = await edited(talk, *EDITS)
    await talk.say("start again from step 1")
    branch = await talk.begin("make it darker")
    assert branch.spec.inputs == (first.variants[0].asset,)
    assert branch.spec.lineage is not None
    assert branch.spec.lineage.job == first.id
    assert "made from step 1 of 3, which was opened just before" in branch.spec.notes


async def test_what_follows_the_first_picture_is_a_new_beginning(talk: Talk) -> None:
    first, *_ = await edited(talk, *EDITS)
    await talk.say("back to the original")
    branch = await talk.begin("make it darker")
    assert branch.spec.inputs == first.spec.inputs
    assert branch.spec.lineage is None


async def test_buttons_of_the_first_picture_work_on_it(talk: Talk) -> None:
    first, *_ = await edited(talk, *EDITS)
    began = reply_of(await talk.say("back to the original"))
    action = Action.unpack(pressing(began, "Edit")).pack()
    job = job_of(await talk.say("remove the spoon", action=action))
    assert (job.spec.intent, job.spec.inputs) == (Intent.EDIT, first.spec.inputs)


async def test_a_reply_to_the_first_picture_is_about_it(talk: Talk) -> None:
    first, *_ = await edited(talk, *EDITS)
    variant = reply_of(await talk.say("back to the original")).shown[0].variant
    await talk.made("a fox")  # something else came between
    job = await talk.begin("remove the spoon", reply_to=first.id, variant=variant)
    assert job.spec.inputs == first.spec.inputs


async def test_a_new_step_after_going_back_is_the_latest(talk: Talk) -> None:
    first, *_ = await edited(talk, *EDITS)
    await talk.say("start again from step 1")
    branch = await talk.end(await talk.begin("make it darker --n 1"))
    # "Redo it" asks for it anew now, as nothing was taken back after it.
    assert (await talk.say("undo")).reply == (await talk.say("step 1")).reply
    shown = reply_of(await talk.say("redo"))
    assert shown.shown[0].asset.sha256 == of(branch)
    assert reply_of(await talk.say("undo")).shown[0].asset.sha256 == of(first)


async def test_a_variant_of_a_grid_knows_its_own_way(talk: Talk) -> None:
    grid = await talk.made("make it a watercolour")
    third = await talk.end(await talk.begin("3 but remove the tree --n 1"))
    back = reply_of(await talk.press(Verb.STEP, third))
    assert back.shown[0].asset.sha256 == grid.variants[2].asset.sha256


async def test_repeating_a_step_is_no_step(talk: Talk) -> None:
    first, second = await edited(talk, *EDITS[:2])
    more = await talk.end(job_of(await talk.press(Verb.MORE, second)))
    back = reply_of(await talk.press(Verb.STEP, more))
    assert back.shown[0].asset.sha256 == of(first)


async def test_what_was_drawn_from_words_is_the_first_step(talk: Talk) -> None:
    drawn = await talk.end(await talk.begin("a fox in the snow --n 1"))
    edit = await talk.end(await talk.begin("remove the tree --n 1", reply_to=drawn.id))
    assert seen(await talk.press(Verb.STEP, edit))[0] == "Step 1 of 2: imagine “a fox in the snow”"
    assert seen(await talk.say("undo"))[1] == AtTheBeginning.__name__


async def test_a_step_that_was_deleted_is_passed_over(talk: Talk) -> None:
    first, second, third = await edited(talk, *EDITS)
    await talk.press(Verb.DELETE, second)
    assert seen(await talk.press(Verb.STEP, third)) == (
        "Step 1 of 2: edit “remove the red cup”",
        of(first),
    )
    source = first.spec.inputs[0].sha256
    assert seen(await talk.say("back to the original"))[1] == source


async def test_what_was_deleted_is_never_the_original(talk: Talk) -> None:
    first, second, third = await edited(talk, *EDITS)
    await talk.press(Verb.DELETE, first)
    await talk.press(Verb.DELETE, second)
    assert seen(await talk.press(Verb.STEP, third))[1] == AtTheBeginning.__name__


async def test_a_button_to_what_was_deleted_says_so(talk: Talk) -> None:
    _, _, third = await edited(talk, *EDITS)
    back = reply_of(await talk.press(Verb.STEP, third))
    await talk.press(Verb.DELETE, third)
    gone = reply_of(await talk.say(action=pressing(back, "Redo")))
    assert gone.error == TargetGone.__name__


async def test_a_step_back_waits_for_what_is_under_way(talk: Talk) -> None:
    await edited(talk, *EDITS)
    await talk.begin("make it darker")
    assert reply_of(await talk.say("undo")).error == StillMaking.__name__


async def test_details_lead_to_every_step(talk: Talk) -> None:
    first, _, third = await edited(talk, *EDITS)
    told = reply_of(await talk.press(Verb.DETAILS, third))
    labels = [one.label for row in told.rows for one in row]
    assert labels == ["Same again", "Step 0", "Step 1", "Step 2"]
    shown = reply_of(await talk.say(action=pressing(told, "Step 1")))
    assert shown.shown[0].asset.sha256 == of(first)


async def test_a_step_says_where_one_is(talk: Talk) -> None:
    await edited(talk, *EDITS)
    assert reply_of(await talk.say("undo")).lines[:4] == (
        "0: the picture that it began with",
        "1: edit “remove the red cup”",
        "2: edit “make the lamp blue” (here)",
        "3: edit “remove the plant”",
    )


async def test_others_do_not_walk_with_one(talk: Talk) -> None:
    """In a group somebody else's "redo" is none, where they did not go back."""
    _, _, third = await edited(talk, *EDITS)
    await talk.say("undo")
    assert seen(await talk.say("undo", person="bo"))[1] != of(third)
    job = await talk.begin("redo", person="cy")
    assert job.spec.inputs


async def test_undo_of_an_edit_that_names_nothing_of_it_is_an_edit(talk: Talk) -> None:
    jobs = await edited(talk, "make the lamp blue")
    job = await talk.begin("undo the button of his shirt", reply_to=jobs[0].id)
    assert job.spec.intent is Intent.EDIT
