"""The real pipeline classes, built tiny and random from configuration alone.

Saved with `save_pretrained`, they are loaded by the same code as weights of any size. Their widths
are multiples of 8, as those of real models are: a processor computes what is left of a vector by
another formula, so that with odd widths a picture would depend on its place in the pass.
"""

# pyright: reportPrivateImportUsage=false, reportArgumentType=false

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import diffusers
import torch
import transformers
from diffusers.guiders import ClassifierFreeGuidance
from diffusers.pipelines.ltx2 import LTX2TextConnectors
from diffusers.pipelines.ltx2.vocoder import LTX2Vocoder

from tests.worker.engines.diffusion import tokens


def saved(family: str, folder: Path) -> Path:
    """A tiny model of that family in a folder of its own, always the same."""
    torch.manual_seed(0)
    BUILDERS[family]().save_pretrained(folder)
    return folder


BLOCKS = {"z-image": ("ZImageModularPipeline", "ZImageAutoBlocks")}


def saved_in_blocks(family: str, folder: Path) -> Path:
    """The same model as `saved`, as a folder of blocks."""
    torch.manual_seed(0)
    kind, blocks = (getattr(diffusers, name) for name in BLOCKS[family])
    pipeline = kind(blocks=blocks())
    pipeline.update_components(**BUILDERS[family]().components)
    pipeline.save_pretrained(str(folder), overwrite_modular_index=True)
    return folder


def _autoencoder(latents: int, **more: Any) -> diffusers.AutoencoderKL:
    """Four blocks: eight pixels a side for one of latents."""
    return diffusers.AutoencoderKL(
        in_channels=3,
        out_channels=3,
        down_block_types=("DownEncoderBlock2D",) * 4,
        up_block_types=("UpDecoderBlock2D",) * 4,
        block_out_channels=(8,) * 4,
        layers_per_block=1,
        latent_channels=latents,
        norm_num_groups=2,
        sample_size=64,
        **more,
    )


def tiny_autoencoder(latents: int) -> diffusers.AutoencoderTiny:
    """What previews are decoded with."""
    torch.manual_seed(0)
    return diffusers.AutoencoderTiny(
        latent_channels=latents,
        encoder_block_out_channels=(8,) * 4,
        decoder_block_out_channels=(8,) * 4,
    )


def _clip_text() -> transformers.CLIPTextConfig:
    tokenizer = tokens.clip()
    return transformers.CLIPTextConfig(
        bos_token_id=tokenizer.bos_token_id,
        eos_token_id=tokenizer.eos_token_id,
        pad_token_id=tokenizer.pad_token_id,
        hidden_size=32,
        intermediate_size=64,
        num_attention_heads=4,
        num_hidden_layers=3,
        vocab_size=len(tokenizer),
        projection_dim=32,
        max_position_embeddings=77,
    )


def _qwen_text(layers: int) -> transformers.Qwen3Config:
    tokenizer = tokens.qwen()
    return transformers.Qwen3Config(
        hidden_size=16,
        intermediate_size=16,
        num_hidden_layers=layers,
        num_attention_heads=2,
        num_key_value_heads=2,
        head_dim=8,
        vocab_size=len(tokenizer),
        max_position_embeddings=1024,
        pad_token_id=tokenizer.pad_token_id,
        bos_token_id=None,
        eos_token_id=tokenizer.eos_token_id,
    )


def _sdxl() -> diffusers.StableDiffusionXLPipeline:
    unet = diffusers.UNet2DConditionModel(
        block_out_channels=(8, 16),
        layers_per_block=1,
        sample_size=16,
        down_block_types=("DownBlock2D", "CrossAttnDownBlock2D"),
        up_block_types=("CrossAttnUpBlock2D", "UpBlock2D"),
        attention_head_dim=(2, 4),
        use_linear_projection=True,
        addition_embed_type="text_time",
        addition_time_embed_dim=8,
        transformer_layers_per_block=(1, 1),
        projection_class_embeddings_input_dim=80,
        cross_attention_dim=64,
        norm_num_groups=2,
    )
    scheduler = diffusers.EulerDiscreteScheduler(
        beta_start=0.00085,
        beta_end=0.012,
        steps_offset=1,
        beta_schedule="scaled_linear",
        timestep_spacing="trailing",
    )
    return diffusers.StableDiffusionXLPipeline(
        vae=_autoencoder(4),
        text_encoder=transformers.CLIPTextModel(_clip_text()).eval(),
        text_encoder_2=transformers.CLIPTextModelWithProjection(_clip_text()).eval(),
        tokenizer=tokens.clip(),
        tokenizer_2=tokens.clip(),
        unet=unet,
        scheduler=scheduler,
        add_watermarker=False,
    )


