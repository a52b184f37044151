"""Models that find things, tiny and random, loaded as in production."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch

from core.catalogue import Intent, ModelCard, Role
from core.errors import CannotDo
from core.prompts import Prompt
from tests.pictures_made import landscape
from tests.values import asset, spec
from tests.worker.cards import diffusion_card
from tests.worker.engines.diffusion.tiny_seeing import clipseg, grounding_dino, sam2
from worker.engine import Rendered, Share, Task
from worker.engines.diffusion.engine import DiffusionEngine
from worker.engines.diffusion.examining import examine
from worker.engines.diffusion.machine import Machine
from worker.engines.diffusion.segmenting.clipseg import ClipSeg
from worker.engines.diffusion.segmenting.segmenter import Unsure
from worker.engines.diffusion.weights import BadWeights, NoFolder

PICTURE = landscape(96, 64)
FINDS: dict[str, Any] = {"roles": (Role.SEGMENT,), "intents": (Intent.CUTOUT,)}
CLIPSEG = diffusion_card("clipseg", family="clipseg", source="clipseg", **FINDS)
GROUNDED = diffusion_card(
    "grounded", family="grounded-sam2", source="dino", extra={"also": ["sam2"]}, **FINDS
)
UNSURE = diffusion_card("unsure", family="clipseg", source="unsure", **FINDS)
of_each = pytest.mark.parametrize("card", [CLIPSEG, GROUNDED], ids=lambda card: card.name)


@pytest.fixture(scope="module")
def models(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of weights."""
    folder = tmp_path_factory.mktemp("models")
    clipseg(folder / "clipseg")
    clipseg(folder / "unsure", sure=0.3)
    grounding_dino(folder / "dino")
    sam2(folder / "sam2")
    return folder


@pytest.fixture(scope="module")
def engine(models: Path) -> DiffusionEngine:
    """An engine on this machine's device."""
    return DiffusionEngine(Machine.here(), models)


def cut_out(
    engine: DiffusionEngine, card: ModelCard, words: str, picture: np.ndarray = PICTURE
) -> Rendered:
    """What comes of a cut-out in these words."""
    wanted = spec(
        intent=Intent.CUTOUT, prompt=Prompt(words), count=1, inputs=(asset(),), model=card.name
    )
    engine.load(card)
    share = Share(Task(wanted, card, (picture,)), (1,), lambda step: None)
    (piece,) = engine.render([share], 1)
    return piece.rendered


@of_each
def test_what_words_name_is_cut_out(engine: DiffusionEngine, card: ModelCard) -> None:
    made = cut_out(engine, card, "cut out the red house")
    assert made.found is not None
    assert np.array_equal(made.pixels[..., :3], PICTURE)
    assert np.array_equal(made.pixels[..., 3], made.found.marks)
    assert 0 < (made.found.marks > 127).mean() < 0.97
    assert made.did.startswith(f"cut out the red house (found by {card.title}, 100% sure), kept ")


@of_each
def test_the_same_words_find_the_same_place(engine: DiffusionEngine, card: ModelCard) -> None:
    first, again = (cut_out(engine, card, "cut out the house").pixels for _ in range(2))
    assert np.array_equal(first, again)


def test_what_was_clear_stays_clear(engine: DiffusionEngine) -> None:
    clear = np.dstack([PICTURE, np.full(PICTURE.shape[:2], 90, np.uint8)])
    assert cut_out(engine, CLIPSEG, "cut out the house", clear).pixels[..., 3].max() == 90


def test_several_things_are_one_place(engine: DiffusionEngine) -> None:
    both = cut_out(engine, CLIPSEG, "cut out the house and the door").found
    one = cut_out(engine, CLIPSEG, "cut out the house").found
    assert both is not None
    assert one is not None
    assert both.name == "the house and the door"
    assert (both.marks >= one.marks).all()


def test_a_place_that_it_is_not_sure_of_is_not_cut_out(engine: DiffusionEngine) -> None:
    with pytest.raises(Unsure, match=r"not sure where “the house” is \(Unsure: 30% sure\)"):
        cut_out(engine, UNSURE, "cut out the house")


@pytest.mark.parametrize(("name", "sure"), [("clipseg", 1.0), ("unsure", 0.3)])
def test_a_map_is_trusted_by_its_surest_point(models: Path, name: str, sure: float) -> None:
    with torch.inference_mode():
        found = ClipSeg.load([models / name], Machine.here()).find(PICTURE, "house")
    assert found.sure == pytest.approx(sure, abs=0.01)
    assert found.trusted == (name == "clipseg")


def test_nothing_is_outlined_beyond_its_box(engine: DiffusionEngine) -> None:
    found = cut_out(engine, GROUNDED, "cut out the house").found
    assert found is not None
    assert 0 < (found.marks > 0).mean() < 0.1  # a few boxes, each of about 5 by 3 px


def test_words_that_name_nothing_are_refused(engine: DiffusionEngine) -> None:
    with pytest.raises(CannotDo, match="the name of a thing"):
        cut_out(engine, CLIPSEG, "cut it out")


@of_each
def test_it_takes_the_bytes_that_were_weighed(engine: DiffusionEngine, card: ModelCard) -> None:
    assert engine.load(card) == pytest.approx(engine.weigh(card), rel=0.02)


def test_what_is_missing_of_two_is_named(models: Path, tmp_path: Path) -> None:
    (tmp_path / "dino").symlink_to(models / "dino")
    with pytest.raises(NoFolder, match="a folder that its card names"):
        DiffusionEngine(Machine.here(), tmp_path).load(GROUNDED)
    assert "that is not there" in examine(GROUNDED, Machine.here(), tmp_path)
    assert not examine(GROUNDED, Machine.here(), models)


def test_weights_that_are_damaged_are_named(tmp_path: Path) -> None:
    file = clipseg(tmp_path / "clipseg") / "model.safetensors"
    file.write_bytes(file.read_bytes()[:100])
    with pytest.raises(BadWeights, match="Clipseg"):
        DiffusionEngine(Machine.here(), tmp_path).load(CLIPSEG)
