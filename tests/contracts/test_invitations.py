"""The Invitations port: what every one of its implementations does."""

from dataclasses import replace

import pytest

from core.customs import Closed, Manner, Usual
from core.jobs import Place
from core.painting import LASTS, REMEMBERED, Invitation
from core.ratios import Ratio
from core.safety import Safety
from tests.contracts.stores import Store


def invitation(store: Store) -> Invitation:
    """One by which the store's person paints in its channel."""
    clock = store.clock
    place = Place("web", store.channel.id, store.person)
    return Invitation(clock.new_id(), place, clock.new_id(), 2, clock.now() + LASTS)


async def test_what_was_kept_is_there(store: Store) -> None:
    one, other = invitation(store), invitation(store)
    await store.invitations.keep(one)
    await store.invitations.keep(other)
    assert await store.invitations.of(one.id) == one


async def test_one_that_never_was_is_none(store: Store) -> None:
    assert await store.invitations.of(store.clock.new_id()) is None


async def test_the_manner_of_the_place_is_kept_with_it(store: Store) -> None:
    closed = Closed(frozenset({"animate"}), models=frozenset({"klein"}))
    manner = Manner(Usual("classical", 2, Ratio(16, 9)), closed, "/set", Safety.MARK)
    one = replace(invitation(store), manner=manner, private=True)
    await store.invitations.keep(one)
    assert await store.invitations.of(one.id) == one


@pytest.mark.parametrize(
    ("after", "there"), [(-1.0, True), (1.0, False)], ids=["within a week", "after a week"]
)
async def test_one_that_is_over_is_forgotten(store: Store, after: float, there: bool) -> None:
    one = invitation(store)
    await store.invitations.keep(one)
    store.clock.move((LASTS + REMEMBERED).total_seconds() + after)
    await store.invitations.keep(invitation(store))
    assert (await store.invitations.of(one.id) is not None) is there
