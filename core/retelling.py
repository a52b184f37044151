"""Which step words tell, by what it did: “the cup” is the step that was about it."""

import re
from collections.abc import Container, Set

from core.phrases import fold
from core.steps import Step, Way

_STEM = 4  # letters that a word needs to be the beginning of another


def latest(way: Way, wanted: Set[str], among: Container[int]) -> int | None:
    """The number of the step that the `wanted` words tell, of those `among` which it may be.

    It is the latest of those that share most of the words; None where none shares any.
    """
    there = _there(way, among)
    shared = {number: _shared(way.at(number), wanted) for number in there}
    most = max(shared.values(), default=0)
    return max(number for number, count in shared.items() if count == most) if most else None


def retold(way: Way, wanted: Set[str], among: Container[int]) -> int | None:
    """The number of the latest step of those `among` whose title tells all the `wanted` words."""
    there = reversed(_there(way, among))
    told = (number for number in there if _shared(way.at(number), wanted) == len(wanted))
    return next(told, None) if wanted else None


def _there(way: Way, among: Container[int]) -> list[int]:
    return [number for number in way.numbers if number in among]


def _shared(step: Step, wanted: Set[str]) -> int:
    """How many of the wanted words the title of a step tells."""
    told = re.findall(r"\w+", fold(step.title))
    return sum(any(_one(word, other) for other in told) for word in wanted)


def _one(word: str, other: str) -> bool:
    """Whether two words are one: "blur" and "blurred", "watercolor" and "watercolour"."""
    short, long = sorted((word.replace("our", "or"), other.replace("our", "or")), key=len)
    return long == short or (len(short) >= _STEM and long.startswith(short))
