"""What every container is unwrapped to."""

from typing import NamedTuple

MOST_PARTS = 100_000  # chunks, segments or blocks of one file that are looked at


class Damaged(ValueError):
    """A container whose structure makes no sense."""


class Size(NamedTuple):
    """Of a picture, in px."""

    width: int
    height: int


class Contents(NamedTuple):
    """What a file holds, as its container says."""

    essence: bytes  # the file with only what draws the first picture
    size: Size | None = None  # None where only the decoder tells
    frames: int = 1
    depth: int = 8  # bits a channel
    gamma: float = 0.0  # of the encoder, as PNG means it; 0 where nothing is said
    profile: bytes = b""  # ICC
    exif: bytes = b""
    remarks: bool = False  # whether comments and descriptions were left out
