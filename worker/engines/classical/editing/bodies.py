"""What of people and animals can only be painted anew: eyes that close, hands that are mended."""

import re

from worker.engines.classical.words.beyond import Beyond
from worker.engines.classical.words.phrases import folded, hits
from worker.engines.classical.words.vocabulary import vocabulary

# Verbs of colours and tones, folded, that other edits do not know.
_PAINTING = re.compile(
    r"\b(?:whiten|bleach|dye|tint|redden|recolou?r|colou?r|paint|bleiche|farbe|blanchis|colore|teins"
    r"|blanquea|colorea|tine)\b"
)


def decline_bodies(words: str) -> None:
    """Raises Beyond where `words`, which could not be followed, ask for another body or face.

    To paint a part of one needs no more than to find it: that is told apart.
    """
    text = folded(words)
    found = hits(text, vocabulary().bodily)
    if found and _paints(text):
        raise Beyond(
            f"it cannot find “{found[0].phrase}” by name without a diffusion model. Name the "
            "colour that is there now (“make the green eyes blue”), or mark the place with a mask."
        )
    if found:
        raise Beyond(
            f"it moves no part of a body (“{found[0].phrase}”): hands, eyes, smiles and poses have "
            "to be painted anew, which needs a diffusion model that edits. “easel models list” "
            "names those."
        )


def _paints(text: str) -> bool:
    """Whether folded `text` only asks for another colour or tone of what is there."""
    known = vocabulary()
    return bool(_PAINTING.search(text) or hits(text, [*known.colours, *known.changes]))
