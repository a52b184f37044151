"""Words that take so much off the sides of a picture, told from those that cut something else."""

import pytest

from core.amounts import Amount
from core.catalogue import Catalogue, Intent, Role
from core.sides import EVERY, Side, sides
from core.trimming import Cut, Trim, trimming
from tests.core.cards import card
from tests.core.talk import Talk, job_of, photo

LEFT, RIGHT, TOP, BOTTOM = EVERY
FIFTY, TENTH = Trim((Cut(LEFT, Amount(50)),)), Trim((Cut(TOP, Amount(share=0.1)),))
THIRD, HALF = Trim((Cut(BOTTOM, Amount(share=1 / 3)),)), Trim((Cut(LEFT, Amount(share=0.5)),))
SOME = Trim((Cut(LEFT, Amount(share=0.25), told=False),))


@pytest.mark.parametrize(
    ("words", "trim"),
    [
        ("trim 50 pixels off the left", FIFTY),
        ("could you please crop 50px off the left?", FIFTY),
        ("crop the left by 50 px", FIFTY),
        ("schneide links 50 Pixel ab", FIFTY),
        ("schneide 50 px vom linken Rand ab", FIFTY),
        ("rogne 50 pixels à gauche", FIFTY),
        ("recorta 50 píxeles a la izquierda", FIFTY),
        ("remove 10% at the top", TENTH),
        ("nimm oben 10 Prozent weg", TENTH),
        ("enlève 10 % en haut", TENTH),
        ("quita un 10 % por arriba", TENTH),
        ("cut off the bottom third", THIRD),
        ("crop the bottom 1/3", THIRD),
        ("schneid das untere Drittel weg", THIRD),
        ("coupe le tiers inférieur", THIRD),
        ("corta el tercio inferior", THIRD),
        ("remove the left half", HALF),
        ("crop to the right half", HALF),
        ("behalte nur die rechte Hälfte", HALF),
        ("crop out the left side", SOME),
        ("rogne le côté gauche", SOME),
        ("trim 10% off the top and bottom", Trim((*TENTH.cuts, Cut(BOTTOM, Amount(share=0.1))))),
        (
            "crop 50 px off the left and 20 px off the right",
            Trim((*FIFTY.cuts, Cut(RIGHT, Amount(20)))),
        ),
        ("crop 5 px off each side", Trim(tuple(Cut(side, Amount(5)) for side in EVERY))),
    ],
)
def test_what_is_taken_off_is_read(words: str, trim: Trim) -> None:
    assert trimming(words) == trim


@pytest.mark.parametrize(
    "words",
    [
        "crop top",
        "cut it out",
        "crop it",
        "keep the picture",
        "trim the sides",
        "remove the top",
        "remove the left half of the cup",
        "cut the top off the mountain",
        "cut the cake in half",
        "cut off the top left corner",
        "trim 0 px off the left",
        "50 pixels of the left",
        "crop to the rocket",
        "a house with the left half cut away",
    ],
)
def test_other_words_are_none(words: str) -> None:
    assert trimming(words) is None


@pytest.mark.parametrize(
    ("words", "named"),
    [
        ("more space on top, and on the left", (TOP, LEFT)),
        ("mehr Platz unten", (BOTTOM,)),
        ("de l’espace à droite", (Side.RIGHT,)),
        ("más espacio alrededor", EVERY),
        ("on both sides", (LEFT, RIGHT)),
        ("a topping", ()),
    ],
)
def test_sides_are_named(words: str, named: tuple[Side, ...]) -> None:
    assert sides(words) == named


async def test_what_only_crops_is_chosen_before_a_model() -> None:
    edits = (Intent.EDIT, Intent.REFRAME)
    model = card("model", "Model", (Role.EDIT,), edits, engine="diffusion")
    exact = card("exact", "Exact", (Role.EDIT,), edits, engine="classical")
    talk = Talk(catalogue=Catalogue((model, exact)))
    await talk.worker("model", "exact")
    spec = job_of(await talk.say("crop 50 px off the left", photo())).spec
    assert (spec.model, spec.intent, spec.count) == ("exact", Intent.REFRAME, 1)
    assert "the pixels that stay are what they were" in spec.reason
