"""ICC profiles of a matrix and three curves: which numbers of a picture mean which light.

Those are the profiles of cameras, screens and editors. Profiles made of tables, as scanners and
presses have them, cannot be turned around exactly, and are none here.
Sections are those of ICC.1:2022.
"""

import struct
from collections.abc import Callable, Mapping
from itertools import pairwise
from typing import NamedTuple

Matrix = tuple[tuple[float, float, float], ...]  # three rows
Curve = tuple[float, ...]  # light, 0 to 1, of equally spaced numbers from 0 to 1

SAMPLES = 4097  # of a curve; between two of them it is a straight line
_SMALLEST = 132  # bytes: the header and a count of tags
_MOST_TAGS = 100
_TABLES = frozenset({b"A2B0", b"A2B1", b"A2B2", b"D2B0", b"D2B1", b"D2B2", b"D2B3"})
_PARAMETERS = {0: 1, 1: 3, 2: 4, 3: 5, 4: 7}  # of each function, section 10.18
_FLATTEST = 1e-3  # of the determinant: flatter primaries span no colours


class Profile(NamedTuple):
    """What a profile says of numbers for red, green and blue."""

    matrix: Matrix  # from light of the three to XYZ, as seen by an eye used to D50
    curves: tuple[Curve, Curve, Curve]  # of red, green and blue


def read_profile(data: bytes) -> Profile | None:
    """The profile of RGB that `data` holds; None where it is of another kind, or damaged."""
    if len(data) < _SMALLEST or data[16:24] != b"RGB XYZ " or data[36:40] != b"acsp":
        return None
    try:
        tags = _tags(data)
        if not _TABLES.isdisjoint(tags):
            return None
        columns = [_xyz(tags[name]) for name in (b"rXYZ", b"gXYZ", b"bXYZ")]
        red, green, blue = (_curve(tags[name]) for name in (b"rTRC", b"gTRC", b"bTRC"))
    except (KeyError, ValueError, OverflowError, ZeroDivisionError, struct.error):
        return None
    matrix = tuple((r, g, b) for r, g, b in zip(*columns, strict=True))
    if _determinant(matrix) < _FLATTEST or not all(map(_rises, (red, green, blue))):
        return None
    return Profile(matrix, (red, green, blue))


def _tags(data: bytes) -> Mapping[bytes, bytes]:
    """The content of each tag by its signature, section 7.3."""
    (count,) = struct.unpack_from(">I", data, 128)
    if count > _MOST_TAGS:
        raise ValueError(count)
    entries = [struct.unpack_from(">4sII", data, 132 + 12 * number) for number in range(count)]
    return {name: data[start : start + size] for name, start, size in entries}


def _xyz(tag: bytes) -> tuple[float, float, float]:
    """Three s15Fixed16Numbers, section 10.31."""
    kind, x, y, z = struct.unpack_from(">4s4x3i", tag)
    if kind != b"XYZ ":
        raise ValueError(kind)
    return x / 65536, y / 65536, z / 65536


def _curve(tag: bytes) -> Curve:
    kind = tag[:4]
    if kind == b"curv":
        return _listed(tag)
    if kind != b"para":
        raise ValueError(kind)
    (function,) = struct.unpack_from(">H", tag, 8)
    values = struct.unpack_from(f">{_PARAMETERS[function]}i", tag, 12)
    return _sampled(_parametric(function, [value / 65536 for value in values]))


def _listed(tag: bytes) -> Curve:
    """A curveType, section 10.6: nothing, a gamma, or numbers in equal steps."""
    (count,) = struct.unpack_from(">I", tag, 8)
    if count == 0:
        return _sampled(lambda x: x)
    if 12 + 2 * count > len(tag):
        raise ValueError(count)
    if count == 1:
        gamma = int.from_bytes(tag[12:14], "big") / 256
        return _sampled(lambda x: x**gamma)
    steps = [value / 65535 for value in struct.unpack_from(f">{count}H", tag, 12)]
    return _sampled(lambda x: _between(steps, x * (count - 1)))


def _between(steps: list[float], place: float) -> float:
    low = min(int(place), len(steps) - 2)
    return steps[low] + (place - low) * (steps[low + 1] - steps[low])


def _parametric(function: int, values: list[float]) -> Callable[[float], float]:
    """A parametricCurveType, section 10.18, table 68."""
    g, a, b, c, d, e, f = (*values, *([0.0] * (7 - len(values))))
    match function:
        case 0:
            return lambda x: x**g
        case 1:
            return lambda x: max(0.0, a * x + b) ** g if x >= -b / a else 0.0
        case 2:
            return lambda x: max(0.0, a * x + b) ** g + c if x >= -b / a else c
        case _:
            return lambda x: max(0.0, a * x + b) ** g + e if x >= d else c * x + f


def _sampled(light: Callable[[float], float]) -> Curve:
    most = SAMPLES - 1
    return tuple(min(1.0, max(0.0, light(step / most))) for step in range(SAMPLES))


def _rises(curve: Curve) -> bool:
    """Whether each light has one number: nowhere less, and from near nothing to near all."""
    whole = curve[0] < 0.01 and curve[-1] > 0.99
    return whole and all(one <= other for one, other in pairwise(curve))


def _determinant(matrix: Matrix) -> float:
    (a, b, c), (d, e, f), (g, h, i) = matrix
    return abs(a * (e * i - f * h) - b * (d * i - f * g) + c * (d * h - e * g))
