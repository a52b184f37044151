"""Settings of a request that its model, or what is done, makes nothing of: what is said of them."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from core.catalogue import Intent, ModelCard
from core.prompts import Prompt

CLASSICAL, REMOTE = "classical", "remote"  # engines
SIZE_OF_NEW = "a size is for new pictures: “upscale it to 2K” enlarges one that is there"

# What answers in words, and what changes a picture by degrees.
_WORDS = frozenset({Intent.DESCRIBE, Intent.READ})
_BY_DEGREES = frozenset(
    {Intent.VARY, Intent.REFINE, Intent.RESTYLE, Intent.EDIT, Intent.UPSCALE, Intent.COMPARE}
)
# What draws nothing that was not there, so that nothing can be kept out of it.
_ADDS_NOTHING = frozenset({Intent.CUTOUT, Intent.UPSCALE, Intent.FORMATS})


@dataclass(frozen=True, slots=True)
class Work:
    """What is done, and by which model."""

    intent: Intent
    card: ModelCard
    pictures: int  # that it is done to
    each: bool = False  # whether each of them becomes one variant
    masked: bool = False
    looks: bool = False  # whether the words name a look of the model


@dataclass(frozen=True, slots=True)
class _Setting:
    """A setting, and when nothing is made of it."""

    said: Callable[[Prompt], str]  # as a flag; empty where it was not set
    why: Callable[[Work], str]  # why nothing is made of it; empty where something is


def _count_said(prompt: Prompt) -> str:
    return f"--n {prompt.count}" if prompt.count else ""


def _count_why(work: Work) -> str:
    if work.intent is Intent.FORMATS:
        return "there is one picture of each format"
    return "there is one of each picture" if work.each else ""


def _ratio_said(prompt: Prompt) -> str:
    return f"--ar {prompt.ratio.title}" if prompt.ratio else ""


def _ratio_why(work: Work) -> str:
    if work.intent is Intent.FORMATS:
        return ""  # “16:9, 4:5 and a transparent PNG”: it is one of them
    # The classical engine crops before it works; services are asked for a size.
    if not work.pictures or work.card.engine in (CLASSICAL, REMOTE):
        return ""
    within = work.masked and work.intent is not Intent.REFRAME
    redrawn = work.card.degrees and work.intent in (Intent.VARY, Intent.REFINE, Intent.RESTYLE)
    if within or redrawn or work.intent in (Intent.ANIMATE, Intent.UPSCALE, Intent.CUTOUT):
        return f"{work.card.title} keeps the frame of the picture here"
    return ""


def _strength_said(prompt: Prompt) -> str:
    return "" if prompt.strength is None else f"--strength {prompt.strength:g}"


def _strength_why(work: Work) -> str:
    if not work.pictures:
        return "it says how far a picture that is there may change"
    if work.intent not in _BY_DEGREES:
        return "only looks, edits and variations have one"
    if _by_degrees(work):
        return ""
    return f"{work.card.title} decides itself how far a picture changes here"


def _by_degrees(work: Work) -> bool:
    card, intent = work.card, work.intent
    if card.engine == REMOTE:
        return "strength" in _taken(card)
    if card.engine == CLASSICAL:
        return intent in (Intent.RESTYLE, Intent.EDIT, Intent.COMPARE) or (
            work.looks and intent in (Intent.VARY, Intent.REFINE)
        )
    if intent is Intent.UPSCALE:  # what does nothing else only restores
        return card.intents != (Intent.UPSCALE,)
    # Where an edit names its place, a model of places may find it: the engine says what became.
    return card.degrees or work.masked or intent is Intent.EDIT


def _unwanted_said(prompt: Prompt) -> str:
    return f"--no {prompt.negative}" if prompt.negative else ""


def _unwanted_why(work: Work) -> str:
    card, intent = work.card, work.intent
    if card.engine == CLASSICAL:
        return ""  # which says it beside what it did
    if intent in _ADDS_NOTHING:
        return "nothing is added to the picture"
    heard = "negative_prompt" in _taken(card) if card.engine == REMOTE else card.avoids
    return "" if heard else f"{card.title} cannot be told what must not appear"


def _seconds_said(prompt: Prompt) -> str:
    return f"--seconds {prompt.seconds:g}" if prompt.seconds else ""


def _seconds_why(work: Work) -> str:
    return "" if work.intent is Intent.ANIMATE else "only clips have a length"


def _seed_said(prompt: Prompt) -> str:
    return "" if prompt.seed is None else f"--seed {prompt.seed}"


def _never(_: Work) -> str:
    return ""


_SETTINGS = (
    _Setting(_count_said, _count_why),
    _Setting(_ratio_said, _ratio_why),
    _Setting(_strength_said, _strength_why),
    _Setting(_unwanted_said, _unwanted_why),
    _Setting(_seconds_said, _seconds_why),
    _Setting(_seed_said, _never),
)


def unheeded(prompt: Prompt, works: Sequence[Work]) -> Iterator[str]:
    """What to say of each setting of `prompt` that nothing is made of; `works`: one for each model
    that competes."""
    first = works[0]
    said = [(one.said(prompt), one) for one in _SETTINGS]
    if first.intent in _WORDS:
        flags = [flag for flag, _ in said if flag]
        yield from [_told(" ".join(flags), "the answer is in words")] if flags else []
        return
    if prompt.size and first.pictures:
        yield SIZE_OF_NEW
    for flag, setting in said:
        reasons = dict.fromkeys(setting.why(work) for work in works) if flag else {}
        yield from (_told(flag, why) for why in reasons if why)


def _told(flags: str, why: str) -> str:
    return f"“{flags}” was not used: {why}"


def _taken(card: ModelCard) -> tuple[str, ...]:
    """What a service takes beside words and sizes, as its card says."""
    return tuple((card.extra or {}).get("takes", ()))
