"""What the publisher said of each file, kept beside the files.

The form and the place are those of huggingface_hub for a local folder, so that `hf download` and
Easel know each other's files: `.cache/huggingface/download/NAME.metadata` holds the revision, the
file's tag and the time, a line each. Easel adds the size.
"""

import time
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

_PLACE = Path(".cache/huggingface/download")
_ENDING = ".metadata"


class Noted(NamedTuple):
    """A file as its publisher has it."""

    path: str  # within the repository, with slashes
    tag: str  # sha256 of a large file, git's sha1 of a small one
    size: int | None = None  # bytes; None where another program noted it


def note(folder: Path, revision: str, files: Iterable[Noted]) -> None:
    """Write down what is going to be in `folder`; notes of other files are taken away."""
    place = folder / _PLACE
    for old in place.rglob(f"*{_ENDING}"):
        old.unlink()
    for file in files:
        kept = place / f"{file.path}{_ENDING}"
        kept.parent.mkdir(parents=True, exist_ok=True)
        kept.write_text(f"{revision}\n{file.tag}\n{time.time()}\n{file.size}\n", encoding="utf-8")


def noted(folder: Path) -> list[Noted]:
    """What was noted of the files in `folder`; empty where nobody did."""
    place = folder / _PLACE
    return [
        _read(kept, kept.relative_to(place).as_posix().removesuffix(_ENDING))
        for kept in sorted(place.rglob(f"*{_ENDING}"))
    ]


def _read(kept: Path, path: str) -> Noted:
    lines = [*kept.read_text(encoding="utf-8").splitlines(), "", "", "", ""]
    return Noted(path, lines[1].strip(), int(lines[3]) if lines[3].isdigit() else None)
