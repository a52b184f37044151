"""Folders of weights as large as real ones: true headers, and files of holes that take no disk."""

import json
import struct
from collections.abc import Mapping
from pathlib import Path

_SHARD = 4_000_000_000  # numbers of a file at most


def hollow(folder: Path, kind: str, parts: Mapping[str, tuple[str, float]]) -> Path:
    """A pipeline of that class in bfloat16; `parts` by name: class, and billions of parameters."""
    index: dict[str, object] = {"_class_name": kind, "_diffusers_version": "0.42.1"}
    for name, (component, billions) in parts.items():
        place = folder / name
        place.mkdir(parents=True)
        (place / "config.json").write_text("{}")
        index[name] = ["diffusers", component]
        numbers = round(billions * 1e9)
        count = -(-numbers // _SHARD)
        for number in range(count):
            shard = place / f"model-{number + 1:05d}-of-{count:05d}.safetensors"
            _write(shard, f"w{number}", numbers // count)
    (folder / "model_index.json").write_text(json.dumps(index))
    return folder


def _write(file: Path, tensor: str, numbers: int) -> None:
    about = {"dtype": "BF16", "shape": [numbers], "data_offsets": [0, 2 * numbers]}
    header = json.dumps({tensor: about}).encode()
    header += b" " * (-len(header) % 8)
    with file.open("wb") as opened:
        opened.write(struct.pack("<Q", len(header)) + header)
        opened.truncate(8 + len(header) + 2 * numbers)
