"""From a folder to pipelines on a device; what serves several crafts is loaded once."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from inspect import signature
from pathlib import Path
from typing import Any

import diffusers
import transformers
from safetensors import SafetensorError
from torch.nn import Module

from core.catalogue import ModelCard
from core.errors import Unable
from core.recipes import Recipe
from worker.engine import Task
from worker.engines.diffusion.applying import class_of, offload, placed, quantised
from worker.engines.diffusion.encoding import Encoder
from worker.engines.diffusion.families import Craft, Family, craft_of, family_of
from worker.engines.diffusion.faults import unusable
from worker.engines.diffusion.indexes import few
from worker.engines.diffusion.libraries import VERSIONS
from worker.engines.diffusion.machine import Machine
from worker.engines.diffusion.memory import ran_out
from worker.engines.diffusion.modular import INDEX, Blocks, defaults_of, kind_of, side_of, taken_by
from worker.engines.diffusion.sharing import components_of, fingerprint
from worker.engines.diffusion.switches import Switches
from worker.engines.diffusion.weights import bad, revision_of, variant_of

# What they warn of is the concern of those who write pipelines; bars would break the log.
for library in (diffusers, transformers):
    library.utils.logging.set_verbosity_error()
    library.utils.logging.disable_progress_bar()

# What the libraries raise for files that are damaged, missing, or of a class that is not there.
UNUSABLE = (
    ArithmeticError,
    AttributeError,
    ImportError,
    LookupError,
    OSError,
    RuntimeError,  # NotImplementedError, where tensors are missing
    SafetensorError,
    TypeError,
    ValueError,
)

Pipeline = Any  # the pipelines of diffusers share a base class, but no typed call

DOING = {
    Craft.WORDS: "it needs a picture to start from.",
    Craft.REFERENCES: "it starts from words alone.",
    Craft.REDRAW: "it starts from words alone.",
    Craft.INPAINT: "it changes no part of a picture.",
    Craft.MOTION: "it makes no clips.",
    Craft.BETWEEN: "it cannot be given the picture that a clip ends with.",
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
    switches: Switches
    encoder: Encoder | None = None  # None where its pipelines encode their words themselves
    space: str = ""  # what tells its autoencoder from others, whose latents mean something else
    _made: dict[Craft, Pipeline] = field(default_factory=dict[Craft, Pipeline])

    @property
    def grain(self) -> int:
        """Px that sides are multiples of; of a pipeline that no family lists its parts tell."""
        own = 0 if self.family.pipelines else side_of(self.base)
        return max(own, self.family.grain)

    def craft(self, task: Task) -> Craft:
        """What a task starts from; raises Unable as `craft_of` does.

        A pipeline that no family lists tells by its call whether it takes a mask: else what is
        marked is drawn from its surroundings.
        """
        craft = craft_of(task, self.family)
        listed = bool(self.family.pipelines)
        if craft is Craft.INPAINT and not listed and "mask_image" not in taken_by(self.base):
            return Craft.REFERENCES
        return craft

    def pipeline(self, craft: Craft) -> Pipeline:
        """What does `craft`; raises Unable where this model does not.

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
            raise Unable(model=self.card.title, reason=DOING[craft])
        kind = class_of(name)
        if type(self.base) is kind:
            return self.base
        made = kind(**self._given(kind))
        made.set_progress_bar_config(disable=True)
        if (
            self.family.kept is Craft.REDRAW
        ):  # or latents of other than four channels are taken for a picture
            channels = self.base.vae.config.latent_channels
            made.image_processor.register_to_config(vae_latent_channels=channels)
        if self.switches.offload:
            offload(made, self.switches, self.machine)
        return made

    @property
    def foreign(self) -> str:
        """Why its parts cannot be those of its family; empty where they can."""
        kinds, own = self.family.pipelines.values(), kind_of(self.base)
        if own in kinds:
            return ""
        for name in kinds:
            wanted = signature(class_of(name).__init__).parameters.values()
            needed = {one.name for one in wanted if one.default is one.empty} - {"self"}
            if lacking := sorted(needed - {*self._given(class_of(name))}):
                return f"a {own} without {few(lacking)}, which {self.card.family} has"
        return ""

    def _given(self, kind: Any) -> dict[str, Any]:
        """What a pipeline of another class is made of; its from_pipe would cast all to float32."""
        scheduler = type(self.base.scheduler).from_config(self.base.scheduler.config)
        known = {**self.base.config, **self.base.components, "scheduler": scheduler}
        return {name: known[name] for name in signature(kind.__init__).parameters if name in known}

    def recipe(self, pipeline: Pipeline, arguments: Mapping[str, Any], bucket: int) -> Recipe:
        """What a pass of one of its pipelines is made with."""
        name = self.family.renamed.get("guidance_scale", "guidance_scale")
        guidance = arguments.get(name)
        return Recipe(
            model=self.card.source,
            revision=self.revision,
            pipeline=kind_of(pipeline),
            scheduler=type(pipeline.scheduler).__name__,
            bucket=bucket,
            precision=str(self.machine.precision).removeprefix("torch."),
            device=self.machine.kind,
            versions=VERSIONS,
            steps=int(arguments.get("num_inference_steps", 0)),
            guidance=guidance,
            strength=arguments.get("strength"),
            switches=self.switches.recorded,
            size=_size(arguments),
            call=tuple(_told(self.card, arguments)),
            own_guidance=_own_guidance(pipeline, name) if guidance is None else None,
        )


