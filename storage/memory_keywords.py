"""The keywords by which a job is found, in memory: kept when it gives a picture, as in SQL."""

from collections.abc import Mapping

from core.jobs import Job
from core.keywords import keywords


def told_of(job: Job, jobs: Mapping[str, Job]) -> frozenset[str]:
    """The keywords of a job; a press without words has those of what it was pressed on."""
    way = [job]
    while not _words(way[-1]) and (lineage := way[-1].spec.lineage):
        if (before := jobs.get(lineage.job)) is None:
            break
        way.append(before)
    return keywords([one.spec.intent for one in way], job.spec.model, _words(way[-1]))


def _words(job: Job) -> str:
    return f"{job.spec.prompt.words} {job.spec.said}".strip()
