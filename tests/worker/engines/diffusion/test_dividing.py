"""Models that several devices divide: real processes, each with the production loading path."""

import asyncio
import multiprocessing
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace
from pathlib import Path
from subprocess import PIPE, Popen
from sys import executable
from typing import Any

import numpy as np
import psutil
import pytest
import torch

from core.catalogue import Intent, ModelCard
from core.errors import Cancelled, CannotDo
from core.jobs import Lane
from tests.values import asset
from tests.worker.engines.diffusion.test_engine import CARDS, card_of, share
from tests.worker.engines.diffusion.tiny import saved
from tests.worker.test_device import wanted
from worker.activations import BESIDE
from worker.engine import Pixels, Report, Share, Step
from worker.engines.diffusion.dividing import Dividing, Neighbour
from worker.engines.diffusion.engine import DiffusionEngine
from worker.engines.diffusion.group import GroupFailed
from worker.engines.diffusion.machine import Machine
from worker.engines.diffusion.weights import BadWeights
from worker.plant import Plant
from worker.residency import Parts, together
from worker.settings import WorkerSettings

pytestmark = pytest.mark.timeout(300)  # processes that import torch, on a machine that is busy
FAMILIES = ("flux2-klein", "wan-ti2v")
TWO = replace(Machine.cpu(), team=(Machine.cpu().memory,) * 2)


def lends(card: str, parts: Parts, back: Callable[[], None]) -> AbstractContextManager[None]:
    """A device that has nothing else to do."""
    return nullcontext()


