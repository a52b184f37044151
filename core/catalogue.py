"""Which models can serve a role, in which order, and what a person should know about each."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Self

from core.errors import UnknownModel
from core.motion import UNKNOWN, Clips
from core.wire import read


class Intent(StrEnum):
    """What a person wants."""

    IMAGINE = "imagine"
    VARY = "vary"
    REFINE = "refine"
    RESTYLE = "restyle"
    EDIT = "edit"
    CUTOUT = "cutout"
    REFRAME = "reframe"
    FORMATS = "formats"
    UPSCALE = "upscale"
    ANIMATE = "animate"
    DESCRIBE = "describe"
    READ = "read"
    COMPARE = "compare"
    RECALL = "recall"


class Role(StrEnum):
    """What a model is for; `none` is for what needs no model."""

    EXPLORE = "explore"
    CONSISTENT = "consistent"
    HIRES = "hires"
    EDIT = "edit"
    ANIMATE = "animate"
    CINEMATIC = "cinematic"
    DESCRIBE = "describe"
    SEGMENT = "segment"  # finds where words point, for models that change only that
    SAFETY = "safety"  # looks at what is shown, for places that refuse or mark some of it
    NONE = "none"


# Roles of models that help others: no request asks for one.
HELPERS = frozenset({Role.SAFETY})

# What each intent is called in a sentence: "No model that is running here can …".
DOING: Mapping[Intent, str] = {
    Intent.IMAGINE: "draw a picture from words",
    Intent.VARY: "make variations",
    Intent.REFINE: "keep a subject and make a new picture of it",
    Intent.RESTYLE: "change the look of a picture",
    Intent.EDIT: "edit a part of a picture",
    Intent.CUTOUT: "cut a subject out",
    Intent.REFRAME: "change the frame of a picture",
    Intent.FORMATS: "make the formats of a project",
    Intent.UPSCALE: "enlarge a picture",
    Intent.ANIMATE: "make a clip",
    Intent.DESCRIBE: "describe a picture",
    Intent.READ: "read the text in a picture line by line",
    Intent.COMPARE: "compare models",
    Intent.RECALL: "look into the history",
}


# The role of each intent when nothing in the words asks for another.
NATURAL: Mapping[Intent, Role] = {
    Intent.IMAGINE: Role.EXPLORE,
    Intent.VARY: Role.EXPLORE,
    Intent.REFINE: Role.CONSISTENT,
    Intent.RESTYLE: Role.CONSISTENT,
    Intent.EDIT: Role.EDIT,
    Intent.CUTOUT: Role.EDIT,
    Intent.REFRAME: Role.EDIT,
    Intent.FORMATS: Role.EDIT,
    Intent.UPSCALE: Role.HIRES,
    Intent.ANIMATE: Role.ANIMATE,
    Intent.DESCRIBE: Role.DESCRIBE,
    Intent.READ: Role.DESCRIBE,
    Intent.COMPARE: Role.EXPLORE,
    Intent.RECALL: Role.NONE,
}


@dataclass(frozen=True, slots=True)
class Need:
    """What a card needs of a machine."""

    memory: int = 0  # bytes on the device
    disk: int = 0  # bytes of weights that are fetched; 0 where it is not known


@dataclass(frozen=True, slots=True)
class ModelCard:
    """One model: where it comes from, what it is good at, its cost and its licence."""

    name: str  # what --model takes
    title: str
    engine: str  # diffusion, classical, remote
    source: str  # repository of the weights, or where the code is
    roles: tuple[Role, ...]
    intents: tuple[Intent, ...]
    licence: str
    licence_note: str  # the consequence for the person, in one line
    strength: str
    limitation: str
    need: Need = Need()
    commercial: bool = True
    price: str = ""  # what a result costs, in a sentence; empty where it costs nothing
    privacy: str = ""  # to whom words and pictures go, in a sentence; empty where they stay
    steps: int = 0  # 0 leaves it to the pipeline
    guidance: float | None = None  # None leaves it to the pipeline
    size: int = 1024  # px, the side of the square that it is best at
    references: int = 1  # pictures that it can take at once
    seconds: float = 5.0  # estimated for one variant on the machine that it is meant for
    looks: tuple[str, ...] = ()  # named looks, where the model has a fixed set
    synonyms: tuple[tuple[str, ...], ...] = ()  # a look and what else it is called, folded
    # Intents that it takes only where no other model that runs can, whatever the role.
    stopgap: tuple[Intent, ...] = ()
    degrees: bool = False  # whether strength says how far its variations go from the picture
    avoids: bool = True  # whether it can be told what must not appear (--no)
    clips: Clips = UNKNOWN  # what it can do of clips, where it makes some
    adult: bool = False  # whether chats show what it makes in age-restricted places only
    family: str = ""  # the pipeline family of a diffusion card
    extra: Mapping[str, Any] | None = None  # what only this engine understands

    def serves(self, role: Role, intent: Intent) -> bool:
        """Whether this card can take `intent` in `role`."""
        return role in self.roles and intent in self.intents


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Cards in order of preference; the first available one that serves is taken."""

    cards: tuple[ModelCard, ...]

    def __post_init__(self) -> None:
        names = [card.name for card in self.cards]
        assert len(names) == len(set(names)), f"two cards share a name: {names}"

    @classmethod
    def from_data(cls, *tables: Mapping[str, Any]) -> Self:
        """Read catalogues as parsed from TOML.

        A later one replaces cards of the same name in their place; its new ones go first, since
        whoever adds a model means it to be used.
        """
        cards: dict[str, ModelCard] = {}
        for table in tables:
            given = [read(ModelCard, data) for data in table.get("model", ())]
            new = {card.name: card for card in given if card.name not in cards}
            cards = new | cards | {card.name: card for card in given}
        return cls(tuple(cards.values()))

    def __iter__(self) -> Iterator[ModelCard]:
        return iter(self.cards)

    def card(self, name: str) -> ModelCard:
        """The card called `name`; raises UnknownModel, which lists those that make something."""
        wanted = name.casefold()
        for card in self.cards:
            if wanted in (card.name.casefold(), card.title.casefold()):
                return card
        known = ", ".join(card.name for card in self.cards if card.intents)
        raise UnknownModel(model=name, known=known)

    def among(self, names: Collection[str]) -> tuple[ModelCard, ...]:
        """The cards with these names, best first."""
        return tuple(card for card in self.cards if card.name in names)

    def title(self, name: str) -> str:
        """How people call a model; its name, where the operator has taken its card out since."""
        known = self.known(name)
        return known.title if known else name

    def known(self, name: str) -> ModelCard | None:
        """The card with that very name; None where the operator has taken it out since."""
        return next((card for card in self.cards if card.name == name), None)

    def serving(self, role: Role, intent: Intent) -> tuple[ModelCard, ...]:
        """All cards that can take `intent` in `role`, best first."""
        return tuple(card for card in self.cards if card.serves(role, intent))

    def first(self, role: Role, intent: Intent, available: Collection[str]) -> ModelCard | None:
        """The best card among those that live workers announced, by name; no stopgap."""
        return next(
            (card for card in self._running(role, intent, available) if intent not in card.stopgap),
            None,
        )

    def stopgap(self, intent: Intent, available: Collection[str]) -> ModelCard | None:
        """What takes `intent` in its natural role where no other card that runs can."""
        running = self._running(NATURAL[intent], intent, available)
        return next((card for card in running if intent in card.stopgap), None)

    def helpers(self, role: Role) -> tuple[ModelCard, ...]:
        """All cards that help in `role`, best first."""
        return tuple(card for card in self.cards if role in card.roles)

    def _running(
        self, role: Role, intent: Intent, available: Collection[str]
    ) -> Iterator[ModelCard]:
        return (card for card in self.serving(role, intent) if card.name in available)
