"""Steps as they are told and shown."""

from dataclasses import replace

import pytest

from core.catalogue import Catalogue, Intent
from core.jobs import BEFORE, Job
from core.lineage import frames, lines
from core.prompts import Prompt
from core.recipes import Recipe
from core.steps import Step, Way
from core.strips import MOST_FRAMES
from tests.core.cards import CATALOGUE
from tests.core.results import clip, done
from tests.values import asset

PHOTO = asset("photo", 640, 480)
FIRST = done(4, prompt=Prompt("as a comic"), intent=Intent.RESTYLE, inputs=(PHOTO,))
SECOND = done(1, prompt=Prompt("remove the cup"), intent=Intent.EDIT, inputs=(asset("b"),))
WAY = Way((Step(FIRST, BEFORE + 3), Step(FIRST, 3), Step(SECOND, 1)))


def test_every_step_tells_what_it_was_made_with() -> None:
    assert lines(WAY, CATALOGUE) == (
        "Where it came from:",
        "0: the picture that it began with, 640 x 480 px",
        "1: restyle “as a comic” → 3, Easel Classical (Apache-2.0), seed 9, strength 0.6, 2.1 s",
        "2: edit “remove the cup”, Easel Classical (Apache-2.0), seed 7, strength 0.6, 2.1 s",
    )


@pytest.mark.parametrize(
    ("ran", "told"), [(None, False), (0.8, True)], ids=["a model without one", "as it ran"]
)
def test_only_the_strength_that_was_run_with_is_told(ran: float | None, told: bool) -> None:
    (made,) = SECOND.variants
    recipe = Recipe("maker/model", "1a2b", "Pipeline", "Euler", 1, "float32", "cpu", ())
    painted = replace(made, recipe=replace(recipe, strength=ran))
    edited = replace(SECOND, variants=(painted,))
    line = lines(Way((Step(FIRST, 1), Step(edited, 1))), CATALOGUE)[-1]
    assert ("strength 0.8" in line, "strength" in line) == (told, told)


def test_how_much_an_edit_changed_is_told() -> None:
    (made,) = SECOND.variants
    edited = replace(SECOND, variants=(replace(made, changed=0.0967),))
    assert lines(Way((Step(FIRST, 1), Step(edited, 1))), CATALOGUE)[-1].endswith("9.7 % changed")


def test_a_model_that_left_the_catalogue_has_its_name_and_no_licence() -> None:
    told = lines(WAY, Catalogue(()))
    assert told[-1].startswith("2: edit “remove the cup”, classical, seed 7")


def test_one_step_is_no_way() -> None:
    alone = Way((Step(FIRST, 1),))
    assert lines(alone, CATALOGUE) == ()
    assert frames(alone, CATALOGUE) == ()


def test_frames_show_the_pictures_of_their_steps() -> None:
    shown = frames(WAY, CATALOGUE)
    assert [frame.asset for frame in shown] == [
        PHOTO,
        FIRST.variants[2].asset,
        SECOND.variants[0].asset,
    ]
    assert [frame.title for frame in shown] == ["0 · your picture", "1 · restyle", "2 · edit"]
    assert shown[2].below == "Easel Classical · 2.1 s"


def test_a_clip_is_shown_by_the_picture_that_moves() -> None:
    moving = clip(1, inputs=(FIRST.variants[0].asset,), intent=Intent.ANIMATE)
    last = frames(Way((Step(FIRST, 1), Step(moving, 1))), CATALOGUE)[-1]
    assert (last.asset, last.plays) == (FIRST.variants[0].asset, True)


@pytest.mark.parametrize("count", [MOST_FRAMES, MOST_FRAMES + 7])
def test_of_many_steps_the_first_and_the_latest_are_shown(count: int) -> None:
    steps: list[Job] = [done(1) for _ in range(count)]
    shown = frames(Way(tuple(Step(job, 1) for job in steps)), CATALOGUE)
    assert len(shown) == MOST_FRAMES
    assert (shown[0].title[:2], shown[-1].title.split()[0]) == ("1 ", str(count))


def test_steps_after_a_deleted_one_keep_their_numbers_in_lines_and_frames() -> None:
    way = Way((Step(FIRST, BEFORE + 3), Step(SECOND, 1)), frozenset({1}))
    assert lines(way, CATALOGUE)[2] == "1: a step that was deleted"
    assert [frame.title for frame in frames(way, CATALOGUE)] == ["0 · your picture", "2 · edit"]
