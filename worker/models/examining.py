"""What `easel doctor` says of models: device, disk, token, and the weights that are here."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from huggingface_hub import constants, get_token

from core.catalogue import ModelCard
from worker.engines.diffusion.machine import HEADROOM, Machine
from worker.engines.diffusion.packages import needed_for
from worker.models.pulling import SPARE, free
from worker.models.sizes import in_words
from worker.models.verifying import State, Verifier


class Finding(NamedTuple):
    """A line of the doctor's."""

    name: str
    said: str
    mark: str = "ok"  # none, absent, broken: as the doctor marks what Easel can work without


def examined(
    cards: Sequence[ModelCard], models: Path, devices: Sequence[int] = ()
) -> list[dict[str, str]]:
    """The findings about cards that have weights, for programs; no file is read to its end.

    `devices` are the numbers of those that models run on, as in the settings. Raises NoDevice.
    """
    machines = Machine.all(devices)
    beside = (*_hub(cards), *_packages(cards, models))
    found = [*map(_device, machines), _disk(models), *beside, *_weights(cards, machines, models)]
    return [finding._asdict() for finding in found]


def _device(machine: Machine) -> Finding:
    precision = str(machine.precision).removeprefix("torch.")
    memory = in_words(machine.memory)
    return Finding("device", f"{machine.name}, in {precision}, {memory} for models")


def _disk(models: Path) -> Finding:
    room = free(models)
    said = f"{models}, {in_words(room)} free"
    return Finding("folder", said) if room > SPARE else Finding("folder", f"{said}: full", "broken")


def _hub(cards: Sequence[ModelCard]) -> Iterator[Finding]:
    """What stands in the way of fetching."""
    if constants.is_offline_mode():
        said = "HF_HUB_OFFLINE is set, so that `easel models pull` fetches nothing"
        yield Finding("hub", said, "none")
    gated = ", ".join(card.name for card in cards if (card.extra or {}).get("gated"))
    if get_token() is None and gated:
        said = f"{gated} need one: set HF_TOKEN, or use `hf auth login`; all others do not"
        yield Finding("token", said, "none")


def _packages(cards: Sequence[ModelCard], models: Path) -> Iterator[Finding]:
    """What some models need beside the usual and is not installed, whether they are here or not."""
    needs = {card.name: needed_for(card, models) for card in cards}
    for need in dict.fromkeys(filter(None, needs.values())):
        names = ", ".join(name for name, wanted in needs.items() if wanted == need)
        yield Finding("packages", f"{names} cannot run {need}; all others can", "none")


def _weights(
    cards: Sequence[ModelCard], machines: Sequence[Machine], models: Path
) -> Iterator[Finding]:
    verifier = Verifier(models, deep=False)
    here = [card for card in cards if verifier.folder(card)]
    for card in here:
        verdict = verifier.verdict(card)
        if verdict.state is not State.COMPLETE:
            wrong = verdict.line.removeprefix(f"{card.name}: "), needed_for(card, models)
            yield Finding(card.name, "; and ".join(filter(None, wrong)), "broken")
        elif against := _against(card, machines, models):
            yield Finding(card.name, against, "absent")
        else:
            yield Finding(card.name, "complete")
    if not here:
        fitting = [card.name for card in cards if any(_fits(card, one) for one in machines)]
        which = f"; this device holds {', '.join(fitting)}" if fitting else ""
        yield Finding("weights", f"`easel models pull NAME` fetches them{which}", "none")


def _against(card: ModelCard, machines: Sequence[Machine], models: Path) -> str:
    """Why none of the devices can serve a card; empty where one can."""
    from worker.engines.diffusion.examining import examine  # seconds, for those who have weights

    reasons = [examine(card, one, models) for one in machines]
    return "" if "" in reasons else reasons[0]


def _fits(card: ModelCard, machine: Machine) -> bool:
    """Whether a device is of the class that a card names: its memory is told less the headroom."""
    return 0 < card.need.memory * HEADROOM <= machine.memory
