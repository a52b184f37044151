"""Which model would do where another cannot be had: one that is here, else one to fetch."""

from collections.abc import Collection, Generator, Sequence
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

from core.catalogue import ModelCard
from core.errors import Broken, EaselError
from worker.engines.diffusion.weights import wanted
from worker.models.sizes import in_words
from worker.models.verifying import State, Verifier


class Refused(Broken):
    """{reason} {other}"""


class Alternatives(NamedTuple):
    """The cards that may stand in for others."""

    cards: Sequence[ModelCard] = ()
    models: Path = Path()

    def of(self, card: ModelCard, memory: int | None = None) -> str:
        """The next card that would work in the place of `card`, as a sentence; empty where there is
        none. `memory`: bytes that it may take of a device, where that is known.
        """
        verifier = Verifier(self.models, deep=False)
        alike = [one for one in self.cards if one.name != card.name and _alike(one, card)]
        able = [one for one in alike if memory is None or one.need.memory <= memory]
        for one in able:
            if all(verifier.verdict(part).state is State.COMPLETE for part in wanted(one)):
                return f"The next that would work is {one.title}, which is here."
        runs = [one for one in able if verifier.verdict(one).state is not State.UNKNOWN]
        for one in runs:
            if one.commercial and not (one.extra or {}).get("gated"):
                size = f" fetches {in_words(one.need.disk)}" if one.need.disk else " fetches it"
                return (
                    f"The next that would work is {one.title}: `easel models pull {one.name}`{size}"
                    ", and nobody has to agree to anything."
                )
        return ""

    @contextmanager
    def told(self, card: ModelCard, passing: Collection[type[EaselError]]) -> Generator[None]:
        """What `card` cannot be had for is said with the next one that would work; not what is
        `passing`, since that stands in the way of every model."""
        try:
            yield
        except EaselError as error:
            other = self.of(card)
            if not other or isinstance(error, tuple(passing)):
                raise
            raise Refused(reason=error.sentence, other=other) from error

    def too_large(self, card: ModelCard) -> str:
        """What is said before a model is fetched that the device of this machine does not hold;
        empty where it does, or nobody can tell."""
        if not card.need.memory or not all(map(find_spec, ("torch", "psutil"))):
            return ""
        from worker.engines.diffusion.machine import HEADROOM, Machine

        machine = Machine.here()
        room = int(machine.memory / HEADROOM)  # cards name classes of devices
        if card.need.memory <= room:
            return ""
        told = (
            f"{card.title} asks for a device of {in_words(card.need.memory)}, and the one here "
            f"({machine.name}) has {in_words(machine.memory)} for models: a worker here may leave "
            "it out."
        )
        return f"{told} {self.of(card, room)}".rstrip()


def _alike(one: ModelCard, card: ModelCard) -> bool:
    """Whether one card does what another is there for first."""
    return card.roles[0] in one.roles and not {*card.intents}.isdisjoint(one.intents)
