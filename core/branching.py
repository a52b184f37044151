"""Words that go back and on in one message: "step 2 as a comic", "undo that and make it blue"."""

import re
from collections.abc import Iterator
from itertools import chain
from typing import NamedTuple

from core.bare import bare
from core.catalogue import Intent
from core.errors import NothingToUndo
from core.intents import Context, Replied, Understanding, understand
from core.lexicon import Lexicon
from core.prompts import parse
from core.replies import Turn
from core.signals import Signal
from core.stepping import Stand, Stepping, named_in_tree
from core.strides import BACK, FIRST, TO, Stride
from core.targets import CHANGES, MADE_FROM, Target


class Branch(NamedTuple):
    """What is asked for, and the step that it goes on from; None for something new."""

    words: str
    step: Target | None


class Parted(NamedTuple):
    """Words that lead to a step, and those that say what to do there."""

    back: str
    on: str
    new: bool = False  # whether the latter want something new
    bare: bool = False  # whether the former only name a step, so that a picture might be meant


class Branching:
    """Finds the step that such words go on from."""

    def __init__(self, stepping: Stepping, lexicon: Lexicon) -> None:
        self._stepping = stepping
        self._lexicon = lexicon

    async def found(self, words: str, turn: Turn, variant: int) -> Branch | None:
        """None where words are of another kind. Arguments and errors as in Stepping."""
        said = parted(words, self._lexicon) or self._of_the_tree(words)
        if said is None:
            return None
        try:
            stand = await self._stepping.found(said.back, turn, variant)
        except NothingToUndo:
            if said.bare or said.new:
                return None
            raise
        return Branch(said.on, None if said.new else _target(stand)) if stand else None

    def _of_the_tree(self, words: str) -> Parted | None:
        """The parts of words that name a step as the tree does: "step 3b as a comic"."""
        named = named_in_tree(words)
        said = parted(named.plain, self._lexicon) if named else None
        if named is None or said is None or said.new:
            return None
        stride = self._lexicon.steps.stride(said.back)
        if stride != Stride(TO, int(named.number)):
            return None
        return said._replace(back=said.back.replace(named.number, named.label, 1))


def parted(words: str, lexicon: Lexicon) -> Parted | None:
    """The parts of words that lead to a step and go on from there; None where they do not."""
    if lexicon.steps.stride(words) is not None:
        return None
    found = chain.from_iterable(
        find(words, lexicon) for find in (_picked, _cut, _named, _worked_on)
    )
    return next((one for one in found if not _is_none(one.on, words, lexicon)), None)


def _cut(words: str, lexicon: Lexicon) -> Iterator[Parted]:
    """Such words behind those that only lead to a step."""
    # From behind, as more than the first words may lead there: "go back and start again, …".
    for end, start, joined in reversed(lexicon.steps.cuts(words)):
        back, on = words[:end], words[start:].strip()
        stride = lexicon.steps.stride(back)
        if stride is None or not on:
            continue
        if stride.kind == TO:
            bare = lexicon.steps.names_a_step(back)
            if _changes(on, lexicon, anything=joined and not bare):
                yield Parted(back, on, bare=bare)
        elif joined and stride.kind in (BACK, FIRST) and _new(on, lexicon):
            yield Parted(back, on, new=True)
        elif (joined or stride.kind == FIRST) and _changes(on, lexicon):
            yield Parted(back, on)


def _picked(words: str, lexicon: Lexicon) -> Iterator[Parted]:
    """Such words behind a picture of a step: "number 4 from the first step, in the snow"."""
    picked = lexicon.steps.picked(words)
    if picked is None:
        return
    name, step = words[slice(*picked.picture)], words[slice(*picked.step)]
    on = words[picked.end :].strip(" ,.:;")
    # Whatever is joined to it is about the picture that is named: "…, in the snow".
    if on and (picked.joined or _changes(on, lexicon)):
        yield Parted(f"step {lexicon.steps.step_named(step)}", f"{name}, {on}", bare=True)


def _named(words: str, lexicon: Lexicon) -> Iterator[Parted]:
    """Such words behind those that name what is taken back: "undo the cup and make it blue"."""
    for end, start, joined in lexicon.steps.cuts(words):
        back, on = words[:end], words[start:].strip()
        if joined and lexicon.steps.surely_takes_back(back) and _changes(on, lexicon):
            yield Parted(back, on)


def _worked_on(words: str, lexicon: Lexicon) -> Iterator[Parted]:
    """Such words around the name of a step: "make step 2 blue", "as a comic, from step 2"."""
    for (begin, end), (before, after), instead in lexicon.steps.worked_on(words):
        on = " ".join(f"{words[:before]}{instead}{words[after:]}".split())
        if _changes(on, lexicon):
            yield Parted(words[begin:end], on, bare=True)


def _changes(words: str, lexicon: Lexicon, anything: bool = False) -> bool:
    """Whether words change a picture; `anything`: or say what it is to show, as in a reply."""
    understood = _understood(words, lexicon, Context(reply=Replied.SINGLE))
    if anything:
        return understood.intent is not Intent.RECALL
    return not understood.presumed and understood.intent in CHANGES


def _new(words: str, lexicon: Lexicon) -> bool:
    """Whether words want something new, whatever is there: "draw a cat"."""
    if _understood(words, lexicon, Context()).intent is not Intent.IMAGINE:
        return False
    text, asks = bare(words), (Signal.CREATE, Signal.FRESH)
    if any(each.says(one, text) for one in asks for each in lexicon.languages):
        return True
    replied = _understood(words, lexicon, Context(reply=Replied.SINGLE))
    return replied.presumed and lexicon.proposes(words)


def _understood(words: str, lexicon: Lexicon, context: Context) -> Understanding:
    return understand(parse(words, lexicon.asides), context, lexicon)


def _is_none(on: str, words: str, lexicon: Lexicon) -> bool:
    """Whether the latter part of words does not go on: "thanks", "it's too dark".

    Nor does what names other steps ("step 1 mix, step 2 bake", "step 2 and 3"), nor what is left
    out of the former part ("undo everything but the lamp").
    """
    steps = lexicon.steps
    back = steps.stride(on) is not None or steps.surely_takes_back(on)
    idle = back or lexicon.courteous(on) or steps.remarks(on)
    listed = steps.names_steps(on) or re.match(r"\d+(?![\w:.,%°/x])", on) is not None
    return idle or listed or (steps.spares(words) and not steps.spares(on))


def _target(stand: Stand) -> Target:
    step = stand.way.at(stand.number)
    beside = f" ({stand.note})" if stand.note else ""
    note = f"{MADE_FROM} step {stand.number} of {stand.way.last}: {step.title}{beside}"
    return Target(step.job, step.variant, note)
