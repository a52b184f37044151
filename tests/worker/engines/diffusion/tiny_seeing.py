"""Tiny random models of the classes that find things, saved as their publishers' folders are."""

# pyright: reportPrivateImportUsage=false, reportArgumentType=false, reportCallIssue=false

from pathlib import Path

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
        last = model.decoder.transposed_convolution
        # A patch is one cell of its map.
        last.weight.copy_(last.weight[..., :1, :1].expand_as(last.weight))
        last.weight.mul_(400 if sure == 1.0 else 0)
        last.bias.fill_(0 if sure == 1.0 else torch.logit(torch.tensor(sure)).item())
    model.save_pretrained(folder)
    looks = transformers.ViTImageProcessor(size={"height": SIDE, "width": SIDE})
    transformers.CLIPSegProcessor(looks, tokenizer).save_pretrained(folder)
    return folder
