"""What the client sends and is given, against Telegram's own description where that is at hand."""

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from bots.on_telegram.commands import announce
from core.replies import Progress
from tests.bots.on_telegram.chat import chat
from tests.bots.on_telegram.server import ADA, FORUM, GROUP, TOPIC, Call, Telegram, until
from tests.core.talk import photo

SPEC = Path(__file__).parents[4] / "shared" / "specs" / "telegram-bot-api.json"

pytestmark = pytest.mark.skipif(
    not SPEC.exists(),
    reason=f"no description of Telegram's API at {SPEC.name}: nothing is validated",
)
KINDS: dict[str, Any] = {
    "Integer": int,
    "String": str,
    "Boolean": bool,
    "True": bool,
    "Float": (int, float),
}


@cache
def spec() -> dict[str, Any]:
    """Telegram's description."""
    return json.loads(SPEC.read_text(encoding="utf-8"))


def wrong(value: Any, kinds: list[str], where: str) -> list[str]:
    """What is wrong with a value that should be of one of these types."""
    found = [_wrong(value, kind, where) for kind in kinds]
    return [] if any(not one for one in found) else min(found, key=len)


def _wrong(value: Any, kind: str, where: str) -> list[str]:
    if kind == "InputFile":
        return [] if isinstance(value, str) else [f"{where} is no file"]
    if kind in KINDS:
        fits = isinstance(value, KINDS[kind]) and (
            kind == "Boolean" or kind == "True" or not isinstance(value, bool)
        )
        return [] if fits else [f"{where} is {value!r}, no {kind}"]
    if kind.startswith("Array of "):
        if not isinstance(value, list):
            return [f"{where} is no list"]
        inner = kind.removeprefix("Array of ")
        return [one for n, each in enumerate(value) for one in _wrong(each, inner, f"{where}.{n}")]
    described = spec()["types"][kind]
    if "subtypes" in described:
        return wrong(value, described["subtypes"], where)
    return fields(value, described.get("fields", []), where)


def fields(value: Any, described: list[dict[str, Any]], where: str) -> list[str]:
    """What is wrong with an object: missing, unknown or wrong fields."""
    if not isinstance(value, dict):
        return [f"{where} is no object"]
    given: dict[str, Any] = value
    known = {one["name"]: one for one in described}
    missing = [one for one in known if known[one]["required"] and one not in given]
    found = [f"{where}.{name} is missing" for name in missing]
    found += [f"{where}.{name} is not described" for name in given if name not in known]
    for name in given:
        if name in known:
            found += wrong(given[name], known[name]["types"], f"{where}.{name}")
    return found


def violations(call: Call) -> list[str]:
    """What is wrong with a call and its answer."""
    described = spec()["methods"].get(call.method)
    if described is None:
        return [f"{call.method} is not described"]
    files = {name.partition("/")[0]: "attach://it" for name in call.files}
    params = files | call.params
    params = {name: one for name, one in params.items() if name in call.params or _is_file(name)}
    found = fields(params, described.get("fields", []), call.method)
    if not call.refused:
        found += wrong(call.answer, described["returns"], f"the answer to {call.method}")
    return found


def _is_file(name: str) -> bool:
    return name in ("photo", "video", "animation", "document")


def all_violations(server: Telegram) -> list[str]:
    """What is wrong with all that went back and forth."""
    calls = [one for call in server.calls for one in violations(call)]
    return calls + [one for each in server.given for one in wrong(each, ["Update"], "update")]


async def test_a_whole_thread_is_what_telegram_describes() -> None:
    async with chat() as easel:
        await announce(easel.running.bot)
        job = await easel.draw()
        for label in ("1 Open", "Original", "Details", "2 Refine", "Compare", "More"):
            await easel.click(label)
        question = next(
            one for one in easel.server.shown() if "For instance" in one.get("text", "")
        )
        await easel.say("at night", reply_to=question["message_id"])
        await easel.running.front.ticker.tell(
            Progress((await easel.home.owed())[0].id, 0.5, "half")
        )
        while await easel.home.owed():
            await easel.finish()
        await easel.draw("animate it", file=photo())
        await easel.click("Delete")
        easel.server.ask_inline("")
        await until(lambda: easel.server.of("answerInlineQuery"))
        assert job.variants
        methods = {one.method for one in easel.server.calls}
        assert {"editMessageMedia", "editMessageText", "sendPhoto", "sendDocument"} <= methods
        assert len(easel.server.calls) >= 30
        assert all_violations(easel.server) == []


async def test_groups_topics_and_albums_are_what_telegram_describes() -> None:
    async with chat() as easel:
        await easel.draw("/imagine a lighthouse", chat=FORUM, topic=TOPIC)
        await easel.click("1 Edit", chat=FORUM)
        await easel.say("/settings count 2", chat=GROUP)
        for colour in ("red", "blue"):
            easel.server.say("turn these into oil", file=photo(colour), media_group_id="a1")
        await easel.settled()
        await easel.draw("describe this", document=("cat.png", photo()))
        easel.server.grow(GROUP, -100_500)
        easel.server.leave(FORUM)
        easel.server.click("More", chat=ADA, old=True)
        await easel.settled()
        assert all_violations(easel.server) == []


async def test_an_album_of_clips_is_what_telegram_describes() -> None:
    async with chat() as easel:
        await easel.say("a lighthouse --n 3")
        ended = await easel.home.render(await easel.owed())
        object.__setattr__(ended, "grid", None)
        await easel.show(ended)
        assert easel.server.of("sendMediaGroup")
        assert all_violations(easel.server) == []


def test_a_violation_is_found() -> None:
    call = Call("sendMessage", {"chat_id": True, "text": 7, "colour": "red"}, answer=True)
    assert len(violations(call)) >= 3
