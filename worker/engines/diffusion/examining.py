"""Whether a machine can serve a card, before anything of it is loaded."""

from pathlib import Path

from core.catalogue import ModelCard
from worker.engines.diffusion.machine import BESIDE, Machine
from worker.engines.diffusion.sight.families import precision_of
from worker.engines.diffusion.weights import BadWeights, NoWeights, folder_of, size_of

_GB = 1_000_000_000


def examine(card: ModelCard, machine: Machine, models: Path) -> str:
    """Why this machine cannot serve `card`; empty where it can."""
    try:
        weights = size_of(folder_of(card, models), precision_of(card, machine))
    except NoWeights:  # in words that are the same for all, so that they are said once
        return f"their weights are not in {models}; `hf download SOURCE --local-dir …` fetches them"
    except BadWeights as error:
        return error.sentence
    if (card.extra or {}).get("gpu") and machine.kind == "cpu":
        return "too slow without a GPU"
    if weights > machine.room:
        have, need = machine.memory / _GB, weights * BESIDE / _GB
        return f"needs {need:.0f} GB of memory, and {machine.name} has {have:.0f} for models"
    return ""
