"""Inline mode: `@bot words` in any chat offers a person's recent results to share there."""

from collections.abc import Sequence
from typing import Any

import telegram

from bots.on_telegram.places import PLATFORM
from bots.on_telegram.sending import Bot
from bots.parts import Parts
from core.answers import step
from core.jobs import Job
from core.remembering import telling, when

REACH, MOST = 60, 20  # jobs that are looked at; results that are offered
SECONDS = 5  # that Telegram may repeat the answer
NONE = "Nothing yet: ask me for a picture"
Found = tuple[Job, str]  # and what Telegram calls its file, with its kind


async def offer(bot: Bot, parts: Parts, query: telegram.InlineQuery, person: str) -> None:
    """Answer an inline query with the person's own results, those that the words fit first."""
    jobs = fitting(await parts.history.made_by(person, REACH), query.query)
    found: list[Found] = []
    for job in jobs:
        posting = await parts.postings.of(job.id)
        if posting is not None and posting.platform == PLATFORM and posting.file:
            found.append((job, posting.file))
    nothing = telegram.InlineQueryResultsButton(NONE, start_parameter="inline")
    await bot.answer_inline_query(
        query.id,
        [_result(*one) for one in found[:MOST]],
        cache_time=SECONDS,
        is_personal=True,
        button=None if found else nothing,
    )


def fitting(jobs: Sequence[Job], words: str) -> list[Job]:
    """The jobs that share words with these, those with most of them first; all where none are."""
    wanted = telling(words)
    if not wanted:
        return list(jobs)
    shared = {job.id: len(wanted & telling(job.spec.prompt.words)) for job in jobs}
    return sorted((job for job in jobs if shared[job.id]), key=lambda job: -shared[job.id])


def _result(job: Job, file: str) -> Any:
    kind, _, id = file.partition(":")
    title, about = step(job)[:60], when(job.created)
    match kind:
        case "photo":
            return telegram.InlineQueryResultCachedPhoto(job.id, id, title=title, description=about)
        case "video":
            return telegram.InlineQueryResultCachedVideo(job.id, id, title, description=about)
        case "animation":
            return telegram.InlineQueryResultCachedMpeg4Gif(job.id, id, title=title)
        case _:
            return telegram.InlineQueryResultCachedDocument(job.id, title, id, description=about)
