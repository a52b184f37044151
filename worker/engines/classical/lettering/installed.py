"""The files of typefaces that are installed on this machine, of those that lettering knows."""

import hashlib
import tomllib
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any


@cache
def named() -> dict[str, Any]:
    """The faces that lettering knows, as typefaces.toml lists them."""
    return tomllib.loads(Path(__file__).with_name("typefaces.toml").read_text(encoding="utf-8"))


def installed() -> tuple[Path, ...]:
    """The files that are there, in the order of typefaces.toml."""
    data, found = named()["installed"], dict[str, Path]()
    for folder in (Path(name).expanduser() for name in data["folders"]):
        for path in sorted(folder.rglob("*.[to]tf")) if folder.is_dir() else ():
            found.setdefault(path.stem, path)
    return tuple(found[name] for name in data["files"] if name in found)


def edition(files: Iterable[Path]) -> str:
    """What tells these files from others, as eight hexadecimal digits: their names and bytes."""
    told = hashlib.sha256()
    for one in files:
        told.update(one.name.encode())
        told.update(hashlib.sha256(one.read_bytes()).digest())
    return told.hexdigest()[:8]
