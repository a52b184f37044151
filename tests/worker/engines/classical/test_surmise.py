"""A thing that is known by its colour alone is shown and asked about where it may be another."""

import numpy as np
import pytest

from core.catalogue import Intent
from tests.pictures.desks import study
from tests.pictures.scenes import carried, landscape, motorcycle, portrait, still_life
from tests.worker.engines.classical.requests import agreed, made
from worker.engine import Pixels
from worker.engines.classical.words.beyond import Beyond

COFFEE = carried("coffee")


@pytest.mark.parametrize(
    ("picture", "words", "doubt", "more"),
    [
        pytest.param(portrait(), "make the red flag green", r"covers \d+%", 0, id="large"),
        pytest.param(COFFEE, "make the red spoon darker", r"covers \d+%", 0, id="a change"),
        pytest.param(portrait(), "make the brown hair blue", "of 2 brown places", 1, id="two"),
        pytest.param(motorcycle(), "make the red bucket blue", "of 3 red places", 2, id="three"),
        pytest.param(COFFEE, "make the white cup green", "a rim, or in pieces", 0, id="a rim"),
        pytest.param(portrait(), "make the red stripes blue", r"covers \d+%", 0, id="several"),
        pytest.param(
            portrait(), "make the red flag on the left blue", r"covers \d+%", 0, id="placed"
        ),
    ],
)
def test_what_may_be_another_thing_is_asked_about(
    picture: Pixels, words: str, doubt: str, more: int
) -> None:
    with pytest.raises(Beyond, match=f"it goes by the colour of the .*{doubt}") as asked:
        made(picture, words, Intent.EDIT)
    assert asked.value.guess is not None
    assert asked.value.guess.shape == picture.shape[:2]
    assert len(asked.value.more) == more


@pytest.mark.parametrize(
    ("picture", "words"),
    [
        pytest.param(landscape(), "make the red house blue", id="one of one"),
        pytest.param(still_life(), "make the yellow lemon red", id="small and whole"),
        pytest.param(portrait(), "make the purple thing green", id="named by its colour alone"),
        pytest.param(COFFEE, "make the red things green", id="all of them"),
    ],
)
def test_what_is_plain_is_done(picture: Pixels, words: str) -> None:
    assert "recoloured" in made(picture, words, Intent.EDIT).did


def test_yes_changes_what_was_shown_to_its_edge() -> None:
    result = agreed(COFFEE, "make the red cup blue")
    plain = made(COFFEE, "make the red thing blue", Intent.EDIT).pixels
    assert "within your mask" in result.did
    assert float((result.pixels != plain).any(axis=2).mean()) < 0.001


@pytest.mark.parametrize(
    ("words", "said"),
    [
        pytest.param("remove the left cup", "the left cup removed", id="English"),
        pytest.param("entferne die linke Tasse", "die linke Tasse removed", id="German"),
        pytest.param("remove both cups", "both cups removed", id="two"),
    ],
)
def test_yes_is_told_of_what_was_confirmed(words: str, said: str) -> None:
    result = agreed(study(), words)
    assert said in result.did.split(", ")
    assert "you marked" not in result.did


def test_no_leads_to_the_next_of_its_colour() -> None:
    hair = (slice(30, 60), slice(180, 250))
    with pytest.raises(Beyond) as asked:
        made(portrait(), "make the brown hair blue", Intent.EDIT)
    first, second = asked.value.guess, asked.value.more[0]
    assert first is not None
    assert first[hair].mean() < 0.01
    assert second[hair].mean() > 0.9


def test_all_but_a_thing_is_asked_about_and_stays() -> None:
    result = agreed(COFFEE, "make everything except the red cup black and white").pixels
    saucer, table = (slice(150, 260), slice(95, 160)), (slice(0, 60), slice(0, 60))
    assert np.array_equal(result[saucer], COFFEE[saucer])
    assert np.ptp(result[table].astype(int), axis=2).max() <= 3
    assert not np.array_equal(result[table], COFFEE[table])
