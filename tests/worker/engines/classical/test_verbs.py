"""Edits are asked for with a verb in four languages, and come to the same."""

import numpy as np
import pytest

from core.catalogue import Intent
from tests.pictures.scenes import landscape
from tests.worker.engines.classical.requests import made
from worker.engines.classical.words.beyond import Beyond

SAME = {
    "darken the sky": ("verdunkle den Himmel", "assombris le ciel", "oscurece el cielo"),
    "brighten the picture": (
        "helle das Bild auf",
        "éclaircissez la photo",
        "aclara la imagen",
    ),
    "blur the bottom right corner": (
        "verwische die untere rechte Ecke",
        "floute le coin inférieur droit",
        "difumina la esquina inferior derecha",
    ),
    "recolour the grass purple": (
        "färbe das Gras lila",
        "colore l'herbe en violet",
        "tiñe la hierba de morado",
    ),
    "replace the sky with a sunset": (
        "ersetze den Himmel durch einen Sonnenuntergang",
        "remplace le ciel par un coucher de soleil",
        "reemplaza el cielo por un atardecer",
    ),
    "make the colours warmer": (
        "erwärme die Farben",
        "réchauffe les couleurs",
        "calienta los colores",
    ),
    "desaturate the picture": ("entsättige das Bild", "désature l'image", "desatura la foto"),
    "sharpen the picture": ("schärfe das Bild", "rends la photo plus nette", "enfoca la imagen"),
    "reduce the contrast": (
        "verringere den Kontrast",
        "réduis le contraste",
        "reduce el contraste",
    ),
    "remove the red house": (
        "beseitige das rote Haus",
        "supprime la maison rouge",
        "quite la casa roja",
    ),
}
SMALL = landscape(240, 180)


@pytest.mark.parametrize(
    ("english", "said"),
    [pytest.param(english, said, id=said) for english, every in SAME.items() for said in every],
)
def test_the_same_is_made_in_every_language(english: str, said: str) -> None:
    expected = made(SMALL, english, Intent.EDIT).pixels
    assert np.array_equal(made(SMALL, said, Intent.EDIT).pixels, expected)


@pytest.mark.parametrize("english", SAME)
def test_and_it_is_more_than_nothing(english: str) -> None:
    assert not np.array_equal(made(SMALL, english, Intent.EDIT).pixels, SMALL)


@pytest.mark.parametrize(
    "words",
    [
        "ersetze die Tasse durch eine Vase",
        "remplacez la tasse par un vase",
        "sustituye la taza por un jarrón",
    ],
)
def test_what_is_beyond_it_is_so_in_every_language(words: str) -> None:
    with pytest.raises(Beyond, match="adding and replacing things"):
        made(SMALL, words, Intent.EDIT)
