"""Whether a file on the disk is the one that its publisher has."""

import hashlib
from collections.abc import Callable
from pathlib import Path

_CHUNK = 2**22  # bytes that are read at once
_SHA256 = 64  # hexadecimal digits


def same(file: Path, tag: str, read: Callable[[int], object] = lambda size: None) -> bool:
    """Whether the bytes of `file` have that tag; `read` hears of each chunk, in bytes.

    A tag is the sha256 of a large file. Of a small one it is the sha1 of git's object of it
    (git-scm.com/book/en/v2/Git-Internals-Git-Objects).
    """
    if len(tag) == _SHA256:
        found = hashlib.sha256()
    else:
        found = hashlib.sha1(f"blob {file.stat().st_size}\0".encode(), usedforsecurity=False)
    with file.open("rb") as opened:
        while chunk := opened.read(_CHUNK):
            found.update(chunk)
            read(len(chunk))
    return found.hexdigest() == tag
