"""Pipelines that exist in blocks only, called like the others."""

# pyright: reportPrivateImportUsage=false

import json
from collections.abc import Callable, Collection, Generator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from inspect import signature
from pathlib import Path
from typing import Any, Self

import diffusers
import torch

from core.catalogue import ModelCard
from worker.engines.diffusion.indexes import INDEXES, components

INDEX = INDEXES[1]
_DENOISERS = ("transformer", "transformer_2", "unet")
# How many frames an autoencoder takes as one, as families name it.
_GRAINS = ("vae_temporal_compression_ratio", "vae_scale_factor_temporal")
# How many pixels across it takes as one.
_SCALES = ("vae_spatial_compression_ratio", "vae_scale_factor_spatial", "vae_scale_factor")
_PICTURES = ("images", "videos")  # what blocks call what they make
_SOUND = "audio"

Stepped = Callable[[Any, int, Any, dict[str, Any]], dict[str, Any]]


class Blocks:
    """A modular pipeline with its parts, as the engine calls pipelines."""

    def __init__(self, pipeline: Any) -> None:
        self.pipeline = pipeline
        self.takes = tuple(one.name for one in pipeline.blocks.inputs if one.name)
        self.needs = tuple(one.name for one in pipeline.blocks.inputs if one.name and one.required)
        self.defaults = {one.name: one.default for one in pipeline.blocks.inputs if one.name}
        made = [one.name for one in pipeline.blocks.outputs]
        self._makes = [name for name in (*_PICTURES, _SOUND) if name in made]

    @classmethod
    def load(cls, card: ModelCard, folder: Path, precision: torch.dtype) -> Self:
        """From its folder; raises ValueError with the parts that could not be loaded."""
        pipeline = diffusers.ModularPipeline.from_pretrained(folder, local_files_only=True)
        here = _borrowed(folder)
        # It logs what goes wrong with a part, and goes on without it.
        pipeline.load_components(
            dtype=precision,
            local_files_only=True,
            pretrained_model_name_or_path=dict.fromkeys(here, str(folder)),
            subfolder={name: name for name in here},
            revision=dict.fromkeys(here),
        )
        absent = pipeline.null_component_names
        if absent:
            raise ValueError(f"its {', '.join(absent)} cannot be read")
        guider = pipeline.components.get("guider")
        if card.guidance is not None and guider is not None:
            guided = guider.new(guidance_scale=card.guidance)
            pipeline.update_components(guider=guided)
        return cls(pipeline)

    @property
    def scheduler(self) -> Any:
        """What knows the steps."""
        return self.pipeline.scheduler

    @property
    def components(self) -> Mapping[str, Any]:
        """All its parts, by name."""
        return self.pipeline.components

    @property
    def vocoder(self) -> Any:
        """What knows how many samples its sound has in a second."""
        return self.pipeline.vocoder

    @property
    def num_timesteps(self) -> int:
        """Steps of the run that is under way."""
        return len(self.scheduler.timesteps)

    def to(self, device: torch.device) -> Self:
        """With its weights on `device`."""
        self.pipeline.to(device)
        return self

    def set_progress_bar_config(self, **settings: Any) -> None:
        """As other pipelines have it."""
        self.pipeline.set_progress_bar_config(**settings)

    def __call__(self, **arguments: Any) -> Any:
        """What it makes, pictures first, then sound where it makes some."""
        return Made(self.pipeline(**arguments, output=self._makes))


@contextmanager
def watched(pipeline: Any, stepped: Stepped) -> Generator[None]:
    """For pipelines that take no callback: when the next step's first forward begins, one is done.

    What is raised there ends the run.
    """
    told = 0

    def begins(*_: Any) -> None:
        nonlocal told
        done = pipeline.scheduler.step_index or 0
        if done > told:
            told = done
            stepped(pipeline, done - 1, None, {})

    with ExitStack() as hooks:
        for part in (pipeline.components.get(name) for name in _DENOISERS):
            if part is not None:
                hooks.callback(part.register_forward_pre_hook(begins).remove)
        yield


def _borrowed(folder: Path) -> list[str]:
    """Parts that the index looks for in other repositories, and that lie here by their names."""
    index = json.loads((folder / INDEX).read_text(encoding="utf-8"))
    return [one.name for one in components(index) if one.source and (folder / one.name).is_dir()]


class Made(dict[str, Any]):
    """What blocks made, in order, as the outputs of other pipelines are read."""

    def __getitem__(self, key: str | int) -> Any:
        return super().__getitem__([*self][key] if isinstance(key, int) else key)


def taken_by(pipeline: Any) -> Collection[str]:
    """Names of what a pipeline can be called with."""
    return (
        pipeline.takes if isinstance(pipeline, Blocks) else signature(pipeline.__call__).parameters
    )


def defaults_of(pipeline: Any) -> Mapping[str, Any]:
    """What a pipeline takes where nothing is said, by name; None where nothing is known."""
    if isinstance(pipeline, Blocks):
        return pipeline.defaults
    taken = signature(pipeline.__call__).parameters.values()
    return {one.name: None if one.default is one.empty else one.default for one in taken}


def kind_of(pipeline: Any) -> str:
    """The name of its class."""
    return type(_bare(pipeline)).__name__


def grain_of(pipeline: Any) -> int:
    """How many frames its autoencoder takes as one; 0 where that is not known."""
    bare = _bare(pipeline)
    return next((int(getattr(bare, name)) for name in _GRAINS if hasattr(bare, name)), 0)


def side_of(pipeline: Any) -> int:
    """How many pixels across are one token of its denoiser; 0 where that is not known."""
    bare = _bare(pipeline)
    scale = next((int(getattr(bare, name)) for name in _SCALES if hasattr(bare, name)), 0)
    parts = (getattr(bare, name, None) for name in _DENOISERS)
    denoiser = next((part for part in parts if part is not None), None)
    patch = denoiser.config.get("patch_size") if denoiser is not None else None
    across = patch[-1] if isinstance(patch, Sequence) else patch
    return scale * int(across or 1)


def _bare(pipeline: Any) -> Any:
    """What diffusers calls a pipeline."""
    return pipeline.pipeline if isinstance(pipeline, Blocks) else pipeline
