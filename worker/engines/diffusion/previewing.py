"""What a pass looks like so far: latents through a small autoencoder, between its steps.

The card says which: `extra = { preview = "madebyollin/taesdxl" }`. Such an autoencoder decodes a
picture in a few milliseconds, in less detail (https://github.com/madebyollin/taesd).
"""

import logging
from pathlib import Path
from typing import Any, Self

import diffusers
import torch

from core.catalogue import ModelCard
from worker.engine import Pixels
from worker.engines.diffusion.filming import as_bytes
from worker.engines.diffusion.indexes import INDEXES, few
from worker.engines.diffusion.loading import UNUSABLE
from worker.engines.diffusion.machine import Machine
from worker.engines.diffusion.memory import ran_out
from worker.engines.diffusion.soundness import unsound
from worker.engines.diffusion.weights import place_of, used

log = logging.getLogger("easel.worker")

_PACKED = 3  # dimensions of latents whose patches stand in a row: (samples, patches, 4 channels)


class Previewer:
    """Decodes latents of one model."""

    def __init__(self, autoencoder: Any, machine: Machine) -> None:
        self._autoencoder = autoencoder.to(machine.device, machine.precision)
        self._machine = machine

    @classmethod
    def of(cls, card: ModelCard, models: Path, machine: Machine) -> Self | None:
        """The one that a card names; None where it names none, or its weights are not here or not
        usable: a model is worth more than a look at its steps."""
        folder = autoencoder_of(card, models)
        if folder is None:
            return None
        try:
            return cls(_tiny().from_pretrained(folder, local_files_only=True), machine)
        except UNUSABLE as error:
            if isinstance(error, RuntimeError) and ran_out(error):
                raise
            log.warning("%s runs without previews: %s cannot be read", card.title, folder.name)
            return None

    @property
    def size(self) -> int:
        """Bytes of its weights."""
        return sum(one.nbytes for one in self._autoencoder.parameters())

    def picture(
        self, latents: torch.Tensor, height: int, width: int, norm: Any = None
    ) -> Pixels | None:
        """A sample's latents as a picture of about that size; None where they are of another kind.

        `latents` is (1, channels, height, width), or (1, patches, 4 * channels) as Flux packs them;
        `norm` is the batch normalisation of the model's autoencoder, where it has one (FLUX.2).
        """
        channels = self._autoencoder.config.latent_channels
        if latents.ndim == _PACKED:
            latents = _unpacked(_plain(latents, norm), height, width)
        if latents.ndim != 4 or latents.shape[1] != channels:
            return None
        with torch.inference_mode():
            decoded = self._autoencoder.decode(
                latents.to(self._machine.device, self._machine.precision)
            ).sample
        return as_bytes(decoded / 2 + 0.5)[0]


def autoencoder_of(card: ModelCard, models: Path) -> Path | None:
    """Where the small autoencoder of a card lies; None where it names none, or it is not here."""
    source = (card.extra or {}).get("preview")
    return place_of(str(source), card, models) if source else None


def damaged(card: ModelCard, models: Path) -> str:
    """What is wrong with the files of a card's small autoencoder; empty where nothing is."""
    folder = autoencoder_of(card, models)
    if folder is None:
        return ""
    index = any((folder / name).is_file() for name in INDEXES)
    whole = index and (any(used(folder)) or any(folder.glob("*.bin")))
    return few(unsound(folder)) or ("" if whole else "files are missing")


def _plain(latents: torch.Tensor, norm: Any) -> torch.Tensor:
    """Latents as they were before `norm`."""
    if norm is None:
        return latents
    return latents * torch.sqrt(norm.running_var + norm.eps) + norm.running_mean


def _unpacked(latents: torch.Tensor, height: int, width: int) -> torch.Tensor:
    """Patches of two by two in a row, back in their places; as they are where they do not fit."""
    _, patches, channels = latents.shape
    rows, columns = height // 16, width // 16  # an autoencoder's eight pixels, two a patch
    if rows * columns != patches or channels % 4:
        return latents
    planes = latents.view(1, rows, columns, channels // 4, 2, 2).permute(0, 3, 1, 4, 2, 5)
    return planes.reshape(1, channels // 4, rows * 2, columns * 2)


def _tiny() -> Any:
    return diffusers.AutoencoderTiny  # pyright: ignore[reportPrivateImportUsage]
