"""Qwen-Image-Edit on a tiny model of its real classes; skipped where torchvision is not there."""

from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch

from core.catalogue import Intent
from core.prompts import Prompt
from tests.pictures_made import landscape
from tests.values import asset, spec
from tests.worker.cards import diffusion_card
from tests.worker.engines.diffusion.tiny_qwen import qwen_image_edit_plus
from worker.engine import Pixels, Share, Task
from worker.engines.diffusion.calling import Seat, call
from worker.engines.diffusion.engine import DiffusionEngine
from worker.engines.diffusion.families import Craft
from worker.engines.diffusion.loading import Loaded, load
from worker.engines.diffusion.machine import Machine

pytestmark = pytest.mark.skipif(
    not find_spec("torchvision"),
    reason="torchvision is not installed: Qwen-Image-Edit is NOT TESTED; `make vision` does",
)
CARD = diffusion_card(
    "qwen",
    family="qwen-image-edit-plus",
    source="qwen",
    steps=2,
    guidance=4.0,
    references=3,
    size=64,
)
PICTURE = landscape(96, 64)


@pytest.fixture(scope="module")
def models(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of weights."""
    folder = tmp_path_factory.mktemp("models")
    torch.manual_seed(0)
    qwen_image_edit_plus().save_pretrained(folder / "qwen")
    return folder


@pytest.fixture(scope="module")
def engine(models: Path) -> DiffusionEngine:
    """An engine with the model loaded."""
    made = DiffusionEngine(Machine.here(), models)
    made.load(CARD)
    return made


def task(words: str, marks: Any = None, **more: Any) -> Task:
    """A job on one picture, or on more."""
    values = {"inputs": (asset(),), "count": 2, "model": "qwen", "intent": Intent.REFINE}
    wanted = spec(**values | {"prompt": Prompt(words)} | more)
    return Task(wanted, CARD, (PICTURE,) * len(wanted.inputs), marks)


def rendered(engine: DiffusionEngine, one: Task, indices: Sequence[int], bucket: int) -> Any:
    """The pictures of a pass."""
    share = Share(one, tuple(indices), lambda step: None)
    return [piece.rendered.pixels for piece in engine.render([share], bucket)]


def test_variants_depend_on_their_seeds_alone(engine: DiffusionEngine) -> None:
    first, second = rendered(engine, task("at night", seed=8), (1, 2), 2)
    _, again = rendered(engine, task("at night", seed=7), (1, 2), 2)
    assert not np.array_equal(first, second)
    assert np.array_equal(first, again)


def test_outside_of_the_mask_nothing_changes(engine: DiffusionEngine) -> None:
    marks = np.zeros((64, 96), np.uint8)
    marks[20:44, 30:60] = 255
    edit = task("a red ball", marks, intent=Intent.EDIT)
    pictures: list[Pixels] = rendered(engine, edit, (1, 2), 2)
    for made in pictures:
        assert np.array_equal(made[marks == 0], PICTURE[marks == 0])
        assert not np.array_equal(made[marks > 0], PICTURE[marks > 0])


def test_several_references_are_one_set(engine: DiffusionEngine) -> None:
    several = task("both together", inputs=(asset("a"), asset("b")), width=64, height=64)
    (made,) = rendered(engine, several, (1,), 1)
    assert made.shape == (64, 64, 3)


def test_variants_with_words_of_their_own_are_passes_of_their_own(
    engine: DiffusionEngine,
) -> None:
    prompt = Prompt("a {red|blue} house", permutations=("a red house", "a blue house"))
    first, second = rendered(engine, task("", prompt=prompt), (1, 2), 2)
    (alone,) = rendered(engine, task("a blue house", seed=8), (1,), 2)
    assert np.array_equal(second, alone)
    assert not np.array_equal(first, second)


@pytest.fixture(scope="module")
def loaded(models: Path) -> Loaded:
    """The model without an engine."""
    return load(CARD, models / "qwen", Machine.here())


def test_its_guidance_is_on(loaded: Loaded) -> None:
    asked = call(loaded, Craft.REFERENCES, [Seat(0, task("at night"), 1)], 2).arguments
    assert asked["true_cfg_scale"] == 4.0
    assert asked["negative_prompt"] == " "
    assert asked["num_images_per_prompt"] == 2
