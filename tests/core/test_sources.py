"""Which pictures a request goes on from."""

from dataclasses import replace
from typing import Any

import pytest

from core.catalogue import Intent
from core.contexts import Context, Replied
from core.errors import NothingToSelect
from core.jobs import Asset, Drawn, Job, Kept, Lineage, State, Traced
from core.prompts import Prompt
from core.ratios import Ratio
from core.sources import (
    OF_THE_SET,
    UNFRAMED,
    context_of,
    drawn_from,
    kept_of,
    source,
    still_of,
    traced_from,
)
from tests.core.results import clip, described, done, in_state
from tests.values import asset, job

GRID, SINGLE, CLIP = done(4), done(1), clip()
MINE = (asset("mine"),)
ALL = tuple(asset(f"result {number}") for number in range(1, 5))

SENT = (asset("sent"),)
SET = done(3, intent=Intent.FORMATS, formats=("hero", "square", "story"), inputs=SENT)
WIDE = done(1, intent=Intent.REFRAME, prompt=Prompt("16:9", ratio=Ratio(16, 9)), inputs=SENT)
CLOSER = done(1, intent=Intent.REFRAME, prompt=Prompt("crop it closer"), inputs=SENT)


@pytest.mark.parametrize(
    ("target", "intent", "selection", "pictures"),
    [
        pytest.param(SET, Intent.FORMATS, (), SENT, id="formats after formats"),
        pytest.param(SET, Intent.REFRAME, (), SENT, id="a ratio after formats"),
        pytest.param(WIDE, Intent.FORMATS, (), SENT, id="formats after a ratio"),
        pytest.param(SET, Intent.FORMATS, (2,), ALL[1:2], id="formats of the second"),
        pytest.param(SET, Intent.EDIT, (), ALL[:3], id="an edit of all formats"),
        pytest.param(CLOSER, Intent.FORMATS, (), ALL[:1], id="formats after a crop of one's own"),
    ],
)
def test_one_more_format_is_of_the_picture_before(
    target: Job, intent: Intent, selection: tuple[int, ...], pictures: tuple[Asset, ...]
) -> None:
    found = source((), target, selection, intent)
    assert found.pictures == pictures
    assert bool({OF_THE_SET, UNFRAMED} & {*found.notes}) is (pictures == SENT)


@pytest.mark.parametrize(
    ("images", "target", "context"),
    [
        pytest.param(0, None, Context(), id="nothing"),
        pytest.param(2, None, Context(images=2), id="pictures attached"),
        pytest.param(0, GRID, Context(reply=Replied.GRID, variants=4), id="reply to a grid"),
        pytest.param(0, done(2), Context(reply=Replied.GRID, variants=2), id="reply to a pair"),
        pytest.param(1, SINGLE, Context(1, Replied.SINGLE, variants=1), id="reply to one picture"),
        pytest.param(0, CLIP, Context(reply=Replied.SINGLE, variants=1), id="reply to a clip"),
        pytest.param(1, job(count=4), Context(1, Replied.GRID), id="reply to a grid in the making"),
        pytest.param(0, in_state(State.FAILED), Context(), id="reply to a failure"),
        pytest.param(0, described(), Context(), id="reply to a description"),
    ],
)
def test_what_the_router_is_told(images: int, target: Job | None, context: Context) -> None:
    assert context_of(images, target) == context


