"""A line of text that a model drew anew is read again; where it reads wrong, it is tried again."""

import difflib
from collections import Counter
from collections.abc import Awaitable, Callable, Collection, Sequence
from dataclasses import dataclass, replace

from core.catalogue import Catalogue, Intent, ModelCard, Role
from core.errors import CannotDo
from core.jobs import JobSpec
from worker.engine import Pixels, Rendered

TRIES = 3  # seeds, before it is admitted that the words do not come out
UNREAD = "it cannot be read again here: look closely"

Draw = Callable[[JobSpec, int], Awaitable[list[Rendered]]]  # the job, and which try it is
Read = Callable[[Pixels], Awaitable[Sequence[str]]]  # the lines of text in a picture
Source = Callable[[], Pixels]  # the picture in which the line is drawn; known once one is drawn


def reader(
    spec: JobSpec, card: ModelCard, catalogue: Catalogue, served: Collection[str]
) -> ModelCard | None:
    """The card that reads what `card` draws in place of a line, of those `served` here.

    None where no line is replaced, where `card` reads its own work, and where nothing reads.
    """
    if spec.retext is None or Intent.READ in card.intents:
        return None
    reading = (one for one in catalogue if Intent.READ in one.intents and one.name in served)
    return next(reading, None)


def reading_of(spec: JobSpec, card: ModelCard) -> JobSpec:
    """The job of reading a picture with `card`."""
    return replace(
        spec,
        intent=Intent.READ,
        role=Role.DESCRIBE,
        model=card.name,
        count=1,
        mask=None,
        retext=None,
        repeats=(),
    )


@dataclass(frozen=True, slots=True, eq=False)
class _Try:
    """A drawing and what it reads."""

    made: Rendered
    read: str  # the line that is most like what was wanted
    likeness: float  # of it, 0 to 1


async def reread(spec: JobSpec, draw: Draw, read: Read, source: Source) -> list[Rendered]:
    """The first of three drawings that reads as it should, else the one that is nearest to it.

    Each try has the next seed. What it reads now is said; lines that the picture had before, beside
    the one that is replaced, prove nothing.
    """
    assert spec.retext is not None, "there is a line to read"
    tries: list[_Try] = []
    others: Counter[str] | None = None
    for number in range(TRIES):
        (made,) = await draw(replace(spec, seed=(spec.seed + number) % 2**32), number)
        made = replace(made, tried=number)
        try:
            if others is None:
                others = _beside(await read(source()), spec.retext.old)
            lines = _anew(await read(made.pixels), others)
        except CannotDo:
            return [_saying(made, UNREAD)]
        tries.append(_compared(made, lines, spec.retext.new))
        if tries[-1].likeness == 1.0:
            return [_saying(made, f"it now reads “{tries[-1].read}”")]
    best = max(tries, key=lambda one: one.likeness)
    seen = f"“{best.read}”" if best.read else "nothing that can be read"
    return [_saying(best.made, f"three tries; it reads {seen}")]


def _beside(lines: Sequence[str], old: str) -> Counter[str]:
    """The lines of a picture, folded, without the one that is most like `old`."""
    replaced = max(lines, key=lambda line: _likeness(line, old), default="")
    return Counter(map(_folded, lines)) - Counter([_folded(replaced)])


def _anew(lines: Sequence[str], others: Counter[str]) -> list[str]:
    """The lines that were not there before, as often as they are there now."""
    left, made = others.copy(), list[str]()
    for line in lines:
        if left[_folded(line)] > 0:
            left[_folded(line)] -= 1
        else:
            made.append(line)
    return made


def _compared(made: Rendered, lines: Sequence[str], wanted: str) -> _Try:
    likeness = {line: _likeness(line, wanted) for line in lines}
    read = max(likeness, key=lambda line: likeness[line], default="")
    return _Try(made, read, likeness.get(read, 0.0))


def _likeness(line: str, wanted: str) -> float:
    """1 where both say the same, whatever the case and the spaces."""
    return difflib.SequenceMatcher(None, _folded(line), _folded(wanted)).ratio()


def _folded(text: str) -> str:
    return "".join(text.casefold().split())


def _saying(made: Rendered, what: str) -> Rendered:
    return replace(made, did=", ".join(filter(None, (made.did, what))))
