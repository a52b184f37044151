"""Where the weights of a card lie, and what is wrong with them."""

import hashlib
import math
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from safetensors import safe_open

from core.catalogue import ModelCard
from core.errors import Unusable
from worker.engines.diffusion.fingerprints import NOTES, noted, seen
from worker.engines.diffusion.indexes import INDEXES, few, files_of, index_of, lacking
from worker.engines.diffusion.soundness import unsound
from worker.left_out import discreet

if TYPE_CHECKING:  # those who fetch weights come here, too, and need no torch
    import torch

NEWER = "a newer diffusers is needed"  # what helps where no other files would
_FLOAT32 = 4  # bytes
_TELLING = (".safetensors", ".bin", ".json", ".txt", ".model")  # what a model's files end in
_VARIANT = re.compile(r"\.(fp16|bf16)(?=\.safetensors$|-\d)")  # "model.fp16-00001-of-00002.…"


class NoWeights(Unusable):
    """The weights of {model} are not on this machine;
    `easel models pull {name}` fetches them."""


class NoFolder(Unusable):
    """The weights of {model} are to be in a folder that its card names, and that is not there."""


class BadWeights(Unusable):
    """The weights of {model} cannot be used ({detail}); {mend}."""


def folder_of(card: ModelCard, models: Path) -> Path:
    """The folder of a card's weights; raises NoWeights, NoFolder, and BadWeights where it is no
    pipeline.

    `models` is the folder for all of them: `models/organisation/name`, or `models/name`. A source
    that is a folder of this machine is taken as it is.
    """
    for place in places_of(card, models):
        if is_there(place):
            return _checked(card, place)
    raise missing(card, models)


def is_there(place: Path) -> bool:
    """Whether something lies in a folder; an empty one holds no weights. Raises OSError where
    nobody may look."""
    return place.is_dir() and any(place.iterdir())


def missing(card: ModelCard, models: Path) -> NoWeights | NoFolder:
    """What there is to say where nothing of a card's weights is here."""
    first, *others = places_of(card, models)
    if others:
        return NoWeights(model=card.title, name=card.name)
    return NoFolder(model=card.title, folder=first)


def places_of(card: ModelCard, models: Path) -> tuple[Path, ...]:
    """Where the weights of a card may lie; the first one is where they are fetched to.

    One alone is a folder that the card names: publishers' models are `organisation/name`.
    """
    source = Path(card.source).expanduser()
    if source.is_absolute() or "/" not in card.source:
        return (models / source,)  # an absolute path stays as it is
    return (models / source, models / source.name)


def is_fetched(card: ModelCard) -> bool:
    """Whether the weights of a card come from a publisher; else its card names a folder."""
    return len(places_of(card, Path())) > 1


def place_of(source: str, card: ModelCard, models: Path) -> Path | None:
    """The folder of another source that a card names, if it is there."""
    places = places_of(replace(card, source=source), models)
    return next((place for place in places if is_there(place)), None)


def parts_of(card: ModelCard) -> tuple[ModelCard, ...]:
    """The card, and what else it needs (`extra.also`), as cards of these sources."""
    others = (card.extra or {}).get("also", ())
    return (card, *(replace(card, source=str(one), extra=None) for one in others))


def wanted(card: ModelCard) -> tuple[ModelCard, ...]:
    """What is fetched for a card: its parts, and what its previews need."""
    preview = (card.extra or {}).get("preview")
    if not preview:
        return parts_of(card)
    # Another model of another publisher, whose licence the card does not know.
    small = replace(
        card,
        title=f"Preview autoencoder of {card.title}",
        source=str(preview),
        extra=None,
        licence="its publisher's own",
        licence_note="another model, which the card's licence does not cover.",
        commercial=True,
    )
    return (*parts_of(card), small)


def folders_of(card: ModelCard, models: Path) -> tuple[Path, ...]:
    """The folders of all weights that a card needs; raises as `folder_of` does."""
    return tuple(folder_of(one, models) for one in parts_of(card))


def weight_of(card: ModelCard, models: Path, precision: "torch.dtype") -> int:
    """Bytes that all weights of a card take in that precision; raises as `folder_of` does."""
    return sum(size_of(folder, precision) for folder in folders_of(card, models))


def _checked(card: ModelCard, folder: Path) -> Path:
    if not (folder / (index := index_of(folder))).is_file():
        raise bad(card, folder, f"it has no {index}")
    try:
        missing = lacking(folder)
    except ValueError as error:
        raise bad(card, folder, str(error)) from error
    if missing:
        raise bad(card, folder, f"without {few(missing)}")
    loaded = {*loaded_for(card, folder)}
    names = unsound(folder)
    if damaged := [one for one in names if Path(one).suffix == ".json" or folder / one in loaded]:
        raise bad(card, folder, f"damaged: {few(damaged)}")
    return folder


