"""The worker process: serves its lanes until it is told to stop."""

import asyncio
import logging
import os
from collections.abc import Collection
from contextlib import suppress
from importlib.util import find_spec

from core.catalogue import Catalogue
from core.errors import BadSettings, EaselError, NoRedis
from core.jobs import Lane
from core.ports import Announcement, Queue
from storage.opening import Storage, open_storage, read_catalogue
from storage.redis_server import RedisServer
from storage.settings import load, make_home
from storage.until_signal import leave_on_sigterm, until_signal
from storage.upkeep import keep_reconciled
from worker.device import Device
from worker.engines import ENGINES, loader
from worker.rendering import Bench, Renderer
from worker.settings import WorkerSettings

log = logging.getLogger("easel.worker")

BAD_CONFIGURATION = 78  # EX_CONFIG of sysexits.h: starting again would not help
ALIVE = 15.0  # s that an announcement holds
AT_ONCE = {Lane.STILLS: 2, Lane.MOTION: 1}  # while one is stored, the next is rendered
NEEDS = {"classical": ("cv2", "scipy", "av")}  # what must be installed for an engine


def served(catalogue: Catalogue) -> tuple[str, ...]:
    """Names of the cards whose engine is installed here."""
    ready = {
        name for name in ENGINES if all(find_spec(module) for module in NEEDS.get(name, ("torch",)))
    }
    return tuple(card.name for card in catalogue if card.engine in ready)


async def main(settings: WorkerSettings) -> None:
    """Serve until SIGTERM or SIGINT; jobs in hand go back to their lanes then."""
    catalogue = read_catalogue(settings)
    cards = served(catalogue)
    make_home(settings.home)
    with RedisServer(settings.home, settings.redis_url) as redis:
        async with open_storage(settings, redis.address) as storage:
            ports = (storage.ledger, storage.blobs, storage.queue)
            bench = Bench(settings.worker_name, *ports, catalogue, cards)
            loaders = {"classical": lambda: loader("classical")(settings.processes or None)}
            # A device a lane: on a CPU a long clip then leaves the drafts their thread.
            devices = {lane: Device(loaders) for lane in Lane}
            try:
                await _warm(devices[Lane.STILLS], catalogue, cards)
                await _serve(storage, bench, devices)
            finally:
                for device in devices.values():
                    await asyncio.to_thread(device.close)


async def _warm(device: Device, catalogue: Catalogue, cards: tuple[str, ...]) -> None:
    """Start the classical engine's processes, so that the first person does not wait for them."""
    if "classical" in cards:
        card = catalogue.card("classical")
        await device.warm(card.engine, lambda engine: engine.load(card))


async def _serve(storage: Storage, bench: Bench, devices: dict[Lane, Device]) -> None:
    queue = storage.queue
    announcement = Announcement(bench.worker, tuple(bench.cards), _device(), tuple(Lane))
    renderers = {lane: Renderer(bench, device) for lane, device in devices.items()}
    log.info("%s serves %s", bench.worker, ", ".join(bench.cards) or "nothing")
    try:
        await until_signal(
            *(queue.render(lane, renderers[lane].handle, AT_ONCE[lane]) for lane in Lane),
            _announce(queue, announcement),
            _cancel(queue, renderers.values()),
            keep_reconciled(storage.ledger, queue),
        )
    finally:
        with suppress(NoRedis):
            await queue.announce(announcement, 0)


async def _announce(queue: Queue, announcement: Announcement) -> None:
    while True:
        with suppress(NoRedis):
            await queue.announce(announcement, ALIVE)
        await asyncio.sleep(ALIVE / 3)


async def _cancel(queue: Queue, renderers: Collection[Renderer]) -> None:
    async for job in queue.cancellations():
        for renderer in renderers:
            renderer.cancel(job)


def _device() -> str:
    return f"{os.cpu_count()} CPU cores"


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
