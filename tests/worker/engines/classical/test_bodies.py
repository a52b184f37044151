"""What only a model can paint is declined with what could do it, and nothing else is."""

import pytest

from core.catalogue import Intent
from tests.pictures.scenes import portrait
from tests.worker.engines.classical.requests import made
from worker.engines.classical.words.beyond import Beyond, Unplaced

PORTRAIT = portrait()


@pytest.mark.parametrize(
    "words",
    [
        pytest.param("fix her hands", id="hands"),
        pytest.param("close her eyes", id="eyes"),
        pytest.param("make her smile", id="a smile"),
        pytest.param("schließe ihre Augen", id="de"),
        pytest.param("ferme ses yeux", id="fr"),
        pytest.param("arregla las manos", id="es"),
    ],
)
def test_bodies_are_declined_with_what_could_do_it(words: str) -> None:
    with pytest.raises(Beyond, match=r"moves no part of a body.*a diffusion model that edits"):
        made(PORTRAIT, words, Intent.EDIT)


@pytest.mark.parametrize(
    ("words", "part"),
    [
        ("make her eyes blue", "eyes"),
        ("make her left hand blue", "hand"),
        ("whiten her teeth", "teeth"),
        ("brighten her eyes", "eyes"),
    ],
)
def test_another_colour_of_a_part_is_no_other_body(words: str, part: str) -> None:
    with pytest.raises(Unplaced, match=f"cannot find “{part}” by name .* mark the place"):
        made(PORTRAIT, words, Intent.EDIT)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("make her left hand brighter", "brighter"),
        ("make the nose pink", "pink"),
        ("whiten her teeth", "white"),
        ("mach ihre Hand dunkler", "darker"),
        ("rends ses yeux verts", "green"),
        ("pinta la boca de rojo", "red"),
    ],
    ids=["hand", "nose", "teeth", "de", "fr", "es"],
)
def test_who_marks_a_part_is_told_what_to_say_of_it(words: str, said: str) -> None:
    with pytest.raises(Unplaced, match=f"say “make it {said}”"):
        made(PORTRAIT, words, Intent.EDIT)


def test_a_light_without_a_direction_is_asked_for_one() -> None:
    with pytest.raises(Beyond, match="where the light comes from: say “light from the left”"):
        made(PORTRAIT, "relight the face", Intent.EDIT)


def test_other_things_are_declined_as_before() -> None:
    with pytest.raises(Beyond, match="adding and replacing things"):
        made(PORTRAIT, "replace the flag with a window", Intent.EDIT)


def test_what_can_be_done_to_a_face_is_done() -> None:
    assert "face" in made(PORTRAIT, "brighten her face", Intent.EDIT).did
