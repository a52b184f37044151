"""What was done to 8-bit sRGB, done to the same picture in the depth and colours of its source."""

import struct
import zlib
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from core.profiles import read_profile
from worker.engine import Pixels
from worker.media.colours import Colours, Numbers

Samples = NDArray[Any]  # uint8 or uint16, (height, width, 3 or 4): blue, green, red, alpha

_HEADER = 33  # bytes: the signature and IHDR, PNG specification 5.2 and 11.2.1
_ROWS = 128  # at once, which bounds the memory
# By how much of 255 a pixel may differ and still have some of what 8 bits did not say of it. With
# less, the edge of a change would show in smooth colours; with more, what was there shines through.
_FADES = 16


def deepened(deep: bytes, before: Pixels, after: Pixels) -> bytes:
    """The picture `deep`, a PNG as intake keeps it, changed as `after` differs from `before`.

    Those two are 8-bit sRGB of its size, `before` the same picture. Where they agree, the samples
    stay as they are, to the bit; elsewhere they are those of `after` in the profile of `deep`,
    and near to where nothing changed they keep what `before` had lost of them.
    """
    samples = cv2.imdecode(np.frombuffer(deep, np.uint8), cv2.IMREAD_UNCHANGED)
    assert samples is not None, "a stored picture can be read"
    grey = samples.ndim == 2
    kept = _shaped(samples, alpha=before.shape[2] == 4 or after.shape[2] == 4)
    assert kept.shape[:2] == before.shape[:2] == after.shape[:2], "one size"
    chunk = _profile_chunk(deep)
    colours = _colours(chunk)
    for top in range(0, kept.shape[0], _ROWS):
        rows = slice(top, top + _ROWS)
        _change(kept[rows], before[rows], after[rows], colours)
    if grey and kept.shape[2] == 3 and _is_grey(kept):
        kept = kept[..., 0]
    return _written(kept, chunk)


def _shaped(samples: Samples, *, alpha: bool) -> Samples:
    """With three channels, or four where there is, or comes, something see-through."""
    if samples.ndim == 2:
        samples = cv2.cvtColor(samples, cv2.COLOR_GRAY2BGR)
    if alpha and samples.shape[2] == 3:
        samples = cv2.cvtColor(samples, cv2.COLOR_BGR2BGRA)
    return samples


def _change(kept: Samples, before: Pixels, after: Pixels, colours: Colours | None) -> None:
    """Change some rows in place: the colours and the alpha, each where it is another."""
    most = np.float32(np.iinfo(kept.dtype).max)
    was, now = before[..., :3], after[..., :3]
    differs = (was != now).any(axis=2)
    if differs.any():
        was, now = was[differs], now[differs]
        old = kept[..., 2::-1][differs].astype(np.float32) / most
        kept[..., 2::-1][differs] = _samples(_blend(old, was, now, colours), most)
    if kept.shape[2] == 4:
        was, now = _alpha(before), _alpha(after)
        differs = (was != now)[..., 0]
        old = kept[..., 3:][differs].astype(np.float32) / most
        kept[..., 3:][differs] = _samples(_blend(old, was[differs], now[differs], None), most)


def _blend(old: Numbers, was: Pixels, now: Pixels, colours: Colours | None) -> Numbers:
    """Numbers for `now`, with what `was` does not say of `old` as far as they are alike.

    All are (pixels, channels).
    """
    numbers = _numbers(now, colours)
    apart = np.abs(now.astype(np.int16) - was).max(axis=1)
    near = apart < _FADES
    if near.any():
        lost = old[near] - _numbers(was[near], colours)
        numbers[near] += lost * (1 - apart[near] / np.float32(_FADES))[:, None]
    return numbers


def _numbers(pixels: Pixels, colours: Colours | None) -> Numbers:
    if colours is None:
        return np.divide(pixels, 255, dtype=np.float32)
    return colours.to(pixels)


def _samples(numbers: Numbers, most: np.float32) -> Numbers:
    return np.rint(np.clip(numbers, 0, 1) * most)


def _alpha(picture: Pixels) -> Pixels:
    if picture.shape[2] == 4:
        return picture[..., 3:]
    return np.full((*picture.shape[:2], 1), 255, np.uint8)


def _is_grey(samples: Samples) -> bool:
    return all(np.array_equal(samples[..., 0], samples[..., band]) for band in (1, 2))


def _profile_chunk(data: bytes) -> bytes:
    """The iCCP chunk as it stands; empty where there is none. Intake puts it behind IHDR."""
    (length,) = struct.unpack_from(">I", data, _HEADER)
    there = data[_HEADER + 4 : _HEADER + 8] == b"iCCP"
    return data[_HEADER : _HEADER + 12 + length] if there else b""


def _colours(chunk: bytes) -> Colours | None:
    """The way to the colours of an iCCP chunk; None for those of sRGB."""
    if not chunk:
        return None
    packed = chunk[8:-4].partition(b"\0")[2][1:]
    profile = read_profile(zlib.decompress(packed))
    assert profile is not None, "intake keeps no other profiles"
    return Colours.of(profile)


def _written(samples: Samples, chunk: bytes) -> bytes:
    done, data = cv2.imencode(".png", samples, [cv2.IMWRITE_PNG_COMPRESSION, 1])
    assert done, f"{samples.shape} could not be encoded"
    return b"".join([data[:_HEADER].tobytes(), chunk, data[_HEADER:].tobytes()])
