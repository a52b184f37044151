"""Words that ask for the same picture in another frame, in which nothing is made anew."""

from typing import assert_never

from core.trimming import Trim, trimming
from core.turning import Turn, turning

Exact = Turn | Trim


def exactly(words: str) -> Exact | None:
    """What `words` ask for and nothing else; None where a model might do better, or they ask for
    more."""
    return turning(words) or trimming(words)


def kept(wish: Exact) -> str:
    """Why no model is asked, as the reply tells it."""
    match wish:
        case Turn():
            return "its pixels are laid anew, and none is made"
        case Trim():
            return "the pixels that stay are what they were"
        case _:
            assert_never(wish)
