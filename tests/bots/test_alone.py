"""A second process with the same token is refused, and told why."""

import pytest

from bots import alone
from core.errors import AlreadyThere, NoRedis
from storage.memory_queue import MemoryQueue


def become_another_process() -> None:
    """On the same machine, and of the same number, as happens between containers."""
    alone.process.cache_clear()


async def test_a_process_keeps_its_place() -> None:
    queue = MemoryQueue()
    await alone.take_place(queue, "discord", "a token")
    await alone.take_place(queue, "discord", "a token")


async def test_a_second_process_is_refused() -> None:
    queue = MemoryQueue()
    async with alone.alone(queue, "discord", "a token"):
        become_another_process()
        with pytest.raises(AlreadyThere, match="Another process is in Discord with this token"):
            await alone.take_place(queue, "discord", "a token")
        await alone.take_place(queue, "discord", "another token")


async def test_what_is_refused_takes_nobody_s_place() -> None:
    queue = MemoryQueue()
    await alone.take_place(queue, "discord", "a token")
    for _ in range(2):
        become_another_process()
        with pytest.raises(AlreadyThere):
            async with alone.alone(queue, "discord", "a token"):
                raise AssertionError("nobody gets in")


@pytest.mark.parametrize("trouble", [None, ValueError], ids=["a clean end", "an error"])
async def test_whoever_leaves_makes_room_at_once(trouble: type[Exception] | None) -> None:
    queue = MemoryQueue()
    try:
        async with alone.alone(queue, "discord", "a token"):
            if trouble:
                raise trouble
    except ValueError:
        pass
    become_another_process()
    await alone.take_place(queue, "discord", "a token")


async def test_while_redis_is_away_one_may_leave() -> None:
    class Away(MemoryQueue):
        async def release(self, name: str, owner: str) -> None:
            raise NoRedis(detail="connection refused")

    async with alone.alone(Away(), "discord", "a token"):
        pass
