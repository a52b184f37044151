"""Links to the page where somebody paints: sealed over all that they are for."""

import re
from dataclasses import dataclass

from bots.on_web.links import Seal
from core.painting import Invitation, Invitations, NoInvitation, StaleInvitation
from core.ports import Clock

PURPOSE = "paint"
TOKEN = re.compile(r"([0-9a-f-]{36})\.([\w-]{43})", re.ASCII)


def path_of(invitation: Invitation, seal: Seal) -> str:
    """The path of the page for an invitation."""
    return f"/paint/{invitation.id}.{seal.of(PURPOSE, *invitation.sealed)}"


@dataclass(frozen=True, slots=True)
class Opening:
    """Finds the invitation that a link is for."""

    seal: Seal
    invitations: Invitations
    clock: Clock

    async def of(self, token: str) -> Invitation:
        """The invitation; raises NoInvitation and StaleInvitation.

        What is forged and what is forgotten are told alike, and neither costs more.
        """
        found = TOKEN.fullmatch(token)
        invitation = await self.invitations.of(found[1]) if found else None
        if found is None or invitation is None:
            raise NoInvitation
        if not self.seal.fits(found[2], PURPOSE, *invitation.sealed):
            raise NoInvitation
        if invitation.expires < self.clock.now():
            raise StaleInvitation
        return invitation
