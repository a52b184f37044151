"""A deleted result is to be seen nowhere, or the answer says where it still is."""

from typing import Any

import pytest

from core.actions import Action, Verb
from core.postings import Posting
from tests.bots.on_discord.guild import Guild, in_guild
from tests.bots.on_discord.server import CHANNEL, GUILD, Fault, until
from tests.bots.on_discord.test_contexts import CONTEXTS, OF_ADA, PLACE, asked
from tests.bots.on_discord.wire import Connected, connected, drawn

GONE = "This result was deleted."


async def grid(place: Guild) -> Any:
    """A finished grid."""
    await place.ada.slash(place.channel, "imagine", prompt="a lighthouse")
    await place.finish()
    return place.last


@in_guild
async def test_every_message_of_it_is_blanked(place: Guild) -> None:
    result = await grid(place)
    await place.click("1 Open", on=result)
    opened = place.last
    await place.restart()
    told = await place.click("Delete", on=result)
    for message in (result, opened):
        now = await place.fresh(message)
        assert (now.content, now.attachments, now.components) == (GONE, [], [])
    (answer,) = told.followups
    assert (answer.content, answer.ephemeral) == ("Deleted.", True)


@in_guild
async def test_other_results_stay(place: Guild) -> None:
    kept = await grid(place)
    await place.click("Delete", on=await grid(place))
    assert (await place.fresh(kept)).attachments


@in_guild
async def test_who_may_not_delete_is_told_alone(place: Guild) -> None:
    result = await grid(place)
    told = await place.click("Delete", by=place.bob, on=result)
    (answer,) = told.followups
    assert answer.ephemeral
    assert answer.content.startswith("⚠️ Only the one who asked for this can do that")
    assert (await place.fresh(result)).attachments
    await place.click("Delete", by=place.mod, on=result)
    assert (await place.fresh(result)).content == GONE


@in_guild
async def test_what_was_deleted_by_words_is_gone_too(place: Guild) -> None:
    result = await grid(place)
    await place.call("delete it")
    await place.click("Delete", on=place.last)
    assert (await place.fresh(result)).content == GONE


def said(easel: Connected) -> list[str]:
    """What all messages say."""
    return [one["content"] for one in easel.server.messages.values()]


async def deleted(easel: Connected, message: int, **context: Any) -> None:
    """Ada presses Delete and is answered."""
    (job,) = easel.home.memory.jobs.values()
    await easel.server.press(message, Action(Verb.DELETE, job.id).pack(), **context)
    await until(lambda: any(one.startswith("Deleted.") for one in said(easel)))


@pytest.mark.parametrize("context", CONTEXTS)
async def test_the_presss_own_token_is_used_where_the_bot_is_not(
    monkeypatch: pytest.MonkeyPatch, context: dict[str, Any]
) -> None:
    async with connected(monkeypatch) as easel:
        given = await asked(easel, context)
        await easel.finish()
        given.spent = True
        missing = {"code": 50001, "message": "Missing Access"}
        easel.server.faults.append(Fault(f"/channels/{PLACE}/", 403, 9, missing))
        owners = {"authorizing_integration_owners": OF_ADA}
        await deleted(easel, given.message, **context, **owners)
        shown = easel.server.messages[given.message]
        assert (shown["content"], shown["attachments"], shown["components"]) == (GONE, [], [])
        assert "Deleted." in said(easel)


@pytest.mark.parametrize("known", [True, False], ids=["a known server", "a foreign one"])
async def test_what_cannot_be_changed_is_told(monkeypatch: pytest.MonkeyPatch, known: bool) -> None:
    async with connected(monkeypatch) as easel:
        given = await drawn(easel)
        await easel.finish()
        (job,) = easel.home.memory.jobs.values()
        place = CHANNEL if known else PLACE
        await easel.home.parts.postings.keep(
            Posting(job.id, "discord", str(place), "4711", variant=2)
        )
        missing = {"code": 50013, "message": "Missing Permissions"}
        easel.server.faults.append(Fault("/messages/4711", 403, 9, missing))
        await deleted(easel, given.message)
        link = f"https://discord.com/channels/{GUILD}/{CHANNEL}/4711"
        where = link if known else "a message in another place"
        assert easel.server.messages[given.message]["content"] == GONE
        (told,) = [one for one in said(easel) if one.startswith("Deleted.")]
        assert told == (
            f"Deleted.\n-# It is still to be seen where I may not change it: {where}. "
            "Whoever may manage messages there can take it away."
        )
