"""Several devices of one machine."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from core.catalogue import Catalogue, ModelCard
from core.jobs import Lane
from tests.worker.cards import diffusion_card
from tests.worker.engines.diffusion.tiny import saved
from tests.worker.test_device import BatchingEngine, wanted
from worker.device import Device
from worker.devices import Devices, Seated
from worker.engines.diffusion.examining import degree, switched
from worker.engines.diffusion.machine import Machine
from worker.holding import Memory
from worker.plant import Plant
from worker.serving import served
from worker.settings import WorkerSettings

ROOM = 115  # bytes: for one model
A, B = diffusion_card("a"), diffusion_card("b")


class Two:
    """Two devices, each with an engine that notes what it loads and renders."""

    def __init__(self, serves: Sequence[str] = ("a", "b")) -> None:
        self.engines = (BatchingEngine(), BatchingEngine())
        one, other = (Device({"diffusion": lambda e=e: e}, Memory(ROOM)) for e in self.engines)

        def all_of(card: ModelCard) -> bool:
            return True

        def some_of(card: ModelCard) -> bool:
            return card.name in serves

        self.devices = Devices([Seated(one, all_of), Seated(other, some_of)])

    async def render(self, *cards: ModelCard) -> list[list[str]]:
        """What each device loads for jobs that come at once."""
        jobs = [wanted(f"{card.name} {number}", card=card) for number, card in enumerate(cards)]
        await asyncio.gather(*map(self.devices.render, jobs))
        return [engine.moves for engine in self.engines]


async def test_models_spread_over_devices() -> None:
    assert await Two().render(A, B, A, B) == [["+a"], ["+b"]]


async def test_few_jobs_stay_where_their_model_is() -> None:
    two = Two()
    await two.render(A)
    assert await two.render(*[A] * 8) == [["+a"], []]


async def test_a_long_line_of_one_model_goes_to_both() -> None:
    two = Two()
    assert await two.render(*[A] * 40) == [["+a"], ["+a"]]
    first, second = (sum(map(len, engine.passes)) for engine in two.engines)
    assert (first + second, abs(first - second) <= 10) == (40, True)


async def test_a_job_goes_where_its_model_is() -> None:
    two = Two()
    await two.render(A, B)
    assert await two.render(B, A) == [["+a"], ["+b"]]


async def test_a_device_gets_only_what_it_can_serve() -> None:
    assert await Two(serves=("b",)).render(*[A] * 40) == [["+a"], []]


def nothing(*_: object) -> None:
    """What no service sends is read by nobody."""


async def test_a_plant_of_two_devices_renders_on_both(tmp_path: Path) -> None:
    for name in ("one", "two"):
        saved("sdxl", tmp_path / "models" / name)
    cards = [diffusion_card(name, family="sdxl", source=name) for name in ("one", "two")]
    machine = Machine.here()
    settings = WorkerSettings(home=tmp_path, models=tmp_path / "models")
    plant = Plant(settings, nothing, nothing, (machine, machine))
    assert served(Catalogue(tuple(cards)), plant.examiners).cards == ("one", "two")
    device = plant.devices(Lane.STILLS)["diffusion"]
    assert device is plant.devices(Lane.MOTION)["diffusion"]
    jobs = [wanted(card.name, card=card) for card in cards]
    made = await asyncio.gather(*map(device.render, jobs))
    assert [one.index for (one,) in made] == [1, 1]
    plant.close()


async def test_a_model_that_no_device_can_serve_any_more_is_told_by_one() -> None:
    engines = [BatchingEngine()]
    device = Device({"diffusion": lambda: engines[0]}, Memory(ROOM))

    def none_of(card: ModelCard) -> bool:
        return False

    await Devices([Seated(device, none_of)]).render(wanted("a 1", card=A))
    assert engines[0].moves == ["+a"]


def test_a_card_that_asks_for_two_devices_is_served_by_both_or_else_alone(tmp_path: Path) -> None:
    def apart(*given: object) -> object:
        raise NotImplementedError

    saved("flux2-klein", tmp_path / "flux2-klein")
    values = {"family": "flux2-klein", "source": "flux2-klein"}
    card = diffusion_card("klein", **values, extra={"speed": {"parallel": 2}})
    both = replace(Machine.cpu(), team=(Machine.cpu().memory,) * 2)
    settings = WorkerSettings(home=tmp_path, models=tmp_path)
    two = Plant(settings, apart, apart, (both, replace(both)))
    assert [two.serving_on(one)(card) for one in two.machines] == [True, False]
    assert tuple(two.switches(card)) == ("parallel 2",)
    one = Plant(settings, apart, apart, (Machine.cpu(),))
    (line,) = served(Catalogue((card,)), one.examiners).table(one.switches)
    assert line.endswith("(alone on one device: parallel = 2 takes 2, and 1 is here)")


def test_a_card_is_divided_where_each_device_has_the_room_for_it(tmp_path: Path) -> None:
    saved("flux2-klein", tmp_path / "flux2-klein")
    values = {"family": "flux2-klein", "source": "flux2-klein"}
    card = diffusion_card("klein", **values, extra={"speed": {"parallel": 2}})
    large, small = Machine.cpu().memory, 1000
    machine = replace(Machine.cpu(), team=(large, small, large))
    assert degree(card, machine, tmp_path) == 0
    told = "alone on one device: not each of 2 has the room for all of its weights"
    assert switched(card, machine, tmp_path) == (told,)
    assert degree(card, replace(machine, team=(large, large)), tmp_path) == 2
