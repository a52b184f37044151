"""The Engine protocol: what runs a model, and what rendering hands it and gets back."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from core.catalogue import ModelCard
from core.jobs import JobSpec

Pixels = NDArray[np.uint8]  # (height, width, 3 or 4), sRGB, straight alpha
Marks = NDArray[np.uint8]  # (height, width), how much of each pixel may change, 0 to 255


class Clip(NamedTuple):
    """A finished video file."""

    data: bytes  # MP4: H.264, yuv420p, AAC where it has sound
    width: int  # px
    height: int  # px
    seconds: float


@dataclass(frozen=True, slots=True, eq=False)
class Rendered:
    """One variant as an engine gives it back."""

    index: int  # 1-based
    pixels: Pixels  # the picture; of a clip, its first frame
    did: str  # what was done, in words that a person reads
    clip: Clip | None = None
    text: str = ""  # the answer, where the job asks for words


class Step(NamedTuple):
    """How far a job is."""

    fraction: float  # 0 to 1
    stage: str  # "variant 2 of 4"
    preview: Pixels | None = None  # a small picture of what is coming


@dataclass(frozen=True, slots=True, eq=False)
class Task:
    """A job with the pictures that it works on."""

    spec: JobSpec
    card: ModelCard
    inputs: tuple[Pixels, ...]  # in the order of spec.inputs
    # Of the inputs' ratio, in any size. Where it is 0, a result is the input to the bit.
    marks: Marks | None = None
    traced: Pixels | None = None  # the picture that spec.traced names


# Called between steps. It raises core.errors.Cancelled when the person no longer wants the result:
# an engine lets that pass through.
Report = Callable[[Step], None]


class Engine(Protocol):
    """Runs the models of one kind; whoever owns the device calls it from one thread at a time.

    Two methods do the work; `close` gives back what the engine holds.
    """

    def load(self, card: ModelCard) -> int:
        """Make `card` ready to render; returns the bytes that it now holds on the device."""
        ...

    def render(self, task: Task, report: Report) -> Iterator[Rendered]:
        """Render every variant of `task`, in any order.

        Raises CannotDo with what would be needed when the model cannot do what the words ask.
        The same task gives the same pixels, on any number of threads.
        """
        ...

    def close(self) -> None:
        """End the processes and give the device's memory back."""
        ...
