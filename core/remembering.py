"""What was made here before, found again by its words."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from core import answers
from core.actions import Verb
from core.buttons import button
from core.catalogue import Catalogue
from core.jobs import Job
from core.replies import Button, Kind, Reply

REACH = 200  # turns back in which results are looked for
SHOWN = 5  # results at a time


def recalled(jobs: Sequence[Job], words: str, catalogue: Catalogue) -> Reply:
    """The latest of `jobs` (oldest first) that gave a result.

    Those that share most words with `words` come first.
    """
    results = {job.id: job for job in jobs if job.variants}
    if not results:
        return Reply(Kind.NOTICE, "Nothing has been made in this channel yet.")
    wanted = telling(words)
    latest = sorted(results.values(), key=lambda job: job.id, reverse=True)
    latest.sort(key=lambda job: -len(wanted & telling(_asked(job, results))))
    found = tuple(enumerate(latest[:SHOWN], 1))
    lines = tuple(
        f"{number}. {_asked(job, results)} · {catalogue.title(job.spec.model)} · "
        f"{when(job.created)}"
        for number, job in found
    )
    rows = tuple(_buttons(number, job) for number, job in found)
    return Reply(Kind.NOTICE, "The latest results here:", lines, rows=rows)


def when(moment: datetime) -> str:
    """A moment in words that stay true: a reply is read again, days later, by people anywhere."""
    return f"{moment.day} {moment:%b %Y, %H:%M} UTC"


def _asked(job: Job, known: dict[str, Job]) -> str:
    """What was asked for; a press without words is told by what it was pressed on."""
    lineage = job.spec.lineage
    before = known.get(lineage.job) if lineage and not job.spec.prompt.words else None
    return f"{_asked(before, known)} → {answers.step(job)}" if before else answers.step(job)


def _buttons(number: int, job: Job) -> tuple[Button, ...]:
    return (
        replace(button(Verb.OPEN, job, job.variants[0].index), label=f"Open {number}"),
        replace(button(Verb.MORE, job), label=f"More of {number}"),
    )


def telling(words: str) -> set[str]:
    """The words that can tell one request from another."""
    return {word for word in re.findall(r"\w+", words.casefold()) if len(word) > 2}
