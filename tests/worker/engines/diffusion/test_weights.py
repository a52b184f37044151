"""Which files of a folder are a model's weights, and how many bytes they take."""

from pathlib import Path

import pytest
import torch
from safetensors.torch import save_file

from tests.worker.cards import diffusion_card
from tests.worker.engines.diffusion.tiny import BUILDERS
from worker.engines.diffusion import shelf
from worker.engines.diffusion.families import Craft
from worker.engines.diffusion.loading import load
from worker.engines.diffusion.machine import Machine
from worker.engines.diffusion.weights import (
    NoWeights,
    folders_of,
    size_of,
    variant_of,
    weight_of,
)

TEN = {"numbers": torch.zeros(10)}


def pipeline(folder: Path, *files: str) -> Path:
    """A folder of a pipeline with these files of ten numbers each."""
    folder.mkdir(exist_ok=True)
    (folder / "model_index.json").write_text("{}")
    for file in files:
        (folder / file).parent.mkdir(exist_ok=True)
        save_file(TEN, folder / file)
    return folder


@pytest.mark.parametrize(
    ("files", "variant", "numbers"),
    [
        (("vae/model.safetensors", "unet/model.safetensors"), "", 20),
        (("vae/model.safetensors", "vae/model.fp16.safetensors"), "", 10),
        (("vae/model.fp16.safetensors", "unet/model.fp16.safetensors"), "fp16", 20),
        (("vae/model.fp16.safetensors", "unet/model.safetensors"), "fp16", 20),
        (
            ("vae/m.fp16-00001-of-00002.safetensors", "vae/m.fp16-00002-of-00002.safetensors"),
            "fp16",
            20,
        ),
        (("all_in_one.safetensors", "vae/model.safetensors"), "", 10),
    ],
    ids=["plain", "twice", "half precision", "one part of it", "in pieces", "and in one file"],
)
def test_each_weight_counts_once(
    tmp_path: Path, files: tuple[str, ...], variant: str, numbers: int
) -> None:
    folder = pipeline(tmp_path / "model", *files)
    assert variant_of(folder) == variant
    assert size_of(folder, torch.float32) == numbers * 4


def test_a_folder_in_half_precision_alone_is_loaded(tmp_path: Path) -> None:
    BUILDERS["sdxl"]().save_pretrained(tmp_path, variant="fp16")
    card = diffusion_card("sdxl", family="sdxl")
    loaded = load(card, tmp_path, Machine.here())
    # Beside what files hold there are the numbers of text's places.
    size = sum(map(shelf.size_of, loaded.base.components.values()))
    assert size == pytest.approx(size_of(tmp_path, Machine.here().precision), rel=0.01)
    assert type(loaded.pipeline(Craft.INPAINT)).__name__ == "StableDiffusionXLInpaintPipeline"


def test_a_model_of_two_folders_needs_both(tmp_path: Path) -> None:
    card = diffusion_card("pair", source="finds", extra={"also": ["outlines"]})
    for name in ("finds", "outlines"):
        with pytest.raises(NoWeights, match="easel models pull"):
            folders_of(card, tmp_path)
        folder = tmp_path / name
        folder.mkdir()
        (folder / "config.json").write_text("{}")
        save_file(TEN, folder / "model.safetensors")
    assert weight_of(card, tmp_path, torch.float32) == 80
