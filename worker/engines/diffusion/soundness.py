"""Which files of a folder of weights cannot be read; nothing is loaded, no file is read whole."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from safetensors import SafetensorError, safe_open

from worker.engines.diffusion.indexes import NO_JSON, files_of

_SMALL = 1 << 20  # bytes: settings up to it are read; what is larger is somebody's vocabulary
# What comes of files that end too soon or hold something else; RuntimeError is said where a disk
# cannot map them.
UNREADABLE = (OSError, ValueError, SafetensorError, RuntimeError)


def unsound(folder: Path) -> tuple[str, ...]:
    """Settings and weights that are damaged, by their paths within the folder."""
    found = {*_settings(folder), *_weights(folder), *_incomplete(folder)}
    return tuple(sorted(file.relative_to(folder).as_posix() for file in found))


def named(file: Path) -> frozenset[str]:
    """The tensors that a file of weights holds; raises one of UNREADABLE."""
    with safe_open(file, framework="np") as tensors:
        return frozenset(tensors.keys())


def _settings(folder: Path) -> Iterator[Path]:
    for file in files_of(folder, "*.json"):
        try:
            small = file.stat().st_size <= _SMALL
            read: Any = json.loads(file.read_text(encoding="utf-8")) if small else {}
        except NO_JSON:
            yield file
        else:
            if file.name == "config.json" and not isinstance(read, dict):
                yield file


def _weights(folder: Path) -> Iterator[Path]:
    for file in files_of(folder, "*.safetensors"):
        try:
            named(file)
        except UNREADABLE:
            yield file


def _incomplete(folder: Path) -> Iterator[Path]:
    """Pieces without tensors that the list of pieces says they have."""
    for listed in files_of(folder, "*.safetensors.index*.json"):
        try:
            places: Any = json.loads(listed.read_text(encoding="utf-8"))["weight_map"]
            wanted = {name: listed.with_name(place) for name, place in places.items()}
        except (*NO_JSON, LookupError, AttributeError, TypeError):
            yield listed
            continue
        for file in {*wanted.values()}:
            if file.is_file() and not _has(file, {n for n, at in wanted.items() if at == file}):
                yield file


def _has(file: Path, tensors: set[str]) -> bool:
    try:
        return tensors <= named(file)
    except UNREADABLE:
        return False
