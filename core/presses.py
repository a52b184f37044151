"""What is answered to a press at once, where nothing has to be made."""

from collections.abc import Awaitable, Callable
from dataclasses import replace

from core import answers
from core.actions import Action, Verb
from core.buttons import button, under_lines
from core.catalogue import Catalogue
from core.counting import counted
from core.detailing import details
from core.errors import ForgedAction, NoRedis, NotAllowed, NothingToSelect, NotYours, TargetGone
from core.jobs import BEFORE, Job, Place, Variant
from core.kin import Kin
from core.lineage import frames
from core.options import called, under_opened
from core.past import Past
from core.ports import History, Ledger, Queue
from core.press import Press
from core.reaching import is_of, reaches
from core.regions import REGIONS
from core.removing import remove
from core.replies import Kind, Picture, Reply
from core.serving import Serving
from core.steps import Way, every, shown, way_to
from core.strides import stride_of
from core.strips import STRIP, Strips
from core.trees import Trees, grown

OF_KEPT = frozenset(Verb) - {
    *(Verb.DELETE, Verb.CANCEL, Verb.VOTE, Verb.PICK, Verb.TREE, Verb.EXPORT)
}  # what one may do in private with what somebody else made, if it is among one's favourites
Against = Callable[[Job], Awaitable[tuple[str, ...]]]  # what a job can no longer be made with


