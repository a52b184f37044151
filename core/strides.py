"""How people ask to go along the steps to a result."""

from typing import NamedTuple

BACK, AHEAD, FIRST, LAST, TO = "back", "ahead", "first", "last", "to"


class Stride(NamedTuple):
    """A way along the steps."""

    kind: str  # BACK, AHEAD, FIRST, LAST or TO
    number: int = 1  # so many steps; where it leads TO a step, that one's, be there one or not


def stride_of(option: str) -> Stride:
    """The stride that the option of a button means; raises ValueError for anything else."""
    if option in ("", FIRST):
        return Stride(option or BACK)
    if not (option.isascii() and option.isdigit()):
        raise ValueError(f"no step is called {option!r}")
    return Stride(TO, int(option))
