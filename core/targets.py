"""What words speak of when they come alone: a result that is there, or pictures just refused."""

from collections.abc import Sequence
from typing import NamedTuple

from core import answers
from core.actions import Verb
from core.capitals import spelt_out
from core.catalogue import Catalogue, Intent
from core.errors import EaselError, StillMaking, TargetGone
from core.incoming import Incoming
from core.intents import Context, Understanding, understand
from core.jobs import Asset, Job
from core.lexicon import Lexicon, Said
from core.masks import BadMask
from core.past import Past
from core.phrases import fold
from core.ports import History, Ledger
from core.prompts import Prompt
from core.reaching import reaches
from core.replies import Turn
from core.restating import declined, restates
from core.series import same
from core.sources import context_of
from core.standing import NEARBY, aside, last_made, last_refusal, refused, stood_on, to_come

FEW = 7  # words that may be a change of what was just made; of a new idea people say more
CHANGES = frozenset(
    {
        Intent.VARY,
        Intent.RESTYLE,
        Intent.EDIT,
        Intent.CUTOUT,
        Intent.REFRAME,
        Intent.FORMATS,
        Intent.UPSCALE,
        Intent.ANIMATE,
        Intent.DESCRIBE,
        Intent.READ,
        Intent.COMPARE,
    }
)
TAKEN = "taken as a change of the latest result"
NEW = "begin with “draw” for a new picture"
MADE_FROM = "made from"
SENT_BEFORE = f"taken to be about the picture that was sent before; {NEW}"


def of_the_words(note: str) -> bool:
    """Whether a note says how words were taken; one who presses has said none."""
    return note.startswith((TAKEN, MADE_FROM)) or note.endswith(NEW)


def shown_together(words: Understanding, lexicon: Lexicon, catalogue: Catalogue) -> tuple[int, ...]:
    """The variants that are to be shown beside each other, where nothing new is to be made."""
    text = fold(words.words)
    looks = any(lexicon.listing.named(text, card) for card in catalogue)
    several = words.intent is Intent.COMPARE and len(words.selection) > 1
    return words.selection if several and not looks else ()


class Target(NamedTuple):
    """A result that a request goes on from, and what to say where the person did not name it."""

    job: Job
    variant: int = 0  # 1-based: the one that was opened just before; 0 for none in particular
    note: str = ""


