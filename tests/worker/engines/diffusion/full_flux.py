"""FLUX.1 Fill and Kontext of full size."""

# pyright: reportPrivateImportUsage=false, reportArgumentType=false

from typing import Any

import diffusers
import transformers

from tests.worker.engines.diffusion import full_parts as parts
from tests.worker.engines.diffusion import tokens

_LATENTS = 64  # of a patch of two by two
_MASK = 256  # px of a mask for such a patch


def flux_fill() -> diffusers.FluxFillPipeline:
    """Which is given the picture with its masked places empty, and the mask."""
    return _flux(diffusers.FluxFillPipeline, _LATENTS + _LATENTS + _MASK)


def flux_kontext() -> diffusers.FluxKontextPipeline:
    """Which has the picture beside what it paints."""
    return _flux(diffusers.FluxKontextPipeline, _LATENTS)


def _flux(kind: Any, channels: int) -> Any:
    return kind(
        scheduler=parts.scheduler(
            "FlowMatchEulerDiscreteScheduler", shift=3.0, use_dynamic_shifting=True
        ),
        vae=parts.autoencoder(
            16,
            scaling_factor=0.3611,
            shift_factor=0.1159,
            use_quant_conv=False,
            use_post_quant_conv=False,
        ),
        text_encoder=transformers.CLIPTextModel(parts.clip_text(768, 12, 12, "quick_gelu")).eval(),
        tokenizer=tokens.clip(),
        text_encoder_2=parts.t5_xxl(),
        tokenizer_2=tokens.t5(),
        transformer=diffusers.FluxTransformer2DModel(
            in_channels=channels, out_channels=_LATENTS, guidance_embeds=True
        ),
    )
