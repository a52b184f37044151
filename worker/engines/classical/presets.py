"""A look for a part that a button names: “the face, as a comic”, “the background, noir”."""

import re

from core.regions import REGIONS
from worker.engines.classical.editing.request import understood
from worker.engines.classical.sparing import Sparing
from worker.engines.classical.styles.looks import taken
from worker.engines.classical.words.phrases import folded
from worker.engines.classical.words.vocabulary import vocabulary

_FORM = re.compile(
    rf"(?P<part>{'|'.join(region.words for region in REGIONS.values())}), (?P<look>.+)", re.DOTALL
)
# What may stand around the name of a look and asks for nothing else.
_SMALL = frozenset(
    (
        *("a", "an", "as", "in", "into", "like", "the", "style", "look", "of", "please", "make"),
        *("als", "ein", "eine", "einen", "eines", "einer", "im", "stil", "wie", "bitte", "it"),
        *("en", "comme", "un", "une", "d", "como", "una", "estilo", "de", "por", "favor"),
    )
)


def preset(words: str) -> Sparing | None:
    """The look that `words` ask for a part that a button names; None where they ask for more.

    What is a look by name is that here, also where it is a colour in another language (“noir”).
    """
    match = _FORM.fullmatch(words.strip())
    found = taken(match["look"]) if match else ()
    if match is None or len(found) != 1 or not found[0].exact or found[0].look.kind != "style":
        return None
    phrase = found[0].phrase
    others = re.sub(rf"\b{re.escape(phrase)}\w*", " ", folded(match["look"])).split()
    if phrase in vocabulary().changes or not _SMALL.issuperset(others):
        return None
    return Sparing(phrase, understood(f"darken {match['part']}").requests[0])
