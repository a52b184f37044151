"""Votes on the cells of a comparison, and what wins them."""

from dataclasses import dataclass, replace

from core import answers
from core.actions import Verb
from core.buttons import under_each
from core.catalogue import Catalogue
from core.comparing import standing, voted_for, winners
from core.errors import TargetGone
from core.options import under_opened
from core.ports import History
from core.preferring import Preferring
from core.press import Press
from core.replies import Kind, Reply
from core.serving import Serving
from core.votes import Votes

ABOUT = frozenset({Verb.VOTE, Verb.PICK, Verb.USE})  # what is answered here
COUNTED = "Your vote: {which}."
ALREADY = "You voted for {which} already; a vote for another one takes its place."
NOBODY = "Nobody has voted yet: press Vote below one of them, or open the one that you like."
TIED = "{which} have as many votes: open the one that you like."


@dataclass(frozen=True, slots=True)
class Voting:
    """Takes votes and says who won."""

    history: History
    votes: Votes | None  # None where none are kept
    preferring: Preferring

    async def reply(
        self, press: Press, catalogue: Catalogue, serving: Serving, paints: bool
    ) -> Reply | None:
        """The reply of a press that is about the cells of a comparison; None for the others.

        `paints`: whether there is a page to paint on.
        """
        match press.action.verb:
            case Verb.VOTE:
                return await self._voted(press)
            case Verb.PICK:
                return await self._picked(press, catalogue, serving, paints)
            case Verb.USE:
                return await self.preferring.used(press, catalogue)
            case _:
                return None

    async def _voted(self, press: Press) -> Reply:
        """A vote is counted: one for each person, whatever accounts they have."""
        index, job = press.action.variant, press.job
        if self.votes is None or not index:
            raise TargetGone
        accounts = await self.history.accounts(press.place.person)
        who = min(accounts, default=press.place.person)
        which = voted_for(job, index)
        if await self.votes.of(job.id, who) == index:
            text = ALREADY.format(which=which)
            return Reply(Kind.NOTICE, text, (standing(job),), job=job.id, private=True)
        tally = await self.votes.vote(job.id, who, index)
        told = COUNTED.format(which=which), (standing(replace(job, votes=tally)),)
        return Reply(Kind.NOTICE, *told, job=job.id, private=True, voted=job.id)

    async def _picked(
        self, press: Press, catalogue: Catalogue, serving: Serving, paints: bool
    ) -> Reply:
        """The winner, opened; where there is none or several, what to do about that."""
        job = press.job
        best = winners(job)
        if not best:
            return Reply(Kind.NOTICE, NOBODY, job=job.id, private=True)
        if len(best) > 1:
            which = " and ".join(voted_for(job, index) for index in best)
            rows = under_each(job, best)
            return Reply(Kind.QUESTION, TIED.format(which=which), rows=rows, job=job.id)
        variant = next(job.variant(index) for index in best)
        available = await serving.models(catalogue)
        assert variant is not None, "only what is there is counted"
        rows = under_opened(job, variant, catalogue, available, paints)
        opened = answers.opened(job, variant, rows)
        return replace(
            opened, text=f"The winner: {opened.text}", lines=(standing(job), *opened.lines)
        )
