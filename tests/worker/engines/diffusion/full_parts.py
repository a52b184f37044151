"""Parts that models of several families have, as large as their publishers have them."""

# pyright: reportPrivateImportUsage=false, reportArgumentType=false

from typing import Any

import diffusers
import torch
import transformers

from tests.worker.engines.diffusion import tokens


def scheduler(name: str, **settings: Any) -> Any:
    """Schedulers count on the processor."""
    with torch.device("cpu"):
        return getattr(diffusers, name)(**settings)


def autoencoder(latents: int, **more: Any) -> diffusers.AutoencoderKL:
    """That of Stable Diffusion XL, and with more latents of FLUX.1 and Z-Image."""
    return diffusers.AutoencoderKL(
        down_block_types=("DownEncoderBlock2D",) * 4,
        up_block_types=("UpDecoderBlock2D",) * 4,
        block_out_channels=(128, 256, 512, 512),
        layers_per_block=2,
        latent_channels=latents,
        sample_size=1024,
        **more,
    )


def clip_text(width: int, layers: int, heads: int, act: str) -> transformers.CLIPTextConfig:
    """One of the two sizes of CLIP that read words."""
    tokenizer = tokens.clip()
    return transformers.CLIPTextConfig(
        bos_token_id=tokenizer.bos_token_id,
        eos_token_id=tokenizer.eos_token_id,
        pad_token_id=tokenizer.pad_token_id,
        hidden_size=width,
        intermediate_size=4 * width,
        num_hidden_layers=layers,
        num_attention_heads=heads,
        projection_dim=width,
        hidden_act=act,
    )


def qwen_4b() -> transformers.Qwen3Config:
    """What FLUX.2 Klein and Z-Image read words with."""
    tokenizer = tokens.qwen()
    return transformers.Qwen3Config(
        hidden_size=2560,
        intermediate_size=9728,
        num_hidden_layers=36,
        num_attention_heads=32,
        num_key_value_heads=8,
        head_dim=128,
        vocab_size=151936,
        tie_word_embeddings=True,
        pad_token_id=tokenizer.pad_token_id,
        bos_token_id=None,
        eos_token_id=tokenizer.eos_token_id,
    )


def umt5_xxl() -> transformers.UMT5EncoderModel:
    """What Wan reads words with."""
    config = transformers.UMT5Config(
        vocab_size=256384,
        d_model=4096,
        d_kv=64,
        d_ff=10240,
        num_layers=24,
        num_heads=64,
        is_encoder_decoder=False,
        feed_forward_proj="gated-gelu",
    )
    return transformers.UMT5EncoderModel(config).eval()


def t5_xxl() -> transformers.T5EncoderModel:
    """What FLUX.1 reads words with, beside CLIP."""
    config = transformers.T5Config(
        vocab_size=32128,
        d_model=4096,
        d_kv=64,
        d_ff=10240,
        num_layers=24,
        num_heads=64,
        is_encoder_decoder=False,
        feed_forward_proj="gated-gelu",
    )
    return transformers.T5EncoderModel(config).eval()
