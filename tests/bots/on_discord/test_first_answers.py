"""Every command, press and question is acknowledged at once, whatever else is wrong."""

import asyncio
import json

import pytest

from core.actions import Action, Verb
from core.errors import NoRedis
from core.ports import Fleet
from tests.bots.on_discord.server import CUT, Discord, Fault, Given, Json, until
from tests.bots.on_discord.wire import PROMPT, Connected, connected, drawn

UNKNOWN = {"code": 10062, "message": "Unknown interaction"}
LIMITED = {"message": "You are being rate limited.", "retry_after": 0.2, "global": False}
STRANGE_BUTTON = "⚠️ That button is not one of mine; please use the buttons under a result."
STRANGE_QUESTION = "⚠️ I no longer know the question that you answered; please press the button"
LATE = "I was too slow to take that; please do it once more."


async def grid(easel: Connected) -> tuple[Given, str]:
    """A result, and the id of its job."""
    given = await drawn(easel)
    (job,) = await easel.home.owed()
    await easel.finish()
    return given, job.id


async def said(easel: Connected, given: Given) -> str:
    """What an interaction is answered with, once it is."""
    await until(lambda: bool(easel.server.messages.get(given.message, {}).get("content")))
    return str(easel.server.messages[given.message]["content"])


def acknowledged_with(server: Discord, given: Given) -> list[int]:
    """The kinds of first answers that were sent to an interaction."""
    return [one.body["type"] for one in server.requests if f"{given.token}/callback" in one.path]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        pytest.param(":open:", ":zoom:", id="a verb of another release"),
        pytest.param("e1:", "e0:", id="another form"),
        pytest.param(":1", ":1:x:y", id="more fields"),
        pytest.param("e1", "something\n", id="nothing like it"),
    ],
)
async def test_a_strange_button_is_answered_and_disturbs_no_other(
    monkeypatch: pytest.MonkeyPatch, old: str, new: str
) -> None:
    async with connected(monkeypatch) as easel:
        given, job = await grid(easel)
        good = Action(Verb.OPEN, job, 1).pack()
        strange = good.replace(old, new)
        message = easel.server.messages[given.message]
        shown = json.dumps(message["components"])
        message["components"] = json.loads(shown.replace(f'"{good}"', json.dumps(strange)))
        pressed = await easel.server.press(given.message, strange)
        assert await said(easel, pressed) == STRANGE_BUTTON
        edit = await easel.server.press(given.message, Action(Verb.EDIT, job, 1).pack())
        await until(lambda: edit.acknowledged is not None)
        assert acknowledged_with(easel.server, edit) == [9], "a question"


@pytest.mark.parametrize(
    "id", ["ask:e1:zoom:x:1", "ask:e0:foo", "pic:gone:1", "pic:", "own:edit:", "own:gone:1", "else"]
)
async def test_a_strange_question_is_answered(monkeypatch: pytest.MonkeyPatch, id: str) -> None:
    async with connected(monkeypatch) as easel:
        given = await easel.server.submit(id, "at night")
        assert (await said(easel, given)).startswith(STRANGE_QUESTION)
        assert not easel.home.memory.jobs


async def test_a_strange_command_is_answered(monkeypatch: pytest.MonkeyPatch) -> None:
    async with connected(monkeypatch) as easel:
        given = await easel.server.command("zoom", [])
        assert (await said(easel, given)).startswith("I do not know that command in this form")


async def test_models_are_acknowledged_before_anybody_is_asked(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async with connected(monkeypatch) as easel:
        go = asyncio.Event()

        async def away() -> Fleet:
            await go.wait()
            raise NoRedis(detail="connection refused")

        monkeypatch.setattr(easel.home.queue, "fleet", away)
        given = await easel.server.command("models", [])
        await until(lambda: given.acknowledged is not None)
        go.set()
        assert (await said(easel, given)).startswith("⚠️ Easel found no Redis to talk to")


TROUBLES = [
    pytest.param(429, False, id="one limit"),
    pytest.param(CUT, False, id="a connection cut before"),
    pytest.param(CUT, True, id="a connection cut after"),
]


@pytest.mark.parametrize(("status", "done"), TROUBLES)
async def test_a_command_survives(monkeypatch: pytest.MonkeyPatch, status: int, done: bool) -> None:
    async with connected(monkeypatch) as easel:
        easel.server.faults.append(Fault("/callback", status, 1, LIMITED, done=done))
        given = await easel.server.command("imagine", PROMPT)
        assert (await said(easel, given)).startswith("Drawing")
        assert len(easel.home.memory.jobs) == 1


@pytest.mark.parametrize(("status", "done"), TROUBLES)
async def test_help_survives(monkeypatch: pytest.MonkeyPatch, status: int, done: bool) -> None:
    async with connected(monkeypatch) as easel:
        easel.server.faults.append(Fault("/callback", status, 1, LIMITED, done=done))
        given = await easel.server.command("help", [])
        assert "watercolour" in await said(easel, given)


async def test_a_question_survives_one_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    async with connected(monkeypatch) as easel:
        given, job = await grid(easel)
        easel.server.faults.append(Fault("/callback", 429, 1, LIMITED))
        edit = await easel.server.press(given.message, Action(Verb.EDIT, job, 1).pack())
        await until(lambda: edit.acknowledged is not None)
        assert acknowledged_with(easel.server, edit) == [9, 9]


@pytest.mark.parametrize(
    ("name", "options"), [("help", []), ("models", [])], ids=["help", "models"]
)
async def test_what_comes_too_late_says_so(
    monkeypatch: pytest.MonkeyPatch, name: str, options: list[Json]
) -> None:
    async with connected(monkeypatch) as easel:
        easel.server.faults.append(Fault("/callback", 404, 1, UNKNOWN))
        await easel.server.command(name, options)
        await until(lambda: bool(easel.server.messages))
        assert [one["content"] for one in easel.server.messages.values()] == [LATE]


async def test_a_question_that_comes_too_late_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    async with connected(monkeypatch) as easel:
        given, job = await grid(easel)
        easel.server.faults.append(Fault("/callback", 404, 1, UNKNOWN))
        await easel.server.press(given.message, Action(Verb.EDIT, job, 1).pack())
        await until(lambda: len(easel.server.messages) == 2)
        assert easel.server.messages[max(easel.server.messages)]["content"] == LATE
