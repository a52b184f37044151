"""What was made before, found again: by its words, its kind, its model, its time, page by page."""

import base64
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from core import answers
from core.actions import Action, Verb
from core.buttons import LABELS, Rows, button
from core.catalogue import Catalogue
from core.errors import ForgedAction, NotYours, TargetGone
from core.incoming import Incoming
from core.jobs import Job
from core.lexicon import Lexicon
from core.makers import named
from core.options import called
from core.past import Found, Past, Reach, Spot, Wanted
from core.ports import History, Ledger
from core.prompts import parse
from core.replies import Button, Kind, Reply, Turn
from core.searching import FAVOURITES, Question, Sought, names_models, sought

SHOWN = 4  # results at a time: with the row for pages all that a message of Discord has room for
FARTHEST = 20  # results back in which the words of a press are looked for


class Told(NamedTuple):
    """What is said above results."""

    none: str  # where there are none at all
    latest: str
    missed: str  # where none has the words; the latest follow
    unfit: str  # where none fits, whatever else was asked for
    other_time: str  # where none fits that is of the time which was asked for; others follow
    unloved: str  # where none is a favourite
    untimely: str  # where none is of the time, which is all that was asked for


HERE = Told(
    "Nothing has been made in this channel yet.",
    "The latest results here:",
    "Nothing here was made with “{words}”. The latest results here:",
    "Nothing here fits {what}. The latest results here:",
    "Nothing here fits {what}, {when}. Of other times:",
    "Nothing here is among your favourites; ★ under a result keeps it. The latest results here:",
    "Nothing here was made {when}. The latest results here:",
)
OWN = Told(
    "You have made nothing yet.",
    "Your latest results:",
    "You made nothing with “{words}”. Your latest results:",
    "Nothing of yours fits {what}. Your latest results:",
    "Nothing of yours fits {what}, {when}. Of other times:",
    "Nothing is among your favourites yet; ★ under a result keeps it. Your latest results:",
    "You made nothing {when}. Your latest results:",
)
NO_MORE = "There are no older ones."


class Listed(NamedTuple):
    """Results as they are listed."""

    above: str  # what they are
    jobs: tuple[Job, ...] = ()
    known: Mapping[str, Job] = {}  # by id: these, and what they were pressed on
    favourites: Mapping[str, tuple[int, ...]] = {}  # by job: which variants the reader keeps
    more: Spot | None = None  # where the next page begins
    fits: bool = True  # whether it is what was asked for, and not other results instead

    def line(self, job: Job, catalogue: Catalogue) -> str:
        """A result in a line: what was asked for, which model took it, when, and its stars."""
        which = _starred(self.favourites.get(job.id, ()), job)
        model = named(job, catalogue)
        asked = f"{_asked(job, self.known)}{_shape(job)}"
        return f"{asked} · {model} · {when(job.created)}{which}"


class Asker(NamedTuple):
    """Who asks, where and when."""

    channel: str  # id of the channel
    person: str  # id of the person
    private: bool  # whether nobody else reads the channel
    when: datetime
    open: bool = False  # whether all who come there see every channel of its platform


def asker_of(incoming: Incoming, when: datetime) -> Asker:
    """Whoever sent a message that came then."""
    who = incoming.channel, incoming.person, incoming.private
    return Asker(*who, when, incoming.open)


@dataclass(frozen=True, slots=True)
class Remembering:
    """Answers who asks for what was made before."""

    past: Past
    history: History
    ledger: Ledger
    catalogue: Catalogue
    lexicon: Lexicon

    async def asked(self, incoming: Incoming, turn: Turn) -> Reply:
        """The first page of what a turn asks for. Raises UnknownModel."""
        return await self._page(incoming, turn, None)

    async def known(self, incoming: Incoming, turn: Turn) -> Reply | None:
        """The first page of what a turn may ask for; None where nothing of it was made."""
        asker = asker_of(incoming, turn.created)
        listed = await self.listed(asker, turn.words)
        # “Everything made with flux” names a model, and can mean no picture.
        found = (listed.jobs and listed.fits) or self._names_models(turn.words)
        return _listing(listed, _paging(turn, listed.more, None), self.catalogue) if found else None

    def _names_models(self, words: str) -> bool:
        """Whether all that words tell of what is looked for is which model made it."""
        return names_models(parse(words, self.lexicon.asides).words, self.lexicon, self.catalogue)

    async def nearest(self, incoming: Incoming, words: str, when: datetime) -> Job | None:
        """The result that `words` find first; None where nothing was made with them."""
        asker = asker_of(incoming, when)
        listed = await self.listed(asker, words, limit=1)
        return listed.jobs[0] if listed.fits and listed.jobs else None

    async def turned(self, incoming: Incoming) -> Reply:
        """Another page: the press names the turn that asked, and where the page before ended.

        Raises NotYours where that was asked elsewhere, TargetGone and ForgedAction.
        """
        action = Action.unpack(incoming.action)
        turn = await self.past.asked(action.job)
        if turn is None:
            raise TargetGone
        if turn.channel != incoming.channel:
            raise NotYours
        after = Spot(action.variant, _unpacked(action.option)) if action.option else None
        return await self._page(incoming, turn, after)

    async def _page(self, incoming: Incoming, turn: Turn, after: Spot | None) -> Reply:
        asker = asker_of(incoming, turn.created)
        listed = await self.listed(asker, turn.words, after)
        return _listing(listed, _paging(turn, listed.more, after), self.catalogue)

    async def listed(
        self, asker: Asker, words: str, after: Spot | None = None, limit: int = SHOWN
    ) -> Listed:
        """What words find. Raises UnknownModel, and BadRequest where they cannot be read."""
        people = await self.history.accounts(asker.person)
        reach = Reach(people=people) if asker.private else Reach(channel=asker.channel)
        prompt = parse(words, self.lexicon.asides)
        question = Question(prompt.words, prompt.model or "", people, asker.when)
        what = sought(question, self.lexicon, self.catalogue)
        told = OWN if asker.private else HERE
        # What somebody keeps they have seen, and where no stranger reads it all of it is listed.
        wide = Reach(kept_by=people) if what.kept and (asker.private or asker.open) else reach
        above, found = _above(what, told), await self.past.find(wide, what.wanted, after, limit)
        fits = bool(found.jobs) or after is not None or what.wanted == Wanted()
        if not fits:
            above, found = await self._otherwise(what, told, wide, reach)
        if not found.jobs:
            return Listed(told.none if after is None else NO_MORE)
        known = await self._known(found.jobs)
        liked = await self.past.favourites(people, [job.id for job in found.jobs])
        return Listed(above, found.jobs, known, liked, found.more, fits)

    async def _otherwise(
        self, what: Sought, told: Told, wide: Reach, reach: Reach
    ) -> tuple[str, Found]:
        """What to show where nothing fits: the same of another time, else the latest within reach.

        One page of it, since its buttons would lead on to what was asked for.
        """
        ever = what.at_any_time
        if what.when and ever.wanted != Wanted():
            found = await self.past.find(wide, ever.wanted, None, SHOWN)
            if found.jobs:
                return told.other_time.format(what=ever.all, when=what.when), Found(found.jobs)
        found = await self.past.find(reach, Wanted(), None, SHOWN)
        return _missed(what, told), Found(found.jobs)

    async def _known(self, jobs: tuple[Job, ...]) -> dict[str, Job]:
        """The jobs, and what those without words were pressed on."""
        known = {job.id: job for job in jobs}
        for job in jobs:
            now: Job | None = job
            for _ in range(FARTHEST):
                if now is None or now.spec.prompt.words or not (lineage := now.spec.lineage):
                    break
                now = known.get(lineage.job) or await self.ledger.job(lineage.job)
                known |= {now.id: now} if now else {}
        return known


