"""Models to try in two sizes: tiny ones anywhere, and as large as real ones where a GPU is."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from shutil import disk_usage
from typing import Any, NamedTuple

import numpy as np
import pytest
import torch

from core.catalogue import ModelCard
from core.prompts import Prompt
from tests.pictures_made import landscape
from tests.values import asset, spec
from tests.worker.engines.diffusion import full, tiny
from tests.worker.engines.diffusion.shipped import SHIPPED
from tests.worker.engines.diffusion.test_engine import CARDS, card_of
from worker.engine import Pixels, Report, Share, Step, Task
from worker.engines.diffusion.calling import Seat, call, ran
from worker.engines.diffusion.engine import DiffusionEngine
from worker.engines.diffusion.families import FAMILIES, Craft
from worker.engines.diffusion.filming import as_bytes, heard
from worker.engines.diffusion.gate import Gate
from worker.engines.diffusion.machine import HEADROOM, Machine
from worker.engines.diffusion.watching import Watch
from worker.media.clips import Samples

# Family → the card that is served with a model of it at full size. Without those of whose parts
# not all sizes are known here: HunyuanVideo 1.5 (what reads letters and looks at pictures), JoyAI.
REAL: Mapping[str, str] = {
    "sdxl": "sdxl",
    "z-image": "z-image-turbo",
    "flux2": "flux2-dev",
    "flux2-klein": "flux2-klein-4b",
    "flux-fill": "flux1-fill",
    "flux-kontext": "flux1-kontext",
    "qwen-image-edit-plus": "qwen-image-edit-2509",
    "ltx2": "ltx-2.3",
    "wan": "wan-2.2-i2v-a14b",
    "wan-ti2v": "wan-2.2-ti2v-5b",
    "wan-vace": "wan-2.1-vace-1.3b",
}
_STEPS = 4
_BYTES = 2  # of a number in bfloat16
_BESIDE = 1.1  # times what a folder of weights takes: settings, and room to breathe


class Kind(NamedTuple):
    """Which model."""

    family: str
    real: bool = False  # whether as large as its publisher has it

    @property
    def card(self) -> ModelCard:
        """Its card; what takes long without telling more is cut short."""
        if not self.real:
            return card_of(self.family)
        card = SHIPPED.card(REAL[self.family])
        extra = {**(card.extra or {})} | ({"frames": 17} if "frames" in (card.extra or {}) else {})
        return replace(card, source=self.family, steps=_STEPS, extra=extra)

    def saved(self, models: Path, machine: Machine) -> None:
        """Its weights in a folder; skips the test where the device or the disk is too small for
        them, or a module is missing."""
        folder = models / self.family
        if not self.real:
            tiny.saved(self.family, folder)
            return
        for module in FAMILIES[self.family].needs:
            pytest.importorskip(module)
        if (memory := self.card.need.memory) * HEADROOM > machine.memory:
            pytest.skip(f"{folder} is for a device of {memory / 1e9:.0f} GB")
        pipeline = full.empty(self.family)
        need = sum(full.sizes(pipeline).values()) * _BYTES * _BESIDE
        if (free := disk_usage(models).free) < need:
            pytest.skip(
                f"{folder} needs {need / 1e9:.0f} GB of disk, and {free / 1e9:.0f} are free"
            )
        if need > max(machine.memory, machine.host):  # what is not on the device rests in memory
            pytest.skip(f"{folder} needs {need / 1e9:.0f} GB of host memory")
        full.saved(pipeline, folder, machine.device)


class Film(NamedTuple):
    """A clip as its model gives it."""

    frames: Pixels  # (count, height, width, 3)
    sound: Samples | None  # None of a model that makes none


class Build(NamedTuple):
    """A model with an engine that has loaded it."""

    kind: Kind
    engine: DiffusionEngine

    @property
    def side(self) -> int:
        """Px of the square that it paints best."""
        grain = FAMILIES[self.kind.family].grain
        return self.kind.card.size // grain * grain

    @property
    def picture(self) -> Pixels:
        """A picture of about its size, half as wide again as it is high."""
        return landscape(self.side * 3 // 2, self.side)

    @property
    def marks(self) -> Pixels:
        """Where that picture may change."""
        marks = self.picture[..., 0] * 0
        height, width = marks.shape
        marks[height // 3 : height * 2 // 3, width // 3 : width * 2 // 3] = 255
        return marks

    def share(
        self, words: str = "a fox", *indices: int, report: Report | None = None, **more: Any
    ) -> Share:
        """Some variants of a job; with `pictured=True` it begins with the picture."""
        card, indices = self.kind.card, indices or (1,)
        pictured, marks = more.pop("pictured", False), more.pop("marks", None)
        values = {"inputs": (asset(),) if pictured else (), "count": max(indices)}
        values |= {"model": card.name, "prompt": Prompt(words), "seed": 7}
        task = Task(spec(**values | more), card, (self.picture,) if pictured else (), marks)
        return Share(task, indices, report or _ignore)

    def pictures(self, *shares: Share, bucket: int = 1) -> list[Pixels]:
        """What a pass makes."""
        self.engine.load(self.kind.card)
        return [piece.rendered.pixels for piece in self.engine.render(shares, bucket)]

    def films(self, *shares: Share, bucket: int) -> list[Film]:
        """What one pass over the clips of these jobs gives, before anything encodes it."""
        self.engine.load(self.kind.card)
        loaded = self.engine.stock.loaded[self.kind.card.name]
        seats = [Seat(n, one.task, index) for n, one in enumerate(shares) for index in one.indices]
        made, watch = call(loaded, Craft.FILM, seats, bucket), Watch(shares)
        watch.begin([seat.share for seat in seats], *made.size)
        frames, *sound = ran(made, watch, Gate()).to_tuple()
        sounds = [heard(one) for one in sound[0]] if sound else [None] * len(frames)
        both = zip(frames, sounds, strict=True)
        return [Film(np.stack(as_bytes(one)), sound) for one, sound in both][: len(seats)]


def _ignore(step: Step) -> None:
    pass


_ON_GPU = (
    pytest.mark.gpu,
    pytest.mark.timeout(1800),  # weights are made, written and read
    pytest.mark.skipif(not torch.cuda.is_available(), reason="no CUDA device is here"),
)


def with_craft(*crafts: Craft) -> Any:
    """A case for each family that has one of these crafts, in each size."""

    def able(names: Iterable[str]) -> list[str]:
        return [name for name in names if set(crafts) & set(FAMILIES[name].pipelines)]

    small = [pytest.param(Kind(name), id=f"tiny {name}") for name in able(CARDS)]
    large = [
        pytest.param(Kind(name, real=True), id=f"full {name}", marks=_ON_GPU) for name in able(REAL)
    ]
    return pytest.mark.parametrize("build", [*small, *large], indirect=True)
