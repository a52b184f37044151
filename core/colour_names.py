"""Colours as people write them, and what a colour is called."""

import re

from core.errors import BadRequest
from core.phrases import fold

# Names that most people would give; the first that is nearest counts.
NAMED = {
    "black": "#111111",
    "charcoal": "#36454f",
    "grey": "#808080",
    "silver": "#c0c0c0",
    "white": "#ffffff",
    "ivory": "#fffff0",
    "cream": "#f5ebd0",
    "beige": "#d9c7a3",
    "tan": "#c19a6b",
    "brown": "#7b4a2d",
    "chocolate": "#4a2c1d",
    "maroon": "#7a1f2b",
    "red": "#d22630",
    "brick red": "#b5462a",
    "coral": "#ff7058",
    "salmon": "#f4a08c",
    "orange": "#f28c1e",
    "apricot": "#f9c18e",
    "amber": "#ffbf00",
    "gold": "#d4a72c",
    "mustard": "#c9a227",
    "yellow": "#f7dc28",
    "lime": "#a8d52a",
    "olive": "#77772f",
    "moss": "#5d6b35",
    "green": "#2e8b40",
    "forest green": "#1f4d2b",
    "mint": "#aee5c8",
    "teal": "#147a7a",
    "turquoise": "#34c5c0",
    "cyan": "#20c4e8",
    "sky blue": "#87c3eb",
    "blue": "#2459c4",
    "navy": "#16244f",
    "slate": "#5f7186",
    "indigo": "#3b2f8c",
    "violet": "#7a3fb0",
    "lavender": "#c3b1e1",
    "plum": "#6e2a5c",
    "magenta": "#d0278f",
    "pink": "#f29ab5",
    "rose": "#d9647f",
}
_HEX = re.compile(r"#?([0-9a-f]{6}|[0-9a-f]{3})", re.IGNORECASE)


class BadColour(BadRequest):
    """“{given}” is no colour that I know; write colours as #b5462a, or by their English names:
    {known}, …"""


def read_colours(text: str) -> tuple[str, ...]:
    """The colours of a text, parted by commas, or by spaces where they are codes; each once.

    Raises BadColour.
    """
    parts = [one.strip() for one in re.split(r"[,;\n]", text) if one.strip()]
    if len(parts) == 1 and all(_HEX.fullmatch(one) for one in parts[0].split()):
        parts = parts[0].split()
    return tuple(dict.fromkeys(_read(one) for one in parts))


def called(colour: str) -> str:
    """What a colour is called: the nearest name, by the eye's weights of red, green and blue."""
    return min(NAMED, key=lambda name: _distance(NAMED[name], colour))


def told(palette: tuple[str, ...]) -> str:
    """A palette in words: "brick red #b5462a, ivory #fffff0"; no two have one name."""
    return ", ".join(f"{name} {one}" for name, one in zip(_names(palette), palette, strict=True))


def _names(palette: tuple[str, ...]) -> list[str]:
    """What the colours are called beside each other: "brick red" and "dark brick red"."""
    names = list[str]()
    for one in palette:
        name = called(one)
        twins = [each for each in palette if called(each) == name]
        ranked = sorted(set(twins), key=lambda each: (_light(each), each))
        names.append(name if len(ranked) < 2 else _shaded(name, ranked.index(one), len(ranked)))
    return names


def _shaded(name: str, at: int, count: int) -> str:
    """The name of one of several colours that would have it, the darkest first."""
    if at == 0:
        return f"dark {name}"
    if at == count - 1:
        return f"light {name}"
    return name if count == 3 else f"{name} {at + 1}"


def _light(colour: str) -> float:
    red, green, blue = _parts(colour)
    return 0.299 * red + 0.587 * green + 0.114 * blue


def _read(written: str) -> str:
    found = _HEX.fullmatch(written)
    if found:
        digits = found[1].lower()
        return f"#{digits if len(digits) == 6 else ''.join(2 * one for one in digits)}"
    name = fold(written).replace("gray", "grey")
    if name not in NAMED:
        raise BadColour(given=written[:40], known=", ".join(list(NAMED)[12:20]))
    return NAMED[name]


def _distance(one: str, other: str) -> float:
    # Weights by the mean of red, as www.compuphase.com/cmetric.htm (2019) proposes them.
    (r1, g1, b1), (r2, g2, b2) = _parts(one), _parts(other)
    red = (r1 + r2) / 2
    weights = 2 + red / 256, 4.0, 2 + (255 - red) / 256
    squares = (r1 - r2) ** 2, (g1 - g2) ** 2, (b1 - b2) ** 2
    return sum(weight * square for weight, square in zip(weights, squares, strict=True))


def _parts(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)
