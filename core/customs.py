"""How things are done in a place: what a request takes that says nothing, and what it may not."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from typing import Protocol

from core.catalogue import Catalogue, Intent, ModelCard, Role
from core.errors import AdultsOnly, NotPermitted, Unserved
from core.jobs import JobSpec
from core.prompts import Prompt, Ratio
from core.requests import Request
from core.routing import route
from core.safety import Safety
from core.specs import COUNTS, ONE_BY_ONE
from core.stages import onward

# What /edit, /imagine and /history stand for beside what they are called after: who may not use
# a command may not do the same by a button or in plain words.
COMMANDS: Mapping[str, tuple[Intent, ...]] = {
    "imagine": (Intent.IMAGINE, Intent.VARY),
    "edit": (Intent.EDIT, Intent.REFINE, Intent.RESTYLE, Intent.CUTOUT, Intent.REFRAME),
    "formats": (Intent.FORMATS,),
    "animate": (Intent.ANIMATE,),
    "upscale": (Intent.UPSCALE,),
    "compare": (Intent.COMPARE,),
    "describe": (Intent.DESCRIBE, Intent.READ),
    "history": (Intent.RECALL,),
}


class Customs(Protocol):
    """What those who look after a place have set for it, by name."""

    async def of(self, platform: str, place: str) -> Mapping[str, str]:
        """What was set for a place; empty where nothing was."""
        ...

    async def keep(self, platform: str, place: str, name: str, value: str | None) -> None:
        """Set one thing, instead of what it was before; None takes it back."""
        ...


@dataclass(frozen=True, slots=True)
class Picked:
    """The model that takes requests of a role."""

    role: Role
    model: str  # name of a card
    why: str  # as a person reads it: "the model that you picked"


@dataclass(frozen=True, slots=True)
class Usual:
    """What a request takes in a place, where it says nothing itself."""

    model: str = ""  # name of a card
    count: int | None = None
    ratio: Ratio | None = None
    picked: tuple[Picked, ...] = ()  # for single roles; these go before the others

    def filled(self, request: Request) -> Request:
        """The request with the usual count and ratio, where they mean something.

        A ratio is for what is drawn anew: it would crop a picture that is there.
        """
        prompt, intent = request.prompt, request.understood.intent
        each = len(request.inputs) > 1 and intent in ONE_BY_ONE  # there is one of each then
        open_ = not (prompt.count or prompt.permutations or each)
        if self.count and open_ and intent in _COUNTED:
            prompt = replace(prompt, count=self.count)
        if self.ratio and not prompt.ratio and not request.inputs:
            prompt = replace(prompt, ratio=self.ratio)
        return replace(request, prompt=prompt)

    def choice(
        self, request: Request, catalogue: Catalogue, available: Collection[str]
    ) -> Picked | None:
        """The usual model that runs and can do this, where the person named none."""
        intent, role = request.understood.intent, request.understood.role
        if request.prompt.model is not None or intent is Intent.COMPARE:
            return None
        able = {card.name for card in catalogue if intent in card.intents} & set(available)
        usual = (Picked(role, self.model, "the usual model of this channel"),)
        fitting = (one for one in (*self.picked, *usual) if one.role is role)
        return next((one for one in fitting if one.model in able), None)


_COUNTED = frozenset(COUNTS) - {Intent.COMPARE}


@dataclass(frozen=True, slots=True)
class Closed:
    """What somebody may not use in a place."""

    commands: frozenset[str] = frozenset()
    roles: frozenset[Role] = frozenset()
    models: frozenset[str] = frozenset()
    adult: frozenset[str] = frozenset()  # models that are for age-restricted places only

    def check_intent(self, intent: Intent) -> None:
        """Raises NotPermitted where the command that does this is closed."""
        for name in self.commands:
            if intent in COMMANDS[name]:
                raise NotPermitted(what=f"/{name}")

    def check_model(self, card: ModelCard) -> None:
        """Raises AdultsOnly or NotPermitted where a model is closed."""
        if card.name in self.adult:
            raise AdultsOnly(model=card.title)
        if card.name in self.models:
            raise NotPermitted(what=card.title)

    def opens(self, card: ModelCard) -> bool:
        """Whether a model may be used for something."""
        return card.name not in self.models | self.adult and not self.roles.issuperset(card.roles)

    def check_seen(self, spec: JobSpec, catalogue: Catalogue) -> None:
        """Raises AdultsOnly where a result may not be seen in the place."""
        for card in makers(spec, catalogue):
            if card.name in self.adult:
                raise AdultsOnly(model=card.title)

    def check(self, spec: JobSpec, catalogue: Catalogue) -> JobSpec:
        """The spec; raises NotPermitted or AdultsOnly where it needs what is closed."""
        self.check_intent(spec.intent)
        if spec.role in self.roles:
            raise NotPermitted(what=f"models for {spec.role}")
        for card in makers(spec, catalogue):
            self.check_model(card)
        return spec


def makers(spec: JobSpec, catalogue: Catalogue) -> tuple[ModelCard, ...]:
    """The models that make a result."""
    return catalogue.among({spec.model, *spec.contenders})


def adult_maker(spec: JobSpec, catalogue: Catalogue) -> ModelCard | None:
    """The model that makes a result, where that is for age-restricted places only."""
    return next((card for card in makers(spec, catalogue) if card.adult), None)


@dataclass(frozen=True, slots=True)
class Manner:
    """How one person's requests are taken in one place."""

    usual: Usual = Usual()
    closed: Closed = Closed()
    change: str = ""  # how one changes there what is usual: a sentence that names the command
    safety: Safety = Safety.REFUSE  # what is done there about what is unfit
    coaches: bool = True  # whether vague requests get sharper versions as buttons there
    guides: bool = True  # whether results say what usually comes next
    shared: bool = False  # whether others than the one who asks see it there

    def route(self, request: Request, catalogue: Catalogue, available: Collection[str]) -> JobSpec:
        """The job for a request, as it is done here.

        Raises NotPermitted and AdultsOnly for what is closed, and what `core.routing.route` does.
        """
        self.closed.check_intent(request.understood.intent)
        if request.prompt.model is not None:
            self.closed.check_model(catalogue.card(request.prompt.model))
        everything = frozenset(available)
        left = everything - self.closed.models - self.closed.adult
        request = self.usual.filled(request)
        try:
            spec = self._routed(request, catalogue, left)
        except Unserved:
            if left != everything:
                self.closed.check(route(request, catalogue, everything), catalogue)
            raise
        return self.guided(self.allowed(spec, catalogue), catalogue, left)

    def allowed(self, spec: JobSpec, catalogue: Catalogue) -> JobSpec:
        """The spec as it may be done here; raises NotPermitted or AdultsOnly where it may not."""
        shared = self.shared and spec.intent is Intent.COMPARE
        spec = self.closed.check(spec, catalogue)
        return replace(spec, safety=self.safety, shared=shared)

    def guided(self, spec: JobSpec, catalogue: Catalogue, available: Collection[str]) -> JobSpec:
        """The spec with what usually comes next by the models that run, where that is wanted."""
        if not self.guides:
            return replace(spec, onward="")
        picked = {one.role: one.model for one in reversed(self.usual.picked)}
        left = frozenset(available) - self.closed.models - self.closed.adult
        return replace(spec, onward=onward(spec, catalogue, left, picked))

    def _routed(self, request: Request, catalogue: Catalogue, available: frozenset[str]) -> JobSpec:
        usual = self.usual.choice(request, catalogue, available)
        if usual is None:
            return route(request, catalogue, available)
        prompt: Prompt = replace(request.prompt, model=usual.model)
        spec = route(replace(request, prompt=prompt), catalogue, available)
        reason = f"{request.understood.reason}; {usual.why}"
        return replace(spec, prompt=request.prompt, reason=reason)


PLAIN = Manner()  # nothing is usual, nothing is closed
