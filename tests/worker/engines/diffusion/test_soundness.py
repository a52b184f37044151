"""Damage that is found before anything is loaded."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
import torch
from safetensors.torch import load_file, save_file

from tests.worker.cards import diffusion_card
from tests.worker.engines.diffusion.tiny import saved
from worker.engines.diffusion.examining import examine
from worker.engines.diffusion.machine import Machine
from worker.engines.diffusion.soundness import unsound
from worker.models.verifying import State, Verifier

CARD = diffusion_card("sdxl", family="sdxl", source="sdxl")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A model that is whole."""
    return saved("sdxl", tmp_path / "sdxl")


def cut(name: str) -> Callable[[Path], object]:
    """The first half of a file is left."""
    return lambda folder: (folder / name).write_bytes(
        (folder / name).read_bytes()[: (folder / name).stat().st_size // 2]
    )


def says(name: str, text: str) -> Callable[[Path], object]:
    """A file holds something else."""
    return lambda folder: (folder / name).write_text(text)


def in_pieces(folder: Path) -> None:
    """The second piece of a part lacks a tensor that the list of pieces names."""
    part = folder / "vae"
    whole = load_file(part / "diffusion_pytorch_model.safetensors")
    (part / "diffusion_pytorch_model.safetensors").unlink()
    names = sorted(whole)
    pieces = {"diffusion_pytorch_model-00001-of-00002.safetensors": names[:9]}
    pieces["diffusion_pytorch_model-00002-of-00002.safetensors"] = names[9:-1]
    for file, tensors in pieces.items():
        save_file({name: whole[name] for name in tensors}, part / file)
    places = {name: file for file, tensors in pieces.items() for name in tensors}
    places[names[-1]] = "diffusion_pytorch_model-00002-of-00002.safetensors"
    listed = part / "diffusion_pytorch_model.safetensors.index.json"
    listed.write_text(json.dumps({"weight_map": places}))


NESTED = "[" * 100_000 + "]" * 100_000  # deeper than Python follows
UNET = "unet/diffusion_pytorch_model.safetensors"
DAMAGE = [
    pytest.param(cut("model_index.json"), "model_index.json", id="half an index"),
    pytest.param(says("model_index.json", '{"x":'), "model_index.json", id="an open brace"),
    pytest.param(says("model_index.json", "[]"), "model_index.json", id="a list for an index"),
    pytest.param(cut("vae/config.json"), "vae/config.json", id="half a part's settings"),
    pytest.param(says("vae/config.json", "[3]"), "vae/config.json", id="settings are a list"),
    pytest.param(says("model_index.json", NESTED), "model_index.json", id="an index without end"),
    pytest.param(says("vae/config.json", NESTED), "vae/config.json", id="settings without end"),
    pytest.param(cut(UNET), UNET, id="half of the weights"),
    pytest.param(says(UNET, ""), UNET, id="weights without a byte"),
    pytest.param(in_pieces, "00002-of-00002.safetensors", id="a piece without a tensor"),
]


def test_what_is_whole_is_sound(folder: Path) -> None:
    assert unsound(folder) == ()
    assert examine(CARD, Machine.here(), folder.parent) == ""


@pytest.mark.parametrize(("damage", "named"), DAMAGE)
def test_a_damaged_file_is_named_before_it_is_loaded(
    folder: Path, damage: Callable[[Path], object], named: str
) -> None:
    damage(folder)
    told = examine(CARD, Machine.here(), folder.parent)
    assert "cannot be used" in told
    assert named in told


@pytest.mark.parametrize(("damage", "named"), DAMAGE)
def test_verify_and_the_doctor_call_it_damaged_too(
    folder: Path, damage: Callable[[Path], object], named: str
) -> None:
    damage(folder)
    for deep in (True, False):
        verdict = Verifier(folder.parent, deep=deep).verdict(CARD)
        assert verdict.state is State.DAMAGED
        assert named in verdict.line


def test_an_entry_that_names_no_class_is_no_part(folder: Path) -> None:
    listed = json.loads((folder / "model_index.json").read_text())
    (folder / "model_index.json").write_text(json.dumps({**listed, "vae": ["diffusers"]}))
    assert "error" not in examine(CARD, Machine.here(), folder.parent).casefold()


def test_a_download_s_damaged_note_is_passed_over(folder: Path) -> None:
    notes = folder / ".cache/huggingface/download/vae"
    notes.mkdir(parents=True)
    (notes / "config.json.metadata").write_text("one line alone")
    assert examine(CARD, Machine.here(), folder.parent) == ""


def test_weights_in_half_precision_are_read_by_their_headers(tmp_path: Path) -> None:
    save_file({"numbers": torch.zeros(3, dtype=torch.bfloat16)}, tmp_path / "model.safetensors")
    assert unsound(tmp_path) == ()