def _z_image() -> diffusers.ZImagePipeline:
    transformer = diffusers.ZImageTransformer2DModel(
        in_channels=16,
        dim=32,
        n_layers=2,
        n_refiner_layers=1,
        n_heads=2,
        n_kv_heads=2,
        cap_feat_dim=16,
        axes_dims=[8, 4, 4],
        axes_lens=[1536, 64, 64],
    )
    with torch.no_grad():  # they are not initialised: a folder of real weights has them
        transformer.x_pad_token.fill_(1.0)
        transformer.cap_pad_token.fill_(1.0)
    return diffusers.ZImagePipeline(
        scheduler=diffusers.FlowMatchEulerDiscreteScheduler(shift=3.0),
        vae=_autoencoder(16, scaling_factor=0.3611, shift_factor=0.1159),
        text_encoder=transformers.Qwen3Model(_qwen_text(layers=2)).eval(),
        tokenizer=tokens.qwen(),
        transformer=transformer,
    )


def _flux2_transformer(
    guided: bool, layers: tuple[int, int] = (1, 1)
) -> diffusers.Flux2Transformer2DModel:
    return diffusers.Flux2Transformer2DModel(
        patch_size=1,
        in_channels=16,
        num_layers=layers[0],
        num_single_layers=layers[1],
        attention_head_dim=16,
        num_attention_heads=2,
        joint_attention_dim=48,
        timestep_guidance_channels=256,
        axes_dims_rope=(4, 4, 4, 4),
        guidance_embeds=guided,
    )


def _flux2_autoencoder() -> diffusers.AutoencoderKLFlux2:
    return diffusers.AutoencoderKLFlux2(
        sample_size=64,
        block_out_channels=(4, 4, 4, 4),
        layers_per_block=1,
        latent_channels=4,
        norm_num_groups=1,
        use_quant_conv=False,
        use_post_quant_conv=False,
    )


def _deep_klein() -> diffusers.Flux2KleinPipeline:
    """Of as many layers as the 4B model, so that its text encoder takes about the share that it
    takes there."""
    return _klein((5, 20))


def _klein(layers: tuple[int, int] = (1, 1)) -> diffusers.Flux2KleinPipeline:
    # The call reads layers 9, 18 and 27 of the text encoder.
    return diffusers.Flux2KleinPipeline(
        scheduler=diffusers.FlowMatchEulerDiscreteScheduler(),
        vae=_flux2_autoencoder(),
        text_encoder=transformers.Qwen3ForCausalLM(_qwen_text(layers=28)).eval(),
        tokenizer=tokens.qwen(),
        transformer=_flux2_transformer(guided=False, layers=layers),
        is_distilled=True,
    )


def _flux2() -> diffusers.Flux2Pipeline:
    # The call reads layers 10, 20 and 30 of the text encoder, and nothing through its eyes. The
    # publisher's tokenizer lies in a processor of pictures, which needs torchvision.
    return diffusers.Flux2Pipeline(
        scheduler=diffusers.FlowMatchEulerDiscreteScheduler(),
        vae=_flux2_autoencoder(),
        text_encoder=transformers.Mistral3ForConditionalGeneration(_mistral_text()).eval(),
        tokenizer=tokens.mistral(),
        transformer=_flux2_transformer(guided=True),
    )


def _mistral_text() -> transformers.Mistral3Config:
    tokenizer = tokens.mistral()
    text = {
        "model_type": "mistral",
        "hidden_size": 16,
        "intermediate_size": 16,
        "num_hidden_layers": 31,
        "num_attention_heads": 2,
        "num_key_value_heads": 2,
        "head_dim": 8,
        "vocab_size": len(tokenizer),
        "max_position_embeddings": 1024,
        "pad_token_id": tokenizer.pad_token_id,
        "eos_token_id": tokenizer.eos_token_id,
        "bos_token_id": tokenizer.bos_token_id,
    }
    vision = {
        "model_type": "pixtral",
        "hidden_size": 16,
        "intermediate_size": 16,
        "num_hidden_layers": 1,
        "num_attention_heads": 2,
        "head_dim": 8,
        "image_size": 32,
        "patch_size": 16,
    }
    return transformers.Mistral3Config(text_config=text, vision_config=vision)


