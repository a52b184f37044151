"""What words speak of when they come alone: a result that is there, or pictures just refused."""

from core.errors import TargetGone
from core.intents import Context, understand
from core.jobs import Asset, Job
from core.lexicon import Lexicon
from core.ports import History, Ledger
from core.prompts import Prompt
from core.replies import Kind, Turn
from core.sources import context_of


class Targets:
    """Finds what a request goes on from."""

    def __init__(self, history: History, ledger: Ledger, lexicon: Lexicon) -> None:
        self._history = history
        self._ledger = ledger
        self._lexicon = lexicon

    async def replied_to(self, job: str, channel: str) -> Job:
        """The result that a message replies to; raises TargetGone where it is not there."""
        found = await self._ledger.job(job)
        if found is None or found.spec.place.channel != channel:
            raise TargetGone
        return found

    async def refused(self, turn: Turn) -> tuple[Asset, ...]:
        """Pictures of the message just before this one, where that was refused.

        Whoever mends a slip in the words ("--rato 16:9") need not send the picture again.
        """
        page = await self._history.page(turn.channel, before=turn.id, limit=1)
        for before in page.turns:
            if before.person == turn.person and before.reply and before.reply.kind is Kind.ERROR:
                return before.pictures
        return ()

    async def latest(self, prompt: Prompt, channel: str) -> Job | None:
        """The latest result of a channel, where the words need one: "make it darker"."""
        latest = await self._history.latest(channel)
        if latest is None:
            return None
        alone = understand(prompt, Context(), self._lexicon)
        replying = understand(prompt, context_of(0, latest), self._lexicon)
        return latest if alone.needs_picture or replying.selection else None
