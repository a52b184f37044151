"""Steps back and forth: nothing is overwritten, and what is asked next goes on from there."""

import pytest

from core.actions import Action, Verb
from core.catalogue import Intent
from core.errors import NothingToUndo, StillMaking, TargetGone
from core.jobs import Job, Lineage
from core.replies import Kind, Reply, Turn
from core.steps import (
    AtTheBeginning,
    NoStep,
    NoSuchStep,
    NotAStep,
    NothingSpared,
    NothingToRedo,
    StepDeleted,
    TakenBackAlready,
)
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


async def test_a_reply_to_the_step_that_one_came_to_goes_along_its_way(talk: Talk) -> None:
    first, second, _third = await edited(talk, *EDITS)
    await talk.say("undo the last two")
    forth = await talk.say("redo", reply_to=first.id, variant=1)
    assert seen(forth) == ("Step 2 of 3: edit “make the lamp blue”", of(second))
    # A reply to any other step is about the way to that.
    back = await talk.say("undo", reply_to=first.id, variant=1)
    assert seen(back)[0] == "Step 0 of 1: the picture that it began with"


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
        ("alles rückgängig machen", 0),
        ("undo it all", 0),
        ("take back the last change", 2),
        ("mach die letzten zwei Schritte bitte rückgängig", 1),
        ("undo everything after step 1", 1),
        ("undo all steps after 2", 2),
        ("undo everything after the cup", 1),
        ("undo the lamp and the plant", 1),
        ("start over from step two", 2),
        ("undo the blue and the red cup", 0),
        ("undo whatever you did to the lamp on the table", 1),
        ("undo the lamp, I don't like it", 1),
        ("restore the cup", 0),
        ("undo the lamp, then undo the plant", 1),
        ("undo once more", 2),
        ("back to the blue lamp", 2),
        ("go back to before the lamp", 1),
        ("cancel that", 2),
        ("cancel the last edit", 2),
    ],
)
async def test_a_step_that_is_named(talk: Talk, words: str, step: int) -> None:
    jobs = await edited(talk, *EDITS)
    pictures = [jobs[0].spec.inputs[0].sha256, *map(of, jobs)]
    assert seen(await talk.say(words))[1] == pictures[step]


@pytest.mark.parametrize(
    ("words", "step"),
    [
        ("redo all", 3),
        ("redo the last two", 2),
        ("redo step 3", 3),
        ("redo the lamp", 2),
        ("redo the blue lamp", 2),
        ("alles wiederherstellen", 3),
        ("die Lampe wiederherstellen", 2),
        ("rehaz los dos últimos", 2),
    ],
)
async def test_a_step_that_is_wanted_again(talk: Talk, words: str, step: int) -> None:
    jobs = await edited(talk, *EDITS[:1], "make die Lampe lamp blue", *EDITS[2:])
    await talk.say("back to the original")
    assert seen(await talk.say(words))[1] == of(jobs[step - 1])


@pytest.mark.parametrize("words", ["redo the lamp in pink", "redo the face", "redo the cup"])
async def test_what_was_not_taken_back_is_made_anew(talk: Talk, words: str) -> None:
    await edited(talk, *EDITS)
    await talk.say("start again from step 1")
    assert (await talk.begin(words)).spec.prompt.words == words


@pytest.mark.parametrize("words", ["back to the future", "go back to nature", "back to the 80s"])
async def test_back_to_what_no_step_made_is_a_picture(talk: Talk, words: str) -> None:
    await edited(talk, *EDITS)
    assert (await talk.begin(words)).spec.intent is Intent.IMAGINE


async def test_what_is_under_way_is_called_off_first(talk: Talk) -> None:
    await edited(talk, *EDITS)
    await talk.begin("make it darker")
    assert reply_of(await talk.say("cancel that")).text == "Cancelled."


@pytest.mark.parametrize("words", ["step 0", "step 1", "Schritt 0", "undo", "rückgängig"])
async def test_what_a_deleted_first_step_began_with_is_said_to_be_gone(
    talk: Talk, words: str
) -> None:
    first, second, third = await edited(talk, *EDITS)
    await talk.press(Verb.DELETE, first)
    assert seen(await talk.press(Verb.STEP, third))[1] == of(second)
    told = reply_of(await talk.say(words))
    assert told.text == "Step 1 was deleted; the steps that are there are 2 and 3."


async def test_steps_keep_their_numbers_however_many_there_are(talk: Talk) -> None:
    first, *_ = await edited(talk, *[f"make lamp {number} blue" for number in range(1, 64)])
    assert seen(await talk.say("step 1")) == ("Step 1 of 63: edit “make lamp 1 blue”", of(first))
    began = reply_of(await talk.say("back to the original"))
    assert began.text == "Step 0 of 63: the picture that it began with"
    assert began.lines[0] == "0: the picture that it began with (here)"
    assert "… 44 more" in began.lines


