"""Latents of a picture, kept beside it: who goes on from there need not encode the picture again.

An autoencoder gives back what it is given with small errors, which add up from step to step.
"""

import torch
from safetensors.torch import load, save

LATENTS = "latents"


def packed(latents: torch.Tensor) -> bytes:
    """The latents of one picture, (channels, height, width), as a file of safetensors."""
    return save({LATENTS: latents.detach().cpu().contiguous()})


def unpacked(data: bytes, channels: int, height: int, width: int) -> torch.Tensor | None:
    """Latents of that shape; None where there are none, or those of another shape."""
    if not data:
        return None
    latents = load(data)[LATENTS]
    return latents if latents.shape == (channels, height, width) else None
