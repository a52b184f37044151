"""What words ask of one place: which place, and which change of it."""

import re
from dataclasses import dataclass
from enum import StrEnum

from worker.engines.classical.beyond import Beyond
from worker.engines.classical.phrases import Hit, folded, hits
from worker.engines.classical.vocabulary import Colour, vocabulary

ABILITIES = (
    "It can recolour the sky, the background, grass, water or anything that you name by its "
    "colour (“make the red car blue”), change light, contrast, warmth and sharpness there or "
    "everywhere, blur the background, and swap the sky for a sunset, a starry or a stormy one"
)


class Verb(StrEnum):
    """The kinds of edit."""

    RECOLOUR = "recolour"
    CHANGE = "change"
    SKY = "sky"


@dataclass(frozen=True, slots=True)
class Request:
    """One edit."""

    verb: Verb
    place: str  # sky, background, subject, grass, water, whole; or "colour"
    title: str  # the place, as a person says it: “the red car”
    colour: Colour | None = None  # what to paint
    named: Colour | None = None  # the colour that the place is found by
    what: str = ""  # the change, or the kind of sky


def understood(words: str) -> Request:
    """The edit that `words` ask for; raises Beyond, which says what can be asked instead."""
    text, known = folded(words), vocabulary()
    found = hits(text, [*known.colours, *known.places, *known.changes])
    places = [hit for hit in found if hit.phrase in known.places]
    skies = hits(text, known.skies)
    if skies and any(known.places[hit.phrase] == "sky" for hit in places):
        return Request(Verb.SKY, "sky", "the sky", what=known.skies[skies[0].phrase])
    if hits(text, known.beyond):
        raise Beyond(f"adding, removing and replacing things needs a diffusion model. {ABILITIES}.")
    _refuse_unknown_things(text, found)
    return _placed(text, found, places)


def _placed(text: str, found: tuple[Hit, ...], places: list[Hit]) -> Request:
    known = vocabulary()
    colours = [hit for hit in found if hit.phrase in known.colours]
    changes = [
        hit for hit in found if hit.phrase in known.changes and hit.phrase not in known.places
    ]
    named = [known.places[hit.phrase] for hit in places]
    place = next((name for name in named if name != "whole"), "")
    target = known.colours[colours[-1].phrase] if colours else None
    by_colour = not place and len(colours) > (0 if changes else 1)
    if by_colour:
        of = known.colours[colours[0].phrase]
        place, title = "colour", _thing(text, colours[0])
    else:
        of, place = None, place or "whole"
        title = "the whole picture" if place == "whole" else f"the {place}"
    if changes:
        return Request(Verb.CHANGE, place, title, named=of, what=known.changes[changes[0].phrase])
    if target is None:
        raise Beyond(f"it does not know that edit; others need a diffusion model. {ABILITIES}.")
    return Request(Verb.RECOLOUR, place, title, colour=target, named=of)


_NOUN = re.compile(r"\b(?:the|my|his|her|their|our|das|der|die|den|dem|le|la|les|el|los|las) (\w+)")


def _refuse_unknown_things(text: str, found: tuple[Hit, ...]) -> None:
    for match in _NOUN.finditer(text):
        start = match.start(1)
        if not any(hit.start <= start < hit.end for hit in found):
            raise Beyond(
                f"it cannot find “{match[1]}” without a diffusion model. Name its colour "
                f"(“make the red {match[1]} blue”) or a place that it knows. {ABILITIES}."
            )


_FILLERS = {"to", "into", "a", "in", "zu", "en", "be", "more", "less", "than", "and"}


def _thing(text: str, hit: Hit) -> str:
    """The colour with its noun: “the red car”."""
    following = text[hit.end :].split()
    noun = following[0] if following and following[0] not in _FILLERS else "part"
    known = vocabulary()
    if noun in known.colours or noun in known.changes:
        noun = "part"
    return f"the {text[hit.start : hit.end]} {noun}"
