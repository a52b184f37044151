"""`easel inspect`: what intake makes of files."""

from pathlib import Path
from typing import Any, NamedTuple

from bots.bounded import read_bounded
from core.errors import BadPicture
from storage.intake import accept, as_data, summary


class Inspected(NamedTuple):
    """What there is to say of one file."""

    line: str
    data: dict[str, Any]


def inspected(path: Path) -> Inspected:
    """What intake makes of a file, or the error's name and its sentence."""
    try:
        picture = accept(path.name, read_bounded(path))
    except BadPicture as error:
        data = {"file": str(path), "error": error.name, "sentence": error.sentence}
        return Inspected(f"{path}: {error.name}: {error.sentence}", data)
    return Inspected(f"{path}: {summary(picture)}", {"file": str(path), **as_data(picture)})
