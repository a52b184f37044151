"""What a worker renders with: the devices of its machine, by engine and lane."""

import logging
import os
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from functools import partial
from importlib import import_module
from typing import Any, Self

from core.catalogue import Catalogue, Role
from core.errors import Broken
from core.jobs import Lane
from worker.device import Device
from worker.engines import loader
from worker.guarding import Guard
from worker.serving import Examiner, installed
from worker.settings import WorkerSettings

log = logging.getLogger("easel.worker")

_DIFFUSION = "worker.engines.diffusion"


@dataclass(slots=True)
class Plant:
    """Everything is made when it is first needed: a worker without torch imports none of it."""

    settings: WorkerSettings
    machine: Any = None  # worker.engines.diffusion.machine.Machine, where models can run
    _lanes: dict[Lane, Mapping[str, Device]] = field(
        default_factory=dict[Lane, Mapping[str, Device]]
    )

    @classmethod
    def of(cls, settings: WorkerSettings) -> Self:
        """What this machine has."""
        if not installed("diffusion"):
            return cls(settings)
        return cls(settings, import_module(f"{_DIFFUSION}.machine").Machine.here())

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
        if self.machine is None:
            return {}
        examine = import_module(f"{_DIFFUSION}.examining").examine
        return {"diffusion": partial(examine, machine=self.machine, models=self.settings.weights)}

    def guard(self, catalogue: Catalogue, cards: Collection[str]) -> Guard | None:
        """The safety check by the first of these cards that can be loaded; None without any.

        Raises BadWeights where all are damaged: what should be checked is not shown unchecked.
        """
        helpers = [card for card in catalogue.helpers(Role.SAFETY) if card.name in cards]
        wrong: Broken | None = None
        for card in helpers if self.machine is not None else ():
            try:
                judge = import_module(f"{_DIFFUSION}.sight.judging").judge
                return Guard.by(card, judge(card, self.settings.weights))
            except Broken as error:
                log.warning("%s", error.sentence)
                wrong = error
        if wrong is not None:
            raise wrong
        return None

    def devices(self, lane: Lane) -> Mapping[str, Device]:
        """The devices of a lane, by engine.

        Image processing has one a lane, since on a CPU a long clip then leaves the drafts their
        thread. Models have one for both, since they share its memory.
        """
        if not self._lanes:
            shared = self._diffusion()
            self._lanes = {one: self._classical() | shared for one in Lane}
        return self._lanes[lane]

    def close(self) -> None:
        """End all engines."""
        devices = {id(one): one for lane in self._lanes.values() for one in lane.values()}
        for device in devices.values():
            device.close()

    def _classical(self) -> dict[str, Device]:
        processes = self.settings.processes or None
        return {"classical": Device({"classical": lambda: loader("classical")(processes)})}

    def _diffusion(self) -> dict[str, Device]:
        machine, models = self.machine, self.settings.weights
        if machine is None:
            return {}
        loaders = {"diffusion": lambda: loader("diffusion")(machine, models)}
        return {"diffusion": Device(loaders, machine.room)}
