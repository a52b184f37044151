"""What was done to 8-bit sRGB, done to the same picture in the depth and colours of its source."""

import struct
import zlib
from typing import Any, NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from core.profiles import read_profile
from worker.engine import Laying, Pixels
from worker.media.colours import Colours, Numbers
from worker.media.gradients import REACH, between
from worker.media.laying import laid

Samples = NDArray[Any]  # uint8 or uint16, (height, width, 3 or 4): blue, green, red, alpha

_HEADER = 33  # bytes: the signature and IHDR, PNG specification 5.2 and 11.2.1
_UNMOVED = Laying()
_ROWS = 128  # at once, which bounds the memory
# By how much of 255 a pixel may differ and still have some of what 8 bits did not say of it. With
# less, the edge of a change would show in smooth colours; with more, what was there shines through.
_FADES = 16


def deepened(deep: bytes, before: Pixels, after: Pixels, laying: Laying = _UNMOVED) -> bytes:
    """The picture `deep`, a PNG as intake keeps it, changed as `after` differs from `before`.

    Those two are 8-bit sRGB, `before` the same picture in the same size, which lies in `after` as
    `laying` says; so it does then in what is returned. Where they agree, the samples stay as they
    are, to the bit; elsewhere they are those of `after` in the profile of `deep`, and where the two
    are alike they keep what `before` had lost of them.
    """
    samples = cv2.imdecode(np.frombuffer(deep, np.uint8), cv2.IMREAD_UNCHANGED)
    assert samples is not None, "a stored picture can be read"
    assert samples.shape[:2] == before.shape[:2], "one size"
    height, width = after.shape[:2]
    samples, before = (laid(one, laying, width, height) for one in (samples, before))
    grey = samples.ndim == 2
    kept = _shaped(samples, alpha=before.shape[2] == 4 or after.shape[2] == 4)
    chunk = _profile_chunk(deep)
    colours = _colours(chunk)
    for top in range(0, kept.shape[0], _ROWS):
        rows = slice(top, top + _ROWS)
        was, now = (_Rows(picture[..., :3], top) for picture in (before, after))
        _recolour(kept[rows], was, now, colours)
        if kept.shape[2] == 4:
            _veil(kept[rows], _alpha(before[rows]), _alpha(after[rows]))
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


class _Rows(NamedTuple):
    """Some rows of an 8-bit picture, with all that is around them."""

    whole: Pixels  # (height, width, 3)
    top: int  # the first of the rows

    @property
    def pixels(self) -> Pixels:
        """The rows."""
        return self.whole[self.top : self.top + _ROWS]

    def wanted(self, where: NDArray[np.bool_], bits: int) -> Numbers:
        """Pixels of the rows, (pixels, 3), 0 to 255, between the steps for more than 8 bits."""
        if bits == 8:
            return self.pixels[where].astype(np.float32)
        columns = np.flatnonzero(where.any(axis=0))
        first, last = int(columns[0]), int(columns[-1]) + 1
        above, before = min(self.top, REACH), min(first, REACH)
        down = slice(self.top - above, self.top + _ROWS + REACH)
        found = between(self.whole[down, first - before : last + REACH])
        rows, across = slice(above, above + len(where)), slice(before, before + last - first)
        return found[rows, across][where[:, first:last]]


def _recolour(kept: Samples, was: _Rows, now: _Rows, colours: Colours | None) -> None:
    """Bring some rows to the colours of a result where it is another, in place."""
    differs = (was.pixels != now.pixels).any(axis=2)
    if not differs.any():
        return
    bits = 8 * kept.itemsize
    new = _numbers(now.wanted(differs, bits), colours)
    likeness = _likeness(was.pixels[differs], now.pixels[differs])
    alike = likeness[:, 0] > 0
    if alike.any():
        where = differs.copy()
        where[differs] = alike
        old = _shares(kept[..., 2::-1][where])
        new[alike] += likeness[alike] * (old - _numbers(was.wanted(where, bits), colours))
    kept[..., 2::-1][differs] = _samples(new, kept)


def _veil(kept: Samples, was: Pixels, now: Pixels) -> None:
    """Bring some rows to the alpha of a result where it is another, in place."""
    differs = was != now
    was, now = was[differs][:, None], now[differs][:, None]
    new = _numbers(now, None)
    new += _likeness(was, now) * (_shares(kept[..., 3:][differs]) - _numbers(was, None))
    kept[..., 3:][differs] = _samples(new, kept)


def _likeness(was: Pixels, now: Pixels) -> Numbers:
    """How much of what 8 bits did not say is kept of each of some pixels: (pixels, 1), 0 to 1."""
    apart = np.abs(now.astype(np.int16) - was).max(axis=1, keepdims=True).astype(np.float32)
    return np.clip(1 - apart / _FADES, 0, 1)


def _shares(samples: Samples) -> Numbers:
    return np.divide(samples, np.iinfo(samples.dtype).max, dtype=np.float32)


def _samples(numbers: Numbers, like: Samples) -> Samples:
    most = np.float32(np.iinfo(like.dtype).max)
    return np.rint(np.clip(numbers, 0, 1) * most).astype(like.dtype)


def _numbers(pixels: Pixels | Numbers, colours: Colours | None) -> Numbers:
    """Numbers, 0 to 1, in the profile, for those of sRGB, 0 to 255."""
    numbers = np.divide(pixels, 255, dtype=np.float32)
    return numbers if colours is None else colours.to(numbers)


def _alpha(picture: Pixels) -> Pixels:
    if picture.shape[2] == 4:
        return picture[..., 3]
    return np.full(picture.shape[:2], 255, np.uint8)


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
