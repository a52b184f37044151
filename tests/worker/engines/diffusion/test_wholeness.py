"""What a file of weights lacks is found by the configuration of its model."""

import json
from pathlib import Path

import pytest
from safetensors.torch import load_file, save_file

from tests.worker.engines.diffusion.tiny import BUILDERS, saved
from worker.engines.diffusion.wholeness import torn

FILE = "diffusion_pytorch_model.safetensors"


def without_one(file: Path) -> str:
    """A file of weights loses a tensor, whose name this is."""
    tensors = load_file(file)
    name, _ = tensors.popitem()
    save_file(tensors, file)
    return name


@pytest.mark.parametrize("family", sorted({*BUILDERS} - {"qwen-image-edit-plus"}))
def test_a_model_that_was_saved_lacks_nothing(tmp_path: Path, family: str) -> None:
    assert torn(saved(family, tmp_path / family)) == ()


@pytest.mark.parametrize("part", ["transformer", "vae"])
def test_a_file_that_lacks_a_tensor_is_named(tmp_path: Path, part: str) -> None:
    folder = saved("z-image", tmp_path / "z-image")
    without_one(folder / part / FILE)
    assert torn(folder) == (f"{part}/{FILE}",)


def test_older_names_of_tensors_are_known(tmp_path: Path) -> None:
    folder = saved("sdxl", tmp_path / "sdxl")
    file = folder / "vae" / FILE
    older = {"to_q": "query", "to_k": "key", "to_v": "value", "to_out.0": "proj_attn"}
    renamed = {}
    for name, tensor in load_file(file).items():
        was = next((new for new in older if f".{new}." in name), "")
        renamed[name.replace(was, older[was]) if was else name] = tensor
    assert {*renamed} != {*load_file(file)}
    save_file(renamed, file)
    assert torn(folder) == ()


@pytest.mark.parametrize("change", [{"quantization_config": {}}, {"_class_name": "Another"}])
def test_of_what_is_called_otherwise_nothing_is_said(
    tmp_path: Path, change: dict[str, object]
) -> None:
    folder = saved("z-image", tmp_path / "z-image")
    without_one(folder / "transformer" / FILE)
    config = folder / "transformer/config.json"
    config.write_text(json.dumps(json.loads(config.read_text()) | change))
    assert torn(folder) == ()
