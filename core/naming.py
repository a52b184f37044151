"""What the files of a result are called: after what was drawn or sent in the beginning."""

from collections.abc import Set
from dataclasses import replace

from core.attachments import Looked
from core.catalogue import Intent
from core.formats import stem_of, stem_of_file
from core.jobs import JobSpec
from core.ports import Ledger
from core.quoting import Passage

DEEPEST = 20  # steps of lineage in which the beginning is looked for


async def named(spec: JobSpec, ledger: Ledger, idle: Set[str]) -> JobSpec:
    """The spec with the stem of its files, where it makes formats.

    A name in quotes comes first: “all formats, "summer sale"”. Words of changes (“make it darker”)
    name no picture: those of the drawing do, or else the file that a person sent. `idle` are
    folded words that tell nothing.
    """
    if not spec.formats:
        return spec
    words = spec.own_words
    if quoted := Passage.of(words).quotations():
        return replace(spec, stem=stem_of(quoted[0], frozenset()))
    lineage, words, stem = spec.lineage, "", spec.stem
    for _ in range(DEEPEST):
        job = await ledger.job(lineage.job) if lineage else None
        if job is None or lineage is None:
            break
        if job.spec.intent is Intent.IMAGINE:
            words = job.spec.words_of(lineage.variants[0] if lineage.variants else 1)
        stem = stem or job.spec.stem
        lineage = job.spec.lineage
    return replace(spec, stem=stem_of(words, idle) if words or not stem else stem)


def sent_as(spec: JobSpec, looked: Looked) -> JobSpec:
    """The spec with the name of the one file that it changes, where that tells something."""
    files = dict(zip(looked.pictures, looked.names, strict=False))
    names = {files.get(one, "") for one in spec.inputs}
    return replace(spec, stem=stem_of_file(names.pop())) if len(names) == 1 else spec
