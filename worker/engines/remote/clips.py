"""One clip: asked for, waited for, fetched, and taken away from the server again."""

import asyncio
import logging
from collections.abc import AsyncGenerator, Callable, Mapping
from contextlib import asynccontextmanager
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


class Filming(NamedTuple):
    """What is asked for, and where to say how far it is (0 to 1, and in words)."""

    fields: Mapping[str, Any]
    picture: bytes | None  # PNG that it begins with
    tell: Callable[[float, str], None]


async def filmed(line: Line, service: Service, filming: Filming, farewell: float) -> bytes:
    """The file of a clip. Whatever happens, it does not stay at the server; `farewell` is in s.

    Raises the errors of trouble.py.
    """
    files = [] if filming.picture is None else [Upload("input_reference", filming.picture)]
    body = {"model": line.whose.source, **filming.fields}
    begun = _told(line, await line.post("videos", body, files))
    path = f"videos/{quote(_id(line, begun), safe='')}"
    async with _taken_away(line, path, service.cancels, farewell):
        await _finished(line, path, service, begun, filming.tell)
        return await line.content(f"{path}/content")


async def _finished(
    line: Line,
    path: str,
    service: Service,
    told: Mapping[str, Any],
    tell: Callable[[float, str], None],
) -> None:
    """Wait until the clip is there; raises what it failed with."""
    end = monotonic() + service.longest
    while (status := told.get("status")) not in _DONE:
        if status not in _GOING_ON:
            raise _failed(line, told)
        if monotonic() > end:
            raise ServiceSlow(model=line.whose.model, seconds=service.longest)
        percent = _percent(told)
        tell(percent / 100, f"{percent} % at {line.whose.host}")
        await asyncio.sleep(service.poll)
        told = _told(line, await line.get(path))


@asynccontextmanager
async def _taken_away(
    line: Line, path: str, cancels: bool, farewell: float
) -> AsyncGenerator[None]:
    """In the end the clip is stopped, where it is not done, and deleted at the server."""
    done = False
    try:
        yield
        done = True
    finally:
        try:
            async with asyncio.timeout(farewell):
                if cancels and not done:
                    await line.cancel(f"{path}/cancel")
                await line.delete(path)
        except (EaselError, TimeoutError) as error:
            log.warning("a clip of %s may have stayed at its server: %s", line.whose.model, error)


def _told(line: Line, answer: Any) -> Mapping[str, Any]:
    if not isinstance(answer, dict):
        raise line.unusable("no description of a clip")
    return cast("Mapping[str, Any]", answer)


def _id(line: Line, told: Mapping[str, Any]) -> str:
    found = told.get("id")
    if not isinstance(found, str) or not found.strip("."):
        raise line.unusable("a clip without an id")
    return found


def _percent(told: Mapping[str, Any]) -> int:
    said = told.get("progress")
    return max(0, min(100, round(said))) if isinstance(said, int | float) else 0


def _failed(line: Line, told: Mapping[str, Any]) -> EaselError:
    error = told.get("error")
    said = cast("Mapping[str, Any]", error) if isinstance(error, dict) else {}
    code, detail = str(said.get("code") or ""), str(said.get("message") or "")
    return declined(code, line.whose, detail or f"the clip is {told.get('status')}")