class Targets:
    """Finds what a request goes on from."""

    def __init__(
        self, history: History, ledger: Ledger, lexicon: Lexicon, past: Past | None = None
    ) -> None:
        self._past = past
        self._history = history
        self._ledger = ledger
        self._lexicon = lexicon

    async def replied_to(
        self, prompt: Prompt, job: str, incoming: Incoming, needed: bool = False
    ) -> Job:
        """The result that a message replies to; `needed` where something is done to it for sure.

        Raises TargetGone where it is not there, and StillMaking where it is needed too early.
        """
        found = await self._ledger.job(job)
        if found is None or not await self._reaches(incoming, found):
            raise TargetGone
        if not found.state.ended and (needed or self._replying(prompt, found).needs_picture):
            raise _still_making(found)
        return found

    async def check_reach(self, job: str, incoming: Incoming) -> None:
        """Raises TargetGone where a message replies to a result that its place may not know."""
        found = await self._ledger.job(job) if job else None
        if found is not None and not await self._reaches(incoming, found):
            raise TargetGone

    async def _reaches(self, incoming: Incoming, job: Job) -> bool:
        past = self._past if incoming.far else None
        return await reaches(incoming.place, job, self._history, incoming.private, past)

    async def sent_before(
        self, turn: Turn, prompt: Prompt | None = None, subject: bool = False
    ) -> tuple[Asset, ...]:
        """Pictures that came with the messages just before this one, of which nothing was made.

        Whoever mends a slip in the words ("--rato 16:9"), says otherwise what could not be done,
        or goes on from what was described or read, need not send the picture again. `prompt` is
        what is said now, where it may be about something else; `subject`: whether it names a set
        that is to be seen, of which the pictures may be that were sent just before.
        """
        slip = True  # whether nothing came between, so that the words mend what was refused
        near = True  # whether nothing came between but refusals
        for before in await self._before(turn, NEARBY):
            if before.person != turn.person or not (aside(before) or declined(before)):
                return ()
            if _mask_refused(before):
                return ()  # without its mask the words would change a picture as a whole
            pictures, alone = _brought(before)
            again = near and not subject and self._again(before, prompt)
            mended = again or (slip and refused(before))
            if pictures and (mended or (not subject and await self._meant(before, prompt))):
                return pictures
            if pictures or not alone:
                return ()
            slip, near = False, near and refused(before)
        return ()

    def _again(self, before: Turn, prompt: Prompt | None) -> bool:
        """Whether words say again what could not be done before."""
        return bool(prompt and declined(before) and restates(prompt.words, self._lexicon))

    async def _meant(self, before: Turn, prompt: Prompt | None) -> bool:
        """Whether words are about the picture of an earlier turn, of which nothing was made."""
        described = before.job is not None and before.job.spec.intent is Intent.DESCRIBE
        if described and await self._history.latest(before.channel) is not None:
            return False  # what was asked about between two steps is none of them
        return prompt is None or self._are_about(prompt, Context(images=1))

    async def chosen(self, prompt: Prompt, turn: Turn) -> bool:
        """Whether words name a variant of the latest result by its number: "2 but at night"."""
        latest = await self._latest(await self._before(turn, NEARBY), turn)
        return latest is not None and bool(self._replying(prompt, latest).selection)

    async def spoken_of(self, prompt: Prompt, turn: Turn) -> Target | None:
        """The latest result of the channel, where the words of a turn need one: "make it darker".

        Raises StillMaking where that result is not there yet: to change an earlier one instead
        would surprise.
        """
        nearby = await self._before(turn, NEARBY)
        opened = await self._opened(nearby, turn)
        latest = opened.job if opened else await self._latest(nearby, turn)
        if latest is None or not (
            self._speaks_of(prompt, latest) or self._says_again(prompt, turn, nearby)
        ):
            return None
        if not latest.state.ended:
            raise _still_making(latest)
        found = opened or _implied(latest, nearby)
        alone = understand(prompt, Context(), self._lexicon)
        # "Number 3" and "the third" are of a result; "2 in noir" might have been a new idea.
        named = self._replying(prompt, latest).selection and not prompt.words[:1].isdigit()
        if named or not alone.presumed:
            return found
        return found._replace(note=f"{found.note or TAKEN}; {NEW}")

    async def _opened(self, nearby: Sequence[Turn], turn: Turn) -> Target | None:
        """The variant on which the person of a turn stands on purpose."""
        shows = stood_on(nearby, turn.person)
        job = await self._ledger.job(shows.job) if shows else None
        if shows is None or job is None:
            return None
        number = shows.shown[0].variant
        shown_as = shows.text.partition(":")[0] if shows.step else f"number {number}"
        note = f"{MADE_FROM} {shown_as[:1].lower()}{shown_as[1:]}, which was opened just before"
        return Target(job, number, note)

    async def pressed(self, said: Said, replied_to: str, turn: Turn) -> Target | None:
        """The job whose button was said; None where there is none that has it."""
        nearby = await self._before(turn, NEARBY)
        if said.verb is Verb.CANCEL:
            mine = (one.job for one in nearby if one.job and one.person == turn.person)
            running = next((job for job in mine if not job.state.ended), None)
            return Target(running) if running else None
        if said.verb in (Verb.CONFIRM, Verb.OTHER):
            asked = (one.job for one in nearby if not aside(one))
            latest = next(asked, None)
            return Target(latest) if latest and latest.proposal else None
        if replied_to:
            job = await self._ledger.job(replied_to)
            return Target(job) if job else None
        opened = None if said.variant else await self._opened(nearby, turn)
        latest = await self._history.latest(turn.channel)
        return opened or (Target(latest) if latest else None)

    async def step(self, turn: Turn) -> str:
        """The packed action of the step on which the person of a turn stands, if it is one."""
        shows = stood_on(await self._before(turn, NEARBY), turn.person)
        return shows.step if shows else ""

    async def just_refused(self, turn: Turn) -> str:
        """The name of the error that the person's turn before this one met, if it met one."""
        return last_refusal(await self._before(turn, NEARBY), turn.person)

    async def latest(self, turn: Turn) -> Target | None:
        """What a step back leads back from: what was opened just before, else one's own last
        result nearby, else the latest of the channel.

        Raises StillMaking where that is under way.
        """
        nearby = await self._before(turn, NEARBY)
        if opened := await self._opened(nearby, turn):
            return opened
        latest = last_made(nearby, turn.person)
        if latest is None:
            latest = await self._latest(nearby, turn)
        if latest is not None and not latest.state.ended:
            raise _still_making(latest)
        return Target(latest) if latest else None

    async def _latest(self, nearby: Sequence[Turn], turn: Turn) -> Job | None:
        """The latest result of the channel, be it still to come."""
        latest = await self._history.latest(turn.channel)
        making = next((one.job for one in nearby if to_come(one.job)), None)
        return making if making and (latest is None or making.id > latest.id) else latest

    def _says_again(self, prompt: Prompt, turn: Turn, nearby: Sequence[Turn]) -> bool:
        """Whether words say again what just could not be done with a result."""
        last = next((one for one in nearby if one.person == turn.person), None)
        if last is None or last.job is None or last.job.spec.lineage is None:
            return False
        return declined(last) and restates(prompt.words, self._lexicon)

    def _speaks_of(self, prompt: Prompt, job: Job) -> bool:
        """Whether the words can hardly mean anything but a change of the job's result."""
        return self._are_about(prompt, context_of(0, job))

    def _are_about(self, prompt: Prompt, context: Context) -> bool:
        """Whether the words can hardly mean anything but a change of what there is.

        A few words that tell nothing by themselves ("at night", "as a comic") speak of what was
        just made; a new idea is longer, or says that it is one.
        """
        alone = understand(prompt, Context(), self._lexicon)
        replying = understand(prompt, context, self._lexicon)
        if prompt.scenes and same(prompt.words, self._lexicon):
            return True
        if self._lexicon.follows(prompt.words):
            return True
        if alone.needs_picture or replying.selection or replying.intent is Intent.FORMATS:
            return True
        # “SUMMER FESTIVAL should say SOMMERFEST” is of lettering, which only a picture has.
        if replying.intent is Intent.EDIT and not replying.presumed and spelt_out(prompt.words):
            return not self._lexicon.proposes(prompt.words)
        if replying.intent is Intent.ANIMATE and not replying.presumed and replying.motion.directs:
            return True  # “orbit around it, cinematic, 3 seconds”
        if not alone.presumed or replying.presumed or replying.intent not in CHANGES:
            return False
        return len(prompt.words.split()) <= FEW and not self._lexicon.proposes(prompt.words)

    def _replying(self, prompt: Prompt, job: Job) -> Understanding:
        return understand(prompt, context_of(0, job), self._lexicon)

    async def _before(self, turn: Turn, limit: int) -> tuple[Turn, ...]:
        """The turns before this one, newest first."""
        page = await self._history.page(turn.channel, before=turn.id, limit=limit)
        return page.turns[::-1]


def _brought(turn: Turn) -> tuple[tuple[Asset, ...], bool]:
    """The pictures that a turn brought or took up, and whether it was about no result."""
    spec = turn.job.spec if turn.job else None
    of_result = bool(turn.reply_to) or (spec is not None and spec.lineage is not None)
    taken_up = spec.inputs if spec and not of_result else ()
    return turn.pictures or taken_up, not of_result


def _mask_refused(turn: Turn) -> bool:
    kind = EaselError.registry.get(turn.reply.error) if turn.reply else None
    return kind is not None and issubclass(kind, BadMask)


def _still_making(job: Job) -> StillMaking:
    return StillMaking(what=answers.step(job))


def _implied(latest: Job, nearby: Sequence[Turn]) -> Target:
    """The latest result, with a note where something else stands between it and the words."""
    if not nearby or (nearby[0].job and nearby[0].job.id == latest.id):
        return Target(latest)
    return Target(latest, note=f"{MADE_FROM} the latest result here: {answers.step(latest)}")
