"""Which one of several attached pictures the words are about: "turn image 2 into a watercolour"."""

from core.catalogue import Intent
from core.choosing import Chooser
from core.phrases import fold
from core.quoting import Passage
from core.selections import Selected, numbers_of, without_name

# What is done to a whole picture, or said of it, wherever its name stands in the words.
_WHOLLY = frozenset(
    {
        Intent.VARY,
        Intent.UPSCALE,
        Intent.CUTOUT,
        Intent.REFRAME,
        Intent.FORMATS,
        Intent.ANIMATE,
        Intent.DESCRIBE,
        Intent.READ,
        Intent.COMPARE,
    }
)
# What can also take something from a picture for another one: "add the hat from image 2".
_PARTLY = frozenset({Intent.EDIT, Intent.RESTYLE})


def pick(words: str, chooser: Chooser, pictures: int) -> Selected:
    """Take the name of the only one of so many attached `pictures` that the words name out of them.

    A bare number is no name here ("2 dogs"), and neither is what belongs to a picture ("image 2's
    style"). Nothing is selected where several are named, or where there are others beside it.
    """
    folded = fold(Passage.of(words).masked)
    found = [one.span() for one in chooser.labelled.finditer(folded)]
    named = {number for span in found for number in numbers_of(folded, span, chooser, pictures)}
    if len(named) != 1 or max(named) > pictures or chooser.others.search(folded):
        return Selected((), words)
    return without_name(words, folded, found[0], chooser, pictures)


def alone(picked: Selected, chooser: Chooser, intent: Intent) -> bool:
    """Whether the picture that was `picked` is all that `intent` needs."""
    if intent in _WHOLLY:
        return True
    before, _, _ = fold(picked.said).partition(fold(picked.name))
    return intent in _PARTLY and any(place.search(before) for place in chooser.worked_on)
