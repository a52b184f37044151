"""Places that are no one place: “the bottom half of the top right corner”, “the left right”."""

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from worker.engines.classical.words.beyond import Unplaced
from worker.engines.classical.words.phrases import folded
from worker.engines.classical.words.positions import PARTS
from worker.engines.classical.words.rows import row_in
from worker.engines.classical.words.vocabulary import vocabulary

_OF = frozenset({"of", "der", "des", "vom", "von", "du", "de", "del"})
_THE = frozenset({"the", "der", "die", "das", "dem", "den", "la", "le", "l", "el"})
_AND = frozenset({"and", "or", "und", "oder", "et", "ou", "y", "o"})
_AXES = {"left": "across", "right": "across", "top": "down", "bottom": "down"}
_EVERY = (
    "the all a every each four der die das den dem alle jede vier les le la toutes tous chaque las "
    "los todas cada el un una eine"
)
_UNSAID = re.compile(
    rf"\b(?:(?:{'|'.join(_EVERY.split())}) )+(?:corners?|half|halves|ecken?|halften?|coins?"
    r"|moities?|esquinas?|mitad(?:es)?)\b|\bhalf of (?:the|this|my|it)(?: \w+)?"
)
# “Make the border blue” right away, and nothing that lies at one: “the logo on the edge”.
_RIM = re.compile(
    rf"^(?:\w+ )?(?:(?:{'|'.join(_EVERY.split())}) )+(?P<rim>edges?|borders?|rand|rander|bords?"
    r"|bordures?|bordes?)\b"
    r"(?! (?:of|der|des|von|vom|du|de|del)\b(?! (?:the |this |my )?(?:picture|photo|image)))"
)


class _Place(NamedTuple):
    """Position words in a row, with the part of the picture beside them."""

    start: int  # of the words of a clause
    end: int
    axes: frozenset[str]  # across, down, or both for the middle
    names: tuple[str, ...]
    part: bool


def refuse_nested(words: str) -> None:
    """Raises Unplaced where `words` name a place within another one, or opposite ones at once."""
    for clause in re.split(r"[,;.!?\n]+", words):
        text = row_in(folded(clause)).words.split()  # “the middle of the top row” is one place
        found = list(_places(text))
        for place in found:
            if {"left", "right"} <= {*place.names} or {"top", "bottom"} <= {*place.names}:
                raise Unplaced(_two(text[place.start : place.end]))
        for one, other in pairwise(found):
            _refuse_pair(text, one, other)


def _refuse_pair(text: list[str], one: _Place, other: _Place) -> None:
    said, between = text[one.start : other.end], {*text[one.end : other.start]}
    if between & _OF and between <= _OF | _THE and one.axes & other.axes:
        raise Unplaced(
            f"“{' '.join(said)}” is a place within a place, and it finds single ones: name one "
            "(“the top right corner”, “the left half”), or mark it."
        )
    alone = not one.part and (other.part or other.end == len(text))
    opposite = one.axes & other.axes and one.names != other.names
    if between & _AND and between <= _AND | _THE and alone and opposite:
        raise Unplaced(_two(said))


def _two(said: list[str]) -> str:
    return (
        f"“{' '.join(said)}” is two places at once, and it changes one at a time: name one (“the "
        "left half”, “the bottom edge”), or mark what you mean."
    )


def _places(text: list[str]) -> Iterator[_Place]:
    where, at = vocabulary().where, 0
    while at < len(text):
        end = at
        while end < len(text) and (text[end] in where or _is_part(text[end])):
            end += 1
        named = tuple(where[word] for word in text[at:end] if word in where)
        if named:
            axes = {_AXES[one] for one in named if one in _AXES}
            axes |= {"across", "down"} if "middle" in named else set()
            part = any(_is_part(word) for word in text[at:end])
            yield _Place(at, end, frozenset(axes), named, part)
        at = max(end, at + 1)


def _is_part(word: str) -> bool:
    return word in PARTS or word[:-1] in PARTS or word in ("halves", "halften")


def refuse_unsaid(text: str) -> None:
    """Raises Unplaced where folded `text` names a part of the picture, and not which one."""
    where = {word for word, name in vocabulary().where.items() if name != "corner"}
    if where & {*text.split()}:
        return
    if rim := _RIM.search(text):
        raise Unplaced(
            f"it needs to know which “{rim['rim']}” is meant: say “the left edge” for a part of "
            "the picture, or “add a blue border” for one around it."
        )
    if found := _UNSAID.search(text):
        raise Unplaced(
            f"it needs to know which “{found[0]}” is meant, one at a time: say “the top left "
            "corner” or “the bottom half”."
        )
