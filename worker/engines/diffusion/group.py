"""The processes that run one model together, one for each of its devices."""

import multiprocessing
import signal
from collections.abc import Callable, Sequence
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnProcess
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic
from typing import NamedTuple

from core.catalogue import ModelCard
from core.errors import EaselError, RenderFailed
from worker.engine import Piece, Share, Step
from worker.engines.diffusion.joining import Seat
from worker.engines.diffusion.machine import Machine
from worker.engines.diffusion.member import Answer, Done, Failed, Load, Order, Render, Told, serve

PATIENCE = 600.0  # s
_TOGETHER = 10.0  # s within which all fail of what all would fail of
_FAREWELL = 5.0  # s to end by themselves


class GroupFailed(RenderFailed):
    """{model} runs on {count} devices at once, and {what}; please try it again."""


class _Member(NamedTuple):
    process: SpawnProcess
    pipe: Connection


Heed = Callable[[int, Step], bool]  # share and its step → whether it is still wanted


class Group:
    """Processes that were started for one card; used from one thread at a time.

    Whatever goes wrong between them ends all of them: one that waits for another that is gone
    would wait for ever.
    """

    def __init__(
        self, card: ModelCard, machines: Sequence[Machine], models: Path, patience: float
    ) -> None:
        self.patience = patience  # s without a word of any of them, until they are given up
        self._card, self._count = card, len(machines)
        self._folder = TemporaryDirectory(prefix="easel-group-")
        meeting = Path(self._folder.name) / "meeting"
        self._members = [
            _started(Seat(machine, models, rank, self._count, meeting, patience))
            for rank, machine in enumerate(machines)
        ]

    @property
    def alive(self) -> bool:
        """Whether all of them can be asked."""
        return bool(self._members) and all(one.process.is_alive() for one in self._members)

    @property
    def processes(self) -> tuple[int, ...]:
        """Their ids."""
        return tuple(one.process.pid or 0 for one in self._members)

    def load(self) -> None:
        """Bring the model onto all devices; raises what that raises, and GroupFailed."""
        self._ask(Load(self._card), lambda share, step: True)

    def render(self, shares: Sequence[Share], bucket: int, heed: Heed) -> tuple[Piece, ...]:
        """One pass; raises what an engine raises, and GroupFailed."""
        work = tuple((share.task, share.indices) for share in shares)
        return self._ask(Render(work, bucket), heed)

    def end(self) -> None:
        """Let them go, those that do not by force; nothing where they are gone."""
        members, self._members = self._members, []
        for one in members:
            one.pipe.close()
        until = monotonic() + _FAREWELL
        for one in members:
            one.process.join(max(0.0, until - monotonic()))
            if one.process.is_alive():
                one.process.kill()
                one.process.join()
        self._folder.cleanup()

    def _ask(self, order: Order, heed: Heed) -> tuple[Piece, ...]:
        try:
            for one in self._members:
                one.pipe.send(order)
            answers = self._answers(heed)
        except (EOFError, OSError):  # BrokenPipeError, ConnectionResetError
            self._kill()
            raise self._failed("one of its processes ended") from None
        except BaseException:
            self._kill()
            raise
        if wrong := next((one.error for one in answers if isinstance(one, Failed)), None):
            raise wrong
        return next(one.pieces for one in answers if isinstance(one, Done))

    def _answers(self, heed: Heed) -> list[Answer]:
        """Of all, in their order; raises EOFError for one that died."""
        found: dict[int, Answer] = {}
        while len(found) < len(self._members):
            failed = next((one.error for one in found.values() if isinstance(one, Failed)), None)
            heard = self._heard(found, self.patience if failed is None else _TOGETHER)
            if not heard:  # those that are left wait for the one that failed
                raise failed or self._failed(f"they have not answered for {self.patience:.0f} s")
            for rank in heard:
                said = self._members[rank].pipe.recv()
                if isinstance(said, Told):
                    self._members[rank].pipe.send(heed(said.share, said.step))
                else:
                    found[rank] = said
        return [found[rank] for rank in sorted(found)]

    def _heard(self, found: dict[int, Answer], patience: float) -> list[int]:
        """Those who have something to say; none where `patience` ran out. Raises EOFError where one
        has died."""
        pipes = {one.pipe: rank for rank, one in enumerate(self._members) if rank not in found}
        ends = [one.process.sentinel for one in self._members]
        ready = wait([*pipes, *ends], patience)
        heard = [rank for pipe, rank in pipes.items() if pipe in ready]
        if ready and not heard:
            raise EOFError
        return heard

    def _kill(self) -> None:
        """Without waiting: they may hang in the midst of something."""
        for one in self._members:
            one.process.kill()
        self.end()

    def _failed(self, what: str) -> EaselError:
        return GroupFailed(model=self._card.title, count=self._count, what=what)


def _started(seat: Seat) -> _Member:
    ours, theirs = multiprocessing.Pipe()
    spawn = multiprocessing.get_context("spawn")
    name = f"group-{seat.rank}"
    process = spawn.Process(target=serve, args=(seat, theirs), name=name, daemon=True)
    # Ctrl-C is the parent's: a child hears of none, not even while it imports.
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        process.start()
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
        theirs.close()
    return _Member(process, ours)
