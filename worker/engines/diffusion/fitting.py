"""How a model is switched so that it fits its device: as its card asks, or from host memory."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from core.catalogue import ModelCard
from worker.activations import BESIDE
from worker.engines.diffusion.machine import Machine
from worker.engines.diffusion.sharing import components_of, parts_of
from worker.engines.diffusion.soundness import UNREADABLE
from worker.engines.diffusion.switches import Switches
from worker.engines.diffusion.weights import bad, loaded_for
from worker.residency import together


class Fit(NamedTuple):
    """What a model takes, switched so; both in bytes."""

    switches: Switches
    device: int  # of weights at a time
    host: int  # of weights that rest in the machine's memory; 0 where none does

    def fits(self, machine: Machine) -> bool:
        """Whether there is room for it, and for what its passes take beside it."""
        return self.device * BESIDE <= machine.memory and self.host <= machine.host


def fit(card: ModelCard, folder: Path, machine: Machine) -> Fit:
    """The way that a model is held: all of it on the device, where that has the room; else the
    component that runs, one after another, where its weights lie apart. Raises BadSwitch, and
    BadWeights where a file cannot be read.

    Where the device has no memory of its own there is nothing to be won, whatever the card asks. A
    model is divided where there are as many devices, each with the room for all of its weights.
    """
    try:
        return _suited(card, folder, machine)
    except UNREADABLE as error:
        detail = next(iter(str(error).splitlines()), type(error).__name__)
        raise bad(card, folder, detail) from error


def _suited(card: ModelCard, folder: Path, machine: Machine) -> Fit:
    asked, parts = Switches.of(card), {name: name for name in components_of(folder)}
    files = loaded_for(card, folder)
    plain = _fit(parts, files, folder, machine, replace(asked, offload=""))
    if asked.parallel and not _divides(plain, machine.team[: asked.parallel]):
        asked = replace(asked, parallel=0)
        plain = plain._replace(switches=replace(plain.switches, parallel=0))
    elif asked.parallel:
        return plain
    if machine.kind != "cuda" or not parts:
        return plain
    from_host = replace(asked, offload=asked.offload or "model")
    if asked.offload or not plain.fits(machine):
        return _fit(parts, files, folder, machine, from_host)
    return plain


def undivided(card: ModelCard, folder: Path, machine: Machine) -> str:
    """Why a card that asks for several devices has one here; empty where it has them."""
    wanted, here = Switches.of(card).parallel, max(1, len(machine.team))
    if not wanted or fit(card, folder, machine).switches.parallel:
        return ""
    if here >= wanted:
        return f"alone on one device: not each of {wanted} has the room for all of its weights"
    return f"alone on one device: parallel = {wanted} takes {wanted}, and {here} is here"


def _divides(plain: Fit, team: Sequence[int]) -> bool:
    """Whether each of as many devices as are asked for holds all of a model."""
    enough = len(team) == plain.switches.parallel
    return enough and plain.device * BESIDE <= min(team)


def _fit(
    parts: Mapping[str, str],
    files: Sequence[Path],
    folder: Path,
    machine: Machine,
    switches: Switches,
) -> Fit:
    size = machine.precision.itemsize
    device = together((parts_of(parts, files, folder, switches, size),))
    if not switches.offload:
        return Fit(switches, device, 0)
    host = together((parts_of(parts, files, folder, replace(switches, offload=""), size),))
    return Fit(switches, device, host)
