"""Inline mode: `@bot words` in any chat offers a person's recent results to share there."""

from collections.abc import Collection, Sequence
from typing import Any, NamedTuple

import telegram

from bots.on_telegram.places import PLATFORM
from bots.on_telegram.sending import Bot
from bots.parts import Parts
from core.answers import step
from core.jobs import Job
from core.keywords import telling
from core.remembering import when

REACH, MOST = 60, 20  # jobs that are looked at; results that are offered
SECONDS = 5  # that Telegram may repeat the answer
NONE = "Nothing yet: ask me for a picture"
NO_SUCH = "Nothing of these words: ask me for it"


class Found(NamedTuple):
    """A picture of a job that Telegram knows."""

    job: Job
    variant: int  # 1-based; 0 for the grid, or for all that there is
    file: str  # what Telegram calls it, with its kind


async def offer(bot: Bot, parts: Parts, query: telegram.InlineQuery, person: str) -> None:
    """Answer an inline query with the person's own results, those that the words fit first."""
    made = await parts.history.made_by(person, REACH)
    found = [one for job in fitting(made, query.query) for one in await _files(parts, job)]
    told = NO_SUCH if made else NONE
    nothing = telegram.InlineQueryResultsButton(told, start_parameter="inline")
    await bot.answer_inline_query(
        query.id,
        [_result(one) for one in found[:MOST]],
        cache_time=SECONDS,
        is_personal=True,
        button=None if found else nothing,
    )


def fitting(jobs: Sequence[Job], words: str) -> list[Job]:
    """The jobs whose words begin with these, those with most of them first; all where none are.

    Telegram asks while one types: the last word is seldom whole.
    """
    wanted = telling(words)
    if not wanted:
        return list(jobs)
    shared = {
        job.id: _shared(wanted, telling(f"{job.spec.own_words} {job.spec.prompt.words}"))
        for job in jobs
    }
    return sorted((job for job in jobs if shared[job.id]), key=lambda job: -shared[job.id])


def _shared(wanted: Collection[str], words: Collection[str]) -> int:
    return sum(any(word.startswith(one) for word in words) for one in wanted)


async def _files(parts: Parts, job: Job) -> list[Found]:
    """What Telegram knows of a job: single variants that were opened, before the grid."""
    found: dict[int, Found] = {}
    for one in await parts.postings.every(job.id):
        if one.platform == PLATFORM and one.file and not one.asks:
            before = found.get(one.variant)
            # A variant that was opened is a photo, its original a file.
            if before is None or not one.file.startswith("document:"):
                found[one.variant] = Found(job, one.variant, one.file)
    if len(job.variants) == 1:
        return list(found.values())[:1]
    return [found[variant] for variant in sorted(found, key=lambda one: (not one, one))]


def _result(found: Found) -> Any:
    job, (kind, _, id) = found.job, found.file.partition(":")
    several = len(job.variants) > 1
    which = f"{found.variant}: " if several and found.variant else ""
    title, about = which + step(job)[:60], when(job.created)
    name = f"{job.id}:{found.variant}"
    match kind:
        case "photo":
            return telegram.InlineQueryResultCachedPhoto(name, id, title=title, description=about)
        case "video":
            return telegram.InlineQueryResultCachedVideo(name, id, title, description=about)
        case "animation":
            return telegram.InlineQueryResultCachedMpeg4Gif(name, id, title=title)
        case _:
            return telegram.InlineQueryResultCachedDocument(name, title, id, description=about)
