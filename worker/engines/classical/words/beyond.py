"""What the classical engine says when words ask for more than image processing can do."""

import numpy as np
from numpy.typing import NDArray


class Beyond(Exception):
    """The words ask for something that needs a model; the argument says what, as a sentence's end.

    The engine turns it into CannotDo with the name of the card. `guess` is what is perhaps meant
    (height, width), 0 to 1, where that can be shown. It crosses processes.
    """

    def __init__(self, reason: str, guess: NDArray[np.float32] | None = None) -> None:
        super().__init__(reason)
        self.reason = reason
        self.guess = guess
