"""Whether a machine can serve a card, before anything of it is loaded."""

from pathlib import Path

from core.catalogue import ModelCard
from core.errors import Unusable
from worker.activations import BESIDE
from worker.engines.diffusion.absent import nowhere
from worker.engines.diffusion.checking import BadCard, check_card
from worker.engines.diffusion.fitting import fit, undivided
from worker.engines.diffusion.machine import Machine
from worker.engines.diffusion.packages import needed_for
from worker.engines.diffusion.previewing import damaged
from worker.engines.diffusion.segmenting.segmenter import LOADERS
from worker.engines.diffusion.sight.families import SIGHTS, precision_of
from worker.engines.diffusion.stock import Stock
from worker.engines.diffusion.switches import BadSwitch
from worker.engines.diffusion.unknown import unknown_pipeline
from worker.engines.diffusion.weights import (
    NEWER,
    BadWeights,
    NoFolder,
    NoWeights,
    bad,
    folder_of,
)
from worker.residency import together

_GB = 1_000_000_000


def examine(card: ModelCard, machine: Machine, models: Path) -> str:
    """Why this machine cannot serve `card`; empty where it can."""
    said = needed_for(card, models), _against(card, machine, models)
    return "; and ".join(filter(None, said))


def _against(card: ModelCard, machine: Machine, models: Path) -> str:
    try:
        _known(card, models)
        weights = together((Stock(machine, models).weigh(card),))
        if not apart(card):
            check_card(card, folder_of(card, models), models)
    except (NoWeights, NoFolder) as error:
        return nowhere(error, models)
    except (BadWeights, BadSwitch, BadCard) as error:
        return error.sentence
    if (card.extra or {}).get("gpu") and machine.kind == "cpu":
        return "too slow without a GPU"
    if weights * BESIDE > machine.memory:
        have, need = machine.memory / _GB, weights * BESIDE / _GB
        return f"needs {need:.0f} GB of memory, and {machine.name} has {have:.0f} for models"
    if (rests := resting(card, machine, models)) > machine.host:
        have, need = machine.host / _GB, rests / _GB
        return (
            f"fits {machine.name} part by part only: the others need {need:.0f} GB of host memory, "
            f"and there are {have:.0f}"
        )
    return ""


def resting(card: ModelCard, machine: Machine, models: Path) -> int:
    """Bytes of host memory that a card's weights rest in while it runs; raises as `weigh` does."""
    if apart(card):
        return 0
    return fit(card, folder_of(card, models), machine).host


def switched(card: ModelCard, machine: Machine, models: Path) -> tuple[str, ...]:
    """The switches that a card is served with on a machine, and what it does without, as people
    read them."""
    if apart(card):
        return ()
    folder, lost = folder_of(card, models), damaged(card, models)
    told = fit(card, folder, machine).switches.told
    without = f"without previews: {lost}" if lost else ""
    return (*told, *filter(None, (undivided(card, folder, machine), without)))


def run_of(card: ModelCard, machine: Machine) -> str:
    """What a card's model runs in on a machine, as its recipe tells it: “bfloat16 on cuda”."""
    precision = str(precision_of(card, machine)).removeprefix("torch.")
    return f"{precision} on {machine.kind}"


def degree(card: ModelCard, machine: Machine, models: Path) -> int:
    """Devices that a card's passes are divided among; 0 where they are not, or it is unusable."""
    try:
        return Stock(machine, models).degree(card)
    except Unusable:
        return 0


def apart(card: ModelCard) -> bool:
    """Whether a card's model is no pipeline."""
    return card.family in LOADERS or card.family in SIGHTS


def _known(card: ModelCard, models: Path) -> None:
    """Raises BadWeights where this version of diffusers has no such pipeline; imports none."""
    folder = folder_of(card, models)
    if unknown := unknown_pipeline(folder):
        raise bad(card, folder, unknown, NEWER)
