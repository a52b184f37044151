"""Parts that every picture has are known by their position; a thing that only a position tells is
not, and the picture is not changed as a whole instead."""

import numpy as np
import pytest

from core.catalogue import Intent
from tests.pictures.desks import desk
from tests.pictures.scenes import photograph
from tests.worker.engines.classical.requests import made
from worker.engines.classical.words.beyond import Beyond

COFFEE = photograph("coffee")
SLACK = 0.06  # of a side, over which a part ends


@pytest.mark.parametrize(
    ("words", "named", "across", "down"),
    [
        ("darken the bottom right corner", "the bottom right corner", (0.58, 1), (0.58, 1)),
        ("bottom right corner, darker", "the bottom right corner", (0.58, 1), (0.58, 1)),
        ("make the top left corner blue", "the top left corner", (0, 0.42), (0, 0.42)),
        ("brighten the left half", "the left half", (0, 0.5), (0, 1)),
        ("blur the right hand side", "the right half", (0.5, 1), (0, 1)),
        ("darken the left side of the picture", "the left half", (0, 0.5), (0, 1)),
        ("darken the top", "the top half", (0, 1), (0, 0.5)),
        ("make the top third darker", "the top third", (0, 1), (0, 0.34)),
        ("blur the bottom right corner", "the bottom right corner", (0.58, 1), (0.58, 1)),
        ("brighten the left quarter", "the left quarter", (0, 0.25), (0, 1)),
        ("darken the lower edge of the picture", "the bottom edge", (0, 1), (0.88, 1)),
        ("make the middle third brighter", "the middle third", (0.33, 0.67), (0, 1)),
        ("darken the middle", "the middle", (0.08, 0.92), (0.08, 0.92)),
        ("dunkler, das untere Drittel", "the bottom third", (0, 1), (0.66, 1)),
        ("darker, the right half", "the right half", (0.5, 1), (0, 1)),
        ("das untere Drittel dunkler", "the bottom third", (0, 1), (0.66, 1)),
        ("oscurecer el tercio superior", "the top third", (0, 1), (0, 0.34)),
    ],
)
def test_a_part_changes_and_nothing_else(
    words: str, named: str, across: tuple[float, float], down: tuple[float, float]
) -> None:
    result = made(COFFEE, words, Intent.EDIT)
    rows, columns = np.nonzero((result.pixels != COFFEE).any(axis=2))
    height, width = COFFEE.shape[:2]
    assert named in result.did
    assert columns.min() / width >= across[0] - SLACK
    assert columns.max() / width <= across[1] + SLACK
    assert rows.min() / height >= down[0] - SLACK
    assert rows.max() / height <= down[1] + SLACK
    inside = (across[1] - across[0]) * (down[1] - down[0])
    assert len(rows) / (height * width) > 0.7 * inside


@pytest.mark.parametrize(
    "words",
    [
        "make the middle third brighter",
        "brighten the middle",
        "darken the bottom right corner",
        "brighten the left half",
    ],
)
def test_a_part_ends_without_a_seam(words: str) -> None:
    plain = np.full((400, 600, 3), 120, np.uint8)
    result = made(plain, words, Intent.EDIT).pixels[..., 1].astype(int)
    steps = [np.abs(np.diff(result, axis=axis)).max() for axis in (0, 1)]
    assert np.ptp(result) > 15
    assert max(steps) <= 1 + 0.08 * np.ptp(result)


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        ("the third cup darker", "none of them is the third cup"),
        ("make the left eye blue", "cannot find “eye” by name"),
        ("blur the left woman", "cannot find “left woman”"),
        ("blur the upper lamp", "this is the one at the top"),
    ],
)
def test_a_thing_that_is_not_told_apart_is_not_the_whole_picture(words: str, reason: str) -> None:
    with pytest.raises(Beyond, match=reason):
        made(desk(), words, Intent.EDIT)


@pytest.mark.parametrize(
    ("words", "title"), [("bottom right corner", "the bottom right corner"), ("the sky", "the sky")]
)
def test_a_place_alone_is_asked_what_becomes_of_it(words: str, title: str) -> None:
    with pytest.raises(Beyond, match=f"what should become of {title}: say “blur {title}”"):
        made(desk(), words, Intent.EDIT)


def test_a_colour_that_is_everywhere_is_no_single_thing() -> None:
    with pytest.raises(Beyond, match=r"hardly the white cup\. Mark it") as caught:
        made(desk(), "blur the white cup", Intent.EDIT)
    assert caught.value.guess is not None
