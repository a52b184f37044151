"""A family of which nobody proved that strangers may share its passes: one text a pass.

The pipeline of Qwen-Image pads all words of a pass to the longest, and lets its model see that.
"""

import numpy as np
import pytest
import torch

from tests.worker.cards import diffusion_card
from tests.worker.engines.diffusion.passes import rendered, share_of
from tests.worker.engines.diffusion.tiny_qwen import qwen_image
from worker.engine import Step
from worker.engines.diffusion.engine import DiffusionEngine
from worker.engines.diffusion.machine import Machine

CARD = diffusion_card("qwen-image", family="qwen-image", source="qwen-image", steps=10)
LONG = "a lighthouse on a cliff, waves, storm clouds, oil painting, " * 5


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> DiffusionEngine:
    """An engine on this machine's device, with the model at hand."""
    models = tmp_path_factory.mktemp("models")
    torch.manual_seed(0)
    qwen_image().save_pretrained(models / "qwen-image")
    return DiffusionEngine(Machine.here(), models)


@pytest.mark.parametrize("seed", [5, 6, 7])
def test_a_picture_does_not_depend_on_a_strangers_words(engine: DiffusionEngine, seed: int) -> None:
    mine, stranger = share_of(CARD, "a red fox", seed=seed), share_of(CARD, LONG, seed=1)
    (alone,) = rendered(engine, [mine], 2)
    engine.load(CARD)
    pieces = {one.share: one.rendered for one in engine.render([stranger, mine], 2)}
    assert np.array_equal(pieces[1].pixels, alone)


def test_every_pass_is_as_large_as_it_was_asked_for(engine: DiffusionEngine) -> None:
    shares = [share_of(CARD, words, seed=9) for words in ("a fox", "a cat", "a fox")]
    engine.load(CARD)
    recipes = [one.rendered.recipe for one in engine.render(shares, 4)]
    assert [one.bucket for one in recipes if one] == [4, 4, 4]


@pytest.mark.parametrize(("words", "passes"), [("a fox", 1), ("a cat", 2)])
def test_other_words_are_another_pass(engine: DiffusionEngine, words: str, passes: int) -> None:
    steps = list[Step]()
    rendered(engine, [share_of(CARD, "a fox", report=steps.append), share_of(CARD, words)], 2)
    assert len(steps) == passes * CARD.steps