@pytest.mark.parametrize("words", ["redo all", "redo both", "go to the latest step"])
async def test_nothing_is_ahead_of_the_latest(talk: Talk, words: str) -> None:
    await edited(talk, *EDITS)
    assert seen(await talk.say(words))[1] == NothingToRedo.__name__


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


async def test_what_follows_the_first_picture_begins_beside_what_it_led_to(talk: Talk) -> None:
    first, *_ = await edited(talk, *EDITS)
    await talk.say("back to the original")
    branch = await talk.begin("make it darker")
    assert branch.spec.inputs == first.spec.inputs
    assert branch.spec.lineage == Lineage(first.id, (), "edit")


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
        "Step 1 of 3: edit “remove the red cup”",
        of(first),
    )
    source = first.spec.inputs[0].sha256
    assert seen(await talk.say("back to the original"))[1] == source


async def test_steps_keep_their_numbers_when_one_is_deleted(talk: Talk) -> None:
    _, second, third = await edited(talk, *EDITS)
    before = reply_of(await talk.press(Verb.DETAILS, third))
    await talk.press(Verb.DELETE, second)
    now = reply_of(await talk.press(Verb.DETAILS, third))
    assert [one.label for row in now.rows for one in row][-2:] == ["Step 0", "Step 1"]
    assert seen(await talk.say("start again from step 3"))[1] == of(third)
    assert reply_of(await talk.say("step 2")).error == StepDeleted.__name__
    old = reply_of(await talk.say(action=pressing(before, "Step 2")))
    assert old.text == "Step 2 was deleted; the steps that are there are 0, 1 and 3."


@pytest.mark.parametrize(
    "words",
    ["back to before the plant", "undo the plant", "undo"],
)
async def test_words_lead_past_a_deleted_step(talk: Talk, words: str) -> None:
    first, second, _ = await edited(talk, *EDITS)
    await talk.press(Verb.DELETE, second)
    assert seen(await talk.say(words))[1] == of(first)


async def forked(talk: Talk) -> tuple[Job, Job, Job]:
    """Three steps, and two others that part from them at the first; these and the third."""
    first, _, third = await edited(talk, *EDITS)
    beside = await talk.end(await talk.begin("make it darker --n 1", reply_to=first.id))
    return third, beside, await talk.end(await talk.begin("as a comic --n 1", reply_to=first.id))


@pytest.mark.parametrize(
    ("words", "which"),
    [
        pytest.param("step 3", 0, id="a number that only another branch has"),
        pytest.param("go back to step 3", 0, id="put otherwise"),
        pytest.param("step 2c", 1, id="a name of the tree"),
        pytest.param("zurück zu Schritt 2c", 1, id="de"),
        pytest.param("reviens à l’étape 2c", 1, id="fr"),
        pytest.param("vuelve al paso 2c", 1, id="es"),
    ],
)
async def test_steps_of_other_branches_are_found_and_said_to_be(
    talk: Talk, words: str, which: int
) -> None:
    others = await forked(talk)
    details = reply_of(await talk.press(Verb.TREE, others[-1]))
    await talk.press(Verb.OPEN, others[-1], 1)
    reply = reply_of(await talk.say(words))
    beside = next(line for line in details.lines if _title(others[which]) in line)
    assert reply.shown[0].asset.sha256 == of(others[which])
    assert reply.lines[0].startswith(f"step {beside.strip().partition(':')[0]} of the tree, ")


def _title(job: Job) -> str:
    return job.spec.prompt.words


async def test_a_number_of_the_way_is_that_of_the_way(talk: Talk) -> None:
    *_, here = await forked(talk)
    assert seen(await talk.say("step 2"))[1] == of(here)


@pytest.mark.parametrize("words", ["step 4", "step 2z", "step 9b"])
async def test_a_step_that_no_branch_has_is_refused(talk: Talk, words: str) -> None:
    await forked(talk)
    assert reply_of(await talk.say(words)).kind is Kind.ERROR


@pytest.mark.parametrize(
    "words", ["step 2b as an oil painting", "upscale step 2b", "go back to step 2b and make it red"]
)
async def test_words_go_on_from_a_step_of_another_branch(talk: Talk, words: str) -> None:
    third, _, _ = await forked(talk)
    job = job_of(await talk.say(words))
    assert job.spec.lineage is not None
    assert any("which is on another branch" in note for note in job.spec.notes)
    assert job.spec.lineage.job != third.id


