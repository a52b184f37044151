"""An opened variant has a button for everything that a model can do with it now, and no other."""

from collections.abc import Collection
from dataclasses import replace

import pytest

from core.actions import MOST_BYTES, Action, Verb
from core.catalogue import Catalogue, Intent, Role
from core.errors import ForgedAction
from core.jobs import JobSpec, Lineage
from core.motion import Camera, Clips, Motion
from core.options import OPTIONS, called, under_clip, under_opened, worded
from core.ratios import Ratio
from tests.core.cards import CATALOGUE, CLASSICAL, DIRECTOR, EVERY, MOVER, PAINTER, SKETCHER
from tests.core.results import clip, done
from tests.core.talk import Talk, job_of
from tests.values import asset


def labels(
    running: Collection[str] = EVERY, catalogue: Catalogue = CATALOGUE, side: int = 1000
) -> list[str]:
    """What the rows under the third variant of a grid say."""
    job = done(4)
    variant = replace(job.variants[2], asset=asset("wide", side, 500))
    rows = under_opened(job, variant, catalogue, running)
    assert {one.variant for row in rows for one in row} == {3}
    return [", ".join(one.label for one in row) for row in rows]


OWN = "Original, Details, ★"
PARTS = ("Edit sky, Edit background, Edit subject", "Edit faces, Edit by a mask")
FRAMES = "Reframe, 1:1, 4:5, 16:9, 9:16"


@pytest.mark.parametrize(
    ("running", "rows"),
    [
        pytest.param([], [OWN], id="nothing runs"),
        pytest.param([SKETCHER.name], ["Vary", OWN], id="only drafts"),
        pytest.param([MOVER.name], ["Animate", OWN], id="only motion"),
        pytest.param([DIRECTOR.name], ["Animate, Cinematic", OWN], id="a film"),
        pytest.param([PAINTER.name], ["Refine, Edit", *PARTS, FRAMES, OWN], id="one model"),
        pytest.param([CLASSICAL.name],
                     ["Refine, Edit, Vary, Fix text", *PARTS, "Animate, Cut out, Formats, Compare",
                      "Upscale 2x, Upscale to 2K, Upscale to 4K", FRAMES, OWN], id="classical"),
        pytest.param([PAINTER.name, CLASSICAL.name],
                     ["Refine, Edit, Vary, Fix text", *PARTS, "Animate, Cut out, Formats, Compare",
                      "Upscale 2x, Upscale to 2K, Upscale to 4K", FRAMES, OWN], id="two models"),
    ],
)  # fmt: skip
def test_what_nothing_can_serve_is_not_there(running: list[str], rows: list[str]) -> None:
    assert labels(running) == rows


@pytest.mark.parametrize(
    ("side", "row"),
    [
        pytest.param(500, "Upscale 2x", id="2K would be more than four times"),
        pytest.param(600, "Upscale 2x, Upscale to 2K", id="small"),
        pytest.param(2000, "Upscale 2x, Upscale to 2K, Upscale to 4K", id="large"),
        pytest.param(2048, "Upscale 2x, Upscale to 4K", id="it has 2K"),
        pytest.param(2100, "Upscale to 4K", id="twice is too large"),
        pytest.param(3840, FRAMES, id="it has 4K"),
    ],
)
def test_sizes_are_larger_and_within_reach(side: int, row: str) -> None:
    assert labels([CLASSICAL.name], side=side)[4] == row


def test_sizes_for_delivery_need_a_model_for_it() -> None:
    only = replace(CLASSICAL, roles=(Role.EDIT,))
    assert labels([only.name], Catalogue((only,)))[4] == "Upscale 2x"


def test_degrees_of_variation_need_a_model_that_knows_them() -> None:
    knows = replace(SKETCHER, degrees=True)
    assert labels([knows.name], Catalogue((knows,)))[0] == "Vary subtly, Vary strongly"


def test_a_clip_has_no_buttons_of_a_still() -> None:
    job = clip()
    *_, row = under_opened(job, job.variants[0], CATALOGUE, EVERY)
    assert [one.label for one in row] == ["Original", "Details", "★"]


