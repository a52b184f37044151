"""Which components of several models are the same files, so that they are loaded once."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from pathlib import Path

from core.catalogue import ModelCard
from worker.engines.diffusion.fingerprints import seen
from worker.engines.diffusion.switches import Switches
from worker.engines.diffusion.weights import elements

# What may serve several models: nothing in them is changed by a pass or by a card's switches.
_SHARED = ("text_encoder", "tokenizer", "vae", "audio_vae", "image_encoder", "feature_extractor")


def components_of(folder: Path) -> Mapping[str, str]:
    """The components of a pipeline, with their classes; none where its index lists none."""
    index = folder / "model_index.json"
    if not index.is_file():
        return {}
    listed = json.loads(index.read_text()).items()
    return {
        name: str(entry[1])
        for name, entry in listed
        if isinstance(entry, list) and len(entry) > 1 and entry[1] and (folder / name).is_dir()
    }


def keys_of(card: ModelCard, folder: Path, switches: Switches) -> dict[str, str]:
    """The components of a card's model, each with a key that the same component has elsewhere.

    A model that is moved between its passes shares nothing: it would take others with it; nor does
    one that runs in processes of its own.
    """
    return {
        name: f"{kind} {fingerprint(folder, name)}"
        if name.startswith(_SHARED) and not (switches.offload or switches.parallel)
        else f"{card.name}/{name}"
        for name, kind in components_of(folder).items()
    }


def parts_of(
    keys: Mapping[str, str], files: Sequence[Path], folder: Path, switches: Switches, size: int
) -> dict[str, int]:
    """Bytes on the device by key, as the headers of `files` say; `size` is bytes of a number."""
    if not keys:
        return {str(folder): sum(map(elements, files)) * size}
    found = {
        key: sum(elements(file) for file in files if file.is_relative_to(folder / name))
        * switches.size(name, size)
        for name, key in keys.items()
    }
    if switches.offload:  # one at a time is on the device
        largest = max(found, key=found.__getitem__)
        return {largest: found[largest]}
    return {key: size for key, size in found.items() if size}


def fingerprint(folder: Path, component: str) -> str:
    """What a component's files are: as their publisher names them, or else a look at each."""
    found = hashlib.sha256()
    for file in sorted(one for one in (folder / component).rglob("*") if one.is_file()):
        found.update(f"{file.relative_to(folder / component)} ".encode())
        found.update(seen(folder, file))
    return found.hexdigest()[:32]