@pytest.mark.parametrize(
    "words", ["draw step 4b of a dance", "make it 3d", "a staircase with 3b steps", "in 4k"]
)
async def test_what_names_no_step_of_the_tree_is_a_picture(talk: Talk, words: str) -> None:
    await forked(talk)
    assert "another branch" not in " ".join(job_of(await talk.say(words)).spec.notes)


async def test_what_was_deleted_is_never_the_original(talk: Talk) -> None:
    first, second, third = await edited(talk, *EDITS)
    await talk.press(Verb.DELETE, first)
    await talk.press(Verb.DELETE, second)
    assert seen(await talk.press(Verb.STEP, third))[1] == StepDeleted.__name__


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
    assert labels[0] == "Again exactly"
    assert labels[-3:] == ["Step 0", "Step 1", "Step 2"]
    shown = reply_of(await talk.say(action=pressing(told, "Step 1")))
    assert shown.shown[0].asset.sha256 == of(first)


async def test_of_two_pictures_that_were_changed_together_each_has_its_steps(talk: Talk) -> None:
    job = await talk.made("make them darker", photo(), photo("gold"))
    back = reply_of(await talk.say("undo"))
    assert back.shown[0].asset == job.spec.inputs[0]
    assert (
        "the steps of picture 1 of 2, which were changed together; "
        "for another one say “open 2”, then “undo”"
    ) in back.lines
    await talk.say("open 2")
    assert reply_of(await talk.say("undo")).shown[0].asset == job.spec.inputs[1]


async def test_one_picture_of_a_grid_has_no_others_beside_it(talk: Talk) -> None:
    await talk.made("make it a watercolour")
    assert not any("together" in line for line in reply_of(await talk.say("undo")).lines)


async def test_a_step_says_where_one_is(talk: Talk) -> None:
    await edited(talk, *EDITS)
    assert reply_of(await talk.say("undo")).lines[:4] == (
        "0: the picture that it began with",
        "1: edit “remove the red cup”",
        "2: edit “make the lamp blue” (here)",
        "3: edit “remove the plant” (taken back)",
    )


async def test_others_do_not_walk_with_one(talk: Talk) -> None:
    """In a group somebody else's "redo" is none, where they did not go back."""
    _, _, third = await edited(talk, *EDITS)
    await talk.say("undo")
    assert seen(await talk.say("undo", person="bo"))[1] != of(third)
    job = await talk.begin("redo", person="cy")
    assert job.spec.inputs


@pytest.mark.parametrize(
    ("words", "error", "text"),
    [
        pytest.param(
            "undo the elephant",
            NotAStep,
            "“undo the elephant” names no step that led here. The steps are "
            "0: the picture that it began with; 1: edit “remove the red cup”; "
            "2: edit “make the lamp blue” (here); 3: edit “remove the plant” (taken back). "
            "Say the number of one, as in “step 0”, or what should be different in the picture.",
            id="nothing of it",
        ),
        pytest.param("forget the blur", NotAStep, "“forget the blur” names", id="forget"),
        pytest.param("undo the text", NotAStep, "“undo the text” names", id="text"),
        pytest.param("mach den Hund rückgängig", NotAStep, "“mach den", id="German"),
        pytest.param("annule le chien", NotAStep, "“annule le chien”", id="French"),
        pytest.param("deshaz el perro", NotAStep, "“deshaz el perro”", id="Spanish"),
        pytest.param("undo everything but the cup", NothingSpared, "Going back", id="but one"),
        pytest.param(
            "alles außer dem Becher rückgängig", NothingSpared, "Going", id="German, but one"
        ),
        pytest.param("undo the cup but keep the lamp", NothingSpared, "Going back", id="keep"),
        pytest.param("step 1 but keep the lamp", NothingSpared, "Going", id="number, keep"),
        pytest.param("undo steps 1 and 2", NotAStep, "“undo steps 1 and 2”", id="two numbers"),
        pytest.param("undo everything since", NotAStep, "“undo everything since”", id="since when"),
        pytest.param("undo the cup and the dog", NotAStep, "“undo the cup and", id="one of two"),
        pytest.param(
            "undo the plant",
            TakenBackAlready,
            "That is taken back already: step 2 of 3, which is here, comes before it. "
            "To have it again say “step 3”.",
            id="ahead",
        ),
        pytest.param("put the plant back", TakenBackAlready, "That is taken", id="put back, ahead"),
    ],
)
async def test_what_names_no_step_is_never_made(
    talk: Talk, words: str, error: type[NoStep], text: str
) -> None:
    await edited(talk, *EDITS)
    await talk.say("undo")
    reply = reply_of(await talk.say(words))
    assert (reply.error, reply.text[: len(text)]) == (error.__name__, text)


