"""The contact sheet of a thread: a PDF on A4 that can be handed to a client."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

MOST_CELLS = 240  # pictures of one PDF: it is held whole while it is written


@dataclass(frozen=True, slots=True)
class Cell:
    """A picture with what is written below it."""

    picture: str  # sha256 of a stored picture; empty where nothing can be shown
    title: str  # "3 · edit, 2 of 4"
    words: str  # what the person asked for
    facts: tuple[str, ...]  # "FLUX.2 klein · Apache-2.0", "seed 7 · 22 Nov 2026"
    plays: bool = False  # whether it is a clip, of which the picture is the poster
    warning: str = ""  # what its licence says against commercial use
    blank: str = ""  # what stands in place of a picture


@dataclass(frozen=True, slots=True)
class Sheet:
    """What a contact sheet, or a part of one, shows."""

    title: str
    below: str  # "12 results · 22 Nov 2026"
    made: datetime
    cells: tuple[Cell, ...]
    part: int = 1
    parts: int = 1


class Sheets(Protocol):
    """Writes contact sheets."""

    async def written(self, sheet: Sheet, path: str) -> bool:
        """Write one to a file of this machine; whether it could be."""
        ...
