"""What the files of a result are called: after what was drawn in the beginning."""

from collections.abc import Set
from dataclasses import replace

from core.catalogue import Intent
from core.formats import stem_of
from core.jobs import JobSpec
from core.ports import Ledger

DEEPEST = 20  # steps of lineage in which the beginning is looked for


async def named(spec: JobSpec, ledger: Ledger, idle: Set[str]) -> JobSpec:
    """The spec with the stem of its files, where it makes formats.

    Words of changes (“make it darker”) name no picture: those of the drawing do. `idle` are folded
    words that tell nothing.
    """
    if not spec.formats:
        return spec
    lineage, words = spec.lineage, ""
    for _ in range(DEEPEST):
        job = await ledger.job(lineage.job) if lineage else None
        if job is None or lineage is None:
            break
        if job.spec.intent is Intent.IMAGINE:
            words = job.spec.words_of(lineage.variants[0] if lineage.variants else 1)
        lineage = job.spec.lineage
    return replace(spec, stem=stem_of(words, idle))
