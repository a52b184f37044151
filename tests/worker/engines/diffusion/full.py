"""The same classes as in `tiny`, as large as their publishers have them, and as random.

They are made without their numbers, which are filled in on the device: what no folder of weights
can be fetched for is loaded from a folder all the same. Tokenizers stay tiny.
"""

# pyright: reportPrivateImportUsage=false, reportArgumentType=false

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import diffusers
import torch
import transformers
from torch.nn.modules.batchnorm import _BatchNorm  # pyright: ignore[reportPrivateUsage]

from tests.worker.engines.diffusion import full_parts as parts
from tests.worker.engines.diffusion import tokens
from tests.worker.engines.diffusion.full_flux import flux_fill, flux_kontext
from tests.worker.engines.diffusion.full_ltx import ltx2
from tests.worker.engines.diffusion.full_qwen import qwen_image_edit_plus


def empty(family: str) -> Any:
    """A pipeline of that family, of whose parameters only the shapes are there."""
    with torch.device("meta"):
        return BUILDERS[family]()


def saved(pipeline: Any, folder: Path, device: torch.device) -> Path:
    """An empty pipeline in a folder, filled in bfloat16 and always the same."""
    generator = torch.Generator(device).manual_seed(0)
    for name, part in pipeline.components.items():
        model = isinstance(part, torch.nn.Module)
        if model:
            _fill(part.to(torch.bfloat16).to_empty(device=device), generator)
        if part is not None:
            part.save_pretrained(folder / name)
        if model:
            part.to("meta")  # the next one has the room
    pipeline.save_config(folder)
    return folder


def sizes(pipeline: Any) -> dict[str, int]:
    """How many parameters its parts have."""
    return {
        name: sum(one.numel() for one in part.parameters())
        for name, part in pipeline.components.items()
        if isinstance(part, torch.nn.Module)
    }


def _fill(model: torch.nn.Module, generator: torch.Generator) -> None:
    """Numbers that keep their size on the way through a model, or what comes out is none."""
    with torch.no_grad():
        for name, one in model.named_parameters():
            if name.endswith("bias"):
                one.zero_()
            elif one.ndim < 2:  # of a norm
                one.fill_(1.0)
            else:
                one.normal_(0.0, one[0].numel() ** -0.5, generator=generator)
        _fill_kept(model, generator)
        for module in model.modules():
            if isinstance(module, _BatchNorm):
                module.reset_running_stats()


def _fill_kept(model: torch.nn.Module, generator: torch.Generator) -> None:
    """What is no parameter and lies in the files all the same: statistics of latents, filters of
    sound."""
    kept = model.state_dict().keys()
    for name, one in model.named_buffers():
        if name not in kept or not one.is_floating_point():
            continue
        if name.endswith("mean"):
            one.zero_()
        elif name.endswith("std"):
            one.fill_(1.0)
        else:
            one.normal_(0.0, one.shape[-1] ** -0.5, generator=generator)


def _sdxl() -> diffusers.StableDiffusionXLPipeline:
    unet = diffusers.UNet2DConditionModel(
        block_out_channels=(320, 640, 1280),
        layers_per_block=2,
        sample_size=128,
        down_block_types=("DownBlock2D", "CrossAttnDownBlock2D", "CrossAttnDownBlock2D"),
        up_block_types=("CrossAttnUpBlock2D", "CrossAttnUpBlock2D", "UpBlock2D"),
        attention_head_dim=(5, 10, 20),
        use_linear_projection=True,
        addition_embed_type="text_time",
        addition_time_embed_dim=256,
        transformer_layers_per_block=(1, 2, 10),
        projection_class_embeddings_input_dim=2816,
        cross_attention_dim=2048,
    )
    scheduler = parts.scheduler(
        "EulerDiscreteScheduler",
        beta_start=0.00085,
        beta_end=0.012,
        steps_offset=1,
        beta_schedule="scaled_linear",
        timestep_spacing="trailing",
    )
    large = parts.clip_text(1280, 32, 20, "gelu")
    return diffusers.StableDiffusionXLPipeline(
        vae=parts.autoencoder(4, scaling_factor=0.13025),
        text_encoder=transformers.CLIPTextModel(parts.clip_text(768, 12, 12, "quick_gelu")).eval(),
        text_encoder_2=transformers.CLIPTextModelWithProjection(large).eval(),
        tokenizer=tokens.clip(),
        tokenizer_2=tokens.clip(),
        unet=unet,
        scheduler=scheduler,
        add_watermarker=False,
    )


def _z_image() -> diffusers.ZImagePipeline:
    return diffusers.ZImagePipeline(
        scheduler=parts.scheduler("FlowMatchEulerDiscreteScheduler", shift=3.0),
        vae=parts.autoencoder(
            16,
            scaling_factor=0.3611,
            shift_factor=0.1159,
            use_quant_conv=False,
            use_post_quant_conv=False,
        ),
        text_encoder=transformers.Qwen3Model(parts.qwen_4b()).eval(),
        tokenizer=tokens.qwen(),
        transformer=diffusers.ZImageTransformer2DModel(
            in_channels=16,
            dim=3840,
            n_layers=30,
            n_refiner_layers=2,
            n_heads=30,
            n_kv_heads=30,
            cap_feat_dim=2560,
            axes_dims=[32, 48, 48],
            axes_lens=[1536, 512, 512],
        ),
    )


