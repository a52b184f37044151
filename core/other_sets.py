"""New words for an earlier result, where they name sets or those of then did.

A set is what its words name: with other words its pictures and its standing words go, and what the
new ones name takes their place. Where it was how the picture is to be ("for @acme"), it stays as a
setting does, unless they name another or do without it.
"""

from dataclasses import replace

from core.catalogue import NATURAL, Intent
from core.errors import BadRequest
from core.helping import listed
from core.jobs import Asset, JobSpec
from core.permutations import expand
from core.prompts import Prompt
from core.quoting import Passage
from core.recalled import Recall
from core.set_words import SetWords
from core.sets import written
from core.using_sets import Used


class MadeWithout(BadRequest):
    """That was made without {names} already; say what is to be otherwise."""


class ComparesAnew(BadRequest):
    """That compared {names}; for other words with a set please say it whole, as in “compare
    {names}: {words}”."""


def renews(recall: Recall) -> bool:
    """Whether what is wanted has new words, and sets in them or in those of then.

    Raises MadeWithout where a set is unwanted that was no part of it, and ComparesAnew for what
    was compared: beside a set nothing would tell which ones are to be compared again.
    """
    prompt, then = recall.prompt, recall.job.spec.prompt.sets
    if prompt.words and prompt.sets and (names := recall.job.spec.contenders):
        raise ComparesAnew(names=listed([*names]), words=prompt.words)
    if prompt.unset and not prompt.words and not {*prompt.unset} & {*then}:
        raise MadeWithout(names=" and ".join(f"@{name}" for name in prompt.unset))
    return bool(prompt.words or prompt.unset or recall.drawn) and bool(prompt.sets or then)


def undressed(recall: Recall, then: Used, words: SetWords) -> Recall:
    """What is wanted, as if no set had been named then; `then`: those of them that are there."""
    spec, new = recall.job.spec, recall.prompt
    if not spec.prompt.sets:
        return recall
    gone = spec.prompt.sets if new.words or not then else new.unset
    own = words.nameless(spec.own_words, gone)
    stay = tuple(name for name in spec.prompt.sets if name not in gone)
    prompt = replace(spec.prompt, words=own, negative="", sets=stay)
    if not spec.prompt.scenes:
        prompt = replace(prompt, permutations=expand(Passage.of(own)))
    bare = replace(spec, prompt=prompt, said="", inputs=_own(spec, then), palette=())
    bare = bare if bare.inputs else _drawn(bare)
    return replace(
        recall, job=replace(recall.job, spec=bare), prompt=_kept(recall, words) if then else new
    )


def _kept(recall: Recall, words: SetWords) -> Prompt:
    """The new words, for the sets that the picture was made for."""
    spec, new = recall.job.spec, recall.prompt
    if new.sets or not new.words:
        return new
    sets = {name: written(name).called for name in spec.prompt.sets if name not in new.unset}
    stay = [name for name, called in sets.items() if words.manner(called, spec.own_words)]
    behind = "".join(f" for {sets[name]}" for name in stay)
    permutations = tuple(f"{one}{behind}" for one in new.permutations)
    said = f"{new.words}{behind}"
    return replace(new, words=said, permutations=permutations, sets=tuple(stay))


def _own(spec: JobSpec, then: Used) -> tuple[Asset, ...]:
    """Of what a result was made from, what came from no set."""
    brought = {one.sha256 for each in then.mentions for one in each.content.pictures}
    if then:
        return tuple(one for one in spec.inputs if one.sha256 not in brought)
    return spec.inputs[: len(spec.lineage.variants)] if spec.lineage else ()


def _drawn(spec: JobSpec) -> JobSpec:
    """The request as one of words alone: a set's pictures had made it one on pictures."""
    clip = spec.intent is Intent.ANIMATE
    intent = spec.intent if clip else Intent.IMAGINE
    role = spec.role if clip else NATURAL[intent]
    return replace(spec, intent=intent, role=role, inputs=(), mask=None, each=False)
