"""Pixels of palettes: the colours that rule pictures, and a picture of some colours."""

from collections.abc import Sequence
from io import BytesIO
from typing import NamedTuple

from PIL import Image, ImageDraw, ImageFont

from core.colour_names import called
from core.palettes import FOUND

_SIDE = 128  # px of the small pictures that are looked at
_SHADES = 32  # colours that are told apart first
_APART = 42.0  # of RGB: what is nearer is a shade of the same colour
_SOLID = 128  # alpha, from which a pixel counts
_LIVELY = 2.5  # times that a full colour counts, beside grey

_SWATCH, _BELOW, _EDGE = 260, 112, 28  # px
_IN_ROW = 3  # so that a phone shows the letters
_PAPER, _INK, _SOFT = "#181818", "#ffffff", "#cfcac2"


class _Shade(NamedTuple):
    colour: tuple[int, int, int]
    share: float  # of all that was looked at


def found(files: Sequence[bytes]) -> tuple[str, ...]:
    """The `FOUND` colours that rule some pictures, "#b5462a", the most important first.

    Each picture counts alike, small spots of full colours more than greys of their size. Raises
    OSError and ValueError where a picture cannot be read.
    """
    shades = [shade for data in files for shade in _shades(data)]
    weights = {
        shade: shade.share**0.6 * (1 + (_LIVELY - 1) * _chroma(shade.colour)) for shade in shades
    }
    chosen = list[_Shade]()
    for shade in sorted(shades, key=lambda one: (-weights[one], one.colour)):
        if all(_distance(shade.colour, one.colour) >= _APART for one in chosen):
            chosen.append(shade)
    return tuple(f"#{red:02x}{green:02x}{blue:02x}" for (red, green, blue), _ in chosen[:FOUND])


def swatches(palette: Sequence[str]) -> tuple[bytes, int, int]:
    """A picture of a palette as a PNG, with its width and height in px."""
    rows, columns = -(-len(palette) // _IN_ROW), min(len(palette), _IN_ROW)
    width, tall = 2 * _EDGE + columns * _SWATCH, _SWATCH + _BELOW
    height = 2 * _EDGE + rows * tall
    sheet = Image.new("RGB", (width, height), _PAPER)
    pen = ImageDraw.Draw(sheet)
    for at, colour in enumerate(palette):
        left, top = _EDGE + at % _IN_ROW * _SWATCH, _EDGE + at // _IN_ROW * tall
        pen.rectangle((left, top, left + _SWATCH - 1, top + _SWATCH - 1), colour)
        below = top + _SWATCH
        pen.text((left + 4, below + 10), called(colour), _INK, ImageFont.load_default(size=38))
        pen.text((left + 4, below + 58), colour, _SOFT, ImageFont.load_default(size=34))
    file = BytesIO()
    sheet.save(file, "PNG")
    return file.getvalue(), width, height


def _shades(data: bytes) -> list[_Shade]:
    with Image.open(BytesIO(data), formats=("PNG", "JPEG", "WEBP")) as opened:
        opened.draft("RGB", (2 * _SIDE, 2 * _SIDE))
        picture = opened.convert("RGBA")
    picture.thumbnail((_SIDE, _SIDE), Image.Resampling.BOX)
    alpha = picture.getchannel("A").tobytes()
    solid = [one for one, a in zip(_pixels(picture), alpha, strict=True) if a >= _SOLID]
    if not solid:
        return []
    row = Image.new("RGB", (len(solid), 1))
    row.putdata(solid)
    few = row.quantize(_SHADES, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    palette = few.getpalette() or []
    counts = few.getcolors() or []
    return [
        _Shade((palette[3 * at], palette[3 * at + 1], palette[3 * at + 2]), count / len(solid))
        for count, at in counts
        if isinstance(at, int)
    ]


def _pixels(picture: Image.Image) -> list[tuple[int, int, int]]:
    data = picture.convert("RGB").tobytes()
    return list(zip(data[0::3], data[1::3], data[2::3], strict=True))


def _chroma(colour: tuple[int, int, int]) -> float:
    return (max(colour) - min(colour)) / 255


def _distance(one: tuple[int, int, int], other: tuple[int, int, int]) -> float:
    return sum((a - b) ** 2 for a, b in zip(one, other, strict=True)) ** 0.5
