"""The real client against a local server: what goes over the wire."""

import asyncio
from dataclasses import replace

import aiohttp
import discord
import pytest
from discord import http

from bots.on_discord import client
from core.actions import Action, Verb
from core.replies import Progress
from tests.bots.on_discord.server import CHANNEL, CUT, DIRECT, ME, Fault, channel, person, until
from tests.bots.on_discord.wire import PROMPT, connected, drawn
from tests.bots.on_web.studio import CARD

NOWHERE = "http://127.0.0.1:9/api/v10"  # nobody listens there


async def test_a_result_takes_the_place_of_the_work(monkeypatch: pytest.MonkeyPatch) -> None:
    async with connected(monkeypatch) as easel:
        given = await drawn(easel)
        assert given.acknowledged is not None
        await easel.finish()
        message = easel.server.messages[given.message]
        assert message["content"].startswith("Drawn: “a lighthouse”")
        assert [one["filename"][-9:] for one in message["attachments"]] == ["-grid.png"]
        sent = easel.server.requests[-1]
        assert (sent.method, sent.content_type) == ("PATCH", "multipart/form-data")
        assert len(easel.server.messages) == 1


async def test_a_spent_token_is_no_end(monkeypatch: pytest.MonkeyPatch) -> None:
    async with connected(monkeypatch) as easel:
        given = await drawn(easel)
        given.spent = True
        await easel.finish()
        assert easel.server.messages[given.message]["content"].startswith("Drawn")
        assert easel.server.requests[-1].path == f"/channels/{CHANNEL}/messages/{given.message}"
        assert len(easel.server.messages) == 1


