"""Shipped cards on the devices that they name, by the parameters that the real models have."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest
import torch

from tests.worker.cards import diffusion_card
from tests.worker.engines.diffusion.hollow import hollow
from tests.worker.engines.diffusion.shipped import SHIPPED
from tests.worker.engines.diffusion.tiny import saved
from worker.engines.diffusion.engine import DiffusionEngine
from worker.engines.diffusion.examining import examine, switched
from worker.engines.diffusion.fitting import fit
from worker.engines.diffusion.machine import HEADROOM, Machine
from worker.residency import together

# Gigabytes as sold → bytes that the driver tells of such a device (GeForce, L40S, H100).
TOLD = {8: 8.5e9, 16: 16.9e9, 24: 25.3e9, 48: 47.7e9, 80: 85.0e9}

QWEN_4B = ("Qwen3ForCausalLM", 4.022)
UMT5 = ("UMT5EncoderModel", 5.681)
T5 = ("T5EncoderModel", 4.762)
CLIP = ("CLIPTextModel", 0.123)
VAE = ("AutoencoderKL", 0.084)

# Parameters in billions, of the classes built from their published configurations.
PIPELINES = {"ltx-2.3": "LTX2ImageToVideoPipeline"}  # those whose arguments a card names
PARTS: Mapping[str, Mapping[str, tuple[str, float]]] = {
    "flux2-klein-4b": {
        "transformer": ("Flux2Transformer2DModel", 3.876),
        "text_encoder": QWEN_4B,
        "vae": ("AutoencoderKLFlux2", 0.084),
    },
    "z-image-turbo": {
        "transformer": ("ZImageTransformer2DModel", 6.155),
        "text_encoder": QWEN_4B,
        "vae": VAE,
    },
    "krea-2-turbo": {
        "transformer": ("Krea2Transformer2DModel", 12.82),
        "text_encoder": ("Qwen3VLModel", 4.438),
        "vae": ("AutoencoderKLQwenImage", 0.127),
    },
    "qwen-image-edit-2509": {
        "transformer": ("QwenImageTransformer2DModel", 20.43),
        "text_encoder": ("Qwen2_5_VLForConditionalGeneration", 8.292),
        "vae": ("AutoencoderKLQwenImage", 0.127),
    },
    "flux1-fill": {
        "transformer": ("FluxTransformer2DModel", 11.902),
        "text_encoder": CLIP,
        "text_encoder_2": T5,
        "vae": VAE,
    },
    "flux2-dev": {
        "transformer": ("Flux2Transformer2DModel", 32.22),
        "text_encoder": ("Mistral3ForConditionalGeneration", 24.01),
        "vae": ("AutoencoderKLFlux2", 0.084),
    },
    "flux1-kontext": {
        "transformer": ("FluxTransformer2DModel", 11.901),
        "text_encoder": CLIP,
        "text_encoder_2": T5,
        "vae": VAE,
    },
    "ltx-2.3": {
        "transformer": ("LTX2VideoTransformer3DModel", 18.989),
        "connectors": ("LTX2TextConnectors", 3.172),
        "text_encoder": ("Gemma3ForConditionalGeneration", 12.187),
        "vae": ("AutoencoderKLLTX2Video", 0.726),
        "audio_vae": ("AutoencoderKLLTX2Audio", 0.053),
        "vocoder": ("LTX2VocoderWithBWE", 0.129),
    },
    "wan-2.2-i2v-a14b": {
        "transformer": ("WanTransformer3DModel", 14.289),
        "transformer_2": ("WanTransformer3DModel", 14.289),
        "text_encoder": UMT5,
        "vae": ("AutoencoderKLWan", 0.127),
    },
    "wan-2.2-ti2v-5b": {
        "transformer": ("WanTransformer3DModel", 5.0),
        "text_encoder": UMT5,
        "vae": ("AutoencoderKLWan", 0.705),
    },
    "wan-2.1-vace-1.3b": {
        "transformer": ("WanVACETransformer3DModel", 2.154),
        "text_encoder": UMT5,
        "vae": ("AutoencoderKLWan", 0.127),
    },
    "kandinsky-6-lite": {
        "transformer": ("Kandinsky6Transformer3DModel", 3.0),
        "text_encoder": ("Qwen2_5_VLForConditionalGeneration", 8.292),
        "text_encoder_2": CLIP,
    },
    "hunyuan-video-1.5": {
        "transformer": ("HunyuanVideo15Transformer3DModel", 8.327),
        "text_encoder": ("Qwen2_5_VLTextModel", 7.07),
        "vae": ("AutoencoderKLHunyuanVideo15", 1.25),
    },
}


SIZED = [name for name in PARTS if SHIPPED.card(name).need.disk]


@pytest.mark.parametrize("name", SIZED)
def test_what_a_card_says_is_fetched_are_its_numbers_in_two_bytes_or_four(name: str) -> None:
    billions = sum(count for _, count in PARTS[name].values())
    bytes_each = SHIPPED.card(name).need.disk / 1e9 / billions
    assert 1.99 < bytes_each < 4.01


def gpu(gigabytes: int, host: float = 256e9) -> Machine:
    """A device of that class, as a worker sees it."""
    name, memory = f"a {gigabytes} GB GPU", int(TOLD[gigabytes] * HEADROOM)
    return Machine(torch.device("cuda", 0), torch.bfloat16, name, memory, int(host))


@pytest.fixture(scope="module")
def models(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Folders of weights of true size."""
    folder = tmp_path_factory.mktemp("models")
    for name, parts in PARTS.items():
        hollow(folder / SHIPPED.card(name).source, PIPELINES.get(name, "DiffusionPipeline"), parts)
    return folder


