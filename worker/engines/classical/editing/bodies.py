"""What of people and animals can only be painted anew: eyes that close, hands that are mended."""

import re

from worker.engines.classical.words.beyond import Beyond, Unplaced
from worker.engines.classical.words.phrases import folded, hits
from worker.engines.classical.words.vocabulary import vocabulary

# Verbs of colours and tones, folded, that other edits do not know.
_PAINTING = re.compile(
    r"\b(?:whiten|bleach|dye|tint|redden|recolou?r|colou?r|paint|bleiche|farbe|blanchis|colore|teins"
    r"|blanquea|colorea|tine)\b"
)
_EYES = frozenset({"eye", "eyes", "auge", "augen", "yeux", "ojo", "ojos"})
_WHITE = re.compile(r"\b(?:whiten|bleach|bleiche|blanchis|blanquea)\b")


def decline_bodies(words: str) -> None:
    """Raises Beyond where `words`, which could not be followed, ask for another body or face.

    To paint a part of one needs no more than to find it, as Unplaced says.
    """
    text = folded(words)
    found = hits(text, vocabulary().bodily)
    if found and _paints(text):
        raise Unplaced(
            f"it cannot find “{found[0].phrase}” by name without a diffusion model. "
            f"{_way_on(text, found[0].phrase)}."
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


def _way_on(text: str, part: str) -> str:
    """What a person can do who wants another colour or tone of a part; eyes have one to name."""
    wanted = _wanted(text)
    if part in _EYES and wanted in {one.name for one in vocabulary().colours.values()}:
        now = "blue" if wanted == "green" else "green"
        named = f"Name the colour that is there now (“make the {now} eyes {wanted}”)"
        return f"{named}, or mark the place with a mask and say “make it {wanted}”"
    return f"Please mark the place with a mask and say “make it {wanted}”"


def _wanted(text: str) -> str:
    """The colour or tone that folded `text` asks for, as a person could say it again."""
    known = vocabulary()
    colours = [known.colours[hit.phrase].name for hit in hits(text, known.colours)]
    changes = [known.changes[hit.phrase] for hit in hits(text, known.changes)]
    return [*changes[-1:], *colours[-1:], "white" if _WHITE.search(text) else "brighter"][0]
