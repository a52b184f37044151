"""Qwen-Image-Edit of full size; what prepares its pictures needs torchvision."""

# pyright: reportPrivateImportUsage=false, reportArgumentType=false, reportCallIssue=false

from importlib.util import find_spec

import diffusers
import transformers

from tests.worker.engines.diffusion import full_parts as parts
from tests.worker.engines.diffusion import tokens


def qwen_image_edit_plus() -> diffusers.QwenImageEditPlusPipeline:
    """Complete only where torchvision is installed; its parameters are anywhere."""
    return diffusers.QwenImageEditPlusPipeline(
        scheduler=parts.scheduler(
            "FlowMatchEulerDiscreteScheduler",
            use_dynamic_shifting=True,
            base_shift=0.5,
            max_shift=0.9,
            max_image_seq_len=8192,
            shift_terminal=0.02,
        ),
        vae=diffusers.AutoencoderKLQwenImage(),
        text_encoder=_qwen_vl_7b(),
        tokenizer=tokens.qwen_vl(),
        processor=_processor() if find_spec("torchvision") else None,
        transformer=diffusers.QwenImageTransformer2DModel(),
    )


def _qwen_vl_7b() -> transformers.Qwen2_5_VLForConditionalGeneration:
    """Reads the words and looks at the pictures."""
    number = tokens.qwen_vl().convert_tokens_to_ids
    config = transformers.Qwen2_5_VLConfig(
        text_config={
            "hidden_size": 3584,
            "intermediate_size": 18944,
            "num_hidden_layers": 28,
            "num_attention_heads": 28,
            "num_key_value_heads": 4,
            "vocab_size": 152064,
            "max_position_embeddings": 128000,
            "rms_norm_eps": 1e-6,
            "rope_parameters": {
                "rope_type": "default",
                "rope_theta": 1e6,
                "mrope_section": [16, 24, 24],
            },
        },
        vision_config={"hidden_size": 1280, "out_hidden_size": 3584},
        image_token_id=number("<|image_pad|>"),
        video_token_id=number("<|video_pad|>"),
        vision_start_token_id=number("<|vision_start|>"),
        vision_end_token_id=number("<|vision_end|>"),
    )
    return transformers.Qwen2_5_VLForConditionalGeneration(config).eval()


def _processor() -> transformers.Qwen2VLProcessor:
    tokenizer = tokens.qwen_vl()
    return transformers.Qwen2VLProcessor(
        image_processor=transformers.Qwen2VLImageProcessor(),
        tokenizer=tokenizer,
        video_processor=transformers.Qwen2VLVideoProcessor(),
        chat_template=tokenizer.chat_template,
    )