def _flux_transformer(channels: int, latents: int) -> diffusers.FluxTransformer2DModel:
    return diffusers.FluxTransformer2DModel(
        patch_size=1,
        in_channels=channels,
        out_channels=latents * 4,
        num_layers=1,
        num_single_layers=1,
        attention_head_dim=16,
        num_attention_heads=2,
        joint_attention_dim=32,
        pooled_projection_dim=32,
        axes_dims_rope=(4, 4, 8),
        guidance_embeds=True,
    )


def _flux(kind: Any, transformer: Any) -> Any:
    return kind(
        scheduler=diffusers.FlowMatchEulerDiscreteScheduler(use_dynamic_shifting=True),
        vae=_autoencoder(
            4,
            scaling_factor=1.5,
            shift_factor=0.06,
            use_quant_conv=False,
            use_post_quant_conv=False,
        ),
        text_encoder=transformers.CLIPTextModel(_clip_text()).eval(),
        tokenizer=tokens.clip(),
        text_encoder_2=transformers.T5EncoderModel(_t5_text()).eval(),
        tokenizer_2=tokens.t5(),
        transformer=transformer,
    )


def _t5_text() -> transformers.T5Config:
    return transformers.T5Config(
        vocab_size=len(tokens.t5()),
        d_model=32,
        d_kv=8,
        d_ff=64,
        num_layers=2,
        num_heads=4,
        relative_attention_num_buckets=8,
        is_encoder_decoder=False,
        feed_forward_proj="gated-gelu",
    )


def _flux_fill() -> diffusers.FluxFillPipeline:
    # Latents, the masked picture's latents, and a mask of 16 x 16 pixels for each patch.
    return _flux(diffusers.FluxFillPipeline, _flux_transformer(4 * 4 * 2 + 256, 4))


def _flux_kontext() -> diffusers.FluxKontextPipeline:
    return _flux(diffusers.FluxKontextPipeline, _flux_transformer(4 * 4, 4))


def _wan() -> diffusers.WanImageToVideoPipeline:
    """Two experts, one for the noisy steps and one for the rest."""

    def expert() -> diffusers.WanTransformer3DModel:
        return diffusers.WanTransformer3DModel(
            num_attention_heads=2,
            attention_head_dim=12,
            in_channels=36,
            out_channels=16,
            text_dim=32,
            freq_dim=256,
            ffn_dim=32,
            num_layers=2,
            rope_max_seq_len=32,
        )

    return diffusers.WanImageToVideoPipeline(
        tokenizer=tokens.t5(),
        text_encoder=_wan_text(),
        vae=_wan_autoencoder(),
        scheduler=diffusers.UniPCMultistepScheduler(
            prediction_type="flow_prediction", use_flow_sigmas=True, flow_shift=3.0
        ),
        image_processor=None,
        image_encoder=None,
        transformer=expert(),
        transformer_2=expert(),
        boundary_ratio=0.875,
    )


def _wan_autoencoder() -> diffusers.AutoencoderKLWan:
    return diffusers.AutoencoderKLWan(
        base_dim=3,
        z_dim=16,
        dim_mult=[1, 1, 1, 1],
        num_res_blocks=1,
        temperal_downsample=[False, True, True],
    )


def _wan_text() -> transformers.UMT5EncoderModel:
    config = transformers.UMT5Config(
        vocab_size=len(tokens.t5()),
        d_model=32,
        d_kv=8,
        d_ff=64,
        num_layers=2,
        num_heads=4,
        relative_attention_num_buckets=8,
        is_encoder_decoder=False,
    )
    return transformers.UMT5EncoderModel(config).eval()


def _wan_ti2v() -> diffusers.WanPipeline:
    """One expert on latents of its own autoencoder, which takes 16 px a side for one of them."""
    transformer = diffusers.WanTransformer3DModel(
        num_attention_heads=2,
        attention_head_dim=12,
        in_channels=8,
        out_channels=8,
        text_dim=32,
        freq_dim=256,
        ffn_dim=32,
        num_layers=2,
        rope_max_seq_len=32,
    )
    autoencoder = diffusers.AutoencoderKLWan(
        base_dim=4,
        decoder_base_dim=4,
        z_dim=8,
        dim_mult=[1, 1, 1, 1],
        num_res_blocks=1,
        temperal_downsample=[False, True, True],
        in_channels=12,
        out_channels=12,
        patch_size=2,
        is_residual=True,
        scale_factor_spatial=16,
        latents_mean=[0.0] * 8,
        latents_std=[1.0] * 8,
    )
    return diffusers.WanPipeline(
        tokenizer=tokens.t5(),
        text_encoder=_wan_text(),
        vae=autoencoder,
        scheduler=diffusers.UniPCMultistepScheduler(
            prediction_type="flow_prediction", use_flow_sigmas=True, flow_shift=3.0
        ),
        transformer=transformer,
        expand_timesteps=True,
    )


