"""A card's switches, brought to the pipeline that they are for; none of them to what it shares."""

import json
from collections.abc import Generator, Iterator, Mapping
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import Any

import diffusers
import torch
from diffusers.hooks.mag_cache import MagCacheConfig
from diffusers.hooks.taylorseer_cache import TaylorSeerCacheConfig
from diffusers.models.attention_dispatch import (
    _AttentionBackendRegistry,  # pyright: ignore[reportPrivateUsage]
    attention_backend,
)
from diffusers.models.cache_utils import CacheMixin

from core.catalogue import ModelCard
from worker.engines.diffusion.gate import Gate
from worker.engines.diffusion.indexes import INDEXES
from worker.engines.diffusion.joining import divide
from worker.engines.diffusion.machine import Machine
from worker.engines.diffusion.switches import DENOISERS, BadSwitch, Switches

_SHAPES = 64  # of passes that a compiled block is made for: buckets times sizes, and some more
_UNEVEN = ("z-image", "qwen-image-edit-plus")  # families whose passes differ in their length
_BY_THE_LONGEST = (
    "its passes are as long as their longest words and each length is compiled apart, so that "
    "strangers would change each other's pictures"
)
# Its plan (diffusers 0.42) divides the tokens of a clip that begins with a picture, and not the
# time that each of them has.
_WITH_OWN_TIMES = ("LTX2VideoTransformer3DModel",)
_BLOCKS = 1  # of a model that come to the device at a time: with a stream no more can


def check(card: ModelCard, switches: Switches, kinds: Mapping[str, str], folder: Path) -> None:
    """Raises BadSwitch where a model cannot be switched so; `kinds` are its components' classes."""
    if switches.compile and card.family in _UNEVEN:
        raise BadSwitch(model=card.title, switch="compile", value=True, reason=_BY_THE_LONGEST)
    asked = Switches.of(card)
    denoisers = {name: kind for name, kind in kinds.items() if name in DENOISERS}
    for name, kind in denoisers.items() if asked.parallel else ():
        if reason := _undivided(asked, name, kind, folder):
            value = asked.parallel
            raise BadSwitch(model=card.title, switch="parallel", value=value, reason=reason)
    for name, kind in kinds.items():
        if switches.cache and name in DENOISERS and not issubclass(class_of(kind), CacheMixin):
            reason = f"{kind} cannot do that"
            raise BadSwitch(model=card.title, switch="cache", value=switches.cache, reason=reason)


def _undivided(switches: Switches, name: str, kind: str, folder: Path) -> str:
    """Why a denoiser's tokens cannot be divided among so many devices; empty where they can."""
    if not _divides(kind):
        return f"{kind} cannot be divided"
    if switches.offload:
        return "what is divided stays on its devices, and offload moves it"
    if switches.compile or switches.cache:  # which nobody has compared with one device yet
        return "what is divided is neither compiled nor are its steps predicted"
    if not _attends_in_parts(switches.attention or "native"):
        return f"{switches.attention} attention does not work in parts"
    heads, degree = _heads(folder / name), switches.parallel
    return f"its {heads} heads of attention do not divide by {degree}" if heads % degree else ""


def _divides(kind: str) -> bool:
    """Whether diffusers knows how a model's tokens are divided."""
    return kind not in _WITH_OWN_TIMES and getattr(class_of(kind), "_cp_plan", None) is not None


def _attends_in_parts(attention: str) -> bool:
    known = _AttentionBackendRegistry._supports_context_parallel  # pyright: ignore[reportPrivateUsage]
    return attention in known


def _heads(part: Path) -> int:
    """As a model's settings say; 0 where they do not."""
    config = part / INDEXES[-1]
    read: Any = json.loads(config.read_text(encoding="utf-8")) if config.is_file() else {}
    return int(read.get("num_attention_heads", 0))