class Presses:
    """Reads presses and answers those that need no model."""

    def __init__(
        self,
        history: History,
        ledger: Ledger,
        queue: Queue,
        strips: Strips | None = None,
        against: Against | None = None,
        kin: Kin | None = None,
    ) -> None:
        self._history = history
        self._ledger = ledger
        self._queue = queue
        self._strips = strips
        self._against = against
        self._trees = Trees(history, ledger, kin) if kin else None

    async def read(
        self,
        packed: str,
        place: Place,
        words: str,
        private: bool = False,
        past: Past | None = None,
    ) -> Press:
        """The press of a packed action; `private` where nobody else reads the place.

        Raises ForgedAction, TargetGone, NotYours where the job is another channel's, unless the
        person asked for it and presses in private, or keeps it among their favourites, where a
        `past` that knows these is given; and NothingToSelect where it has no such variant.
        """
        action = Action.unpack(packed)
        if action.verb in (Verb.FORGET, Verb.DROP):
            raise ForgedAction  # it is no job's, and nobody is forgotten here
        called(action)  # an option that there is not is none of ours
        job = await self._ledger.job(action.job)
        if job is None:
            raise TargetGone
        # Who only keeps a result decides nothing about it, and knows nothing of what is around it.
        known = past if action.verb in OF_KEPT else None
        if not await reaches(place, job, self._history, private, known):
            raise NotYours
        if action.variant and job.variant(action.variant) is None:
            if action.variant > BEFORE:
                raise TargetGone
            raise NothingToSelect(index=action.variant, count=counted(len(job.variants), "picture"))
        return Press(
            action, job, place, words.strip(), private=private, local=action.option in REGIONS
        )

    async def reply(
        self, press: Press, catalogue: Catalogue, serving: Serving, paints: bool = False
    ) -> Reply | None:
        """The reply of a press that needs no model; None for the others.

        `paints`: whether there is a page to paint on.
        """
        match press.action.verb:
            case Verb.OPEN:
                variant = _variant(press)
                available = await serving.models(catalogue)
                rows = under_opened(press.job, variant, catalogue, available, paints)
                reply = answers.opened(press.job, variant, rows)
                return _limited(reply, press.job, variant, catalogue)
            case Verb.ORIGINAL:
                variant = _variant(press)
                reply = answers.original(press.job, variant)
                return _limited(reply, press.job, variant, catalogue)
            case Verb.DETAILS:
                return await self._details(press, catalogue)
            case Verb.TREE:
                return await grown(press, catalogue, self._trees)
            case Verb.STEP:
                return await self._step(press, catalogue, serving, paints)
            case Verb.CANCEL:
                return await self._cancel(press)
            case Verb.DELETE:
                return await self._delete(press)
            case Verb.TEXT if press.action.option:
                return _asked_again(press)
            case Verb.REFINE | Verb.EDIT | Verb.REFRAME if not press.said:
                action = press.action
                again = button(action.verb, press.job, action.variant, action.option)
                return Reply(Kind.QUESTION, again.asks, rows=((again,),), job=press.job.id)
            case _:
                return None

    async def _details(self, press: Press, catalogue: Catalogue) -> Reply:
        job = press.job
        opened = None if press.action.variant > BEFORE else job.variant(press.action.variant)
        one = opened or next(iter(job.variants), None)
        way = await way_to(job, one.index if one else 1, self._ledger)
        against = await self._against(job) if self._against and job.variants else None
        told = details(job, way, catalogue, against)
        if not job.variants:
            return told
        strip = await self._strip(job, way, catalogue)
        return replace(told, rows=(*told.rows, *every(way)), shown=strip)

    async def _strip(self, job: Job, way: Way, catalogue: Catalogue) -> tuple[Picture, ...]:
        """The way as a picture, where there is one and somebody draws it."""
        shown = frames(way, catalogue)
        asset = await self._strips.drawn(shown) if self._strips and shown else None
        if asset is None:
            return ()
        alt = " → ".join(frame.title for frame in shown)
        hidden = any(variant.marked for step in way.steps for variant in step.job.variants)
        name, told = f"easel-{job.id[-6:]}{STRIP}", f"The steps: {alt}"
        return (Picture(asset, name, told, hidden=hidden, job=job.id),)

    async def _step(
        self, press: Press, catalogue: Catalogue, serving: Serving, paints: bool
    ) -> Reply:
        way = await way_to(press.job, press.action.variant or 1, self._ledger)
        number = way.along(stride_of(press.action.option), way.last)
        step = way.at(number)
        variant = step.job.variant(step.variant)
        if variant is None:
            raise TargetGone
        available = await serving.models(catalogue)
        rows = under_opened(step.job, variant, catalogue, available, paints)
        return _limited(shown(way, number, rows), step.job, variant, catalogue)

    async def _check_allowed(self, press: Press) -> None:
        """Raises NotAllowed for others than the one who asked and who looks after the channel."""
        if not press.moderates and not await is_of(press.place.person, press.job, self._history):
            raise NotAllowed

    async def _cancel(self, press: Press) -> Reply:
        await self._check_allowed(press)
        if not await self._ledger.cancel(press.job.id):
            return Reply(Kind.NOTICE, "That had already ended.", job=press.job.id)
        ended = await self._ledger.job(press.job.id)
        try:
            await self._queue.cancel(press.job.id)
            if ended is not None:
                await self._queue.deliver(ended)
        except NoRedis:
            # The ledger knows: the worker will find it cancelled, the reconciler will deliver it.
            return Reply(Kind.NOTICE, "Cancelled.", job=press.job.id)
        return Reply(Kind.NOTICE, "Cancelled.", job=press.job.id)

    async def _delete(self, press: Press) -> Reply:
        await self._check_allowed(press)
        await remove((press.job.id,), self._history, self._ledger)
        return Reply(Kind.NOTICE, "Deleted.")


def _asked_again(press: Press) -> Reply | None:
    """The question for the new words of a line, where none came; raises NothingToSelect."""
    number, lines = int(press.action.option), press.job.lines
    if not 1 <= number <= len(lines):
        raise NothingToSelect(
            index=number, count=counted(len(lines), "line of text", "lines of text")
        )
    if press.words:
        return None
    rows = under_lines(press.job)
    again = next(one for row in rows for one in row if one.action == press.action.pack())
    return Reply(Kind.QUESTION, again.asks, rows=((again,),), job=press.job.id)


def _limited(reply: Reply, job: Job, variant: Variant, catalogue: Catalogue) -> Reply:
    """`reply`, which shows a variant, with what its licence says against commercial use."""
    limits = answers.limited(job, (variant,), catalogue)
    return replace(reply, lines=(*reply.lines, *limits))


def _variant(press: Press) -> Variant:
    """The variant that was pressed, else the first. Raises TargetGone."""
    variant = press.job.variant(press.action.variant or 1)
    if variant is None:
        raise TargetGone
    return variant
