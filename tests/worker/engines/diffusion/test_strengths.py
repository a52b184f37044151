"""How far a marked place changes: as far as its model was made to, unless somebody says it."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import pytest

from core.catalogue import Intent, ModelCard
from core.prompts import Prompt
from tests.pictures_made import landscape
from tests.values import asset, spec
from tests.worker.cards import diffusion_card
from tests.worker.engines.diffusion.tiny import saved
from worker.engine import Share, Step, Task
from worker.engines.diffusion.calling import Seat, call
from worker.engines.diffusion.engine import DiffusionEngine
from worker.engines.diffusion.families import Craft
from worker.engines.diffusion.machine import Machine

PICTURE = landscape(96, 64)
MARKS = np.zeros((64, 96), np.uint8)
MARKS[20:44, 30:60] = 255
STEPS = 4
# What their pipelines are called with by their publishers, and what lets all steps be run.
OWN: Mapping[str, tuple[float, int]] = {
    "sdxl": (0.9999, 5),
    "z-image": (1.0, 4),
    "flux2-klein": (0.8, 5),
    "flux-fill": (1.0, 4),
}


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> DiffusionEngine:
    """An engine on this machine's device, with all of them at hand."""
    models = tmp_path_factory.mktemp("models")
    made = DiffusionEngine(Machine.here(), models)
    for family in OWN:
        saved(family, models / family)
        made.load(card(family))
    return made


def card(family: str) -> ModelCard:
    """The card of a tiny model."""
    return diffusion_card(family, family=family, source=family, steps=STEPS)


def edit(family: str, strength: float | None = None) -> Task:
    """An edit of a marked place, with the strength of who names none."""
    prompt = Prompt("a red ball", strength=strength)
    asked = spec(
        inputs=(asset(),), intent=Intent.EDIT, prompt=prompt, strength=strength or 0.6, count=1
    )
    return Task(asked, card(family), (PICTURE,), MARKS)


def called(engine: DiffusionEngine, task: Task, craft: Craft = Craft.INPAINT) -> Mapping[str, Any]:
    """What the pipeline is called with."""
    loaded = engine.stock.loaded[task.card.name]
    return call(loaded, craft, [Seat(0, task, 1)], 1).arguments


@pytest.mark.parametrize("family", OWN)
def test_where_nobody_names_a_strength_the_models_own_counts(
    engine: DiffusionEngine, family: str
) -> None:
    asked = called(engine, edit(family))
    assert (asked["strength"], asked["num_inference_steps"]) == OWN[family]


@pytest.mark.parametrize("family", OWN)
def test_the_steps_of_a_card_are_run(engine: DiffusionEngine, family: str) -> None:
    steps: list[Step] = []
    list(engine.render([Share(edit(family), (1,), steps.append)], 1))
    assert STEPS <= len(steps) <= STEPS + 1


@pytest.mark.parametrize("family", OWN)
def test_a_strength_that_somebody_names_counts(engine: DiffusionEngine, family: str) -> None:
    asked = called(engine, edit(family, 0.3))
    assert (asked["strength"], asked["num_inference_steps"]) == (0.3, STEPS)


def test_a_picture_is_redrawn_as_far_as_usual(engine: DiffusionEngine) -> None:
    assert called(engine, edit("sdxl"), Craft.REDRAW)["strength"] == 0.6


def test_the_recipe_says_how_far_it_went(engine: DiffusionEngine) -> None:
    made = call(engine.stock.loaded["sdxl"], Craft.INPAINT, [Seat(0, edit("sdxl"), 1)], 1)
    assert made.recipe.strength == 0.9999
    assert "strength 0.9999" in made.recipe.said


def test_the_recipe_of_what_has_no_strength_names_none(engine: DiffusionEngine) -> None:
    loaded, seat = engine.stock.loaded["flux2-klein"], Seat(0, edit("flux2-klein"), 1)
    assert call(loaded, Craft.REFERENCES, [seat], 1).recipe.strength is None