@pytest.mark.parametrize(
    ("attached", "target", "selection", "intent", "pictures", "variants"),
    [
        pytest.param(MINE, None, (), Intent.EDIT, MINE, None, id="attached only"),
        pytest.param((), None, (), Intent.IMAGINE, (), None, id="words only"),
        pytest.param(MINE, job(), (), Intent.EDIT, MINE, None, id="a target without a result"),
        pytest.param((), SINGLE, (), Intent.REFINE, ALL[:1], (1,), id="the only one"),
        pytest.param((), GRID, (2,), Intent.EDIT, ALL[1:2], (2,), id="the second"),
        pytest.param((), GRID, (4, 1), Intent.EDIT, (ALL[3], ALL[0]), (4, 1), id="two, as named"),
        pytest.param((), GRID, (), Intent.EDIT, ALL, (1, 2, 3, 4), id="the whole grid, one by one"),
        pytest.param((), GRID, (), Intent.UPSCALE, ALL, (1, 2, 3, 4), id="all enlarged"),
        pytest.param((), GRID, (), Intent.REFINE, ALL[:1], (1,), id="the first of the grid"),
        pytest.param((), GRID, (), Intent.ANIMATE, ALL[:1], (1,), id="the first in motion"),
        pytest.param(MINE, GRID, (), Intent.EDIT, ALL[:1] + MINE, (1,), id="grid and attached"),
        pytest.param(MINE, GRID, (3,), Intent.REFINE, ALL[2:3] + MINE, (3,), id="selected first"),
        pytest.param((), CLIP, (), Intent.EDIT, (asset("source"),), (1,), id="a clip's source"),
    ],
)
def test_the_pictures_of_a_request(
    attached: tuple[Asset, ...],
    target: Job | None,
    selection: tuple[int, ...],
    intent: Intent,
    pictures: tuple[Asset, ...],
    variants: tuple[int, ...] | None,
) -> None:
    found = source(attached, target, selection, intent)
    assert found.pictures == pictures
    lineage = Lineage(target.id, variants, intent.value) if target and variants else None
    assert found.lineage == lineage


@pytest.mark.parametrize(
    ("target", "selection", "intent", "notes"),
    [
        pytest.param(GRID, (), Intent.EDIT, ("done to all 4; begin with a number to choose one",),
                     id="all of a grid"),
        pytest.param(GRID, (), Intent.REFINE,
                     ("made from number 1; begin with another number to choose that one",),
                     id="the first of a grid"),
        pytest.param(GRID, (2,), Intent.REFINE, (), id="the person chose"),
        pytest.param(SINGLE, (), Intent.EDIT, (), id="nothing to choose"),
        pytest.param(None, (), Intent.EDIT, (), id="no target"),
    ],
)  # fmt: skip
def test_a_choice_that_was_made_for_the_person_is_told(
    target: Job | None, selection: tuple[int, ...], intent: Intent, notes: tuple[str, ...]
) -> None:
    assert source((), target, selection, intent).notes == notes


@pytest.mark.parametrize(
    ("target", "selection", "sentence"),
    [
        pytest.param(GRID, (5,), "There is no 5 here: that result has 4 pictures.", id="beyond"),
        pytest.param(GRID, (1, 7), "There is no 7 here: that result has 4 pictures.", id="one of"),
        pytest.param(SINGLE, (2,), "There is no 2 here: that result has 1 picture.", id="single"),
    ],
)
def test_a_variant_that_is_not_there(
    target: Job, selection: tuple[int, ...], sentence: str
) -> None:
    with pytest.raises(NothingToSelect) as refusal:
        source((), target, selection, Intent.EDIT)
    assert refusal.value.sentence == sentence


def test_the_still_of_a_clip_that_was_made_one_by_one() -> None:
    two = clip(2, inputs=ALL[:2], each=True)
    assert still_of(two, 2) == (ALL[1],)


OLD = Drawn("classical", "a lighthouse", 3)
CHOICES = Prompt("a {red|blue} tower", permutations=("a red tower", "a blue tower"))


