"""Quantities that are turned up or down, as the changes they come to: “increase the brightness”."""

import re
import tomllib
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

_ACCENTS = {
    "a": "[aáàâä]", "c": "[cç]", "e": "[eéèêë]", "i": "[iíìîï]", "n": "[nñ]", "o": "[oóòôö]",
    "u": "[uúùûü]", " ": r"\s+",
}  # fmt: skip
# A lamp, and no quantity: “more light from the left”.
_LAMP = (
    r"(?!\s+(?:source|bulb|ray|beam|(?:from|von|aus|de|desde)\s+(?:(?:the|der|dem|la|el|l)\W+)?"
    r"(?:left|right|above|top|behind|below|window|front|side|back|upper|lower|bottom|links|rechts"
    r"|oben|unten|hinten|vorn|gauche|droite|haut|bas|izquierda|derecha|arriba|abajo)\b))"
)
_LITTLE, _MUCH = 15, 50  # %
_FIGURE = r"[+-]?\d+(?:[.,]\d+)?\s*(?:%|percent|prozent|pour\s*cent|por\s*ciento)"
_BY = rf"\b(?:by|um|de|en|un)\s+{_FIGURE}"
_SIGNS = {"up": r"\+", "down": "[-−–]"}


class Told(NamedTuple):
    """Words whose quantities are changes."""

    words: str
    share: str  # the figure that they name, as it was written: “by 20 %”; empty for none


def told_plainly(words: str) -> Told:
    """`words` with each quantity that is turned up or down as a change: “brighter of the sky”."""
    plain = words
    for form, change in _forms():
        plain = form.sub(change, plain)
    # Of a quantity a bare figure is how much, too: “brightness down 20%”.
    share = re.search(_BY, plain, re.IGNORECASE)
    share = share or (plain != words and re.search(_FIGURE, plain, re.IGNORECASE))
    if not share:
        return Told(plain, "")
    rest = f"{plain[: share.start()]} {plain[share.end() :]}"
    return Told(rest.strip(), share[0].strip())


def how_much(text: str, share: str = "") -> str:
    """How much of a change folded `text` wishes: "little", "much", or empty where it does not say.

    `share` is the figure that stood with it: “by 10 %” is little, and “by 60 %” much.
    """
    figure = re.search(r"\d+", share)
    if figure:
        return "little" if int(figure[0]) <= _LITTLE else "much" if int(figure[0]) >= _MUCH else ""
    degrees, text = _degrees(), text.replace("too much", "")
    return next((name for name, form in degrees.items() if form.search(text)), "")


@cache
def _degrees() -> dict[str, re.Pattern[str]]:
    degrees = _data()["degree"]
    return {name: re.compile(rf"\b{_any(words)}\b") for name, words in degrees.items()}


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(Path(__file__).with_name("amounts.toml").read_text(encoding="utf-8"))


@cache
def _forms() -> tuple[tuple[re.Pattern[str], str], ...]:
    """Each way to turn a quantity, with the change that it is."""
    data = _data()
    forms = list[tuple[re.Pattern[str], str]]()
    between, turning = _any(data["between"]["words"]), _any(data["turning"]["words"])
    for quantity in data["quantity"]:
        named = _any(quantity["words"])
        for way in ("up", "down", "out"):
            if change := quantity.get(way):
                before = rf"{_any(data[way]['words'])}\s+(?:{between}['’]?\s*\b)?{named}\b{_LAMP}"
                forms.append((_compiled(before), change))
        for way in ("up", "down"):
            if change := quantity.get(way):
                behind = _any(data[f"behind_{way}"]["words"])
                parted = rf"(?:{turning}\s+)?(?:{between}\s+)?{named}\s+{behind}\b(?!\s+the\b)"
                forms.append((_compiled(parted), change))
                signed = rf"{named}\s*:?\s*{_SIGNS[way]}\s*(?P<figure>\d+)\s*%?"
                forms.append((_compiled(signed), rf"{change} by \g<figure>%"))
    return tuple(forms)


def _compiled(form: str) -> re.Pattern[str]:
    return re.compile(rf"\b{form}", re.IGNORECASE)


def _any(words: Iterable[Any]) -> str:
    """A pattern for one of plain `words`, the longest first, with or without accents."""
    listed = sorted({str(word) for word in words}, key=lambda word: (-len(word), word))
    return f"(?:{'|'.join(''.join(_ACCENTS.get(one, one) for one in word) for word in listed)})"
