"""The device that models run on: what it is, the precision that suits it, and its memory."""

from dataclasses import dataclass
from typing import Self

import torch

HEADROOM = 0.9  # of a device's memory: the rest is the driver's and other programs'
BESIDE = 1.15  # times its weights: what a model needs to run, as long as nobody measured it


@dataclass(frozen=True, slots=True)
class Machine:
    """A device, as a worker uses it."""

    device: torch.device
    precision: torch.dtype  # of the weights
    name: str  # "NVIDIA H100 80GB HBM3"
    memory: int  # bytes that models may take

    @classmethod
    def here(cls, number: int = 0) -> Self:
        """The best device of this machine: CUDA, then Apple's, then the CPU."""
        if torch.cuda.is_available():
            about = torch.cuda.get_device_properties(number)
            memory = int(about.total_memory * HEADROOM)
            return cls(torch.device("cuda", number), torch.bfloat16, about.name, memory)
        if torch.backends.mps.is_available():
            memory = int(torch.mps.recommended_max_memory() * HEADROOM)
            return cls(torch.device("mps"), torch.bfloat16, "Apple GPU", memory)
        return cls.cpu()

    @classmethod
    def cpu(cls) -> Self:
        """The processor, which every machine has."""
        return cls(torch.device("cpu"), torch.float32, "CPU", _half_of_memory())

    @property
    def room(self) -> int:
        """Bytes that weights may take, so that their passes have room beside them."""
        return int(self.memory / BESIDE)

    @property
    def kind(self) -> str:
        """The class of device that repeats a result to the bit: "cuda", "mps", "cpu"."""
        return self.device.type


def _half_of_memory() -> int:
    """On a CPU the models share the memory with everything else."""
    import psutil

    return psutil.virtual_memory().total // 2
