"""What a folder of weights says that it is made of."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.worker.cards import diffusion_card
from tests.worker.engines.diffusion.tiny import saved
from worker.engines.diffusion.examining import examine
from worker.engines.diffusion.indexes import Component, components, lacking
from worker.engines.diffusion.machine import Machine

CARD = diffusion_card(source="tiny")
SHARDS = "unet/diffusion_pytorch_model.safetensors.index.json"
UNET = "unet/diffusion_pytorch_model.safetensors"


def elsewhere(repository: str, folder: str | None) -> list[Any]:
    """A part as the index of blocks names it."""
    where = {"pretrained_model_name_or_path": repository, "subfolder": folder, "revision": None}
    return [None, None, where]


@pytest.mark.parametrize(
    ("entry", "found"),
    [
        (["diffusers", "AutoencoderKL"], Component("vae", "vae")),
        ([None, None], None),
        (elsewhere("maker/tiny", "vae"), Component("vae", "vae")),
        (elsewhere("maker/tiny", "vae_fp16"), Component("vae", "vae_fp16")),
        (elsewhere("other/fix", "vae"), Component("vae", "vae", "other/fix")),
        (elsewhere("other/fix", None), Component("vae", "", "other/fix")),
        (elsewhere("/home/ada/tiny", "vae"), Component("vae", "vae")),
    ],
    ids=["plain", "left out", "blocks", "another folder", "another", "its root", "a path"],
)
def test_each_part_lies_somewhere(entry: list[Any], found: Component | None) -> None:
    index = {"_class_name": "TinyPipeline", "vae": entry, "force_zeros": True}
    assert components(index, "maker/tiny") == ((found,) if found else ())


def without_a_shard(folder: Path) -> str:
    """A list of two shards of which one is there."""
    (folder / UNET).rename(folder / "unet/one.safetensors")
    names = {"a": "one.safetensors", "b": "two.safetensors"}
    (folder / SHARDS).write_text(json.dumps({"weight_map": names}), encoding="utf-8")
    return "without unet/two.safetensors"


def without_weights(folder: Path) -> str:
    """A part with its settings alone."""
    (folder / UNET).unlink()
    return "without unet/*.safetensors"


def with_a_broken_list(folder: Path) -> str:
    """A list of shards that is cut."""
    (folder / SHARDS).write_text("{", encoding="utf-8")
    return "its diffusion_pytorch_model.safetensors.index.json cannot be read"


@pytest.mark.parametrize("harm", [without_a_shard, without_weights, with_a_broken_list])
def test_a_worker_does_not_take_what_is_not_whole(tmp_path: Path, harm: Any) -> None:
    folder = saved("sdxl", tmp_path / "tiny")
    assert examine(CARD, Machine.here(), tmp_path) == ""
    why = harm(folder)
    said = examine(CARD, Machine.here(), tmp_path)
    assert said == f"The weights of Tiny cannot be used ({why}); its card names that folder."


def test_what_came_from_elsewhere_lies_in_a_folder_of_its_name(tmp_path: Path) -> None:
    index = {"vae": elsewhere("other/fix", "autoencoder")}
    (tmp_path / "modular_model_index.json").write_text(json.dumps(index), encoding="utf-8")
    assert lacking(tmp_path) == ("vae/",)
    (tmp_path / "vae").mkdir()
    (tmp_path / "vae/config.json").write_text("{}", encoding="utf-8")
    assert lacking(tmp_path) == ("vae/*.safetensors",)
    (tmp_path / "vae/model.safetensors").write_bytes(b"")
    assert lacking(tmp_path) == ()
