"""Text with its quoted parts hidden, so that what stands in quotes is never taken for a command."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Self

Span = tuple[int, int]  # start and end, in characters

HIDDEN = "\ufffc"  # stands for each quoted character: neither space, letter, digit nor punctuation

# What opens a quotation, what may stand in it, what closes it. A straight double quote after a
# letter or digit is a measure (7"), a straight single one inside or after a word an apostrophe.
_QUOTATIONS = (
    r"„([^„“”\"]+)[“”\"]",
    r"“([^“”]+)”",
    r"”([^“”]+)”",
    r"«([^«»]+)»",
    r"»([^«»]+)«",
    r"‹([^‹›]+)›",
    r"「([^「」]+)」",
    r"『([^『』]+)』",
    r"(?<!\w)\"([^\"]+)\"",
    r"(?<![\w’])[‘‚]((?:[^‘’]|’(?=\w))+)[’‘](?!\w)",
    r"(?<![\w'])'(?!n'|\d0s|(?:tis|twas|em|til|cause|bout|round)\b)"
    r"(?=\S)((?:[^']|'(?=\w))+)(?<=\S)'(?!\w)",
)
_QUOTED = re.compile("|".join(_QUOTATIONS), re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Passage:
    """A text, and the same text with every quoted character, quotes included, as HIDDEN."""

    text: str
    masked: str

    def __post_init__(self) -> None:
        assert len(self.text) == len(self.masked)

    @classmethod
    def of(cls, text: str) -> Self:
        """Hide what stands in straight, curly, German, French or East Asian quotes."""
        return cls(text, _QUOTED.sub(lambda found: HIDDEN * len(found[0]), text))

    def quotations(self) -> tuple[str, ...]:
        """What stands in quotes, verbatim and without the quotes, in order."""
        found = _QUOTED.finditer(self.text)
        return tuple(
            next(group for group in match.groups() if group is not None)
            for match in found
            if self.masked[match.start()] == HIDDEN
        )

    def part(self, span: Span) -> str:
        """The text between the two ends of `span`."""
        return self.text[slice(*span)]

    def without(self, spans: Iterable[Span]) -> "Passage":
        """The passage with `spans` taken out, a space in the place of each."""
        return self.replaced([(span, " ") for span in spans])

    def replaced(self, changes: Sequence[tuple[Span, str]]) -> "Passage":
        """The passage with other text in the place of each span."""
        text, masked, end = "", "", 0
        for (start, stop), new in sorted(changes):
            start = max(start, end)
            text += self.text[end:start] + new
            masked += self.masked[end:start] + new
            end = max(stop, end)
        return Passage(text + self.text[end:], masked + self.masked[end:])

    def tidy(self) -> "Passage":
        """Without doubled or outer spaces, and commas that lost their words, outside quotes."""
        passage = self
        for pattern, new in _TIDYING:
            passage = passage.replaced(
                [(found.span(), new) for found in pattern.finditer(passage.masked)]
            )
        return passage


_TIDYING = (
    (re.compile(r"[^\S\n]+"), " "),
    (re.compile(r" ?\n[\s]*"), "\n"),
    (re.compile(r" (?=[,;.!?](?:\s|$))"), ""),
    (re.compile(r",(?:\s*,)+"), ","),
    (re.compile(r"^[\s,;]+|[\s,;]+$"), ""),
)
