"""The parts of a sentence that names several edits: “warmer, and the sky purple”."""

import re
from itertools import pairwise

from worker.engines.classical.words.lamps import lamp
from worker.engines.classical.words.phrases import folded, hits
from worker.engines.classical.words.telling import things_told
from worker.engines.classical.words.vocabulary import vocabulary

_STOP = re.compile(r"[,;:!?&+\n]+(?!\d)|\.(?!\d)")
# Verbs of changes, folded. Alone before another one they have its object.
_CHANGING = (
    "brighten lighten darken dim saturate desaturate sharpen blur denoise warm cool enhance "
    "improve verdunkle entsattige scharfe verwische entrausche verbessere eclaircis assombris "
    "desature floute ameliore aclara oscurece desatura enfoca desenfoca difumina mejora"
)
_VERBS = frozenset(_CHANGING.split())
_JOINTS = re.compile(r"and|with|then|but|und|mit|dann|aber|et|avec|puis|mais|y|e|con|luego|pero")


def parts(words: str) -> tuple[str, ...]:
    """The folded parts of `words`, cut at commas and conjunctions outside known phrases.

    What names no change by itself joins the next part: “the sky and the grass purple” is one.
    """
    text = folded(_STOP.sub(" and ", words))
    cut = [part for part in _cut(text) if part]
    joined, waiting = list[str](), ""
    for part, after in pairwise([*cut, ""]):
        waiting = f"{waiting} and {part}" if waiting else part
        if says_something(waiting) and not _shares_its_place(part, after):
            joined.append(waiting)
            waiting = ""
    return (*joined, waiting) if waiting else tuple(joined)


def says_something(text: str) -> bool:
    """Whether folded `text` names a change, a sky, a colour to paint, a light, or a removal."""
    known = vocabulary()
    if hits(text, known.remove.words) or lamp(text):
        return True
    found = hits(text, [*known.colours, *known.places, *known.changes])
    colours = sum(hit.phrase in known.colours for hit in found)
    placed = any(known.places.get(hit.phrase, "whole") != "whole" for hit in found)
    placed = placed or bool(things_told(text, found))
    changes = any(hit.phrase in known.changes and hit.phrase not in known.places for hit in found)
    return changes or bool(hits(text, known.skies)) or colours > (0 if placed else 1)


def _shares_its_place(part: str, after: str) -> bool:
    """Whether `part` is a verb alone, of the place of the verb `after`: “blur | and darken it”."""
    return part in _VERBS and after.partition(" ")[0] in _VERBS


def _cut(text: str) -> list[str]:
    known = vocabulary()
    whole = hits(text, [*known.colours, *known.places, *known.changes, *known.skies])
    pieces, start = list[str](), 0
    for match in re.finditer(r"\w+", text):
        inside = any(hit.start < match.start() < hit.end for hit in whole)
        if _JOINTS.fullmatch(match[0]) and not inside:
            pieces.append(text[start : match.start()].strip())
            start = match.end()
    return [*pieces, text[start:].strip()]
