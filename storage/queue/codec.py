"""What arq keeps of a job, as JSON: to write to Redis must not mean to run code here."""

import asyncio
import json
from typing import Any

from arq.jobs import DeserializationError

_ERROR = "__error__"


def encode(data: dict[str, Any]) -> bytes:
    """JSON of arq's record of a job; raises TypeError for what JSON and `_plain` cannot carry."""
    return json.dumps(data, default=_plain, separators=(",", ":")).encode()


def decode(data: bytes) -> dict[str, Any]:
    """The record that `encode` wrote; raises DeserializationError when it is something else."""
    try:
        record = json.loads(data, object_hook=_revive)
    except ValueError as error:
        raise DeserializationError(f"not a job: {data[:80]!r}") from error
    if not isinstance(record, dict):
        raise DeserializationError(f"not a job: {data[:80]!r}")
    return record


def _plain(value: object) -> dict[str, str]:
    if isinstance(value, BaseException):
        return {_ERROR: type(value).__name__, "text": str(value)}
    raise TypeError(f"{type(value).__name__} cannot be sent")


def _revive(table: dict[str, Any]) -> object:
    name = table.get(_ERROR)
    if name is None:
        return table
    if name == asyncio.CancelledError.__name__:
        return asyncio.CancelledError(table["text"])
    return RuntimeError(f"{name}: {table['text']}")