def against(name: str, machine: Machine, models: Path) -> str:
    """Why a shipped card is not served there; modules that it needs are another matter."""
    return examine(replace(SHIPPED.card(name), family="of no needs"), machine, models)


@pytest.mark.parametrize("name", PARTS)
def test_a_shipped_card_is_served_on_the_device_that_it_names(name: str, models: Path) -> None:
    gigabytes = SHIPPED.card(name).need.memory // 10**9
    assert against(name, gpu(gigabytes), models) == ""


@pytest.mark.parametrize(
    ("name", "gigabytes", "told"),
    [
        ("flux2-klein-4b", 16, ("offload model",)),
        ("flux2-klein-4b", 24, ()),
        ("z-image-turbo", 16, ("offload model",)),
        ("flux1-fill", 48, ()),
        ("flux2-dev", 80, ("offload model",)),
    ],
)
def test_what_fits_part_by_part_alone_is_served_so_and_says_it(
    name: str, gigabytes: int, told: tuple[str, ...], models: Path
) -> None:
    assert switched(SHIPPED.card(name), gpu(gigabytes), models) == told


def test_a_part_that_is_too_large_by_itself_is_left_out(models: Path) -> None:
    said = against("flux2-dev", gpu(24), models)
    assert said == "needs 74 GB of memory, and a 24 GB GPU has 23 for models"


def test_what_the_host_cannot_hold_is_left_out(models: Path) -> None:
    said = against("flux2-dev", gpu(80, host=64e9), models)
    assert "need 113 GB of host memory, and there are 64" in said


@pytest.mark.parametrize(
    ("speed", "billions"),
    [({}, 16.0), ({"cast": "float8_e4m3fn"}, 12.1), ({"offload": "model"}, 8.0)],
    ids=["plain", "cast", "offload"],
)
def test_the_switches_of_a_card_count(speed: dict[str, str], billions: float, models: Path) -> None:
    klein = SHIPPED.card("flux2-klein-4b")
    card = replace(klein, extra={"speed": speed})
    found = fit(card, models / klein.source, gpu(80))
    assert found.device / 1e9 == pytest.approx(billions, abs=0.1)


def test_where_models_have_no_memory_of_their_own_offloading_counts_for_nothing(
    tmp_path: Path,
) -> None:
    saved("sdxl", tmp_path / "sdxl")
    plain = diffusion_card("sdxl", family="sdxl", source="sdxl")
    asked = replace(plain, name="moved", extra={"speed": {"offload": "model"}})
    engine = DiffusionEngine(Machine.cpu(), tmp_path)
    assert together((engine.weigh(asked),)) == together((engine.weigh(plain),))
    assert switched(asked, Machine.cpu(), tmp_path) == ()
