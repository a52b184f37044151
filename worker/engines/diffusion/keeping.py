"""Latents of a picture, kept beside it: who goes on from there need not encode the picture again.

An autoencoder gives back what it is given with small errors, which add up from step to step.
"""

import logging

import torch
from safetensors import SafetensorError
from safetensors.torch import load, save

log = logging.getLogger("easel.worker")

LATENTS = "latents"


def packed(latents: torch.Tensor) -> bytes:
    """The latents of one picture, (channels, height, width), as a file of safetensors."""
    return save({LATENTS: latents.detach().cpu().contiguous()})


def unpacked(data: bytes, channels: int, height: int, width: int) -> torch.Tensor | None:
    """Latents of that shape; None where there are none, or others, or the file is damaged: the
    picture is there to be encoded again."""
    if not data:
        return None
    try:
        latents = load(data)[LATENTS]
    except (SafetensorError, KeyError):
        log.warning("the latents that were kept of a picture cannot be read")
        return None
    return latents if latents.shape == (channels, height, width) else None
