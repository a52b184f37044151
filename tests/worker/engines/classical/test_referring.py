"""“It” is what was named before a removal, and nothing where something is named behind it."""

import pytest

from worker.engines.classical.editing.request import Verb, understood
from worker.engines.classical.words.beyond import Beyond


@pytest.mark.parametrize(
    ("words", "thing"),
    [
        ("I don't like the spoon, take it away", "the spoon"),
        ("this spoon is ugly, remove it", "the spoon"),
        ("the red cup bothers me, get rid of it", "the red cup"),
        ("I don't like the red cup. Remove it please", "the red cup"),
        ("der Löffel stört, nimm ihn weg", "the loffel"),
        ("die rote Tasse gefällt mir nicht, entferne sie", "the rote tasse"),
        ("la cuillère me gêne, enlève-la", "the cuillere"),
        ("je n'aime pas la cuillère, supprime-la", "the cuillere"),
        ("no me gusta la cuchara, quítala", "the cuchara"),
        ("I don't like the spoon, remove the cup", "the cup"),
    ],
    ids=lambda value: value,
)
def test_it_is_what_was_named_before(words: str, thing: str) -> None:
    (request,) = understood(words).requests
    assert (request.verb, request.title) == (Verb.REMOVE, thing)


def test_it_alone_is_asked_for() -> None:
    with pytest.raises(Beyond, match="needs to know what to take out"):
        understood("take it away")
