"""From a folder to pipelines on a device; what serves several crafts is loaded once."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path
from typing import Any

import diffusers  # its classes are found by name
import transformers
from safetensors import SafetensorError

from core.catalogue import ModelCard
from core.errors import CannotDo
from core.jobs import Recipe
from worker.engines.diffusion.families import Craft, Family
from worker.engines.diffusion.machine import Machine
from worker.engines.diffusion.weights import bad, revision_of

# What they warn of is the concern of those who write pipelines; bars would break the log.
for library in (diffusers, transformers):
    library.utils.logging.set_verbosity_error()
    library.utils.logging.disable_progress_bar()

VERSIONS = tuple(f"{name} {version(name)}" for name in ("torch", "diffusers", "transformers"))

Pipeline = Any  # the pipelines of diffusers share a base class, but no typed call

_DOING = {
    Craft.WORDS: "it needs a picture to start from.",
    Craft.REFERENCES: "it starts from words alone.",
    Craft.REDRAW: "it starts from words alone.",
    Craft.INPAINT: "it changes no part of a picture.",
    Craft.MOTION: "it makes no clips.",
    Craft.FILM: "it makes no clips from words alone; send a picture with them.",
}


@dataclass(slots=True)
class Loaded:
    """The components of one model, and the pipelines that were made of them."""

    card: ModelCard
    family: Family
    machine: Machine
    base: Pipeline
    revision: str
    _made: dict[Craft, Pipeline] = field(default_factory=dict[Craft, Pipeline])

    def pipeline(self, craft: Craft) -> Pipeline:
        """What does `craft`; raises CannotDo where this model does not.

        Each has a scheduler of its own, since a scheduler remembers where a run stands.
        """
        if craft not in self._made:
            self._made[craft] = self._new(craft)
        return self._made[craft]

    def _new(self, craft: Craft) -> Pipeline:
        if not self.family.pipelines:
            return self.base
        name = self.family.pipelines.get(craft)
        if name is None:
            raise CannotDo(model=self.card.title, reason=_DOING[craft])
        kind = _class(name)
        if type(self.base) is kind:
            return self.base
        scheduler = type(self.base.scheduler).from_config(self.base.scheduler.config)
        made = kind.from_pipe(self.base, scheduler=scheduler)
        made.set_progress_bar_config(disable=True)
        return made

    def recipe(self, pipeline: Pipeline, arguments: Mapping[str, Any], bucket: int) -> Recipe:
        """What a pass of one of its pipelines is made with."""
        guidance = self.family.renamed.get("guidance_scale", "guidance_scale")
        return Recipe(
            model=self.card.source,
            revision=self.revision,
            pipeline=type(pipeline).__name__,
            scheduler=type(pipeline.scheduler).__name__,
            bucket=bucket,
            precision=str(self.machine.precision).removeprefix("torch."),
            device=self.machine.kind,
            versions=VERSIONS,
            steps=int(arguments.get("num_inference_steps", 0)),
            guidance=arguments.get(guidance),
        )

    @property
    def size(self) -> int:
        """Bytes of the weights, each counted once."""
        found: dict[int, int] = {}
        for part in self.base.components.values():
            if hasattr(part, "parameters"):
                found |= {
                    one.data_ptr(): one.nbytes for one in (*part.parameters(), *part.buffers())
                }
        return sum(found.values())


def load(card: ModelCard, folder: Path, family: Family, machine: Machine) -> Loaded:
    """A model on its device; raises BadWeights with what is wrong with its files."""
    try:
        base = _class("DiffusionPipeline").from_pretrained(
            folder,
            dtype=machine.precision,
            variant=(card.extra or {}).get("variant"),
            local_files_only=True,
        )
    except (OSError, ValueError, SafetensorError, RuntimeError, AttributeError) as error:
        detail = str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__
        raise bad(card, folder, detail) from error
    base.set_progress_bar_config(disable=True)
    return Loaded(card, family, machine, base.to(machine.device), revision_of(folder))


def _class(name: str) -> Any:
    """A pipeline class; diffusers imports each when it is first asked for."""
    return getattr(diffusers, name)
