"""A thread as one archive: what belongs to it, where it is too large, and who may have it.

A thread is all that was made in a channel, or the family of one result. It is handed over as a
file where the place takes one of its size, else by a link to the page, which makes it while it is
fetched, so that nothing of it has to be kept.
"""

from dataclasses import dataclass, replace
from typing import NamedTuple, Protocol

from core.actions import Action, Verb
from core.answers import file_size, step
from core.archive_names import archive_name
from core.counting import counted
from core.errors import BadRequest, TargetGone
from core.family import Reach
from core.incoming import Incoming
from core.jobs import Asset, Job
from core.ports import History, Ledger
from core.reaching import reaches
from core.replies import Button, Kind, Picture, Reply

EXPORT = "export"  # the name of the command, and the word for it in every language
LINKED_FOR = 24  # hours for which a link to an archive works
# Bytes that an archive may have where it is handed over in a chat: less than what Discord takes
# everywhere, and what Telegram does. The page and the command line take any.
MOST = {"discord": 9_500_000, "telegram": 45_000_000}
WITHIN = "In it: the files as they were made, signed; all settings as JSON; a contact sheet as PDF."
LASTS = f"It is made while you fetch it; the link works for {LINKED_FOR} hours."
LEFT = "{count} left out here: models for age-restricted channels made them."
HERE = "This channel"


class NothingToExport(BadRequest):
    """There is nothing to export here: no result that is still there."""


class NotExportable(BadRequest):
    """There is no export here; `easel export`, with the id of the result, writes it into a file."""


class TooLargeToSend(BadRequest):
    """This has {size}, more than can be sent here, and there is no page to fetch it from. Reply to
    a result with “export” for what belongs to it alone, or ask those who run Easel for
    `easel export {id}`."""


@dataclass(frozen=True, slots=True)
class Thread:
    """What is exported: a channel, or what is related to a job, as far as it is reached from it."""

    channel: str  # id in the ledger
    title: str  # as a person called it
    job: str = ""  # whose family it is; empty for the whole channel
    person: str = ""  # who sees what they made elsewhere, too: in private
    adult: bool = True  # whether results of models for adults are among it

    @property
    def id(self) -> str:
        """What `easel export` calls it."""
        return self.job or self.channel

    @property
    def reach(self) -> Reach:
        """From where it is seen."""
        return Reach(self.channel, self.person)


class Weight(NamedTuple):
    """How much a thread holds."""

    results: int
    files: int
    size: int  # bytes, roughly: signatures and the contact sheet are guessed
    left: int = 0  # results that are not for this place


class Exports(Protocol):
    """Makes archives of threads."""

    async def weighed(self, thread: Thread) -> Weight:
        """How much a thread holds."""
        ...

    async def packed(self, thread: Thread, most: int) -> Asset | None:
        """A stored archive, for some days; None where it would have more than `most` bytes."""
        ...

    def link(self, thread: Thread) -> str:
        """Where the page hands the archive over; empty where there is no page."""
        ...


@dataclass(frozen=True, slots=True)
class Exporting:
    """Answers those who want a thread."""

    history: History
    ledger: Ledger
    exports: Exports | None

    async def said(self, incoming: Incoming) -> Reply:
        """The answer to words that ask for it: a reply to a result asks for its family.

        Raises NothingToExport, NotExportable, TooLargeToSend and TargetGone.
        """
        if not incoming.reply_to:
            return await self._of(await self._here(incoming), incoming.platform)
        job = await self.ledger.job(incoming.reply_to)
        if job is None or not await reaches(incoming.place, job, self.history, incoming.private):
            raise TargetGone
        return await self.pressed(incoming, job)

    async def pressed(self, incoming: Incoming, job: Job) -> Reply:
        """The answer to a press: the family of a job. Raises as `said` does."""
        thread = replace(await self._here(incoming), job=job.id, title=step(job))
        return await self._of(thread, incoming.platform)

    async def _here(self, incoming: Incoming) -> Thread:
        channel = await self.history.channel_of(incoming.channel)
        title = channel.title if channel else HERE
        person = incoming.person if incoming.private else ""
        adult = not incoming.manner.closed.adult
        return Thread(incoming.channel, title, person=person, adult=adult)

    async def _of(self, thread: Thread, platform: str) -> Reply:
        if self.exports is None:
            raise NotExportable
        weight = await self.exports.weighed(thread)
        if not weight.files:
            raise NothingToExport
        left = (LEFT.format(count=weight.left),) if weight.left else ()
        told = Reply(Kind.NOTICE, f"Exported: {holds(weight)}", (WITHIN, *left), job=thread.job)
        most = MOST.get(platform, 0)
        if weight.size <= most and (asset := await self.exports.packed(thread, most)):
            archive = Picture(asset, archive_name(thread.title), "The archive", exact=True)
            return replace(told, attached=(archive,))
        if not (link := self.exports.link(thread)):
            raise TooLargeToSend(size=file_size(weight.size), id=thread.id)
        action = Action(Verb.EXPORT, thread.id).pack()
        rows = ((Button(f"Download, about {file_size(weight.size)}", action, url=link),),)
        return replace(told, lines=(*told.lines, LASTS), rows=rows)


def holds(weight: Weight) -> str:
    """What an archive holds, in words."""
    return f"{counted(weight.results, 'result')}, {counted(weight.files, 'file')}"
