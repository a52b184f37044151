"""Where the weights of a card lie, and what is wrong with them."""

import hashlib
import math
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import torch
from safetensors import SafetensorError, safe_open

from core.catalogue import ModelCard
from core.errors import Broken

# What a folder of weights has: of a pipeline, of one in blocks, of a single model.
INDEXES = ("model_index.json", "modular_model_index.json", "config.json")


_VARIANT = re.compile(r"\.(fp16|bf16)(?=\.safetensors$|-\d)")  # "model.fp16-00001-of-00002.…"


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
    folder = place_of(card.source, models)
    if folder is None:
        raise NoWeights(
            model=card.title, source=card.source, folder=_places(card.source, models)[0]
        )
    return _checked(card, folder)


def place_of(source: str, models: Path) -> Path | None:
    """The folder of what a source names, if it is there."""
    return next((place for place in _places(source, models) if place.is_dir()), None)


def _places(source: str, models: Path) -> tuple[Path, ...]:
    own = Path(source).expanduser()
    return (own,) if own.is_absolute() else (models / own, models / own.name)


def folders_of(card: ModelCard, models: Path) -> tuple[Path, ...]:
    """The folders of all weights that a card needs: its source's, and those of `extra.also`."""
    others = (replace(card, source=one) for one in (card.extra or {}).get("also", ()))
    return tuple(folder_of(one, models) for one in (card, *others))


def weight_of(card: ModelCard, models: Path, precision: torch.dtype) -> int:
    """Bytes that all weights of a card take in that precision; raises as `folder_of` does."""
    return sum(size_of(folder, precision) for folder in folders_of(card, models))


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
    return sum(map(elements, used(folder))) * precision.itemsize


def variant_of(folder: Path) -> str:
    """The variant that a pipeline is loaded in: "fp16" where a part has its weights in no other."""
    for part in sorted({file.parent for file in folder.rglob("*.safetensors")} - {folder}):
        variants = {_variant(file) for file in part.glob("*.safetensors")}
        if "" not in variants:
            return min(variants)
    return ""


def used(folder: Path) -> Iterator[Path]:
    """The files that are loaded: publishers add the same weights in one file, or in two precisions.

    A part that has no file of the variant is loaded as it is.
    """
    pipeline = any((folder / index).is_file() for index in INDEXES[:2])
    variant = variant_of(folder)
    for file in sorted(folder.rglob("*.safetensors")):
        if pipeline and file.parent == folder:
            continue
        beside = {_variant(other) for other in file.parent.glob("*.safetensors")}
        if _variant(file) == (variant if variant in beside else ""):
            yield file


def _variant(file: Path) -> str:
    found = _VARIANT.search(file.name)
    return found[1] if found else ""


def elements(file: Path) -> int:
    """How many numbers a file of weights holds; 0 where its header cannot be read."""
    try:
        with safe_open(file, framework="pt") as tensors:
            shapes = [tensors.get_slice(name).get_shape() for name in tensors.keys()]  # noqa: SIM118
    except (OSError, SafetensorError):
        return 0
    return sum(math.prod(shape) for shape in shapes)
