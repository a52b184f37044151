"""Files keep colours under what is transparent: no model is shown what a person erased."""

from typing import Any

import numpy as np
import pytest

from core.catalogue import Intent, ModelCard, Role
from core.prompts import Prompt
from tests.pictures_made import landscape
from tests.values import asset, spec
from tests.worker.cards import diffusion_card
from tests.worker.engines.diffusion.sight.tiny import saved as saved_sight
from tests.worker.engines.diffusion.tiny import saved
from tests.worker.engines.diffusion.tiny_seeing import clipseg, grounding_dino, sam2
from worker.engine import Pixels, Rendered, Share, Task
from worker.engines.diffusion.calling import Seat, call
from worker.engines.diffusion.engine import DiffusionEngine
from worker.engines.diffusion.families import Craft
from worker.engines.diffusion.machine import Machine

KLEIN, SDXL = (
    diffusion_card(name, family=name, source=name, size=128, steps=1)
    for name in ("flux2-klein", "sdxl")
)
CLIPSEG = diffusion_card("clipseg", family="clipseg", source="clipseg", roles=(Role.SEGMENT,))
GROUNDED = diffusion_card(
    "grounded",
    family="grounded-sam2",
    source="dino",
    extra={"also": ["sam2"]},
    roles=(Role.SEGMENT,),
)
SWIN = diffusion_card("swin2sr", family="swin2sr", source="swin2sr")
MARKS = np.zeros((64, 96), np.uint8)
MARKS[20:44, 30:60] = 255


def erased(under: Pixels) -> Pixels:
    """A picture of which the left is erased; `under` is what its file still has there."""
    whole = landscape(96, 64)
    whole[:, :48] = under[:, :48]
    alpha = np.full((64, 96), 255, np.uint8)
    alpha[:, :48] = 0
    return np.dstack([whole, alpha])


# They look alike: nothing of what they differ in is to be seen.
ONE, OTHER = erased(landscape(96, 64, shift=7)), erased(np.full((64, 96, 3), 255, np.uint8))


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> DiffusionEngine:
    """An engine on this machine's device, with all of them at hand."""
    models = tmp_path_factory.mktemp("models")
    for family in ("flux2-klein", "sdxl"):
        saved(family, models / family)
    saved_sight("swin2sr", models / "swin2sr")
    for build, name in ((clipseg, "clipseg"), (grounding_dino, "dino"), (sam2, "sam2")):
        build(models / name)
    made = DiffusionEngine(Machine.here(), models)
    for card in (KLEIN, SDXL, CLIPSEG, GROUNDED, SWIN):
        made.load(card)
    return made


def task(card: ModelCard, picture: Pixels, words: str, **more: Any) -> Task:
    """A job on one picture."""
    marks = more.pop("marks", None)
    asked = spec(inputs=(asset(),), count=1, model=card.name, prompt=Prompt(words), **more)
    return Task(asked, card, (picture,), marks)


CALLS = {
    "references": (KLEIN, Craft.REFERENCES, None),
    "redraw": (SDXL, Craft.REDRAW, None),
    "inpaint": (SDXL, Craft.INPAINT, MARKS),
}


@pytest.mark.parametrize(("card", "craft", "marks"), CALLS.values(), ids=CALLS)
def test_what_a_pipeline_is_given_is_white_there(
    engine: DiffusionEngine, card: ModelCard, craft: Craft, marks: Any
) -> None:
    seat = Seat(0, task(card, ONE, "a fox", intent=Intent.EDIT, marks=marks), 1)
    given = call(engine.stock.loaded[card.name], craft, [seat], 1).arguments["image"]
    seen = np.asarray(given[0] if isinstance(given, list) else given)
    assert seen.shape[2] == 3
    assert (seen[:, : seen.shape[1] // 4] == 255).all()


def made(engine: DiffusionEngine, one: Task) -> Rendered:
    """What a model makes of a picture."""
    (piece,) = engine.render([Share(one, (1,), lambda step: None)], 1)
    return piece.rendered


@pytest.mark.parametrize("card", [CLIPSEG, GROUNDED], ids=lambda card: card.name)
def test_places_are_looked_for_in_what_is_seen(engine: DiffusionEngine, card: ModelCard) -> None:
    first, second = (
        made(engine, task(card, picture, "cut out the house", intent=Intent.CUTOUT)).found
        for picture in (ONE, OTHER)
    )
    assert first is not None
    assert second is not None
    assert np.array_equal(first.marks, second.marks)


@pytest.mark.parametrize("card", [SWIN, SDXL], ids=lambda card: card.name)
def test_a_picture_is_enlarged_as_it_is_seen(engine: DiffusionEngine, card: ModelCard) -> None:
    first, second = (
        made(engine, task(card, picture, "2x", intent=Intent.UPSCALE)).pixels
        for picture in (ONE, OTHER)
    )
    assert first.shape == (128, 192, 4)
    assert np.array_equal(first, second)
