"""LTX-2.3 of full size: clips with sound."""

# pyright: reportPrivateImportUsage=false, reportArgumentType=false

import diffusers
import transformers
from diffusers.pipelines.ltx2 import LTX2TextConnectors
from diffusers.pipelines.ltx2.vocoder import LTX2VocoderWithBWE

from tests.worker.engines.diffusion import full_parts as parts
from tests.worker.engines.diffusion import tokens


def ltx2() -> diffusers.LTX2ImageToVideoPipeline:
    """As it is since 2.3: words go into the film and its sound by projections of their own."""
    return diffusers.LTX2ImageToVideoPipeline(
        scheduler=parts.scheduler(
            "FlowMatchEulerDiscreteScheduler",
            use_dynamic_shifting=True,
            base_shift=0.95,
            max_shift=2.05,
            shift_terminal=0.1,
        ),
        vae=_video(),
        audio_vae=diffusers.AutoencoderKLLTX2Audio(),
        text_encoder=_gemma_12b(),
        tokenizer=tokens.gemma(),
        connectors=_connectors(),
        transformer=diffusers.LTX2VideoTransformer3DModel(
            gated_attn=True,
            cross_attn_mod=True,
            audio_gated_attn=True,
            audio_cross_attn_mod=True,
            rope_type="split",
            use_prompt_embeddings=False,
            perturbed_attn=True,
        ),
        vocoder=LTX2VocoderWithBWE(),
    )


def _connectors() -> LTX2TextConnectors:
    return LTX2TextConnectors(
        video_connector_num_attention_heads=32,
        video_connector_num_layers=8,
        video_gated_attn=True,
        audio_connector_num_attention_heads=32,
        audio_connector_attention_head_dim=64,
        audio_connector_num_layers=8,
        audio_gated_attn=True,
        rope_type="split",
        per_modality_projections=True,
        proj_bias=True,
    )


def _video() -> diffusers.AutoencoderKLLTX2Video:
    return diffusers.AutoencoderKLLTX2Video(
        block_out_channels=(256, 512, 1024, 1024),
        decoder_block_out_channels=(256, 512, 512, 1024),
        layers_per_block=(4, 6, 4, 2, 2),
        decoder_layers_per_block=(4, 6, 4, 2, 2),
        decoder_spatio_temporal_scaling=(True,) * 4,
        decoder_inject_noise=(False,) * 5,
        upsample_type=("spatiotemporal", "spatiotemporal", "temporal", "spatial"),
        upsample_residual=(False,) * 4,
        upsample_factor=(2, 2, 1, 2),
        decoder_causal=False,
        decoder_spatial_padding_mode="zeros",
        spatial_compression_ratio=32,
        temporal_compression_ratio=8,
    )


def _gemma_12b() -> transformers.Gemma3ForConditionalGeneration:
    tokenizer = tokens.gemma()
    text = {
        "hidden_size": 3840,
        "intermediate_size": 15360,
        "num_hidden_layers": 48,
        "num_attention_heads": 16,
        "num_key_value_heads": 8,
        "head_dim": 256,
        "vocab_size": 262208,
        "sliding_window": 1024,
        "pad_token_id": tokenizer.pad_token_id,
        "eos_token_id": tokenizer.eos_token_id,
        "bos_token_id": tokenizer.bos_token_id,
    }
    vision = {
        "hidden_size": 1152,
        "intermediate_size": 4304,
        "num_hidden_layers": 27,
        "num_attention_heads": 16,
        "image_size": 896,
        "patch_size": 14,
        "vision_use_head": False,
    }
    marks = ("<start_of_image>", "<end_of_image>", "<image_soft_token>")
    begin, end, soft = (tokenizer.convert_tokens_to_ids(mark) for mark in marks)
    config = transformers.Gemma3Config(
        text_config=text,
        vision_config=vision,
        mm_tokens_per_image=256,
        image_token_index=soft,
        boi_token_index=begin,
        eoi_token_index=end,
    )
    return transformers.Gemma3ForConditionalGeneration(config).eval()
