"""Whether a machine can serve a card, before anything of it is loaded."""

from importlib.util import find_spec
from pathlib import Path

from core.catalogue import ModelCard
from worker.engines.diffusion.families import family_of
from worker.engines.diffusion.machine import BESIDE, Machine
from worker.engines.diffusion.weights import BadWeights, NoWeights, weight_of

_GB = 1_000_000_000


def examine(card: ModelCard, machine: Machine, models: Path) -> str:
    """Why this machine cannot serve `card`; empty where it can."""
    if not all(map(find_spec, family_of(card).needs)):
        return "pip install 'easel[vision]'"
    try:
        weights = weight_of(card, models, machine.precision_for(card))
    except NoWeights:  # in words that are the same for all, so that they are said once
        return f"their weights are not in {models}; `hf download SOURCE --local-dir …` fetches them"
    except BadWeights as error:
        return error.sentence
    if weights > machine.room:
        have, need = machine.memory / _GB, weights * BESIDE / _GB
        return f"needs {need:.0f} GB of memory, and {machine.name} has {have:.0f} for models"
    return ""
