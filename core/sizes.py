"""The size of a new picture as a person writes it: 768, or 1024x640."""

import re
from dataclasses import dataclass
from typing import NamedTuple, Self

from core.ratios import Ratio

GRAIN = 16  # px: sides of generated pictures are multiples of it, as latents need
LEAST, MOST = 256, 2048  # px of a side
_WRITTEN = re.compile(r"(\d{3,4})(?:\s*[x×]\s*(\d{3,4}))?(?:\s*px)?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Size:
    """Width and height in px; or the side of a square, whose pixels any other shape has, too."""

    width: int
    height: int = 0  # 0 where only the side of the square was said

    @classmethod
    def read(cls, text: str) -> Self | None:
        """The size that `text` writes; None where it is none, or too small or large."""
        found = _WRITTEN.fullmatch(text.strip())
        if found is None:
            return None
        sides = [int(side) for side in found.groups() if side]
        return cls(*sides) if all(LEAST <= side <= MOST for side in sides) else None


class Sides(NamedTuple):
    """Of a picture, in px."""

    width: int
    height: int


def sides(square: int, ratio: Ratio | None, asked: Size | None) -> Sides:
    """Sides in multiples of GRAIN: as they were `asked` for, else with as many pixels as the square
    that was asked for, or one of `square` px a side."""
    if asked is not None and asked.height:
        return Sides(_rounded(asked.width), _rounded(asked.height))
    side = asked.width if asked is not None else square
    scale = (ratio.width / ratio.height) ** 0.5 if ratio is not None else 1.0
    return Sides(_rounded(side * scale), _rounded(side / scale))


def _rounded(side: float) -> int:
    return max(GRAIN, round(side / GRAIN) * GRAIN)