def _size(arguments: Mapping[str, Any]) -> str:
    """What is painted at, as a recipe notes it; empty where the pipeline decides."""
    width, height = (arguments.get(side) for side in ("width", "height"))
    return f"{width}x{height}" if width and height else ""


def _own_guidance(pipeline: Pipeline, name: str) -> float | None:
    """What a pipeline is guided by where nothing is said: its guider's, or its call's default."""
    default = defaults_of(pipeline).get(name)
    own = getattr(pipeline.components.get("guider"), "guidance_scale", default)
    return float(own) if isinstance(own, int | float) else None


def _told(card: ModelCard, arguments: Mapping[str, Any]) -> Iterator[str]:
    """What a card alone has in its call, by name."""
    own = {"num_frames", "frame_rate", *(card.extra or {}).get("call", {})}
    for name in sorted(own & set(arguments)):
        yield f"{name} {arguments[name]}"


def load(
    card: ModelCard,
    folder: Path,
    machine: Machine,
    switches: Switches | None = None,
    there: Mapping[str, Any] | None = None,
) -> Loaded:
    """A model on its device; raises BadWeights with what is wrong with its files, NoPackage and
    BadSwitch.

    `there` are components, by name, that another model has loaded already.
    """
    switches = switches or Switches()
    given = dict(there or {})
    if config := quantised(switches, list(components_of(folder))):
        given["quantization_config"] = config
    try:
        base = _opened(card, folder, machine, given)
        if lost := _lost(base):
            raise ValueError(f"{len(lost)} tensors are not in its files: {few(lost)}")
        base.set_progress_bar_config(disable=True)
        placed(base, card, switches, machine)
    except UNUSABLE as error:
        if isinstance(error, RuntimeError) and ran_out(error):
            raise
        raise unusable(card, folder, error) from error
    loaded = Loaded(card, family_of(card), machine, base, revision_of(folder), switches)
    loaded.space = fingerprint(folder, "vae")
    if foreign := loaded.foreign:
        raise bad(card, folder, foreign)
    return loaded


def _lost(pipeline: Pipeline) -> tuple[str, ...]:
    """Weights that nothing was read for."""
    parts = {name: part for name, part in pipeline.components.items() if isinstance(part, Module)}
    return tuple(
        f"{name}/{tensor}"
        for name, part in parts.items()
        for tensor, value in part.named_parameters()
        if value.is_meta
    )


def _opened(card: ModelCard, folder: Path, machine: Machine, given: Mapping[str, Any]) -> Pipeline:
    if not (folder / "model_index.json").is_file() and (folder / INDEX).is_file():
        return Blocks.load(card, folder, machine.precision)
    return class_of("DiffusionPipeline").from_pretrained(
        folder,
        dtype=machine.precision,
        variant=str((card.extra or {}).get("variant", "")) or variant_of(folder) or None,
        local_files_only=True,
        **given,
    )
