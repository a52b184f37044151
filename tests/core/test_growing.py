"""Words that want more room on a side, told from those that zoom out or mean something else."""

import pytest

from core.amounts import Amount
from core.catalogue import Intent
from core.contexts import Context
from core.growing import Growth, growing
from core.intents import understand
from core.sides import Side
from tests.core.talk import lexicon

THIRD = Amount(share=1 / 3)
WIDER = {
    "add more space on top": (Side.TOP, THIRD),
    "more headroom": (Side.TOP, THIRD),
    "extend to the left": (Side.LEFT, THIRD),
    "extend the picture on the right by 200 px": (Side.RIGHT, Amount(200)),
    "add 200 px on the left": (Side.LEFT, Amount(200)),
    "leave empty space on the right for text": (Side.RIGHT, THIRD),
    "expand 20% to the right": (Side.RIGHT, Amount(share=0.2)),
    "mehr Platz oben": (Side.TOP, THIRD),
    "füge links Platz hinzu": (Side.LEFT, THIRD),
    "erweitere das Bild nach rechts": (Side.RIGHT, THIRD),
    "ajoute de l’espace en haut": (Side.TOP, THIRD),
    "étends l'image vers la gauche": (Side.LEFT, THIRD),
    "laisse de la place à droite": (Side.RIGHT, THIRD),
    "añade espacio arriba": (Side.TOP, THIRD),
    "amplía la imagen por la izquierda": (Side.LEFT, THIRD),
}


@pytest.mark.parametrize(("words", "wanted"), WIDER.items(), ids=WIDER)
def test_room_on_a_side_is_another_frame(words: str, wanted: tuple[Side, Amount]) -> None:
    side, amount = wanted
    assert growing(words) == Growth((side,), amount)
    assert understand(words, Context(images=1), lexicon()).intent is Intent.REFRAME


@pytest.mark.parametrize(
    "words",
    [
        "zoom out",
        "give her more room",
        "a space station above",
        "add a hat on the left",
        "crop out the empty space on top",
        "extend the picture",
        "expand your mind",
        "more space on all sides",
    ],
)
def test_other_words_name_no_side_to_grow(words: str) -> None:
    assert growing(words) is None
