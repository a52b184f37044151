"""Things that words name and that cannot be found, or are not there yet."""

import re

from worker.engines.classical.editing.aiming import FILLERS, NOUN, aims_of, changes_in, describes
from worker.engines.classical.words.beyond import Beyond, Unplaced
from worker.engines.classical.words.phrases import Hit
from worker.engines.classical.words.positions import parts_in, thing_beside
from worker.engines.classical.words.telling import things_told
from worker.engines.classical.words.vocabulary import vocabulary

_QUALITIES = frozenset({"colour", "color", "farbe", "couleur"})  # “the colour of the text”


def refuse_unknown_things(text: str, found: tuple[Hit, ...]) -> None:
    """Raises Unplaced for a thing that its colour, a known place or its like do not tell."""
    becomes = changes_in(found) or any(hit.phrase in vocabulary().colours for hit in found)
    if becomes and things_told(text, found):
        return
    for match in NOUN.finditer(text):
        start = match.start(1)
        if match[1] in vocabulary().where:
            _refuse_told_things(text, match)
            continue
        if match[1] in vocabulary().which and (thing := thing_beside(text, match.end(1))):
            if vocabulary().places.get(thing) == "text":
                continue  # “the second text”: lines are counted
            _refuse_told_things(text, match)
        said = any(hit.start <= start < hit.end for hit in found)
        if said or match[1] in parts_in(text) | _QUALITIES:
            continue
        if not _coloured(match, found):
            raise Unplaced(
                f"it cannot find “{match[1]}” without a diffusion model. Name its colour (“make "
                "the red car blue”), the sky, the background, the subject, a face, grass or water."
            )


def _refuse_told_things(text: str, told: re.Match[str]) -> None:
    """Raises Unplaced for what only a position tells, and is no thing: “the left eye”."""
    thing = thing_beside(text, told.end(1))
    if thing:
        raise Unplaced(
            f"it cannot find “{told[1]} {thing}” without a diffusion model. Name its colour too "
            "(“the red cup on the left”), mark it, or name a part of the picture: “the left half”."
        )


_LESS = re.compile(
    r"\b(?:less|too|not so|not as|not that|weniger|zu|nicht so|moins de|moins|trop|pas si|menos"
    r"|demasiado|no tan)$"
)
_SOME = re.compile(r"\b(?:un|une|des|una|unos|unas) (\w+)$")


def refuse_less_of_a_colour(text: str, found: tuple[Hit, ...]) -> None:
    """Raises Beyond for “less red”, which is no wish to paint it red."""
    for hit in found:
        if hit.phrase in vocabulary().colours and _LESS.search(text[: hit.start].strip()):
            colour = text[hit.start : hit.end]
            raise Beyond(f"it cannot take “{colour}” back; “less colour” and “cooler” it knows.")


def refuse_new_things(text: str, found: tuple[Hit, ...]) -> None:
    """Raises Beyond where a colour belongs to a thing that no article points at: “a red hat”.

    To paint everything in its colour would be the last that was meant.
    """
    known = vocabulary()
    colours = [hit for hit in found if hit.phrase in known.colours]
    if not colours or aims_of(text, found, colours, ()) or changes_in(found):
        return
    last = colours[-1]
    if describes(text, last):
        return  # “the red car” is there
    before, colour = text[: last.start].strip(), text[last.start : last.end]
    following = next(iter(text[last.end :].split()), "")
    owner = _SOME.search(before)
    plain = {"", *FILLERS, *known.polite, *known.alone}
    if owner is None and (following in plain or _known(last.end + 1, found)):
        return
    thing = f"{owner[1]} {colour}" if owner else f"{colour} {following}"
    raise Beyond(
        f"it cannot draw “{thing}” into a picture without a diffusion model. To recolour what is "
        f"there, say “make the … {colour}” with its present colour: “make the red car blue”."
    )


def _known(start: int, found: tuple[Hit, ...]) -> bool:
    return any(hit.start <= start < hit.end for hit in found)


def _coloured(noun: re.Match[str], found: tuple[Hit, ...]) -> bool:
    """Whether a colour stands behind a noun and its change is said: “la taza roja azul”."""
    colours = [hit for hit in found if hit.phrase in vocabulary().colours]
    said = len(colours) > 1 or bool(changes_in(found))
    return said and bool(colours) and colours[0].start == noun.end() + 1
