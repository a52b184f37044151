"""One process of a group: it has an engine on its own device, and does what all of them do."""

import logging
import math
import multiprocessing
import os
import threading
from functools import partial
from multiprocessing.connection import Connection
from typing import NamedTuple

from core.catalogue import ModelCard
from core.errors import Cancelled, EaselError, RenderFailed
from worker.engine import Piece, Report, Share, Step, Task
from worker.engines.diffusion.engine import DiffusionEngine
from worker.engines.diffusion.joining import Seat, agreed, join, leave
from worker.engines.diffusion.watching import PREVIEW_EVERY

log = logging.getLogger("easel.worker")


class Load(NamedTuple):
    """Bring a model onto the device."""

    card: ModelCard


class Render(NamedTuple):
    """One pass over these variants of these jobs."""

    work: tuple[tuple[Task, tuple[int, ...]], ...]
    bucket: int


class Told(NamedTuple):
    """How far a job is; the first of the group waits for an answer, whether it is wanted."""

    share: int
    step: Step


class Done(NamedTuple):
    """What came of an order."""

    pieces: tuple[Piece, ...]


class Failed(NamedTuple):
    """Why nothing came of an order."""

    error: EaselError


Order = Load | Render
Answer = Done | Failed


def serve(seat: Seat, orders: Connection) -> None:
    """Do what is ordered until nobody orders any more; no longer than the parent lives."""
    threading.Thread(target=_end_with_parent, daemon=True).start()
    join(seat)
    # Others would decode previews that nobody sees.
    engine = DiffusionEngine(
        seat.machine, seat.models, preview_every=PREVIEW_EVERY if seat.first else math.inf
    )
    try:
        while True:
            orders.send(_answer(engine, orders.recv(), seat, orders))
    except (EOFError, OSError):  # the parent has ended the group
        return
    finally:
        leave()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    assert parent is not None
    parent.join()
    os._exit(0)


def _answer(engine: DiffusionEngine, order: Order, seat: Seat, orders: Connection) -> Answer:
    try:
        return Done(_done(engine, order, seat, orders))
    except EaselError as error:
        return Failed(error)
    except (EOFError, OSError):
        raise
    except Exception:  # whoever asked gets a sentence, and the log what it was
        log.exception("process %d of %d on %s failed", seat.rank, seat.group, seat.machine.device)
        return Failed(RenderFailed())


def _done(
    engine: DiffusionEngine, order: Order, seat: Seat, orders: Connection
) -> tuple[Piece, ...]:
    if isinstance(order, Load):
        engine.load(order.card)
        return ()
    shares = [
        Share(task, indices, _reporter(number, seat, orders))
        for number, (task, indices) in enumerate(order.work)
    ]
    pieces = tuple(engine.render(shares, order.bucket))
    return pieces if seat.first else ()


def _reporter(share: int, seat: Seat, orders: Connection) -> Report:
    return partial(_report, share, seat, orders)


def _report(share: int, seat: Seat, orders: Connection, step: Step) -> None:
    """Ends the share for all processes at the same step, or one would wait for another for ever."""
    wanted = True
    if seat.first:
        orders.send(Told(share, step))
        wanted = orders.recv()
    if not agreed(wanted):
        raise Cancelled
