"""What words say not to do is not done, and a mask may mark what stays."""

import numpy as np
import pytest

from core.catalogue import Intent
from core.motion import Motion
from tests.pictures.scenes import landscape
from tests.worker.engines.classical.requests import made
from worker.engine import Marks
from worker.engines.classical.words.beyond import Beyond
from worker.engines.classical.words.denying import without_denials

FIELD = landscape(160, 120)
MARKS = np.zeros(FIELD.shape[:2], np.uint8)
MARKS[40:80, 50:110] = 255


@pytest.mark.parametrize(
    "words",
    [
        "don't blur the background",
        "I don't want it black and white",
        "stop making it warmer",
        "make it anything but black and white",
        "don't remove the red house",
        "do not change the text SUMMER to WINTER",
        "mach den Hintergrund nicht unscharf",
        "entferne das rote Haus nicht",
        "ne rends pas le fond flou",
        "no quites la casa roja",
    ],
)
def test_what_is_denied_is_not_done(words: str) -> None:
    with pytest.raises(Beyond, match="leaves the picture as it is"):
        made(FIELD, words, Intent.EDIT)


@pytest.mark.parametrize(
    "words",
    [
        "don't touch the sky",
        "I don't like the house, take it away",
        "never mind",
        "mach es nicht so hell",
        "das gefällt mir nicht, mach es dunkler",
        "no tan oscuro",
        "do not change the colour, just brighten",
        "no people please",
    ],
)
def test_other_words_with_a_no_stay(words: str) -> None:
    assert without_denials(words).words == words


@pytest.mark.parametrize("words", ["make a gif", "animate it, don't zoom", "don't zoom"])
def test_how_a_clip_is_to_be_is_no_denial(words: str) -> None:
    assert made(FIELD, words, Intent.ANIMATE, motion=Motion(seconds=2.0)).clip is not None


def test_the_rest_is_done_and_it_is_said() -> None:
    result = made(FIELD, "darken it but don't blur it", Intent.EDIT)
    assert np.array_equal(result.pixels, made(FIELD, "darken it", Intent.EDIT).pixels)
    assert "“don't blur it”: nothing was done of that" in result.did


@pytest.mark.parametrize("words", ["less red", "not so red", "weniger rot", "moins rouge"])
@pytest.mark.parametrize("marks", [None, MARKS], ids=["whole", "marked"])
def test_less_of_a_colour_paints_nothing_in_it(words: str, marks: Marks | None) -> None:
    with pytest.raises(Beyond, match="cannot take"):
        made(FIELD, words, Intent.EDIT, marks=marks)


@pytest.mark.parametrize(
    "words",
    [
        "keep this, change the rest to black and white",
        "everything but this in black and white",
        "black and white outside the mask",
        "behalte das und mach den Rest schwarzweiß",
    ],
)
def test_what_is_marked_may_be_what_stays(words: str) -> None:
    result = made(FIELD, words, Intent.EDIT, marks=MARKS).pixels
    inside = MARKS > 0
    assert np.array_equal(result[inside], FIELD[inside])
    before, after = (np.ptp(one[~inside].astype(int), axis=1) for one in (FIELD, result))
    assert after.mean() < 0.2 * before.mean()
