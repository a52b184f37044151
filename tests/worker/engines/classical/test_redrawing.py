"""A poster cannot be added to, but its words can: what to say for that is said."""

import numpy as np
import pytest

from worker.engines.classical.painting.chance import Draw
from worker.engines.classical.posters.poster import drawn
from worker.engines.classical.posters.redrawing import anew

WORDS = "a lighthouse at dusk"


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ("with a sailing boat", "a lighthouse at dusk, with a sailing boat --seed 8"),
        ("please add a sailing boat.", "a lighthouse at dusk, with a sailing boat --seed 8"),
        ("put two birds in the sky", "a lighthouse at dusk, with two birds in the sky --seed 8"),
    ],
)
def test_what_can_be_drawn_is_offered(more: str, said: str) -> None:
    assert anew(WORDS, 8, more) == said


@pytest.mark.parametrize(
    "more",
    [
        pytest.param("add a dragon", id="unknown"),
        pytest.param("a boat and a dragon", id="one of two unknown"),
        pytest.param("a lighthouse", id="there already"),
        pytest.param("sharper", id="nothing to draw"),
        pytest.param("a boat " * 30, id="an essay"),
    ],
)
def test_nothing_else_is(more: str) -> None:
    assert not anew(WORDS, 8, more)


def test_what_is_said_draws_the_same_scene_with_the_thing_in_it() -> None:
    words, seed = anew(WORDS, 8, "with a sailing boat").split(" --seed ")
    before = drawn(WORDS, (256, 256), Draw(8)).picture
    after = drawn(words, (256, 256), Draw(int(seed))).picture
    moved = (np.abs(after - before).max(axis=2) > 0.02).mean()
    assert 0.002 < moved < 0.1
