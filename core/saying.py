"""Words that say what stands on a button, or ask about Easel itself: "open 2", "undo", "help"."""

from dataclasses import replace

from core import answers
from core.actions import Action, Verb
from core.attachments import Looked
from core.ballots import voted
from core.beginning import Beginning
from core.errors import BadRequest
from core.handed import Parts
from core.incoming import Incoming
from core.jobs import Job, State
from core.lexicon import Said
from core.naming import sent_as
from core.painting import NoPaintingHere, keeping, offered
from core.preferring import Preferring
from core.pressing import Pressing
from core.replies import Reply, Turn
from core.serving import Serving
from core.stepping import Stepping
from core.strides import AHEAD
from core.targets import Targets
from core.telling import told
from core.voting import ABOUT

OF_MADE = frozenset({Verb.DETAILS, Verb.TREE, Verb.EXPORT})  # no picture has these
OF_RESULTS = frozenset({Verb.DETAILS, Verb.TREE, Verb.AGAIN})  # whose words can mean no picture


class NothingMade(BadRequest):
    """There is no result here that this could be about; please reply to one, or make one first."""


class NotMadeHere(BadRequest):
    """That picture is not one of my results, or not as I made it, so there are no steps or details
    of it here: reply to a result for those, or say what should become of the picture."""


class Saying:
    """Answers such words; words of a command are none of them."""

    def __init__(
        self,
        parts: Parts,
        serving: Serving,
        targets: Targets,
        preferring: Preferring,
        pressing: Pressing,
    ) -> None:
        self._parts = parts
        self._targets = targets
        self._preferring = preferring
        self._pressing = pressing
        self._beginning = Beginning(parts, serving)
        self._stepping = Stepping(parts.ledger, targets, parts.lexicon, parts.trees)

    async def answer(self, incoming: Incoming, looked: Looked, turn: Turn) -> Reply | Job | None:
        """What they come to; None where they ask for something else."""
        if looked.pictures and not looked.mask and incoming.intent is None:
            return await self._of_picture(incoming, looked)
        if looked.pictures or looked.mask or incoming.intent is not None:
            return None
        if about := await self._about(incoming, turn):
            return about
        said = self._parts.lexicon.button(incoming.words)
        # What is under way is called off; where nothing is, the same words take a step back.
        calls_off = said if said and said.verb is Verb.CANCEL else None
        if calls_off and (ended := await self._button(calls_off, incoming, looked, turn)):
            return ended
        if stand := await self._stepping.said(incoming.words, turn, incoming.variant):
            shown = await self._pressed(stand.action, incoming, looked)
            noted = stand.note and isinstance(shown, Reply)
            return replace(shown, lines=(stand.note, *shown.lines)) if noted else shown
        return await self._button(said, incoming, looked, turn) if said else None

    async def _of_picture(self, incoming: Incoming, looked: Looked) -> Job | None:
        """The answer to what is said with a picture; None where that is to become something.

        Raises NotMadeHere and NoPaintingHere.
        """
        lexicon = self._parts.lexicon
        said, stride = lexicon.button(incoming.words), lexicon.steps.stride(incoming.words)
        # “Redo” may want the picture drawn anew.
        if (stride and stride.kind is not AHEAD) or (said and said.verb in OF_MADE):
            raise NotMadeHere
        paints = said is not None and said.verb is Verb.PAINT
        return await self._held(incoming, looked) if paints else None

    async def _about(self, incoming: Incoming, turn: Turn) -> Reply | None:
        """The answer to what is asked of Easel itself."""
        parts, words = self._parts, incoming.words
        if (settled := await self._preferring.said(incoming, parts.catalogue)) is not None:
            return settled
        if parts.forgetting is not None and parts.lexicon.asks_to_be_forgotten(words):
            who = incoming.person, incoming.platform, incoming.private
            return await parts.forgetting.asked(*who, turn.id)
        if incoming.reply_to:
            return None
        return await told(words, incoming.manner, parts.lexicon, parts.catalogue, parts.queue)

    async def _button(
        self, said: Said, incoming: Incoming, looked: Looked, turn: Turn
    ) -> Reply | Job | None:
        """The answer to a button that is said, of the result that it replies to or the latest."""
        if said.verb is Verb.EXPORT:
            return await self._pressing.exporting.said(incoming)
        target = await self._targets.pressed(said, incoming.reply_to, turn)
        if target is None and said.verb in OF_RESULTS:
            raise NothingMade
        if target is None or (said.verb in ABOUT and not target.job.spec.shared):
            return None
        lexicon = self._parts.lexicon
        job, opened = target.job, target.variant or incoming.variant
        if said.verb is Verb.DELETE:
            return answers.unsure(job)
        if said.verb is Verb.PAINT and self._parts.painting is not None and not incoming.private:
            return offered(job, said.variant or opened or 1)
        named = voted(incoming.words, job, lexicon) if said.verb is Verb.VOTE else said.variant
        action = Action(said.verb, job.id, named or incoming.variant or opened)
        return await self._pressed(action.pack(), incoming, looked)

    async def _pressed(self, packed: str, incoming: Incoming, looked: Looked) -> Reply | Job:
        return await self._pressing.answer(replace(incoming, action=packed, words=""), looked)

    async def _held(self, incoming: Incoming, looked: Looked) -> Job:
        """A job that keeps a person's picture, so that the button to paint on it has one.

        Raises NoPaintingHere.
        """
        if self._parts.painting is None:
            raise NoPaintingHere
        seed, listing = self._parts.clock.new_seed(), self._parts.lexicon.listing
        request = keeping(incoming.place, looked.pictures[0], seed, listing)
        spec = await self._beginning.routed(request, incoming.manner)
        job = await self._beginning.job(sent_as(spec, looked))
        now = job.created
        return replace(job, state=State.DONE, started=now, finished=now)
