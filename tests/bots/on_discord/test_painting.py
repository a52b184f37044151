"""A part of a picture is painted on the page, from Discord: the button, and what comes of it."""

import functools
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any

import simcord

from bots.on_discord.client import EaselClient
from bots.on_discord.customs import guild_key
from bots.on_web.links import Seal
from bots.on_web.painting_links import path_of
from core.attachments import Attachment
from core.incoming import Incoming
from core.jobs import Job
from core.painting import Invitation
from core.replies import Progress
from tests.bots.house import house
from tests.bots.on_discord.guild import PATIENCE, Guild, in_guild
from tests.bots.on_web.studio import SECRET
from tests.core.talk import photo

PAGE = "https://easel.example.org"


@asynccontextmanager
async def with_page() -> AsyncGenerator[Guild]:
    """A guild whose Easel has a page that people reach."""
    home = await house(PAGE)
    async with simcord.run(EaselClient(home.parts), settle_timeout=PATIENCE) as env:
        place = env.create_guild("Studio")
        channel = place.create_text_channel("pictures")
        ada, bob = (place.add_member(env.create_user(name)) for name in ("ada", "bob"))
        yield Guild(env, home, channel, ada, bob, mod=bob, guild=place, owner=bob)


def with_a_page(story: Callable[[Guild], Awaitable[None]]) -> Callable[[], Awaitable[None]]:
    """Run a story in such a guild; in one task, as the simulation wants it."""

    @functools.wraps(story)
    async def told() -> None:
        async with with_page() as place:
            await story(place)

    del told.__wrapped__  # type: ignore[attr-defined]  # pytest would ask for a fixture
    return told


async def opened(place: Guild) -> Any:
    """A variant, shown with all that can be done with it."""
    await place.call("a lighthouse at dusk")
    await place.finish()
    await place.click("2 Open")
    return place.last


def labels(message: Any) -> list[str]:
    """What the buttons of a message say."""
    return [one.label for row in message.components for one in row.children]


async def painted(place: Guild, invitation: Invitation) -> Job:
    """What the page does with a mask that comes by an invitation."""
    where = invitation.place
    taken = await place.house.parts.conversation.looked_at(
        Incoming(
            invitation.keys[0],
            where.channel,
            where.person,
            where.platform,
            "make it blue",
            mask=Attachment("mask.png", photo("white", (64, 64))),
            action=invitation.action("painted"),
            manner=invitation.manner,
        )
    )
    turn = await place.house.parts.conversation.receive(taken)
    assert turn.job is not None, turn.reply
    return turn.job


async def begin(place: Guild, job: Job) -> None:
    """What delivery does with a job that another process began."""
    with place.env._bot_scope():
        await place.env.bot.desk.begin(job)
    await place.env.settle()


@with_a_page
async def test_an_opened_variant_offers_it(place: Guild) -> None:
    assert "Paint a part" in labels(await opened(place))


@in_guild
async def test_without_a_page_it_is_not_offered(place: Guild) -> None:
    assert "Paint a part" not in labels(await opened(place))


@with_a_page
async def test_a_press_is_answered_by_a_link_for_the_one_who_pressed(place: Guild) -> None:
    await opened(place)
    pressed = await place.click("Paint a part", by=place.bob)
    answer = pressed.response
    assert not pressed.followups, "nobody saw that it was being thought about"
    (invitation,) = place.house.memory.invitations.values()
    assert await place.house.parts.history.called(invitation.place.person) == str(place.bob.id)
    assert (invitation.variant, answer.flags.ephemeral) == (2, True)
    ((link,),) = [row["components"] for row in answer.components]
    assert (link["label"], link["url"]) == ("Open the page", address(invitation))


@with_a_page
async def test_the_rules_for_the_one_who_pressed_go_with_the_link(place: Guild) -> None:
    rules = guild_key(place.guild.id)
    await place.house.parts.customs.keep("discord", rules, "command animate", "")
    await opened(place)
    await place.click("Paint a part", by=place.bob)
    (invitation,) = place.house.memory.invitations.values()
    assert invitation.manner.closed.commands == {"animate"}


def address(invitation: Invitation) -> str:
    """Where the page for an invitation is."""
    return PAGE + path_of(invitation, Seal(SECRET))


@with_a_page
async def test_the_channel_sees_it_under_way_once_and_then_its_result_there(place: Guild) -> None:
    await opened(place)
    await place.click("Paint a part")
    (invitation,) = place.house.memory.invitations.values()
    job = await painted(place, invitation)
    before = len(place.messages)
    for _ in range(2):
        await begin(place, job)
    assert len(place.messages) == before + 1
    assert place.last.content.startswith("Editing: “make it blue” …")
    assert labels(place.last) == ["Cancel"]
    ended = await place.house.render(job)
    await place.show(ended)
    assert len(place.messages) == before + 1
    assert place.last.content.startswith("Edited: “make it blue”")


@with_a_page
async def test_a_result_whose_beginning_was_not_told_comes_all_the_same(place: Guild) -> None:
    await opened(place)
    await place.click("Paint a part")
    (invitation,) = place.house.memory.invitations.values()
    ended = await place.house.render(await painted(place, invitation))
    await place.show(ended)
    await begin(place, ended)
    assert place.last.content.startswith("Edited: “make it blue”")


@with_a_page
async def test_news_of_it_reach_its_message(place: Guild) -> None:
    await opened(place)
    await place.click("Paint a part")
    (invitation,) = place.house.memory.invitations.values()
    job = await painted(place, invitation)
    await begin(place, job)
    await place.tell(Progress(job.id, 0.5, "variant 1 of 1"))
    assert "variant 1 of 1" in place.last.content


@with_a_page
async def test_a_picture_of_ones_own_is_painted_on_before_anything_is_made(place: Guild) -> None:
    await place.call("paint on it", photo(size=(64, 64)))
    assert labels(place.last) == ["Paint a part", "Delete"]
    await place.click("Paint a part")
    (invitation,) = place.house.memory.invitations.values()
    ended = await place.house.render(await painted(place, invitation))
    await place.show(ended)
    assert place.last.content.startswith("Edited: “make it blue”")
    assert "you painted the place" in ended.spec.reason
