"""Which files of weights lack tensors that their model has; the model is made of nothing.

Where a model is in several files, a list says what is in which (soundness.py reads it). One that is
in a single file has no list: what it should hold, its configuration alone tells.
"""

import json
from collections import OrderedDict
from pathlib import Path
from typing import Any

import diffusers
import torch

from worker.engines.diffusion.sharing import components_of
from worker.engines.diffusion.soundness import UNREADABLE, named
from worker.engines.diffusion.weights import used


def torn(folder: Path) -> tuple[str, ...]:
    """Files of whole components of diffusers without some of their tensors, within the folder.

    Models of transformers are renamed in many ways while they are loaded, and left out.
    """
    files = tuple(used(folder))
    found = [
        own[0]
        for name, kind in components_of(folder).items()
        if len(own := [file for file in files if file.parent == folder / name]) == 1
        and not _has_all(kind, folder / name / "config.json", own[0])
    ]
    return tuple(file.relative_to(folder).as_posix() for file in sorted(found))


def _has_all(kind: str, config: Path, file: Path) -> bool:
    """Whether a file holds all tensors of a model; True where nothing is known of that."""
    try:
        held = named(file)
        asked: Any = json.loads(config.read_text(encoding="utf-8"))
    except UNREADABLE:  # that is told by others
        return True
    if not isinstance(asked, dict) or asked.get("_class_name") != kind or _quantised(asked):
        return True
    model = getattr(diffusers, kind, None)
    return model is None or _holds_all(model, asked, held)


def _quantised(config: dict[str, Any]) -> bool:
    """Its tensors are called otherwise."""
    return "quantization_config" in config


def _holds_all(kind: Any, config: dict[str, Any], held: frozenset[str]) -> bool:
    try:
        with torch.device("meta"):
            model = kind.from_config(config)
    except (AttributeError, LookupError, TypeError, ValueError):  # loading tells what is wrong
        return True
    as_now = OrderedDict.fromkeys(held)
    model._fix_state_dict_keys_on_load(as_now)  # some autoencoders were saved with older names
    return {name for name, _ in model.named_parameters()} <= as_now.keys()
