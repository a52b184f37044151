"""A card's switches, brought to the pipeline that they are for; none of them to what it shares."""

from collections.abc import Generator, Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

import torch
from diffusers.hooks.mag_cache import MagCacheConfig
from diffusers.hooks.taylorseer_cache import TaylorSeerCacheConfig
from diffusers.models.attention_dispatch import attention_backend

from core.catalogue import ModelCard
from worker.engines.diffusion.machine import Machine
from worker.engines.diffusion.switches import DENOISERS, BadSwitch, Switches

_BLOCKS = 1  # of a model that come to the device at a time: with a stream no more can


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
        if switches.cast:
            model.enable_layerwise_casting(
                storage_dtype=getattr(torch, switches.cast), compute_dtype=machine.precision
            )
        if switches.cache:
            _cache(model, card, switches)
    offload(pipeline, switches, machine)
    if switches.compile:
        for model in _denoisers(pipeline):
            model.compile_repeated_blocks(fullgraph=True)
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
def switched(pipeline: Any, switches: Switches) -> Generator[None]:
    """What holds for one pass alone: it would change what other cards share, or all of torch."""
    for model in _denoisers(pipeline):
        if switches.cache:  # a pass that was broken off has left its steps there
            model._reset_stateful_cache()
    with ExitStack() as stack:
        if switches.attention:
            stack.enter_context(attention_backend(switches.attention))
        if switches.tiling:
            stack.enter_context(_tiled(getattr(pipeline, "vae", None)))
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
    if not hasattr(model, "enable_cache"):
        kind = type(model).__name__
        reason = f"{kind} cannot do that"
        raise BadSwitch(model=card.title, switch="cache", value=switches.cache, reason=reason)
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
