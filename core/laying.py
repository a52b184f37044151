"""Whether words ask for a picture as it is, turned or in another size: nothing is drawn."""

from core.purposes import frame_of
from core.turning import turning


def lays_anew(words: str) -> bool:
    """Whether `words` ask for a turn or a frame that they name, and for nothing else."""
    return turning(words) is not None or frame_of(words) is not None
