"""Which light words ask for: from where it comes, and whether it is warm or cool."""

import re
from typing import NamedTuple

from worker.engines.classical.words.phrases import hits
from worker.engines.classical.words.vocabulary import vocabulary

# “Dim the light on the left” is no light from there.
_DIMMED = re.compile(
    r"\b(?:dim|dimmed|less|(?:turn|switch) off|darken|darker|reduce|lower|no|weniger|dunkler|kein"
    r"|dimm\w*|moins|baisse|eteins|menos|apaga|baja|sin)\b"
)


class Lamp(NamedTuple):
    """A light that a picture is to be seen in."""

    across: int  # -1 from the left, 1 from the right
    down: int  # -1 from above, 1 from below
    tone: str  # warm, cool, or empty
    title: str  # “warm light from the left”


def lamp(text: str) -> Lamp | None:
    """The light that folded `text` asks for; None where it names no light or no direction."""
    known = vocabulary().lamp
    light, sides = hits(text, known.words), hits(text, known.sides)
    aimed = [hit for hit in sides if light and _comes_from(text[light[0].end : hit.start])]
    if not aimed or _DIMMED.search(text):
        return None
    names = {known.sides[hit.phrase] for hit in aimed}
    across = ("right" in names) - ("left" in names)
    down = ("bottom" in names) - ("top" in names)
    if not across and not down:
        return None
    tones = [known.tones[hit.phrase] for hit in hits(text, known.tones)]
    tone = tones[0] if tones else ""
    where = [name for name, side in (("above", -1), ("below", 1)) if side == down]
    where += [name for name, side in (("the left", -1), ("the right", 1)) if side == across]
    return Lamp(across, down, tone, f"{tone} light from {' and '.join(where)}".strip())


def tone_alone(text: str) -> str:
    """The tone that folded `text` names and nothing else; empty where it says more."""
    known = vocabulary()
    tones = hits(text, known.lamp.tones)
    words = {text[hit.start : hit.end] for hit in tones}
    rest = set(text.split()) - words - set(known.polite) - set(known.lamp.words)
    return known.lamp.tones[tones[0].phrase] if tones and not rest else ""


def _comes_from(between: str) -> bool:
    return bool(set(between.split()) & set(vocabulary().lamp.relations))
