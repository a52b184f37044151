"""Which components of several models are the same files, so that they are loaded once."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from core.catalogue import ModelCard
from worker.engines.diffusion.switches import Switches
from worker.engines.diffusion.weights import elements

# What may serve several models: nothing in them is changed by a pass or by a card's switches.
_SHARED = ("text_encoder", "tokenizer", "vae", "audio_vae", "image_encoder", "feature_extractor")
_SMALL = 1 << 20  # bytes: a file up to it is read whole
_SAMPLE = 256  # bytes of each tensor, at its beginning and in its middle
_OWN = ("_name_or_path", "_diffusers_version", "transformers_version")  # where it was saved


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
        name = file.relative_to(folder)
        note = folder / ".cache/huggingface/download" / f"{name}.metadata"
        found.update(f"{file.relative_to(folder / component)} ".encode())
        found.update(_noted(file, note) or _looked(file))
    return found.hexdigest()[:32]


def _noted(file: Path, note: Path) -> bytes:
    """The publisher's etag, as the download noted it; empty where the file was changed since."""
    if not note.is_file():
        return b""
    try:
        _, etag, when = note.read_text().splitlines()[:3]
        unchanged = file.stat().st_mtime <= float(when) + 1
    except ValueError:  # the note is damaged: the file itself is looked at
        return b""
    return etag.encode() if unchanged else b""


def _looked(file: Path) -> bytes:
    """Files whole, settings without where they were saved, of weights a bit of each tensor."""
    if file.suffix == ".json" and file.stat().st_size <= _SMALL:
        return _settings(file)
    if file.suffix == ".safetensors":
        return _sampled(file)
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").digest()


def _settings(file: Path) -> bytes:
    read: Any = json.loads(file.read_text())
    if isinstance(read, dict):
        read = {key: value for key, value in read.items() if key not in _OWN}
    return json.dumps(read, sort_keys=True).encode()


def _sampled(file: Path) -> bytes:
    """The header of a safetensors file (https://huggingface.co/docs/safetensors), and of each
    tensor a few bytes: training changes all of a model a little, not a byte here and there."""
    found = hashlib.sha256(str(file.stat().st_size).encode())
    with file.open("rb") as opened:
        length = int.from_bytes(opened.read(8), "little")
        header = opened.read(min(length, file.stat().st_size))
        found.update(header)
        for name, about in json.loads(header).items():
            if name == "__metadata__":
                continue
            begin, end = about["data_offsets"]
            for start in (begin, (begin + end) // 2):
                opened.seek(8 + length + start)
                found.update(opened.read(min(_SAMPLE, end - start)))
    return found.digest()
