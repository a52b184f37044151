"""Invitations to the page where somebody paints."""

from dataclasses import replace
from datetime import timedelta

import pytest

from core.actions import Action, Verb
from core.errors import PictureNeeded
from core.incoming import Incoming
from core.jobs import Job, Place, State, Variant
from core.options import under_opened
from core.painting import (
    MOST_TRIES,
    Invitation,
    NoPaintingHere,
    Painting,
    UsedInvitation,
    free_key,
    invited,
)
from core.replies import Kind
from storage.memory import Memory, MemoryInvitations
from tests.core.talk import CATALOGUE
from tests.values import NOON, SetClock, asset, job

PLACE = Place("discord", "channel", "person")


def done(seconds: float = 0.0) -> Job:
    """A job with two variants."""
    pictures = (replace(asset(name), seconds=seconds) for name in ("one", "two"))
    variants = tuple(Variant(index, 7, one) for index, one in enumerate(pictures, 1))
    return replace(job(), state=State.DONE, variants=variants)


def painting(memory: Memory, clock: SetClock) -> Painting:
    """One whose links have the id of their invitation."""
    return Painting(
        MemoryInvitations(memory, clock), clock, lambda one: f"https://e/paint/{one.id}"
    )


def press(made: Job) -> Incoming:
    """Somebody presses the button of the second variant."""
    packed = Action(Verb.PAINT, made.id, 2).pack()
    return Incoming("key", PLACE.channel, PLACE.person, PLACE.platform, action=packed, private=True)


def invitation(**more: object) -> Invitation:
    """One for the second variant of a job."""
    values = {"id": "i", "place": PLACE, "job": job().id, "variant": 2, "expires": NOON}
    return Invitation(**values | more)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]


async def test_the_answer_opens_the_page_for_the_one_who_pressed_alone() -> None:
    clock, memory, made = SetClock(), Memory(), done()
    reply = await invited(press(made), made, 2, painting(memory, clock))
    ((button,),) = reply.rows
    (kept,) = memory.invitations.values()
    assert (reply.kind, reply.private) == (Kind.QUESTION, True)
    assert button.url == f"https://e/paint/{kept.id}"
    assert (kept.place, kept.job, kept.variant, kept.private) == (PLACE, made.id, 2, True)
    assert kept.expires == NOON + timedelta(hours=12)


async def test_each_press_gives_a_link_of_its_own() -> None:
    clock, memory, made = SetClock(), Memory(), done()
    for _ in range(2):
        await invited(press(made), made, 2, painting(memory, clock))
    assert len(memory.invitations) == 2


async def test_where_there_is_no_page_the_button_says_what_to_do() -> None:
    with pytest.raises(NoPaintingHere, match="press Edit"):
        await invited(press(done()), done(), 2, None)


async def test_nobody_paints_on_a_clip() -> None:
    with pytest.raises(PictureNeeded):
        await invited(press(done()), done(seconds=3.0), 2, painting(Memory(), SetClock()))


@pytest.mark.parametrize("paints", [True, False], ids=["a page", "no page"])
def test_an_opened_variant_offers_it_where_there_is_a_page(paints: bool) -> None:
    made = done()
    names = [card.name for card in CATALOGUE]
    rows = under_opened(made, made.variants[0], CATALOGUE, names, paints)
    offered = {Action.unpack(one.action).verb for row in rows for one in row}
    assert (Verb.PAINT in offered) is paints


def test_it_is_for_an_edit_of_its_variant() -> None:
    one = invitation()
    assert Action.unpack(one.action("mask")) == Action(Verb.EDIT, one.job, 2, "mask")


@pytest.mark.parametrize(
    "other",
    [
        {"id": "j"},
        {"place": replace(PLACE, person="other")},
        {"place": replace(PLACE, channel="other")},
        {"place": replace(PLACE, platform="telegram")},
        {"job": "other"},
        {"variant": 1},
        {"expires": NOON + timedelta(seconds=1)},
    ],
    ids=["id", "person", "channel", "platform", "job", "variant", "expiry"],
)
def test_its_seal_is_over_all_that_it_is_for(other: dict[str, object]) -> None:
    assert invitation(**other).sealed != invitation().sealed


def test_refused_requests_leave_room_for_others() -> None:
    one = invitation()
    assert free_key(one, one.keys[:2]) == one.keys[2]


def test_nine_refused_requests_use_it_up() -> None:
    one = invitation()
    assert len(one.keys) == MOST_TRIES
    with pytest.raises(UsedInvitation):
        free_key(one, one.keys)
