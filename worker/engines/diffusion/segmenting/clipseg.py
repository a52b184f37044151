"""CLIPSeg: how much each place of a picture is what a phrase says (Lüddecke and Ecker 2022)."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Self

import cv2
import numpy as np
import torch
import transformers
from PIL import Image

from worker.engine import Pixels
from worker.engines.diffusion.machine import Machine
from worker.engines.diffusion.segmenting.edges import followed
from worker.engines.diffusion.segmenting.sought import Sought
from worker.media.ground import opaque

_SURE = 0.5  # the least at the surest point; a thing that is not there stays below 0.3
_EDGE = 0.5  # of the surest point: from here on a place belongs to it
_SOFT = 0.15  # the same, over which it ends
_SURELY = 99.5  # percentile taken for the surest point: a single cell may err


class ClipSeg:
    """Small and quick; its map is coarse, so its edges are moved to those of the picture."""

    def __init__(self, model: Any, processor: Any, machine: Machine) -> None:
        self._model, self._processor, self._machine = model, processor, machine

    @classmethod
    def load(cls, folders: Sequence[Path], machine: Machine) -> Self:
        """From its folder; raises what transformers raises."""
        (folder,) = folders
        model: Any = transformers.CLIPSegForImageSegmentation.from_pretrained(
            folder, dtype=torch.float32, local_files_only=True
        )
        processor = transformers.CLIPSegProcessor.from_pretrained(folder, local_files_only=True)
        return cls(model.to(machine.device).eval(), processor, machine)

    @property
    def parts(self) -> tuple[Any, ...]:
        """The modules whose weights it holds."""
        return (self._model,)

    def find(self, picture: Pixels, name: str) -> Sought:
        """Where `picture` shows what `name` says."""
        view = Image.fromarray(opaque(picture))
        taken = self._processor(
            text=[name], images=[view], padding=True, truncation=True, return_tensors="pt"
        )
        logits = self._model(**taken.to(self._machine.device)).logits
        heat = logits.sigmoid().float().cpu().numpy().reshape(logits.shape[-2:])
        peak = float(np.percentile(heat, _SURELY))
        share = np.clip((heat / max(peak, 1e-6) - _EDGE + _SOFT / 2) / _SOFT, 0, 1)
        height, width = picture.shape[:2]
        coarse = cv2.resize(share, (width, height), interpolation=cv2.INTER_LINEAR)
        cell = max(height, width) / max(heat.shape)
        return Sought(followed(coarse, picture, cell), peak, peak >= _SURE)
