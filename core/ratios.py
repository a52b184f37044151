"""The shape of a picture as a person writes it: 16:9, 3x2, 1.85:1, square."""

import re
from dataclasses import dataclass
from fractions import Fraction
from math import gcd
from typing import Self

LONGEST = 20  # a side is at most this many times the other

_WRITTEN = re.compile(r"(\d{1,4}(?:\.\d{1,3})?)\s*[:x×/]\s*(\d{1,4}(?:\.\d{1,3})?)", re.IGNORECASE)
_NAMED = {
    "square": (1, 1),
    "portrait": (2, 3),
    "vertical": (2, 3),
    "landscape": (3, 2),
    "horizontal": (3, 2),
    "widescreen": (16, 9),
}
# What is not called by its lowest terms.
_CALLED = {(7, 3): "21:9", (3, 7): "9:21", (8, 5): "16:10", (5, 8): "10:16"}


@dataclass(frozen=True, slots=True)
class Ratio:
    """Width to height, in lowest terms."""

    width: int
    height: int

    def __post_init__(self) -> None:
        assert gcd(self.width, self.height) == 1, f"{self} is not in lowest terms"

    @property
    def title(self) -> str:
        """What people call it."""
        return _CALLED.get((self.width, self.height), f"{self.width}:{self.height}")

    @classmethod
    def of(cls, width: Fraction, height: Fraction) -> Self | None:
        """The ratio of two lengths; None where one side is over LONGEST times the other."""
        if width <= 0 or height <= 0:
            return None
        ratio = width / height
        if not Fraction(1, LONGEST) <= ratio <= LONGEST:
            return None
        return cls(ratio.numerator, ratio.denominator)

    @classmethod
    def read(cls, text: str) -> Self | None:
        """The ratio that `text` writes, as numbers or by name; None where it is none."""
        if sides := _NAMED.get(text.strip().casefold()):
            return cls(*sides)
        if not (found := _WRITTEN.fullmatch(text.strip())):
            return None
        return cls.of(Fraction(found[1]), Fraction(found[2]))
