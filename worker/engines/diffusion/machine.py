"""The device that models run on: what it is, the precision that suits it, and its memory."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Self

import torch

from core.catalogue import ModelCard, Role
from core.errors import BadSettings
from worker.engines.diffusion.memory import gauge_of
from worker.holding import BOUNDLESS, Memory

HEADROOM = 0.9  # of a device's memory: the rest is the driver's and other programs'


class NoDevice(BadSettings):
    """The setting devices names number {number}, and there are {count} CUDA devices here, counted
    from 0."""


@dataclass(frozen=True, slots=True)
class Machine:
    """A device, as a worker uses it."""

    device: torch.device
    precision: torch.dtype  # of the weights
    name: str  # "NVIDIA H100 80GB HBM3"
    memory: int  # bytes that models may take
    host: int = (
        BOUNDLESS  # bytes of the machine's own memory that a model may rest in while it runs
    )
    # Bytes, as `memory`, of all devices of its worker in their order, where there are several: the
    # first few may divide a model among them.
    team: tuple[int, ...] = ()

    @classmethod
    def here(cls, number: int = 0) -> Self:
        """The best device of this machine: CUDA, then Apple's, then the CPU."""
        if torch.cuda.is_available():
            about = torch.cuda.get_device_properties(number)
            memory = int(about.total_memory * HEADROOM)
            return cls(
                torch.device("cuda", number),
                torch.bfloat16,
                about.name,
                memory,
                _of_memory(HEADROOM),
            )
        if torch.backends.mps.is_available():
            memory = int(torch.mps.recommended_max_memory() * HEADROOM)
            return cls(torch.device("mps"), torch.bfloat16, "Apple GPU", memory)
        return cls.cpu()

    @classmethod
    def cpu(cls) -> Self:
        """The processor, which every machine has."""
        return cls(torch.device("cpu"), torch.float32, "CPU", _of_memory(0.5))

    @classmethod
    def all(cls, numbers: Sequence[int] = ()) -> tuple[Self, ...]:
        """The CUDA devices of those numbers, or all; where there are none, the best one.

        Raises NoDevice for a number that no device has.
        """
        count = torch.cuda.device_count() if torch.cuda.is_available() else 0
        for number in numbers:
            if not 0 <= number < count:
                raise NoDevice(number=number, count=count)
        found = [cls.here(number) for number in numbers or range(max(1, count))]
        team = tuple(one.memory for one in found) if len(found) > 1 else ()
        return tuple(replace(one, team=team) for one in found)

    def holds(self, resting: float, devices: int = 1) -> Memory:
        """What models may take here; `resting` is the share of the host's memory that those of
        all devices get which left them. Only a CUDA device has a memory apart from the host's."""
        host = _of_memory(resting / devices) if self.kind == "cuda" else 0
        return Memory(self.memory, host, gauge_of(self.device))

    def precision_for(self, card: ModelCard) -> torch.dtype:
        """Of a card's weights: models that only look are small, and half as precise they err."""
        return torch.float32 if Role.SEGMENT in card.roles else self.precision

    @property
    def told(self) -> str:
        """What it is, for whoever starts a worker."""
        precision = str(self.precision).removeprefix("torch.")
        return f"{self.device} ({self.name}): {precision}, {self.memory / 1e9:.0f} GB for models"

    @property
    def kind(self) -> str:
        """The class of device that repeats a result to the bit: "cuda", "mps", "cpu"."""
        return self.device.type


def _of_memory(share: float) -> int:
    """Bytes of a share of the host's memory."""
    import psutil

    return int(psutil.virtual_memory().total * share)
