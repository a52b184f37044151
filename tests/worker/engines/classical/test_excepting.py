"""All but one place changes where words say so, and two edits of one sentence keep apart."""

import numpy as np
import pytest

from core.catalogue import Intent
from tests.pictures.scenes import landscape, portrait
from tests.worker.engines.classical.requests import made
from worker.engine import Pixels
from worker.engines.classical.editing.request import understood
from worker.engines.classical.words.beyond import Beyond

FIELD, PORTRAIT = landscape(240, 180), portrait()
SKY, HOUSE = (slice(0, 40), slice(0, 240)), (slice(122, 140), slice(53, 62))
FACE, SUIT = (slice(90, 150), slice(200, 250)), (slice(350, 450), slice(100, 180))


def grey(pixels: Pixels) -> bool:
    """Whether no colour is left."""
    return bool(np.ptp(pixels.astype(int), axis=2).max() <= 3)


@pytest.mark.parametrize(
    "words",
    [
        "make everything except the red house black and white",
        "make everything but the red house black and white",
        "black and white except for the red house",
        "black and white, the red house untouched",
        "black and white with the red house kept",
        "black and white but the red house in colour",
        "schwarzweiß, das rote Haus unverändert",
        "make the picture black and white, except the red house",
        "mach alles außer dem roten Haus schwarzweiß",
        "rends tout sauf la maison rouge noir et blanc",
        "todo en blanco y negro menos la casa roja",
    ],
)
def test_what_is_left_out_stays_and_the_rest_changes(words: str) -> None:
    result = made(FIELD, words, Intent.EDIT).pixels
    assert np.array_equal(result[HOUSE], FIELD[HOUSE])
    assert grey(result[SKY])


def test_the_sky_is_left_out_too() -> None:
    result = made(FIELD, "make everything except the sky darker", Intent.EDIT).pixels
    assert np.array_equal(result[SKY], FIELD[SKY])
    assert result[HOUSE].mean() < FIELD[HOUSE].mean() - 3


@pytest.mark.parametrize(
    "words",
    [
        "darken the sky, leave the rest",
        "the sky darker, nothing else",
        "den Himmel dunkler, lass den Rest wie er ist",
        "assombris le ciel, rien d’autre",
        "oscurece el cielo y deja el resto",
    ],
)
def test_the_rest_is_no_place_of_its_own(words: str) -> None:
    (sky,) = understood(words).requests
    assert (sky.place, sky.what, sky.outside) == ("sky", "darker", False)


def test_a_look_on_one_side_leaves_the_other() -> None:
    words = "pencil sketch on the left, photo on the right"
    result = made(FIELD, words, Intent.RESTYLE)
    assert "the left half" in result.did
    assert np.array_equal(result.pixels[:, 135:], FIELD[:, 135:])


def test_the_reply_says_what_changed() -> None:
    assert "everything except the face" in made(PORTRAIT, "blur all but the face", Intent.EDIT).did


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ("make everything except the cup black and white", "cannot find “cup”"),
        ("make everything except the face and the sky darker", "or several, in “the face"),
        ("make everything but her warmer", "finds none"),
        ("remove everything except the red cup", "finds none"),
    ],
)
def test_what_cannot_be_left_out_is_declined(words: str, says: str) -> None:
    with pytest.raises(Beyond, match=says):
        made(PORTRAIT, words, Intent.EDIT)


def test_but_may_begin_another_edit() -> None:
    whole, sky = understood("make it warmer but the sky cooler").requests
    assert (whole.title, sky.title) == ("the whole picture", "the sky")
    assert (whole.outside, sky.outside) == (False, False)


def test_two_edits_of_a_sentence_keep_to_their_places() -> None:
    result = made(PORTRAIT, "brighten the face and blur the background", Intent.EDIT)
    face = made(PORTRAIT, "brighten the face", Intent.EDIT).pixels
    assert np.array_equal(result.pixels[FACE], face[FACE])
    assert np.array_equal(result.pixels[SUIT], PORTRAIT[SUIT])
    assert result.did.startswith("brighter (the face) and blurred (the background), ")


@pytest.mark.parametrize(
    ("words", "places"),
    [
        ("brighten and sharpen the face", ["the face", "the face"]),
        ("blur and darken the background", ["the background", "the background"]),
        ("floute et assombris le fond", ["the background", "the background"]),
        ("brighten, and make the sky purple", ["the whole picture", "the sky"]),
    ],
)
def test_two_verbs_share_the_place_behind_them(words: str, places: list[str]) -> None:
    assert [one.title for one in understood(words).requests] == places