@pytest.mark.parametrize(
    ("more", "drawn"),
    [
        pytest.param(
            {"intent": Intent.IMAGINE, "inputs": (), "prompt": Prompt("a tower", negative="sun")},
            Drawn("classical", "a tower", 8, negative="sun"),
            id="a poster",
        ),
        pytest.param(
            {"intent": Intent.IMAGINE, "inputs": (), "prompt": CHOICES, "width": 640},
            Drawn("classical", "a blue tower", 8, 640),
            id="a poster of other words",
        ),
        pytest.param(
            {"intent": Intent.VARY, "drawn": OLD},
            Drawn("classical", "a lighthouse", 8),
            id="another poster of its words",
        ),
        pytest.param({"intent": Intent.ANIMATE, "drawn": OLD}, OLD, id="a clip of a poster"),
        pytest.param({"intent": Intent.EDIT, "drawn": OLD}, None, id="an edited poster"),
        pytest.param({"intent": Intent.VARY}, None, id="a graded photograph"),
        pytest.param({"intent": Intent.IMAGINE}, None, id="a picture of a picture"),
    ],
)
def test_what_a_picture_was_drawn_from(more: dict[str, Any], drawn: Drawn | None) -> None:
    assert drawn_from(job(**more), 2) == drawn


KEPT = Kept("klein", asset("latents"))


def test_what_a_model_kept_goes_along_with_its_picture() -> None:
    drawn = done(2)
    second = replace(drawn.variants[1], kept=KEPT)
    drawn = replace(drawn, variants=(drawn.variants[0], second))
    assert source((), drawn, (2,), Intent.VARY).kept == KEPT
    assert source((), drawn, (1,), Intent.VARY).kept is None
    assert source((), drawn, (1, 2), Intent.VARY).kept is None
    assert source(MINE, drawn, (2,), Intent.REFINE).kept is None


def test_of_a_clip_what_was_kept_is_of_its_still() -> None:
    assert kept_of(clip(kept=KEPT), 1) == KEPT


def test_of_several_pictures_none_was_drawn() -> None:
    poster = done(4, intent=Intent.IMAGINE, inputs=())
    assert source((), poster, (2,), Intent.ANIMATE).drawn is not None
    assert source((), poster, (1, 2), Intent.VARY).drawn is None
    assert source(MINE, poster, (2,), Intent.REFINE).drawn is None


PHOTO = Traced("classical", asset("source"))
FIRST = Traced("classical", asset("first of all"))
OTHERS = (asset("one"), asset("two"))


@pytest.mark.parametrize(
    ("more", "indices", "traced"),
    [
        pytest.param({}, (2,), PHOTO, id="a look"),
        pytest.param({}, (1, 2, 3, 4), PHOTO, id="four looks of it"),
        pytest.param({"traced": FIRST}, (2,), FIRST, id="a look of a look"),
        pytest.param({"intent": Intent.VARY, "traced": FIRST}, (2,), FIRST, id="a graded look"),
        pytest.param({"intent": Intent.VARY, "drawn": OLD}, (2,), None, id="another poster"),
        pytest.param({"intent": Intent.EDIT, "traced": FIRST}, (2,), None, id="an edited look"),
        pytest.param({"intent": Intent.IMAGINE, "inputs": ()}, (2,), None, id="a poster"),
        pytest.param(
            {"intent": Intent.COMPARE, "contenders": ("noir", "neon")},
            (2,),
            PHOTO,
            id="a look that competed",
        ),
        pytest.param(
            {"intent": Intent.COMPARE, "contenders": ("painter", "classical"), "model": "painter"},
            (2,),
            None,
            id="a model that competed",
        ),
        pytest.param({"inputs": (asset("wide", 96, 48),)}, (2,), None, id="cropped"),
        pytest.param({"inputs": OTHERS}, (2,), None, id="of two pictures"),
        pytest.param(
            {"inputs": OTHERS, "each": True},
            (2,),
            Traced("classical", OTHERS[1]),
            id="its own picture of two",
        ),
        pytest.param({"inputs": OTHERS, "each": True}, (1, 2), None, id="looks of two pictures"),
    ],
)
def test_what_a_look_was_made_of(
    more: dict[str, Any], indices: tuple[int, ...], traced: Traced | None
) -> None:
    count = 2 if "contenders" in more or "each" in more else 4
    assert traced_from(done(count, **more), indices) == traced


def test_beside_an_attached_picture_nothing_is_a_look_of_one() -> None:
    assert source((), GRID, (), Intent.EDIT).traced == PHOTO
    assert source(MINE, GRID, (), Intent.EDIT).traced is None