def _above(what: Sought, told: Told) -> str:
    if what.words:
        return f"Found for {what.all}:"
    return f"Found, {what.all}:" if what.all else told.latest


def _missed(what: Sought, told: Told) -> str:
    if what.all == FAVOURITES:
        return told.unloved
    if what.when and what.all == what.when:
        return told.untimely.format(when=what.when)
    sentence = told.unfit if what.told or what.when else told.missed
    return sentence.format(words=what.words, what=what.all)


def _listing(listed: Listed, paging: Rows, catalogue: Catalogue) -> Reply:
    every = list(enumerate(listed.jobs, 1))
    lines = tuple(f"{number}. {listed.line(job, catalogue)}" for number, job in every)
    rows = [_buttons(number, job, listed.favourites.get(job.id, ())) for number, job in every]
    return Reply(Kind.NOTICE, listed.above, lines, rows=(*rows, *paging))


def _paging(turn: Turn, more: Spot | None, after: Spot | None) -> Rows:
    """Buttons for the next page and for the first one, where there are these."""
    older = (_page_button(turn, more),) if more else ()
    newest = (_page_button(turn, None),) if after else ()
    return ((*older, *newest),) if older or newest else ()


def _page_button(turn: Turn, after: Spot | None) -> Button:
    shared, option = (after.shared, _packed(after.job)) if after else (0, "")
    action = Action(Verb.PAGE, turn.id, shared, option)
    return Button(called(action), action.pack())


def _packed(job: str) -> str:
    return base64.urlsafe_b64encode(UUID(job).bytes).rstrip(b"=").decode()


def _unpacked(option: str) -> str:
    """The id of a job. Raises ForgedAction."""
    try:
        return str(UUID(bytes=base64.urlsafe_b64decode(option + "==")))
    except ValueError as error:
        raise ForgedAction from error


def when(moment: datetime) -> str:
    """A moment in words that stay true: a reply is read again, days later, by people anywhere."""
    return f"{moment.day} {moment:%b %Y, %H:%M} UTC"


def _asked(job: Job, known: Mapping[str, Job]) -> str:
    """What was asked for; a press without words is told by what it was pressed on."""
    lineage = job.spec.lineage
    before = known.get(lineage.job) if lineage and not job.spec.prompt.words else None
    return f"{_asked(before, known)} → {answers.step(job)}" if before else answers.step(job)


def _shape(job: Job) -> str:
    """The ratio, where one was asked for: it can be all that sets two results apart."""
    ratio = job.spec.prompt.ratio
    return f", {ratio.title}" if ratio else ""


def _starred(variants: tuple[int, ...], job: Job) -> str:
    """Which variants are favourites; only that it is one, where there is one."""
    if not variants:
        return ""
    which = f" {', '.join(map(str, variants))}" if len(job.variants) > 1 else ""
    return f" · {LABELS[Verb.STAR]}{which}"


def _buttons(number: int, job: Job, favourites: tuple[int, ...]) -> tuple[Button, ...]:
    """What can be done with a listed result; it is opened at the first favourite."""
    first = next((one for one in favourites if job.variant(one)), job.variants[0].index)
    opens = replace(button(Verb.OPEN, job, first), label=f"Open {number}", variant=0)
    return (
        opens,
        replace(button(Verb.MORE, job), label=f"More of {number}"),
        replace(button(Verb.AGAIN, job), label=f"{number} again"),
    )
