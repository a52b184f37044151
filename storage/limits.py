"""What Easel takes from a stranger; apart from intake, which brings the picture libraries along."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds on one file."""

    megabytes: int = 50
    megapixels: int = 50  # before anything is decoded
    longest: int = 4096  # px; a longer side is scaled down to it
    least: int = 16  # px a side
    ratio: int = 20  # of the longer side to the shorter


STANDARD = Limits()
