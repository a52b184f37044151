"""Which lines a name means: those that say just that, and others only where none does."""

from worker.engines.classical.lettering.joining import rows
from worker.engines.classical.lettering.reading import (
    ALIKE,
    Line,
    likeness,
    plain,
    says,
    unaccented,
)

_NEARLY = 0.02  # of likeness: what is less like a name than another by no more is as like


def named_lines(found: tuple[Line, ...], name: str) -> tuple[Line, ...]:
    """The lines of `found` that `name` means, from the top down; none where nothing is like it.

    Those that say it and nothing else; else those that say it together, in a row or one below the
    other; else those where it stands word for word; else the most alike, as what is misspelt is.
    """
    return (
        tuple(line for line in found if _same(line.text, name))
        or _together(found, name)
        or tuple(line for line in found if says(unaccented(line.text), unaccented(name)))
        or _most_alike(found, name)
    )


def _same(text: str, name: str) -> bool:
    """Whether both say the same; case, spaces, accents do not count."""
    return plain(unaccented(text)) == plain(unaccented(name))


def _together(found: tuple[Line, ...], name: str) -> tuple[Line, ...]:
    """The lines that say `name` together, each a part of it."""
    pieces = [part for row in rows(found) if _same(row.line.text, name) for part in row.parts]
    if pieces:
        return tuple(line for line in found if any(line is piece for piece in pieces))
    parts = tuple(line for line in found if says(unaccented(name), unaccented(line.text)))
    return parts if sorted(_words(*(part.text for part in parts))) == sorted(_words(name)) else ()


def _words(*texts: str) -> list[str]:
    """All words of `texts`, as they are compared."""
    return [plain(unaccented(word)) for word in " ".join(texts).split()]


def _most_alike(found: tuple[Line, ...], name: str) -> tuple[Line, ...]:
    alike = [likeness(line.text, name) for line in found]
    least = max(ALIKE, max(alike, default=0.0) - _NEARLY)
    return tuple(line for line, each in zip(found, alike, strict=True) if each >= least)
