"""One model of transformers on its device, with what its folder says of it."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
import transformers  # its classes are found by name
from safetensors import SafetensorError

from core.catalogue import ModelCard
from core.recipes import Recipe
from worker.engines.diffusion.faults import unusable
from worker.engines.diffusion.libraries import VERSIONS
from worker.engines.diffusion.machine import Machine
from worker.engines.diffusion.weights import bad, revision_of

_LISTED = 3  # names of tensors that an error repeats


@dataclass(frozen=True, slots=True)
class Model:
    """A network that is ready to run."""

    card: ModelCard
    network: Any  # the classes of transformers share no typed call
    device: torch.device
    precision: torch.dtype
    revision: str
    folder: Path

    @property
    def size(self) -> int:
        """Bytes of the weights, each counted once."""
        tensors = (*self.network.parameters(), *self.network.buffers())
        return sum({one.data_ptr(): one.nbytes for one in tensors}.values())

    @property
    def recipe(self) -> Recipe:
        """What a pass of it is made with."""
        return Recipe(
            model=self.card.source,
            revision=self.revision,
            pipeline=type(self.network).__name__,
            scheduler="",
            bucket=1,
            precision=str(self.precision).removeprefix("torch."),
            device=self.device.type,
            versions=VERSIONS,
        )

    def processor(self, kind: str = "AutoProcessor") -> Any:
        """What turns pictures into its inputs, from its folder; raises BadWeights and NoPackage."""
        try:
            return getattr(transformers, kind).from_pretrained(self.folder, local_files_only=True)
        except _WRONG as error:
            raise unusable(self.card, self.folder, error) from error


_WRONG = (
    AttributeError,
    ImportError,
    KeyError,
    OSError,
    RuntimeError,
    SafetensorError,
    TypeError,
    ValueError,
)


def open_model(
    card: ModelCard, folder: Path, kind: str, machine: Machine, precision: torch.dtype
) -> Model:
    """A network of the class `kind` on its device; raises BadWeights with what is wrong, and
    NoPackage.

    Weights that are not in the files would be random ones, so that is wrong, too.
    """
    try:
        network, found = getattr(transformers, kind).from_pretrained(
            folder, dtype=precision, local_files_only=True, output_loading_info=True
        )
    except _WRONG as error:
        raise unusable(card, folder, error) from error
    if missing := sorted(found["missing_keys"]):
        named = ", ".join(missing[:_LISTED])
        raise bad(card, folder, f"{len(missing)} tensors are not in its files: {named}")
    network = network.eval().to(machine.device)
    return Model(card, network, machine.device, precision, revision_of(folder), folder)
