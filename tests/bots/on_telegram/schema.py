"""Telegram's own description, where it is at hand: every story is held against it at its end."""

import json
from functools import cache
from pathlib import Path
from typing import Any

from tests.bots.on_telegram.server import Call, Telegram

SPEC = Path(__file__).parents[4] / "shared" / "specs" / "telegram-bot-api.json"
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
    if not call.refused and call.answer is not None:  # some are held until a story has ended
        found += wrong(call.answer, described["returns"], f"the answer to {call.method}")
    return found


def _is_file(name: str) -> bool:
    return name in ("photo", "video", "animation", "document")


def all_violations(server: Telegram) -> list[str]:
    """What is wrong with all that went back and forth; nothing where there is no description."""
    if not SPEC.exists():
        return []
    calls = [one for call in server.calls for one in violations(call)]
    return calls + [one for each in server.given for one in wrong(each, ["Update"], "update")]
