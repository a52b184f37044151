"""Shipped cards on tiny models of their classes: called as their publishers say."""

from collections.abc import Mapping
from dataclasses import replace
from inspect import signature
from pathlib import Path
from typing import Any

import diffusers
import pytest

from core.catalogue import Intent, ModelCard
from tests.values import asset
from tests.worker.engines.diffusion.shipped import SHIPPED
from tests.worker.engines.diffusion.test_engine import share
from tests.worker.engines.diffusion.tiny import saved
from worker.engine import Share
from worker.engines.diffusion.engine import DiffusionEngine
from worker.engines.diffusion.families import Craft, family_of
from worker.engines.diffusion.machine import Machine

# Distilled models: their guidance is in the weights, and each step is one look at one sample.
DISTILLED: Mapping[str, str] = {
    "flux2-klein-4b": "transformer",
    "z-image-turbo": "transformer",
    "ltx-2.3": "transformer",
}


def small(name: str, folder: Path) -> ModelCard:
    """A shipped card with a tiny model of its family."""
    card = SHIPPED.card(name)
    saved(card.family, folder / card.family)
    extra = {**(card.extra or {})}
    if "frames" in extra:
        extra |= {"frames": 9, "fps": 8}
    return replace(card, source=card.family, size=32 if card.family == "ltx2" else 64, extra=extra)


def asked(card: ModelCard) -> Share:
    """One variant of what it is for."""
    motion: dict[str, Any] = {"intent": Intent.ANIMATE, "inputs": (asset(),)}
    one = share("z-image", "a fox", **(motion if Intent.ANIMATE in card.intents else {}))
    return replace(one, task=replace(one.task, card=card))


@pytest.mark.parametrize("name", DISTILLED)
def test_a_distilled_model_looks_at_each_sample_once_a_step(name: str, tmp_path: Path) -> None:
    card, looks = small(name, tmp_path), list[int]()
    engine = DiffusionEngine(Machine.here(), tmp_path)
    engine.load(card)
    denoiser = engine.stock.loaded[name].base.components[DISTILLED[name]]

    def looked(model: Any, inputs: Any, made: Any) -> None:
        looks.append(len(made[0]))

    denoiser.register_forward_hook(looked)
    (piece,) = engine.render([asked(card)], 1)
    assert looks == [1] * card.steps
    assert piece.rendered.recipe is not None
    assert piece.rendered.recipe.guidance == card.guidance


FILMING = [card for card in SHIPPED if Intent.ANIMATE in card.intents and card.family]


@pytest.mark.parametrize("card", FILMING, ids=lambda card: card.name)
def test_a_card_promises_an_end_where_its_family_can_be_given_one(card: ModelCard) -> None:
    ends = Craft.BETWEEN in family_of(card).pipelines
    assert (card.clips.last, card.clips.loop) == (ends, ends)


@pytest.mark.parametrize("card", FILMING, ids=lambda card: card.name)
def test_a_card_says_how_long_its_clips_are(card: ModelCard) -> None:
    extra = card.extra or {}
    if "frames" in extra:
        assert card.clips.usual == pytest.approx(extra["frames"] / extra["fps"], abs=0.1)


DRAWING = [card for card in SHIPPED if family_of(card).pipelines and card.engine == "diffusion"]


@pytest.mark.parametrize("card", DRAWING, ids=lambda card: card.name)
def test_a_card_says_what_its_pipelines_make_nothing_of(card: ModelCard) -> None:
    pipelines = family_of(card).pipelines
    calls = [getattr(diffusers, name).__call__ for name in pipelines.values()]
    hears = any("negative_prompt" in signature(call).parameters for call in calls)
    distilled = card.guidance is not None and card.guidance <= 1
    assert card.degrees is (Craft.REDRAW in pipelines)
    assert not card.avoids or (hears and not distilled)
