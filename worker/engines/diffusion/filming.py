"""From the frames and the sound that a pipeline gives to a clip that plays everywhere."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import torch

from core.errors import RenderFailed
from worker.engine import Clip, Pixels
from worker.media.clips import FPS, Samples, encoded


class NotNumbers(RenderFailed):
    """The model lost its numbers on the way, so that there is no picture; please try it again with
    other words or another model."""


def as_bytes(pictures: torch.Tensor) -> list[Pixels]:
    """Pictures of (count, 3, height, width) from 0 to 1, as (height, width, 3) of bytes.

    Raises NotNumbers: what is not a number would come out black, as if it had been drawn so.
    """
    if bool(pictures.isnan().any()):
        raise NotNumbers
    # In place, and turned by torch: each copy of all numbers is as long as the rest.
    whole = pictures.float().clamp(0, 1).mul_(255).round_().to(torch.uint8)
    return list(whole.permute(0, 2, 3, 1).contiguous().cpu().numpy())


def clip(frames: Sequence[Pixels], sound: Samples | None, pipeline: Any, fps: int = 0) -> Clip:
    """The clip of these frames; `pipeline` knows how many samples its sound has in a second."""
    height, width = frames[0].shape[:2]
    rate = pipeline.vocoder.config.output_sampling_rate if sound is not None else 0
    pace = fps or FPS
    data = encoded(frames, (width, height), sound, pace, rate)
    return Clip(data, width, height, len(frames) / pace)


def heard(audio: torch.Tensor) -> Samples:
    """Sound of (channels, samples) in stereo, from -1 to 1; raises NotNumbers."""
    if bool(audio.isnan().any()):
        raise NotNumbers
    samples = audio.float().clamp(-1, 1).cpu().numpy()
    return np.ascontiguousarray(np.broadcast_to(samples, (2, samples.shape[-1])), np.float32)
