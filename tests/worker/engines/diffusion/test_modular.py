"""A pipeline that exists in blocks only, on the same way from its folder to a picture."""

# pyright: reportPrivateImportUsage=false

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import diffusers
import numpy as np
import pytest

from core.catalogue import Intent
from core.errors import Cancelled
from core.motion import Motion
from core.prompts import Prompt
from tests.pictures_made import landscape
from tests.values import asset, spec
from tests.worker.cards import diffusion_card
from tests.worker.engines.diffusion.shipped import SHIPPED
from tests.worker.engines.diffusion.tiny import saved_in_blocks
from worker.engine import Pixels, Report, Share, Step, Task
from worker.engines.diffusion.directing import frames_of
from worker.engines.diffusion.engine import DiffusionEngine
from worker.engines.diffusion.machine import Machine
from worker.engines.diffusion.modular import Blocks, taken_by
from worker.engines.diffusion.weights import BadWeights

CARD = diffusion_card("blocks", family="only-in-blocks", source="blocks", steps=4)
PICTURE = landscape(96, 64)


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> DiffusionEngine:
    """An engine with the tiny model loaded."""
    folder = tmp_path_factory.mktemp("models")
    saved_in_blocks("z-image", folder / "blocks")
    made = DiffusionEngine(Machine.here(), folder)
    made.load(CARD)
    return made


def share(words: str, *, report: Report = lambda step: None, **more: Any) -> Share:
    """One variant of a job."""
    values = {"inputs": (), "count": 1, "model": "blocks", "prompt": Prompt(words)} | more
    wanted = spec(**values)
    return Share(Task(wanted, CARD, (PICTURE,) * len(wanted.inputs)), (1,), report)


def rendered(engine: DiffusionEngine, shares: list[Share], bucket: int) -> list[Pixels]:
    """The pictures of a pass."""
    return [piece.rendered.pixels for piece in engine.render(shares, bucket)]


def test_it_is_called_by_what_its_blocks_take(engine: DiffusionEngine) -> None:
    (piece,) = engine.render([share("a fox")], 1)
    assert piece.rendered.pixels.shape == (64, 64, 3)
    recipe = piece.rendered.recipe
    assert recipe is not None
    assert (recipe.pipeline, recipe.steps) == ("ZImageModularPipeline", 4)


@pytest.mark.parametrize(("seconds", "frames"), [(2.0, 49), (4.0, 97)], ids=["2 s", "4 s"])
def test_the_length_of_a_clip_reaches_it(seconds: float, frames: int) -> None:
    card, pipeline = SHIPPED.card("ltx-2.5"), Blocks(diffusers.LTX25ModularPipeline())
    motion = Motion(seconds=seconds)
    asked = spec(inputs=(), intent=Intent.ANIMATE, model=card.name, count=1, motion=motion)
    assert frames_of(pipeline, Task(asked, card, ())) == {"num_frames": frames}
    assert "num_frames" in taken_by(pipeline)


def test_a_picture_does_not_depend_on_who_shares_its_pass(engine: DiffusionEngine) -> None:
    mine, stranger = share("a red fox", seed=5), share("a lighthouse on a cliff " * 5, seed=6)
    (alone,) = rendered(engine, [mine], 2)
    *_, together = rendered(engine, [stranger, mine], 2)
    assert np.array_equal(together, alone)


def test_it_draws_from_a_picture(engine: DiffusionEngine) -> None:
    wanted: dict[str, Any] = {"inputs": (asset(),), "intent": Intent.RESTYLE}
    first, other = (rendered(engine, [share(words, **wanted)], 1)[0] for words in ("oil", "ink"))
    assert first.shape == (48, 80, 3)
    assert not np.array_equal(first, other)


def test_what_is_marked_is_drawn_from_its_surroundings_where_its_blocks_take_no_mask(
    engine: DiffusionEngine,
) -> None:
    marks = np.zeros((64, 96), np.uint8)
    marks[20:40, 30:60] = 255
    one = share("blue", inputs=(asset(),), intent=Intent.EDIT)
    marked = replace(one, task=replace(one.task, marks=marks))
    (made,) = rendered(engine, [marked], 1)
    assert np.array_equal(made[marks == 0], PICTURE[marks == 0])
    assert not np.array_equal(made[marks > 0], PICTURE[marks > 0])


def test_it_tells_its_steps_and_ends_at_the_next_one(engine: DiffusionEngine) -> None:
    steps: list[Step] = []

    def stop(step: Step) -> None:
        steps.append(step)
        if len(steps) == 2:
            raise Cancelled

    with pytest.raises(Cancelled):
        rendered(engine, [share("a fox", report=stop)], 1)
    assert [step.stage for step in steps] == ["step 1 of 4", "step 2 of 4"]


def test_a_part_that_is_damaged_is_named(tmp_path: Path) -> None:
    folder = saved_in_blocks("z-image", tmp_path / "blocks")
    file = next((folder / "vae").glob("*.safetensors"))
    file.write_bytes(file.read_bytes()[:100])
    with pytest.raises(BadWeights, match="damaged: vae/"):
        DiffusionEngine(Machine.here(), tmp_path).load(CARD)


def test_a_part_of_another_repository_is_loaded_from_the_folder_of_its_name(
    tmp_path: Path, engine: DiffusionEngine
) -> None:
    folder = saved_in_blocks("z-image", tmp_path / "blocks")
    index = json.loads((folder / "modular_model_index.json").read_text(encoding="utf-8"))
    index["vae"][2] |= {"pretrained_model_name_or_path": "other/fix", "subfolder": "decoder"}
    (folder / "modular_model_index.json").write_text(json.dumps(index), encoding="utf-8")
    other = DiffusionEngine(Machine.here(), tmp_path)
    other.load(CARD)
    (here,), (there,) = (rendered(one, [share("a fox")], 1) for one in (other, engine))
    assert np.array_equal(here, there)
