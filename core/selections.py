"""Which variants of a grid the words name: "2 but at night", "the third one", "vary 1 and 4"."""

import re
from collections.abc import Sequence
from math import ceil
from typing import NamedTuple

from core.choosing import CORNERS, FEW, ORDINALS, Chooser
from core.grids import columns_of
from core.phrases import fold
from core.quoting import Passage, Span

_SENTENCE_END = re.compile(r"(?:^|[.!?\n])[\s.,:;–—#-]*$")


class Selected(NamedTuple):
    """The variants that were named, and the words without them."""

    variants: tuple[int, ...]  # 1-based, in the order in which they were named
    words: str
    said: str = ""  # the words with the names
    name: str = ""  # what stood where the words now have the pronoun
    pronoun: str = ""

    def verbatim(self, part: str) -> str:
        """A part of the words as it was said, with the name in the place of its pronoun."""
        if not self.variants:
            return part
        pronouns = re.finditer(rf"(?<!\w){self.pronoun}(?!\w)", part) if self.pronoun else ()
        named = [part[: one.start()] + self.name + part[one.end() :] for one in pronouns]
        return next((each for each in (*named, part) if each in self.said), self.said)


def select(words: str, chooser: Chooser, variants: int, in_grid: bool) -> Selected:
    """Take the names of variants out of `words`; `variants` is how many the grid has.

    Where no grid is replied to (`in_grid` false), only what can mean nothing else is taken.
    Within a sentence a pronoun takes the place of the names: "make 2 darker", "make it darker".
    Where several places name some, they become the pictures that a model is given: "the hat from
    1 on 3" is "the hat from image 1 on image 2".
    """
    folded = fold(Passage.of(words).masked)
    places = chooser.places if in_grid else chooser.sure
    found = next((hit for place in places if (hit := place.search(folded))), None)
    if found is None:
        return Selected((), words)
    first = found.span(1)
    bonded = chooser.bonded.finditer(folded) if in_grid else ()
    more = [
        span
        for span in (hit.span(1) for hit in bonded)
        if (span[0] >= first[1] or span[1] <= first[0])
        and max(numbers_of(folded, span, chooser, variants)) <= variants
    ]
    if more:
        return _several(words, folded, sorted([first, *more]), chooser, variants)
    return without_name(words, folded, first, chooser, variants)


def without_name(words: str, folded: str, span: Span, chooser: Chooser, variants: int) -> Selected:
    """The words without the names in `span`, or with a pronoun in their place."""
    start, stop = span
    named = numbers_of(folded, span, chooser, variants)
    before, after, pronoun = words[:start], words[stop:], chooser.said["it"]
    if chooser.inside.fullmatch(folded[:start]) or not re.search(r"\w", before):
        before = ""
    if not _SENTENCE_END.search(before):
        rest = f"{before}{pronoun}{after}"
    elif chooser.being.match(fold(after)):
        rest = before + pronoun + after
    else:
        joined = chooser.leading.match(fold(after))
        rest = before + (after[joined.end() :] if joined else after)
    return Selected(named, rest.strip(), words, words[start:stop], pronoun)


def _several(
    words: str, folded: str, spans: Sequence[Span], chooser: Chooser, variants: int
) -> Selected:
    numbers = [numbers_of(folded, span, chooser, variants) for span in spans]
    given = tuple(dict.fromkeys(number for some in numbers for number in some))
    changes = [
        (span, ", ".join(f"{chooser.said['numbered']} {given.index(one) + 1}" for one in some))
        for span, some in zip(spans, numbers, strict=True)
    ]
    return Selected(given, Passage(words, words).replaced(changes).text, words)


def numbers_of(folded: str, span: Span, chooser: Chooser, variants: int) -> tuple[int, ...]:
    """The 1-based pictures of so many `variants` that the names in `span` stand for."""
    numbers, end = list[int](), span[0]
    for name in chooser.name.finditer(folded, *span):
        named = _numbers(name, variants)
        if numbers and chooser.through.fullmatch(folded, end, name.start()):
            numbers.extend(range(numbers[-1] + 1, named[0]))
        numbers.extend(named)
        end = name.end()
    if chooser.all_but.match(folded, *span):
        numbers = [number for number in range(1, variants + 1) if number not in numbers]
    return tuple(dict.fromkeys(numbers))


def _numbers(name: re.Match[str], variants: int) -> range:
    """The 1-based variants that `name` is: one, or the first or last few."""
    groups = [(many, f"{group}{nth}") for many, group in enumerate(FEW, start=2) for nth in "12"]
    few = next((many for many, group in groups if name[group]), 0)
    if few and (name["leading1"] or name["leading2"]):
        return range(1, min(few, variants) + 1)
    if few:
        return range(max(1, variants - few + 1), variants + 1)
    number = _number(name, variants)
    return range(number, number + 1)


def _number(name: re.Match[str], variants: int) -> int:
    """The 1-based variant that `name` is; a corner counts in a grid of square pictures."""
    if name["digit"]:
        return int(name["digit"])
    if name["last"]:
        return variants
    ordinal = next((i for i, group in enumerate(ORDINALS, 1) if name[group]), None)
    if ordinal:
        return ordinal
    columns = columns_of(variants, 1.0)
    bottom = columns * (ceil(variants / columns) - 1)
    corner = next(group for group in CORNERS if name[group])
    return {
        "top_left": 1,
        "top_right": columns,
        "bottom_left": bottom + 1,
        "bottom_right": variants,
    }[corner]
