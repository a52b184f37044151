"""What a worker serves, and what it says of the rest."""

import shutil
from pathlib import Path

import pytest
import torch

from core.catalogue import Catalogue, Intent, ModelCard, Role
from tests.worker.cards import diffusion_card
from tests.worker.engines.diffusion.tiny import saved
from worker.engines.diffusion.examining import examine
from worker.engines.diffusion.machine import Machine
from worker.serving import served

SMALL = Machine(torch.device("cpu"), torch.float32, "a small device", 1000)
ROOMY = Machine(torch.device("cpu"), torch.float32, "a roomy device", 10**9)


@pytest.fixture(scope="module")
def models(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the weights of one model."""
    folder = tmp_path_factory.mktemp("models")
    saved("sdxl", folder / "org" / "tiny")
    (folder / "odd").mkdir()
    (folder / "odd" / "README.md").touch()
    return folder


CARD = diffusion_card(source="org/tiny")


@pytest.mark.parametrize(
    ("card", "machine", "against"),
    [
        (CARD, ROOMY, ""),
        (diffusion_card(source="org/tiny", extra={"gpu": True}), ROOMY, "too slow without a GPU"),
        (CARD, SMALL, "a small device has 0 for models"),
        (diffusion_card("absent"), ROOMY, "no weights in"),
        (diffusion_card("odd", source="odd"), ROOMY, "has no model_index.json"),
    ],
    ids=["fits", "wants a GPU", "too large", "not here", "no pipeline"],
)
def test_a_card_is_examined_before_anything_is_loaded(
    models: Path, card: ModelCard, machine: Machine, against: str
) -> None:
    found = examine(card, machine, models)
    assert found == "" if not against else against in found


def test_the_table_names_what_is_served_and_what_is_not_and_why() -> None:
    others = [diffusion_card(name) for name in ("big", "huge")]
    strange = diffusion_card("strange", engine="abacus")
    catalogue = Catalogue((CARD, *others, strange))
    found = served(catalogue, {"diffusion": lambda card: "" if card is CARD else "is too large"})
    assert found.cards == ("tiny",)
    assert list(found.table()) == [
        "  serves    tiny: explore, consistent",
        "  left out  big, huge: is too large",
        "   instead  big, huge: explore, consistent by tiny",
        "  left out  strange: there is no engine called abacus here",
        "   instead  strange: explore, consistent by tiny",
    ]


@pytest.mark.parametrize(
    ("card", "instead"),
    [
        (diffusion_card("out"), "explore, consistent by tiny"),
        (diffusion_card("out", roles=(Role.EXPLORE, Role.EDIT)), "explore by tiny; edit by other"),
        (diffusion_card("out", roles=(Role.ANIMATE,)), "animate by none"),
        (diffusion_card("out", intents=(Intent.UPSCALE,)), "explore, consistent by none"),
        (diffusion_card("out", roles=(Role.SAFETY,), intents=()), "safety by check"),
    ],
    ids=["the same", "several", "none has the role", "none does the same", "a helper"],
)
def test_the_table_names_what_does_the_work_of_what_is_left_out(
    card: ModelCard, instead: str
) -> None:
    other = diffusion_card("other", roles=(Role.EDIT,))
    check = diffusion_card("check", roles=(Role.SAFETY,), intents=())
    catalogue = Catalogue((card, CARD, other, check))
    found = served(
        catalogue, {"diffusion": lambda card: "is too large" if card.name == "out" else ""}
    )
    assert list(found.table())[-1] == f"   instead  out: {instead}"


def test_the_table_names_the_switches_of_a_model() -> None:
    found = served(Catalogue((CARD,)), {})
    (line,) = found.table(lambda card: ("compile", "cast float8_e4m3fn"))
    assert line == "  serves    tiny: explore, consistent (compile, cast float8_e4m3fn)"


def test_why_each_is_left_out_is_told_without_where_files_lie(tmp_path: Path) -> None:
    there = tmp_path / "org" / "torn"
    shutil.copytree(saved("sdxl", tmp_path / "whole"), there)
    (weights,) = (there / "unet").glob("*.safetensors")
    weights.write_bytes(weights.read_bytes()[:100])
    gone = diffusion_card("gone", source=str(tmp_path / "elsewhere" / "gone"))
    catalogue = Catalogue((diffusion_card("torn", source="org/torn"), diffusion_card("away"), gone))
    found = served(catalogue, {"diffusion": lambda card: examine(card, ROOMY, tmp_path)})
    assert any(str(tmp_path) in line for line in found.table())
    assert found.left_out == {
        "torn": f"the weights of Torn cannot be used (damaged: unet/{weights.name}); "
        "`easel models pull torn` mends them.",
        "away": f"no weights in {tmp_path.name}; `easel models pull away` fetches them.",
        "gone": "the weights of Gone are to be in a folder that its card names, and that is not "
        "there (gone).",
    }


def test_a_card_that_cannot_be_looked_at_leaves_the_others_served(
    caplog: pytest.LogCaptureFixture,
) -> None:
    def examiner(card: ModelCard) -> str:
        if card.name == "odd":
            raise RuntimeError("no more memory to map")
        return ""

    found = served(Catalogue((diffusion_card("odd"), CARD)), {"diffusion": examiner})
    assert found.cards == ("tiny",)
    assert found.verdicts[0].against == (
        "it cannot be looked at: RuntimeError: no more memory to map"
    )
    assert caplog.messages == ["odd cannot be looked at"]