async def test_too_late_for_the_interaction_it_answers_in_the_channel(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async with connected(monkeypatch) as easel:
        unknown = {"code": 10062, "message": "Unknown interaction"}
        easel.server.faults.append(Fault("/callback", 404, 1, unknown))
        await easel.server.command("imagine", PROMPT)
        await until(lambda: bool(easel.home.memory.postings))
        await easel.finish()
        (message,) = easel.server.messages.values()
        assert message["content"].startswith("Drawn")


async def test_what_another_process_has_taken_is_left_to_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async with connected(monkeypatch) as easel:
        twice = {"code": 40060, "message": "Interaction has already been acknowledged."}
        easel.server.faults.append(Fault("/callback", 400, 1, twice))
        await easel.server.command("imagine", PROMPT)
        await until(lambda: any("/callback" in one.path for one in easel.server.requests))
        await asyncio.sleep(0.2)
        assert not easel.home.memory.turns
        assert not easel.server.messages


async def test_a_redelivered_event_makes_one_job(monkeypatch: pytest.MonkeyPatch) -> None:
    async with connected(monkeypatch) as easel:
        words = f"<@{ME}> a lighthouse"
        id = await easel.server.say(words, mentions=[person(ME, "easel", bot=True)])
        await until(lambda: bool(easel.home.memory.postings))
        await easel.server.dispatch("MESSAGE_CREATE", easel.server.messages[id])
        await asyncio.sleep(0.5)
        assert len(easel.home.memory.jobs) == 1
        ours = [one for one in easel.server.messages.values() if one["author"]["id"] == str(ME)]
        assert len(ours) == 1


async def test_429_is_waited_out(monkeypatch: pytest.MonkeyPatch) -> None:
    async with connected(monkeypatch) as easel:
        given = await drawn(easel)
        given.spent = True
        limited = {"message": "You are being rate limited.", "retry_after": 0.3, "global": False}
        headers = {"Via": "1.1 google", "Retry-After": "1"}
        easel.server.faults.append(Fault("/channels", 429, 2, limited, headers))
        await easel.finish()
        assert easel.server.messages[given.message]["content"].startswith("Drawn")


async def test_a_message_that_comes_again_much_later_is_answered_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async with connected(monkeypatch) as easel:
        us = [person(ME, "easel", bot=True)]
        id = await easel.server.say(f"<@{ME}> a lighthouse", mentions=us)
        await until(lambda: bool(easel.home.memory.postings))
        await easel.finish()
        count = len(easel.server.messages)
        for message in easel.server.messages.values():
            message["nonce"] = None  # Discord remembers them for some minutes
        await easel.server.dispatch("MESSAGE_CREATE", easel.server.messages[id])
        await easel.server.say(f"<@{ME}> a fox", mentions=us)
        await until(lambda: len(easel.home.memory.postings) == 2)
        assert len(easel.server.messages) == count + 2


async def test_a_result_whose_arrival_was_not_heard_of_is_one_message(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async with connected(monkeypatch) as easel:
        given = await drawn(easel)
        del easel.server.messages[given.message]  # somebody deleted it
        ended = await easel.home.render((await easel.home.owed())[0])
        easel.server.faults.append(Fault(f"/channels/{CHANNEL}/messages", CUT, 1, done=True))
        with pytest.raises(aiohttp.ServerDisconnectedError):
            await easel.client.desk.show(ended)
        await easel.client.desk.show(ended)
        (message,) = easel.server.messages.values()
        assert message["content"].startswith("Drawn: “a lighthouse”")
        sent = [one for one in easel.server.requests if one.method == "POST" and one.files]
        assert len(sent) == 2, "it was sent twice, and Discord knew the second"


async def test_what_is_private_is_never_told_in_public(monkeypatch: pytest.MonkeyPatch) -> None:
    async with connected(monkeypatch) as easel:
        given = await drawn(easel)
        await easel.finish()
        (job,) = easel.home.memory.jobs.values()
        unknown = {"code": 10062, "message": "Unknown interaction"}
        easel.server.faults.append(Fault("/callback", 404, 1, unknown))
        await easel.server.press(given.message, Action(Verb.DETAILS, job.id).pack())
        direct = f"/channels/{DIRECT}/messages"
        await until(lambda: any(one.path == direct for one in easel.server.requests))
        public = [one for one in easel.server.requests if one.method == "POST"]
        assert not [one for one in public if one.path == f"/channels/{CHANNEL}/messages"]


HTML = {"Content-Type": "text/html"}  # a proxy's, not Discord's


@pytest.mark.parametrize(
    ("status", "headers"), [(500, {}), (502, {}), (503, {}), pytest.param(403, HTML, id="a proxy")]
)
async def test_while_discord_is_down_the_result_is_owed(
    monkeypatch: pytest.MonkeyPatch, status: int, headers: dict[str, str]
) -> None:
    async with connected(monkeypatch) as easel:
        await drawn(easel)
        ended = await easel.home.render((await easel.home.owed())[0])
        easel.server.faults.append(Fault("messages", status, 100, {"message": "down"}, headers))
        monkeypatch.setattr(asyncio, "sleep", _at_once)
        with pytest.raises(discord.HTTPException):
            await easel.client.desk.show(ended)
        easel.server.faults.clear()
        await easel.client.desk.show(ended)
        (message,) = easel.server.messages.values()
        assert message["content"].startswith("Drawn")


_sleep = asyncio.sleep


async def _at_once(_: float, result: object = None) -> object:
    """discord.py waits longer with each attempt, which a test need not."""
    return await _sleep(0, result)


@pytest.mark.parametrize("nsfw", [True, False])
async def test_a_model_for_adults_is_served_in_age_restricted_channels(
    monkeypatch: pytest.MonkeyPatch, nsfw: bool
) -> None:
    async with connected(monkeypatch) as easel:
        object.__setattr__(easel.home.parts.catalogue, "cards", (replace(CARD, adult=True),))
        restricted = {**channel(), "position": 0, "permission_overwrites": [], "nsfw": nsfw}
        await easel.server.dispatch("CHANNEL_UPDATE", restricted)
        given = await easel.server.command("imagine", PROMPT)
        await until(lambda: bool(easel.server.messages.get(given.message, {}).get("content")))
        refused = "⚠️ Tints is for age-restricted channels only; please ask in one, or for another"
        said = easel.server.messages[given.message]["content"]
        assert said.startswith("Drawing" if nsfw else refused)
        assert len(easel.home.memory.jobs) == int(nsfw)


async def test_progress_outlives_a_network_that_is_away(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(client, "SELDOM", 0.0)
    async with connected(monkeypatch) as easel:
        watching = asyncio.create_task(easel.client.watch())
        given = await drawn(easel)
        (job,) = await easel.home.owed()
        with monkeypatch.context() as away:
            away.setattr(http.Route, "BASE", NOWHERE)
            await easel.client.tell(Progress(job.id, 0.5, "variant 2 of 4"))
        await easel.home.queue.report(Progress(job.id, 0.75, "variant 3 of 4"))
        shown = easel.server.messages[given.message]
        await until(lambda: watching.done() or "variant 3 of 4" in shown["content"])
        assert "variant 3 of 4" in shown["content"]
        watching.cancel()
