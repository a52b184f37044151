"""New words for an earlier result, where they name sets or those of then did.

A set is what its words name: with other words its pictures, its standing words and its colours go,
and what the new ones name takes their place.
"""

from dataclasses import replace

from core.catalogue import NATURAL, Intent
from core.jobs import Asset, JobSpec
from core.recalled import Recall
from core.using_sets import Used


def renews(recall: Recall) -> bool:
    """Whether what is wanted has new words, and sets in them or in those of then."""
    sets = recall.prompt.sets or recall.job.spec.prompt.sets
    return bool(recall.prompt.words and sets)


def undressed(recall: Recall, then: Used) -> Recall:
    """What is wanted, as if no set had been named then; `then`: those of them that are there."""
    spec = recall.job.spec
    if not spec.prompt.sets:
        return recall
    prompt = replace(spec.prompt, words=spec.own_words, negative="", sets=())
    bare = replace(spec, prompt=prompt, inputs=_own(spec, then), palette=())
    return replace(recall, job=replace(recall.job, spec=bare if bare.inputs else _drawn(bare)))


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
