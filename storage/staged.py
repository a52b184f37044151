"""Half-written files that a writer leaves in a local folder when it is killed."""

import time
from contextlib import suppress
from pathlib import Path

OLD = 3600.0  # s; no writer takes as long over one file


def sweep(location: str, older: float = OLD) -> None:
    """Remove what was staged more than `older` s ago; a store at a URL stages nothing.

    A local file is written as `<name>#<number>` and then renamed, so that nobody ever finds half
    of it under its name (the crate object_store, LocalFileSystem).
    """
    if "://" in location:
        return
    before = time.time() - older
    for staged in Path(location).glob("*/*/*#*"):
        with suppress(OSError):  # it has just been renamed, or is not ours to remove
            if staged.stat().st_mtime < before:
                staged.unlink()
