"""Cards that ask for what cannot be are left out at start, in one sentence."""

from pathlib import Path
from typing import Any

import pytest

from tests.worker.cards import diffusion_card
from tests.worker.engines.diffusion.tiny import saved, tiny_autoencoder
from worker.engines.diffusion.examining import examine
from worker.engines.diffusion.machine import Machine


@pytest.fixture(scope="module")
def models(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a model, and with a small autoencoder for its previews."""
    folder = tmp_path_factory.mktemp("models")
    saved("sdxl", folder / "sdxl")
    tiny_autoencoder(4).save_pretrained(folder / "small")
    return folder


def against(models: Path, **more: Any) -> str:
    """Why a card is not served."""
    values = {"family": "sdxl", "source": "sdxl"} | more
    return examine(diffusion_card("card", **values), Machine.here(), models)


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"size": -64}, "size = -64, which is not usable: it is 16 to 8192 px"),
        ({"size": 0}, "size = 0"),
        ({"steps": -3}, "steps = -3"),
        ({"extra": {"call": 3}}, "call = 3, which is not usable: it takes a table"),
        ({"extra": {"call": {"num_inference_steps": "x"}}}, "it takes a number"),
        ({"extra": {"call": {"colour": 1}}}, "call.colour = 1"),
        ({"extra": {"call": {"prompt": "a cat"}}}, "that is what people ask for"),
        ({"extra": {"frames": "many"}}, "frames = many"),
        ({"extra": {"fps": 0}}, "fps = 0"),
        ({"extra": {"preview": "sdxl"}}, "preview = sdxl"),
    ],
    ids=str,
)
def test_what_cannot_be_is_one_sentence(models: Path, more: dict[str, Any], said: str) -> None:
    assert said in against(models, **more)


@pytest.mark.parametrize(
    "more",
    [
        {},
        {"extra": {"call": {"guidance_rescale": 0.5, "clip_skip": 1}}},
        {"extra": {"preview": "small", "frames": 9, "fps": 8}},
        {"extra": {"preview": "nowhere"}},
        {"extra": {"call": {"eta": 0.0}}, "family": "new"},
    ],
    ids=str,
)
def test_what_can_be_is_served(models: Path, more: dict[str, Any]) -> None:
    assert against(models, **more) == ""
