"""What a publisher of models has: small files of the real formats."""

import json

import numpy as np
from safetensors.numpy import save

SOURCE = "maker/tiny"
UNET = "unet/diffusion_pytorch_model.safetensors"

CARD = """
[[model]]
name = "{name}"
title = "{title}"
engine = "diffusion"
source = "{source}"
roles = ["explore"]
intents = ["imagine"]
licence = "{licence}"
licence_note = "Read it first."
commercial = {commercial}
strength = "Small."
limitation = "Knows nothing."
extra = {{ {extra} }}
"""


def card(name: str = "tiny", *, free: bool = True, source: str = SOURCE, extra: str = "") -> str:
    """A card of a catalogue, as TOML."""
    return CARD.format(
        name=name,
        title=name.title(),
        source=source,
        licence="Apache-2.0" if free else "Community licence",
        commercial="true" if free else "false",
        extra=extra,
    )


def weights(numbers: int = 1000, seed: int = 0) -> bytes:
    """A file of safetensors: four bytes a number, and its header."""
    return save({"all": np.random.default_rng(seed).random(numbers, dtype=np.float32)})


def pipeline(large: bytes | None = None) -> dict[str, bytes]:
    """A repository in the format of diffusers, with things in it that nobody needs."""
    index = {
        "_class_name": "StableDiffusionPipeline",
        "unet": ["diffusers", "UNet2DConditionModel"],
        "tokenizer": ["transformers", "CLIPTokenizer"],
        "safety_checker": [None, None],
        "force_zeros": True,
    }
    return {
        "model_index.json": json.dumps(index).encode(),
        "README.md": b"# Tiny",
        "LICENSE.md": b"Do as you like.",
        "all-in-one.safetensors": weights(3000, seed=3),
        "unet/config.json": b'{"layers": 1}',
        UNET: large or weights(),
        "unet/diffusion_pytorch_model.fp16.safetensors": weights(seed=16),
        "unet/diffusion_pytorch_model.bin": b"pickle" * 500,
        "tokenizer/vocab.json": b'{"a": 0}',
        "safety_checker/model.safetensors": weights(seed=2),
    }


def in_blocks(source: str = "other/fix", folder: str = "autoencoder") -> dict[str, bytes]:
    """A repository in blocks whose autoencoder lies in a folder of another one."""
    elsewhere = {"pretrained_model_name_or_path": source, "subfolder": folder, "revision": None}
    index = {
        "_class_name": "TinyModularPipeline",
        "unet": ["diffusers", "UNet2DConditionModel", {"subfolder": "unet"}],
        "vae": [None, None, elsewhere],
    }
    found = {"modular_model_index.json": json.dumps(index).encode()}
    return found | {path: pipeline()[path] for path in ("unet/config.json", UNET)}


def lending(folder: str = "autoencoder/") -> dict[str, bytes]:
    """The repository that it lies in."""
    weights_there = f"{folder}diffusion_pytorch_model.safetensors"
    return {
        f"{folder}config.json": b'{"channels": 4}',
        weights_there: weights(seed=5),
        "text/model.safetensors": weights(seed=6),
    }


NEEDED = {"model_index.json", "LICENSE.md", "unet/config.json", UNET, "tokenizer/vocab.json"}
