"""Which files of a folder are a model's weights, and how many bytes they take."""

import os
import time
from collections.abc import Callable
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
    revision_of,
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
    card = diffusion_card("pair", source="maker/finds", extra={"also": ["maker/outlines"]})
    for name in ("finds", "outlines"):
        with pytest.raises(NoWeights, match="easel models pull"):
            folders_of(card, tmp_path)
        folder = tmp_path / name
        folder.mkdir()
        (folder / "config.json").write_text("{}")
        save_file(TEN, folder / "model.safetensors")
    assert weight_of(card, tmp_path, torch.float32) == 80


def _trained(folder: Path) -> None:
    file = folder / "vae" / "model.safetensors"
    save_file({"numbers": torch.ones(10)}, file)


def _scheduled(folder: Path) -> None:
    (folder / "scheduler" / "scheduler_config.json").write_text('{"timestep_spacing": "leading"}')


def _cut(folder: Path) -> None:
    file = folder / "vae" / "model.safetensors"
    file.write_bytes(file.read_bytes()[:30])


def _moved(folder: Path) -> None:
    settings = '{"timestep_spacing": "trailing", "_diffusers_version": "0.1"}'
    (folder / "scheduler" / "scheduler_config.json").write_text(settings)


def _told(folder: Path) -> None:
    (folder / "README.md").write_text("A model.")


@pytest.mark.parametrize("downloaded", [True, False], ids=["downloaded", "made here"])
@pytest.mark.parametrize(
    ("change", "same"),
    [(_trained, False), (_scheduled, False), (_cut, False), (_told, True)],
    ids=["trained further", "scheduled otherwise", "damaged", "described"],
)
def test_a_revision_tells_models_apart(
    tmp_path: Path, change: Callable[[Path], None], same: bool, downloaded: bool
) -> None:
    folder = scheduled(tmp_path, downloaded=downloaded)
    before = revision_of(folder)
    change(folder)
    assert (revision_of(folder) == before) is same
    assert (before == "1a2b3c") is downloaded


def test_who_saved_its_settings_is_no_matter(tmp_path: Path) -> None:
    folder = scheduled(tmp_path, downloaded=False)
    before = revision_of(folder)
    _moved(folder)
    assert revision_of(folder) == before


def scheduled(place: Path, *, downloaded: bool) -> Path:
    """A model with a scheduler, and with what a download of an hour ago notes of it."""
    folder = pipeline(place / "model", "vae/model.safetensors")
    (folder / "scheduler").mkdir()
    settings = folder / "scheduler" / "scheduler_config.json"
    settings.write_text('{"timestep_spacing": "trailing"}')
    if not downloaded:
        return folder
    then = time.time() - 3600
    for file in ("model_index.json", "vae/model.safetensors", "scheduler/scheduler_config.json"):
        os.utime(folder / file, (then, then))
        note = folder / ".cache/huggingface/download" / f"{file}.metadata"
        note.parent.mkdir(parents=True, exist_ok=True)
        note.write_text(f"1a2b3c\netag of {file}\n{then}\n")
    return folder
