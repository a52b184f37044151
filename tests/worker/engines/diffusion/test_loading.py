"""From a folder to a model."""

from collections.abc import Callable
from pathlib import Path

import pytest
from safetensors.torch import load_file, save_file

from tests.worker.cards import diffusion_card
from tests.worker.engines.diffusion.tiny import BUILDERS, saved
from worker.engines.diffusion.engine import DiffusionEngine
from worker.engines.diffusion.loading import load
from worker.engines.diffusion.machine import Machine
from worker.engines.diffusion.weights import BadWeights, NoFolder, NoWeights, bad, folder_of


def test_the_variant_that_a_card_names_is_loaded(tmp_path: Path) -> None:
    pipeline = BUILDERS["sdxl"]()
    pipeline.save_pretrained(tmp_path / "sdxl", variant="fp16")
    pipeline.save_pretrained(tmp_path / "sdxl")
    usual = tmp_path / "sdxl" / "unet" / "diffusion_pytorch_model.safetensors"
    usual.write_bytes(usual.read_bytes()[:100])
    engine = DiffusionEngine(Machine.here(), tmp_path)
    with pytest.raises(BadWeights, match="its card names that folder"):
        engine.load(diffusion_card(source="sdxl", family="sdxl"))
    card = diffusion_card(source="sdxl", family="sdxl", extra={"variant": "fp16"})
    assert sum(engine.load(card).values()) > 0


@pytest.mark.parametrize(
    ("source", "error", "says"),
    [
        ("maker/tiny", NoWeights, "not on this machine; `easel models pull tiny` fetches them"),
        ("/srv/absent", NoFolder, "are to be in a folder that its card names"),
        ("absent", NoFolder, "are to be in a folder that its card names"),
        ("maker/empty", NoWeights, "`easel models pull tiny` fetches them"),
        ("maker/odd", BadWeights, "no model_index.json.; `easel models pull tiny` mends them"),
        ("maker/one", BadWeights, "no config.json.; `easel models pull tiny` mends them"),
        ("odd", BadWeights, "no model_index.json.; its card names that folder"),
    ],
    ids=["not pulled", "no folder", "no such name", "empty", "no pipeline", "no model", "own"],
)
def test_what_is_not_there_says_how_it_comes(
    tmp_path: Path, source: str, error: type[Exception], says: str
) -> None:
    (tmp_path / "maker/empty").mkdir(parents=True)
    for file in ("maker/odd/unet/a.safetensors", "maker/one/a.safetensors", "odd/a.txt"):
        (tmp_path / file).parent.mkdir(parents=True)
        (tmp_path / file).touch()
    with pytest.raises(error, match=says):
        folder_of(diffusion_card(source=source), tmp_path)


def without_some(folder: Path) -> None:
    """Weights of a part of which some are in no file."""
    file = folder / "unet" / "diffusion_pytorch_model.safetensors"
    kept = {name: tensor for name, tensor in load_file(file).items() if "time_emb" not in name}
    save_file(kept, file, metadata={"format": "pt"})


def as_it_is(folder: Path) -> None:
    """Nothing is changed."""


@pytest.mark.parametrize(
    ("family", "damage", "says"),
    [
        ("sdxl", without_some, r"\d+ tensors are not in its files: unet/"),
        ("flux2-klein", as_it_is, r"a StableDiffusionXLPipeline without transformer"),
    ],
    ids=["tensors are missing", "another family"],
)
def test_what_only_loading_shows_is_one_sentence_too(
    tmp_path: Path, family: str, damage: Callable[[Path], None], says: str
) -> None:
    damage(saved("sdxl", tmp_path / "odd"))
    with pytest.raises(BadWeights, match=says):
        load(diffusion_card("odd", family=family), tmp_path / "odd", Machine.here())


@pytest.mark.parametrize(
    ("detail", "told"),
    [
        ("no file in /srv/models/org/tiny.", "no file in its folder."),
        ("cannot open '/srv/other/a.json'", "cannot open 'a.json'"),
        ("see https://example.org/a/b for 1/2 of it", "see https://example.org/a/b for 1/2 of it"),
    ],
    ids=["its own folder", "another place", "no path of this machine"],
)
def test_where_files_lie_is_not_told(detail: str, told: str) -> None:
    error = bad(diffusion_card(), Path("/srv/models/org/tiny"), detail)
    assert f"({told});" in error.sentence
