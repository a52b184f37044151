"""The Engine protocol: what runs a model, and what rendering hands it and gets back."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from core.catalogue import ModelCard
from core.errors import CannotDo
from core.jobs import JobSpec
from core.recipes import Recipe
from core.turning import STRAIGHT, Turn
from worker.residency import Parts

BUCKETS = (8, 4, 2, 1)  # samples of a pass; a compiled model is made once for each

Pixels = NDArray[np.uint8]  # (height, width, 3 or 4), sRGB, straight alpha
Marks = NDArray[np.uint8]  # (height, width), how much of each pixel may change, 0 to 255


class Found(NamedTuple):
    """A place in a picture that words named, as a model found it."""

    name: str  # "the cup"
    marks: Marks  # in the picture's size
    sure: float  # 0 to 1, as the model says
    by: str  # the model, as people call it
    nth: int = 0  # how many likelier places the person has turned down
    revision: str = ""  # of its weights


class Guessed(CannotDo):
    """{model} is not sure: {reason}"""

    @property
    def found(self) -> Found:
        """What is perhaps meant: the person can be asked. Given as the field `found`."""
        found = self.fields["found"]
        assert isinstance(found, Found), found
        return found


class Warp(NamedTuple):
    """Where each pixel of a picture that was turned by an angle comes from."""

    across: tuple[float, float, float]  # its x in the picture, of x, y and 1 in the result; px
    down: tuple[float, float, float]  # its y
    size: tuple[int, int]  # width and height of the result, px


class Laying(NamedTuple):
    """How a picture lies in a result: turned, then as the part of it that begins at `corner`."""

    turn: Turn = STRAIGHT
    warp: Warp | None = None
    corner: tuple[int, int] = (0, 0)  # x and y, px; below 0 where the result has room before it


class Grown(NamedTuple):
    """A picture that another model has enlarged, for one that draws finer detail into it."""

    pixels: Pixels
    by: str  # the model, as people call it
    revision: str  # of its weights


# Why a picture is left out that a model's own checker made black.
WITHHELD = "the model's own safety check held it back."


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
    recipe: Recipe | None = None  # what a model was run with
    kept: bytes = b""  # its latents as safetensors, where its family goes on from them
    encoded: bytes = b""  # what its words were encoded as, as safetensors, beside its latents
    found: Found | None = None  # the place that was looked for, where one was
    lines: tuple[str, ...] = ()  # of text that was read, where the job asks for them
    tried: int = 0  # seeds before the one that it has, whose text read wrong
    last: Pixels | None = None  # of a clip: its last frame, where one can go on from there
    left_out: str = ""  # why this one of a set is not made, where the others are
    took: float = 0.0  # s; of the pass that made it its share, where nobody measured it alone
    libraries: tuple[str, ...] = ()  # that made it, where it has no recipe: "numpy 2.4.6"
    laying: Laying | None = None  # of a picture in another frame that was not scaled


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
    kept: bytes = b""  # what spec.kept names
    encoded: bytes = b""  # what an encoder made of its words before
    # Where no mask came: the place that the words name, in each input.
    found: tuple[Found, ...] = ()
    # What variants go on from, where another model has enlarged their pictures first.
    grown: tuple[Grown, ...] = ()


# Called between steps. It raises core.errors.Cancelled when the person no longer wants the result:
# an engine lets that pass through.
Report = Callable[[Step], None]


@dataclass(frozen=True, slots=True, eq=False)
class Share:
    """The variants of one job that are rendered together with those of others."""

    task: Task
    indices: tuple[int, ...]  # 1-based
    report: Report


class Piece(NamedTuple):
    """A variant that is ready, and whose it is."""

    share: int  # its place among the shares
    rendered: Rendered


class Engine(Protocol):
    """Runs the models of one kind; whoever owns the device calls it from one thread at a time.

    `load` and `render` do the work; the others give back what the engine holds.
    """

    def weigh(self, card: ModelCard) -> Parts:
        """What `load` will bring to the device, as far as is known; raises what it raises."""
        ...

    def load(self, card: ModelCard) -> Parts:
        """Make `card` ready to render; returns what it now holds on the device."""
        ...

    def park(self, card: str) -> Parts:
        """Move what the card of that name holds to the host's memory, from where `load` brings it
        back sooner than from disk; returns what it now holds there. Empty where it cannot: then it
        stays as it is."""
        ...

    def spare(self, card: ModelCard) -> Parts | None:
        """Make `card` take less room from now on, at the cost of time; returns what
        it then holds on the device. None where it takes no less. Raises as `load` does; then it
        may hold none of it."""
        ...

    def unload(self, card: str) -> None:
        """Give up all memory that the card of that name takes; nothing where it takes none."""
        ...

    def render(self, shares: Sequence[Share], bucket: int) -> Iterator[Piece]:
        """Render every variant of every share, in any order, as one pass of `bucket` samples.

        Shares of several jobs come only to engines that batch (worker/batching.py); the others
        get one whole job, and take no notice of the bucket. A variant's pixels depend on its task,
        its index and the bucket, never on the other shares nor on the number of threads.
        Raises CannotDo with what would be needed when the model cannot do what the words ask, and
        OutOfMemory when `bucket` samples do not fit the device.
        """
        ...

    def close(self) -> None:
        """End the processes and give the device's memory back."""
        ...


class Weightless:
    """What an engine says that holds nothing on a device."""

    def weigh(self, card: ModelCard) -> Parts:
        """Nothing."""
        return {}

    def load(self, card: ModelCard) -> Parts:
        """It is ready as it is."""
        return {}

    def park(self, card: str) -> Parts:
        """There is nothing to move."""
        return {}

    def spare(self, card: ModelCard) -> Parts | None:
        """There is nothing to spare."""
        return None

    def unload(self, card: str) -> None:
        """There is nothing to give up."""
