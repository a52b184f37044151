"""A second process with the same token is refused, and told why."""

import socket

import pytest

from bots.alone import take_place
from core.errors import AlreadyThere
from storage.memory_queue import MemoryQueue


async def test_a_process_keeps_its_place() -> None:
    queue = MemoryQueue()
    await take_place(queue, "discord", "a token")
    await take_place(queue, "discord", "a token")


async def test_a_second_process_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    queue = MemoryQueue()
    await take_place(queue, "discord", "a token")
    monkeypatch.setattr(socket, "gethostname", lambda: "another machine")
    with pytest.raises(AlreadyThere, match="Another process is in Discord with this token"):
        await take_place(queue, "discord", "a token")
    await take_place(queue, "discord", "another token")
