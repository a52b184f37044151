"""A comparison in a channel: votes in its own message, the winner's model for one or for all."""

from dataclasses import replace
from typing import Any

from bots.on_discord.outgoing import MOST_IN_ROW, MOST_ROWS, fitted
from core.buttons import under_result
from core.catalogue import Intent
from core.jobs import Job, Lane
from core.ports import Announcement
from tests.bots.house import YEARS
from tests.bots.on_discord.guild import Guild, in_guild
from tests.bots.on_web.studio import CARD
from tests.core.results import done

NAMES = tuple(f"painter{number}" for number in range(1, 10))
CARDS = tuple(replace(CARD, name=name, title=name.title()) for name in NAMES)


async def compared(place: Guild, count: int = 3) -> Job:
    """A finished comparison of so many models."""
    place.cards(*CARDS[:count])
    there = Announcement("painter", NAMES[:count], "here", tuple(Lane))
    await place.house.queue.announce(there, YEARS)
    await place.call("compare all models: a fox")
    return await place.finish()


async def vote(place: Guild, index: int, by: Any) -> Any:
    result = next(one for one in place.messages if one.content.startswith("Compared"))
    return await place.click(f"{index} Vote", by=by, on=result)


async def said(place: Guild) -> str:
    """What the message of the comparison says now."""
    (message,) = [one for one in place.messages if one.content.startswith("Compared")]
    return str(message.content)


@in_guild
async def test_a_vote_is_told_to_the_voter_and_counted_in_the_message(place: Guild) -> None:
    await compared(place)
    told = await vote(place, 2, place.ada)
    assert told.ephemeral
    assert told.response.content.startswith("Your vote: 2")
    assert "votes: 1 for 2" in await said(place)
    await vote(place, 3, place.bob)
    await vote(place, 3, place.ada)
    assert "votes: 2 for 3" in await said(place)


@in_guild
async def test_the_command_needs_no_picture(place: Guild) -> None:
    await compared(place)
    await place.ada.slash(place.channel, "compare", words="all models: a teapot")
    (job,) = await place.house.owed()
    assert (job.spec.contenders, job.spec.prompt.words) == (NAMES[:3], "a teapot")


@in_guild
async def test_size_and_strength_are_options_too(place: Guild) -> None:
    await place.ada.slash(place.channel, "imagine", prompt="a fox", size="512x256", strength=0.4)
    (job,) = await place.house.owed()
    assert (job.spec.width, job.spec.height, job.spec.strength) == (512, 256, 0.4)


@in_guild
async def test_a_size_that_is_none_is_refused(place: Guild) -> None:
    told = await place.ada.slash(place.channel, "imagine", prompt="a fox", size="huge")
    assert "size" in told.response.content
    assert not await place.house.owed()


@in_guild
async def test_the_picture_stays_while_the_words_change(place: Guild) -> None:
    await compared(place)
    before = place.last.attachments
    await vote(place, 1, place.ada)
    now = await place.fresh(place.last)
    assert [one.id for one in now.attachments] == [one.id for one in before]
    assert before


@in_guild
async def test_a_vote_that_is_said_is_counted_in_the_message(place: Guild) -> None:
    await compared(place)
    await place.call("vote 2")
    assert "votes: 1 for 2" in await said(place)


@in_guild
async def test_only_who_looks_after_the_channel_takes_a_model_for_all(place: Guild) -> None:
    await compared(place)
    await vote(place, 2, place.ada)
    await place.click("Pick winner")
    refused = await place.click("Use for drafts here", by=place.bob)
    assert "You may not use a model for everybody here" in refused.response.content
    allowed = await place.click("Use for drafts here", by=place.mod)
    assert "From now on Painter2 makes drafts for all here" in allowed.response.content
    shown = await place.owner.slash(place.channel, "set show")
    assert "explore: painter2" in shown.response.content
    gone = await place.owner.slash(place.channel, "set reset")
    assert "Nothing is set here" in gone.response.content


@in_guild
async def test_what_comes_next_can_be_switched_off(place: Guild) -> None:
    told = await place.owner.slash(place.channel, "set defaults", following="off")
    assert "-# next: off" in told.response.content


def test_nine_models_all_have_a_vote_and_can_be_opened() -> None:
    job = done(9)
    nine = replace(job.spec, intent=Intent.COMPARE, contenders=NAMES, count=9, shared=True)
    rows = fitted(under_result(replace(job, spec=nine)))
    labels = [one.label for row in rows for one in row]
    assert len(rows) == MOST_ROWS
    assert max(len(row) for row in rows) <= MOST_IN_ROW
    wanted = {f"{verb} {number}" for verb in ("Vote", "Open") for number in range(1, 10)}
    assert wanted | {"Pick winner"} <= set(labels)
