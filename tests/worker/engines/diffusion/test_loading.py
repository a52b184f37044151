"""From a folder to a model."""

from pathlib import Path

import pytest

from tests.worker.cards import diffusion_card
from tests.worker.engines.diffusion.tiny import BUILDERS
from worker.engines.diffusion.engine import DiffusionEngine
from worker.engines.diffusion.machine import Machine
from worker.engines.diffusion.weights import BadWeights, NoFolder, NoWeights, folder_of


def test_the_variant_that_a_card_names_is_loaded(tmp_path: Path) -> None:
    pipeline = BUILDERS["sdxl"]()
    pipeline.save_pretrained(tmp_path / "sdxl", variant="fp16")
    pipeline.save_pretrained(tmp_path / "sdxl")
    usual = tmp_path / "sdxl" / "unet" / "diffusion_pytorch_model.safetensors"
    usual.write_bytes(usual.read_bytes()[:100])
    engine = DiffusionEngine(Machine.here(), tmp_path)
    with pytest.raises(BadWeights, match="`easel models pull tiny` mends them"):
        engine.load(diffusion_card(source="sdxl", family="sdxl"))
    card = diffusion_card(source="sdxl", family="sdxl", extra={"variant": "fp16"})
    assert sum(engine.load(card).values()) > 0


@pytest.mark.parametrize(
    ("source", "error", "says"),
    [
        ("maker/tiny", NoWeights, "not on this machine; `easel models pull tiny` fetches them"),
        ("/srv/absent", NoFolder, "are to be in /srv/absent, as its card says"),
        ("empty", BadWeights, "`easel models pull tiny` mends them"),
    ],
    ids=["not pulled", "no folder", "no pipeline"],
)
def test_what_is_not_there_says_how_it_comes(
    tmp_path: Path, source: str, error: type[Exception], says: str
) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(error, match=says):
        folder_of(diffusion_card(source=source), tmp_path)
