"""A person's text to a Prompt: flags, ratio, count, seed, quoted text, @sets, negatives."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Ratio:
    """Width to height, in lowest terms."""

    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Prompt:
    """What a text asks for, with its settings taken out of the words."""

    words: str  # without flags; quoted text verbatim, permutations as they were written
    permutations: tuple[str, ...] = ()  # the words once for each choice of {a|b}
    negative: str = ""  # what must not appear
    ratio: Ratio | None = None
    count: int | None = None
    seed: int | None = None
    model: str | None = None
    strength: float | None = None  # 0 to 1
    raw: bool = False  # words go to the model as they are
    quoted: tuple[str, ...] = ()  # text that should appear in the picture, verbatim
    sets: tuple[str, ...] = ()  # names of reference sets, without the @
