"""What the classical engine says when words ask for more than image processing can do."""

import numpy as np
from numpy.typing import NDArray

_Marks = NDArray[np.float32]  # (height, width), 0 to 1


class Beyond(Exception):
    """The words ask for something that needs a model; the argument says what, as a sentence's end.

    The engine turns it into CannotDo with the name of the card. `guess` is what is perhaps meant,
    where that can be shown; `more` is what else it may be, the likelier first. It crosses
    processes.
    """

    def __init__(
        self, reason: str, guess: _Marks | None = None, more: tuple[_Marks, ...] = ()
    ) -> None:
        super().__init__(reason, guess, more)
        self.reason = reason
        self.guess = guess
        self.more = more

    def saying(self, reason: str) -> "Beyond":
        """The same in other words."""
        return type(self)(reason, self.guess, self.more)

    def __str__(self) -> str:
        return self.reason


class Unplaced(Beyond):
    """It cannot tell where something is: with a place that a person marks, it can."""
