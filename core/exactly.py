"""Words that ask for the same picture in another frame, in which nothing is made anew."""

from typing import assert_never

from core.bordering import Border, bordering
from core.tilting import Tilt, tilting
from core.trimming import Trim, trimming
from core.turning import Turn, turning

Exact = Turn | Trim | Tilt | Border


def exactly(words: str) -> Exact | None:
    """What `words` ask for and nothing else; None where a model might do better, or they ask for
    more."""
    return turning(words) or trimming(words) or tilting(words) or bordering(words)


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
        case _:
            assert_never(wish)
