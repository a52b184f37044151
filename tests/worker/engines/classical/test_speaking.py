"""Refusals are short, and quote people as they wrote."""

import pytest

from core.catalogue import Intent
from tests.pictures.scenes import still_life
from tests.worker.engines.classical.requests import made
from worker.engines.classical.order import Order
from worker.engines.classical.variant import make
from worker.engines.classical.words.beyond import Beyond
from worker.engines.classical.words.speaking import as_said

_MOST = 240  # characters: what a chat shows in some three lines


@pytest.mark.parametrize(
    ("text", "words", "said"),
    [
        ("no “a la place”", "un chat À la place d'un chien", "no “À la place”"),
        ("no “lego figur”", "eine Lego-Figur, bitte", "no “Lego-Figur”"),
        ("no “l homme”", "enlève l'homme", "no “l'homme”"),
        ("say “as a watercolour”", "un chien", "say “as a watercolour”"),
        ("“cat” and “cat”", "a CAT", "“CAT” and “CAT”"),
        ("“GRAND” replaced", "change grand", "“GRAND” replaced"),
        ("it now reads “open”, not “a cat”", "A CAT, OPEN", "it now reads “open”, not “a cat”"),
        ("nothing", "nothing", "nothing"),
        ("taken for den loffel", "entferne den Löffel", "taken for den Löffel"),
        ("no munze: of two", "entferne die Münze", "no Münze: of two"),
        ("die roten punkte removed", "Entferne die roten Punkte", "die roten Punkte removed"),
        ("a la tasse a gauche", "enlève la tasse à gauche", "a la tasse à gauche"),
        (
            "brighter (the face) and blurred",
            "the face and blurred",
            "brighter (the face) and blurred",
        ),
    ],
)
def test_quotations_stand_as_they_were_written(text: str, words: str, said: str) -> None:
    assert as_said(text, words) == said


@pytest.mark.parametrize(
    ("words", "intent"),
    [
        ("put a cat in place of the cup", Intent.EDIT),
        ("make the dog happier", Intent.EDIT),
        ("make the grass blue", Intent.EDIT),
        ("make the sea red", Intent.EDIT),
        ("change the background to a spaceship hangar", Intent.EDIT),
        ("turn her into a marble statue that is very old and broken", Intent.RESTYLE),
        ("my cat as an astronaut on the moon", Intent.RESTYLE),
        ("the same woman in Paris", Intent.REFINE),
        ("another frame please", Intent.REFRAME),
        ("steam rising from the cup in the morning", Intent.ANIMATE),
        ("a wizard, a dragon, a knight, an elf and an orc riding", Intent.IMAGINE),
        ("remove the haze", Intent.EDIT),
        ("remove the person in the background", Intent.EDIT),
        ("remove the lamp", Intent.EDIT),
    ],
    ids=lambda value: value[:30],
)
def test_a_refusal_is_short(words: str, intent: Intent) -> None:
    with pytest.raises(Beyond) as caught:
        made(still_life(), words, intent)
    assert len(caught.value.reason) <= _MOST, caught.value.reason


def test_a_refusal_and_a_reply_keep_accents() -> None:
    picture = still_life()
    with pytest.raises(Beyond, match="“Café à la crème”"):
        made(picture, "Café à la crème", Intent.RESTYLE)
    order = Order(1, Intent.RESTYLE, "Aquarell mit einem Löwen", 0, 0.6, (picture,))
    assert "“mit einem Löwen”" in make(order).did