@pytest.fixture(scope="module")
def models(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of weights."""
    folder = tmp_path_factory.mktemp("models")
    for family in FAMILIES:
        saved(family, folder / family)
    return folder


@pytest.fixture(scope="module")
def alone(models: Path) -> DiffusionEngine:
    """An engine on one device."""
    return DiffusionEngine(Machine.cpu(), models)


@pytest.fixture(scope="module")
def dividing(models: Path) -> Iterator[Dividing]:
    """An engine on two devices, which are the processor twice."""
    engine = Dividing(DiffusionEngine(TWO, models), TWO, [Neighbour(TWO, lends)], models)
    yield engine
    engine.close()


def divided(family: str) -> ModelCard:
    """A card whose passes are divided among two devices."""
    speed: dict[str, Any] = {"speed": {"parallel": 2}}
    return replace(card_of(family), extra={**CARDS[family].get("extra", {}), **speed})


def asked(family: str, *given: Any, **more: Any) -> Share:
    """Some variants of a job of such a card."""
    one = share(family, *given, **more)
    return replace(one, task=replace(one.task, card=divided(family)))


def pictures(engine: Dividing | DiffusionEngine, *shares: Share, bucket: int = 1) -> list[Pixels]:
    """What a pass makes."""
    engine.load(shares[0].task.card)
    return [piece.rendered.pixels for piece in engine.render(shares, bucket)]


@pytest.mark.parametrize("family", FAMILIES)
def test_a_divided_pass_makes_what_one_device_makes(
    dividing: Dividing, alone: DiffusionEngine, family: str
) -> None:
    motion: dict[str, Any] = {"intent": Intent.ANIMATE} if family == "wan-ti2v" else {}
    (one,) = pictures(alone, share(family, "a fox", seed=5, **motion))
    (two,) = pictures(dividing, asked(family, "a fox", seed=5, **motion))
    assert one.std() > 1
    assert np.abs(one.astype(int) - two).max() <= 1


def test_every_craft_is_divided(dividing: Dividing, alone: DiffusionEngine) -> None:
    """Pictures are tokens beside those of the words, of a number that two does not divide."""
    marks = np.zeros((64, 96), np.uint8)
    marks[20:44, 30:60] = 255
    wanted: dict[str, Any] = {"inputs": (asset(),), "intent": Intent.EDIT, "marks": marks}
    (one,) = pictures(alone, share("flux2-klein", "a red ball", **wanted))
    (two,) = pictures(dividing, asked("flux2-klein", "a red ball", **wanted))
    assert np.abs(one.astype(int) - two).max() <= 1
    assert np.array_equal(one[marks == 0], two[marks == 0])


def test_a_picture_does_not_depend_on_who_shares_its_divided_pass(dividing: Dividing) -> None:
    mine, stranger = asked("flux2-klein", "a red fox", seed=5), asked("flux2-klein", "waves " * 30)
    (alone,) = pictures(dividing, mine, bucket=2)
    _, together = pictures(dividing, stranger, mine, bucket=2)
    assert np.array_equal(together, alone)


def test_a_divided_job_tells_its_steps_and_how_it_was_made(dividing: Dividing) -> None:
    steps: list[Step] = []
    dividing.load(divided("flux2-klein"))
    (piece,) = dividing.render([asked("flux2-klein", report=steps.append)], 1)
    assert [step.stage for step in steps] == ["step 1 of 2", "step 2 of 2"]
    assert piece.rendered.recipe is not None
    assert piece.rendered.recipe.switches[-1] == "parallel 2"  # another test may have it tiled


def stopping(after: str, told: list[str]) -> Report:
    """A job that nobody wants after that step."""

    def report(step: Step) -> None:
        told.append(step.stage)
        if step.stage.startswith(after):
            raise Cancelled

    return report


def test_a_divided_pass_ends_within_a_step_and_the_next_one_goes_on(dividing: Dividing) -> None:
    told: list[str] = []
    with pytest.raises(Cancelled):
        pictures(dividing, asked("flux2-klein", report=stopping("step 1", told)))
    before = dividing.groups["flux2-klein"].processes
    assert told == ["step 1 of 2"]
    assert len(pictures(dividing, asked("flux2-klein"))) == 1
    assert dividing.groups["flux2-klein"].processes == before


def test_who_still_wants_a_divided_pass_gets_it(dividing: Dividing) -> None:
    gone = asked("flux2-klein", report=stopping("step 1", []))
    dividing.load(divided("flux2-klein"))
    pieces = [*dividing.render([gone, asked("flux2-klein", "waves")], 2)]
    assert [piece.share for piece in pieces] == [1]


def test_what_a_model_cannot_do_is_said_and_its_processes_stay(dividing: Dividing) -> None:
    dividing.load(divided("flux2-klein"))
    before = dividing.groups["flux2-klein"].processes
    with pytest.raises(CannotDo, match="it makes no clips"):
        next(dividing.render([asked("flux2-klein", intent=Intent.ANIMATE)], 1))
    assert dividing.groups["flux2-klein"].processes == before


@pytest.mark.parametrize(
    ("harm", "what"),
    [
        (psutil.Process.kill, "one of its processes ended"),
        (psutil.Process.suspend, "they have not answered for 3 s"),
    ],
    ids=["one is killed", "one hangs"],
)
def test_a_process_that_fails_is_one_sentence_and_none_is_left(
    dividing: Dividing, harm: Callable[[psutil.Process], None], what: str
) -> None:
    dividing.load(divided("flux2-klein"))
    group = dividing.groups["flux2-klein"]
    processes = [psutil.Process(one) for one in group.processes]

    def harmed(step: Step) -> None:
        group.patience = 3.0
        harm(processes[1])

    with pytest.raises(GroupFailed, match=f"runs on 2 devices at once, and {what}; please try"):
        pictures(dividing, asked("flux2-klein", report=harmed))
    assert not any(one.is_running() for one in processes)


def test_damaged_weights_are_named_and_no_process_is_left(tmp_path: Path) -> None:
    folder = saved("flux2-klein", tmp_path / "flux2-klein")
    index = folder / "transformer" / "config.json"
    index.write_text(index.read_text().replace('"num_layers": 1', '"num_layers": 2'))
    engine = Dividing(DiffusionEngine(TWO, tmp_path), TWO, [Neighbour(TWO, lends)], tmp_path)
    with pytest.raises(BadWeights, match="tensors are not in its files"):
        engine.load(divided("flux2-klein"))
    assert engine.groups == {}


ORPHANS = """
import sys
from pathlib import Path
from tests.worker.engines.diffusion.test_dividing import TWO, divided, lends
from worker.engines.diffusion.dividing import Dividing, Neighbour
from worker.engines.diffusion.engine import DiffusionEngine

models = Path(sys.argv[1])
engine = Dividing(DiffusionEngine(TWO, models), TWO, [Neighbour(TWO, lends)], models)
engine.load(divided("flux2-klein"))
print(*engine.groups["flux2-klein"].processes, flush=True)
sys.stdin.read()
"""


def test_no_process_outlives_its_worker(models: Path) -> None:
    with Popen([executable, "-c", ORPHANS, models], stdin=PIPE, stdout=PIPE) as parent:
        assert parent.stdout is not None
        children = [psutil.Process(int(one)) for one in parent.stdout.readline().split()]
        assert len(children) == 2
        parent.kill()
    gone, alive = psutil.wait_procs(children, timeout=20)
    assert (len(gone), alive) == (2, [])


def test_a_divided_model_takes_its_weights_on_each_device(dividing: Dividing, models: Path) -> None:
    whole = together((DiffusionEngine(TWO, models).weigh(card_of("flux2-klein")),))
    assert together((dividing.weigh(divided("flux2-klein")),)) == round(whole * BESIDE)


def test_a_divided_model_takes_less_room_once(dividing: Dividing) -> None:
    card = divided("flux2-klein")
    assert dividing.spare(card) == dividing.weigh(card)
    assert card.name not in dividing.groups  # the next pass begins one that decodes in tiles
    (made,) = dividing.render([asked("flux2-klein")], 1)
    assert made.rendered.recipe is not None
    assert made.rendered.recipe.switches == ("tiling", "parallel 2")
    assert dividing.spare(card) is None


def test_a_divided_model_that_is_let_go_leaves_no_process(dividing: Dividing) -> None:
    dividing.load(divided("flux2-klein"))
    processes = [psutil.Process(one) for one in dividing.groups["flux2-klein"].processes]
    dividing.unload("flux2-klein")
    assert not any(one.is_running() for one in processes)


async def test_a_worker_with_two_devices_renders_a_divided_job(models: Path) -> None:
    def apart(*given: object) -> object:
        raise NotImplementedError

    settings = WorkerSettings(home=models, models=models)
    plant = Plant(settings, apart, apart, (TWO, replace(TWO)))
    card, before = divided("flux2-klein"), set(multiprocessing.active_children())
    (made,) = await plant.devices(Lane.STILLS)["diffusion"].render(wanted("a fox", card=card))
    assert made.recipe is not None
    assert made.recipe.switches == ("parallel 2",)
    assert len({*multiprocessing.active_children()} - before) == 2
    await asyncio.to_thread(plant.close)
    assert {*multiprocessing.active_children()} <= before


@pytest.mark.gpu
@pytest.mark.skipif(torch.cuda.device_count() < 2, reason="no two CUDA devices are here")
def test_two_gpus_make_what_one_makes(models: Path) -> None:
    first, second, *_ = Machine.all()
    engine = DiffusionEngine(first, models)
    (one,) = pictures(engine, share("flux2-klein", "a fox", seed=5))
    both = Dividing(engine, first, [Neighbour(second, lends)], models)
    (two,) = pictures(both, asked("flux2-klein", "a fox", seed=5))
    both.close()
    assert np.abs(one.astype(int) - two).mean() < 8  # in bfloat16
