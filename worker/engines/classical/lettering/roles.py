"""Lines that words name by what they are in a layout: “the heading”, “the last line”."""

import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

from core.quoting import Passage
from core.relettering import relettered
from worker.engines.classical.lettering.about import by_what_they_are_about, tells_a_topic
from worker.engines.classical.lettering.figures import DAY, FIGURES, MONEY, TIME, YEAR
from worker.engines.classical.lettering.reading import Line, lines, listed
from worker.engines.classical.lettering.telling import in_order
from worker.engines.classical.painting.pixels import Colour8
from worker.engines.classical.words.beyond import Beyond
from worker.engines.classical.words.phrases import folded
from worker.engines.classical.words.vocabulary import vocabulary
from worker.engines.classical.words.wording import rewording

_LARGER = 1.15  # times the next line's height, that a heading is at least where it is not the first
_AS_LARGE = 0.92  # times the largest, that the first line is at least where it is the heading
_THE = r"(?:the|this|that|my|our|der|die|das|den|dem|le|la|les|l['’]|el|los|las)"
_OTHER = r"(?!\w|\s*[:“\"]|\s+(?:that|which|of (?!(?:the )?text)))"
_HEADING = (
    "heading headline title header überschrift titel schlagzeile titre título titulo encabezado"
)
_PRICE = "price preis prix precio"
_DATE = "date datum fecha"
_TIME = "time uhrzeit heure hora"
_YEAR = "year jahr année año"
_LINE = "line zeile ligne línea linea"


class _Role(NamedTuple):
    named: re.Pattern[str]
    alone: re.Pattern[str]  # the same before new lettering: “title: JAZZ NIGHT”
    meant: Callable[[Sequence[Line], str], Line | None]
    form: re.Pattern[str] | None = None  # of what it is, where that may be a part of its line

    def part(self, text: str) -> str:
        """What of a line it is: “12 €” of “Tickets 12 € at the door”."""
        found = self.form.search(text) or FIGURES.search(text) if self.form else None
        return found[0] if found else text


def by_their_roles(colour: Colour8, words: str) -> str:
    """`words` with the text itself in the place of what a line is: “the text that says “OPEN””.

    They stay where they name no such line, and where the picture has none or several.
    """
    wish = rewording(words)
    if wish is not None and (wish.old or wish.beside):
        return words
    before = words[: words.rfind(wish.new)] if wish and relettered(words) else ""
    for role in _ROLES:
        found = role.named.search(Passage.of(words).masked)
        found = found or (role.alone.search(before) if before else None)
        if found is None:
            continue
        try:
            line = role.meant(lines(colour), (found["which"] or "").lower())
        except Beyond:  # nothing can be read here
            return words
        if line is None and role.form in (TIME, YEAR):
            _refuse_absent(colour, words, found)
        if line is None or '"' in line.text:
            continue
        ahead, after = words[: found.start()], words[found.end() :]
        if (wish := wish or rewording(f"{ahead}the text{after}")) is not None:
            new = f'"{wish.new}"' if wish.quoted else wish.new
            return f'change the text "{role.part(line.text)}" to {new}'
        return f'{ahead}the text that says "{line.text}"{after}'
    return words if wish else _about(colour, words)


def _refuse_absent(colour: Colour8, words: str, named: re.Match[str]) -> None:
    """Raises Beyond where other words are wanted for a time or a year that stands nowhere."""
    ahead, after = words[: named.start()], words[named.end() :]
    read = lines(colour)
    if read and (rewording(words) or rewording(f"{ahead}the text{after}")):
        raise Beyond(
            f"no line here tells “{named[0]}”, or several do. It reads: {listed(read)}. Say the "
            "old words and the new (“change the text Saturday to Sunday”)."
        )


def _about(colour: Colour8, words: str) -> str:
    """`words` with a line in the place of what it is about, where they may name one."""
    if not tells_a_topic(words):
        return words
    try:
        found = lines(colour)
    except Beyond:  # nothing can be read here
        return words
    return by_what_they_are_about(found, words)


def _named(nouns: str, which: str = "") -> tuple[re.Pattern[str], re.Pattern[str]]:
    noun = rf"\b(?P<which>{which})(?:{'|'.join(nouns.split())})"
    named = rf"\b{_THE}\s*{noun}(?:\s+of\s+(?:the\s+)?text)?{_OTHER}"
    return re.compile(named, re.IGNORECASE), re.compile(rf"{noun}\b", re.IGNORECASE)


def _heading(found: Sequence[Line], _which: str) -> Line | None:
    """The first line where none is much larger, else the largest, where it is clearly so."""
    ranked = sorted(found, key=lambda line: -line.height)
    if len(ranked) < 2:
        return next(iter(ranked), None)
    first = in_order(found)[0]
    if first.height >= _AS_LARGE * ranked[0].height:
        return first
    return ranked[0] if ranked[0].height >= _LARGER * ranked[1].height else None


def _only(form: re.Pattern[str]) -> Callable[[Sequence[Line], str], Line | None]:
    def meant(found: Sequence[Line], _which: str) -> Line | None:
        alike = [line for line in found if form.search(line.text)]
        return alike[0] if len(alike) == 1 else None

    return meant


def _price(found: Sequence[Line], which: str) -> Line | None:
    """The only line with money in it; else that with figures alone, whose sign was not read."""
    if any(MONEY.search(line.text) for line in found):
        return _only(MONEY)(found, which)
    others = [line for line in found if not any(one.search(line.text) for one in (DAY, TIME, YEAR))]
    return _only(FIGURES)(others, which)


def _counted(found: Sequence[Line], which: str) -> Line | None:
    number = vocabulary().which.get(folded(which), "")
    order = in_order(found)
    at = -1 if number == "last" else int(number) - 1 if number.isdecimal() else len(order)
    return order[at] if -1 <= at < len(order) else None


_ROLES = (
    _Role(*_named(_HEADING), _heading),
    _Role(*_named(_PRICE), _price, MONEY),
    _Role(*_named(_DATE), _only(DAY), DAY),
    _Role(*_named(_TIME), _only(TIME), TIME),
    _Role(*_named(_YEAR), _only(YEAR), YEAR),
    _Role(*_named(_LINE, r"\w+\s+"), _counted),
)
