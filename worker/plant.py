"""What a worker renders with: the devices of its machine, by engine and lane."""

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from importlib import import_module
from typing import Any, Self

from core.catalogue import ModelCard
from core.jobs import Lane
from worker.crew import Crew
from worker.device import Device
from worker.engine import Engine
from worker.engines import loader
from worker.outlook import Reach
from worker.serving import Examiner, installed
from worker.settings import WorkerSettings

_DIFFUSION = "worker.engines.diffusion"
_REMOTE = "worker.engines.remote"
_ASKING = {Lane.STILLS: 8, Lane.MOTION: 4}  # jobs that wait for services at once

Renders = Device | Crew
Apart = Callable[..., Any]  # runs a function in a process of its own
Accept = Callable[[str, bytes], Any]  # reads a stranger's picture


@dataclass(slots=True)
class Plant:
    """Everything is made when it is first needed: a worker without torch imports none of it."""

    settings: WorkerSettings
    apart: Apart
    accept: Accept
    machine: Any = None  # worker.engines.diffusion.machine.Machine, where models can run
    _lanes: dict[Lane, Mapping[str, Renders]] = field(
        default_factory=dict[Lane, Mapping[str, Renders]]
    )

    @classmethod
    def of(cls, settings: WorkerSettings, apart: Apart, accept: Accept) -> Self:
        """What this machine has; what services send is read by `accept`, run by `apart`."""
        if not installed("diffusion"):
            return cls(settings, apart, accept)
        machine = import_module(f"{_DIFFUSION}.machine").Machine.here()
        return cls(settings, apart, accept, machine)

    @property
    def name(self) -> str:
        """What it is called in the fleet."""
        cores = f"{os.cpu_count()} CPU cores"
        if self.machine is None or self.machine.kind == "cpu":
            return cores
        return str(self.machine.name)

    @property
    def examiners(self) -> Mapping[str, Examiner]:
        """What tells whether a card can be served, by engine."""
        found: dict[str, Examiner] = {"remote": self._examine_remote}
        if self.machine is not None:
            examine = import_module(f"{_DIFFUSION}.examining").examine
            found["diffusion"] = partial(
                examine, machine=self.machine, models=self.settings.weights
            )
        return found

    @property
    def reaches(self) -> Mapping[str, Reach]:
        """What tells whether a model that runs elsewhere can be reached, by engine."""
        return {"remote": self._reach_remote}

    def devices(self, lane: Lane) -> Mapping[str, Renders]:
        """The devices of a lane, by engine.

        Image processing has one a lane, since on a CPU a long clip then leaves the drafts their
        thread. Models have one for both, since they share its memory. Services are asked by
        several, which wait most of the time.
        """
        if not self._lanes:
            shared = self._diffusion()
            self._lanes = {one: self._classical() | shared | self._remote(one) for one in Lane}
        return self._lanes[lane]

    def close(self) -> None:
        """End all engines."""
        devices = {id(one): one for lane in self._lanes.values() for one in lane.values()}
        for device in devices.values():
            device.close()

    def _examine_remote(self, card: ModelCard) -> str:
        return str(import_module(f"{_REMOTE}.examining").examine(card, self.settings.key))

    async def _reach_remote(self, card: ModelCard) -> str:
        return str(await import_module(f"{_REMOTE}.examining").reach(card, self.settings.key))

    def _remote(self, lane: Lane) -> dict[str, Crew]:
        def engine() -> Engine:
            decoder = import_module(f"{_REMOTE}.decoding").Decoder(self.apart, self.accept)
            return loader("remote")(self.settings.key, decoder)

        return {"remote": Crew([Device({"remote": engine}) for _ in range(_ASKING[lane])])}

    def _classical(self) -> dict[str, Device]:
        processes = self.settings.processes or None
        return {"classical": Device({"classical": lambda: loader("classical")(processes)})}

    def _diffusion(self) -> dict[str, Device]:
        machine, models = self.machine, self.settings.weights
        if machine is None:
            return {}
        loaders = {"diffusion": lambda: loader("diffusion")(machine, models)}
        return {"diffusion": Device(loaders, machine.room)}
