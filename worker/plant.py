"""What a worker renders with: the devices of its machine, by engine and lane."""

import logging
import os
from collections import Counter
from collections.abc import Callable, Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from importlib import import_module
from typing import Any, Self

from core.catalogue import Catalogue, ModelCard, Role
from core.errors import Broken
from core.jobs import Lane
from core.ports import Clock
from worker.crew import Crew
from worker.device import Device, Renders
from worker.devices import Devices, Seated
from worker.engine import Engine
from worker.engines import loader
from worker.guarding import Guard
from worker.outlook import Reach
from worker.remembered import Remembered
from worker.serving import Examiner, installed, reason_against
from worker.settings import WorkerSettings

log = logging.getLogger("easel.worker")

_DIFFUSION = "worker.engines.diffusion"
_REMOTE = "worker.engines.remote"
_LATER = "; what models could run on is looked for when a worker starts and finds weights"
_ASKING = {Lane.STILLS: 8, Lane.MOTION: 4}  # jobs that wait for services at once

Apart = Callable[..., Any]  # runs a function in a process of its own
Accept = Callable[[str, bytes], Any]  # reads a stranger's picture


@dataclass(slots=True)
class Plant:
    """Everything is made when it is first needed: a worker without torch imports none of it, and
    one without weights neither, which saves it most of the time that it takes to start."""

    settings: WorkerSettings
    apart: Apart
    accept: Accept
    # worker.engines.diffusion.machine.Machine, one for each device, where models can run
    machines: tuple[Any, ...] = ()
    _lanes: dict[Lane, Mapping[str, Renders]] = field(
        default_factory=dict[Lane, Mapping[str, Renders]]
    )

    @classmethod
    def of(
        cls, settings: WorkerSettings, apart: Apart, accept: Accept, cards: Iterable[ModelCard]
    ) -> Self:
        """What this machine has for these cards; what services send is read by `accept`, run by
        `apart`. Devices for models are looked for where weights of one are here, or where the
        settings name them.

        Raises BadSettings.
        """
        bare = cls(settings, apart, accept)
        if not installed("diffusion"):
            return bare
        if not settings.devices and not any(map(bare._lies_here, cards)):
            return bare
        return replace(
            bare, machines=import_module(f"{_DIFFUSION}.machine").Machine.all(settings.devices)
        )

    @property
    def name(self) -> str:
        """What it is called in the fleet."""
        devices = Counter(str(one.name) for one in self.machines if one.kind != "cpu")
        found = [f"{count} x {name}" if count > 1 else name for name, count in devices.items()]
        return ", ".join(found) or f"{os.cpu_count()} CPU cores"

    @property
    def told(self) -> str:
        """What models run on, for whoever starts the worker; a line for each device."""
        later = _LATER if installed("diffusion") else ""
        return "\n".join(one.told for one in self.machines) or f"{self.name}{later}"

    @property
    def examiners(self) -> Mapping[str, Examiner]:
        """What tells whether a card can be served, by engine."""
        return {"remote": self._examine_remote, "diffusion": self._examine}

    def against(self, card: ModelCard) -> str:
        """Why a card cannot be served as its files are now; empty where it can."""
        return reason_against(card, self.examiners)

    def stamp(self, card: ModelCard) -> Hashable:
        """What changes with the files of a card's weights."""
        if not self.machines or card.engine != "diffusion":
            return ()
        return import_module(f"{_DIFFUSION}.weights").stamp_of(card, self.settings.weights)

    @property
    def libraries(self) -> tuple[str, ...]:
        """The libraries on whose versions pictures depend, of every engine that is here."""
        classical = ("worker.engines.classical.libraries",) if installed("classical") else ()
        models = (f"{_DIFFUSION}.libraries",) if self.machines else ()
        each = (import_module(name).VERSIONS for name in (*classical, *models))
        return tuple(one for versions in each for one in versions)

    def revision(self, card: ModelCard) -> str:
        """Which weights are here of a card; empty where it has none."""
        if not self.machines or card.engine != "diffusion":
            return ""
        weights = import_module(f"{_DIFFUSION}.weights")
        place = weights.place_of(card.source, card, self.settings.weights)
        try:
            return str(weights.revision_of(place)) if place is not None else ""
        except (OSError, LookupError, ValueError, TypeError):
            return ""  # files that come or go at this moment, or are damaged: told when they load

    def runs(self, card: ModelCard) -> tuple[str, ...]:
        """What a card's model runs in, on each kind of device here; nothing of other engines."""
        if not self.machines or card.engine != "diffusion":
            return ()
        run_of = import_module(f"{_DIFFUSION}.examining").run_of
        return tuple(dict.fromkeys(str(run_of(card, one)) for one in self.machines))

    def remembered(self, clock: Clock) -> Remembered | None:
        """What earlier workers of this machine found of its weights; None where no models run."""
        if not self.machines:
            return None
        libraries = import_module(f"{_DIFFUSION}.libraries").VERSIONS
        return Remembered(self.settings.home / "unusable", clock, libraries)

    @property
    def reaches(self) -> Mapping[str, Reach]:
        """What tells whether a model that runs elsewhere can be reached, by engine."""
        return {"remote": self._reach_remote}

    def guard(self, catalogue: Catalogue, cards: Collection[str]) -> Guard | None:
        """The safety check by the first of these cards that can be loaded; None without any.

        Raises BadWeights where all are damaged: what should be checked is not shown unchecked.
        """
        if not self.machines:  # nor the libraries that would look
            return None
        known = catalogue.helpers(Role.SAFETY)
        helpers = [card for card in known if card.name in cards or self._lies_here(card)]
        wrong: Broken | None = None
        for card in helpers:
            try:
                judge = import_module(f"{_DIFFUSION}.sight.judging").judge
                return Guard.by(card, judge(card, self.settings.weights))
            except Broken as error:
                log.warning("%s", error.sentence)
                wrong = error
        if wrong is not None:
            raise wrong
        return None

    @property
    def switches(self) -> Callable[[ModelCard], Sequence[str]]:
        """What tells the speed switches of a card that is served."""
        if not self.machines:
            return lambda card: ()
        return self._switched

    def devices(self, lane: Lane) -> Mapping[str, Renders]:
        """What renders in a lane, by engine.

        Image processing has a device for each lane, since on a CPU a long clip then leaves the
        drafts their thread. Models have theirs for both, since they share the memory. Services
        are asked by several, which wait most of the time.
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

    def _switched(self, card: ModelCard) -> Sequence[str]:
        """Those of the first device that can serve a card."""
        switched = import_module(f"{_DIFFUSION}.examining").switched
        able = (one for one in self.machines if not self._against(one, card))
        return next((switched(card, one, self.settings.weights) for one in able), ())

    def _lies_here(self, card: ModelCard) -> bool:
        """Whether there are weights of a card, damaged or not."""
        if card.engine != "diffusion" or not installed(card.engine):
            return False
        return import_module(f"{_DIFFUSION}.absent").lies(card, self.settings.weights)

    def _examine_remote(self, card: ModelCard) -> str:
        return str(import_module(f"{_REMOTE}.examining").examine(card, self.settings.key))

    async def _reach_remote(self, card: ModelCard) -> str:
        return str(await import_module(f"{_REMOTE}.examining").reach(card, self.settings.key))

    def _remote(self, lane: Lane) -> dict[str, Renders]:
        def engine() -> Engine:
            decoder = import_module(f"{_REMOTE}.decoding").Decoder(self.apart, self.accept)
            return loader("remote")(self.settings.key, decoder)

        return {"remote": Crew([Device({"remote": engine}) for _ in range(_ASKING[lane])])}

    def _examine(self, card: ModelCard) -> str:
        """Why none of the devices can serve a card; empty where one can."""
        if not self.machines:
            return str(import_module(f"{_DIFFUSION}.absent").reason(card, self.settings.weights))
        against = [self._against(machine, card) for machine in self.machines]
        return "" if "" in against else against[0]

    def _against(self, machine: Any, card: ModelCard) -> str:
        examining = import_module(f"{_DIFFUSION}.examining")
        team = self.machines[: self._degree(card)] or (machine,)
        reasons = (examining.examine(card, one, self.settings.weights) for one in team)
        return next(filter(None, reasons), "")

    def _degree(self, card: ModelCard) -> int:
        """How many devices, the first ones, divide a card's passes among them; 0 for one alone."""
        degree = import_module(f"{_DIFFUSION}.examining").degree
        return degree(card, self.machines[0], self.settings.weights)

    def _classical(self) -> dict[str, Renders]:
        processes = self.settings.processes or None
        return {"classical": Device({"classical": lambda: loader("classical")(processes)})}

    def _diffusion(self) -> dict[str, Renders]:
        if not self.machines:
            return {}
        gate = import_module(f"{_DIFFUSION}.gate").Gate()
        first, *rest = self.machines
        others = [self._device(one, gate) for one in rest]
        devices = [self._device(first, gate, tuple(zip(rest, others, strict=True))), *others]
        serving = map(self.serving_on, self.machines)
        return {"diffusion": Devices([*map(Seated, devices, serving)])}

    def _device(self, machine: Any, gate: Any, others: Sequence[tuple[Any, Device]] = ()) -> Device:
        """One that can have the `others` for models that are divided."""
        models = self.settings.weights
        memory = machine.holds(self.settings.resting, len(self.machines))

        def engine() -> Engine:
            alone = loader("diffusion")(machine, models, gate)
            if not others:
                return alone
            dividing = import_module(f"{_DIFFUSION}.dividing")
            neighbours = [dividing.Neighbour(one, device.lent) for one, device in others]
            return dividing.Dividing(alone, machine, neighbours, models)

        return Device({"diffusion": engine}, memory)

    def serving_on(self, machine: Any) -> Callable[[ModelCard], bool]:
        """Whether a device can serve a card; found out once for the files as they are. The first
        one leads those who divide a card."""
        known: dict[str, tuple[Hashable, bool]] = {}
        examiners: dict[str, Examiner] = {"diffusion": partial(self._against, machine)}

        def serves(card: ModelCard) -> bool:
            stamp = self.stamp(card)
            if card.name not in known or known[card.name][0] != stamp:
                able = not reason_against(card, examiners)
                leads = machine is self.machines[0]
                known[card.name] = stamp, able and (leads or not self._degree(card))
            return known[card.name][1]

        return serves
