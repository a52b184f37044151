"""What the client sends, against Discord's own description of its API where that is at hand."""

import json
import re
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from core.actions import Action, Verb
from tests.bots.on_discord.server import (
    CHANNEL,
    DIRECT,
    ME,
    Fault,
    Given,
    Request,
    person,
    until,
)
from tests.bots.on_discord.wire import Connected, connected, drawn

SPEC = Path(__file__).parents[4] / "shared" / "specs" / "discord-openapi.json"

pytestmark = pytest.mark.skipif(
    not SPEC.exists(),
    reason=f"no description of Discord's API at {SPEC.name}: nothing is validated",
)


@cache
def spec() -> dict[str, Any]:
    """Discord's OpenAPI description."""
    return json.loads(SPEC.read_text(encoding="utf-8"))


def schema_of(request: Request) -> dict[str, Any] | None:
    """The schema of a request's JSON; None where the description has no such request."""
    for path, methods in spec()["paths"].items():
        pattern = re.sub(r"\{[^}]+\}", "[^/]+", path.replace("@", r"\@"))
        if re.fullmatch(pattern, request.path) and request.method.lower() in methods:
            body = methods[request.method.lower()].get("requestBody")
            if body is not None:
                return body["content"]["application/json"]["schema"]
    return None


def violations(request: Request) -> list[str]:
    """What is wrong with a request."""
    schema = schema_of(request)
    if schema is None:
        return [f"{request.method} {request.path} is not described"]
    whole = {**schema, "components": spec()["components"]}
    sent = request.listed or request.body
    errors = jsonschema.Draft202012Validator(whole).iter_errors(_as_text(sent))
    return [f"{request.path}: {error.json_path}: {error.message[:200]}" for error in errors]


def _as_text(sent: Any) -> Any:
    """discord.py writes some ids as numbers, which Discord takes, where the schema has text."""
    if not isinstance(sent, dict):
        return sent
    told = dict(sent)
    if isinstance(told.get("attachments"), list):
        told["attachments"] = [{**one, "id": str(one["id"])} for one in told["attachments"]]
    if "recipient_id" in told:
        told["recipient_id"] = str(told["recipient_id"])
    if isinstance(told.get("message_reference"), dict):
        reference = told["message_reference"]
        ids = {name: str(reference[name]) for name in reference if name.endswith("_id")}
        told["message_reference"] = {**reference, **ids}
    return told


async def test_a_whole_thread_is_what_discord_describes(monkeypatch: pytest.MonkeyPatch) -> None:
    async with connected(monkeypatch) as easel:
        given = await drawn(easel)
        job = (await easel.home.owed())[0]
        await easel.finish()
        for verb, variant in ((Verb.OPEN, 1), (Verb.EDIT, 2), (Verb.DETAILS, 0), (Verb.MORE, 0)):
            pressed = await easel.server.press(given.message, Action(verb, job.id, variant).pack())
            await until(lambda pressed=pressed: pressed.acknowledged is not None)
        words = f"<@{ME}> a lighthouse at night"
        await easel.server.say(words, mentions=[person(ME, "easel", bot=True)])
        await until(lambda: len(easel.home.memory.postings) == 4)
        while await easel.home.owed():
            await easel.finish()
        with_bodies = [one for one in easel.server.requests if one.body or one.listed]
        assert len(with_bodies) >= 10
        assert [wrong for one in with_bodies for wrong in violations(one)] == []


SHOWN = [{"name": "show", "type": 1, "options": []}]
COUNT = [{"name": "count", "type": 4, "value": 2}]


async def test_settings_and_suggestions_are_what_discord_describes(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async with connected(monkeypatch) as easel:
        await drawn(easel)
        await easel.finish()
        for options in ([{"name": "defaults", "type": 1, "options": COUNT}], SHOWN):
            given = await easel.server.command("set", options)
            await until(lambda given=given: "count: 2" in _said(easel, given))
        for command, option in (("imagine", "model"), ("recall", "words")):
            typed = await easel.server.typing(command, option, "")
            await until(lambda typed=typed: typed.acknowledged is not None)
            assert len(easel.server.requests[-1].body["data"]["choices"]) == 1
        with_bodies = [one for one in easel.server.requests if one.body or one.listed]
        assert [wrong for one in with_bodies for wrong in violations(one)] == []


async def test_a_direct_message_is_what_discord_describes(monkeypatch: pytest.MonkeyPatch) -> None:
    async with connected(monkeypatch) as easel:
        given = await drawn(easel)
        given.spent = True
        missing = {"code": 50001, "message": "Missing Access"}
        easel.server.faults.append(Fault(f"/channels/{CHANNEL}/", 403, 9, missing))
        await easel.finish()
        *_, opened, sent = easel.server.requests
        assert (opened.path, sent.path) == ("/users/@me/channels", f"/channels/{DIRECT}/messages")
        assert [*violations(opened), *violations(sent)] == []


def _said(easel: Connected, given: Given) -> str:
    return str(easel.server.messages.get(given.message, {}).get("content", ""))