def _wan_vace() -> diffusers.WanVACEPipeline:
    transformer = diffusers.WanVACETransformer3DModel(
        num_attention_heads=2,
        attention_head_dim=12,
        in_channels=16,
        out_channels=16,
        text_dim=32,
        freq_dim=256,
        ffn_dim=32,
        num_layers=3,
        vace_layers=[0, 2],
        vace_in_channels=96,
    )
    return diffusers.WanVACEPipeline(
        tokenizer=tokens.t5(),
        text_encoder=_wan_text(),
        vae=_wan_autoencoder(),
        scheduler=diffusers.UniPCMultistepScheduler(
            prediction_type="flow_prediction", use_flow_sigmas=True, flow_shift=3.0
        ),
        transformer=transformer,
    )


def _gemma_text() -> transformers.Gemma3Config:
    tokenizer = tokens.gemma()
    text = {
        "hidden_size": 32,
        "intermediate_size": 16,
        "num_hidden_layers": 2,
        "num_attention_heads": 2,
        "num_key_value_heads": 1,
        "head_dim": 8,
        "vocab_size": len(tokenizer),
        "sliding_window": 64,
        "max_position_embeddings": 1024,
        "pad_token_id": tokenizer.pad_token_id,
        "eos_token_id": tokenizer.eos_token_id,
        "bos_token_id": tokenizer.bos_token_id,
    }
    vision = {
        "hidden_size": 16,
        "intermediate_size": 16,
        "num_hidden_layers": 1,
        "num_attention_heads": 2,
        "image_size": 28,
        "patch_size": 14,
    }
    marks = ("<start_of_image>", "<end_of_image>", "<image_soft_token>")
    begin, end, soft = (tokenizer.convert_tokens_to_ids(mark) for mark in marks)
    return transformers.Gemma3Config(
        text_config=text,
        vision_config=vision,
        mm_tokens_per_image=4,
        image_token_index=soft,
        boi_token_index=begin,
        eoi_token_index=end,
    )


_HEARD = 16_000  # samples a second


def _ltx2_transformer() -> diffusers.LTX2VideoTransformer3DModel:
    return diffusers.LTX2VideoTransformer3DModel(
        in_channels=4,
        out_channels=4,
        num_attention_heads=2,
        attention_head_dim=8,
        cross_attention_dim=16,
        audio_in_channels=4,
        audio_out_channels=4,
        audio_num_attention_heads=2,
        audio_attention_head_dim=4,
        audio_cross_attention_dim=8,
        num_layers=2,
        caption_channels=32,
        rope_double_precision=False,
        rope_type="split",
    )


def _ltx2_connectors() -> LTX2TextConnectors:
    return LTX2TextConnectors(
        caption_channels=32,
        text_proj_in_factor=3,
        video_connector_num_attention_heads=4,
        video_connector_attention_head_dim=8,
        video_connector_num_layers=1,
        video_connector_num_learnable_registers=None,
        audio_connector_num_attention_heads=4,
        audio_connector_attention_head_dim=8,
        audio_connector_num_layers=1,
        audio_connector_num_learnable_registers=None,
        connector_rope_base_seq_len=32,
        rope_theta=10000.0,
        rope_double_precision=False,
        causal_temporal_positioning=False,
        rope_type="split",
    )


def _ltx2_video() -> diffusers.AutoencoderKLLTX2Video:
    return diffusers.AutoencoderKLLTX2Video(
        latent_channels=4,
        block_out_channels=(8,),
        decoder_block_out_channels=(8,),
        layers_per_block=(1,),
        decoder_layers_per_block=(1, 1),
        spatio_temporal_scaling=(True,),
        decoder_spatio_temporal_scaling=(True,),
        decoder_inject_noise=(False, False),
        downsample_type=("spatial",),
        upsample_residual=(False,),
        upsample_factor=(1,),
        patch_size=1,
        decoder_causal=False,
    )


