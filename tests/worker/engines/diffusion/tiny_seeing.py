"""Tiny random models of the classes that find things, saved as their publishers' folders are."""

# pyright: reportPrivateImportUsage=false, reportArgumentType=false, reportCallIssue=false

from pathlib import Path
from typing import Any

import torch
import transformers

from tests.worker.engines.diffusion import tokens

SIDE = 32  # px that they look at


def clipseg(folder: Path, sure: float = 1.0) -> Path:
    """Its map is random and saturated: some cells of each picture are surely meant.

    With another `sure` it is that sure everywhere.
    """
    torch.manual_seed(0)
    tokenizer = tokens.clip()
    text = {
        "vocab_size": len(tokenizer),
        "hidden_size": 16,
        "intermediate_size": 16,
        "num_hidden_layers": 2,
        "num_attention_heads": 2,
        "max_position_embeddings": 77,
        "bos_token_id": tokenizer.bos_token_id,
        "eos_token_id": tokenizer.eos_token_id,
        "pad_token_id": tokenizer.pad_token_id,
    }
    vision = {
        "hidden_size": 16,
        "intermediate_size": 16,
        "num_hidden_layers": 2,
        "num_attention_heads": 2,
        "image_size": SIDE,
        "patch_size": 8,
    }
    config = transformers.CLIPSegConfig(
        text_config=text,
        vision_config=vision,
        projection_dim=16,
        reduce_dim=16,
        extract_layers=[0, 1],
        decoder_num_attention_heads=2,
        decoder_intermediate_size=16,
    )
    model = transformers.CLIPSegForImageSegmentation(config).eval()
    with torch.no_grad():
        last: Any = model.decoder.transposed_convolution
        # A patch is one cell of its map.
        last.weight.copy_(last.weight[..., :1, :1].expand_as(last.weight))
        last.weight.mul_(400 if sure == 1.0 else 0)
        last.bias.fill_(0 if sure == 1.0 else torch.logit(torch.tensor(sure)).item())
    model.save_pretrained(folder)
    looks = transformers.ViTImageProcessor(size={"height": SIDE, "width": SIDE})
    transformers.CLIPSegProcessor(looks, tokenizer).save_pretrained(folder)
    return folder


def grounding_dino(folder: Path) -> Path:
    """Finds boxes anywhere, about half sure of each."""
    torch.manual_seed(0)
    tokenizer = tokens.bert()
    backbone = {
        "model_type": "swin",
        "embed_dim": 8,
        "depths": [1, 1, 1, 1],
        "num_heads": [1, 1, 2, 2],
        "window_size": 2,
        "image_size": SIDE,
        "out_indices": [2, 3, 4],
    }
    text = {
        "model_type": "bert",
        "vocab_size": len(tokenizer),
        "hidden_size": 16,
        "num_hidden_layers": 1,
        "num_attention_heads": 2,
        "intermediate_size": 16,
        "max_position_embeddings": 256,
    }
    config = transformers.GroundingDinoConfig(
        backbone_config=backbone,
        text_config=text,
        d_model=32,
        num_queries=8,
        encoder_layers=1,
        decoder_layers=2,
        encoder_ffn_dim=16,
        decoder_ffn_dim=16,
        encoder_attention_heads=2,
        decoder_attention_heads=2,
        disable_custom_kernels=True,
    )
    transformers.GroundingDinoForObjectDetection(config).eval().save_pretrained(folder)
    looks = transformers.GroundingDinoImageProcessor(
        size={"shortest_edge": SIDE * 2, "longest_edge": SIDE * 4}
    )
    transformers.GroundingDinoProcessor(looks, tokenizer).save_pretrained(folder)
    return folder


def sam2(folder: Path) -> Path:
    """Outlines something in each box, with sharp edges."""
    torch.manual_seed(0)
    side = 64
    backbone = {
        "model_type": "sam2_hiera_det_model",
        "hidden_size": 8,
        "image_size": [side, side],
        "blocks_per_stage": [1, 2, 1, 1],
        "embed_dim_per_stage": [8, 16, 32, 64],
        "num_attention_heads_per_stage": [1, 2, 2, 2],
        "window_size_per_stage": [8, 4, 2, 2],
        "global_attention_blocks": [2],
        "window_positional_embedding_background_size": [2, 2],
    }
    vision = {
        "backbone_config": backbone,
        "backbone_channel_list": [64, 32, 16, 8],
        "backbone_feature_sizes": [[16, 16], [8, 8], [4, 4]],
        "fpn_hidden_size": 32,
    }
    config = transformers.Sam2Config(
        vision_config=vision,
        prompt_encoder_config={"hidden_size": 32, "image_size": side, "patch_size": 16},
        mask_decoder_config={
            "hidden_size": 32,
            "mlp_dim": 16,
            "num_attention_heads": 2,
            "iou_head_hidden_dim": 16,
        },
    )
    model = transformers.Sam2Model(config).eval()
    with torch.no_grad():
        scaled: Any = model.mask_decoder.output_hypernetworks_mlps
        for layers in scaled:
            layers.proj_out.weight.mul_(1e6)
    model.save_pretrained(folder)
    return folder
