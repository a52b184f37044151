"""What tells files apart without reading large ones whole: who trains changes all of a model."""

import hashlib
import json
from pathlib import Path
from typing import Any

NOTES = ".cache/huggingface/download"  # what was downloaded, as huggingface_hub notes it

_SMALL = 1 << 20  # bytes: a file up to it is read whole
_SAMPLE = 256  # bytes of each tensor, at its beginning and in its middle
_OWN = ("_name_or_path", "_diffusers_version", "transformers_version")  # where it was saved


def seen(folder: Path, file: Path) -> bytes:
    """What a file of a model in `folder` is: as its publisher names it, or else a look at it."""
    return noted(folder, file) or _looked(file)


def noted(folder: Path, file: Path) -> bytes:
    """The publisher's etag, as the download noted it; empty where the file was changed since."""
    note = folder / NOTES / f"{file.relative_to(folder)}.metadata"
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
    try:
        read: Any = json.loads(file.read_text())
    except (ValueError, RecursionError):  # a damaged file is another one: told elsewhere
        return file.read_bytes()
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
        try:
            tensors = json.loads(header)
        except ValueError:  # as above
            return found.digest()
        for name, about in tensors.items():
            if name == "__metadata__":
                continue
            begin, end = about["data_offsets"]
            for start in (begin, (begin + end) // 2):
                opened.seek(8 + length + start)
                found.update(opened.read(min(_SAMPLE, end - start)))
    return found.digest()
