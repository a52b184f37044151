"""Links to the page where somebody paints: what is forged, forgotten or over opens nothing."""

from dataclasses import replace

import pytest

from bots.on_web.links import Seal
from bots.on_web.painting_links import Opening, path_of
from core.jobs import Place
from core.painting import LASTS, Invitation, NoInvitation, StaleInvitation
from storage.memory import Memory, MemoryInvitations
from tests.values import NOON, SetClock

SEAL = Seal(b"a secret of the tests")
ID = "00000010-0000-7000-8000-000000000001"
PLACE = Place("telegram", "channel", "person")
ONE = Invitation(ID, PLACE, "job", 1, NOON + LASTS)
TOKEN = path_of(ONE, SEAL).removeprefix("/paint/")


async def opening(kept: Invitation = ONE, passed: float = 0.0) -> Opening:
    """Where one invitation was given, so many s ago."""
    clock, memory = SetClock(), Memory()
    invitations = MemoryInvitations(memory, clock)
    await invitations.keep(kept)
    clock.move(passed)
    return Opening(SEAL, invitations, clock)


async def test_a_link_finds_its_invitation() -> None:
    assert await (await opening()).of(TOKEN) == ONE


@pytest.mark.parametrize(
    "token",
    [
        "",
        ID,
        f"{ID}.",
        TOKEN[:-1],
        f"{TOKEN[:-1]}{'A' if TOKEN[-1] != 'A' else 'B'}",
        f"{TOKEN}x",
        TOKEN.replace(ID, ID.replace("1", "2")),
        path_of(ONE, Seal(b"the secret of another")).removeprefix("/paint/"),
        path_of(replace(ONE, place=replace(PLACE, person="mallory")), SEAL)[7:],
    ],
    ids=["empty", "bare", "no seal", "cut", "changed", "longer", "other", "secret", "person"],
)
async def test_a_forged_link_opens_nothing(token: str) -> None:
    with pytest.raises(NoInvitation, match="cut short, or long over"):
        await (await opening()).of(token)


async def test_a_link_is_over_in_time() -> None:
    almost, over = LASTS.total_seconds() - 1, LASTS.total_seconds() + 1
    assert await (await opening(passed=almost)).of(TOKEN) == ONE
    with pytest.raises(StaleInvitation, match="This link is over"):
        await (await opening(passed=over)).of(TOKEN)
