"""Where the weights of a card lie, and what is wrong with them."""

import hashlib
import math
from pathlib import Path

import torch
from safetensors import SafetensorError, safe_open

from core.catalogue import ModelCard
from core.errors import Broken

# What tells a folder of weights: those of pipelines, and that of a single model of transformers.
INDEXES = ("model_index.json", "modular_model_index.json", "config.json")


class NoWeights(Broken):
    """The weights of {model} are not on this machine;
    `hf download {source} --local-dir {folder}` fetches them."""


class BadWeights(Broken):
    """The weights of {model} cannot be used ({detail});
    `hf download {source} --local-dir {folder}` mends them."""


def folder_of(card: ModelCard, models: Path) -> Path:
    """The folder of a card's weights; raises NoWeights, and BadWeights where it is no pipeline.

    `models` is the folder for all of them: `models/organisation/name`, or `models/name`. A source
    that is a folder of this machine is taken as it is.
    """
    source = Path(card.source).expanduser()
    places = (source,) if source.is_absolute() else (models / source, models / source.name)
    for place in places:
        if place.is_dir():
            return _checked(card, place)
    raise NoWeights(model=card.title, source=card.source, folder=places[0])


def _checked(card: ModelCard, folder: Path) -> Path:
    if not any((folder / index).is_file() for index in INDEXES):
        raise bad(card, folder, f"it has no {INDEXES[0]}")
    return folder


def revision_of(folder: Path) -> str:
    """Which weights these are: the publisher's revision where a download noted it, else a
    fingerprint of the files' names, sizes and headers."""
    for note in sorted((folder / ".cache/huggingface/download").glob("*.metadata")):
        return note.read_text().splitlines()[0]
    found = hashlib.sha256()
    for file in sorted(folder.rglob("*.safetensors")):
        with file.open("rb") as opened:
            length = int.from_bytes(opened.read(8), "little")
            header = opened.read(min(length, file.stat().st_size))
        found.update(f"{file.relative_to(folder)} {file.stat().st_size}".encode() + header)
    return found.hexdigest()[:16]


def bad(card: ModelCard, folder: Path, detail: str) -> BadWeights:
    """What is wrong with the weights in a folder, as an error."""
    return BadWeights(model=card.title, source=card.source, folder=folder, detail=detail)


def size_of(folder: Path, precision: torch.dtype) -> int:
    """Bytes that the weights in a folder take in that precision; the files are not loaded."""
    files = tuple(folder.rglob("*.safetensors"))
    if not files:  # older repositories have nothing but float32 in torch's own form
        older = sum(file.stat().st_size for file in folder.glob("pytorch_model*.bin"))
        return older // torch.float32.itemsize * precision.itemsize
    return sum(_elements(file) for file in files) * precision.itemsize


def _elements(file: Path) -> int:
    """How many numbers a file of weights holds; 0 where its header cannot be read."""
    try:
        with safe_open(file, framework="pt") as tensors:
            shapes = [tensors.get_slice(name).get_shape() for name in tensors.keys()]  # noqa: SIM118
    except (OSError, SafetensorError):
        return 0
    return sum(math.prod(shape) for shape in shapes)
