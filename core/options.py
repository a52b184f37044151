"""What can be done with an opened variant: a button for each thing that a model can do now."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from typing import NamedTuple

from core.actions import Action, Verb
from core.buttons import LABELS, RECALLED, USES, Rows, asks, button, to_use
from core.catalogue import NATURAL, Catalogue, Intent, ModelCard, Role
from core.comparing import contender
from core.errors import ForgedAction
from core.jobs import BEFORE, Asset, Job, Variant
from core.motion import FREE
from core.regions import BY_MASK, MASK, PAINTED, REGIONS, confined
from core.replies import Button
from core.strides import BACK, FIRST, stride_of

LARGEST = 4096  # px of a longer side that is still made
MOST_TIMES = 4  # so many times larger at once

CINEMATIC = "cinematic"
NEWEST = "Newest"  # leads to the first page
LONGER, LOOP, ON = "longer", "loop", "on"
# What the buttons under a clip direct, as they say it and as somebody would.
PRESETS: Mapping[str, tuple[str, str]] = {
    LONGER: ("Longer", "longer"),
    LOOP: ("Loop", "as a loop"),
    ON: ("Go on", "go on"),
    "dolly-in": ("Push in", "dolly in"),
    "dolly-out": ("Pull out", "dolly out"),
    "pan-left": ("Pan left", "pan left"),
    "pan-right": ("Pan right", "pan right"),
    "orbit": ("Orbit", "orbit"),
}


@dataclass(frozen=True, slots=True)
class Option:
    """One way of doing what a verb does."""

    label: str
    words: str = ""  # what somebody would write who wants the same


OPTIONS: Mapping[tuple[Verb, str], Option] = {
    (Verb.VARY, "subtle"): Option("Vary subtly", "--strength 0.3"),
    (Verb.VARY, "strong"): Option("Vary strongly", "--strength 0.9"),
    (Verb.ANIMATE, CINEMATIC): Option("Cinematic"),
    **{(Verb.ANIMATE, one): Option(label, said) for one, (label, said) in PRESETS.items()},
    (Verb.UPSCALE, "2x"): Option("Upscale 2x", "2x"),
    (Verb.UPSCALE, "2K"): Option("Upscale to 2K", "2K"),
    (Verb.UPSCALE, "4K"): Option("Upscale to 4K", "4K"),
    (Verb.REFRAME, "1x1"): Option("1:1", "--ar 1:1"),
    (Verb.REFRAME, "4x5"): Option("4:5", "--ar 4:5"),
    (Verb.REFRAME, "16x9"): Option("16:9", "--ar 16:9"),
    (Verb.REFRAME, "9x16"): Option("9:16", "--ar 9:16"),
    **{(Verb.EDIT, name): Option(one.button) for name, one in REGIONS.items() if one.button},
    (Verb.EDIT, MASK): Option(BY_MASK),
    **{(Verb.USE, name): Option(LABELS[Verb.USE]) for name in USES},
    **{(Verb.RECALL, name): Option(label) for name, (label, *_) in RECALLED.items()},
}
_HARDLY = 0.5  # s longer: nobody would see it
SIDES = {"2K": 2048, "4K": 3840}  # px of the longer side


def worded(action: Action, words: str) -> str:
    """What a press says in words, with those that came with it; raises ForgedAction."""
    if not action.option or action.verb in (Verb.STEP, Verb.TEXT, Verb.SHARPEN):
        return words
    option = _option(action)
    return confined(words, action.option) if asks(action) else f"{words} {option.words}".strip()


def called(action: Action) -> str:
    """What the button of an action says; raises ForgedAction."""
    if action.verb is Verb.STEP:
        return _step(action.option)
    if action.verb is Verb.PAGE:
        return LABELS[Verb.PAGE] if action.option else NEWEST
    return _option(action).label if action.option else LABELS[action.verb]


def _step(option: str) -> str:
    try:
        stride = stride_of(option)
    except ValueError as error:
        raise ForgedAction from error
    return {BACK: "Undo", FIRST: "Original"}.get(stride.kind, f"Step {stride.number}")


def _option(action: Action) -> Option:
    if action.verb in (Verb.TEXT, Verb.SHARPEN) and action.option.isdecimal():
        return Option(LABELS[action.verb])
    if (action.verb, action.option) == (Verb.EDIT, PAINTED):
        return Option(LABELS[Verb.PAINT])  # which no button says: the page sends it
    found = OPTIONS.get((action.verb, action.option))
    if found is None:
        raise ForgedAction
    return found


def under_opened(
    job: Job,
    variant: Variant,
    catalogue: Catalogue,
    available: Collection[str],
    paints: bool = False,
) -> Rows:
    """Everything that can be done with a variant now; `available` names the models that run.

    `paints`: whether there is a page to paint on.
    """
    able = _Able(catalogue, frozenset(available), paints)
    star = (Verb.STAR,) if variant.index < BEFORE else ()
    own = [button(verb, job, variant.index) for verb in (Verb.ORIGINAL, Verb.DETAILS, *star)]
    if variant.asset.seconds:
        return (*under_clip(job, variant, able.filming()), tuple(own))
    uses = ()
    if contender(job, variant.index, catalogue) is not None:
        uses = tuple(to_use(job, variant.index, one) for one in ("mine", "here"))
        uses = uses if job.spec.shared else uses[:1]
    rows = (*_rows(able, variant.asset), [])
    made = [[_button(job, variant, one) for one in row] for row in rows]
    made[-1] += own
    return tuple(tuple(row) for row in (*made, list(uses)) if row)


def under_clip(job: Job, variant: Variant, cards: Collection[ModelCard]) -> Rows:
    """What a clip can become, of models that make some: another length, a loop, another camera."""
    if not cards:
        return ()
    motion, asset = job.spec.motion or FREE, variant.asset
    first: list[str] = []
    if any(card.clips.longest > asset.seconds + _HARDLY for card in cards):
        first.append(LONGER)
    if not motion.loop and any(card.clips.loop for card in cards) and job.spec.inputs:
        first.append(LOOP)
    if variant.last is not None:
        first.append(ON)
    moves = [one for one in PRESETS if one not in (LONGER, LOOP, ON)]
    others = [one for one in moves if not motion.camera or one != motion.camera[0].option]
    rows = (first, others)
    deeds = ([_Deed(Verb.ANIMATE, one) for one in row] for row in rows)
    return tuple(tuple(_button(job, variant, deed) for deed in row) for row in deeds if row)


def _button(job: Job, variant: Variant, deed: "_Deed") -> Button:
    plain = button(deed.verb, job, variant.index, deed.option)
    return replace(plain, label=called(Action(deed.verb, job.id, option=deed.option)))


class _Deed(NamedTuple):
    """What a button does, and how."""

    verb: Verb
    option: str = ""


def _rows(able: "_Able", asset: Asset) -> tuple[list[_Deed], ...]:
    change: list[_Deed] = [*able.of(Intent.REFINE, Verb.REFINE), *able.of(Intent.EDIT, Verb.EDIT)]
    change += [*able.painted(), *able.varied()]
    change += able.of(Intent.READ, Verb.TEXT) if able.to(Intent.EDIT) else []
    other: list[_Deed] = [
        *able.of(Intent.ANIMATE, Verb.ANIMATE),
        *able.cinematic(),
        *able.of(Intent.CUTOUT, Verb.CUTOUT),
        *able.of(Intent.FORMATS, Verb.FORMATS),
        *able.compared(),
    ]
    frames: list[_Deed] = []
    if able.to(Intent.REFRAME):
        frames = [_Deed(Verb.REFRAME), *(_Deed(*one) for one in OPTIONS if one[0] is Verb.REFRAME)]
    regions = [one for one in OPTIONS if one[0] is Verb.EDIT] if able.to(Intent.EDIT) else []
    parts = [_Deed(*one) for one in regions]
    return change, parts[:3], parts[3:], other, able.larger(asset), frames


@dataclass(frozen=True, slots=True)
class _Able:
    """What the models that run can do."""

    catalogue: Catalogue
    available: frozenset[str]
    paints: bool  # whether there is a page to paint on

    def to(self, intent: Intent) -> bool:
        """Whether any of them can do this."""
        running = (card for card in self.catalogue if card.name in self.available)
        return any(intent in card.intents for card in running)

    def of(self, intent: Intent, verb: Verb) -> list[_Deed]:
        """A verb, where its intent can be served."""
        return [_Deed(verb)] if self.to(intent) else []

    def painted(self) -> list[_Deed]:
        """Where what is painted can be edited."""
        return self.of(Intent.EDIT, Verb.PAINT) if self.paints else []

    def varied(self) -> list[_Deed]:
        """Subtly and strongly, where the model that would take it knows degrees."""
        role = NATURAL[Intent.VARY]
        card = self.catalogue.first(role, Intent.VARY, self.available)
        if card is not None and card.degrees:
            return [_Deed(Verb.VARY, "subtle"), _Deed(Verb.VARY, "strong")]
        return self.of(Intent.VARY, Verb.VARY)

    def filming(self) -> list[ModelCard]:
        """Those that make clips."""
        cards = (card for card in self.catalogue if card.name in self.available)
        return [card for card in cards if Intent.ANIMATE in card.intents]

    def cinematic(self) -> list[_Deed]:
        """Where a model with that role runs."""
        card = self.catalogue.first(Role.CINEMATIC, Intent.ANIMATE, self.available)
        return [_Deed(Verb.ANIMATE, CINEMATIC)] if card else []

    def compared(self) -> list[_Deed]:
        """Where there are several models, or one with several looks."""
        serving = self.catalogue.serving(NATURAL[Intent.RESTYLE], Intent.RESTYLE)
        cards = [card for card in serving if card.name in self.available]
        several = len(cards) > 1 or any(len(card.looks) > 1 for card in cards)
        return [_Deed(Verb.COMPARE)] if several else []

    def larger(self, asset: Asset) -> list[_Deed]:
        """The sizes that are larger than the picture, and within reach."""
        if not self.to(Intent.UPSCALE):
            return []
        side = max(asset.width, asset.height)
        doubled = [_Deed(Verb.UPSCALE, "2x")] if 2 * side <= LARGEST else []
        if self.catalogue.first(Role.HIRES, Intent.UPSCALE, self.available) is None:
            return doubled
        reach = (one for one, px in SIDES.items() if side < px <= MOST_TIMES * side)
        return [*doubled, *(_Deed(Verb.UPSCALE, one) for one in reach)]
