"""Words that put a plain border around a picture, told from other borders and frames."""

import pytest

from core.amounts import Amount
from core.bordering import bordering
from core.catalogue import Intent
from core.contexts import Context
from core.intents import understand
from tests.core.talk import lexicon

THIN, USUAL, WIDE = Amount(share=0.015), Amount(share=0.04), Amount(share=0.09)
BORDERS = {
    "add a white border": ("white", USUAL),
    "add a border": ("white", USUAL),
    "put a thin black frame around it": ("black", THIN),
    "give it a thick navy frame": ("navy", WIDE),
    "frame it in black": ("black", USUAL),
    "a 20 px red border please": ("red", Amount(20)),
    "weißer Rahmen": ("white", USUAL),
    "ein dünner schwarzer Rahmen": ("black", THIN),
    "füge einen breiten weißen Rand hinzu": ("white", WIDE),
    "ajoute une bordure blanche": ("white", USUAL),
    "mets un cadre noir fin": ("black", THIN),
    "añade un borde blanco": ("white", USUAL),
    "ponle un marco negro fino": ("black", THIN),
}


@pytest.mark.parametrize(("words", "expected"), BORDERS.items(), ids=BORDERS)
def test_a_border_is_read(words: str, expected: tuple[str, Amount]) -> None:
    assert bordering(words) == expected
    assert understand(words, Context(images=1), lexicon()).intent is Intent.REFRAME


@pytest.mark.parametrize(
    "words",
    [
        "add a wooden frame",
        "an ornate golden frame",
        "remove the white border",
        "crop the white border",
        "a wide frame",
        "make the frame wider",
        "put a white frame around the cup",
        "a white border collie",
        "black frame glasses",
        "frame",
    ],
)
def test_other_words_are_none(words: str) -> None:
    assert bordering(words) is None
