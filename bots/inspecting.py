"""`easel inspect`: what intake makes of files."""

from pathlib import Path
from typing import Any, NamedTuple

from core.errors import BadPicture, NoSuchFile
from storage.intake import accept, as_data, summary
from storage.limits import STANDARD

MEGABYTE = 1_000_000


class Inspected(NamedTuple):
    """What there is to say of one file."""

    line: str
    data: dict[str, Any]


def inspected(path: Path) -> Inspected:
    """What intake makes of a file, or the error's name and its sentence."""
    try:
        picture = accept(path.name, _bytes(path))
    except BadPicture as error:
        data = {"file": str(path), "error": error.name, "sentence": error.sentence}
        return Inspected(f"{path}: {error.name}: {error.sentence}", data)
    return Inspected(f"{path}: {summary(picture)}", {"file": str(path), **as_data(picture)})


def _bytes(path: Path) -> bytes:
    """The file's bytes, and not many more than intake takes: a disk image is not read whole."""
    try:
        if path.exists() and not (path.is_file() or path.is_dir()):
            # A pipe would be waited for without end.
            raise NoSuchFile(file=path, detail="it is no ordinary file")
        with path.open("rb") as file:
            return file.read((STANDARD.megabytes + 1) * MEGABYTE)
    except OSError as error:
        raise NoSuchFile(file=path, detail=error.strerror) from error
