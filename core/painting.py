"""The page where somebody paints what should change in one picture, and who is invited to it.

A button mints an invitation when it is pressed, so that a button of yesterday works; what it
leads to is for one person, one picture, some hours, and one request.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Protocol

from core.actions import Action, Verb
from core.answers import OFFERED
from core.buttons import button
from core.catalogue import Intent, Role
from core.customs import PLAIN, Manner
from core.errors import BadRequest, Gone, PictureNeeded
from core.incoming import Incoming
from core.intents import Understanding
from core.jobs import Asset, Job, Place, State
from core.listing import Listing
from core.ports import Clock, History
from core.prompts import Prompt
from core.replies import Button, Kind, Reply, Turn
from core.requests import Request

LASTS = timedelta(hours=12)
REMEMBERED = timedelta(days=7)  # for which an old link is told that it is old
MOST_TRIES = 9  # requests by one invitation that began nothing, before it counts as used up
OPENS = "Open the page"
ASKED = "Paint over what should change, say what should become of it, and send it."
KEPT = f"The link is yours alone: it works once, for {LASTS // timedelta(hours=1)} hours."


class NoPaintingHere(BadRequest):
    """There is no page to paint on here; press Edit, and say what should change, or send a mask
    with your words."""


class NoInvitation(Gone):
    """This link is not good: it is cut short, or long over; press “Paint a part” under the
    picture for a new one."""


class StaleInvitation(Gone):
    """This link is over; press “Paint a part” under the picture for a new one."""


class UsedInvitation(Gone):
    """What you painted was sent already; press “Paint a part” under a picture to paint
    another."""


class NotYourInvitation(Gone):
    """This link is somebody else's; press “Paint a part” under the picture for your own."""


@dataclass(frozen=True, slots=True)
class Invitation:
    """One person may mark one variant of one job, and say once what becomes of it."""

    id: str
    place: Place  # where the result goes, and who is invited
    job: str
    variant: int  # 1-based
    expires: datetime
    private: bool = False  # whether nobody else reads that place
    manner: Manner = PLAIN  # how this person's requests are taken there

    @property
    def sealed(self) -> tuple[str, ...]:
        """What the seal of its link is over."""
        place, expires = self.place, str(int(self.expires.timestamp()))
        who = place.platform, place.channel, place.person
        return self.id, self.job, str(self.variant), *who, expires

    @property
    def keys(self) -> tuple[str, ...]:
        """What the turns of its requests are called."""
        return tuple(f"painted-{self.id}-{number}" for number in range(1, MOST_TRIES + 1))

    def action(self, option: str = "") -> str:
        """The edit that it is for, packed."""
        return Action(Verb.EDIT, self.job, self.variant, option).pack()


class Invitations(Protocol):
    """Invitations that were given."""

    async def keep(self, invitation: Invitation) -> None:
        """Keep one; those that are over for a week are forgotten."""
        ...

    async def of(self, id: str) -> Invitation | None:
        """The invitation of that id; None where there is none."""
        ...


@dataclass(frozen=True, slots=True)
class Painting:
    """What it takes to invite people to the page."""

    invitations: Invitations
    clock: Clock
    link: Callable[[Invitation], str]  # where the page is for an invitation
    prepare: Callable[[Asset], object] = lambda _: None  # begins to make what it shows first


async def invited(incoming: Incoming, job: Job, variant: int, painting: Painting | None) -> Reply:
    """The answer to a press: the page on which a variant (1-based) is painted on.

    It is for the one who pressed alone. Raises NoPaintingHere, and PictureNeeded for a clip.
    """
    if painting is None:
        raise NoPaintingHere
    made = job.variant(variant or 1)
    if made is None or made.asset.seconds:
        raise PictureNeeded
    invitation = Invitation(
        painting.clock.new_id(),
        incoming.place,
        job.id,
        made.index,
        painting.clock.now() + LASTS,
        incoming.private,
        incoming.manner,
    )
    await painting.invitations.keep(invitation)
    painting.prepare(made.asset)
    opens = Button(OPENS, Action(Verb.PAINT, job.id, made.index).pack())
    rows = ((replace(opens, url=painting.link(invitation)),),)
    return Reply(Kind.QUESTION, ASKED, (KEPT,), rows=rows, job=job.id, private=True)


def offered(job: Job, variant: int) -> Reply:
    """The button that leads to the page, for words that ask for it: its link is for one alone."""
    return Reply(Kind.QUESTION, OFFERED, rows=((button(Verb.PAINT, job, variant),),), job=job.id)


def keeping(place: Place, picture: Asset, seed: int, listing: Listing) -> Request:
    """An edit of a person's own picture of which only the picture is known yet."""
    words = Understanding(Intent.EDIT, Role.EDIT, "you want to paint on it", "", needs_picture=True)
    return Request(words, Prompt("", count=1), place, seed, inputs=(picture,), listing=listing)


async def next_key(invitation: Invitation, history: History) -> str:
    """What the next request of an invitation is called.

    A request that was refused, say for its words, does not use it up, and one that could not be
    made does not either. Raises UsedInvitation.
    """
    turns = await history.called_so(invitation.place.channel, invitation.keys)
    if any(uses_up(turn) for turn in turns):
        raise UsedInvitation
    return free_key(invitation, [turn.key for turn in turns if turn.reply or turn.job])


def uses_up(turn: Turn) -> bool:
    """Whether a request began something that is under way, or gave a result."""
    vain = (State.FAILED, State.CANCELLED)
    return turn.job is not None and turn.job.state not in vain


def free_key(invitation: Invitation, answered: Sequence[str]) -> str:
    """The first key that no answered turn has. Raises UsedInvitation."""
    left = (key for key in invitation.keys if key not in answered)
    if (key := next(left, None)) is None:
        raise UsedInvitation
    return key
