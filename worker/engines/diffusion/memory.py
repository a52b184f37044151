"""A device's memory: how much a pass took, and giving all of it back where it did not suffice."""

import gc
import traceback
from collections.abc import Generator
from contextlib import contextmanager

import torch

from core.errors import OutOfMemory
from worker.activations import Gauge, Unmeasured

_NO_MORE_ON_CPU = "DefaultCPUAllocator: can't allocate memory"


@contextmanager
def freeing_memory() -> Generator[None]:
    """Raises OutOfMemory for what torch raises, and nothing of what was begun stays behind."""
    try:
        yield
    except RuntimeError as error:
        if not ran_out(error):
            raise
        _forget(error)
        empty()
        raise OutOfMemory from None


def ran_out(error: RuntimeError) -> bool:
    """Whether torch says that memory did not suffice; on a CPU it has no class for that."""
    return isinstance(error, torch.OutOfMemoryError) or _NO_MORE_ON_CPU in str(error)


def _forget(error: BaseException | None) -> None:
    """An error keeps the frames that it went through, and these keep their tensors."""
    while error is not None:
        traceback.clear_frames(error.__traceback__)
        error.__traceback__ = None
        error = error.__context__
    gc.collect()


def empty() -> None:
    """Give what torch keeps for later back to the device."""
    if torch.cuda.is_available():
        torch.cuda.empty_cache()
    if torch.backends.mps.is_available():
        torch.mps.empty_cache()


def gauge_of(device: torch.device) -> Gauge:
    """What measures a device's memory."""
    if device.type == "cuda":
        return _Cuda(device)
    return _Apple() if device.type == "mps" else Unmeasured()


class _Cuda:
    def __init__(self, device: torch.device) -> None:
        self._device = device
        self._before = 0

    def reset(self) -> None:
        torch.cuda.reset_peak_memory_stats(self._device)
        self._before = torch.cuda.memory_allocated(self._device)

    def beyond(self) -> int | None:
        return torch.cuda.max_memory_allocated(self._device) - self._before


class _Apple:
    """Metal tells no peak, but keeps what was freed: its driver's growth is the peak."""

    def __init__(self) -> None:
        self._before = 0

    def reset(self) -> None:
        torch.mps.empty_cache()
        self._before = torch.mps.driver_allocated_memory()

    def beyond(self) -> int | None:
        return max(0, torch.mps.driver_allocated_memory() - self._before)