def _klein() -> diffusers.Flux2KleinPipeline:
    return diffusers.Flux2KleinPipeline(
        scheduler=parts.scheduler(
            "FlowMatchEulerDiscreteScheduler",
            shift=3.0,
            use_dynamic_shifting=True,
            max_image_seq_len=4096,
        ),
        vae=diffusers.AutoencoderKLFlux2(),
        text_encoder=transformers.Qwen3ForCausalLM(parts.qwen_4b()).eval(),
        tokenizer=tokens.qwen(),
        transformer=diffusers.Flux2Transformer2DModel(
            num_layers=5,
            num_single_layers=20,
            num_attention_heads=24,
            joint_attention_dim=7680,
            guidance_embeds=False,
        ),
        is_distilled=True,
    )


def _flux2() -> diffusers.Flux2Pipeline:
    """FLUX.2 dev, of the sizes that diffusers and transformers take by themselves."""
    # It could speak, with a matrix of its own.
    config = transformers.Mistral3Config(tie_word_embeddings=False)
    return diffusers.Flux2Pipeline(
        scheduler=parts.scheduler(
            "FlowMatchEulerDiscreteScheduler",
            shift=3.0,
            use_dynamic_shifting=True,
            max_image_seq_len=4096,
        ),
        vae=diffusers.AutoencoderKLFlux2(),
        text_encoder=transformers.Mistral3ForConditionalGeneration(config).eval(),
        tokenizer=tokens.mistral(),
        transformer=diffusers.Flux2Transformer2DModel(),
    )


def _wan() -> diffusers.WanImageToVideoPipeline:
    """A14B: two experts as large as those that diffusers makes by itself, which also take the
    picture and where it lies in the clip."""

    def expert() -> diffusers.WanTransformer3DModel:
        return diffusers.WanTransformer3DModel(in_channels=16 + 16 + 4)

    return diffusers.WanImageToVideoPipeline(
        tokenizer=tokens.t5(),
        text_encoder=parts.umt5_xxl(),
        vae=diffusers.AutoencoderKLWan(),
        scheduler=parts.scheduler(
            "UniPCMultistepScheduler",
            prediction_type="flow_prediction",
            use_flow_sigmas=True,
            flow_shift=3.0,
        ),
        image_processor=None,
        image_encoder=None,
        transformer=expert(),
        transformer_2=expert(),
        boundary_ratio=0.9,
    )


def _wan_ti2v() -> diffusers.WanPipeline:
    autoencoder = diffusers.AutoencoderKLWan(
        base_dim=160,
        decoder_base_dim=256,
        z_dim=48,
        dim_mult=[1, 2, 4, 4],
        num_res_blocks=2,
        temperal_downsample=[False, True, True],
        in_channels=12,
        out_channels=12,
        patch_size=2,
        is_residual=True,
        scale_factor_spatial=16,
        latents_mean=[0.0] * 48,
        latents_std=[1.0] * 48,
    )
    return diffusers.WanPipeline(
        tokenizer=tokens.t5(),
        text_encoder=parts.umt5_xxl(),
        vae=autoencoder,
        scheduler=parts.scheduler(
            "UniPCMultistepScheduler",
            prediction_type="flow_prediction",
            use_flow_sigmas=True,
            flow_shift=5.0,
        ),
        transformer=diffusers.WanTransformer3DModel(
            num_attention_heads=24,
            attention_head_dim=128,
            in_channels=48,
            out_channels=48,
            text_dim=4096,
            freq_dim=256,
            ffn_dim=14336,
            num_layers=30,
            cross_attn_norm=True,
        ),
        expand_timesteps=True,
    )


def _wan_vace() -> diffusers.WanVACEPipeline:
    """1.3B: what it is shown comes in through every other layer."""
    return diffusers.WanVACEPipeline(
        tokenizer=tokens.t5(),
        text_encoder=parts.umt5_xxl(),
        vae=diffusers.AutoencoderKLWan(),
        scheduler=parts.scheduler(
            "UniPCMultistepScheduler",
            prediction_type="flow_prediction",
            use_flow_sigmas=True,
            flow_shift=3.0,
        ),
        transformer=diffusers.WanVACETransformer3DModel(
            num_attention_heads=12,
            attention_head_dim=128,
            ffn_dim=8960,
            num_layers=30,
            vace_layers=list(range(0, 30, 2)),
            vace_in_channels=96,
        ),
    )


BUILDERS: Mapping[str, Callable[[], Any]] = {
    "sdxl": _sdxl,
    "z-image": _z_image,
    "flux2": _flux2,
    "flux2-klein": _klein,
    "flux-fill": flux_fill,
    "flux-kontext": flux_kontext,
    "qwen-image-edit-plus": qwen_image_edit_plus,
    "ltx2": ltx2,
    "wan": _wan,
    "wan-ti2v": _wan_ti2v,
    "wan-vace": _wan_vace,
}
