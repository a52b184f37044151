"""What was made here before, found again by its words."""

import re
from collections.abc import Sequence, Set
from dataclasses import replace
from datetime import datetime
from typing import NamedTuple

from core import answers
from core.actions import Verb
from core.buttons import button
from core.catalogue import Catalogue
from core.jobs import Job, Place
from core.phrases import fold
from core.ports import History
from core.replies import Button, Kind, Reply

REACH = 200  # turns back in which results are looked for
SHOWN = 5  # results at a time


class Told(NamedTuple):
    """What is said above results."""

    none: str  # where there are none at all
    latest: str
    missed: str  # where none fits the words; the latest follow


FOUND = "Found for “{words}”:"


HERE = Told(
    "Nothing has been made in this channel yet.",
    "The latest results here:",
    "Nothing here was made with “{words}”. The latest results here:",
)
OWN = Told(
    "You have made nothing yet.",
    "Your latest results:",
    "You made nothing with “{words}”. Your latest results:",
)


class Before(NamedTuple):
    """What was made before, within reach of a place."""

    jobs: Sequence[Job]  # oldest first
    told: Told


async def made_before(place: Place, private: bool, history: History) -> Before:
    """What was made in a channel; in `private`, where nobody else reads it, what one made."""
    if private:
        return Before((await history.made_by(place.person, limit=REACH))[::-1], OWN)
    page = await history.page(place.channel, limit=REACH)
    return Before([turn.job for turn in page.turns if turn.job], HERE)


def recalled(
    jobs: Sequence[Job],
    words: str,
    catalogue: Catalogue,
    idle: Set[str] = frozenset(),
    told: Told = HERE,
) -> Reply:
    """The latest of `jobs` (oldest first) that gave a result.

    Where `words` tell something, which `idle` ones do not, only those that share some of it, the
    nearest first; where none does, the reply says so.
    """
    results = {job.id: job for job in jobs if job.variants}
    if not results:
        return Reply(Kind.NOTICE, told.none)
    wanted = [word for word in re.findall(r"\w+", words) if telling(word) - idle]
    latest = sorted(results.values(), key=lambda job: job.id, reverse=True)
    fitting = _fitting(latest, telling(" ".join(wanted)), results)
    found = tuple(enumerate((fitting or latest)[:SHOWN], 1))
    lines = tuple(
        f"{number}. {_asked(job, results)}{_shape(job)} · {catalogue.title(job.spec.model)} · "
        f"{when(job.created)}"
        for number, job in found
    )
    rows = tuple(_buttons(number, job) for number, job in found)
    above = (FOUND if fitting else told.missed) if wanted else told.latest
    return Reply(Kind.NOTICE, above.format(words=answers.short(" ".join(wanted))), lines, rows=rows)


def _fitting(latest: Sequence[Job], wanted: Set[str], known: dict[str, Job]) -> list[Job]:
    """Those that share at least half as many of the wanted words as the nearest, that first."""
    shared = {job.id: _in_common(wanted, telling(_asked(job, known))) for job in latest}
    least = max(1, max(shared.values(), default=0) / 2)
    fitting = [job for job in latest if shared[job.id] >= least]
    return sorted(fitting, key=lambda job: -shared[job.id])


def _in_common(wanted: Set[str], told: Set[str]) -> int:
    """How many of the wanted words are told."""
    return sum(any(_alike(one, other) for other in told) for one in wanted)


def _alike(one: str, other: str) -> bool:
    """Whether two words are one, in the singular or the plural."""
    short, long = sorted((one, other), key=len)
    return long in (short, f"{short}s", f"{short}es")


def when(moment: datetime) -> str:
    """A moment in words that stay true: a reply is read again, days later, by people anywhere."""
    return f"{moment.day} {moment:%b %Y, %H:%M} UTC"


def _asked(job: Job, known: dict[str, Job]) -> str:
    """What was asked for; a press without words is told by what it was pressed on."""
    lineage = job.spec.lineage
    before = known.get(lineage.job) if lineage and not job.spec.prompt.words else None
    return f"{_asked(before, known)} → {answers.step(job)}" if before else answers.step(job)


def _shape(job: Job) -> str:
    """The ratio, where one was asked for: it can be all that sets two results apart."""
    ratio = job.spec.prompt.ratio
    return f", {ratio.title}" if ratio else ""


def _buttons(number: int, job: Job) -> tuple[Button, ...]:
    return (
        replace(button(Verb.OPEN, job, job.variants[0].index), label=f"Open {number}"),
        replace(button(Verb.MORE, job), label=f"More of {number}"),
        replace(button(Verb.AGAIN, job), label=f"{number} again"),
    )


def telling(words: str) -> set[str]:
    """The words that can tell one request from another, folded."""
    return {word for word in re.findall(r"\w+", fold(words)) if len(word) > 2}
