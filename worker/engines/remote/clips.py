"""One clip: asked for, waited for, fetched, and taken away from the server again."""

import asyncio
import logging
from collections.abc import Callable, Mapping
from contextlib import suppress
from functools import partial
from time import monotonic
from typing import Any, NamedTuple, cast
from urllib.parse import quote

from core.errors import EaselError
from worker.engines.remote.line import Line, Upload
from worker.engines.remote.service import Service
from worker.engines.remote.trouble import ServiceSlow, declined

log = logging.getLogger("easel.worker")

_GOING_ON = ("queued", "in_progress", "processing", "running", "pending")
_DONE = ("completed", "succeeded")
# A clip of which none of these is told may go on, and cost, whatever else its status may mean.
_ENDED = (*_DONE, "failed", "error", "cancelled", "canceled", "expired")


class Filming(NamedTuple):
    """What is asked for, and where to say how far it is (0 to 1, and in words)."""

    fields: Mapping[str, Any]
    picture: bytes | None  # PNG that it begins with
    tell: Callable[[float, str], None]


async def filmed(line: Line, service: Service, filming: Filming, farewell: float) -> bytes:
    """The file of a clip. Whatever happens, it does not stay at the server.

    `farewell` is in s, for each request that takes it away. Raises the errors of trouble.py.
    """

    async def late(answer: Any) -> None:
        told = _told(line, answer)
        cancels = service.cancels and not _ended(told)
        await _taken_away(line, _path(line, told), farewell, cancels=cancels)

    files = [] if filming.picture is None else [Upload("input_reference", filming.picture)]
    body = {"model": line.whose.source, **filming.fields}
    begun = _told(line, await line.post("videos", body, files, late))
    path, ended = _path(line, begun), False
    try:
        last = await _waited(line, path, service, begun, filming.tell)
        ended = _ended(last)
        if last.get("status") not in _DONE:
            raise _failed(line, last)
        return await line.content(f"{path}/content")
    finally:
        await _taken_away(line, path, farewell, cancels=service.cancels and not ended)


async def _waited(
    line: Line,
    path: str,
    service: Service,
    told: Mapping[str, Any],
    tell: Callable[[float, str], None],
) -> Mapping[str, Any]:
    """What the server tells of the clip once it no longer goes on; raises ServiceSlow."""
    end = monotonic() + service.longest
    while told.get("status") in _GOING_ON:
        if monotonic() > end:
            raise ServiceSlow(model=line.whose.model, seconds=service.longest)
        percent = _percent(told)
        tell(percent / 100, f"{percent} % at {line.whose.host}")
        await asyncio.sleep(service.poll)
        told = _told(line, await line.get(path))
    return told


async def _taken_away(line: Line, path: str, farewell: float, *, cancels: bool) -> None:
    """The clip is stopped at the server, where it `cancels`, and deleted, even if it went on."""
    steps = [("gone on", partial(line.cancel, f"{path}/cancel"))] if cancels else []
    for did, step in (*steps, ("stayed", partial(line.delete, path))):
        try:
            async with asyncio.timeout(farewell):
                await step()
        except (EaselError, TimeoutError) as error:
            log.warning("a clip of %s may have %s at its server: %s", line.whose.model, did, error)


def _told(line: Line, answer: Any) -> Mapping[str, Any]:
    if not isinstance(answer, dict):
        raise line.unusable("no description of a clip")
    return cast("Mapping[str, Any]", answer)


def _path(line: Line, told: Mapping[str, Any]) -> str:
    found = told.get("id")
    if isinstance(found, str) and found.strip("."):
        with suppress(UnicodeEncodeError):  # JSON may hold half a character
            return f"videos/{quote(found, safe='')}"
    raise line.unusable("a clip without an id")


def _ended(told: Mapping[str, Any]) -> bool:
    return told.get("status") in _ENDED


def _percent(told: Mapping[str, Any]) -> int:
    """How far it is, from 0 to 100. NaN, which is not above 0, is 0."""
    said = told.get("progress")
    return round(min(100, max(0, said))) if isinstance(said, int | float) else 0


def _failed(line: Line, told: Mapping[str, Any]) -> EaselError:
    error = told.get("error")
    said = cast("Mapping[str, Any]", error) if isinstance(error, dict) else {}
    code, detail = str(said.get("code") or ""), str(said.get("message") or "")
    return declined(code, line.whose, detail or f"the clip is {told.get('status')}")
