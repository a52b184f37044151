"""The switches of cards: what is refused at once, and what each does to a picture."""

from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch

from core.catalogue import ModelCard
from core.errors import Cancelled
from tests.worker.cards import diffusion_card
from tests.worker.engines.diffusion.passes import rendered, share_of
from tests.worker.engines.diffusion.tiny import saved
from worker.engine import Step
from worker.engines.diffusion.engine import DiffusionEngine
from worker.engines.diffusion.examining import examine
from worker.engines.diffusion.machine import Machine
from worker.engines.diffusion.switches import BadSwitch, Switches

MACHINE = Machine.here()
RATIOS = [1.0, 1.01, 0.99, 0.98, 1.0, 1.0, 0.99, 0.98]


@pytest.fixture(scope="module")
def models(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of weights: of a model whose steps can be cached, and of two whose cannot."""
    folder = tmp_path_factory.mktemp("models")
    for family in ("flux2-klein", "z-image", "ltx2"):
        saved(family, folder / family)
    return folder


@pytest.fixture(scope="module")
def engine(models: Path) -> DiffusionEngine:
    """An engine on this machine's device."""
    return DiffusionEngine(MACHINE, models)


def card(family: str = "flux2-klein", /, **speed: Any) -> ModelCard:
    """A card with these switches; its name tells them from others."""
    name = "-".join((family, *map(str, speed.values()))) if speed else family
    values = {"family": family, "source": family, "steps": 8, "extra": {"speed": speed}}
    return diffusion_card(name, **values)


def without(package: str, speed: dict[str, Any], install: str = "") -> Any:
    """A case of what must be installed first, where it is not."""
    there = pytest.mark.skipif(find_spec(package) is not None, reason=f"{package} is installed")
    return pytest.param(speed, f"`pip install {install or package}` is needed", marks=there)


@pytest.mark.parametrize(
    ("speed", "reason"),
    [
        ({"turbo": True}, "there are compile, attention, quantise"),
        ({"compile": "yes"}, "it takes a bool"),
        ({"attention": "flash_hub"}, "there are native, "),
        without("sageattention", {"attention": "sage"}),
        ({"quantise": "int2"}, "there are int8, float8"),
        without("torchao", {"quantise": "int8"}, "'easel[quantise]'"),
        ({"offload": "disk"}, "there are model, group"),
        ({"cast": "int4"}, "there are float8_e4m3fn"),
        ({"cache": "firstblock"}, "strangers would change each other's pictures"),
        ({"cache": "magcache"}, "it needs `ratios`"),
        ({"parallel": 1}, "it takes a number of devices, 2 or more"),
        ({"parallel": True}, "it takes a number of devices, 2 or more"),
    ],
    ids=lambda value: " ".join(map(str, *value.items())) if isinstance(value, dict) else "",
)
def test_what_is_not_usable_is_one_sentence(speed: dict[str, Any], reason: str) -> None:
    with pytest.raises(BadSwitch) as caught:
        Switches.of(card(**speed))
    (switch, value) = next(iter(speed.items()))
    assert f"asks for {switch} = {value}, which is not usable: " in caught.value.sentence
    assert reason in caught.value.sentence


def test_a_card_with_such_a_switch_is_left_out_at_start(models: Path) -> None:
    assert "which is not usable" in examine(card(turbo=True), MACHINE, models)
    assert examine(card(tiling=True), MACHINE, models) == ""


def test_a_model_whose_steps_cannot_be_cached_is_left_out_at_start(models: Path) -> None:
    asked = card("z-image", cache="taylorseer")
    assert "ZImageTransformer2DModel cannot do that" in examine(asked, MACHINE, models)


def test_a_model_whose_passes_have_the_length_of_their_words_is_not_compiled(models: Path) -> None:
    assert "strangers would change" in examine(card("z-image", compile=True), MACHINE, models)
    assert examine(card(compile=True), MACHINE, models) == ""


UNDIVIDED: dict[str, tuple[str, dict[str, Any], str]] = {
    "no plan": ("z-image", {"parallel": 2}, "ZImageTransformer2DModel cannot be divided"),
    "times of its own": ("ltx2", {"parallel": 2}, "LTX2VideoTransformer3DModel cannot be divided"),
    "heads": ("flux2-klein", {"parallel": 3}, "its 2 heads of attention do not divide by 3"),
    "offload": ("flux2-klein", {"parallel": 2, "offload": "model"}, "offload moves it"),
    "compile": (
        "flux2-klein",
        {"parallel": 2, "compile": True},
        "neither compiled nor are its steps predicted",
    ),
    "cache": ("flux2-klein", {"parallel": 2, "cache": "taylorseer"}, "are its steps predicted"),
    "attention": (
        "flux2-klein",
        {"parallel": 2, "attention": "_native_math"},
        "_native_math attention does not work in parts",
    ),
}


@pytest.mark.parametrize(("family", "speed", "why"), UNDIVIDED.values(), ids=UNDIVIDED)
def test_a_model_that_cannot_be_divided_is_left_out(
    models: Path, family: str, speed: dict[str, Any], why: str
) -> None:
    found = examine(card(family, **speed), MACHINE, models)
    assert f"asks for parallel = {speed['parallel']}, which is not usable: " in found
    assert found.endswith(f"{why}.")


def test_the_switches_are_told_and_those_that_change_bytes_are_recorded() -> None:
    switches = Switches.of(card(compile=True, offload="model", cast="float8_e4m3fn"))
    assert switches.told == ("compile", "cast float8_e4m3fn", "offload model")
    assert switches.recorded == ("compile", "cast float8_e4m3fn")


WORKING: list[dict[str, Any]] = [
    {"attention": "_native_math"},
    {"tiling": True},
    {"cast": "float8_e4m3fn"},
    {"cache": "taylorseer"},
    {"cache": "magcache", "ratios": RATIOS},
    {"offload": "model"},
]


@pytest.mark.parametrize("speed", WORKING, ids=lambda speed: " ".join(map(str, speed.items())))
def test_a_picture_does_not_depend_on_who_shares_its_pass(
    engine: DiffusionEngine, speed: dict[str, Any]
) -> None:
    asked = card(**speed)
    mine = share_of(asked, "a red fox in the snow", seed=5)
    strangers = [share_of(asked, words, seed=9) for words in ("a cat", "waves " * 30, "")]
    (alone,) = rendered(engine, [mine], 4)
    *_, together = rendered(engine, [*strangers, mine], 4)
    assert alone.std() > 0
    assert np.array_equal(together, alone)


@pytest.mark.parametrize(
    ("speed", "same"),
    [
        ({"attention": "native"}, True),
        ({"tiling": True}, True),  # a picture of one tile
        ({"offload": "model"}, True),
        ({"cast": "float8_e4m3fn"}, False),
        ({"cache": "taylorseer"}, False),
        ({"cache": "magcache", "ratios": RATIOS}, False),
    ],
    ids=lambda value: " ".join(map(str, value.items())) if isinstance(value, dict) else "",
)
def test_what_saves_steps_or_digits_changes_the_picture(
    engine: DiffusionEngine, speed: dict[str, Any], same: bool
) -> None:
    (plain,) = rendered(engine, [share_of(card())], 1)
    (switched,) = rendered(engine, [share_of(card(**speed))], 1)
    assert np.array_equal(switched, plain) is same


@pytest.mark.parametrize("cache", ["taylorseer", "magcache"])
def test_a_pass_that_was_broken_off_leaves_no_steps_behind(
    engine: DiffusionEngine, cache: str
) -> None:
    ratios: dict[str, Any] = {"ratios": RATIOS} if cache == "magcache" else {}
    asked = card(cache=cache, **ratios)
    (before,) = rendered(engine, [share_of(asked)], 1)

    def stop(step: Step) -> None:
        if step.stage.startswith("step 5"):
            raise Cancelled

    with pytest.raises(Cancelled):
        rendered(engine, [share_of(asked, "another", report=stop)], 1)
    assert np.array_equal(rendered(engine, [share_of(asked)], 1)[0], before)


def test_a_switch_of_one_card_changes_no_other_card(engine: DiffusionEngine) -> None:
    (before,) = rendered(engine, [share_of(card())], 1)
    for speed in WORKING:
        rendered(engine, [share_of(card(**speed))], 1)
    assert np.array_equal(rendered(engine, [share_of(card())], 1)[0], before)


def test_the_recipe_says_what_was_switched(engine: DiffusionEngine) -> None:
    asked = card(cache="taylorseer")
    engine.load(asked)
    (piece,) = engine.render([share_of(asked)], 1)
    assert piece.rendered.recipe is not None
    assert piece.rendered.recipe.switches == ("cache taylorseer",)
    assert "cache taylorseer" in piece.rendered.recipe.said


@pytest.mark.skipif(find_spec("torchao") is None, reason="without torchao; `make quantise`")
def test_quantised_weights_take_less_memory(engine: DiffusionEngine) -> None:
    plain, small = engine.load(card()), engine.load(card(quantise="int8"))
    assert small[f"{card(quantise='int8').name}/transformer"] < plain["flux2-klein/transformer"] / 2


@pytest.mark.gpu
@pytest.mark.skipif(not torch.cuda.is_available(), reason="no CUDA device is here")
@pytest.mark.timeout(600)
def test_a_compiled_model_gives_a_picture_that_companions_do_not_change(
    engine: DiffusionEngine,
) -> None:
    asked = card(compile=True)
    mine = share_of(asked, "a red fox in the snow", seed=5)
    (alone,) = rendered(engine, [mine], 2)
    _, together = rendered(engine, [share_of(asked, "waves " * 30, seed=9), mine], 2)
    assert np.array_equal(together, alone)


def test_switches_that_are_no_table_are_one_sentence() -> None:
    odd = diffusion_card("odd", extra={"speed": 3})
    with pytest.raises(BadSwitch, match=r"asks for speed = 3, which .* it takes a table"):
        Switches.of(odd)
