"""Every command, press and question is acknowledged at once, whatever else is wrong."""

import asyncio
import json
from collections.abc import Callable

import pytest
from aiohttp import web

from core.actions import Action, Verb
from core.errors import NoRedis
from core.ports import Fleet
from tests.bots.on_discord.server import Discord, Fault, Given, Json, until
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
    "strange",
    [
        pytest.param(lambda id: id.replace(":open:", ":zoom:"), id="a verb of another release"),
        pytest.param(lambda id: id.replace("e1:", "e0:"), id="another form"),
        pytest.param(lambda id: f"{id}:x:y", id="more fields"),
        pytest.param(lambda _: "something else\n", id="nothing like it"),
    ],
)
async def test_a_strange_button_is_answered_and_disturbs_no_other(
    monkeypatch: pytest.MonkeyPatch, strange: Callable[[str], str]
) -> None:
    async with connected(monkeypatch) as easel:
        given, job = await grid(easel)
        good = Action(Verb.OPEN, job, 1).pack()
        message = easel.server.messages[given.message]
        shown = json.dumps(message["components"]).replace(good, "strange")
        message["components"] = json.loads(shown.replace('"strange"', json.dumps(strange(good))))
        pressed = await easel.server.press(given.message, strange(good))
        assert await said(easel, pressed) == STRANGE_BUTTON
        edit = await easel.server.press(given.message, Action(Verb.EDIT, job, 1).pack())
        await until(lambda: edit.acknowledged is not None)
        assert acknowledged_with(easel.server, edit) == [9], "a question"


@pytest.mark.parametrize("id", ["ask:e1:zoom:x:1", "ask:e0:foo", "pic:gone:1", "pic:", "else"])
async def test_a_strange_question_is_answered(monkeypatch: pytest.MonkeyPatch, id: str) -> None:
    async with connected(monkeypatch) as easel:
        field = {"type": 4, "custom_id": "words", "value": "at night"}
        label = {"type": 18, "component": field}
        given = await easel.server._interaction(5, {"custom_id": id, "components": [label]})
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


def limit(monkeypatch: pytest.MonkeyPatch, server: Discord) -> None:
    """The next first answer is one too many."""
    server.faults.append(Fault("/callback", 429, 1, LIMITED))


def cut(monkeypatch: pytest.MonkeyPatch, server: Discord) -> None:
    """The connection of the next first answer is cut before Discord takes it."""
    hang_up(monkeypatch, taken=False)


def cut_after(monkeypatch: pytest.MonkeyPatch, server: Discord) -> None:
    """The connection of the next first answer is cut after Discord has taken it."""
    hang_up(monkeypatch, taken=True)


def hang_up(monkeypatch: pytest.MonkeyPatch, taken: bool) -> None:
    """End the connection of the next first answer."""
    answered, cuts = Discord._answered, ["once"]

    def answer(server: Discord, asked: object) -> web.StreamResponse:
        if "/callback" not in asked.path or not cuts:  # type: ignore[attr-defined]
            return answered(server, asked)  # type: ignore[arg-type]
        cuts.pop()
        if taken:
            answered(server, asked)  # type: ignore[arg-type]
        raise ConnectionAbortedError

    async def serve(server: Discord, request: web.Request) -> web.StreamResponse:
        try:
            return await whole(server, request)
        except ConnectionAbortedError:
            assert request.transport is not None
            request.transport.abort()
            raise

    whole = Discord.answer
    monkeypatch.setattr(Discord, "_answered", answer)
    monkeypatch.setattr(Discord, "answer", serve)


TROUBLES = [
    pytest.param(limit, id="one limit"),
    pytest.param(cut, id="a connection cut before"),
    pytest.param(cut_after, id="a connection cut after"),
]
Trouble = Callable[[pytest.MonkeyPatch, Discord], None]


@pytest.mark.parametrize("trouble", TROUBLES)
async def test_a_command_survives(monkeypatch: pytest.MonkeyPatch, trouble: Trouble) -> None:
    # The server's routes are made when it starts, so what cuts stands before that.
    trouble(monkeypatch, held := Discord())
    async with connected(monkeypatch) as easel:
        easel.server.faults += held.faults
        given = await easel.server.command("imagine", PROMPT)
        assert (await said(easel, given)).startswith("Drawing")
        assert len(easel.home.memory.jobs) == 1


@pytest.mark.parametrize("trouble", TROUBLES)
async def test_help_survives(monkeypatch: pytest.MonkeyPatch, trouble: Trouble) -> None:
    trouble(monkeypatch, held := Discord())
    async with connected(monkeypatch) as easel:
        easel.server.faults += held.faults
        given = await easel.server.command("help", [])
        assert "watercolour" in await said(easel, given)


async def test_a_question_survives_one_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    async with connected(monkeypatch) as easel:
        given, job = await grid(easel)
        limit(monkeypatch, easel.server)
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
