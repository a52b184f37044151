"""A look for a part of a picture: the rest keeps its pixels to the bit."""

import numpy as np
import pytest

from core.catalogue import Intent
from tests.pictures.desks import desk
from tests.pictures.scenes import carried, photograph, portrait
from tests.worker.engines.classical.requests import made
from worker.engines.classical.words.beyond import Beyond

LEFT_CUP = (slice(575, 650), slice(160, 225))  # px of desk(): well within its body
RED_CUP = (slice(600, 660), slice(995, 1060))


@pytest.mark.parametrize(
    ("words", "place", "look"),
    [
        ("turn all but the left cup into a comic", LEFT_CUP, "comic"),
        ("everything except the red cup as a watercolour", RED_CUP, "watercolour"),
        ("a watercolour, except the red cup", RED_CUP, "watercolour"),
        ("mach alles außer der roten Tasse zu einem Aquarell", RED_CUP, "watercolour"),
        ("tout sauf la tasse rouge en aquarelle", RED_CUP, "watercolour"),
        ("todo menos la taza roja como acuarela", RED_CUP, "watercolour"),
        ("as a watercolour, but keep the red cup as it is", RED_CUP, "watercolour"),
        ("keep the red cup in colour and make the rest a comic", RED_CUP, "comic"),
        ("als Aquarell, aber lass die rote Tasse in Ruhe", RED_CUP, "watercolour"),
        ("en aquarelle, mais garde la tasse rouge intacte", RED_CUP, "watercolour"),
        ("en acuarela, pero deja la taza roja como está", RED_CUP, "watercolour"),
        ("make everything black and white but keep the red cup", RED_CUP, "black and white"),
        ("only the red cup in colour", RED_CUP, "black and white"),
    ],
)
def test_what_is_left_out_keeps_its_pixels(
    words: str, place: tuple[slice, slice], look: str
) -> None:
    result = made(desk(), words, Intent.EDIT)
    assert np.array_equal(result.pixels[place], desk()[place])
    assert (result.pixels != desk()).any(axis=2).mean() > 0.8
    assert result.did.startswith(look)


@pytest.mark.parametrize("intent", [Intent.EDIT, Intent.RESTYLE, Intent.REFINE])
def test_a_face_stays_in_a_drawing(intent: Intent) -> None:
    result = made(portrait(), "everything but the face as a pencil sketch", intent)
    face = (slice(95, 140), slice(205, 245))  # px: its eyes, nose and mouth
    assert np.array_equal(result.pixels[face], portrait()[face])
    assert "everything except the face" in result.did


def test_a_place_that_is_not_sure_is_asked_about() -> None:
    with pytest.raises(Beyond) as caught:
        made(photograph("coffee"), "a watercolour, except the red cup", Intent.EDIT)
    assert caught.value.guess is not None


def test_a_plain_change_stays_an_edit() -> None:
    after = made(desk(), "everything except the left cup in black and white", Intent.EDIT)
    assert after.did.startswith("black and white, everything except the left cup")


@pytest.mark.parametrize(
    ("words", "look"),
    [
        ("left half: as a watercolour", "watercolour"),
        ("make the left half look like a pencil drawing", "pencil"),
        ("linke Hälfte als Aquarell", "watercolour"),
        ("la moitié gauche en aquarelle", "watercolour"),
        ("mitad izquierda en acuarela", "watercolour"),
    ],
)
def test_a_place_that_is_named_gets_the_look_alone(words: str, look: str) -> None:
    result, before = made(desk(), words, Intent.EDIT), desk()
    middle = before.shape[1] // 2
    kept = slice(middle + middle // 8, None)  # px: behind the feathered edge
    assert np.array_equal(result.pixels[:, kept], before[:, kept])
    assert (result.pixels[:, :middle] != before[:, :middle]).any(axis=2).mean() > 0.8
    assert result.did.startswith(look)


@pytest.mark.parametrize(
    "words", ["vintage look for the sky only", "turn the sky into a van gogh painting"]
)
def test_what_stands_before_a_sky_with_a_look_stays(words: str) -> None:
    before = carried("rocket")
    result = made(before, words, Intent.EDIT)
    rocket = (slice(200, 320), slice(318, 326))  # px: its body
    assert np.array_equal(result.pixels[rocket], before[rocket])
    assert (result.pixels[:64] != before[:64]).any(axis=2).mean() > 0.8
