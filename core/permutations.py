"""`{red|blue} car`: the words once for every choice.

A group holds at least one bar and no other braces. Braces without a bar are plain text; a group
inside a group, and one that nothing closes, are errors, because their meaning would be a guess.
"""

import re
from itertools import pairwise, product
from math import prod

from core.errors import BadFlag, OpenChoices, TooManyChoices
from core.quoting import HIDDEN, Passage

MOST = 9

_OPEN = re.compile(r"\{[^{}]*\|[^{}]*$")
_GROUP = re.compile(r"\{([^{}]*\|[^{}]*)\}")


def expand(passage: Passage) -> tuple[str, ...]:
    """The words for each choice in order, the last group turning fastest; () without a group.

    Raises TooManyChoices for more than MOST of them, OpenChoices for a group that is not closed,
    and BadFlag for groups inside each other.
    """
    if open_ := _OPEN.search(passage.masked):
        raise OpenChoices(given=passage.part(open_.span()).lstrip("{"))
    groups = list(_GROUP.finditer(passage.masked))
    if not groups:
        return ()
    flag = passage.part(groups[0].span())
    _refuse_nesting(passage, flag)
    choices = [_choices(passage, group) for group in groups]
    if (count := prod(len(each) for each in choices)) > MOST:
        raise TooManyChoices(count=count, limit=MOST)
    spans = [group.span() for group in groups]
    return tuple(
        passage.replaced(list(zip(spans, chosen, strict=True))).tidy().text
        for chosen in product(*choices)
    )


def hidden(text: str) -> str:
    """Text with each group of choices hidden as a quotation is, character for character."""
    return _GROUP.sub(lambda found: HIDDEN * len(found[0]), text)


def _choices(passage: Passage, group: re.Match[str]) -> list[str]:
    start, stop = group.span(1)
    bars = [
        found.start()
        for found in re.finditer(r"\|", passage.masked[:stop])
        if start <= found.start()
    ]
    edges = [start - 1, *bars, stop]
    return [passage.text[left + 1 : right].strip() for left, right in pairwise(edges)]


def _refuse_nesting(passage: Passage, flag: str) -> None:
    outer = _GROUP.sub(lambda found: "x" * len(found[0]), passage.masked)
    if found := _GROUP.search(outer):
        raise BadFlag(flag=flag, needs="choices without braces", given=passage.part(found.span()))
