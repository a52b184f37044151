"""The models that one engine has at hand: on its device, or resting in host memory."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from core.catalogue import ModelCard
from worker.engines.diffusion.applying import check
from worker.engines.diffusion.encoding import Encoder, Encodings
from worker.engines.diffusion.fitting import fit
from worker.engines.diffusion.gate import Gate
from worker.engines.diffusion.loading import Loaded, load
from worker.engines.diffusion.machine import Machine
from worker.engines.diffusion.memory import empty
from worker.engines.diffusion.segmenting.segmenter import LOADERS, Segmenter
from worker.engines.diffusion.sharing import components_of, keys_of, parts_of
from worker.engines.diffusion.shelf import Shelf
from worker.engines.diffusion.sight.families import SIGHTS, Sight, opened, precision_of
from worker.engines.diffusion.switches import Switches
from worker.engines.diffusion.warming import warm
from worker.engines.diffusion.weights import folder_of, loaded_for, size_of, weight_of
from worker.residency import Parts


class Stock:
    """Models by the names of their cards, and the shelf with what they are made of."""

    def __init__(self, machine: Machine, models: Path, gate: Gate | None = None) -> None:
        self._machine = machine
        self._models = models
        self._gate = gate or Gate()
        self._shelf = Shelf(machine.device)
        self._encodings = Encodings()
        self._keys: dict[str, dict[str, str]] = {}
        self._switches: dict[str, Switches] = {}
        self.loaded: dict[str, Loaded] = {}  # those that rest, too
        self.segmenters: dict[str, Segmenter] = {}
        self.sights: dict[str, Sight] = {}

    def __contains__(self, card: str) -> bool:
        """Whether a card's model is at hand."""
        return any(card in some for some in (self.loaded, self.segmenters, self.sights))

    def weigh(self, card: ModelCard) -> Parts:
        """Bytes of a model's components; raises NoWeights, BadWeights and BadSwitch."""
        if card.name in self:
            return self._held(card.name)
        if card.family in LOADERS:
            precision = self._machine.precision_for(card)
            return {card.name: weight_of(card, self._models, precision)}
        if card.family in SIGHTS:
            precision = precision_of(card, self._machine)
            return {card.name: size_of(folder_of(card, self._models), precision)}
        folder, size = folder_of(card, self._models), self._machine.precision.itemsize
        keys, files = self._known(card, folder), loaded_for(card, folder)
        return parts_of(keys, files, folder, self._set(card), size)

    def load(self, card: ModelCard) -> Parts:
        """A model onto the device, from where it is; raises as `weigh` does."""
        if card.name in self:
            self._shelf.wake(card.name)
            return self._held(card.name)
        if card.family in LOADERS:
            return self._load_segmenter(card)
        if card.family in SIGHTS:
            return self._load_sight(card)
        folder = folder_of(card, self._models)
        keys = self._known(card, folder)
        there = self._shelf.known(keys)
        try:
            with self._gate.loading():
                loaded = load(card, folder, self._machine, self._set(card), there)
        except Exception:
            self._shelf.settle()
            raise
        components = {
            keys.get(name, f"{card.name}/{name}"): component
            for name, component in loaded.base.components.items()
            if component is not None
        }
        self._shelf.put(card.name, components)
        self.loaded[card.name] = loaded
        loaded.encoder = Encoder.of(card, folder, loaded.base, self._machine, self._encodings)
        if loaded.switches.compile:
            warm(loaded, self._gate)
        return self._held(card.name)

    def _load_segmenter(self, card: ModelCard) -> Parts:
        with self._gate.loading():
            found = Segmenter.load(card, self._models, self._machine)
        self.segmenters[card.name] = found
        return self._alone(card, found.finder.parts)

    def _load_sight(self, card: ModelCard) -> Parts:
        folder = folder_of(card, self._models)
        with self._gate.loading():
            found = opened(card, folder, self._machine)
        self.sights[card.name] = found
        return self._alone(card, (found.model.network,))

    def _alone(self, card: ModelCard, modules: Sequence[Any]) -> Parts:
        """What is no pipeline shares nothing with others, and has no speed switches."""
        parts = {f"{card.name}/{number}": module for number, module in enumerate(modules)}
        self._shelf.put(card.name, parts)
        self._switches[card.name] = Switches()
        return self._held(card.name)

    def degree(self, card: ModelCard) -> int:
        """Devices that a card's passes are divided among; 0 where they are not. Raises as `weigh`
        does."""
        return 0 if card.family in LOADERS or card.family in SIGHTS else self._set(card).parallel

    def park(self, card: str) -> Parts:
        """To host memory; nothing where the device has no other memory than the host has."""
        if card not in self or self._machine.kind != "cuda" or self._switches[card].offload:
            return {}
        self._shelf.rest(card)
        empty()
        return self._shelf.parts(card)

    def spare(self, card: ModelCard) -> Parts | None:
        """The next of the ways to take less memory; what is no pipeline has none."""
        if card.family in LOADERS or card.family in SIGHTS:
            return None
        apart = self._machine.kind == "cuda" and bool(components_of(folder_of(card, self._models)))
        thriftier = self._set(card).thriftier(offloads=apart)
        if thriftier is None:
            return None
        moved = thriftier.offload != self._switches[card.name].offload
        self._switches[card.name] = thriftier
        if moved:  # it shares nothing then: it is another model
            self.unload(card.name)
            return self.load(card)
        if card.name in self.loaded:
            self.loaded[card.name].switches = thriftier
        return self.load(card)

    def unload(self, card: str) -> None:
        """Gone, with all that no other model is made of; its files may be others next time."""
        self._keys.pop(card, None)
        if card in self:
            self.loaded.pop(card, None)
            self.segmenters.pop(card, None)
            self.sights.pop(card, None)
            self._shelf.drop(card)
            empty()

    def clear(self) -> None:
        """All of them."""
        for card in (*self.loaded, *self.segmenters, *self.sights):
            self.unload(card)

    def _set(self, card: ModelCard) -> Switches:
        """How a card is switched: so that it fits, and thriftier once it ran out of memory."""
        if card.name not in self._switches:
            folder = folder_of(card, self._models)
            self._switches[card.name] = fit(card, folder, self._machine).switches
        return self._switches[card.name]

    def _known(self, card: ModelCard, folder: Path) -> dict[str, str]:
        if card.name not in self._keys:
            check(card, self._set(card), components_of(folder), folder)
            self._keys[card.name] = keys_of(card, folder, self._set(card))
        return self._keys[card.name]

    def _held(self, card: str) -> Parts:
        """What a model takes on the device: all of it, or the largest component at a time."""
        parts = self._shelf.parts(card)
        if self._switches[card].offload and self._machine.kind == "cuda":
            largest = max(parts, key=parts.__getitem__)
            return {largest: parts[largest]}
        return parts