def revision_of(folder: Path) -> str:
    """Which model this is: the publisher's revision where a download noted it and nothing was
    changed since, else a fingerprint of its weights and settings."""
    files = [file for file in files_of(folder, "*") if file.suffix in _TELLING]
    notes = sorted((folder / NOTES).glob("*.metadata"))
    lines = [line for note in notes for line in note.read_text().splitlines()]
    if lines and all(noted(folder, file) for file in files):
        return lines[0]
    found = hashlib.sha256()
    for file in files:
        found.update(f"{file.relative_to(folder)} ".encode() + seen(folder, file))
    return found.hexdigest()[:16]


def lying(card: ModelCard, models: Path) -> int:
    """Bytes of all files that a card needs and that are here; 0 where a folder of it is not."""
    folders = [place_of(one.source, one, models) for one in parts_of(card)]
    found = [sum(size for _, size, _ in _marks(one)) for one in folders if one is not None]
    return sum(found) if len(found) == len(folders) else 0


def stamp_of(card: ModelCard, models: Path) -> frozenset[tuple[str, int, int]]:
    """What changes with the files that a card needs: their paths, sizes and times."""
    places = [place for one in wanted(card) for place in places_of(one, models)]
    return frozenset(mark for place in places if place.is_dir() for mark in _marks(place))


def _marks(folder: Path) -> Iterator[tuple[str, int, int]]:
    found = (_mark(file) for file in files_of(folder, "*") if not file.is_dir())
    return (mark for mark in found if mark is not None)


def _mark(file: Path) -> tuple[str, int, int] | None:
    try:
        about = file.stat()
    except FileNotFoundError:  # it went while the folder was read: a download replaces files
        return None
    return str(file), about.st_size, about.st_mtime_ns


def bad(card: ModelCard, folder: Path, detail: str, mend: str = "") -> BadWeights:
    """What is wrong with the weights in a folder, as an error; `mend` is what would help where
    other files would not.

    Libraries name files by where they lie on the machine, which is nobody's concern in a chat.
    """
    plain = discreet(detail.replace(str(folder), "its folder"))
    pull = f"`easel models pull {card.name}` mends them"
    files = pull if is_fetched(card) else "its card names that folder"
    told = {"folder": folder, "detail": plain, "mend": mend or files}
    return BadWeights(model=card.title, name=card.name, **told)


def size_of(folder: Path, precision: "torch.dtype") -> int:
    """Bytes that the weights in a folder take in that precision; the files are not loaded."""
    files = tuple(used(folder))
    if not files:  # older repositories have nothing but float32 in torch's own form
        older = sum(file.stat().st_size for file in folder.glob("pytorch_model*.bin"))
        return older // _FLOAT32 * precision.itemsize
    return sum(map(elements, files)) * precision.itemsize


def variant_of(folder: Path) -> str:
    """The variant that a pipeline is loaded in: "fp16" where a part has its weights in no other."""
    for part in sorted({file.parent for file in folder.rglob("*.safetensors")} - {folder}):
        variants = {_variant(file) for file in part.glob("*.safetensors")}
        if "" not in variants:
            return min(variants)
    return ""


def loaded_for(card: ModelCard, folder: Path) -> tuple[Path, ...]:
    """The files of a folder that are loaded for a card."""
    return tuple(used(folder, str((card.extra or {}).get("variant", ""))))


def used(folder: Path, variant: str = "") -> Iterator[Path]:
    """The files that are loaded: publishers add the same weights in one file, or in two precisions.

    `variant` is what a card names; a part that has no file of the variant is loaded as it is.
    """
    pipeline = any((folder / index).is_file() for index in INDEXES[:2])
    variant = variant or variant_of(folder)
    for file in sorted(folder.rglob("*.safetensors")):
        if (pipeline and file.parent == folder) or ".cache" in file.relative_to(folder).parts:
            continue
        beside = {_variant(other) for other in file.parent.glob("*.safetensors")}
        if _variant(file) == (variant if variant in beside else ""):
            yield file


def _variant(file: Path) -> str:
    found = _VARIANT.search(file.name)
    return found[1] if found else ""


def elements(file: Path) -> int:
    """How many numbers a file of weights holds; raises one of soundness.UNREADABLE."""
    with safe_open(file, framework="np") as tensors:
        shapes = [tensors.get_slice(name).get_shape() for name in tensors.keys()]  # noqa: SIM118
    return sum(math.prod(shape) for shape in shapes)
