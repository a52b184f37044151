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
_SHARE = re.compile(
    r"\s*\b(?:by|to|um|auf|de|en|un)?\s*[+-]?\d+(?:[.,]\d+)?\s*(?:%|percent|prozent)\s*"
)


class Told(NamedTuple):
    """Words whose quantities are changes."""

    words: str
    share: str  # the figure that they name, as it was written: “by 20 %”; empty for none


def told_plainly(words: str) -> Told:
    """`words` with each quantity that is turned up or down as a change: “brighter of the sky”."""
    plain = words
    for form, change in _forms():
        plain = form.sub(change, plain)
    if plain == words:
        return Told(words, "")
    share = _SHARE.search(plain)
    if share is None:
        return Told(plain, "")
    rest = f"{plain[: share.start()]} {plain[share.end() :]}"
    return Told(rest.strip(), share[0].strip())


@cache
def _forms() -> tuple[tuple[re.Pattern[str], str], ...]:
    """Each way to turn a quantity, with the change that it is."""
    data = tomllib.loads(Path(__file__).with_name("amounts.toml").read_text(encoding="utf-8"))
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
    return tuple(forms)


def _compiled(form: str) -> re.Pattern[str]:
    return re.compile(rf"\b{form}", re.IGNORECASE)


def _any(words: Iterable[Any]) -> str:
    """A pattern for one of plain `words`, the longest first, with or without accents."""
    listed = sorted({str(word) for word in words}, key=lambda word: (-len(word), word))
    return f"(?:{'|'.join(''.join(_ACCENTS.get(one, one) for one in word) for word in listed)})"
