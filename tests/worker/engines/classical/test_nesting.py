"""Places that are no one place are asked about; nothing else is changed instead."""

import numpy as np
import pytest

from core.catalogue import Intent
from tests.pictures.dots import MIXED, drawn
from tests.pictures.scenes import landscape
from tests.worker.engines.classical.requests import made
from worker.engines.classical.words.beyond import Beyond, Unplaced
from worker.engines.classical.words.nesting import refuse_nested


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ("darken the bottom half of the top right corner", "a place within a place"),
        ("make the left of the right of the sky darker", "a place within a place"),
        ("blur the left half of the left half", "a place within a place"),
        ("darken the middle of the left", "a place within a place"),
        ("verdunkle die untere Hälfte der oberen rechten Ecke", "“untere Hälfte der oberen"),
        ("assombris la moitié basse du coin supérieur droit", "“moitié basse du coin supérieur"),
        ("oscurece la mitad inferior de la esquina superior derecha", "“mitad inferior de la"),
        ("remove the dot on the left of the right", "a place within a place"),
        ("blur the left right", "two places at once"),
        ("darken the left and right edges", "two places at once"),
        ("darken the top and bottom", "two places at once"),
        ("darken the corner", "which “the corner”"),
        ("darken all corners", "which “all corners”"),
        ("darken half of the picture", "which “half of the picture”"),
        ("assombris le coin", "which “le coin”"),
    ],
)
def test_a_place_that_is_none_is_asked(words: str, says: str) -> None:
    with pytest.raises(Beyond, match=says) as asked:
        made(drawn(MIXED), words, Intent.EDIT)
    assert asked.value.reason.count(". ") == 0, "one sentence"


@pytest.mark.parametrize(
    "words",
    [
        "darken the top of the left half",
        "darken the upper left corner of the picture",
        "blur the top and darken the bottom",
        "brighten the left, right half darker",
        "make the left half and the right half blue",
        "remove the cup on the left and the cup on the right",
        "remove the cup on the left in the right half",
    ],
)
def test_places_that_go_together_are_none(words: str) -> None:
    refuse_nested(words)


@pytest.mark.parametrize(
    ("words", "down"),
    [
        ("oscurece la mitad inferior de la imagen", 450),
        ("verdunkle die untere Hälfte des Bildes", 450),
        ("assombris la moitié haute de la photo", 150),
    ],
)
def test_a_part_of_the_picture_is_one_in_every_language(words: str, down: int) -> None:
    changed = (made(drawn(MIXED), words, Intent.EDIT).pixels != drawn(MIXED)).any(axis=2)
    assert changed[down].all()
    assert not changed[600 - down].any()
    assert 0.45 < float(np.mean(changed)) < 0.6


@pytest.mark.parametrize(
    "words", ["make the border blue", "colour the edges red", "mach den Rand gelb"]
)
def test_an_edge_without_a_side_is_not_the_whole_picture(words: str) -> None:
    with pytest.raises(Unplaced, match="add a blue border"):
        made(landscape(), words, Intent.EDIT)


def test_an_edge_with_a_side_is_a_place() -> None:
    assert "true blue" in made(landscape(), "make the left edge blue", Intent.EDIT).did
