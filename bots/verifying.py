"""`easel verify`: where a file came from, as it says itself."""

import asyncio
from pathlib import Path
from typing import Any, NamedTuple

from bots.bounded import read_bounded
from core.verifying import told
from core.wire import plain
from storage.provenance.reading_process import ReadingHere
from storage.settings import StorageSettings


class Verified(NamedTuple):
    """What there is to say of a file."""

    lines: tuple[str, ...]
    data: dict[str, Any]


async def verified(settings: StorageSettings, path: Path) -> Verified:
    """What a file says. Raises NoSuchFile, and what is wrong with the file."""
    data = await asyncio.to_thread(read_bounded, path)
    found = await ReadingHere(settings.who).credentials(path.name, data)
    reply = told(path.name, found)
    return Verified(
        (reply.text, *reply.lines), {"file": str(path), "holds": found.holds} | plain(found)
    )


def holds(found: Verified) -> bool:
    """Whether it says something that was not changed."""
    return bool(found.data["holds"])
