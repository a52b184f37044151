"""The worker process: serves its lanes until it is told to stop."""

import asyncio
import logging
from collections.abc import Callable, Collection, Coroutine, Mapping
from contextlib import closing, suppress
from dataclasses import replace
from typing import Any

from core.catalogue import Catalogue
from core.errors import BadSettings, EaselError, NoRedis
from core.jobs import Lane
from core.ports import Announcement, Queue
from storage.blocking_process import BlockingProcess
from storage.intake import accept
from storage.opening import Storage, open_storage, read_catalogue
from storage.redis_server import RedisServer
from storage.settings import load, make_home
from storage.until_signal import leave_on_sigterm, until_signal
from storage.upkeep import keep_reconciled
from worker.attempt import Bench
from worker.batching import BATCHING
from worker.device import Renders
from worker.outlook import Outlook
from worker.plant import Plant
from worker.rendering import Renderer
from worker.revisions import Revisions
from worker.serving import Served, installed, served
from worker.settings import WorkerSettings
from worker.withdrawn import Withdrawn

log = logging.getLogger("easel.worker")

BAD_CONFIGURATION = 78  # EX_CONFIG of sysexits.h: starting again would not help
UNCHECKED = "no safety check runs here: results are shown as they come"
ALIVE = 15.0  # s that an announcement holds
AT_ONCE = {Lane.STILLS: 2, Lane.MOTION: 1}  # while one is stored, the next is rendered
# Where those that are alike share a pass, or most of them wait for an answer.
IN_HAND = {Lane.STILLS: 24, Lane.MOTION: 6}
_HOLDING = BATCHING | {"remote"}


async def main(settings: WorkerSettings) -> None:
    """Serve until SIGTERM or SIGINT; jobs in hand go back to their lanes then."""
    catalogue = read_catalogue(settings)
    make_home(settings.home)
    with (
        closing(BlockingProcess(settings.blob_store)) as reading,
        RedisServer(settings.home, settings.redis_url) as redis,
    ):
        plant = Plant.of(settings, reading.run, accept, catalogue)
        serving = served(catalogue, plant.examiners)
        cards = [catalogue.card(name) for name in serving.cards]
        async with open_storage(settings, redis.address) as storage:
            remembered = plant.remembered(storage.clock)
            withdrawn = Withdrawn(plant.stamp, plant.against, remembered)
            withdrawn.recall(cards)
            outlook = Outlook(cards, plant.reaches, withdrawn)
            ports = (storage.ledger, storage.blobs, storage.queue)
            guard = plant.guard(catalogue, serving.cards)
            bench = Bench(settings.worker_name, *ports, catalogue, serving.cards, guard, outlook)
            try:
                await _warm(plant.devices(Lane.STILLS), catalogue, serving.cards)
                await outlook.look()
                await _serve(storage, bench, plant, outlook, serving)
            finally:
                await asyncio.to_thread(plant.close)
                if guard is not None:
                    await asyncio.to_thread(guard.close)


async def _warm(
    devices: Mapping[str, Renders], catalogue: Catalogue, cards: tuple[str, ...]
) -> None:
    """Start the classical engine's processes, so that the first person does not wait for them."""
    if "classical" in cards:
        card = catalogue.card("classical")
        await devices[card.engine].warm(card.engine, lambda engine: engine.load(card))


def _tell(bench: Bench, plant: Plant, serving: Served) -> None:
    """Say what is served; where models can run here or elsewhere, also what is not, and why."""
    log.info("%s serves %s", bench.worker, ", ".join(serving.cards) or "nothing")
    elsewhere = any(verdict.card.engine == "remote" for verdict in serving.verdicts)
    if installed("diffusion") or elsewhere:
        checks = f"results are checked by {bench.guard.card.title}" if bench.guard else UNCHECKED
        log.info("%s", checks)
        log.info("on %s:\n%s", plant.told, "\n".join(serving.table(plant.switches)))


async def _serve(
    storage: Storage, bench: Bench, plant: Plant, outlook: Outlook, serving: Served
) -> None:
    queue = storage.queue
    cards = [bench.catalogue.card(name) for name in bench.cards]
    announcement = Announcement(
        bench.worker,
        outlook.cards,
        plant.name,
        tuple(Lane),
        plant.libraries,
        runs={card.name: runs for card in cards if (runs := plant.runs(card))},
        seat=plant.settings.seat,
    )
    revisions = Revisions(cards, plant.stamp, plant.revision)
    renderers = {lane: Renderer(bench, plant.devices(lane)) for lane in Lane}
    engines = {bench.catalogue.card(name).engine for name in bench.cards}
    at_once = IN_HAND if engines & _HOLDING else AT_ONCE

    async def say() -> None:
        known = replace(announcement, cards=outlook.cards, revisions=revisions.known)
        why = serving.left_out | outlook.left_out
        with suppress(NoRedis):
            await queue.announce(replace(known, left_out=why), ALIVE)

    try:
        await until_signal(
            *(queue.render(lane, renderers[lane].handle, at_once[lane]) for lane in Lane),
            _announce(say, lambda: _tell(bench, plant, serving)),
            revisions.keep(),
            outlook.keep(),
            _cancel(queue, renderers.values()),
            keep_reconciled(storage.ledger, queue),
            storage.tidying.keep(),
        )
    finally:
        with suppress(NoRedis):
            await queue.announce(announcement, 0)


async def _announce(say: Callable[[], Coroutine[Any, Any, None]], tell: Callable[[], None]) -> None:
    """Say over and over what is served; `tell` it once: whoever reads that can ask at once."""
    await say()
    tell()
    while True:
        await asyncio.sleep(ALIVE / 3)
        await say()


async def _cancel(queue: Queue, renderers: Collection[Renderer]) -> None:
    async for job in queue.cancellations():
        for renderer in renderers:
            renderer.cancel(job)


def run() -> int:
    """Entry point of the process; returns its exit status."""
    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(name)s %(message)s")
    logging.getLogger("easel").setLevel(logging.INFO)
    leave_on_sigterm()
    try:
        asyncio.run(main(load(WorkerSettings)))
    except EaselError as error:
        log.error("%s", error.sentence)
        return BAD_CONFIGURATION if isinstance(error, BadSettings) else 1
    return 0
