"""Files of 16 bits a channel or of wide colours, and their samples as OpenCV reads them."""

import zlib
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from tests.storage import strangers

Samples = NDArray[Any]  # uint8 or uint16: (height, width) or (height, width, 3 or 4), red first
COLOUR_TYPES = {1: 0, 2: 4, 3: 2, 4: 6}  # by channels, PNG specification, table 11.1


def noise(height: int, width: int, channels: int, bits: int = 16, seed: int = 0) -> Samples:
    """Samples that share no byte with their neighbours."""
    kind = np.uint16 if bits == 16 else np.uint8
    rng = np.random.default_rng(seed)
    return rng.integers(0, 2**bits, (height, width, channels), dtype=kind)


def slopes(height: int = 120, width: int = 160) -> Samples:
    """Colours of 16 bits that change by less than what 8 bits can tell."""
    down, across = np.mgrid[0:height, 0:width]
    planes = [20000 + 60 * across + 7 * down, 45000 - 40 * across, 15000 + 80 * down]
    return np.stack(planes, axis=2).astype(np.uint16)


def filed(samples: Samples, profile: bytes = b"", turned: int = 1, key: bytes = b"") -> bytes:
    """A PNG of these samples, (height, width, channels), with its profile and its way up."""
    height, width, channels = samples.shape
    rows = [row.tobytes() for row in samples.astype(samples.dtype.newbyteorder(">"))]
    chunks = strangers.chunk(b"tRNS", key) if key else b""
    bits = 8 * samples.itemsize
    file = strangers.png((width, height), rows, bits, COLOUR_TYPES[channels], chunks)
    if profile:
        file = strangers.with_chunk(file, b"iCCP", b"its own\0\0" + zlib.compress(profile))
    return strangers.with_chunk(file, b"eXIf", strangers.orientation(turned)[6:])


def samples_of(file: bytes) -> Samples:
    """What OpenCV reads of a PNG, which is all of it."""
    found = cv2.imdecode(np.frombuffer(file, np.uint8), cv2.IMREAD_UNCHANGED)
    assert found is not None
    if found.ndim == 2:
        return found[..., None]
    return found[..., [2, 1, 0, 3][: found.shape[2]]]


def profile_of(file: bytes) -> bytes:
    """The ICC profile of a PNG; empty where it has none."""
    at = file.find(b"iCCP")
    if at < 0:
        return b""
    length = int.from_bytes(file[at - 4 : at], "big")
    return zlib.decompress(file[at + 4 : at + 4 + length].partition(b"\0")[2][1:])
