"""What this worker serves: each card of the catalogue, or why it is left out."""

import logging
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from typing import NamedTuple, Protocol

from core.catalogue import Catalogue, ModelCard, Role
from worker.engines import ENGINES
from worker.left_out import behind

log = logging.getLogger("easel.worker")

# What must be installed for an engine, and the extra that brings it.
NEEDS: Mapping[str, tuple[tuple[str, ...], str]] = {
    "classical": (("cv2", "scipy", "av"), "classical"),
    "diffusion": (("torch", "diffusers", "transformers"), "worker"),
    "remote": (("openai", "cv2", "av"), "remote"),
}


class Examiner(Protocol):
    """Looks at a card of one engine."""

    def __call__(self, card: ModelCard) -> str:
        """Why it cannot be served here; empty where it can."""
        ...


class Verdict(NamedTuple):
    """Whether a card is served."""

    card: ModelCard
    against: str  # why not; empty where it is


def _none(card: ModelCard) -> Sequence[str]:
    return ()


@dataclass(frozen=True, slots=True)
class Served:
    """What came of all cards, best first."""

    verdicts: tuple[Verdict, ...]

    @property
    def cards(self) -> tuple[str, ...]:
        """Names of the cards that are served."""
        return tuple(card.name for card, against in self.verdicts if not against)

    @property
    def left_out(self) -> dict[str, str]:
        """Why the others are not, by card, as a person reads it who asks for one."""
        return {card.name: behind(card, against) for card, against in self.verdicts if against}

    def table(self, switches: Callable[[ModelCard], Sequence[str]] = _none) -> Iterator[str]:
        """For whoever starts the worker: what it serves, what it left out and why, and what does
        the work of those instead.

        `switches` tells what is switched for a card of a model.
        """
        for card, against in self.verdicts:
            if not against:
                told = ", ".join(switches(card)) if card.engine == "diffusion" else ""
                yield f"  serves    {card.name}: {', '.join(card.roles)}" + (told and f" ({told})")
        reasons = dict.fromkeys(against for _, against in self.verdicts if against)
        for reason in reasons:
            left = [card for card, against in self.verdicts if against == reason]
            yield f"  left out  {_names(left)}: {reason}"
            said = dict.fromkeys(map(self.instead, left))
            for instead in said:
                alike = [card for card in left if self.instead(card) == instead]
                yield f"   instead  {_names(alike)}: {instead}"

    def instead(self, card: ModelCard) -> str:
        """Which cards that are served have the roles of one that is not: "edit by klein"."""
        by: dict[str, list[str]] = {}
        for role in card.roles:
            by.setdefault(self._in_place_of(card, role), []).append(role)
        return "; ".join(f"{', '.join(roles)} by {name or 'none'}" for name, roles in by.items())

    def _in_place_of(self, card: ModelCard, role: Role) -> str:
        """The first served card with that role, which takes some of the same; empty without one."""
        wanted = {*card.intents}
        for one, against in self.verdicts:
            alike = wanted & {*one.intents} or not wanted
            if not against and role in one.roles and alike:
                return one.name
        return ""


def _names(cards: Iterable[ModelCard]) -> str:
    return ", ".join(card.name for card in cards)


def installed(engine: str) -> bool:
    """Whether what an engine needs is there."""
    return not _missing(engine)


def _missing(engine: str) -> tuple[str, ...]:
    return tuple(module for module in NEEDS[engine][0] if not find_spec(module))


def served(catalogue: Catalogue, examiners: Mapping[str, Examiner]) -> Served:
    """What a worker with these engines serves, by name of the engine."""
    return Served(tuple(Verdict(card, reason_against(card, examiners)) for card in catalogue))


def reason_against(card: ModelCard, examiners: Mapping[str, Examiner]) -> str:
    """Why a card is not served; empty where it is."""
    if card.engine not in ENGINES:
        return f"there is no engine called {card.engine} here"
    if not installed(card.engine):
        missing = " and ".join(_missing(card.engine))
        return f"without {missing}: pip install 'easel[{NEEDS[card.engine][1]}]'"
    if card.engine not in examiners:
        return ""
    try:
        return examiners[card.engine](card)
    except Exception as error:  # one card that nobody foresaw leaves the others served
        log.exception("%s cannot be looked at", card.name)
        return f"it cannot be looked at: {type(error).__name__}: {error}"
