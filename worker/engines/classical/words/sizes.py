"""How large a picture should become, as words say it: 2x, twice as large, 4K, 3000 px."""

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from worker.engines.classical.words.phrases import folded, hits

# A long side in px; "4K" is that of a UHD screen, "2K" that of a 2K cinema frame.
_NAMED = {1: 1024, 2: 2048, 4: 3840, 8: 7680}

_PIXELS = re.compile(
    r"\b(\d{1,2}[., ]\d{3}|\d{2,5})\s*(?:p|px|pixels?|píxeles|pixeles)\b", re.IGNORECASE
)
_SIDES = re.compile(r"\b(\d{3,5})\s*(?:px\s*)?[x×]\s*(\d{3,5})\b", re.IGNORECASE)
_THOUSANDS = re.compile(r"\b(\d{1,2})\s?k\b", re.IGNORECASE)
_TIMES = re.compile(
    r"(?<![\w.,])(\d{1,2}(?:[.,]\d{1,2})?)(?:\s*[x×](?![\w×])"
    r"|[\s-]*(?:times|mal|fois|veces|fache?n?)\b)|(?<!\w)[x×]\s?(\d)\b",
    re.IGNORECASE,
)


class Target(NamedTuple):
    """What size was asked for: one of the two."""

    factor: float = 0.0  # times the source
    side: int = 0  # px of the long side


def target(words: str) -> Target | None:
    """The size that `words` name; None where they name none ("larger", "for print")."""
    if sides := _SIDES.search(words):
        return Target(side=max(int(sides[1]), int(sides[2])))
    if pixels := _PIXELS.search(words):
        return Target(side=_side(pixels))
    if thousands := _THOUSANDS.search(words):
        number = int(thousands[1])
        return Target(side=_NAMED.get(number, number * 1024))
    if times := _TIMES.search(words):
        return Target(factor=float((times[1] or times[2]).replace(",", ".")))
    return _worded(folded(words))


def resizing(words: str) -> bool:
    """Whether `words` ask for another size at all."""
    return target(words) is not None or bool(hits(folded(words), _data()["larger"]["words"]))


def _side(written: re.Match[str]) -> int:
    number = int(re.sub(r"\D", "", written[1]))
    # "1080p" counts the rows of a 16:9 picture.
    return round(number * 16 / 9) if written[0].casefold().endswith("p") else number


def _worded(text: str) -> Target | None:
    numbers = _data()["numbers"]
    spoken = re.search(rf"\b({'|'.join(numbers)}) ?(?:times|mal|fois|veces|x)\b", text)
    if spoken:
        return Target(factor=numbers[spoken[1]])
    factors = {word: entry["factor"] for entry in _data()["times"] for word in entry["words"]}
    found = hits(text, factors)
    return Target(factor=factors[found[0].phrase]) if found else None


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(Path(__file__).with_name("sizes.toml").read_text(encoding="utf-8"))
