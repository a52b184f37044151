"""The subject in a drawn scene: which words ask for it, what is said, what is kept."""

from itertools import pairwise

import cv2
import numpy as np
import pytest

from core.catalogue import Intent
from tests.pictures.scenes import motorcycle, photograph
from tests.worker.engines.classical.requests import difference, made
from worker.engine import Pixels
from worker.engines.classical.compositing.placing import placing
from worker.engines.classical.words.beyond import Beyond

_DRAWN = "that is drawn, not photographed: "


def _ball() -> Pixels:
    """A red ball on pale ground."""
    picture = np.full((150, 200, 3), (225, 228, 226), np.uint8)
    cv2.circle(picture, (100, 80), 42, (190, 30, 24), -1, cv2.LINE_AA)
    return picture


@pytest.mark.parametrize(
    ("words", "scene"),
    [
        ("put the cup in a desert", "in a desert"),
        ("put the astronaut on a beach at sunset", "on a beach at sunset"),
        ("please put her on the beach", "on the beach"),
        ("this cat in a forest in snow", "in a forest in snow"),
        ("same person on a beach at sunset", "on a beach at sunset"),
        ("same guy, but in a forest", "in a forest"),
        ("dieselbe Frau an einem Strand", "an einem Strand"),
        ("même personne sur une plage", "sur une plage"),
        ("misma persona en una playa", "en una playa"),
        ("stelle die Tasse an einen Strand", "an einen Strand"),
        ("mets la tasse sur une plage", "sur une plage"),
        ("pon la taza en una playa", "en una playa"),
    ],
)
def test_words_put_what_is_there_into_a_scene(words: str, scene: str) -> None:
    wish = placing(words)
    assert wish is not None
    assert (wish.scene, wish.sure) == (scene, True)


@pytest.mark.parametrize(
    "words",
    [
        "put a dragon in the forest",
        "a cat on a beach",
        "remove the boat from the sea",
        "put the cup on a table",
        "put it in a box",
        "this woman as a queen in a desert",
        "the cat in space",
    ],
)
def test_other_words_do_not(words: str) -> None:
    assert placing(words) is None


def test_what_may_be_there_already_is_not_surely_meant() -> None:
    wish = placing("the boat on the lake")
    assert wish is not None
    assert not wish.sure


@pytest.mark.parametrize(
    ("words", "intent", "scene"),
    [
        ("put the ball in a desert", Intent.EDIT, "desert"),
        ("this ball in a forest in snow", Intent.REFINE, "forest, snow"),
        ("same ball in a forest in snow", Intent.REFINE, "forest, snow"),
        ("put the ball in a city", Intent.EDIT, "city, meadow"),
        ("replace the background with a beach", Intent.EDIT, "beach, sea"),
        ("make the background mountains at night", Intent.EDIT, "mountains, meadow, night"),
        ("the ball on a street in a desert", Intent.REFINE, "desert; could not draw: street"),
    ],
)
def test_the_reply_says_that_the_scene_is_drawn(words: str, intent: Intent, scene: str) -> None:
    assert f"{_DRAWN}{scene}, " in made(_ball(), words, intent).did + ", "


def test_the_subject_is_still_seen() -> None:
    pixels = made(_ball(), "put the ball in a desert", Intent.EDIT, seed=2).pixels
    lab = cv2.cvtColor(pixels, cv2.COLOR_RGB2Lab).astype(int)
    red = (lab[..., 1] > 165) & (lab[..., 2] > 140)
    assert 0.01 < red.mean() < 0.3


def test_seeds_differ_and_repeat() -> None:
    words = "put the ball on a beach"
    variants = [made(_ball(), words, Intent.EDIT, seed=seed).pixels for seed in range(4)]
    assert min(difference(*pair) for pair in pairwise(variants)) >= 11
    assert np.array_equal(variants[1], made(_ball(), words, Intent.EDIT, seed=1).pixels)


def test_a_look_that_is_named_goes_on_top() -> None:
    did = made(_ball(), "this ball in a forest, watercolour", Intent.REFINE).did
    assert did.startswith("watercolour, ")
    assert _DRAWN in did


def test_without_a_clear_subject_only_the_look_is_done_and_the_rest_is_said() -> None:
    did = made(photograph("cat"), "this cat in a forest in snow", Intent.REFINE).did
    assert did.startswith("snow, ")
    assert "not done: “a forest”" in did
    assert "not put there: " in did


def test_without_a_look_it_is_declined_with_the_reason() -> None:
    with pytest.raises(Beyond, match="subject"):
        made(photograph("cat"), "put the cat in a forest", Intent.EDIT)


@pytest.mark.parametrize("words", ["put it in front of a beach", "put it on a beach at night"])
def test_a_subject_that_would_be_torn_is_put_nowhere(words: str) -> None:
    with pytest.raises(Beyond, match="it would tear it"):
        made(motorcycle(), words, Intent.EDIT)
