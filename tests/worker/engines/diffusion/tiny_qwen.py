"""Tiny Qwen-Image models of the real classes; those that edit need torchvision."""

# pyright: reportPrivateImportUsage=false, reportArgumentType=false, reportCallIssue=false

from typing import Any

import diffusers
import torch
import transformers

from tests.worker.engines.diffusion import tokens

_LATENTS = 4
_LOUD = 4.0


def _text(tokenizer: Any) -> transformers.Qwen2_5_VLForConditionalGeneration:
    number = tokenizer.convert_tokens_to_ids
    config = transformers.Qwen2_5_VLConfig(
        text_config={
            "hidden_size": 16,
            "intermediate_size": 16,
            "num_hidden_layers": 2,
            "num_attention_heads": 2,
            "num_key_value_heads": 2,
            "vocab_size": len(tokenizer),
            "max_position_embeddings": 4096,
            "rope_parameters": {
                "rope_type": "default",
                "rope_theta": 1e6,
                "mrope_section": [1, 1, 2],
            },
        },
        vision_config={
            "depth": 2,
            "hidden_size": 16,
            "intermediate_size": 16,
            "num_heads": 2,
            "out_hidden_size": 16,
            "fullatt_block_indexes": [1],
        },
        image_token_id=number("<|image_pad|>"),
        video_token_id=number("<|video_pad|>"),
        vision_start_token_id=number("<|vision_start|>"),
        vision_end_token_id=number("<|vision_end|>"),
    )
    return transformers.Qwen2_5_VLForConditionalGeneration(config).eval()


def qwen_image_edit_plus() -> diffusers.QwenImageEditPlusPipeline:
    """As the publisher's folder has it."""
    tokenizer = tokens.qwen_vl()
    processor = transformers.Qwen2VLProcessor(
        image_processor=transformers.Qwen2VLImageProcessor(min_pixels=56**2, max_pixels=112**2),
        tokenizer=tokenizer,
        video_processor=transformers.Qwen2VLVideoProcessor(),
        chat_template=tokenizer.chat_template,
    )
    return diffusers.QwenImageEditPlusPipeline(
        scheduler=_scheduler(),
        vae=_autoencoder(),
        text_encoder=_text(tokenizer),
        tokenizer=tokenizer,
        processor=processor,
        transformer=_transformer(),
    )


def qwen_image() -> diffusers.QwenImagePipeline:
    """The older one, which draws from words alone and needs no torchvision; as strong in what it
    does as one that was trained, so that words show."""
    tokenizer, transformer = tokens.qwen_vl(), _transformer()
    with torch.no_grad():
        for weights in transformer.parameters():
            weights.mul_(_LOUD if weights.ndim > 1 else 1)
    return diffusers.QwenImagePipeline(
        scheduler=_scheduler(),
        vae=_autoencoder(),
        text_encoder=_text(tokenizer),
        tokenizer=tokenizer,
        transformer=transformer,
    )


def _scheduler() -> diffusers.FlowMatchEulerDiscreteScheduler:
    return diffusers.FlowMatchEulerDiscreteScheduler(use_dynamic_shifting=True)


def _autoencoder() -> diffusers.AutoencoderKLQwenImage:
    return diffusers.AutoencoderKLQwenImage(
        base_dim=8,
        z_dim=_LATENTS,
        dim_mult=[1, 1, 1, 1],
        num_res_blocks=1,
        temperal_downsample=[False, True, True],
        latents_mean=[0.0] * _LATENTS,
        latents_std=[1.0] * _LATENTS,
    )


def _transformer() -> diffusers.QwenImageTransformer2DModel:
    return diffusers.QwenImageTransformer2DModel(
        patch_size=2,
        in_channels=16,
        out_channels=_LATENTS,
        num_layers=2,
        attention_head_dim=16,
        num_attention_heads=3,
        joint_attention_dim=16,
        guidance_embeds=False,
        axes_dims_rope=(8, 4, 4),
    )
