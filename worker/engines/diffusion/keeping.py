"""Latents of a picture, kept beside it: who goes on from there need not encode the picture again.

An autoencoder gives back what it is given with small errors, which add up from step to step.
"""

import logging
from collections.abc import Generator
from contextlib import contextmanager
from typing import Any, NamedTuple

import torch
from safetensors import SafetensorError
from safetensors.torch import load, save

log = logging.getLogger("easel.worker")


class Reference(NamedTuple):
    """The latents of a picture that is drawn from."""

    latents: torch.Tensor  # (channels, height, width)
    scale: int  # px of the picture that one of them is

    @property
    def size(self) -> tuple[int, int]:
        """Height and width of the picture, in px."""
        height, width = self.latents.shape[-2:]
        return height * self.scale, width * self.scale


def packed(latents: torch.Tensor, space: str) -> bytes:
    """The latents of one picture, (channels, height, width), as a file of safetensors; `space`:
    what tells the autoencoder that reads them."""
    return save({_named(space): latents.detach().cpu().contiguous()})


def _named(space: str) -> str:
    return f"latents of {space}"


def token_of(pipeline: Any) -> int:
    """Px of a picture that a token is, where steps go over tokens: two by two latents of its
    autoencoder."""
    return 2 * int(pipeline.vae_scale_factor)


def spread(tokens: torch.Tensor, rows: int, patch: int) -> torch.Tensor:
    """The latents of one picture, (channels, height, width), of tokens (count, channels x patch²)
    that lie in so many rows."""
    count, depth = tokens.shape
    patches = tokens.reshape(rows, count // rows, depth // patch**2, patch, patch)
    return patches.permute(2, 0, 3, 1, 4).flatten(3, 4).flatten(1, 2)


@contextmanager
def referring(pipeline: Any, reference: Reference | None) -> Generator[None]:
    """While a pipeline runs, a picture of that size is encoded to what is kept of it.

    Pipelines that draw from references take them as pictures only. Those of the families that keep
    latents for it encode each of them in a method of this name.
    """
    if reference is None:
        yield
        return
    encode = pipeline._encode_vae_image

    def known(image: torch.Tensor, generator: Any) -> torch.Tensor:
        if image.shape[-2:] != reference.size:
            return encode(image=image, generator=generator)
        return reference.latents.to(image)[None]

    pipeline._encode_vae_image = known
    try:
        yield
    finally:
        del pipeline._encode_vae_image


def unpacked(
    data: bytes, space: str, channels: int, height: int, width: int
) -> torch.Tensor | None:
    """Latents of that shape for that autoencoder; None where there are none, or others, or the file
    is damaged: the picture is there to be encoded again."""
    if not data:
        return None
    try:
        latents = load(data).get(_named(space))
    except SafetensorError:
        log.warning("the latents that were kept of a picture cannot be read")
        return None
    return latents if latents is not None and latents.shape == (channels, height, width) else None