@pytest.mark.parametrize(
    ("done", "words"),
    [
        pytest.param("darken the bottom left corner", "undo the bottom right", id="a side"),
        pytest.param("darken the top left corner", "undo the bottom left", id="top and bottom"),
        pytest.param("brighten the sky", "undo the darker sky", id="light"),
        pytest.param("verdunkle die linke Ecke", "mach die rechte Ecke rückgängig", id="German"),
        pytest.param("assombris le coin gauche", "annule le coin droit", id="French"),
        pytest.param("oscurece la esquina derecha", "deshaz la esquina izquierda", id="Spanish"),
    ],
)
async def test_a_step_that_says_the_opposite_is_not_meant(
    talk: Talk, done: str, words: str
) -> None:
    await edited(talk, done)
    assert reply_of(await talk.say(words)).error == NotAStep.__name__


@pytest.mark.parametrize("words", ["undo the bottom left", "undo the corner", "undo the left"])
async def test_a_part_of_what_names_a_step_is_enough(talk: Talk, words: str) -> None:
    await edited(talk, "darken the bottom left corner")
    assert seen(await talk.say(words))[0].startswith("Step 0 of 1")


@pytest.mark.parametrize(
    "words",
    [
        pytest.param("go back to the first edit", id="en"),
        pytest.param("geh zurück zur ersten Änderung", id="de"),
        pytest.param("reviens à la première retouche", id="fr"),
        pytest.param("vuelve al primer cambio", id="es"),
    ],
)
async def test_an_edit_is_counted_as_a_step(talk: Talk, words: str) -> None:
    await edited(talk, *EDITS)
    assert seen(await talk.say(words))[0].startswith("Step 1 of 3")


async def test_only_the_latest_steps_are_listed(talk: Talk) -> None:
    await edited(talk, *[f"make lamp {number} blue" for number in range(1, 11)])
    text = reply_of(await talk.say("undo the elephant")).text
    assert ("2: edit" in text, "3: edit “make lamp 3 blue”; 4:" in text) == (False, True)


async def test_of_two_steps_about_it_the_later_is_taken_back(talk: Talk) -> None:
    _, second, _ = await edited(talk, "remove the red cup", "brighten it", "blur the blue cup")
    assert seen(await talk.say("undo the cup"))[1] == of(second)


async def test_the_step_that_shares_more_is_meant(talk: Talk) -> None:
    first, *_ = await edited(talk, "blur the sky", "make the red cup blue", "make the cup darker")
    assert seen(await talk.say("undo the red cup"))[1] == of(first)


async def test_the_word_for_undoing_names_no_step(talk: Talk) -> None:
    await edited(talk, "undo the smudge", "remove the red cup")
    assert seen(await talk.say("undo the elephant"))[1] == NotAStep.__name__


async def test_what_was_drawn_is_never_taken_back(talk: Talk) -> None:
    await talk.end(await talk.begin("a fox in the snow --n 1"))
    assert seen(await talk.say("undo the fox"))[1] == AtTheBeginning.__name__


async def test_what_names_only_that_it_is_a_step_is_the_latest(talk: Talk) -> None:
    _, second, _ = await edited(talk, *EDITS)
    assert seen(await talk.say("undo the edit step"))[1] == of(second)


async def test_without_a_result_nothing_can_be_taken_back(talk: Talk) -> None:
    assert reply_of(await talk.say("undo the elephant")).error == NothingToUndo.__name__


async def test_what_may_be_an_edit_is_one(talk: Talk) -> None:
    jobs = await edited(talk, "make the lamp blue")
    job = await talk.begin("put the elephant back", reply_to=jobs[0].id)
    assert job.spec.intent is Intent.EDIT


@pytest.mark.parametrize("words", ["undo the elephant", "step 9"])
async def test_redo_after_a_miss_begins_nothing(talk: Talk, words: str) -> None:
    await edited(talk, "a fox in the snow")
    await talk.say(words)
    assert seen(await talk.say("redo"))[1] == NothingToRedo.__name__


async def test_redo_of_what_was_deleted_begins_nothing(talk: Talk) -> None:
    *_, third = await edited(talk, *EDITS)
    await talk.say("undo")
    await talk.press(Verb.DELETE, third)
    assert seen(await talk.say("redo"))[1] == NothingToRedo.__name__


async def test_what_can_only_lead_ahead_begins_nothing(talk: Talk) -> None:
    await edited(talk, *EDITS)
    assert seen(await talk.say("undo the undo"))[1] == NothingToRedo.__name__


async def test_redo_after_another_refusal_asks_for_it_anew(talk: Talk) -> None:
    await edited(talk, *EDITS)
    await talk.say("brighter --rato 1:1")
    assert job_of(await talk.say("redo")).spec.prompt.words == EDITS[-1]
