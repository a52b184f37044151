"""Whether a machine can serve a card, before anything of it is loaded."""

from importlib.util import find_spec
from pathlib import Path

from core.catalogue import ModelCard
from worker.activations import BESIDE
from worker.engines.diffusion.families import family_of
from worker.engines.diffusion.machine import Machine
from worker.engines.diffusion.stock import Stock
from worker.engines.diffusion.switches import BadSwitch
from worker.engines.diffusion.weights import BadWeights, NoFolder, NoWeights
from worker.residency import together

_GB = 1_000_000_000


def examine(card: ModelCard, machine: Machine, models: Path) -> str:
    """Why this machine cannot serve `card`; empty where it can."""
    if not all(map(find_spec, family_of(card).needs)):
        return "pip install 'easel[vision]'"
    try:
        weights = together((Stock(machine, models).weigh(card),))
    except NoWeights:  # in words that are the same for all, so that they are said once
        return f"their weights are not in {models}; `easel models pull NAME` fetches them"
    except NoFolder as error:
        return f"{error.sentence} ({error.fields['folder']})"
    except (BadWeights, BadSwitch) as error:
        return error.sentence
    if (card.extra or {}).get("gpu") and machine.kind == "cpu":
        return "too slow without a GPU"
    if weights * BESIDE > machine.memory:
        have, need = machine.memory / _GB, weights * BESIDE / _GB
        return f"needs {need:.0f} GB of memory, and {machine.name} has {have:.0f} for models"
    return ""
