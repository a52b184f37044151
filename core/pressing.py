"""The answer to a press: of a reply's button, or of words that say what is on one."""

from dataclasses import replace

from core.actions import Action, Verb
from core.attachments import Looked
from core.beginning import Beginning
from core.catalogue import Intent
from core.exporting import Exporting
from core.handed import Parts
from core.incoming import Incoming
from core.intents import Context, Replied, understand
from core.jobs import Job
from core.orders import Orders, retext_of
from core.painting import invited
from core.preferring import Preferring
from core.press import Press
from core.presses import Presses
from core.prompts import parse
from core.recalling import Recalling
from core.regions import MASK, marked_by_first
from core.remembering import Remembering
from core.replies import Reply
from core.requests import Request
from core.serving import Serving
from core.starring import starred
from core.targets import Targets
from core.voting import Voting


class Pressing:
    """Answers presses."""

    def __init__(
        self, parts: Parts, serving: Serving, targets: Targets, preferring: Preferring
    ) -> None:
        self._parts = parts
        self._serving = serving
        self._beginning = Beginning(parts, serving)
        self._orders = Orders(parts.clock, parts.lexicon)
        known = parts.history, parts.ledger, parts.catalogue, parts.lexicon
        self.remembering = Remembering(parts.past, *known)
        self.exporting = Exporting(parts.history, parts.ledger, parts.exports)
        self.recalling = Recalling(
            parts.history,
            parts.ledger,
            parts.blobs,
            parts.catalogue,
            parts.lexicon,
            parts.clock,
            serving,
            targets,
            self.remembering,
            parts.shelf and parts.shelf.sets,
        )
        told = parts.strips, self.recalling.against, parts.kin
        self._presses = Presses(parts.history, parts.ledger, parts.queue, *told)
        self._voting = Voting(parts.history, parts.votes, preferring)

    async def answer(self, incoming: Incoming, looked: Looked) -> Reply | Job:
        """The reply or the job that a press asks for. Raises ForgedAction and what presses do."""
        if Action.unpack(incoming.action).verb is Verb.PAGE:
            incoming.manner.closed.check_intent(Intent.RECALL)
            return await self.remembering.turned(incoming)
        press = await self._read(incoming)
        if press.shows:
            incoming.manner.closed.check_seen(press.job.spec, self._parts.catalogue)
        told = await self._told(press, incoming, looked)
        if told is not None:
            return told
        if press.repeats:
            return await self._beginning.job(await self._beginning.repeated(press, incoming.manner))
        if press.action.verb is Verb.TEXT and press.action.option:
            spec = await self._beginning.routed(self._orders.retext(press), incoming.manner)
            spec = replace(spec, retext=retext_of(press), stem=press.job.spec.stem)
            return await self._beginning.job(spec)
        return await self._beginning.requested(self._request(press, looked), incoming.manner)

    async def _read(self, incoming: Incoming) -> Press:
        press = await self._presses.read(
            incoming.action,
            incoming.place,
            incoming.words,
            incoming.private,
            self._parts.past if incoming.far else None,
        )
        local = incoming.local or press.local
        governs = incoming.moderates or incoming.private or not incoming.manner.change
        return replace(press, moderates=incoming.moderates, local=local, governs=governs)

    async def _told(self, press: Press, incoming: Incoming, looked: Looked) -> Reply | Job | None:
        """The answer to what has one of its own; None where a job is to be made of the press."""
        parts = self._parts
        match press.action.verb:
            case Verb.PAINT:
                return await invited(incoming, press.job, press.action.variant, parts.painting)
            case Verb.STAR:
                return await starred(press, parts.past, parts.history)
            case Verb.EXPORT:
                return await self.exporting.pressed(incoming, press.job)
            case _ if press.recalls:
                begun = await self.recalling.pressed(press, looked, incoming.manner)
                return begun if isinstance(begun, Reply) else await self._beginning.job(begun)
            case _:
                asked = press, parts.catalogue, self._serving, parts.painting is not None
                return await self._voting.reply(*asked) or await self._presses.reply(*asked)

    def _request(self, press: Press, looked: Looked) -> Request:
        if press.action.verb is Verb.SHARPEN:
            return self._orders.sharper(press)
        if press.action.option == MASK:
            looked = marked_by_first(looked)
        prompt = parse(press.said, self._parts.lexicon.asides)
        context = Context(reply=Replied.SINGLE, mask=looked.mask is not None)
        words = understand(prompt, context, self._parts.lexicon)
        return self._orders.request(press, prompt, words, looked)
