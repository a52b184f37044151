"""Whom words vote for: "I vote for the comic", "my vote goes to the second one"."""

import re

from core.choosing import Chooser
from core.errors import BadRequest
from core.jobs import Job
from core.lexicon import Lexicon
from core.phrases import fold
from core.selections import numbers_of


class NobodyOfThatName(BadRequest):
    """None of them is called that. You can vote for {names}, by name or by number."""


def voted(words: str, job: Job, lexicon: Lexicon) -> int:
    """The variant (1-based) of a comparison that a vote names, by its label, number or place.

    Raises NobodyOfThatName where that is not one of them.
    """
    text = fold(words)
    said = set(re.findall(r"\w+", text))
    shared = [len(_told(one.label) & said) for one in job.variants]
    best = max(shared, default=0)
    if best and shared.count(best) == 1:
        return job.variants[shared.index(best)].index
    numbers = {number for each in lexicon.languages for number in _named(text, each.chooser, job)}
    if len(numbers) == 1:
        return numbers.pop()
    names = ", ".join(
        f"{one.index} ({one.label})" if one.label else str(one.index) for one in job.variants
    )
    raise NobodyOfThatName(names=names)


def _told(label: str) -> set[str]:
    """The words of a label that tell it from a number."""
    return set(re.findall(r"[^\W\d_]\w*", fold(label)))


def _named(text: str, chooser: Chooser, job: Job) -> tuple[int, ...]:
    """The variants of `job` that `text` names in one language."""
    found = next(iter(chooser.name.finditer(text)), None)
    if found is None:
        return ()
    most = max(one.index for one in job.variants)
    numbers = numbers_of(text, found.span(), chooser, most)
    return tuple(number for number in numbers if job.variant(number))
