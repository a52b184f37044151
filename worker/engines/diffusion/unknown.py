"""Which pipeline a folder asks for that this version of diffusers has not; none is imported."""

import json
from pathlib import Path

import diffusers

from worker.engines.diffusion.indexes import INDEXES


def unknown_pipeline(folder: Path) -> str:
    """What the index of a folder asks for in vain; empty where diffusers knows it."""
    index = folder / INDEXES[0]
    if not index.is_file():  # blocks, or a single model
        return ""
    kind = json.loads(index.read_text(encoding="utf-8")).get("_class_name")
    if kind is None or kind in dir(diffusers):
        return ""
    return f"a {kind}, which diffusers {diffusers.__version__} has not"
