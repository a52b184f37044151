"""The size of a new picture in plain language: "size 768", "in 640 x 512", "800 px wide"."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from core.phrases import check_complete, unaccented
from core.quoting import Passage
from core.ratios import Ratio
from core.sizes import LEAST, MOST, Size

NEEDED = frozenset({"before", "named", "px", "by", "wide", "tall", "goes_on", "read"})
_N = r"[0-9]{3,4}"


class Sized(NamedTuple):
    """Words without their size, and what they said of it."""

    rest: str
    width: int = 0  # px; 0 where it was not said
    height: int = 0  # px; the same
    side: int = 0  # px; of a square, whose pixels any other shape has, too

    def size(self, ratio: Ratio | None) -> Size:
        """The size, of a picture of this `ratio`: one side that is said gives the other."""
        given = self.width or self.height or self.side
        if self.side or ratio is None or (self.width and self.height):
            return Size(given, self.height if self.width else 0)
        width = self.width or _within(self.height * ratio.width / ratio.height)
        return Size(width, self.height or _within(self.width * ratio.height / ratio.width))


def _within(side: float) -> int:
    return round(min(max(side, LEAST), MOST))


@dataclass(frozen=True)
class SizeWords:  # not slotted: its expression is made when it is first needed
    """How people say a size, as expressions for folded text, in all languages at once."""

    said: Mapping[str, str]

    def __post_init__(self) -> None:
        check_complete("sizes", self.said, NEEDED)

    def take(self, words: str) -> Sized | None:
        """`words` without the size that they say; None where they say none that can be made, or
        nothing else."""
        passage = Passage.of(words)
        text = unaccented(passage.masked)
        for found in self._size.finditer(text):
            said = {name: int(side) for name, side in found.groupdict().items() if side}
            shown = re.search(rf"(?<!\w)(?:{self.said['read']})\s*$", text[: found.start()])
            if shown or not all(LEAST <= side <= MOST for side in said.values()):
                continue
            rest = passage.without([found.span()]).tidy().text
            return Sized(rest, **_sides(said)) if re.search(r"\w", rest) else None
        return None

    @cached_property
    def _size(self) -> re.Pattern[str]:
        said = self.said
        px = rf"\s?(?:{said['px']})"
        lead = rf"(?:(?:{said['before']})\s+)?(?:(?:{said['named']})[\s:=]\s*)?"
        # A single number needs a word that makes a size of it, and an end: "size 768", "768 px".
        ends = rf"(?=\s*(?:$|[,;!?\n]|\.(?:\s|$))|\s+(?:{said['goes_on']})(?!\w))"
        two = rf"(?P<width>{_N})(?:{px})?\s*(?:x|×|(?:{said['by']})\s)\s*(?P<height>{_N})(?:{px})?"
        one = rf"(?P<wide>{_N}){px}\s+(?:{said['wide']})|(?P<tall>{_N}){px}\s+(?:{said['tall']})"
        side = (
            rf"(?:(?:{said['before']})\s+)?(?:{said['named']})[\s:=]\s*(?P<named>{_N})(?:{px})?"
            rf"|(?:(?:{said['before']})\s+)?(?P<side>{_N}){px}"
        )
        both = rf"{lead}{two}(?![\w:]|\s?(?:cm|mm|m|in|inch|inches)(?!\w))"
        return re.compile(rf"(?<![\w:.#-])(?:{both}|{lead}(?:{one}){ends}|(?:{side}){ends})")


def _sides(said: Mapping[str, int]) -> dict[str, int]:
    """What the groups of the expression say, by the names of `Sized`."""
    names = {"wide": "width", "tall": "height", "named": "side"}
    return {names.get(name, name): side for name, side in said.items()}
