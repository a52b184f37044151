"""Files that somebody names on the command line, read no further than intake would."""

from pathlib import Path

from core.errors import NoSuchFile
from storage.limits import STANDARD

MEGABYTE = 1_000_000


def read_bounded(path: Path) -> bytes:
    """The file's bytes, and not many more than intake takes: a disk image is not read whole.

    Raises NoSuchFile, also for what is no ordinary file.
    """
    try:
        if path.exists() and not (path.is_file() or path.is_dir()):
            # A pipe would be waited for without end.
            raise NoSuchFile(file=path, detail="it is no ordinary file")
        with path.open("rb") as file:
            return file.read((STANDARD.megabytes + 1) * MEGABYTE)
    except OSError as error:
        raise NoSuchFile(file=path, detail=error.strerror) from error
