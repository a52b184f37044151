"""The few facts that Easel wants of a picture's EXIF block: which way is up, what it gives away."""

import struct
from collections.abc import Iterator
from typing import NamedTuple

_ORIENTATION = 0x0112
_LOCATION = 0x8825  # pointer to the GPS directory
_CAMERA = frozenset({0x010F, 0x0110, 0x8769})  # make, model, pointer to the camera's directory
_SHORT = 3  # type of a field: 16 bits


class Exif(NamedTuple):
    """What an EXIF block says."""

    orientation: int = 1  # 1 to 8 as in the EXIF specification; 1 is upright
    location: bool = False
    camera: bool = False


def read_exif(block: bytes) -> Exif:
    """Facts of an EXIF block, with or without its `Exif` prefix; a damaged one says nothing.

    Reads the first directory only (EXIF 2.32, section 4.6.2) and nothing that it points to, so
    that 65,535 fields which each claim the whole block cost no more than their own bytes.
    """
    block = block.removeprefix(b"Exif\0\0")
    try:
        entries = dict(_entries(block))
    except struct.error:
        return Exif()
    orientation = entries.get(_ORIENTATION, 1)
    return Exif(
        orientation=orientation if 1 <= orientation <= 8 else 1,
        location=_LOCATION in entries,
        camera=not _CAMERA.isdisjoint(entries),
    )


def _entries(block: bytes) -> Iterator[tuple[int, int]]:
    """Tag and value of each field that has one 16-bit value; 0 stands for any other value."""
    order = {b"II*\0": "<", b"MM\0*": ">"}.get(block[:4])
    if order is None:
        return
    (start,) = struct.unpack_from(order + "I", block, 4)
    (count,) = struct.unpack_from(order + "H", block, start)
    for at in range(start + 2, start + 2 + 12 * count, 12):
        tag, kind, many, value = struct.unpack_from(order + "HHIH", block, at)
        yield tag, value if (kind, many) == (_SHORT, 1) else 0
