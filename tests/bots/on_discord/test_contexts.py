"""People who installed Easel for themselves are answered wherever Discord lets them ask."""

from typing import Any

import pytest

from tests.bots.on_discord.server import (
    ADA,
    DIRECT,
    Fault,
    Given,
    Json,
    channel,
    member,
    person,
    until,
)
from tests.bots.on_discord.wire import PROMPT, Connected, connected

FOREIGN, PLACE = 900, 901  # a server where Easel is no member, and a channel in it
OF_ADA = {"1": str(ADA)}  # who installed it

GROUP: Json = {"id": str(PLACE), "type": 3, "recipients": [person(ADA, "ada")], "name": "us"}
ALONE: Json = {"guild_id": None, "member": None, "user": person(ADA, "ada"), "guild_locale": None}

CONTEXTS = [
    pytest.param(
        {
            "guild_id": str(FOREIGN),
            "guild": {"id": str(FOREIGN), "locale": "en-US", "features": []},
            "channel_id": str(PLACE),
            "channel": {**channel(), "id": str(PLACE), "guild_id": str(FOREIGN), "position": 0},
            "member": {**member(), "permissions": "2048", "user": person(ADA, "ada")},
            "context": 0,
        },
        id="a server where Easel is no member",
    ),
    pytest.param(
        {**ALONE, "channel_id": str(PLACE), "channel": GROUP, "context": 2}, id="a group of people"
    ),
    pytest.param(
        {
            **ALONE,
            "channel_id": str(PLACE),
            "channel": {**GROUP, "type": 1, "name": None},
            "context": 2,
        },
        id="a direct message to somebody else",
    ),
]


async def asked(easel: Connected, context: Json) -> Given:
    """Ada gives a command where Easel is not."""
    owners = {"authorizing_integration_owners": OF_ADA}
    given = await easel.server.command("imagine", PROMPT, **context, **owners)
    await until(lambda: bool(easel.home.memory.postings))
    return given


@pytest.mark.parametrize("context", CONTEXTS)
async def test_a_person_who_installed_it_is_answered(
    monkeypatch: pytest.MonkeyPatch, context: Json
) -> None:
    async with connected(monkeypatch) as easel:
        given = await asked(easel, context)
        await easel.finish()
        assert easel.server.messages[given.message]["content"].startswith("Drawn: “a lighthouse”")
        written = [one for one in easel.server.requests if one.method in ("POST", "PATCH")]
        assert [one.path for one in written if one.path.startswith("/channels")] == []


@pytest.mark.parametrize("context", CONTEXTS)
async def test_when_the_token_is_spent_it_comes_directly(
    monkeypatch: pytest.MonkeyPatch, context: Json
) -> None:
    async with connected(monkeypatch) as easel:
        given = await asked(easel, context)
        given.spent = True
        missing = {"code": 50001, "message": "Missing Access"}
        easel.server.faults.append(Fault(f"/channels/{PLACE}/", 403, 9, missing))
        await easel.finish()
        sent = easel.server.requests[-1]
        assert (sent.method, sent.path) == ("POST", f"/channels/{DIRECT}/messages")
        assert sent.body["content"].startswith("Drawn: “a lighthouse”")
        (job,) = easel.home.memory.jobs.values()
        count = len(easel.server.requests)
        await easel.client.desk.show(job)
        assert len(easel.server.requests) == count, "told once"


async def synced(easel: Connected) -> dict[str, Any]:
    """The commands that Discord was told, by name."""
    (told,) = [one for one in easel.server.requests if one.path.endswith("/commands")]
    return {one["name"]: one for one in told.listed}


async def test_commands_are_there_for_people_and_for_servers(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async with connected(monkeypatch) as easel:
        commands = await synced(easel)
        settings = commands.pop("set")
        for one in commands.values():
            assert sorted(one["integration_types"]) == [0, 1], one["name"]
            assert sorted(one["contexts"]) == [0, 1, 2], one["name"]
        assert (settings["integration_types"], settings["contexts"]) == ([0], [0])
        assert settings["default_member_permissions"] == 1 << 4


@pytest.mark.parametrize(
    ("name", "options"), [("imagine", PROMPT), ("models", [])], ids=["a request", "a question"]
)
async def test_a_kind_of_channel_that_discord_py_does_not_know_is_told(
    monkeypatch: pytest.MonkeyPatch, name: str, options: list[Json]
) -> None:
    async with connected(monkeypatch) as easel:
        where = {"channel_id": "7001", "channel": {"id": "7001", "type": 99}, "context": 2}
        given = await easel.server.command(name, options, **where, **ALONE)
        await until(lambda: bool(said(easel, given)))
        assert said(easel, given).startswith("I do not know this kind of place; please ask")
        assert not easel.home.memory.channels, "two such would share a history"


def said(easel: Connected, given: Given) -> str:
    """What an interaction is answered with so far."""
    return str(easel.server.messages.get(given.message, {}).get("content", ""))
