"""GroundingDINO draws boxes around what a phrase says, SAM 2 outlines what is in them."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Self

import cv2
import numpy as np
import torch
import transformers
from numpy.typing import NDArray
from PIL import Image

from worker.engine import Pixels
from worker.engines.diffusion.machine import Machine
from worker.engines.diffusion.segmenting.sought import Plane, Sought
from worker.media.ground import opaque

_SURE = 0.35  # the least score of the best box, as its authors take it
_ALIKE = 0.8  # of the best score: boxes that are as good are meant as well, as of "the cups"
_AROUND = 0.1  # of a box's side: so far an outline may reach beyond it
_MOST = 12  # boxes of one phrase
# What SAM 2 was trained on: its own processor needs torchvision, for no more than this.
_MEAN = np.array([0.485, 0.456, 0.406], np.float32)
_SPREAD = np.array([0.229, 0.224, 0.225], np.float32)


class Grounded:
    """Two models that know more things, and outline them finely."""

    def __init__(self, finder: Any, processor: Any, outliner: Any, machine: Machine) -> None:
        self._finder, self._processor, self._outliner = finder, processor, outliner
        self._machine = machine

    @classmethod
    def load(cls, folders: Sequence[Path], machine: Machine) -> Self:
        """From the folders of the two; raises what transformers raises."""
        finding, outlining = folders
        finder: Any = transformers.GroundingDinoForObjectDetection.from_pretrained(
            finding, dtype=torch.float32, local_files_only=True
        )
        outliner: Any = transformers.Sam2Model.from_pretrained(
            outlining, dtype=torch.float32, local_files_only=True
        )
        processor = transformers.GroundingDinoProcessor.from_pretrained(
            finding, local_files_only=True
        )
        device = machine.device
        return cls(finder.to(device).eval(), processor, outliner.to(device).eval(), machine)

    @property
    def parts(self) -> tuple[Any, ...]:
        """The modules whose weights it holds."""
        return (self._finder, self._outliner)

    def find(self, picture: Pixels, name: str) -> Sought:
        """Where `picture` shows what `name` says."""
        boxes, scores = self._boxes(picture, name)
        best = float(scores.max())
        meant = boxes[scores >= _ALIKE * best][:_MOST]
        return Sought(self._outlined(picture, meant), best, best >= _SURE)

    def _boxes(self, picture: Pixels, name: str) -> tuple[torch.Tensor, torch.Tensor]:
        """Boxes (count, 4) in px, left, top, right, bottom; and their scores, 0 to 1."""
        view = Image.fromarray(opaque(picture))
        taken = self._processor(text=f"{name.lower()}.", images=view, return_tensors="pt")
        seen = self._finder(**taken.to(self._machine.device))
        (found,) = self._processor.post_process_grounded_object_detection(
            seen, taken.input_ids, threshold=-1.0, target_sizes=[picture.shape[:2]]
        )
        order = found["scores"].argsort(descending=True)
        return found["boxes"][order], found["scores"][order]

    def _outlined(self, picture: Pixels, boxes: torch.Tensor) -> Plane:
        """What is in the boxes, as one mask in the picture's size."""
        height, width = picture.shape[:2]
        side = int(self._outliner.config.prompt_encoder_config.image_size)
        small = cv2.resize(opaque(picture), (side, side), interpolation=cv2.INTER_AREA)
        pixels = (small.astype(np.float32) / 255 - _MEAN) / _SPREAD
        scale = torch.tensor([side / width, side / height] * 2, device=boxes.device)
        seen = self._outliner(
            pixel_values=torch.from_numpy(pixels).permute(2, 0, 1)[None].to(self._machine.device),
            input_boxes=(boxes * scale)[None],
            multimask_output=False,
        )
        shares = seen.pred_masks.sigmoid().float().amax(dim=(0, 1, 2)).cpu().numpy()
        large = cv2.resize(shares, (width, height), interpolation=cv2.INTER_CUBIC)
        share = np.clip((large - 0.25) * 2, 0, 1).astype(np.float32)
        return share * _within(boxes.cpu().numpy(), height, width)


def _within(boxes: NDArray[np.float32], height: int, width: int) -> Plane:
    """1 in the boxes and a little around them: what SAM outlines elsewhere is another thing."""
    near = np.zeros((height, width), np.float32)
    for left, top, right, bottom in boxes:
        across, down = _AROUND * (right - left), _AROUND * (bottom - top)
        rows = slice(max(0, int(top - down)), max(0, int(np.ceil(bottom + down))))
        near[rows, max(0, int(left - across)) : max(0, int(np.ceil(right + across)))] = 1
    return near
