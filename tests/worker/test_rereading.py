"""What a model drew as text is read again: three seeds, then the nearest, with what it reads."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np
import pytest

from core.catalogue import Catalogue, Intent, ModelCard, Role
from core.errors import CannotDo
from core.jobs import JobSpec, Retext
from tests.values import spec
from tests.worker.cards import diffusion_card
from tests.worker.test_rendering import ToldEngine, shop
from worker.device import Device
from worker.engine import Pixels, Rendered, Report, Task
from worker.rendering import Renderer
from worker.rereading import reader, reread

KLEIN = diffusion_card("klein", family="flux2-klein")
READER = replace(
    KLEIN, name="reader", engine="classical", roles=(Role.DESCRIBE,), intents=(Intent.READ,)
)
KNOWN = Catalogue((KLEIN, READER))
SOURCE = np.zeros((2, 2, 3), np.uint8)
EDIT = spec(intent=Intent.EDIT, count=1, seed=7, retext=Retext("SUMER SALE", "SUMMER SALE"))


async def tried(
    texts: Sequence[Sequence[str]], before: Sequence[str] = ("Open", "SUMER SALE")
) -> tuple[list[Rendered], list[int]]:
    """What comes of drawings that read as `texts`, one after the other, and their seeds.

    The picture in which they are drawn reads as `before`.
    """
    seeds: list[int] = []

    async def draw(job: JobSpec, number: int) -> list[Rendered]:
        seeds.append(job.seed)
        return [Rendered(1, np.full((2, 2, 3), number, np.uint8), "painted")]

    async def read(pixels: Pixels) -> Sequence[str]:
        return before if pixels is SOURCE else texts[int(pixels[0, 0, 0])]

    return await reread(EDIT, draw, read, lambda: SOURCE), seeds


@pytest.mark.parametrize(
    ("texts", "did", "seeds"),
    [
        pytest.param([["Open", "summer sale"]], "it now reads “summer sale”", [7], id="at once"),
        pytest.param(
            [["SUMER SALE"], ["SUMMERSALE"]], "it now reads “SUMMERSALE”", [7, 8], id="the second"
        ),
        pytest.param(
            [["SMR"], ["SUMER SALE"], ["SALE"]],
            "three tries; it reads “SUMER SALE”",
            [7, 8, 9],
            id="none",
        ),
        pytest.param(
            [[], [], []], "three tries; it reads nothing that can be read", [7, 8, 9], id="nothing"
        ),
    ],
)
async def test_seeds_until_it_reads_right(
    texts: list[list[str]], did: str, seeds: list[int]
) -> None:
    (made,), used = await tried(texts)
    assert (made.did, used) == (f"painted, {did}", seeds)


@pytest.mark.parametrize(
    ("before", "after", "did", "seeds"),
    [
        pytest.param(
            ["SUMMER SALE", "SUMER SALE"],
            [["SUMMER SALE", "5UMEB 3ALF"]] * 3,
            "three tries; it reads “5UMEB 3ALF”",
            [7, 8, 9],
            id="another line proves nothing",
        ),
        pytest.param(
            ["SUMMER SALE", "SUMER SALE"],
            [["SUMMER SALE", "SUMMER SALE"]],
            "it now reads “SUMMER SALE”",
            [7],
            id="as often as it should",
        ),
        pytest.param(
            ["SUMMER SALE", "SUMEB SALF"],
            [["SUMMER SALE", "SUMMER SALE"]],
            "it now reads “SUMMER SALE”",
            [7],
            id="the old line read otherwise before",
        ),
        pytest.param(
            [], [["SUMMER SALE"]], "it now reads “SUMMER SALE”", [7], id="nothing read before"
        ),
    ],
)
async def test_only_what_is_new_is_compared(
    before: list[str], after: list[list[str]], did: str, seeds: list[int]
) -> None:
    (made,), used = await tried(after, before)
    assert (made.did, used) == (f"painted, {did}", seeds)


async def test_the_nearest_is_shown_with_its_own_seed() -> None:
    (made,), _ = await tried([["SMR"], ["SUMER SALE"], ["SALE"]])
    assert (int(made.pixels[0, 0, 0]), made.tried) == (1, 1)


async def test_without_a_reader_at_hand_it_says_so() -> None:
    async def draw(job: JobSpec, number: int) -> list[Rendered]:
        return [Rendered(1, np.zeros((2, 2, 3), np.uint8), "painted")]

    async def read(pixels: Pixels) -> Sequence[str]:
        raise CannotDo(model="Reader", reason="it lacks a package.")

    (made,) = await reread(EDIT, draw, read, lambda: SOURCE)
    assert "cannot be read again here" in made.did


@pytest.mark.parametrize(
    ("job", "card", "served", "found"),
    [
        pytest.param(EDIT, KLEIN, ("klein", "reader"), READER, id="another reads"),
        pytest.param(EDIT, KLEIN, ("klein",), None, id="nothing reads here"),
        pytest.param(EDIT, READER, ("reader",), None, id="it reads its own"),
        pytest.param(replace(EDIT, retext=None), KLEIN, ("klein", "reader"), None, id="no line"),
    ],
)
def test_who_reads(
    job: JobSpec, card: ModelCard, served: tuple[str, ...], found: ModelCard | None
) -> None:
    assert reader(job, card, KNOWN, served) is found


async def test_a_worker_draws_and_reads_on_the_devices_of_both() -> None:
    """The drawing's brightness is its seed's; the reader reads the right words from 8 on."""

    def painted(task: Task, report: Report) -> Iterator[Rendered]:
        yield Rendered(1, np.full((8, 8, 3), task.spec.seed % 256, np.uint8), "painted")

    def reads(task: Task, report: Report) -> Iterator[Rendered]:
        assert (task.spec.intent, task.card.name) == (Intent.READ, "reader")
        right = int(task.inputs[0].max()) >= 8
        lines = ("SUMMER SALE",) if right else ("SUMER SALE",)
        yield Rendered(1, task.inputs[0], "read", text="Which?", lines=lines)

    async with shop() as one:
        devices = {
            "diffusion": Device({"diffusion": lambda: ToldEngine(painted)}),
            "classical": Device({"classical": lambda: ToldEngine(reads)}),
        }
        bench = replace(one.renderer.bench, catalogue=KNOWN, cards=("klein", "reader"))
        one.renderer = Renderer(bench, devices)
        more = {"intent": Intent.EDIT, "model": "klein", "count": 1, "seed": 7}
        done = await one.handled(await one.job(**more, retext=EDIT.retext))
        for device in devices.values():
            device.close()
    assert done.variants[0].did == "painted, it now reads “SUMMER SALE”"
    assert done.variants[0].seed == 8
