"""Families of models of transformers: what serves a card of each."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any, ClassVar, Protocol

import torch

from core.catalogue import ModelCard
from worker.engine import Rendered, Task
from worker.engines.diffusion.machine import Machine
from worker.engines.diffusion.sight.blip import Blip
from worker.engines.diffusion.sight.enlarging import Enlarger, Tell
from worker.engines.diffusion.sight.florence import Florence
from worker.engines.diffusion.sight.judging import Judge
from worker.engines.diffusion.sight.model import Model, open_model


class Sight(Protocol):
    """A model of transformers that renders variants one by one."""

    kind: ClassVar[str]  # class of transformers
    precision: ClassVar[torch.dtype | None]  # None takes what suits the machine
    model: Model

    def render(self, task: Task, index: int, tell: Tell) -> Rendered:
        """Variant `index` (1-based) of a task; raises CannotDo, Cancelled and OutOfMemory."""
        ...


SIGHTS: Mapping[str, Any] = {
    "blip": Blip,
    "florence2": Florence,
    "image-classification": Judge,
    "swin2sr": Enlarger,
}


def opened(card: ModelCard, folder: Path, machine: Machine) -> Sight:
    """The model of a card on its device; raises BadWeights."""
    sort = SIGHTS[card.family]
    precision = sort.precision or machine.precision
    return sort(open_model(card, folder, sort.kind, machine, precision))


def precision_of(card: ModelCard, machine: Machine) -> torch.dtype:
    """What a card's weights are held in."""
    sort = SIGHTS.get(card.family)
    return (sort.precision if sort else None) or machine.precision
