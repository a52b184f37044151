"""Words that turn or mirror a picture, told from those that ask for another one."""

import pytest

from core.catalogue import Catalogue, Intent, Role
from core.turning import Turn, said, turning
from tests.core.cards import card
from tests.core.talk import Talk, job_of, photo

RIGHT, OVER, LEFT, MIRROR = Turn(1), Turn(2), Turn(3), Turn(0, mirrored=True)


@pytest.mark.parametrize(
    ("words", "turn"),
    [
        ("rotate it 90 degrees", RIGHT),
        ("Please rotate the photo by 180°!", OVER),
        ("could you rotate this 270 degrees?", LEFT),
        ("turn it left", LEFT),
        ("rotate 90 degrees counterclockwise", LEFT),
        ("turn it upside down", OVER),
        ("flip it", MIRROR),
        ("mirror the picture please", MIRROR),
        ("flip it vertically", Turn(2, mirrored=True)),
        ("dreh es um 90 Grad nach links", LEFT),
        ("stell das Bild auf den Kopf", OVER),
        ("spiegle das Foto", MIRROR),
        ("tourne-la de 90 degrés", RIGHT),
        ("tourne la photo vers la gauche", LEFT),
        ("retourne l’image", MIRROR),
        ("gira la imagen 90 grados", RIGHT),
        ("gírala a la izquierda", LEFT),
        ("voltea la foto", MIRROR),
    ],
)
def test_a_turn_is_read(words: str, turn: Turn) -> None:
    assert turning(words) == turn


@pytest.mark.parametrize(
    "words",
    [
        "turn it into a comic",
        "turn it",
        "rotate the cup 90 degrees",
        "flip the colours",
        "mirror image of a lake",
        "put it to the left",
        "stell es nach links",
        "rotate it 45 degrees",
        "rotate it 360 degrees",
        "rotate it 90 degrees and make it warmer",
        "slowly rotate it",
    ],
)
def test_other_words_are_none(words: str) -> None:
    assert turning(words) is None


def test_every_turn_has_a_name() -> None:
    every = [Turn(quarters) for quarters in (1, 2, 3)] + [MIRROR, Turn(2, mirrored=True)]
    assert len({said(turn) for turn in every}) == len(every)


async def test_what_lays_pixels_anew_is_chosen_before_a_model() -> None:
    edits = (Intent.EDIT, Intent.REFRAME)
    model = card("model", "Model", (Role.EDIT,), edits, engine="diffusion")
    exact = card("exact", "Exact", (Role.EDIT,), edits, engine="classical")
    talk = Talk(catalogue=Catalogue((model, exact)))
    await talk.worker("model", "exact")
    spec = job_of(await talk.say("rotate it 90 degrees", photo())).spec
    assert (spec.model, spec.intent, spec.count) == ("exact", Intent.REFRAME, 1)
    assert "its pixels are laid anew" in spec.reason
    spec = job_of(await talk.say("rotate it 90 degrees --model model", photo())).spec
    assert spec.model == "model"
    assert job_of(await talk.say("remove the cup", photo())).spec.model == "model"