CAMERAS = "Push in, Pull out, Pan left, Pan right, Orbit"


@pytest.mark.parametrize(
    ("clips", "motion", "last", "rows"),
    [
        pytest.param(Clips(), None, False, ["Longer", CAMERAS], id="what every model can"),
        pytest.param(Clips(longest=3.0), None, False, [CAMERAS], id="no longer"),
        pytest.param(Clips(loop=True), None, True, ["Longer, Loop, Go on", CAMERAS], id="all"),
        pytest.param(Clips(loop=True), Motion(loop=True), False, ["Longer", CAMERAS],
                     id="it is a loop"),
        pytest.param(Clips(), Motion(camera=(Camera.ORBIT,)), False,
                     ["Longer", CAMERAS.removesuffix(", Orbit")], id="it orbits"),
    ],
)  # fmt: skip
def test_a_clip_is_directed_by_what_a_model_can(
    clips: Clips, motion: Motion | None, last: bool, rows: list[str]
) -> None:
    job = clip(motion=motion)
    variant = replace(job.variants[0], last=asset("last") if last else None)
    found = under_clip(job, variant, [replace(MOVER, clips=clips)])
    assert [", ".join(one.label for one in row) for row in found] == rows
    assert [row for row in rows if len(row) > 45] == []  # as on a narrow phone


@pytest.mark.parametrize(("verb", "option"), OPTIONS)
def test_an_option_fits_into_a_button(verb: Verb, option: str) -> None:
    action = Action(verb, done().id, 9, option)
    assert Action.unpack(action.pack()) == action
    assert len(action.pack()) <= MOST_BYTES
    assert len(called(action)) <= 19


def test_rows_fit_on_a_narrow_phone() -> None:
    """Discord breaks a row of more than some forty letters and gaps on a phone of 360 px."""
    rows = labels([*EVERY], side=1000)
    assert [row for row in rows if len(row) > 45] == []


def test_an_unknown_option_is_none_of_ours() -> None:
    with pytest.raises(ForgedAction):
        worded(Action(Verb.REFRAME, done().id, 1, "round"), "")


async def pressed(verb: Verb, option: str) -> JobSpec:
    """The job that an option of variant 2 begins."""
    talk = Talk()
    await talk.worker()
    grid = await talk.made()
    job = job_of(await talk.say(action=Action(verb, grid.id, 2, option).pack()))
    assert job.spec.inputs == (grid.variants[1].asset,)
    assert job.spec.lineage == Lineage(grid.id, (2,), verb.value)
    assert "on 2" in job.spec.reason
    return job.spec


@pytest.mark.parametrize(
    ("verb", "option", "expected"),
    [
        pytest.param(Verb.VARY, "subtle", {"intent": Intent.VARY, "strength": 0.3}, id="subtly"),
        pytest.param(Verb.VARY, "strong", {"intent": Intent.VARY, "strength": 0.9}, id="strongly"),
        pytest.param(Verb.ANIMATE, "cinematic",
                     {"intent": Intent.ANIMATE, "role": Role.CINEMATIC, "model": "director"},
                     id="cinematic"),
        pytest.param(Verb.UPSCALE, "2x", {"intent": Intent.UPSCALE, "role": Role.HIRES}, id="2x"),
        pytest.param(Verb.UPSCALE, "4K", {"intent": Intent.UPSCALE, "role": Role.HIRES}, id="4K"),
        pytest.param(Verb.REFRAME, "4x5", {"intent": Intent.REFRAME}, id="4:5"),
        pytest.param(Verb.COMPARE, "", {"intent": Intent.COMPARE}, id="compare"),
    ],
)  # fmt: skip
async def test_an_option_says_how(verb: Verb, option: str, expected: dict[str, object]) -> None:
    spec = await pressed(verb, option)
    assert {name: getattr(spec, name) for name in expected} == expected


async def test_a_size_and_a_shape_are_in_the_request() -> None:
    larger, frame = await pressed(Verb.UPSCALE, "2K"), await pressed(Verb.REFRAME, "9x16")
    assert larger.prompt.words == "2K"
    assert (frame.prompt.words, frame.prompt.ratio) == ("", Ratio(9, 16))
