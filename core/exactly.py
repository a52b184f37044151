"""Words that ask for the same picture in another frame, in which nothing is made anew."""

from typing import assert_never

from core.bordering import Border, bordering
from core.purposes import Frame, frame_of
from core.tilting import Tilt, tilting
from core.trimming import Trim, trimming
from core.turning import Turn, turning

Laid = Turn | Trim | Tilt | Border  # what changes no size but by what it takes or adds
Exact = Laid | Frame


def exactly(words: str) -> Exact | None:
    """What `words` ask for and nothing else; None where a model might do better, or they ask for
    more."""
    laid = turning(words) or trimming(words) or tilting(words) or bordering(words)
    return laid or frame_of(words)


def kept(wish: Exact) -> str:
    """Why no model is asked, as the reply tells it."""
    match wish:
        case Turn():
            return "its pixels are laid anew, and none is made"
        case Trim():
            return "the pixels that stay are what they were"
        case Tilt():
            return "it is the same picture, turned"
        case Border():
            return "the picture in it stays what it was"
        case Frame():
            return "no model has to draw for that"
        case _:
            assert_never(wish)
