"""People in posters are small figures: what words ask of them beyond that is told, or declined."""

from collections.abc import Sequence

from worker.engines.classical.posters.brief import Item
from worker.engines.classical.posters.lexicon import people

PERSONS = frozenset({"person", "people"})


def is_trait(word: str) -> bool:
    """Whether `word` says of a person what a small figure does not show."""
    return word in people().traits


def called_person(word: str, traits: Sequence[str]) -> tuple[str, tuple[str, ...]]:
    """How a person is called, “old woman”, and what of that cannot be drawn."""
    called = " ".join((*traits, word))
    told = not traits and word not in people().untold
    return called, () if told else (f"{called} (only a small figure)",)


def likeness(
    unknown: Sequence[str], persons: Sequence[str], drawn: Sequence[Item], alone: bool
) -> str:
    """What a poster would be of that no small figure is: a portrait, or nothing but a person.

    Of words that are `unknown`, of `persons` as they are called, and of all that is `drawn`;
    `alone`: nothing else, such as weather, is asked for. Empty where it can be drawn.
    """
    if not people().likeness.isdisjoint(unknown) and (persons or not drawn):
        return "a portrait"
    if not (persons and alone) or {item.name for item in drawn} - PERSONS:
        return ""
    return f"“{persons[0]}” up close" if persons[0].split()[-1] in people().plain else ""
