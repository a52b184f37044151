"""Components that several models have in common, on disk and in memory."""

import gc
import json
import shutil
import weakref
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from safetensors.torch import load_file, save_file

from core.catalogue import ModelCard
from tests.worker.cards import diffusion_card
from tests.worker.engines.diffusion.passes import rendered, share_of
from tests.worker.engines.diffusion.tiny import saved
from worker.engines.diffusion.engine import DiffusionEngine
from worker.engines.diffusion.machine import Machine
from worker.engines.diffusion.sharing import fingerprint
from worker.residency import together

MACHINE = Machine.here()


@pytest.fixture
def models(tmp_path: Path) -> Path:
    """Two models that are the same files, but for a transformer that was trained further."""
    one, other = saved("z-image", tmp_path / "one"), tmp_path / "other"
    shutil.copytree(one, other)
    _trained(other / "transformer")
    return tmp_path


def card(name: str, **more: object) -> ModelCard:
    return diffusion_card(name, family="z-image", source=name, steps=2, **more)


def _trained(folder: Path) -> None:
    """Every tensor a little different, with the same names and shapes."""
    (file,) = folder.glob("*.safetensors")
    tensors = {name: one + 0.01 for name, one in load_file(file).items()}
    save_file(tensors, file, {"format": "pt"})


def _saved_elsewhere(folder: Path) -> None:
    file = folder / "config.json"
    file.write_text(json.dumps(json.loads(file.read_text()) | {"_name_or_path": "/elsewhere"}))


def _set_otherwise(folder: Path) -> None:
    file = folder / "config.json"
    file.write_text(json.dumps(json.loads(file.read_text()) | {"rms_norm_eps": 0.5}))


@pytest.mark.parametrize(
    ("change", "same"),
    [(_saved_elsewhere, True), (_trained, False), (_set_otherwise, False)],
    ids=["saved elsewhere", "trained further", "set otherwise"],
)
def test_components_are_told_by_what_they_are(
    models: Path, change: Callable[[Path], None], same: bool
) -> None:
    before = fingerprint(models / "one", "text_encoder")
    change(models / "other" / "text_encoder")
    assert (fingerprint(models / "other", "text_encoder") == before) is same


def test_a_publishers_names_of_files_are_taken(models: Path) -> None:
    for name in ("one", "other"):
        _note(models / name, "abc", when=1e12)
    _trained(models / "other" / "text_encoder")
    _same_config(models)
    assert fingerprint(models / "one", "text_encoder") == fingerprint(
        models / "other", "text_encoder"
    )


def test_a_publishers_name_is_not_believed_of_a_file_that_was_changed_since(models: Path) -> None:
    for name in ("one", "other"):
        _note(models / name, "abc", when=1.0)
    _trained(models / "other" / "text_encoder")
    assert fingerprint(models / "one", "text_encoder") != fingerprint(
        models / "other", "text_encoder"
    )


def _note(folder: Path, etag: str, when: float) -> None:
    """What `hf download --local-dir` writes: revision, etag, and when it was."""
    notes = folder / ".cache/huggingface/download/text_encoder"
    notes.mkdir(parents=True)
    for file in (folder / "text_encoder").glob("*.safetensors"):
        (notes / f"{file.name}.metadata").write_text(f"revision\n{etag}\n{when}\n")


def _same_config(models: Path) -> None:
    shutil.copy(models / "one/text_encoder/config.json", models / "other/text_encoder")


def test_what_two_models_share_is_loaded_and_counted_once(models: Path) -> None:
    engine = DiffusionEngine(MACHINE, models)
    one, other = engine.load(card("one")), engine.load(card("other"))
    transformer = other["other/transformer"]
    assert together((one, other)) == together((one,)) + transformer
    assert together((engine.weigh(card("other")),)) == together((other,))


def test_models_that_only_look_alike_share_nothing_of_it(models: Path) -> None:
    _trained(models / "other" / "text_encoder")
    engine = DiffusionEngine(MACHINE, models)
    one, other = engine.load(card("one")), engine.load(card("other"))
    kinds = {key.split()[0] for key in set(one) & set(other)}
    assert kinds == {"AutoencoderKL"}


def test_sharing_changes_no_picture(models: Path) -> None:
    alone = DiffusionEngine(MACHINE, models)
    (expected,) = rendered(alone, [share_of(card("other"))], 1)
    engine = DiffusionEngine(MACHINE, models)
    engine.load(card("one"))
    assert np.array_equal(rendered(engine, [share_of(card("other"))], 1)[0], expected)


def test_what_is_shared_goes_with_its_last_user(models: Path) -> None:
    engine = DiffusionEngine(MACHINE, models)
    engine.load(card("one"))
    encoder = weakref.ref(engine.stock.loaded["one"].base.text_encoder)
    engine.load(card("other"))
    engine.unload("one")
    gc.collect()
    assert encoder() is engine.stock.loaded["other"].base.text_encoder
    engine.unload("other")
    gc.collect()
    assert encoder() is None


def test_a_card_that_decodes_in_tiles_leaves_the_shared_autoencoder_as_it_is(models: Path) -> None:
    engine = DiffusionEngine(MACHINE, models)
    (before,) = rendered(engine, [share_of(card("one", size=128))], 1)
    tiled = card("other", size=128, extra={"speed": {"tiling": True}})
    rendered(engine, [share_of(tiled)], 1)
    assert engine.stock.loaded["one"].base.vae is engine.stock.loaded["other"].base.vae
    assert np.array_equal(rendered(engine, [share_of(card("one", size=128))], 1)[0], before)
