"""Which variants of a grid the words name: "2 but at night", "the third one", "vary 1 and 4"."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from math import ceil
from typing import NamedTuple

from core.grids import columns_of
from core.phrases import fold
from core.quoting import Passage

_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth")
_CORNERS = ("top_left", "top_right", "bottom_left", "bottom_right")

NEEDED = frozenset(
    {"label", "picture", "pronoun", "one", "article", "last", "joint", "contrast", "being", "after"}
    | {"act", "verb", "make", "counted", "it", *_ORDINALS, *_CORNERS}
)


class Selected(NamedTuple):
    """The variants that were named, and the words without them."""

    variants: tuple[int, ...]  # 1-based, in the order in which they were named
    words: str


@dataclass(frozen=True)
class Chooser:  # not slotted: its expressions are made when they are first needed
    """How one language names variants, as regular expressions for folded text.

    A number alone is ambiguous ("2 cats"): it names a variant at the beginning where a word such
    as "but" or "with" follows, and behind a verb such as "vary"; "number 2" and "the third one"
    name one anywhere.
    """

    said: Mapping[str, str]

    def __post_init__(self) -> None:
        if missing := NEEDED - self.said.keys():
            raise ValueError(f"choosing lacks {', '.join(sorted(missing))}")

    @cached_property
    def _names(self) -> str:
        said = self.said
        ordinals = "|".join(f"(?P<{name}>{said[name]})" for name in _ORDINALS)
        corners = "|".join(f"(?P<{name}>{said[name]})" for name in _CORNERS)
        article = rf"(?:(?:{said['article']})\s+)?"
        one = rf"(?:\s+(?:{said['one']})(?!\w))?"
        label = rf"(?:(?:{said['label']})\s*|(?:{said['picture']})\s+|#)?"
        return (
            rf"(?:{article}{label}(?P<digit>[1-9])|{article}(?:{ordinals}|(?P<last>{said['last']})"
            rf"|{corners}){one})(?!\w)(?![.,:]\d)"
        )

    @cached_property
    def name(self) -> re.Pattern[str]:
        """One variant; the group that took part tells which."""
        return re.compile(rf"(?<!\w){self._names}")

    @cached_property
    def _list(self) -> str:
        name = re.sub(r"\?P<\w+>", "?:", self._names)
        return rf"{name}(?:(?:\s*[,&+]\s*|\s+(?:{self.said['joint']})\s+)+{name})*"

    @cached_property
    def sure(self) -> tuple[re.Pattern[str], ...]:
        """Where a list of names can only stand for variants; group 1 is the list."""
        said = self.said
        end = rf"(?=\W*$|\W+(?:{said['contrast']})(?!\w))"
        return (
            re.compile(rf"^\W*({self._list}){end}"),
            re.compile(rf"^\W*(?:{said['act']})\s+({self._list}){end}"),
        )

    @cached_property
    def places(self) -> tuple[re.Pattern[str], ...]:
        """Where a list of names stands for variants in a reply to a grid, the surest first."""
        said = self.said
        end = rf"(?=\s*$|\s*[,:;.!?]|\s+[-–—]|\s+(?:{said['after']})(?!\w))"
        article = rf"(?:(?:{said['article']})\s+)?"
        label = rf"(?:(?:{said['label']})\s*|#)[1-9](?!\w)"
        ordinal = "|".join(said[name] for name in (*_ORDINALS, "last", *_CORNERS))
        return (
            re.compile(rf"^\W*({self._list}){end}"),
            re.compile(rf"(?<!\w)(?:{said['verb']})\s+({self._list}){end}"),
            re.compile(
                rf"(?<!\w)({article}(?:{label}|(?:{ordinal})\s+(?:{said['pronoun']})(?!\w)))"
            ),
            re.compile(
                rf"(?<!\w)(?:{said['make']})\s+([1-9])(?=\s+(?!(?:{said['counted']})(?!\w)|\w+s(?!\w))\w)"
            ),
        )

    def prepare(self) -> None:
        """Compile all expressions."""
        _ = self.name, self.sure, self.places, self.leading, self.being

    @cached_property
    def leading(self) -> re.Pattern[str]:
        """What joins a name at the beginning to the rest."""
        return re.compile(rf"^[\s,:;.!?–—-]*(?:(?:{self.said['contrast']})(?!\w)[\s,]*)?")

    @cached_property
    def being(self) -> re.Pattern[str]:
        """Verbs that need a subject when the name before them goes."""
        return re.compile(rf"^\s*(?:{self.said['being']})(?!\w)")


def select(words: str, chooser: Chooser, variants: int, in_grid: bool) -> Selected:
    """Take the names of variants out of `words`; `variants` is how many the grid has.

    Where no grid is replied to (`in_grid` false), only what can mean nothing else is taken.
    Within a sentence a pronoun takes the place of the names: "make 2 darker", "make it darker".
    """
    folded = fold(Passage.of(words).masked)
    places = chooser.places if in_grid else chooser.sure
    found = next((hit for place in places if (hit := place.search(folded))), None)
    if found is None:
        return Selected((), words)
    start, stop = found.span(1)
    named = [_number(name, variants) for name in chooser.name.finditer(folded, start, stop)]
    before, after = words[:start], words[stop:]
    if before.strip(" \t\n.,:;-–—#"):
        rest = f"{before}{chooser.said['it']}{after}"
    elif chooser.being.match(fold(after)):
        rest = chooser.said["it"] + after
    else:
        joined = chooser.leading.match(fold(after))
        rest = after[joined.end() :] if joined else after
    return Selected(tuple(dict.fromkeys(named)), rest.strip())


def _number(name: re.Match[str], variants: int) -> int:
    """The 1-based variant that `name` is; a corner counts in a grid of square pictures."""
    if name["digit"]:
        return int(name["digit"])
    if name["last"]:
        return variants
    ordinal = next((i for i, group in enumerate(_ORDINALS, 1) if name[group]), None)
    if ordinal:
        return ordinal
    columns = columns_of(variants, 1.0)
    bottom = columns * (ceil(variants / columns) - 1)
    corner = next(group for group in _CORNERS if name[group])
    return {
        "top_left": 1,
        "top_right": columns,
        "bottom_left": bottom + 1,
        "bottom_right": variants,
    }[corner]