def _ltx2_audio() -> diffusers.AutoencoderKLLTX2Audio:
    return diffusers.AutoencoderKLLTX2Audio(
        base_channels=4,
        output_channels=2,
        ch_mult=(1,),
        num_res_blocks=1,
        in_channels=2,
        resolution=32,
        latent_channels=2,
        causality_axis="height",
        sample_rate=_HEARD,
        mel_hop_length=160,
        is_causal=True,
        mel_bins=8,
    )


def _ltx2() -> diffusers.LTX2ImageToVideoPipeline:
    vocoder = LTX2Vocoder(
        in_channels=16,
        hidden_channels=32,
        out_channels=2,
        upsample_kernel_sizes=[4, 4],
        upsample_factors=[2, 2],
        resnet_kernel_sizes=[3],
        resnet_dilations=[[1, 3, 5]],
        output_sampling_rate=_HEARD,
    )
    return diffusers.LTX2ImageToVideoPipeline(
        scheduler=diffusers.FlowMatchEulerDiscreteScheduler(),
        vae=_ltx2_video(),
        audio_vae=_ltx2_audio(),
        text_encoder=transformers.Gemma3ForConditionalGeneration(_gemma_text()).eval(),
        tokenizer=tokens.gemma(),
        connectors=_ltx2_connectors(),
        transformer=_ltx2_transformer(),
        vocoder=vocoder,
    )


def _hunyuan() -> diffusers.HunyuanVideo15ImageToVideoPipeline:
    """Its call tells nobody how far it is."""
    glyphs, text = transformers.ByT5Tokenizer(), _t5_text()
    text.vocab_size = len(glyphs)
    return diffusers.HunyuanVideo15ImageToVideoPipeline(
        text_encoder=_qwen_vl_text(),
        tokenizer=tokens.qwen(),
        transformer=_hunyuan_transformer(),
        vae=diffusers.AutoencoderKLHunyuanVideo15(
            latent_channels=8, block_out_channels=(32,) * 5, layers_per_block=1
        ),
        scheduler=diffusers.FlowMatchEulerDiscreteScheduler(shift=5.0),
        text_encoder_2=transformers.T5EncoderModel(text).eval(),
        tokenizer_2=glyphs,
        guider=ClassifierFreeGuidance(guidance_scale=6.0),
        image_encoder=_siglip(),
        feature_extractor=transformers.SiglipImageProcessor(size={"height": 32, "width": 32}),
    )


def _hunyuan_transformer() -> diffusers.HunyuanVideo15Transformer3DModel:
    return diffusers.HunyuanVideo15Transformer3DModel(
        in_channels=17,
        out_channels=8,
        num_attention_heads=2,
        attention_head_dim=16,
        num_layers=2,
        num_refiner_layers=1,
        mlp_ratio=2.0,
        text_embed_dim=16,
        text_embed_2_dim=32,
        image_embed_dim=16,
        rope_axes_dim=(4, 6, 6),
        target_size=64,
        task_type="i2v",
    )


def _qwen_vl_text() -> transformers.Qwen2_5_VLTextModel:
    known = _qwen_text(layers=4)
    config = transformers.Qwen2_5_VLTextConfig(
        hidden_size=16,
        intermediate_size=16,
        num_hidden_layers=4,
        num_attention_heads=2,
        num_key_value_heads=2,
        vocab_size=known.vocab_size,
        max_position_embeddings=2048,
        rope_parameters={"rope_type": "default", "mrope_section": [1, 1, 2], "rope_theta": 1e4},
        pad_token_id=known.pad_token_id,
        bos_token_id=None,
        eos_token_id=known.eos_token_id,
    )
    return transformers.Qwen2_5_VLTextModel(config).eval()


def _siglip() -> transformers.SiglipVisionModel:
    config = transformers.SiglipVisionConfig(
        hidden_size=16,
        intermediate_size=16,
        num_hidden_layers=1,
        num_attention_heads=2,
        image_size=32,
        patch_size=16,
    )
    return transformers.SiglipVisionModel(config).eval()


BUILDERS: Mapping[str, Callable[[], Any]] = {
    "sdxl": _sdxl,
    "z-image": _z_image,
    "flux2": _flux2,
    "flux2-klein": _klein,
    "flux-fill": _flux_fill,
    "flux-kontext": _flux_kontext,
    "hunyuan-video-1.5": _hunyuan,
    "wan": _wan,
    "wan-ti2v": _wan_ti2v,
    "deep flux2-klein": _deep_klein,
    "wan-vace": _wan_vace,
    "ltx2": _ltx2,
}
