"""What words want behind the subject: a plain colour, a gradient, a sky, or none of these."""

import re
from typing import NamedTuple

from worker.engines.classical.posters.scenery import scene_named
from worker.engines.classical.words.beyond import Beyond
from worker.engines.classical.words.phrases import hits
from worker.engines.classical.words.pointing import removes
from worker.engines.classical.words.skies import sky_named
from worker.engines.classical.words.vocabulary import Colour, Vocabulary, vocabulary


class Stage(NamedTuple):
    """What comes behind the subject."""

    title: str  # “plain white”
    colours: tuple[Colour, ...] = ()
    gradient: bool = False
    sky: str = ""  # the kind of sky
    scene: str = ""  # the words of a scene that is drawn
    plain: bool = False  # whether the colour is to be nothing but itself


class Staging(NamedTuple):
    """A stage, and the words that ask for something else."""

    stage: Stage
    rest: str


_MORE = re.compile(
    r"\b(?:and|then|und|dann|et|puis|y|luego)\s+(?:also\s+|then\s+)?"
    r"(?=(?:make|turn|blur|brighten|darken|sharpen|remove|warm|mach|entferne|rends|enleve|haz|quita)\b)"
)

_STUDIO = "studio"  # it has a floor and a light, though nothing stands in it

# “The car in the background” is no background.
_WITHIN = re.compile(r"\b(?:in|from|of|at|im|vom|am|dans|de|en|del)\s+(?:(?:the|le|la|l|el)\s+)?$")


def staging(text: str) -> Staging | None:
    """The background that folded `text` asks for; None where it asks for no other one.

    Raises Beyond for one that cannot be drawn.
    """
    known = vocabulary()
    clause, *others = _MORE.split(text, maxsplit=1)
    place = next((hit for hit in hits(clause, known.places) if _is_ground(hit.phrase, known)), None)
    changes = hits(clause, [*known.changes, *known.places])
    if place is None or any(hit.phrase in known.changes for hit in changes) or removes(clause):
        return None
    if _WITHIN.search(clause[: place.start]):
        return None
    colours = tuple(known.colours[hit.phrase] for hit in hits(clause, known.colours))
    drawn = scene_named(clause[place.end :]) is not None
    if not (drawn or _asks(clause, place.start, colours, known)):
        return None
    return Staging(_stage(clause, place.end, colours, known), " ".join(others).strip())


def _is_ground(phrase: str, known: Vocabulary) -> bool:
    return known.places[phrase] == "background"


def _asks(clause: str, place: int, colours: tuple[Colour, ...], known: Vocabulary) -> bool:
    """Whether another background is meant, and not the one that is there in another colour.

    “Make the background blue” paints it; white, black and grey paint leaves nothing of it.
    """
    words = known.stage
    if hits(clause, words.swap) or hits(clause, words.plain):
        return True
    something = bool(colours) or bool(hits(clause, (*words.gradient, *known.skies)))
    paints = bool(hits(clause, words.paint))
    neutral = bool(colours) and all(colour.hue is None for colour in colours)
    return something and (not paints or neutral or bool(hits(clause, words.gradient)))


def _stage(clause: str, end: int, colours: tuple[Colour, ...], known: Vocabulary) -> Stage:
    if hits(clause, known.stage.gradient):
        return Stage("a gradient", colours, gradient=True)
    sky, wanted = sky_named(clause), _wanted(clause[end:], known)
    if sky and not wanted:
        return Stage("", sky=sky)
    if colours and not wanted:
        plain = any(hit.phrase != _STUDIO for hit in hits(clause, known.stage.plain))
        return Stage(colours[-1].name, colours[-1:], plain=plain)
    if scene_named(clause[end:]):
        return Stage("a drawn scene", scene=clause[end:])
    what = f"“{wanted}”" if wanted else "that"
    raise Beyond(
        f"it cannot draw {what}: that needs a diffusion model. Behind the subject it can put a "
        "colour (“plain white”), a gradient, a sunset, or a drawn beach, forest, desert or city."
    )


def _wanted(after: str, known: Vocabulary) -> str:
    """What of the words behind the place is neither a colour, a sky, nor a small word."""
    grounds = [phrase for phrase, place in known.places.items() if place in ("background", "sky")]
    for hit in reversed(hits(after, [*known.colours, *known.skies, *grounds])):
        after = after[: hit.start] + after[hit.end :]
    small = {*known.stage.small, *known.stage.plain, *known.polite}
    return " ".join(word for word in after.split() if word not in small)
