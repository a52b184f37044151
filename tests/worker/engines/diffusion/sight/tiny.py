"""The real classes of transformers that look at pictures, tiny and random, from configuration."""

# pyright: reportPrivateImportUsage=false, reportArgumentType=false, reportAttributeAccessIssue=false

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import torch
import transformers

from tests.worker.engines.diffusion import tokens


def saved(family: str, folder: Path) -> Path:
    """A tiny model of that family in a folder of its own, always the same."""
    torch.manual_seed(0)
    for part in BUILDERS[family]():
        part.save_pretrained(folder)
    return folder


def _swin2sr(scale: int) -> Callable[[], tuple[Any, ...]]:
    def build() -> tuple[Any, ...]:
        config = transformers.Swin2SRConfig(
            embed_dim=12,
            depths=[2, 2],
            num_heads=[2, 2],
            window_size=8,
            initializer_range=0.065,  # so that what a pixel becomes depends on those around it
            upscale=scale,
            upsampler="pixelshuffle" if scale == 2 else "nearest+conv",
        )
        return (transformers.Swin2SRForImageSuperResolution(config),)

    return build


def _florence() -> tuple[Any, ...]:
    tokenizer = tokens.bart()
    side = {"height": 32, "width": 32}
    pictures = transformers.CLIPImageProcessorPil(size=side, crop_size=side, do_center_crop=False)
    pictures.image_seq_length = 17  # tokens that the network below makes of a picture
    text = {
        "vocab_size": len(tokenizer),
        "d_model": 32,
        "encoder_layers": 1,
        "decoder_layers": 1,
        "encoder_attention_heads": 2,
        "decoder_attention_heads": 2,
        "encoder_ffn_dim": 32,
        "decoder_ffn_dim": 32,
        "max_position_embeddings": 640,
        "init_std": 0.5,
    }
    vision = {
        "embed_dim": [8, 16],
        "depths": [1, 1],
        "num_heads": [2, 2],
        "num_groups": [2, 2],
        "patch_size": [7, 3],
        "patch_stride": [4, 2],
        "patch_padding": [3, 1],
        "patch_prenorm": [False, True],
        "window_size": 4,
        "projection_dim": 32,
        "max_position_embeddings": 8,
        "max_temporal_embeddings": 4,
    }
    config = transformers.Florence2Config(
        text_config=text, vision_config=vision, image_token_id=tokenizer.image_token_id
    )
    return (
        transformers.Florence2ForConditionalGeneration(config),
        transformers.Florence2Processor(image_processor=pictures, tokenizer=tokenizer),
    )


def _blip() -> tuple[Any, ...]:
    tokenizer = tokens.bert_words()
    shared = {"hidden_size": 16, "intermediate_size": 16, "projection_dim": 16}
    layers = {"num_hidden_layers": 1, "num_attention_heads": 2}
    text = {
        "vocab_size": len(tokenizer),
        "encoder_hidden_size": 16,
        "max_position_embeddings": 80,
        "bos_token_id": tokenizer.cls_token_id,
        "sep_token_id": tokenizer.sep_token_id,
        "eos_token_id": tokenizer.sep_token_id,
        "pad_token_id": tokenizer.pad_token_id,
        "initializer_range": 0.5,
    }
    vision = {"image_size": 32, "patch_size": 16, "initializer_range": 0.5}
    config = transformers.BlipConfig(
        text_config=text | shared | layers, vision_config=vision | shared | layers
    )
    pictures = transformers.BlipImageProcessorPil(size={"height": 32, "width": 32})
    return (
        transformers.BlipForConditionalGeneration(config),
        transformers.BlipProcessor(pictures, tokenizer),
    )


def _classifier() -> tuple[Any, ...]:
    config = transformers.ViTConfig(
        hidden_size=16,
        intermediate_size=16,
        num_hidden_layers=1,
        num_attention_heads=2,
        image_size=32,
        patch_size=16,
        initializer_range=0.5,
        id2label={0: "normal", 1: "nsfw"},
        label2id={"normal": 0, "nsfw": 1},
    )
    pictures = transformers.ViTImageProcessorPil(size={"height": 32, "width": 32})
    return (transformers.ViTForImageClassification(config), pictures)


BUILDERS: Mapping[str, Callable[[], tuple[Any, ...]]] = {
    "blip": _blip,
    "florence2": _florence,
    "image-classification": _classifier,
    "swin2sr": _swin2sr(2),
    "swin2sr-x4": _swin2sr(4),
}