def class_of(name: str) -> Any:
    """A class of diffusers, which imports each when it is first asked for."""
    return getattr(diffusers, name)


def quantised(switches: Switches, components: list[str]) -> Any:
    """What from_pretrained is told of quantising: the denoisers' weights, nothing else's."""
    if not switches.quantise:
        return None
    from diffusers.quantizers.pipe_quant_config import PipelineQuantizationConfig
    from diffusers.quantizers.quantization_config import TorchAoConfig
    from torchao.quantization import (  # pyright: ignore[reportMissingImports]
        Float8WeightOnlyConfig,
        Int8WeightOnlyConfig,
    )

    kind = Int8WeightOnlyConfig if switches.quantise == "int8" else Float8WeightOnlyConfig
    return PipelineQuantizationConfig(
        quant_mapping={name: TorchAoConfig(kind()) for name in components if name in DENOISERS}
    )


def placed(pipeline: Any, card: ModelCard, switches: Switches, machine: Machine) -> Any:
    """The pipeline on its device, switched as its card asks; raises BadSwitch."""
    for model in _denoisers(pipeline):
        with attention_backend("native"):  # what it sets besides, for all models, is taken back
            model.set_attention_backend(switches.attention or "native")
        if switches.cast:
            model.enable_layerwise_casting(
                storage_dtype=getattr(torch, switches.cast), compute_dtype=machine.precision
            )
        if switches.cache:
            _cache(model, card, switches)
        if switches.parallel:
            divide(model, switches.parallel, machine)
    offload(pipeline, switches, machine)
    if switches.compile:
        for model in _denoisers(pipeline):
            torch._dynamo.config.recompile_limit = _SHAPES  # pyright: ignore[reportPrivateUsage]
            # A kernel for several shapes would make a picture depend on what came before it.
            model.compile_repeated_blocks(fullgraph=True, dynamic=False)
    return pipeline


def offload(pipeline: Any, switches: Switches, machine: Machine) -> None:
    """To the device, or to host memory with hooks that bring to the device what runs."""
    apart = machine.kind != "cpu"
    if apart and switches.offload == "model":
        pipeline.enable_model_cpu_offload(device=machine.device)
    elif apart and switches.offload == "group":
        pipeline.enable_group_offload(
            onload_device=machine.device,
            num_blocks_per_group=_BLOCKS,
            use_stream=machine.kind == "cuda",
        )
    else:
        pipeline.to(machine.device)


@contextmanager
def running(gate: Gate, pipeline: Any, switches: Switches) -> Generator[None]:
    """For one pass alone: what would change what other cards share, were it for longer."""
    for model in _denoisers(pipeline):
        if switches.cache:  # a pass that was broken off has left its steps there
            model._reset_stateful_cache()
    tiled = _tiled(getattr(pipeline, "vae", None)) if switches.tiling else nullcontext()
    with gate.passing(), torch.inference_mode(), tiled:
        yield


@contextmanager
def _tiled(autoencoder: Any) -> Generator[None]:
    """Pictures are decoded one by one and in tiles, where this autoencoder can do so."""
    ways = [way for way in ("slicing", "tiling") if hasattr(autoencoder, f"enable_{way}")]
    for way in ways:
        getattr(autoencoder, f"enable_{way}")()
    try:
        yield
    finally:
        for way in ways:
            getattr(autoencoder, f"disable_{way}")()


def _cache(model: Any, card: ModelCard, switches: Switches) -> None:
    if switches.cache == "taylorseer":
        model.enable_cache(TaylorSeerCacheConfig(taylor_factors_dtype=None))
    else:
        steps = card.steps or len(switches.ratios)
        model.enable_cache(
            MagCacheConfig(mag_ratios=list(switches.ratios), num_inference_steps=steps)
        )


def _denoisers(pipeline: Any) -> Iterator[Any]:
    for name in DENOISERS:
        if (model := getattr(pipeline, name, None)) is not None:
            yield model
